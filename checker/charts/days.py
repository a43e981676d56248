"""Times as stretches of days: parts of a day, whole days, weekdays of an unknown week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from checker.charts.drawing import INK
from checker.charts.rows import PLOT_END, PLOT_START, Mark
from checker.charts.scales import DayScale
from checker.values import Moment
from checker.values.calendar import DAY

_AROUND: Final = 1
_MOST_DAYS: Final = 31
_MOST_FITTING: Final = 3
"""A moment without a date that fits more days than these is not drawn."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Minutes, counted from the first day of the calendar."""

    start: int
    end: int
    sure: bool
    """Whether this is the time meant, and not only one of several that fit."""

    @property
    def days(self) -> range:
        """The days that it touches, as ordinals."""
        return range(self.start // DAY, (self.end - 1) // DAY + 1)


def stretches(moment: Moment, days: Sequence[int]) -> tuple[DayRange, ...]:
    """Where a moment can lie; one without a date, among the days around ``days``."""
    start, end = (moment.part.start, moment.part.end) if moment.part else (0, DAY)
    date_given = moment.calendar_date
    if date_given is not None:
        midnight = date_given.toordinal() * DAY
        return (DayRange(midnight + start, midnight + end, sure=True),)
    if not days:
        return ()
    first, last = max(days[0] - _AROUND, 1), min(days[-1] + _AROUND, date.max.toordinal())
    if last - first > _MOST_DAYS:
        return ()
    fitting = [day for day in range(first, last + 1) if moment.fits(date.fromordinal(day))]
    if len(fitting) > _MOST_FITTING:
        return ()
    return tuple(DayRange(day * DAY + start, day * DAY + end, sure=False) for day in fitting)


def days_of(moments: Iterable[Moment]) -> list[int]:
    """The dates among moments, as ordinals, each once, in order."""
    days = (moment.calendar_date for moment in moments)
    return sorted({day.toordinal() for day in days if day is not None})


def day_scale(moments: Iterable[Moment], days: Sequence[int]) -> DayScale:
    """A scale on which all the moments have room."""
    touched = [
        day for moment in moments for stretch in stretches(moment, days) for day in stretch.days
    ]
    return DayScale.of(
        (day for day in (*touched, *days) if day <= date.max.toordinal()), PLOT_START, PLOT_END
    )


def spans_of(
    moment: Moment, days: Sequence[int], shape: str = "", ink: str = INK, hollow: bool = False
) -> tuple[Mark, ...]:
    """A moment as marks: a bar for known hours, a stretch with caps where only the day is known.

    With a shape, that stands in the middle of the stretch, to tell one side from the other.
    """
    found: list[Mark] = []
    for stretch in stretches(moment, days):
        low, high = Fraction(stretch.start), Fraction(stretch.end)
        if shape:
            found.append(Mark(shape, low, high, ((low + high) / 2,), ink, hollow))
        elif moment.part is not None and stretch.sure:
            found.append(Mark("bar", low, high, (), ink))
        else:
            found.append(Mark("span", low, high, (), ink, dashed=not stretch.sure))
    return tuple(found)
