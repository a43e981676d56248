"""Each sentence and each figure of a text, and the claims or waivers that account for it.

A figure is covered by evidence in whose quote it stands and which speaks of it: by the value that the
evidence says, by a `reading`, or because the claim is that it was said, or happened. A date is covered by
any such quote. A sentence is covered if some quote touches it and all its figures are accounted for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from checker.verification import Verification

Span = tuple[int, int]


class SentenceState(StrEnum):
    """Whether something is accounted for."""

    COVERED = "covered"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FigureCoverage:
    """One figure of a sentence."""

    span: Span
    state: SentenceState
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """One sentence of a text."""

    number: int
    """From 1, in the order of the text."""

    span: Span
    """Tokens; the end exclusive."""

    state: SentenceState
    claims: tuple[str, ...]
    """Claims that quote from it."""

    quoted: tuple[Span, ...]
    """The stretches of it that are quoted."""

    figures: tuple[FigureCoverage, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """What of one source is accounted for."""

    source: str
    sentences: tuple[SentenceCoverage, ...]
    lapsed: tuple[Waiver, ...]
    """Waivers of words that the text does not have."""

    def count(self, state: SentenceState) -> int:
        """Sentences in a state."""
        return sum(item.state is state for item in self.sentences)

    @property
    def figures(self) -> tuple[FigureCoverage, ...]:
        """Of all sentences."""
        return tuple(figure for item in self.sentences for figure in item.figures)

    @property
    def open_figures(self) -> int:
        """Figures that nothing accounts for."""
        return sum(figure.state is SentenceState.OPEN for figure in self.figures)

    @property
    def percent(self) -> int:
        """Sentences accounted for, in whole percent, rounded down; 100 of a text without sentences."""
        whole = len(self.sentences)
        return 100 * (whole - self.count(SentenceState.OPEN)) // whole if whole else 100


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A proven quote in the text."""

    span: Span
    claim: str
    """A claim's id, or what the source's record states."""

    figures: frozenset[Span]
    """The figures that it covers."""


def cover_book(book: Book, verification: Verification) -> dict[str, SourceCoverage]:
    """Coverage by source, of those whose outline is recorded."""
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


def _by_sentence(outline: Outline, figures: Iterable[Span]) -> Mapping[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for figure in figures:
        found[bisect_left(outline.starts, figure[0] + 1) - 1].append(figure)
    return found


def _sentence(
    number: int,
    span: Span,
    quotes: Sequence[_Quoted],
    waivers: Sequence[Waiver],
    figures: Sequence[Span],
) -> SentenceCoverage:
    touching = [item for item in quotes if _overlap(item.span, span)]
    waived = tuple(item for item in waivers if _overlap(item.tokens, span))
    judged = tuple(_figure(figure, touching, waived) for figure in figures)
    whole = any(_inside(span, item.tokens) for item in waived)
    if any(item.state is SentenceState.OPEN for item in judged) or not (touching or whole):
        state = SentenceState.OPEN
    else:
        state = SentenceState.COVERED if touching else SentenceState.WAIVED
    claims = dict.fromkeys(item.claim for item in touching)
    stretches = {(max(item.span[0], span[0]), min(item.span[1], span[1])) for item in touching}
    return SentenceCoverage(
        number, span, state, tuple(claims), tuple(sorted(stretches)), judged, waived
    )


def _figure(figure: Span, quotes: Sequence[_Quoted], waivers: Sequence[Waiver]) -> FigureCoverage:
    claims = tuple(dict.fromkeys(item.claim for item in quotes if figure in item.figures))
    if claims:
        return FigureCoverage(figure, SentenceState.COVERED, claims)
    waived = any(_inside(figure, item.tokens) for item in waivers)
    return FigureCoverage(figure, SentenceState.WAIVED if waived else SentenceState.OPEN, ())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _quotes(
    book: Book, verification: Verification, source: str, cited: Iterable[_Cited]
) -> Iterator[_Quoted]:
    """Every proven stretch of a source's text, with the figures that it covers."""
    for claim, item in cited:
        check = verification.evidence[item.id]
        if check.status.proven and check.match:
            for span, tokens in zip(check.match.spans, item.parsed.fragments, strict=True):
                covered = [
                    figure for figure in figures_in(tokens) if _speaks_of(claim, item, figure)
                ]
                yield _Quoted(
                    span, claim.id, _placed(span, _meant(book, claim, item, covered, tokens))
                )
    for fact in book.sources[source].stated:
        check = verification.stated[source, fact.name]
        if check.status.proven and check.match:
            for span, tokens in zip(
                check.match.spans, parse_quote(fact.quote).fragments, strict=True
            ):
                yield _Quoted(span, f"({fact.name})", _placed(span, figures_in(tokens)))


def _meant(
    book: Book, claim: Claim, item: Evidence, figures: list[Figure], tokens: Sequence[str]
) -> list[Figure]:
    """Of equal figures in one quote, “7 men and 7 women”, the one that the claim's measure counts; else the first."""
    if claim.quantity is None or item.reading or len(figures) < 2:
        return figures
    measure = book.measures.get(claim.quantity.measure)
    names = {*claim.quantity.measure.split("-"), *(measure.unit.split() if measure else ())}
    stems = {name.casefold().removesuffix("s") for name in names}
    kept: dict[frozenset[Mention], Figure] = {}
    for figure in figures:
        behind = {
            token.casefold().removesuffix("s") for token in tokens[figure.end : figure.end + 3]
        }
        if figure.mentions not in kept or behind & stems:
            kept[figure.mentions] = figure
    return [figure for figure in figures if figure.dated or figure in kept.values()]


def _placed(span: Span, figures: Iterable[Figure]) -> frozenset[Span]:
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
