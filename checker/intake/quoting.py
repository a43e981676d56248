"""The words to quote for a draft: few, found once in the text, and cut between clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from checker.intake.names import Named
from checker.intake.sentence import ReadSentence, TokenSpan
from checker.text import IndexedText, parse_quote
from checker.text.quotes import QuoteError, locate
from checker.text.tokens import is_word
from checker.verification.number_boundaries import cut_number

LEAST_WORDS: Final = 4
"""A whole clause needs this many words to be quoted."""

MINIMUM_WORDS: Final = 6
"""Any other run needs this many."""

MAXIMUM_WORDS: Final = 25
_LONG_ENOUGH: Final = MAXIMUM_WORDS - 3
_CONTROL: Final = regex.compile(r"[\p{Cc}\p{Cs}\u2028\u2029]")
_BREAKS: Final = frozenset(',;:()[]"-–—.!?')
"""Marks between clauses."""


class Quoter:
    """Finds the words to quote in one text."""

    def __init__(self, text: IndexedText) -> None:
        self._text = text

    def quote(
        self,
        sentence: ReadSentence,
        span: TokenSpan,
        about: Named | None,
        *,
        longest: bool = False,
    ) -> str | None:
        """The shortest usable run around a span, or one of nearly the most words; or None.

        A name that it is ``about`` is in the run, too, if it is near. A run is usable if the text
        has it once and it cuts no number.
        """
        first, last = _with_name(span, about)
        while True:
            words = sum(map(is_word, sentence.tokens[first:last]))
            if words > MAXIMUM_WORDS:
                return None
            least = _least_words(sentence.tokens, first, last, longest=longest)
            is_enough = words >= least or words == sentence.words
            if is_enough and self._is_usable(self._raw(sentence, first, last)):
                return self._closed(sentence, first, last)
            wider = _wider(sentence.tokens, first, last)
            if wider is None:
                return None
            first, last = wider

    def _raw(self, sentence: ReadSentence, first: int, last: int) -> str:
        """The text of a run, on one line."""
        return " ".join(self._text.slice(sentence.start + first, sentence.start + last).split())

    def _closed(self, sentence: ReadSentence, first: int, last: int) -> str:
        """The words of a run, with the quotation mark at its edge if its partner is inside."""
        if sentence.tokens[first:last].count('"') % 2:
            if last < len(sentence.tokens) and sentence.tokens[last] == '"':
                last += 1
            elif first > 0 and sentence.tokens[first - 1] == '"':
                first -= 1
        return self._raw(sentence, first, last).rstrip(" .,;:")

    def _is_usable(self, raw: str) -> bool:
        """Whether words are a quote that the text has once, and that cuts no number."""
        try:
            quote = parse_quote(raw)
        except QuoteError:
            return False
        if _CONTROL.search(raw) or quote.words < LEAST_WORDS:
            return False
        matches = locate(self._text, quote)
        return len(matches) == 1 and not cut_number(self._text, matches[0])


def _with_name(span: TokenSpan, about: Named | None) -> TokenSpan:
    """A span widened to a name, unless that would be too long."""
    if about is None:
        return span
    first, last = min(span[0], about.start), max(span[1], about.end)
    return (first, last) if last - first <= MAXIMUM_WORDS else span


def _least_words(tokens: Sequence[str], first: int, last: int, *, longest: bool) -> int:
    """The number of words with which a run is long enough."""
    if longest:
        return _LONG_ENOUGH
    return LEAST_WORDS if _is_clause(tokens, first, last) else MINIMUM_WORDS


def _is_clause(tokens: Sequence[str], first: int, last: int) -> bool:
    """Whether a run has a mark, or the sentence's edge, on both sides."""
    begins = first == 0 or tokens[first - 1] in _BREAKS
    ends = last == len(tokens) or tokens[last] in _BREAKS
    return begins and ends


def _wider(tokens: Sequence[str], first: int, last: int) -> TokenSpan | None:
    """A run with one token more: left in its clause, then right in it, then beyond the clause."""
    if first > 0 and tokens[first - 1] not in _BREAKS:
        return first - 1, last
    if last < len(tokens) and tokens[last] not in _BREAKS:
        return first, last + 1
    if first > 0:
        return first - 1, last
    return (first, last + 1) if last < len(tokens) else None
