"""From values to places on a line: numbers, and days with their hours; with few, honest ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, Protocol

from checker.charts.drawing import SMALL
from checker.charts.lettering import width_of
from checker.values.calendar import DAY, MONTHS, WEEKDAYS

TICKS: Final = 5
_OVERHANG: Final = 14.0
"""By so much a tick's words may reach beyond the line: the margin of a picture."""

_UNITS: Final = (604_800, 86_400, 3_600, 60, 1)
"""Weeks to seconds."""

_FACTORS: Final[tuple[int, ...]] = (1, 2, 5, 10, 20, 50, 100, 1000)
_CLOCK: Final[dict[Fraction, tuple[int, ...]]] = {
    Fraction(3_600): (1, 2, 3, 6, 12, 24, 48, 72),
    Fraction(60): (1, 2, 5, 10, 15, 30, 60, 120),
}
"""By how much hours and minutes are counted."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on a scale with its words, a line or two."""

    x: float
    lines: tuple[str, ...]
    middle: float
    """Of its words, which stand beside it where they would run out of the picture."""


class Scale(Protocol):
    """Where a value stands on the line."""

    @property
    def start(self) -> float:
        """The left end of the line."""

    @property
    def end(self) -> float:
        """The right end."""

    def x(self, value: Fraction) -> float:
        """The place of a value; of one beyond the scale, its end."""

    @property
    def ticks(self) -> Sequence[Tick]:
        """From the left."""

    @property
    def grid(self) -> Sequence[float]:
        """Places of the lines that help the eye."""

    @property
    def breaks(self) -> Sequence[tuple[float, str]]:
        """Where the line leaves something out, and what."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What the numbers of a scale count."""

    label: Callable[[Fraction], str]
    """A number as a person writes it, with its unit."""

    whole: bool = False
    """Whether only whole numbers make sense between two whole numbers, as for seats."""

    clock: bool = False
    """Whether the numbers are seconds, which people count in minutes, hours, days and weeks."""


@dataclass(frozen=True, slots=True)
class NumberScale:
    """Numbers of one kind."""

    low: Fraction
    high: Fraction
    axis: Axis
    start: float
    end: float
    before: float = 0
    """Room before the lowest number."""

    behind: float = 0

    def x(self, value: Fraction) -> float:
        """The place of a number."""
        first, last = self.start + self.before, self.end - self.behind
        if self.low == self.high:
            return (first + last) / 2
        # Huge numbers are no floats; what is left of them after the division is.
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return first + (last - first) * float(share)

    @property
    def ticks(self) -> list[Tick]:
        """Round numbers; the lowest and the highest where no others fit."""
        whole_ends = self.low.denominator == self.high.denominator == 1
        whole = whole_ends and self.axis.whole
        found = self._spaced(_round_numbers(self.low, self.high, self.axis.clock, whole))
        return found or self._spaced([self.low])

    def _spaced(self, numbers: Iterable[Fraction]) -> list[Tick]:
        ticks: list[Tick] = []
        behind = float("-inf")
        for number in numbers:
            words = self.axis.label(number)
            x, half = self.x(number), width_of(words, SMALL) / 2
            leftmost, rightmost = self.start - _OVERHANG, self.end + _OVERHANG
            middle = min(max(x, leftmost + half), rightmost - half)
            left = middle - half
            near_its_place = abs(middle - x) <= half
            if left > behind and left >= leftmost and near_its_place:
                ticks.append(Tick(x, (words,), middle))
                behind = middle + half + 8
        return ticks

    @property
    def grid(self) -> list[float]:
        """One at each tick."""
        return [tick.x for tick in self.ticks]

    @property
    def breaks(self) -> list[tuple[float, str]]:
        """None: numbers are never left out."""
        return []


