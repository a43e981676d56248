"""Days as people write them: “10 October”, “Sunday, October 10, 2021”, “2021-10-10”.

Libraries for dates were tried and are not enough: dateparser gives every day a year and “Tuesday night”
a date, takes the “sat” of “sat down” for a Saturday, and needs 190 ms to be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from checker.values.calendar import MONTHS, WEEKDAYS, Moment

MONTH_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, start=1)},
    **{name.casefold()[:3]: number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
WEEKDAY_FORMS: Final = {
    name.casefold() + ending: number
    for number, name in enumerate(WEEKDAYS)
    for ending in ("", "s", "'s", "s's")
}
_WHOLE: Final = frozenset(name.casefold() for name in MONTHS)
"""Months that are not abbreviated: only an abbreviation has a full stop of its own."""

_DAY: Final = regex.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_YEAR: Final = regex.compile(r"[12][0-9]{3}")
_FOUR: Final = regex.compile(r"[0-9]{4}")
_TWO: Final = regex.compile(r"[0-9]{2}")


def days_beside(words: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    """Each day that a date with its month, or its year in ISO form, at a word can mean.

    As month * 100 + day, and the year beside it, or 0.
    """
    if words[at] in MONTH_NUMBERS:
        month = MONTH_NUMBERS[words[at]]
        before = at - 1 - (at > 1 and words[at - 1] == "of")
        behind = at + 1 + (words[at] not in _WHOLE and words[at + 1 : at + 2] == ["."])  # Oct. 10
        for beside in (before, behind):
            day = _DAY.fullmatch(words[beside]) if 0 <= beside < len(words) else None
            others = (
                beside == before and before > 0 and words[before - 1] in MONTH_NUMBERS
            )  # October 10 November
            if day and not others and 1 <= int(day.group(1)) <= 31:
                yield (
                    month * 100 + int(day.group(1)),
                    _year_at(words, behind if beside == before else behind + 1),
                )
    elif at + 4 < len(words) and (iso := _iso(words, at)):
        yield (iso.month or 0) * 100 + (iso.day or 0), iso.year or 0


def _year_at(words: Sequence[str], at: int) -> int:
    at += words[at : at + 1] == [","]
    return int(words[at]) if at < len(words) and _YEAR.fullmatch(words[at]) else 0


def days_in(words: Sequence[str]) -> Iterator[Moment]:
    """Each date in a run of words, with the weekday that stands before or behind it."""
    at = 0
    while at < len(words):
        found = day_at(words, at)
        if found is None:
            at += 1
            continue
        moment, at = found
        if moment.month is not None:
            yield moment if moment.weekday is not None else _with_weekday_behind(words, moment, at)


def _with_weekday_behind(words: Sequence[str], moment: Moment, at: int) -> Moment:
    """A date with the weekday of “10 October, a Sunday” or “10 October (Sunday)”."""
    joints = (
        [","],
        ["("],
        [",", "a"],
        ["-"],
        ["which", "was", "a"],
        [",", "which", "was", "a"],
        ["was", "a"],
    )
    for joint in joints:
        behind = at + len(joint)
        if words[at:behind] == joint and behind < len(words) and words[behind] in WEEKDAY_FORMS:
            return replace(moment, weekday=WEEKDAY_FORMS[words[behind]])
    return moment


def _iso(words: Sequence[str], at: int) -> Moment | None:
    parts = words[at : at + 5]
    if len(parts) < 5 or [parts[1], parts[3]] != ["-", "-"] or not _FOUR.fullmatch(parts[0]):
        return None
    if not (_TWO.fullmatch(parts[2]) and _TWO.fullmatch(parts[4])):
        return None
    return Moment(year=int(parts[0]), month=int(parts[2]), day=int(parts[4]))


def day_at(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """The day that begins at a word, as far as it is told, and the index behind it; not yet looked up in a calendar."""
    if words[at] in WEEKDAY_FORMS:
        weekday, behind = WEEKDAY_FORMS[words[at]], at + 1
        comma = behind + (words[behind : behind + 1] == [","])
        date = _date_at(words, comma) if comma < len(words) else None
        if date:
            return replace(date[0], weekday=weekday), date[1]
        return Moment(weekday=weekday), behind
    return _date_at(words, at)


def _date_at(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    iso = _iso(words, at)
    if iso:
        return iso, at + 5
    day, end = _DAY.fullmatch(words[at]), at + 1
    if day:
        end += words[end : end + 1] == ["of"]
        if end >= len(words) or words[end] not in MONTH_NUMBERS:
            return None
        month, end = MONTH_NUMBERS[words[end]], end + 1
    elif words[at] in MONTH_NUMBERS and end < len(words):
        end += words[at] not in _WHOLE and words[end] == "." and end + 1 < len(words)
        month, day, end = MONTH_NUMBERS[words[at]], _DAY.fullmatch(words[end]), end + 1
        if not day:
            return None
    else:
        return None
    comma = end + (words[end : end + 1] == [","])
    year = int(words[comma]) if comma < len(words) and _YEAR.fullmatch(words[comma]) else None
    return Moment(year=year, month=month, day=int(day.group(1))), comma + 1 if year else end
