"""Each sentence and each figure of a text, and the claims or waivers that account for it.

Evidence covers a figure if its quote has the figure and is about it: its value is this figure, it
has a ``reading``, or the claim is not about a figure at all. A date is covered by any such quote. A
sentence is covered if a quote touches it and all its figures are accounted for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.book import (
    Book,
    Claim,
    ClaimKind,
    Evidence,
    Outline,
    Waiver,
)
from checker.text import parse_quote
from checker.values import Mention, Quantity, wanted
from checker.values.figures import Figure, figures_in
from checker.verification import QuoteCheck, Verification

TokenSpan = tuple[int, int]
"""First token, and the one behind the last."""


class SentenceState(StrEnum):
    """Whether a sentence or a figure is accounted for."""

    COVERED = "covered"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FigureCoverage:
    """One figure of a sentence."""

    span: TokenSpan
    state: SentenceState
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """One sentence of a text."""

    number: int
    """From 1, in the order of the text."""

    span: TokenSpan
    """Tokens; the end exclusive."""

    state: SentenceState
    claims: tuple[str, ...]
    """Claims that quote from it."""

    quoted: tuple[TokenSpan, ...]
    """The parts of it that are quoted."""

    figures: tuple[FigureCoverage, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How much of one source is accounted for."""

    source: str
    sentences: tuple[SentenceCoverage, ...]
    lapsed: tuple[Waiver, ...]
    """Waivers of words that the text no longer has."""

    def count(self, state: SentenceState) -> int:
        """The number of sentences in a state."""
        return sum(item.state is state for item in self.sentences)

    @property
    def figures(self) -> tuple[FigureCoverage, ...]:
        """The figures of all sentences."""
        return tuple(figure for item in self.sentences for figure in item.figures)

    @property
    def open_figures(self) -> int:
        """The number of figures that nothing accounts for."""
        return sum(figure.state is SentenceState.OPEN for figure in self.figures)

    @property
    def percent(self) -> int:
        """Sentences accounted for, in whole percent, rounded down; 100 for an empty text."""
        whole = len(self.sentences)
        return 100 * (whole - self.count(SentenceState.OPEN)) // whole if whole else 100


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A proven quote in the text."""

    span: TokenSpan
    claim: str
    """A claim's id, or what the source's record states."""

    figures: frozenset[TokenSpan]
    """The figures that it covers."""


def cover_book(book: Book, verification: Verification) -> dict[str, SourceCoverage]:
    """Coverage by source, for every source with a recorded outline."""
    outlines = {name: outline for name, outline in book.outlines.items() if name in book.sources}
    cited: defaultdict[str, list[_Cited]] = defaultdict(list)
    for claim in book.claims.values() if outlines else ():
        for item in claim.evidence:
            cited[item.source].append((claim, item))
    return {
        name: _cover(book, verification, name, outline, cited[name])
        for name, outline in sorted(outlines.items())
    }


def cover_source(
    book: Book, verification: Verification, source: str, outline: Outline
) -> SourceCoverage:
    """Coverage of one source by an outline of its text."""
    cited = [
        (claim, item)
        for claim in book.claims.values()
        for item in claim.evidence
        if item.source == source
    ]
    return _cover(book, verification, source, outline, cited)


_Cited = tuple[Claim, Evidence]


def _cover(
    book: Book, verification: Verification, source: str, outline: Outline, cited: Iterable[_Cited]
) -> SourceCoverage:
    quotes = sorted(_quotes(book, verification, source, cited), key=lambda item: item.span)
    lapsed = verification.lapsed.get(source, ())
    waivers = [item for item in book.waivers.get(source, ()) if item not in lapsed]
    figures = _by_sentence(outline, outline.figures)
    sentences = tuple(
        _sentence(number, span, quotes, waivers, figures[number - 1])
        for number, span in enumerate(outline.spans, 1)
    )
    return SourceCoverage(source, sentences, lapsed)


def _by_sentence(outline: Outline, figures: Iterable[TokenSpan]) -> Mapping[int, list[TokenSpan]]:
    found: defaultdict[int, list[TokenSpan]] = defaultdict(list)
    for figure in figures:
        found[bisect_left(outline.starts, figure[0] + 1) - 1].append(figure)
    return found


def _sentence(
    number: int,
    span: TokenSpan,
    quotes: Sequence[_Quoted],
    waivers: Sequence[Waiver],
    figures: Sequence[TokenSpan],
) -> SentenceCoverage:
    touching = [item for item in quotes if _overlap(item.span, span)]
    waived = tuple(item for item in waivers if _overlap(item.tokens, span))
    judged = tuple(_figure(figure, touching, waived) for figure in figures)
    is_waived = any(_inside(span, item.tokens) for item in waived)
    state = _state(judged, is_quoted=bool(touching), is_waived=is_waived)
    claims = dict.fromkeys(item.claim for item in touching)
    quoted = {_common(item.span, span) for item in touching}
    return SentenceCoverage(
        number, span, state, tuple(claims), tuple(sorted(quoted)), judged, waived
    )


def _state(figures: Iterable[FigureCoverage], *, is_quoted: bool, is_waived: bool) -> SentenceState:
    """The state of a sentence: open while any of its figures is."""
    if any(item.state is SentenceState.OPEN for item in figures):
        return SentenceState.OPEN
    if is_quoted:
        return SentenceState.COVERED
    return SentenceState.WAIVED if is_waived else SentenceState.OPEN


def _figure(
    figure: TokenSpan, quotes: Sequence[_Quoted], waivers: Sequence[Waiver]
) -> FigureCoverage:
    claims = tuple(dict.fromkeys(item.claim for item in quotes if figure in item.figures))
    if claims:
        return FigureCoverage(figure, SentenceState.COVERED, claims)
    waived = any(_inside(figure, item.tokens) for item in waivers)
    return FigureCoverage(figure, SentenceState.WAIVED if waived else SentenceState.OPEN, ())


def _common(one: TokenSpan, other: TokenSpan) -> TokenSpan:
    """What two spans that overlap have in common."""
    return max(one[0], other[0]), min(one[1], other[1])


def _overlap(one: TokenSpan, other: TokenSpan) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(one: TokenSpan, other: TokenSpan) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _quotes(
    book: Book, verification: Verification, source: str, cited: Iterable[_Cited]
) -> Iterator[_Quoted]:
    """Every proven part of a source's text, with the figures that it covers."""
    for claim, item in cited:
        spans = _proven_spans(verification.evidence[item.id])
        parts = item.parsed.fragments if spans else ()
        for span, tokens in zip(spans, parts, strict=True):
            covered = _covered(book, claim, item, tokens)
            yield _Quoted(span, claim.id, _placed(span, covered))
    for fact in book.sources[source].stated:
        spans = _proven_spans(verification.stated[source, fact.name])
        parts = parse_quote(fact.quote).fragments if spans else ()  # only a proven quote is valid
        for span, tokens in zip(spans, parts, strict=True):
            yield _Quoted(span, f"({fact.name})", _placed(span, figures_in(tokens)))


