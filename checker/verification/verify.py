"""Every quote of a book, verified in the text where there is one, else by its receipt."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from checker.book import Book, Evidence, Source, Waiver
from checker.book.processes import WORTHWHILE, spread
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
from checker.text.overlap import shared_runs
from checker.text.quote_context import context_of
from checker.text.quotes import QuoteError, locate, nearest
from checker.text.selectors import selectors
from checker.text.sentences import Sentences
from checker.text.tokens import token_texts
from checker.verification.archive import Archive, ArchiveError
from checker.verification.model import (
    NO_RECEIPT,
    Plain,
    QuoteCheck,
    QuoteStatus,
    TextStatus,
    Verification,
    from_plain,
    to_plain,
)
from checker.verification.number_boundaries import cut_number
from checker.verification.value_in_quote import missing_values

ALTERED_SCORE = 80.0
"""A passage this alike (rapidfuzz, 0 to 100) makes a failed quote ``altered`` rather than ``missing``."""


SLIP: Final = 2
"""So many words of a quote may be others than those of a proven one for it to be that one, altered."""


class _SourceVerifier:
    """Verifies the quotes of one source."""

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
                continue
        self.text: IndexedText | None = None
        self.status, self.reason = self._read_text()

    @property
    def stale(self) -> tuple[str, ...]:
        """Quotes that have a receipt and are in no record."""
        return tuple(
            sorted(
                receipt.quote for key, receipt in self._by_key.items() if key not in self._wanted
            )
        )

    def _read_text(self) -> tuple[TextStatus, str]:
        record = self._source.text
        if record is None:
            return TextStatus.UNPROVEN, "the record has no fingerprint of its text"
        if self._archive is None:
            return TextStatus.ABSENT, "no archive at hand"
        try:
            text = self._archive.text(self._source.id, record.sha256)
            named = None if text else self._archive.named(self._source.id)
        except ArchiveError as error:
            return TextStatus.UNREADABLE, str(error)
        if text is None:
            if named is None:
                return TextStatus.ABSENT, "the archive has no text of this digest"
            return TextStatus.CHANGED, f"the archive's text has the digest {named[0][:12]}…"
        self._sentences = Sentences(text, self._source.language)
        self._salted = SaltedText(text, record.sha256)
        if self._salted.fingerprint != record:
            self.text = text  # the digest is right, so the quotes can be read in it all the same
            return TextStatus.WRONG_ROOT, "the recorded root or token count is not that of the text"
        self.text = text
        return TextStatus.VERIFIED, ""

    def lapsed(self, waivers: Sequence[Waiver]) -> list[int]:
        """Which waivers were given for another text, or for other words of this one, where that can be told."""
        digest = self._source.text.sha256 if self._source.text else ""
        return [
            number
            for number, item in enumerate(waivers)
            if item.text != digest or not self._sealed(item)
        ]

    def _sealed(self, waiver: Waiver) -> bool:
        start, end = waiver.tokens
        if self.text is None:
            return start < end
        return start < end <= len(self.text.tokens) and self._salted.seal(start, end) == waiver.seal

    def check(self, raw: str, quote: Quote) -> QuoteCheck:
        """One quote, in the text if it is there, else by receipt."""
        if self.text is not None:
            return self._in_text(self.text, raw, quote)
        return self._by_receipt(raw, quote)

    def _in_text(self, text: IndexedText, raw: str, quote: Quote) -> QuoteCheck:
        matches = locate(text, quote)
        if len(matches) == 1:
            return self._found(text, quote, matches[0])
        if matches:
            return QuoteCheck(QuoteStatus.AMBIGUOUS, reason="it stands in the text more than once")
        passage = nearest(text, raw)
        if passage is None or passage.score < ALTERED_SCORE:
            return QuoteCheck(QuoteStatus.MISSING, nearest=passage.passage if passage else "")
        return QuoteCheck(QuoteStatus.ALTERED, nearest=passage.passage)

    def _found(self, text: IndexedText, quote: Quote, match: Match) -> QuoteCheck:
        """A quote that stands in the text once: whether it cuts a number, its frame, and its receipt."""
        cut = cut_number(text, match)
        if cut:
            shown = " ".join(cut.split())
            return QuoteCheck(
                QuoteStatus.ALTERED, reason=f"it cuts through “{shown}”; quote all of that, or none"
            )
        context = context_of(text, self._sentences, match)
        return QuoteCheck(
            QuoteStatus.TEXT,
            match,
            receipt=self._receipt_problem(quote),
            context=(context.kind.value, context.words) if context else None,
            selectors=selectors(text, match),
        )

    def _receipt_problem(self, quote: Quote) -> str:
        """What is wrong with the receipt of a quote that stands in the text, or nothing."""
        receipt = self._by_key.get(quote.key)
        if self._source.text is None or self.status is TextStatus.WRONG_ROOT:
            return ""  # said of the source, once
        if receipt is None:
            return NO_RECEIPT
        try:
            verify_receipt(receipt, quote, self._source.text)
        except ReceiptError as error:
            return f"its receipt does not hold: {error}"
        return ""

    def _by_receipt(self, raw: str, quote: Quote) -> QuoteCheck:
        record = self._source.text
        if record is None:
            return QuoteCheck(QuoteStatus.UNCHECKED, reason=self.reason)
        receipt = self._by_key.get(quote.key)
        if receipt is None:
            before = self._proven_before(raw)
            if before:
                return QuoteCheck(
                    QuoteStatus.ALTERED,
                    nearest=before,
                    reason="these are not the words that were proven",
                )
            return QuoteCheck(QuoteStatus.UNCHECKED, reason=f"{self.reason}, and no receipt")
        try:
            return QuoteCheck(QuoteStatus.RECEIPT, verify_receipt(receipt, quote, record))
        except ReceiptError as error:
            return QuoteCheck(QuoteStatus.ALTERED, reason=f"its receipt does not hold: {error}")

    def _proven_before(self, raw: str) -> str:
        """A proven quote that no record has any more and that is so like this one that it must have been it."""
        from rapidfuzz import fuzz, process

        best = process.extractOne(raw, self.stale, scorer=fuzz.ratio)
        if best and best[1] >= ALTERED_SCORE:
            return best[0]
        # One that is still used elsewhere must have been it only if hardly a word is another.
        words = token_texts(raw)
        for receipt in self._by_key.values():
            proven = token_texts(receipt.quote)
            if len(proven) == len(words) and sum(map(operator.ne, proven, words)) <= SLIP:
                return receipt.quote
        return ""


@dataclass(frozen=True, slots=True)
class Verified:
    """A book, and its verification with some archive."""

    book: Book
    verification: Verification


def verify_book(
    book: Book, archive: Archive | None, reuse_from: Verified | None = None
) -> Verification:
    """Every quote of a book, verified, source by source: a text is read once, by the process that needs it.

    ``like`` is a book that shares records with this one, verified with the same archive: a source of which the very
    same is quoted is not looked at again.
    """
    cited = _cited(book)
    wanted = _quote_keys(book)

    def work(part: Sequence[str]) -> list[_Examined]:
        return [_examine(book, name, cited[name], wanted.get(name, {}), archive) for name in part]

    # With its text at hand, a source is work for a process; by receipts, so many quotes are.
    found = _Gathered()
    same: frozenset[str] = frozenset()
    if reuse_from is not None:
        same = _same_sources(book, cited, reuse_from.book)
        for name in same:
            found.take(book, book.sources[name], cited[name], reuse_from.verification)
    fresh = [name for name in book.sources if name not in same]
    quotes = sum(len(cited[name]) for name in fresh)
    worthwhile = 2 if archive else max(2, WORTHWHILE * len(fresh) // max(quotes, 1))
    for name, examined in zip(fresh, spread(work, fresh, worthwhile), strict=True):
        found.add(book.sources[name], cited[name], examined)
        if examined[-1]:
            found.lapsed[name] = tuple(book.waivers[name][number] for number in examined[-1])
    for name in cited.keys() - book.sources.keys():
        unknown = QuoteCheck(QuoteStatus.UNCHECKED, reason=f"there is no source {name}")
        for item in cited[name]:
            found.evidence[item.id] = unknown
            found.miss(item, missing_values(book, item))
    checks = {
        item.id: _with_elsewhere(book, item, found.evidence[item.id], archive)
        for claim in book.claims.values()
        for item in claim.evidence
    }
    compared = _texts_at_hand(book, found.texts, archive) if archive else {}
    return Verification(
        evidence=checks,
        stated=found.stated,
        texts=found.texts,
        stale_receipts=found.stale,
        missing_values=found.missing_values,
        shared=shared_runs(compared),
        compared=frozenset(compared),
        lapsed=found.lapsed,
    )


def _texts_at_hand(
    book: Book, texts: Mapping[str, tuple[TextStatus, str]], archive: Archive
) -> dict[str, IndexedText]:
    found = {
        name: _text_of(book.sources[name], archive)
        for name, (status, _) in texts.items()
        if status is TextStatus.VERIFIED
    }
    return {name: text for name, text in found.items() if text is not None}


_Examined = tuple[
    str, str, tuple[str, ...], list[tuple[Plain, tuple[str, ...]]], list[Plain], list[int]
]
"""Of a source, as plain data: the status of its text and why, stale receipts, its evidence with what each quote
does not say, what it states of itself, and which of its waivers have lapsed."""


def _examine(
    book: Book,
    name: str,
    cited: Sequence[Evidence],
    wanted: Mapping[str, str],
    archive: Archive | None,
) -> _Examined:
    """Everything that is quoted from one source."""
    source = book.sources[name]
    verifier = _SourceVerifier(source, book.receipts.get(name, ()), wanted, archive)
    evidence = [
        (to_plain(verifier.check(item.quote, item.parsed)), missing_values(book, item))
        for item in cited
    ]
    stated = []
    for fact in source.stated:
        try:
            check = verifier.check(fact.quote, parse_quote(fact.quote))
        except QuoteError as error:
            check = QuoteCheck(QuoteStatus.MISSING, reason=str(error))
        stated.append(to_plain(check))
    lapsed = verifier.lapsed(book.waivers.get(name, ()))
    return str(verifier.status), verifier.reason, verifier.stale, evidence, stated, lapsed


@dataclass
class _Gathered:
    """What the sources' verifications come to."""

    evidence: dict[str, QuoteCheck] = field(default_factory=dict)
    stated: dict[tuple[str, str], QuoteCheck] = field(default_factory=dict)
    texts: dict[str, tuple[TextStatus, str]] = field(default_factory=dict)
    stale: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing_values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lapsed: dict[str, tuple[Waiver, ...]] = field(default_factory=dict)

    def add(self, source: Source, cited: Sequence[Evidence], examined: _Examined) -> None:
        """What was found of one source."""
        status, reason, stale, evidence, stated, _ = examined
        self.texts[source.id] = TextStatus(status), reason
        if stale:
            self.stale[source.id] = stale
        for item, (plain, missing) in zip(cited, evidence, strict=True):
            self.evidence[item.id] = from_plain(plain)
            self.miss(item, missing)
        for fact, plain in zip(source.stated, stated, strict=True):
            self.stated[source.id, fact.name] = from_plain(plain)

    def take(
        self, book: Book, source: Source, cited: Sequence[Evidence], known: Verification
    ) -> None:
        """What was found of a source before; waivers that say the same may stand on other lines by now."""
        self.texts[source.id] = known.texts[source.id]
        for item in cited:
            self.evidence[item.id] = known.evidence[item.id]
            self.miss(item, known.missing_values.get(item.id, ()))
        for fact in source.stated:
            self.stated[source.id, fact.name] = known.stated[source.id, fact.name]
        if source.id in known.stale_receipts:
            self.stale[source.id] = known.stale_receipts[source.id]
        if source.id in known.lapsed:
            self.lapsed[source.id] = tuple(
                item for item in book.waivers[source.id] if item in known.lapsed[source.id]
            )

    def miss(self, item: Evidence, words: tuple[str, ...]) -> None:
        """Notes what a quote does not say."""
        if words:
            self.missing_values[item.id] = words


