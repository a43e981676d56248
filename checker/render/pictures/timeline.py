"""Dated claims in the order of time: parts of a day as bars, a day of which no hour is told as a stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.book import Claim
from checker.grading import Verdict
from checker.render.disagreements import listed
from checker.render.pictures.drawing import (
    AGAINST,
    INK,
    Entry,
    Picture,
    Sheet,
    legend,
)
from checker.render.pictures.lettering import isolated
from checker.render.pictures.moments import day_scale, days_of, spans_of, stretches
from checker.render.pictures.rows import Row, draw_rows, split
from checker.rules.readings import reports_of
from checker.values import Moment

_MOST_OF_A_BOOK: Final = 60
"""A book with more dated claims has a timeline a topic, and none of all."""

_MOST_IN_ALT: Final = 8


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim with its time, and the times that others tell."""

    claim: Claim
    when: Moment
    rivals: tuple[Moment, ...]


def timeline_pictures(report: Report) -> tuple[Picture, ...]:
    """A timeline of all topics, if several have dated claims and there are not too many; then one of each topic."""
    topics = [
        (topic, [_dated(report, claim, claim.when) for claim in claims if claim.when is not None])
        for topic, claims in report.claims_by_topic
    ]
    told = [(topic, items) for topic, items in topics if items]
    everything = [item for _, items in told for item in items]
    found: list[Picture] = []
    if len(told) > 1 and len(everything) <= _MOST_OF_A_BOOK:
        titles = {item.claim.id: topic.title for topic, items in told for item in items}
        found += _of(report, "timeline", "What happened when", everything, titles)
    for topic, items in told:
        found += _of(report, f"timeline-{topic.id}", f"When: {topic.title}", items, {})
    return tuple(found)


def _dated(report: Report, claim: Claim, when: Moment) -> _Dated:
    assessment = report.assessment
    reports = reports_of(assessment.book, claim, assessment.verification)
    return _Dated(
        claim, when, tuple(item.value for item in reports[1:] if isinstance(item.value, Moment))
    )


def _of(
    report: Report, name: str, title: str, items: Sequence[_Dated], topics: dict[str, str]
) -> list[Picture]:
    """A timeline, in as many parts as it needs; none of a single time."""
    days = days_of(moment for item in items for moment in (item.when, *item.rivals))
    if len({item.when for item in items if item.when.calendar_date is not None}) < 2:
        return []
    placed = sorted(items, key=lambda item: _order(item, days))
    parts = split([_row(report, item, days, topics.get(item.claim.id, "")) for item in placed])
    pictures: list[Picture] = []
    done = 0
    for number, rows in enumerate(parts, 1):
        some = placed[done : done + len(rows)]
        done += len(rows)
        sheet = Sheet(name if number == 1 else f"{name}--{number}")
        scale = day_scale(
            (moment for item in some for moment in (item.when, *item.rivals)), _near(some, days)
        )
        bottom = legend(
            sheet,
            _legend(report, some),
            draw_rows(sheet, rows, scale, report.assessment.book.time_zone),
        )
        heading = title if len(parts) == 1 else f"{title} ({number} of {len(parts)})"
        pictures.append(sheet.finish(heading, _alt(heading, some), bottom + 2))
    return pictures


def _order(item: _Dated, days: Sequence[int]) -> tuple[float, str]:
    """By time; what has no place in it last."""
    found = stretches(item.when, days)
    return found[0].start if found else float("inf"), item.claim.id


def _near(items: Sequence[_Dated], days: Sequence[int]) -> list[int]:
    """The dates among them; those of all where there are none."""
    return days_of(moment for item in items for moment in (item.when, *item.rivals)) or list(days)


def _row(report: Report, item: _Dated, days: Sequence[int], topic: str) -> Row:
    rivals = (
        f"elsewhere {listed((isolated(moment.text) for moment in item.rivals), 'or')}"
        if item.rivals
        else ""
    )
    marks = list(spans_of(item.when, days))
    for moment in item.rivals:
        marks += spans_of(moment, days, "diamond", AGAINST, hollow=True)
    return Row(
        label=isolated(item.claim.statement),
        below="; ".join(
            part for part in (isolated(item.when.text), rivals, isolated(topic)) if part
        ),
        marks=tuple(marks),
        verdict=str(report.assessment.grades[item.claim.id].verdict),
    )


def _legend(report: Report, items: Sequence[_Dated]) -> list[Entry]:
    """How a time is drawn, and what the signs before the claims mean."""
    found: list[Entry] = []
    if any(item.when.part is not None and item.when.calendar_date for item in items):
        found.append(("bar", False, INK, "in these hours"))
    if any(item.when.part is None and item.when.calendar_date for item in items):
        found.append(("span", False, INK, "on this day, no hour told"))
    days = days_of(moment for item in items for moment in (item.when, *item.rivals))
    if any(item.when.calendar_date is None and stretches(item.when, days) for item in items):
        found.append(("dashed", False, INK, "a day that would fit, no date told"))
    if any(item.rivals for item in items):
        found.append(("diamond", True, AGAINST, "what another voice says instead"))
    verdicts = {report.assessment.grades[item.claim.id].verdict for item in items}
    return found + [
        (str(verdict), False, INK, str(verdict)) for verdict in Verdict if verdict in verdicts
    ]


def _alt(title: str, items: Sequence[_Dated]) -> str:
    dated = [item.when.text for item in items if item.when.calendar_date is not None] or [
        items[0].when.text
    ]
    told = [
        f"{item.when.text}: {item.claim.statement.rstrip('.')}" for item in items[:_MOST_IN_ALT]
    ]
    lead = f"{title.rstrip('.')}, {len(items)} claims from {dated[0]} to {dated[-1]}"
    return f"{lead}. {'; '.join(told)}."
