"""The quotes of one source, verified in its text if the archive has it, else by receipt."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Final

from checker.book import Source, Waiver
from checker.text import (
    IndexedText,
    Match,
    Quote,
    Receipt,
    ReceiptError,
    SaltedText,
    parse_quote,
    verify_receipt,
)
from checker.text.quote_context import context_of
from checker.text.quotes import QuoteError, locate, nearest
from checker.text.selectors import selectors
from checker.text.sentences import Sentences
from checker.text.tokens import token_texts
from checker.verification.archive import Archive, ArchiveError
from checker.verification.model import NO_RECEIPT, QuoteCheck, QuoteStatus, TextStatus
from checker.verification.number_boundaries import cut_number

ALTERED_SCORE: Final = 80.0
"""The likeness (rapidfuzz, 0 to 100) from which a failed quote is ``altered``, not ``missing``."""

MAXIMUM_CHANGED_WORDS: Final = 2
"""Limit on the words in which a quote may differ from a proven one to count as altered from it."""


class SourceVerifier:
    """Verifies the quotes of one source.

    ``wanted`` has the key of each quote that the book takes from the source, by its words.
    """

    def __init__(
        self,
        source: Source,
        receipts: tuple[Receipt, ...],
        wanted: Mapping[str, str],
        archive: Archive | None,
    ) -> None:
        self._source = source
        self._wanted = frozenset(wanted.values())
        self._archive = archive
        self._by_key: dict[str, Receipt] = {}
        for receipt in receipts:
            try:
                key = wanted.get(receipt.quote) or parse_quote(receipt.quote).key
                self._by_key[key] = receipt
            except QuoteError:
                continue  # a receipt for words that are no quote proves nothing, and does no harm
        self.text: IndexedText | None = None
        self.status, self.reason = self._read_text()

    @property
    def stale(self) -> tuple[str, ...]:
        """Quotes that have a receipt but are in no record, sorted."""
        unused = self._by_key.keys() - self._wanted
        return tuple(sorted(self._by_key[key].quote for key in unused))

    def _read_text(self) -> tuple[TextStatus, str]:
        """The status of the text, and why; keeps the text if quotes can be read in it."""
        record = self._source.text
        if record is None:
            return TextStatus.UNPROVEN, "the source record has no fingerprint of its text"
        if self._archive is None:
            return TextStatus.ABSENT, "no archive was given"
        try:
            text = self._archive.text(self._source.id, record.sha256)
            named = None if text else self._archive.named(self._source.id)
        except ArchiveError as error:
            return TextStatus.UNREADABLE, str(error)
        if text is None and named is None:
            return TextStatus.ABSENT, "the archive does not have the recorded text"
        if text is None:
            return TextStatus.CHANGED, "the text in the archive is not the recorded one"
        self._sentences = Sentences(text, self._source.language)
        self._salted = SaltedText(text, record.sha256)
        self.text = text
        if self._salted.fingerprint != record:
            # The digest is right, so this is the text, and its quotes can still be read in it.
            reason = "the recorded root or token count does not match the text"
            return TextStatus.WRONG_ROOT, reason
        return TextStatus.VERIFIED, ""

    def lapsed(self, waivers: Sequence[Waiver]) -> list[int]:
        """The numbers of waivers that were given for another text, or for other words of this one.

        Without the text, only the digest of the text and the order of tokens can be compared.
        """
        digest = self._source.text.sha256 if self._source.text else ""
        return [
            number
            for number, waiver in enumerate(waivers)
            if waiver.text != digest or not self._seal_holds(waiver)
        ]

    def _seal_holds(self, waiver: Waiver) -> bool:
        start, end = waiver.tokens
        if self.text is None:
            return start < end
        is_range = start < end <= len(self.text.tokens)
        return is_range and self._salted.seal(start, end) == waiver.seal

    def check(self, raw: str, quote: Quote) -> QuoteCheck:
        """The result for one quote: in the text if it is there, else by receipt."""
        if self.text is not None:
            return self._in_text(self.text, raw, quote)
        return self._by_receipt(raw, quote)

    def _in_text(self, text: IndexedText, raw: str, quote: Quote) -> QuoteCheck:
        # A quote that is there twice may mean either place, and their contexts may differ.
        matches = locate(text, quote)
        if len(matches) == 1:
            return self._found(text, quote, matches[0])
        if matches:
            reason = "the words appear in the text more than once"
            return QuoteCheck(QuoteStatus.AMBIGUOUS, reason=reason)
        passage = nearest(text, raw)
        if passage is None:
            return QuoteCheck(QuoteStatus.MISSING)
        is_alike = passage.score >= ALTERED_SCORE
        status = QuoteStatus.ALTERED if is_alike else QuoteStatus.MISSING
        return QuoteCheck(status, nearest=passage.passage)

    def _found(self, text: IndexedText, quote: Quote, match: Match) -> QuoteCheck:
        """A quote that is in the text once: proven, unless it cuts through a number."""
        # “41” out of “41 per cent” is in the text word for word, and still says something else.
        cut = cut_number(text, match)
        if cut:
            shown = " ".join(cut.split())
            reason = f"it cuts through “{shown}”; quote all of it, or none of it"
            return QuoteCheck(QuoteStatus.ALTERED, reason=reason)
        context = context_of(text, self._sentences, match)
        return QuoteCheck(
            QuoteStatus.TEXT,
            match,
            receipt=self._receipt_problem(quote),
            context=(context.kind.value, context.words) if context else None,
            selectors=selectors(text, match),
        )

    def _receipt_problem(self, quote: Quote) -> str:
        """What is wrong with the receipt of a quote that is in the text; empty if nothing is."""
        record = self._source.text
        if record is None or self.status is TextStatus.WRONG_ROOT:
            return ""  # reported once, for the source
        receipt = self._by_key.get(quote.key)
        if receipt is None:
            return NO_RECEIPT
        try:
            verify_receipt(receipt, quote, record)
        except ReceiptError as error:
            return _invalid_receipt(error)
        return ""

    def _by_receipt(self, raw: str, quote: Quote) -> QuoteCheck:
        record = self._source.text
        if record is None:
            return QuoteCheck(QuoteStatus.UNCHECKED, reason=self.reason)
        receipt = self._by_key.get(quote.key)
        if receipt is not None:
            try:
                return QuoteCheck(QuoteStatus.RECEIPT, verify_receipt(receipt, quote, record))
            except ReceiptError as error:
                return QuoteCheck(QuoteStatus.ALTERED, reason=_invalid_receipt(error))
        proven = self._altered_from(raw)
        if proven:
            reason = "the words differ from those that were proven"
            return QuoteCheck(QuoteStatus.ALTERED, nearest=proven, reason=reason)
        reason = f"{self.reason}, and the quote has no receipt"
        return QuoteCheck(QuoteStatus.UNCHECKED, reason=reason)

    def _altered_from(self, raw: str) -> str:
        """The proven quote that a quote without a receipt was altered from, or nothing."""
        from rapidfuzz import fuzz, process

        # Without the text, a proven quote is the only thing to compare with.
        # A proven quote that no record has any more was most likely changed into this one.
        best = process.extractOne(raw, self.stale, scorer=fuzz.ratio)
        if best and best[1] >= ALTERED_SCORE:
            return best[0]
        # A proven quote that another record still has needs to be almost the same, word for word.
        words = token_texts(raw)
        for receipt in self._by_key.values():
            proven = token_texts(receipt.quote)
            if len(proven) != len(words):
                continue
            changed = sum(map(operator.ne, proven, words))
            if changed <= MAXIMUM_CHANGED_WORDS:
                return receipt.quote
        return ""


def _invalid_receipt(error: ReceiptError) -> str:
    return f"the receipt is not valid: {error}"
