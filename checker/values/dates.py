"""Days as people write them: “10 October”, “Sunday, October 10, 2021”, “2021-10-10”.

    day = weekday [","] date | date joint weekday | date | weekday
    joint = "," ["a"] | "(" | "-" | [","] "which was a" | "was a"
    date = iso | day month | month day
    iso = 4 digits "-" 2 digits "-" 2 digits
    day month = DAY ["of"] MONTH [[","] YEAR]
    month day = MONTH ["."] DAY [[","] YEAR]

Libraries for dates were tried and are not enough: dateparser gives every day a year and “Tuesday
night” a date, takes the “sat” of “sat down” for a Saturday, and needs 190 ms to be imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from checker.values.calendar import MONTHS, WEEKDAYS, Moment
from checker.values.words import word_at

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

_WEEKDAY_JOINTS: Final[tuple[list[str], ...]] = (
    [","],
    ["("],
    [",", "a"],
    ["-"],
    ["which", "was", "a"],
    [",", "which", "was", "a"],
    ["was", "a"],
)
"""What joins a date with the weekday behind it."""

_DAY: Final = regex.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_YEAR: Final = regex.compile(r"[12][0-9]{3}")
_FOUR: Final = regex.compile(r"[0-9]{4}")
_TWO: Final = regex.compile(r"[0-9]{2}")


def days_beside(words: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    """Each day that a month, or the year of an ISO date, at a word can mean.

    A day is month * 100 + day, with the year beside it, or 0.
    """
    month = MONTH_NUMBERS.get(words[at])
    if month is None:
        iso = _iso(words, at)
        if iso:
            yield (iso.month or 0) * 100 + (iso.day or 0), iso.year or 0
        return
    behind = _behind_month(words, at)
    day_before = _day_before_month(words, at)
    if day_before:
        yield month * 100 + day_before, _year_at(words, behind)
    day_behind = _day_number(words, behind)
    if day_behind:
        yield month * 100 + day_behind, _year_at(words, behind + 1)


def _behind_month(words: Sequence[str], at: int) -> int:
    """The index behind a month and the full stop of its abbreviation."""
    return at + 1 + (words[at] not in _WHOLE and word_at(words, at + 1) == ".")


def _day_before_month(words: Sequence[str], at: int) -> int:
    """The day before a month, or 0; in “October 10 November”, the 10 belongs to October."""
    before = at - 1 - (word_at(words, at - 1) == "of")
    is_taken = word_at(words, before - 1) in MONTH_NUMBERS
    return 0 if is_taken else _day_number(words, before)


def _day_number(words: Sequence[str], at: int) -> int:
    """The day of a month at an index, or 0."""
    day = _DAY.fullmatch(word_at(words, at))
    number = int(day.group(1)) if day else 0
    return number if number <= 31 else 0


def _year_at(words: Sequence[str], at: int) -> int:
    """The year at an index, a comma before it or not, or 0."""
    year = word_at(words, at + (word_at(words, at) == ","))
    return int(year) if _YEAR.fullmatch(year) else 0


def days_in(words: Sequence[str]) -> Iterator[Moment]:
    """Each date in a run of words, with the weekday before or behind it."""
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
    for joint in _WEEKDAY_JOINTS:
        behind = at + len(joint)
        weekday = WEEKDAY_FORMS.get(word_at(words, behind))
        if weekday is not None and words[at:behind] == joint:
            return replace(moment, weekday=weekday)
    return moment


def _iso(words: Sequence[str], at: int) -> Moment | None:
    parts = words[at : at + 5]
    if len(parts) < 5 or [parts[1], parts[3]] != ["-", "-"] or not _FOUR.fullmatch(parts[0]):
        return None
    if not (_TWO.fullmatch(parts[2]) and _TWO.fullmatch(parts[4])):
        return None
    return Moment(year=int(parts[0]), month=int(parts[2]), day=int(parts[4]))


def day_at(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """The day that begins at a word, as far as it is given, and the index behind it.

    Whether the calendar has such a day is not looked up here.
    """
    weekday = WEEKDAY_FORMS.get(words[at])
    if weekday is None:
        return _date(words, at)
    behind = at + 1
    comma = behind + (word_at(words, behind) == ",")
    date = _date(words, comma) if comma < len(words) else None
    if date is None:
        return Moment(weekday=weekday), behind
    moment, end = date
    return replace(moment, weekday=weekday), end


def _date(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """The date that begins at a word, and the index behind it."""
    iso = _iso(words, at)
    if iso:
        return iso, at + 5
    return _day_month(words, at) or _month_day(words, at)


def _day_month(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """“10 October”, “the 10th of October 2021”."""
    day = _DAY.fullmatch(words[at])
    place = at + 1 + (word_at(words, at + 1) == "of")
    month = MONTH_NUMBERS.get(word_at(words, place))
    return _with_year(words, place + 1, month, day.group(1)) if day and month else None


def _month_day(words: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """“October 10”, “Oct. 10, 2021”."""
    month = MONTH_NUMBERS.get(words[at])
    place = _behind_month(words, at)
    day = _DAY.fullmatch(word_at(words, place))
    return _with_year(words, place + 1, month, day.group(1)) if day and month else None


def _with_year(words: Sequence[str], end: int, month: int, day: str) -> tuple[Moment, int]:
    """A day with the year behind it, if there is one, and the index behind all of it."""
    year = _year_at(words, end) or None
    behind = end + 1 + (word_at(words, end) == ",") if year else end
    return Moment(year=year, month=month, day=int(day)), behind
