"""Who says what value: a row for each voice of each source, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from checker.assessment import Assessment, Report
from checker.book import Book, Claim, Evidence, Stance
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR
from checker.charts.days import day_scale, days_of, spans_of
from checker.charts.drawing import (
    AGAINST,
    INK,
    SOFT,
    Entry,
    Picture,
    Sheet,
    legend,
    remark,
)
from checker.charts.lettering import isolated, upper_first
from checker.charts.rows import (
    Mark,
    Row,
    draw_rows,
    number_scale,
    points,
    split,
)
from checker.charts.scales import Scale
from checker.grading import Weight
from checker.render.disagreements import listed, who_says
from checker.render.i18n import N_, Translated, _, ngettext
from checker.render.pictures.adapters import axis_of, left_out_text
from checker.rules.readings import reports_of
from checker.rules.units import kind_of
from checker.values import Moment, Quantity, Value, compatible

_MOST_IN_ALT: Final = 4
_MEANINGS: Final = Translated(
    {
        "dot": N_("for the claim"),
        "diamond": N_("against it"),
        "square": N_("of another stage"),
    }
)
_INKS: Final = {"dot": INK, "diamond": AGAINST, "square": SOFT}


@dataclass(frozen=True, slots=True)
class _Reported:
    """A value that one origin gives in one source."""

    evidence: Evidence
    says: Value
    shape: str
    hollow: bool

    @property
    def ink(self) -> str:
        """Colour, beside the shape."""
        return _INKS[self.shape]


def values_picture(report: Report, claim: Claim) -> Picture | None:
    """The values reported for a claim; None where no proven quote gives another."""
    assessment = report.assessment
    if claim.value is None or len(reports_of(assessment.book, claim, assessment.verification)) < 2:
        return None
    reported = sorted(_reported(report, claim), key=lambda item: _order(claim, item))
    rows = [_row(assessment.book, claim, item) for item in reported]
    shown, *others = split(rows)
    scale = _scale(assessment.book, claim, [item.says for item in reported])
    if scale is None:
        return None
    sheet = Sheet(f"values-{claim.id}")
    guide = claim.quantity.value.numbers if claim.quantity else ()
    bottom = draw_rows(sheet, shown, scale, _unit(assessment.book, claim), guide)
    bottom = remark(sheet, left_out_text(sum(map(len, others))), bottom)
    bottom = legend(sheet, _legend(reported[: len(shown)], guide), bottom)
    return sheet.finish(_title(assessment.book, claim), _alt(report, claim, reported), bottom + 2)


def _reported(report: Report, claim: Claim) -> Iterator[_Reported]:
    """Proven values, those of one origin in one source once."""
    stage = claim.quantity.stage if claim.quantity else None
    seen = set()
    for item in report.assessment.grades[claim.id].weighed:
        evidence, says = item.evidence, item.evidence.says
        if says is None or not _counts(report.assessment, evidence):
            continue
        key = (evidence.source, evidence.origin, says, evidence.stance, evidence.stage)
        if key in seen:
            continue
        seen.add(key)
        shape = "dot" if evidence.stance is Stance.SUPPORTING else "diamond"
        if evidence.stage not in (None, stage):
            shape = "square"
        yield _Reported(evidence, says, shape, item.weight <= Weight.WEAK and shape != "square")


def _counts(assessment: Assessment, evidence: Evidence) -> bool:
    """Whether the quote is proven and says its value, and is not background or retracted."""
    if evidence.background or assessment.book.retracted(evidence.source):
        return False
    verification = assessment.verification
    return verification.proven(evidence.id) and evidence.id not in verification.missing_values


def _order(claim: Claim, item: _Reported) -> tuple[int, int, Fraction, str, str]:
    """What agrees with the claim first, then by value."""
    assert claim.value is not None, "a claim without a value has no picture"
    place = Fraction(date.max.toordinal())  # behind all dates
    if isinstance(item.says, Quantity) and item.says.numbers:
        place = item.says.numbers[0]
    elif isinstance(item.says, Moment) and (day := item.says.calendar_date):
        place = Fraction(day.toordinal())
    shapes = ("dot", "diamond", "square")
    agrees = 0 if compatible(item.says, claim.value) else 1
    return shapes.index(item.shape), agrees, place, item.evidence.source, item.evidence.origin


def _row(book: Book, claim: Claim, item: _Reported) -> Row:
    outlet = book.outlet_of(item.evidence.source)
    place = book.entity_name(outlet) if outlet else _("no known outlet")
    if item.evidence.origin in (OUTLET, DOCUMENT):
        label, below = place, f"{book.entity_name(item.evidence.origin)}; {item.evidence.source}"
    else:
        label = book.entity_name(item.evidence.origin)
        below = (
            _("in {outlet}; {source}").format(outlet=isolated(place), source=item.evidence.source)
            if outlet
            else _("in {source}; {outlet}").format(source=item.evidence.source, outlet=place)
        )
    value = item.says.text
    if item.shape == "square":
        value = f"{value} ({item.evidence.stage or UNCLEAR})"
    marks: tuple[Mark, ...] = ()
    if isinstance(item.says, Quantity):
        marks = (points(item.says, item.shape, item.ink, item.hollow),)
    else:
        marks = spans_of(item.says, _days(claim), item.shape, item.ink, item.hollow)
    return Row(isolated(label), below, value, marks)


def _days(claim: Claim) -> list[int]:
    """The dates that are reported for a claim, as ordinals."""
    reported = [claim.value, *(item.says for item in claim.evidence)]
    return days_of(value for value in reported if isinstance(value, Moment))


def _scale(book: Book, claim: Claim, values: Sequence[Value]) -> Scale | None:
    if claim.quantity:
        kind = kind_of(book.measures[claim.quantity.measure])
        dimension = claim.quantity.value.dimension
        numbers = [
            value
            for value in values
            if isinstance(value, Quantity) and value.dimension is dimension
        ]
        return number_scale([claim.quantity.value, *numbers], axis_of(kind))
    days = _days(claim)
    moments = [value for value in values if isinstance(value, Moment)]
    return day_scale(moments, days) if days else None


def _unit(book: Book, claim: Claim) -> str:
    return book.measures[claim.quantity.measure].unit if claim.quantity else book.time_zone


def _title(book: Book, claim: Claim) -> str:
    if claim.quantity is None:
        return _("When: {what}").format(what=claim.statement)
    measure = book.measures[claim.quantity.measure]
    unit = measure.unit
    if measure.adds_to:
        unit = _("{unit} gained").format(unit=unit)
    elif measure.takes_from:
        unit = _("{unit} lost").format(unit=unit)
    stage = f", {claim.quantity.stage}" if claim.quantity.stage else ""
    return f"{book.entity_name(claim.quantity.subject)}: {unit}{stage}"


def _alt(report: Report, claim: Claim, reported: Iterable[_Reported]) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for item in reported:
        groups.setdefault((_MEANINGS[item.shape], item.says.text), []).append(item.evidence.id)
    values = list(dict.fromkeys(text for _, text in groups))
    hidden = len(values) - _MOST_IN_ALT
    more = [ngettext("{count} other value", "{count} other values", hidden)] if hidden > 0 else []
    title = _title(report.assessment.book, claim).rstrip(".")
    lead = _("{title}: reported as {values}.").format(
        title=title, values=listed([*values[:_MOST_IN_ALT], *more])
    )
    parts = [f"{text}, {words}: {who_says(report, ids)}" for (words, text), ids in groups.items()]
    return f"{lead} {upper_first('; '.join(parts))}."


def _legend(reported: Sequence[_Reported], guide: Sequence[Fraction]) -> list[Entry]:
    """Of the shapes that are drawn; none where one shape says it all."""
    found: list[Entry] = []
    for shape, meaning in _MEANINGS.items():
        for hollow in (False, True):
            some = [item for item in reported if item.shape == shape and item.hollow is hollow]
            words = _("{meaning}, weak evidence").format(meaning=meaning) if hollow else meaning
            if some:
                found.append((shape, hollow, some[0].ink, words))
    if guide:
        found.append(("guide", False, SOFT, _("what the claim says")))
    return found if len(found) > 1 else []