def _proven_spans(check: QuoteCheck) -> tuple[TokenSpan, ...]:
    """Where the text has each part of a quote; nothing if the quote is not proven."""
    return check.match.spans if check.status.proven and check.match else ()


def _covered(book: Book, claim: Claim, item: Evidence, tokens: Sequence[str]) -> list[Figure]:
    """The figures of a part of a quote that its evidence covers."""
    figures = [figure for figure in figures_in(tokens) if _speaks_of(claim, item, figure)]
    if claim.quantity is None or item.reading or len(figures) < 2:
        return figures
    kept = _counted(figures, tokens, _stems(book, claim.quantity.measure))
    return [figure for figure in figures if figure.dated or figure in kept]


def _counted(
    figures: Iterable[Figure], tokens: Sequence[str], stems: set[str]
) -> Collection[Figure]:
    """Of equal figures in one quote, “7 men and 7 women”, the one that a measure counts.

    That is the last with a word of the measure behind it, or else the first.
    """
    kept: dict[frozenset[Mention], Figure] = {}
    for figure in figures:
        behind = {_stem(token) for token in tokens[figure.end : figure.end + 3]}
        if figure.mentions not in kept or behind & stems:
            kept[figure.mentions] = figure
    return kept.values()


def _stems(book: Book, name: str) -> set[str]:
    """The words of a measure and its unit, without the “s” of plurals."""
    measure = book.measures.get(name)
    words = [*name.split("-"), *(measure.unit.split() if measure else ())]
    return set(map(_stem, words))


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


def _placed(span: TokenSpan, figures: Iterable[Figure]) -> frozenset[TokenSpan]:
    return frozenset((span[0] + figure.start, span[0] + figure.end) for figure in figures)


def _speaks_of(claim: Claim, item: Evidence, figure: Figure) -> bool:
    """Whether a piece of evidence accounts for a figure in its quote."""
    if item.background:
        return False
    if claim.kind is not ClaimKind.FIGURE or figure.dated or item.reading:
        return True
    values = [value for value in (item.says, claim.value) if isinstance(value, Quantity)]
    said = {(mention.kind, mention.value) for value in values for mention in wanted(value)}
    return any((mention.kind, mention.value) in said for mention in figure.mentions)
