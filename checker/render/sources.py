"""What a report says of each source, the same in each format: facts with their places, and never a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checker.assessment import Assessment, Report
from checker.book import (
    Claim,
    ClaimKind,
    Evidence,
    Source,
    Stance,
    StatusKind,
)
from checker.book.model import UNCLEAR
from checker.values import Moment, Quantity, compatible


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A source that gives another value for the same quantity."""

    source: str
    outlet: str | None
    says: Quantity | Moment
    evidence: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A value that a source gives for the quantity of a claim, in proven words, and who says otherwise."""

    claim: Claim
    stance: Stance
    stage: str | None
    says: Quantity | Moment
    evidence: tuple[str, ...]
    """Ids."""

    otherwise: tuple[Otherwise, ...]
    """By source, then in the order of the file; the source itself may be among them."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source with all that a report says of it."""

    source: Source
    quotes: int
    """Pieces of evidence that quote it."""

    proven: int
    figures: tuple[GivenFigure, ...]
    carries: tuple[Claim, ...]
    """Claims on which the evidence would give another verdict without it."""


NO_OUTLET: Final = "Outlet: nobody is known to stand behind it, so it is never shown independent of another source."
FIGURE_HEADERS: Final = ("claim", "it says", "side", "who says otherwise")


def source_pages(report: Report) -> list[SourcePage]:
    """A page for each source, by id; claims in the order of the report."""
    assessment = report.assessment
    figures: dict[str, list[GivenFigure]] = {}
    carries: dict[str, list[Claim]] = {}
    for _, claims in report.claims_by_topic:
        for claim in claims:
            for name, figure in _figures(assessment, claim):
                figures.setdefault(name, []).append(figure)
            for name in assessment.grades[claim.id].depends_on:
                carries.setdefault(name, []).append(claim)
    evidence = [item for claim in assessment.book.claims.values() for item in claim.evidence]
    quotes = Counter(item.source for item in evidence)
    proven = Counter(item.source for item in evidence if assessment.verification.proven(item.id))
    return [
        SourcePage(
            source,
            quotes[name],
            proven[name],
            tuple(figures.get(name, ())),
            tuple(carries.get(name, ())),
        )
        for name, source in sorted(assessment.book.sources.items())
    ]


def _figures(assessment: Assessment, claim: Claim) -> Iterator[tuple[str, GivenFigure]]:
    """The values that sources give for the quantity of a claim; equal ones of one source once."""
    if claim.kind is not ClaimKind.FIGURE or claim.quantity is None:
        return
    given: dict[tuple[str, str | None, str, Stance], list[Evidence]] = {}
    for item in claim.evidence:
        said = (
            assessment.verification.proven(item.id)
            and item.id not in assessment.verification.missing_values
        )
        if said and item.says is not None and not item.background:
            stage = item.stage or claim.quantity.stage
            given.setdefault((item.source, stage, item.says.text, item.stance), []).append(item)
    for (source, stage, _, stance), items in given.items():
        says = items[0].says
        assert says is not None, "evidence without a value was left out"
        others = [
            Otherwise(
                name,
                assessment.book.outlet_of(name),
                rivals[0].says,
                tuple(item.id for item in rivals),
            )
            for (name, their_stage, _, _), rivals in given.items()
            if their_stage == stage != UNCLEAR
            and rivals[0].says
            and not compatible(says, rivals[0].says)
        ]
        others.sort(key=lambda other: other.source)
        yield (
            source,
            GivenFigure(
                claim, stance, stage, says, tuple(item.id for item in items), tuple(others)
            ),
        )


def figure_text(report: Report, figure: GivenFigure) -> str:
    """The value with its unit, and the stage that it speaks of if that is not the claim's."""
    quantity = figure.claim.quantity
    assert quantity is not None, "only figures are given"
    measure = report.assessment.book.measures[quantity.measure]
    unit = f" {measure.unit}" if measure.dimension == "count" else ""
    stage = f" ({figure.stage})" if figure.stage != quantity.stage else ""
    return f"{figure.says.text}{unit}{stage}"


def side_text(figure: GivenFigure) -> str:
    """On which side of the claim it stands."""
    return "for" if figure.stance is Stance.SUPPORTING else "against"


def otherwise_text(report: Report, figure: GivenFigure, source: str) -> list[str]:
    """Who says otherwise, and what: “34, Al Jazeera (004_b75511eecc24066f)”; that nobody does, if so."""
    found = []
    for other in figure.otherwise:
        outlet = report.assessment.book.entity_name(other.outlet) if other.outlet else "no outlet"
        who = "this source itself" if other.source == source else f"{outlet} ({other.source})"
        found.append(f"{other.says.text}, {who}")
    return found or ["nobody quoted here"]


def counts_text(page: SourcePage) -> str:
    """``6 of 6 quotes proven``."""
    return f"{page.proven:,} of {page.quotes:,} {'quote' if page.quotes == 1 else 'quotes'} proven"


def standing_text(source: Source) -> str:
    """What became of the source, and what that does to its quotes; nothing while it stands as published."""
    if source.status is None:
        return ""
    effect = (
        "Its quotes weigh nothing."
        if source.status.kind is StatusKind.RETRACTED
        else "Its quotes are weak until they are proven against the corrected text."
    )
    note = source.status.note.rstrip()
    stop = "" if note.endswith((".", "!", "?")) else "."
    return f"{source.status.kind.capitalize()} on {source.status.date}: {note}{stop} {effect}"


def carries_text(page: SourcePage) -> str:
    """What depends on the source, as the head of a list of claims."""
    count = len(page.carries)
    if not count:
        return "No verdict depends on it: without it, the evidence would give the same verdicts."
    claims = "1 claim" if count == 1 else f"{count:,} claims"
    return f"Without it, the evidence would give another verdict on {claims}:"
