"""A quantity through its stages: the values at each stage, and the changes between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.assessment import Report
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
from checker.charts.lettering import isolated
from checker.charts.rows import (
    Mark,
    Row,
    draw_rows,
    number_scale,
    points,
    split,
)
from checker.conflicts import History, StageChange
from checker.grading import Weight
from checker.render.disagreements import history_text, who_says
from checker.render.i18n import _
from checker.render.pictures.adapters import axis_of, left_out_text
from checker.rules import ReportedValue
from checker.rules.arithmetic import interval_text
from checker.rules.units import ValueKind, kind_of
from checker.values import Interval, Quantity

_MOST_EARLIER: Final = 4
"""Limit on the values of the stage before that a change is shown for."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What a change makes of one value of the stage before."""

    before: ReportedValue
    after: Interval


def history_picture(report: Report, history: History) -> Picture:
    """The values at each stage on one scale; each change is an arrow from before to after."""
    book = report.assessment.book
    measure = book.measures[history.measure]
    kind = kind_of(measure)
    rows, afters = _rows(report, history, kind)
    shown, *others = split(rows)
    values = [
        item.value
        for step in history.steps
        for item in step.values
        if isinstance(item.value, Quantity)
    ]
    sheet = Sheet(f"history-{history.subject}--{history.measure}")
    bottom = draw_rows(sheet, shown, number_scale(values, axis_of(kind), afters), measure.unit)
    bottom = remark(sheet, left_out_text(sum(map(len, others))), bottom)
    bottom = legend(sheet, _legend(shown), bottom)
    name = book.entity_name(history.subject)
    alt = _("{name}, {unit} from stage to stage: {history}.").format(
        name=name, unit=measure.unit, history=history_text(report, history)
    )
    return sheet.finish(
        _("{name}: {unit} through the stages").format(name=name, unit=measure.unit), alt, bottom + 2
    )


def _rows(report: Report, history: History, kind: ValueKind) -> tuple[list[Row], list[Interval]]:
    """The rows, and what the changes lead to."""
    rows: list[Row] = []
    afters: list[Interval] = []
    before: tuple[ReportedValue, ...] = ()
    for step in history.steps:
        rows += (_value_row(report, item, step.stage) for item in step.values)
        for change in step.changes:
            ways = list(_ways(change, before))
            afters += (way.after for way in ways)
            rows += _change_rows(report, change, ways, step.stage, kind)
        before = step.values or before
    return rows, afters


def _value_row(report: Report, item: ReportedValue, stage: str) -> Row:
    marks: tuple[Mark, ...] = ()
    if isinstance(item.value, Quantity):
        shape, ink = ("dot", INK) if item.own else ("diamond", AGAINST)
        marks = (points(item.value, shape, ink, hollow=not _weighty(report, item)),)
    return Row(isolated(who_says(report, item.evidence)), "", item.text, marks, stage)


def _weighty(report: Report, item: ReportedValue) -> bool:
    """Whether any of the evidence is fair or strong."""
    weighed = report.assessment.grades[item.claim].weighed
    return any(one.evidence.id in item.evidence and one.weight > Weight.WEAK for one in weighed)


def _ways(change: StageChange, before: Iterable[ReportedValue]) -> Iterator[_Way]:
    if not isinstance(change.report.value, Quantity):
        return
    difference = change.report.value.interval.scaled(Fraction(-1 if change.loss else 1))
    for item in list(before)[:_MOST_EARLIER]:
        if not isinstance(item.value, Quantity):
            continue
        after = item.value.interval + difference
        if after.low is not None or after.high is not None:
            yield _Way(item, after)


def _change_rows(
    report: Report, change: StageChange, ways: list[_Way], stage: str, kind: ValueKind
) -> Iterator[Row]:
    """A row for each value that changes; one without marks if the stage before is unknown."""
    who = isolated(who_says(report, change.report.evidence))
    value = f"{'−' if change.loss else '+'} {change.report.text}"
    for way in ways:
        below = _("from {before}, makes {after}").format(
            before=way.before.text, after=interval_text(way.after, kind)
        )
        yield Row(who, below, value, tuple(_arrows(way)), stage)
    if not ways:
        yield Row(
            who,
            _("a loss; the result is not known")
            if change.loss
            else _("a gain; the result is not known"),
            value,
            (),
            stage,
        )


def _arrows(way: _Way) -> Iterator[Mark]:
    """From the value before to what it became; without an end where only the least is known."""
    value = way.before.value
    start = value.interval.single if isinstance(value, Quantity) else None
    ends = [end for end in (way.after.low, way.after.high) if end is not None]
    if start is not None and ends:
        yield Mark("arrow" if len(ends) == 2 else "span", start, ends[0], ink=SOFT)
    if way.after.low is None or way.after.high is None:
        yield Mark("none", way.after.low, way.after.high, ink=SOFT)
    elif way.after.single is None:
        yield Mark("span", way.after.low, way.after.high, ink=SOFT)


def _legend(rows: Iterable[Row]) -> list[Entry]:
    drawn = {(one.shape, one.hollow) for row in rows for one in row.marks}
    words = (
        ("dot", False, INK, _("the claim's value")),
        ("dot", True, INK, _("the claim's value, weak evidence")),
        ("diamond", False, AGAINST, _("another value")),
        ("diamond", True, AGAINST, _("another value, weak evidence")),
        ("arrow", False, SOFT, _("a reported change")),
    )
    found = [entry for entry in words if entry[:2] in drawn]
    return found if len(found) > 1 else []
