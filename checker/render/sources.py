"""What a report says about each source, the same in every format: facts, and never a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from checker.render.i18n import _, ngettext
from checker.values import Moment, Quantity, compatible


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A source that gives a different value for the same quantity."""

    source: str
    outlet: str | None
    says: Quantity | Moment
    evidence: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A value that a source gives for a claim in a proven quote, and other reported values."""

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
    """Claims whose verdict would be different without it."""


def outlet_text(report: Report, source: Source) -> str:
    """Who publishes the source, and how that is known."""
    if source.outlet is None:
        return _("Outlet: not known, so it never counts as independent of another source.")
    name = report.assessment.book.entity_name(source.outlet.entity)
    return _("Outlet: {name} ({basis}). {reason}").format(
        name=name, basis=source.outlet.basis, reason=source.outlet.reason
    )


def source_pages(report: Report) -> list[SourcePage]:
    """A page for each source, by id; claims in the order of the report."""
    assessment = report.assessment
    figures: dict[str, list[GivenFigure]] = {}
    carries: dict[str, list[Claim]] = {}
    for claim in _in_order(report):
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


def _in_order(report: Report) -> Iterator[Claim]:
    for _topic, claims in report.claims_by_topic:
        yield from claims


_Given = tuple[str, str | None, str, Stance]
"""A source, a stage, a value as text, and a side."""


def _figures(assessment: Assessment, claim: Claim) -> Iterator[tuple[str, GivenFigure]]:
    """The values that sources give for the quantity of a claim; equal ones of one source once."""
    if claim.kind is not ClaimKind.FIGURE or claim.quantity is None:
        return
    given = _given(assessment, claim, claim.quantity.stage)
    for (source, stage, _text, stance), items in given.items():
        says = items[0].says
        assert says is not None, "evidence without a value was left out"
        others = sorted(_others(assessment, given, stage, says), key=lambda other: other.source)
        ids = tuple(item.id for item in items)
        yield source, GivenFigure(claim, stance, stage, says, ids, tuple(others))


def _given(
    assessment: Assessment, claim: Claim, claimed_stage: str | None
) -> dict[_Given, list[Evidence]]:
    """The evidence that gives a value, by source, stage, value and side."""
    given: dict[_Given, list[Evidence]] = {}
    for item in claim.evidence:
        if item.says is not None and not item.background and _says_it(assessment, item):
            key = (item.source, item.stage or claimed_stage, item.says.text, item.stance)
            given.setdefault(key, []).append(item)
    return given


def _says_it(assessment: Assessment, item: Evidence) -> bool:
    """Whether the quote is proven, and says the value."""
    verification = assessment.verification
    return verification.proven(item.id) and item.id not in verification.missing_values


def _others(
    assessment: Assessment,
    given: Mapping[_Given, Sequence[Evidence]],
    stage: str | None,
    says: Quantity | Moment,
) -> Iterator[Otherwise]:
    """The values of the same stage that cannot be right together with one."""
    for (name, other_stage, _text, _stance), rivals in given.items():
        rival = rivals[0].says
        if other_stage != stage or stage == UNCLEAR or rival is None:
            continue
        if not compatible(says, rival):
            outlet = assessment.book.outlet_of(name)
            yield Otherwise(name, outlet, rival, tuple(item.id for item in rivals))


def figure_text(report: Report, figure: GivenFigure) -> str:
    """The value with its unit, and its stage if that is not the claim's."""
    quantity = figure.claim.quantity
    assert quantity is not None, "only figures are given"
    measure = report.assessment.book.measures[quantity.measure]
    unit = f" {measure.unit}" if measure.dimension == "count" else ""
    stage = f" ({figure.stage})" if figure.stage != quantity.stage else ""
    return f"{figure.says.text}{unit}{stage}"


def side_text(figure: GivenFigure) -> str:
    """Whether it is for the claim or against it."""
    return _("for") if figure.stance is Stance.SUPPORTING else _("against")


def otherwise_text(report: Report, figure: GivenFigure, source: str) -> list[str]:
    """Other values and who reports them: “34, Al Jazeera (004_b75511eecc24066f)”."""
    found = []
    for other in figure.otherwise:
        name = report.assessment.book.entity_name(other.outlet) if other.outlet else ""
        who = f"{name or _('no known outlet')} ({other.source})"
        if other.source == source:
            who = _("this source itself")
        found.append(f"{other.says.text}, {who}")
    return found or [_("none quoted here")]


def counts_text(page: SourcePage) -> str:
    """``6 of 6 quotes proven``."""
    return ngettext(
        "{proven} of {count} quote proven",
        "{proven} of {count} quotes proven",
        page.quotes,
        proven=f"{page.proven:,}",
    )


def standing_text(source: Source) -> str:
    """Whether the source was corrected or retracted, and what that means for its quotes; empty if
    neither.
    """
    if source.status is None:
        return ""
    note = source.status.note.rstrip()
    if not note.endswith((".", "!", "?")):
        note += "."
    message = _("Corrected on {date}: {note} Its quotes are weak until proven in the new text.")
    if source.status.kind is StatusKind.RETRACTED:
        message = _("Retracted on {date}: {note} Its quotes count for nothing.")
    return message.format(date=source.status.date, note=note)


def carries_text(page: SourcePage) -> str:
    """What depends on the source, as the head of a list of claims."""
    count = len(page.carries)
    if not count:
        return _("No verdict depends on it: without it, every verdict would be the same.")
    return ngettext(
        "Without it, the verdict on {count} claim would be different:",
        "Without it, the verdicts on {count} claims would be different:",
        count,
    )
