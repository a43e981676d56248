"""A quote, and where a text has it.

Fragments may be joined by ``[…]`` (or ``[...]``): the text must have them in this order, and each
has at least four words. A bare ``…`` is literal. Punctuation at a quote's edges may be left out or
added; inside it counts, and so does every number, sign and percent sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from checker.text.tokens import IndexedText, is_word, token_texts

MINIMUM_FRAGMENT_WORDS: Final = 4
_OMISSION: Final = regex.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_WORD_OR_MARK: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\-]*|[“”„«»\"]")
_MARKS: Final = frozenset('“”„«»"')
_EDGE: Final = frozenset("\"'.,;:!?-()[]{}،؛؟。、，．：；！？") | {"..."}


class QuoteError(ValueError):
    """Something that cannot be used as a quote; the message says why."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as fragments of tokens, the punctuation at their edges left out."""

    fragments: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        """The same for all spellings of one quote that differ in spacing and edges only."""
        return "\x1e".join("\x1f".join(fragment) for fragment in self.fragments)

    @property
    def words(self) -> int:
        """Words and numbers in all fragments."""
        return sum(sum(map(is_word, fragment)) for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text has a quote: a token range (end exclusive) for each fragment."""

    spans: tuple[tuple[int, int], ...]


def parse_quote(raw: str) -> Quote:
    """A quote from the words that a researcher wrote.

    Raises ``QuoteError`` if it has no word, or if a fragment beside an omission is too short.
    """
    fragments = []
    parts = _OMISSION.split(raw)
    for part in parts:
        tokens = token_texts(part)
        first, behind = 0, len(tokens)
        while first < behind and tokens[first] in _EDGE:
            first += 1
        while first < behind and tokens[behind - 1] in _EDGE:
            behind -= 1
        tokens = tokens[first:behind]
        if not any(map(is_word, tokens)):
            raise QuoteError(
                "the quote has no word in it" if len(parts) == 1 else "a part beside […] is empty"
            )
        if len(parts) > 1 and (words := sum(map(is_word, tokens))) < MINIMUM_FRAGMENT_WORDS:
            raise QuoteError(
                f"the part “{part.strip()}” beside […] has {words} words; "
                f"each needs at least {MINIMUM_FRAGMENT_WORDS}"
            )
        fragments.append(tokens)
    return Quote(tuple(fragments))


def locate(text: IndexedText, quote: Quote) -> list[Match]:
    """The places where a text has a quote: none, one, or the first two of several."""
    ways: list[tuple[tuple[int, int], ...]] = [()]
    for fragment in quote.fragments:
        # The first two places decide for one fragment; of several, any place may be the one.
        most = 2 if len(quote.fragments) == 1 else None
        occurrences = [(start, start + len(fragment)) for start in text.find(fragment, most)]
        longer = []
        for way in ways:
            behind = way[-1][1] if way else 0
            longer += [(*way, span) for span in occurrences if span[0] >= behind][:2]
        # Two ways are enough to know that there are several, but the tightest and the loosest must
        # both survive: the earliest end lets every later fragment follow, so order by it.
        ways = sorted(longer, key=lambda spans: spans[-1][1])[:2]
    return [Match(way) for way in ways if way]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage most like a quote that a text does not have: a hint, never a proof."""

    passage: str
    score: float
    """0 to 100, rapidfuzz's partial ratio."""


def nearest(text: IndexedText, raw: str) -> Nearest | None:
    """The passage most like a quote, whole tokens, or None in an empty text."""
    from rapidfuzz import fuzz  # imported only here, because a hint is rarely needed

    if not len(text.tokens) or not raw.strip():
        return None
    joined = " ".join(token.replace(" ", "\xa0") for token in text.tokens.texts)
    alignment = fuzz.partial_ratio_alignment(" ".join(token_texts(raw)), joined)
    if alignment is None:
        return None
    first = joined.count(" ", 0, alignment.dest_start)
    last = joined.count(" ", 0, max(alignment.dest_end - 1, alignment.dest_start))
    first = min(first, len(text.tokens) - 1)
    last = min(last, len(text.tokens) - 1)
    return Nearest(text.slice(first, last + 1), alignment.score)


def without_edges(raw: str) -> str:
    """A quote without the punctuation at its edges, which is never proven."""
    return raw.strip("".join(mark for mark in _EDGE if len(mark) == 1) + "“”„«»‘’ \n\t…")


def quoted_words(raw: str) -> int:
    """The most words inside one pair of quotation marks within a quote.

    A mark that opens and is not closed, or closes and was not opened, runs to the quote's edge: a
    quote may begin or end inside the speech that it reports.
    """
    best = count = 0
    opened, seen = "", False
    for match in _WORD_OR_MARK.finditer(raw):
        item = match.group()
        if item not in _MARKS:
            count += 1
            best = max(best, count) if opened else best
        elif _opens(item, opened, raw[: match.start()], raw[match.end() :]):
            opened, seen, count = item, True, 0
        else:
            best = max(best, count) if opened or not seen else best
            opened, seen, count = "", True, 0
    return best


_CLOSED_BY: Final = {"“": "„", "«": "»"}
"""Marks that open, unless the other one is open: “…” and „…“, «…» and »…«."""


def _opens(mark: str, opened: str, before: str, behind: str) -> bool:
    """Whether a quotation mark opens speech, by the one that is open and the text around it."""
    if mark == "„":
        return True
    if mark in _CLOSED_BY:
        return opened != _CLOSED_BY[mark]
    # The rest close as often as they open: "…", ”…” (Swedish), »…« (Danish, German).
    if opened:
        return False
    if not before or before[-1].isspace():
        return behind[:1].isalnum() or mark == '"'
    return behind[:1].isalnum() and not before[-1].isalnum() and before[-1] not in ".,;!?…"


__all__ = [
    "MINIMUM_FRAGMENT_WORDS",
    "Match",
    "Nearest",
    "Quote",
    "QuoteError",
    "locate",
    "nearest",
    "parse_quote",
    "quoted_words",
    "without_edges",
]