def _cited(book: Book) -> Mapping[str, list[Evidence]]:
    """The evidence of each source."""
    cited: defaultdict[str, list[Evidence]] = defaultdict(list)
    for claim in book.claims.values():
        for item in claim.evidence:
            cited[item.source].append(item)
    return cited


def _same_sources(book: Book, cited: Mapping[str, list[Evidence]], other: Book) -> frozenset[str]:
    """Sources of which two books hold the same records, and quote the same."""
    if book.calendar != other.calendar:
        return frozenset()
    theirs = _cited(other)
    return frozenset(
        name
        for name, source in book.sources.items()
        if other.sources.get(name) is source
        and book.receipts.get(name) is other.receipts.get(name)
        and book.waivers.get(name) == other.waivers.get(name)
        and len(cited[name]) == len(theirs[name])
        and all(map(operator.is_, cited[name], theirs[name]))
    )


def _quote_keys(book: Book) -> Mapping[str, Mapping[str, str]]:
    """The keys of all quotes that a book has of each source, by the words as written."""
    keys: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for claim in book.claims.values():
        for item in claim.evidence:
            keys[item.source][item.quote] = item.parsed.key
    for source in book.sources.values():
        for fact in source.stated:
            with suppress(QuoteError):
                keys[source.id][fact.quote] = parse_quote(fact.quote).key
    return keys


def _with_elsewhere(
    book: Book, item: Evidence, check: QuoteCheck, archive: Archive | None
) -> QuoteCheck:
    """A check, and for a quote that failed, the other source that has it: a quote misfiled is not invented."""
    if check.elsewhere:  # as it was in another state of the book
        check = replace(check, elsewhere="")
    if archive is None or check.status not in (QuoteStatus.ALTERED, QuoteStatus.MISSING):
        return check
    for name in [other for other in book.sources if other != item.source]:
        text = _text_of(book.sources[name], archive)
        if text is not None and locate(text, item.parsed):
            return replace(check, elsewhere=name)
    return check


def _text_of(source: Source, archive: Archive) -> IndexedText | None:
    try:
        return archive.text(source.id, source.text.sha256) if source.text else None
    except ArchiveError:
        return None
