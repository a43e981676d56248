"""Where values stand, and what ticks say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.charts.scales import BREAK, Axis, DayScale, NumberScale
from checker.values.calendar import DAY

SEATS = Axis(lambda number: f"{int(number):,}", whole=True)
SHARES = Axis(lambda number: f"{float(number):g}%")
HOURS = Axis(lambda number: f"{float(number / 3600):g} hours", clock=True)
NUMBERS = st.fractions(-(10**30), 10**30)


def words(scale: NumberScale | DayScale) -> list[str]:
    """The ticks' words."""
    return [" ".join(tick.lines) for tick in scale.ticks]


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_numbers_keep_their_order_and_stay_on_the_line(
    one: Fraction, other: Fraction, a: Fraction, b: Fraction
) -> None:
    """However large, and however near to each other."""
    scale = NumberScale(min(one, other), max(one, other), SEATS, 350, 620, 10, 10)
    low, high = scale.x(min(a, b)), scale.x(max(a, b))
    assert 360 <= low <= high <= 610
    assert all(350 <= tick.x <= 620 for tick in scale.ticks)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_ticks_stand_where_their_numbers_are(low: int, span: int) -> None:
    """Each tick names the number at its place, and there is at least one."""
    scale = NumberScale(Fraction(low), Fraction(low + span), SEATS, 350, 620)
    assert scale.ticks
    for tick in scale.ticks:
        number = int(tick.lines[0].replace(",", ""))
        assert low <= number <= low + span
        assert abs(scale.x(Fraction(number)) - tick.x) < 0.01


def test_ticks_are_round_and_few() -> None:
    """Hours by hours of the day, shares by shares."""
    cases = (
        (34, 37, SEATS, ["34", "35", "36", "37"]),
        (3100, 4324, SEATS, ["3,500", "4,000"]),
        (40, Fraction(83, 2), SHARES, ["40%", "40.5%", "41%", "41.5%"]),
        (27_000, 172_800, HOURS, ["12 hours", "24 hours", "36 hours", "48 hours"]),
        (5, 5, SEATS, ["5"]),
    )
    for low, high, axis, expected in cases:
        assert words(NumberScale(Fraction(low), Fraction(high), axis, 350, 620, 10, 10)) == expected


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=40), st.data())
def test_days_keep_their_order_and_stay_on_the_line(days: list[int], data: st.DataObject) -> None:
    """With breaks or without."""
    scale = DayScale.of(days, 350, 624)
    assert abs(scale.x(Fraction(min(days) * DAY)) - 350) < 0.01
    assert abs(scale.x(Fraction((max(days) + 1) * DAY)) - 624) < 0.01
    a, b = sorted(data.draw(st.tuples(*[st.integers(min(days) * DAY, (max(days) + 1) * DAY)] * 2)))
    assert 350 <= scale.x(Fraction(a)) <= scale.x(Fraction(b)) + 0.01 <= 624.02
    assert all(350 <= x <= 624.01 for x in scale.grid)


def test_empty_days_are_left_out_and_said_to_be() -> None:
    """Dayparts would not be seen on a line of a month."""
    first = date(2021, 10, 10).toordinal()
    scale = DayScale.of([first, first + 1, first + 29], 350, 624)
    assert words(scale) == ["Sun 10 Oct", "Mon 11 Oct", "Mon 8 Nov"]
    assert [text for _, text in scale.breaks] == ["(27 days)"]
    assert abs(scale.day - (274 - BREAK) / 3) < 0.01
    years = DayScale.of(range(first, first + 4000, 100), 350, 624)
    assert years.breaks == [], "where breaks would take all the room, there are none"
    assert all("20" in text for text in words(years)), "and ticks name the year"
