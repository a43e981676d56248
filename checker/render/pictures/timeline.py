"""Dated claims in the order of time: hours as bars, days without an hour as stretches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.book import Claim, Topic
from checker.charts.days import day_scale, days_of, spans_of, stretches
from checker.charts.drawing import (
    AGAINST,
    INK,
    SIGN,
    Entry,
    Picture,
    Sheet,
    legend,
)
from checker.charts.lettering import isolated
from checker.charts.rows import Row, draw_rows, split
from checker.grading import Verdict
from checker.render.disagreements import listed
from checker.render.i18n import N_, _
from checker.render.pictures.adapters import VERDICT_SIGNS
from checker.render.ui_strings import word
from checker.rules.readings import reports_of
from checker.values import Moment

_MOST_OF_A_BOOK: Final = 60
"""A book with more dated claims has a timeline a topic, and none of all."""

_MOST_IN_ALT: Final = 8


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim with its time, and the other times reported for it."""

    claim: Claim
    when: Moment
    rivals: tuple[Moment, ...]


def timeline_pictures(report: Report) -> tuple[Picture, ...]:
    """A timeline of all topics, if there are several and not too many claims; then one a topic."""
    topics = list(_by_topic(report))
    titles = {item.claim.id: topic.title for topic, items in topics for item in items}
    everything = [item for _topic, items in topics for item in items]
    found: list[Picture] = []
    if len(topics) > 1 and len(everything) <= _MOST_OF_A_BOOK:
        found += _of(report, "timeline", _("What happened when"), everything, titles)
    for topic, items in topics:
        found += _of(
            report, f"timeline-{topic.id}", _("When: {what}").format(what=topic.title), items, {}
        )
    return tuple(found)


def _by_topic(report: Report) -> Iterator[tuple[Topic, list[_Dated]]]:
    """The topics that have dated claims, with these."""
    for topic, claims in report.claims_by_topic:
        dated = [_dated(report, claim, claim.when) for claim in claims if claim.when is not None]
        if dated:
            yield topic, dated


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
    days = _days(items)
    dates = {item.when for item in items if item.when.calendar_date is not None}
    if len(dates) < 2:
        return []
    placed = sorted(items, key=lambda item: _order(item, days))
    parts = split([_row(report, item, days, topics.get(item.claim.id, "")) for item in placed])
    pictures: list[Picture] = []
    done = 0
    for number, rows in enumerate(parts, 1):
        some = placed[done : done + len(rows)]
        done += len(rows)
        sheet = Sheet(name if number == 1 else f"{name}--{number}")
        scale = day_scale(_moments(some), _days(some) or days)
        bottom = draw_rows(sheet, rows, scale, report.assessment.book.time_zone)
        bottom = legend(sheet, _legend(report, some), bottom)
        heading = (
            title
            if len(parts) == 1
            else _("{title} ({number} of {count})").format(
                title=title, number=number, count=len(parts)
            )
        )
        pictures.append(sheet.finish(heading, _alt(heading, some), bottom + 2))
    return pictures


def _moments(items: Iterable[_Dated]) -> list[Moment]:
    """All times of some claims, those of others included."""
    return [moment for item in items for moment in (item.when, *item.rivals)]


def _days(items: Iterable[_Dated]) -> list[int]:
    """The dates among them, as ordinals."""
    return days_of(_moments(items))


def _order(item: _Dated, days: Sequence[int]) -> tuple[float, str]:
    """By time; what has no place in it last."""
    found = stretches(item.when, days)
    return found[0].start if found else float("inf"), item.claim.id


def _row(report: Report, item: _Dated, days: Sequence[int], topic: str) -> Row:
    rivals = (
        _("elsewhere {values}").format(
            values=listed((isolated(moment.text) for moment in item.rivals), "or")
        )
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
        sign=VERDICT_SIGNS[report.assessment.grades[item.claim.id].verdict],
    )


def _legend(report: Report, items: Sequence[_Dated]) -> list[Entry]:
    """How a time is drawn, and what the signs before the claims mean."""
    days = _days(items)
    drawn = {_drawn_as(item.when, days) for item in items}
    if any(item.rivals for item in items):
        drawn.add("diamond")
    found = [(*entry[:3], _(entry[3])) for entry in _MEANINGS if entry[0] in drawn]
    verdicts = {report.assessment.grades[item.claim.id].verdict for item in items}
    for verdict in Verdict:
        if verdict in verdicts:
            found.append((SIGN + VERDICT_SIGNS[verdict], False, INK, word(verdict)))
    return found


def _drawn_as(when: Moment, days: Sequence[int]) -> str:
    """The shape of a time; empty for one that is not drawn."""
    if when.calendar_date is not None:
        return "span" if when.part is None else "bar"
    return "dashed" if stretches(when, days) else ""


_MEANINGS: Final[tuple[Entry, ...]] = (
    ("bar", False, INK, N_("in these hours")),
    ("span", False, INK, N_("on this day, hour unknown")),
    ("dashed", False, INK, N_("a day that would fit, date unknown")),
    ("diamond", True, AGAINST, N_("another reported time")),
)


def _alt(title: str, items: Sequence[_Dated]) -> str:
    dated = [item.when.text for item in items if item.when.calendar_date is not None] or [
        items[0].when.text
    ]
    events = [
        f"{item.when.text}: {item.claim.statement.rstrip('.')}" for item in items[:_MOST_IN_ALT]
    ]
    return _("{title}, {count} claims from {first} to {last}. {events}.").format(
        title=title.rstrip("."),
        count=len(items),
        first=dated[0],
        last=dated[-1],
        events="; ".join(events),
    )