def _round_numbers(low: Fraction, high: Fraction, clock: bool, whole: bool) -> list[Fraction]:
    """Numbers between two others that are easy to read: 1, 2 or 5 times a power of ten apart."""
    span = high - low
    if not span:
        return [low]
    unit = _clock_unit(span) if clock else Fraction(1)
    step = _step(span / unit / TICKS, _CLOCK.get(unit) if clock else None)
    if whole:
        step = max(step, Fraction(1))
    step *= unit
    first = -(-low // step)
    return [step * number for number in range(int(first), int(high // step) + 1)]


def _clock_unit(span: Fraction) -> Fraction:
    """The largest unit of time, in seconds, that is in a stretch twice."""
    fitting = (size for size in _UNITS if span >= 2 * size)
    return Fraction(next(fitting, 1))


def _step(least: Fraction, clock_steps: tuple[int, ...] | None) -> Fraction:
    """The smallest easy step that is not below ``least``."""
    power, factors = _power_of_ten(least), _FACTORS
    if clock_steps is not None and least > Fraction(1, 2):
        power, factors = Fraction(1), clock_steps
    steps = [power * factor for factor in factors]
    return next((step for step in steps if step >= least), steps[-1])


def _power_of_ten(number: Fraction) -> Fraction:
    """A power of ten that is not above a number; huge numbers have no logarithm as floats."""
    digits = len(str(int(number.numerator))) - len(str(number.denominator))
    return Fraction(10) ** (digits - 1)


BREAK: Final = 30.0
"""Width of a gap in a line of days."""

_EMPTY: Final = 3
"""More empty days than these are left out."""

_TO_BE_RULED: Final = 12.0
_NARROWEST: Final = 5.0
"""A day that is narrower shows no hours, and no break is worth its room."""


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days of equal width; long stretches without an event are left out and counted."""

    runs: tuple[tuple[int, int], ...]
    """First and last day of each stretch that is drawn, as ordinals."""

    start: float
    end: float

    @classmethod
    def of(cls, days: Iterable[int], start: float, end: float) -> DayScale:
        """A scale on which every one of the days is drawn."""
        known = sorted(set(days))
        runs = [[known[0], known[0]]]
        for before, day in pairwise(known):
            if day - before > _EMPTY + 1:
                runs.append([day, day])
            runs[-1][1] = day
        kept = tuple((first, last) for first, last in runs)
        shown = sum(last - first + 1 for first, last in kept)
        if (end - start - BREAK * (len(kept) - 1)) / shown < _NARROWEST:
            kept = ((known[0], known[-1]),)
        return cls(kept, start, end)

    @property
    def day(self) -> float:
        """Width of a day."""
        return (self.end - self.start - BREAK * (len(self.runs) - 1)) / sum(
            last - first + 1 for first, last in self.runs
        )

    def x(self, value: Fraction) -> float:
        """The place of a minute, counted from the first day of the calendar."""
        place = self.start
        for first, last in self.runs:
            if value <= (last + 1) * DAY:
                return place + self.day * float(max(value / DAY - first, Fraction(0)))
            place += (last - first + 1) * self.day + BREAK
        return self.end

    @property
    def ticks(self) -> list[Tick]:
        """A day's name in the middle of the day, as many as there is room for."""
        years = {date.fromordinal(day).year for run in self.runs for day in run}
        found: list[Tick] = []
        behind = float("-inf")
        for first, last in self.runs:
            for number in _some(first, last):
                words = _day_words(number, len(years) > 1 or self.day < _NARROWEST)
                x = self.x(Fraction(number * DAY)) + self.day / 2
                half = max(width_of(line, SMALL) for line in words) / 2
                if x - half > behind and x + half <= self.end + _OVERHANG:
                    found.append(Tick(x, words, x))
                    behind = x + half + 4
        return found

    @property
    def grid(self) -> list[float]:
        """The midnights; where days are narrow, the days that are named."""
        if self.day < _TO_BE_RULED:
            return [tick.x for tick in self.ticks]
        return [
            start + self.day * number
            for first, last in self.runs
            for start in (self.x(Fraction(first * DAY)),)
            for number in range(last - first + 2)
        ]

    @property
    def breaks(self) -> list[tuple[float, str]]:
        """The middle of each gap, and how many days it leaves out."""
        found = []
        for (_, last), (first, _) in pairwise(self.runs):
            x = self.x(Fraction((last + 1) * DAY)) + BREAK / 2
            found.append((x, f"({first - last - 1:,} {'day' if first - last == 2 else 'days'})"))
        return found


def _some(first: int, last: int) -> range:
    """The days of a stretch that could have a tick: never more than a line has room for."""
    return range(first, last + 1, max(1, (last - first) // 60))


def _day_words(number: int, with_year: bool) -> tuple[str, ...]:
    day = date.fromordinal(number)
    name = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return (name, str(day.year)) if with_year else (WEEKDAYS[day.weekday()][:3], name)
