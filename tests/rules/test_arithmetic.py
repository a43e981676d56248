"""Intervals, numbers and times as people write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from checker.rules.arithmetic import interval_text, number_text
from checker.rules.units import BARE, DURATION, PERCENT, POINTS, RANK, TIME, ValueKind
from checker.values import Interval

HOUR, DAY = 3600, 86400
NOON = date(2021, 10, 12).toordinal() * DAY + 12 * HOUR


@pytest.mark.parametrize(
    ("interval", "kind", "text"),
    [
        (Interval.point(4324), BARE, "4,324"),
        (Interval(Fraction(12), None), BARE, "at least 12"),
        (Interval(Fraction(12), None, low_open=True), BARE, "more than 12"),
        (Interval(None, Fraction(12)), BARE, "at most 12"),
        (Interval(None, Fraction(12), high_open=True), BARE, "less than 12"),
        (Interval(), BARE, "anything"),
        (Interval(Fraction(3), Fraction(5)), PERCENT, "between 3% and 5%"),
        (Interval(Fraction(2 * HOUR), Fraction(5 * HOUR)), DURATION, "between 2 and 5 hours"),
        (Interval(Fraction(HOUR), Fraction(2 * DAY)), DURATION, "between 1 hour and 2 days"),
    ],
)
def test_intervals(interval: Interval, kind: ValueKind, text: str) -> None:
    """With the ends that they have; a unit that both ends share is written once."""
    assert interval_text(interval, kind) == text


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (Fraction(-1234567), BARE, "-1,234,567"),
        (Fraction(12345, 10), BARE, "1,234.5"),
        (Fraction(1000, 3), BARE, "1000/3"),
        (Fraction(-1, 2), BARE, "-0.5"),
        (Fraction(41), PERCENT, "41%"),
        (Fraction(5, 2), POINTS, "2.5 percentage points"),
        (Fraction(2), RANK, "2nd"),
        (Fraction(0), RANK, "0"),
        (Fraction(5400), DURATION, "90 minutes"),
        (Fraction(DAY), DURATION, "1 day"),
        (Fraction(0), DURATION, "0 seconds"),
        (Fraction(NOON), TIME, "noon on 12 October 2021"),
        (Fraction(NOON + 6 * HOUR), TIME, "6 p.m. on 12 October 2021"),
        (Fraction(NOON + 13 * HOUR + 1800), TIME, "1:30 a.m. on 13 October 2021"),
        (Fraction(NOON - 12 * HOUR), TIME, "12 October 2021"),
        (Fraction(NOON - 12 * HOUR + 60), TIME, "12:01 a.m. on 12 October 2021"),
        (Fraction(10**15), TIME, "a day beyond every calendar"),
        (Fraction(0), TIME, "a day beyond every calendar"),
    ],
)
def test_numbers(number: Fraction, kind: ValueKind, text: str) -> None:
    """Exact, in the unit of their kind, midnight as the day that it begins."""
    assert number_text(number, kind) == text
