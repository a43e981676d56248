"""How values compare, as algebra: equality, compatibility, order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values import (
    Dimension,
    Moment,
    Order,
    Quantity,
    Value,
    compatible,
    order,
    parse_moment,
    parse_quantity,
)
from checker.values.calendar import DAY, Daypart
from checker.values.interval import Interval

COUNT, PERCENT, DURATION = Dimension.COUNT, Dimension.PERCENT, Dimension.DURATION

number = st.integers(-40, 40)
bounds = ("about", "nearly", "at_least", "at_most", "more_than", "less_than")


@st.composite
def counts(draw: st.DrawFn) -> Quantity:
    """A count in any form an editor may write."""
    form = draw(st.sampled_from(["", "between", *bounds]))
    if form == "between":
        return parse_quantity({form: sorted([draw(number), draw(number)])}, COUNT)
    if form in ("about", "nearly"):
        return parse_quantity({form: draw(number.filter(bool))}, COUNT)
    return parse_quantity({form: draw(number)} if form else draw(number), COUNT)


percents = st.integers(0, 100).map(lambda share: parse_quantity(f"{share}%", PERCENT))
durations = st.tuples(
    st.integers(1, 50), st.sampled_from(["minutes", "hours", "days", "months"])
).map(lambda pair: parse_quantity(f"{pair[0]} {pair[1]}", DURATION))
ranks = st.integers(1, 9).map(lambda place: parse_quantity(place, Dimension.RANK))
points = st.integers(-9, 9).map(lambda number: parse_quantity(number, Dimension.POINTS))
PARTS = {"morning": Daypart("morning", 360, 720), "night": Daypart("night", 1200, DAY + 240)}
parts = st.sampled_from(["", " morning", " night"])
days = st.tuples(st.dates(date(2021, 10, 1), date(2021, 10, 21)), parts).map(
    lambda pair: parse_moment(pair[0].isoformat() + pair[1], PARTS)
)
weekdays = st.tuples(
    st.sampled_from(["Monday", "Friday", "Sunday", "10 October", "11 October"]), parts
).map(lambda pair: parse_moment(pair[0] + pair[1], PARTS))
values: st.SearchStrategy[Value] = st.one_of(
    counts(), percents, durations, ranks, points, days, weekdays
)


GRID = {at: Interval.point(at) for at in (Fraction(half, 2) for half in range(-130, 131))}
"""Numbers, whole and half, beyond all that ``counts`` draws."""


def admitted(value: Quantity) -> list[Fraction]:
    """The numbers of the grid that the value allows."""
    return [at for at, point in GRID.items() if value.interval.overlaps(point)]


@given(values, values)
@settings(deadline=None, max_examples=300)
def test_compatible_is_mutual(one: Value, other: Value) -> None:
    """Symmetric; every value is compatible with itself; other kinds and dimensions never."""
    assert compatible(one, one)
    assert compatible(one, other) is compatible(other, one)
    if isinstance(one, Moment) is not isinstance(other, Moment):
        assert not compatible(one, other)
    if (
        isinstance(one, Quantity)
        and isinstance(other, Quantity)
        and one.dimension is not other.dimension
    ):
        assert not compatible(one, other)


MIRROR = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}


@given(values, values)
@settings(deadline=None, max_examples=400)
def test_order_is_total_and_mirrored(one: Value, other: Value) -> None:
    """Any two values compare in one way, and in its mirror image the other way round."""
    found = order(one, other)
    assert order(other, one) is MIRROR.get(found, found)
    assert (found is Order.EQUAL) is (one == other)
    assert compatible(one, other) is (found in (Order.EQUAL, Order.OVERLAPPING))


@given(values, values, values)
@settings(deadline=None, max_examples=400)
def test_before_is_transitive(one: Value, other: Value, third: Value) -> None:
    """What is before what is before a value is before it; equals are exchangeable."""
    if order(one, other) is Order.BEFORE and order(other, third) is Order.BEFORE:
        assert order(one, third) is Order.BEFORE
    if order(one, other) is Order.EQUAL:
        assert order(one, third) is order(other, third)


@given(counts(), counts(), counts())
@settings(deadline=None, max_examples=300)
def test_all_orders_of_counts(one: Quantity, other: Quantity, third: Quantity) -> None:
    """Three values cannot each be before the next: order has no cycle."""
    circle = [order(one, other), order(other, third), order(third, one)]
    assert circle != [Order.BEFORE] * 3
    assert Order.APART not in circle


@given(counts(), counts())
@settings(deadline=None, max_examples=300)
def test_before_means_every_pair(one: Quantity, other: Quantity) -> None:
    """Every number of the one is smaller than every number of the other."""
    assert (order(one, other) is Order.BEFORE) is (max(admitted(one)) < min(admitted(other)))


@given(days, days)
@settings(deadline=None, max_examples=200)
def test_days_are_in_the_order_of_the_calendar(one: Moment, other: Moment) -> None:
    """Minutes of whole days and of their parts, a night into the next morning."""
    first, last = (
        (day.calendar_date.toordinal() * DAY + (day.part.start if day.part else 0))
        if day.calendar_date
        else 0
        for day in (one, other)
    )
    if order(one, other) is Order.BEFORE:
        assert first < last
    assert order(one, other) is not Order.APART


@given(counts(), counts())
@settings(deadline=None, max_examples=300)
def test_compatible_means_a_number_in_common(one: Quantity, other: Quantity) -> None:
    """Some number, whole or half, is allowed by both."""
    assert compatible(one, other) is not set(admitted(one)).isdisjoint(admitted(other))


@pytest.mark.parametrize(
    ("one", "other", "dimension", "expected"),
    [
        (73, "73", COUNT, True),
        (73, 37, COUNT, False),
        (5, -5, COUNT, False),
        (3177, {"about": 3200}, COUNT, True),
        (3177, {"about": 3000}, COUNT, True),
        (3177, {"about": 3400}, COUNT, False),
        (73, {"more_than": 73}, COUNT, False),
        (73, {"at_least": 73}, COUNT, True),
        (73, {"less_than": 73}, COUNT, False),
        (73, {"at_most": 73}, COUNT, True),
        (73, {"between": [70, 73]}, COUNT, True),
        ({"more_than": 73}, {"less_than": 73}, COUNT, False),
        ({"at_least": 73}, {"at_most": 73}, COUNT, True),
        ({"more_than": 73}, {"less_than": 74}, COUNT, True),
        ({"more_than": 73}, {"at_least": 10**9}, COUNT, True),
        ("41%", "41 percent", PERCENT, True),
        ("41%", "-41%", PERCENT, False),
        ("90 minutes", "1.5 hours", DURATION, True),
        ("1 month", "30 days", DURATION, True),
        ("1 month", "4 weeks", DURATION, True),
        ("1 month", "5 weeks", DURATION, False),
        ("12 months", "1 year", DURATION, True),
        ("1 year", "365 days", DURATION, True),
        ("7.5 hours", "7 hours", DURATION, False),
        ({"about": "7.5 hours"}, "7 hours", DURATION, False),
        ({"about": "7 hours"}, "7.5 hours", DURATION, True),
    ],
)
def test_table_of_quantities(
    one: object, other: object, dimension: Dimension, expected: bool
) -> None:
    """Exact numbers agree when equal, bounds when they leave room."""
    assert compatible(parse_quantity(one, dimension), parse_quantity(other, dimension)) is expected


def test_a_number_is_not_a_percentage() -> None:
    """Equal numbers of different dimensions do not agree."""
    assert not compatible(parse_quantity(41, COUNT), parse_quantity(41, PERCENT))
    assert not compatible(parse_quantity(3600, COUNT), parse_quantity("1 hour", DURATION))


def test_a_moment_is_not_a_number() -> None:
    """Whichever comes first."""
    assert not compatible(parse_moment("Sunday", {}), parse_quantity(7, COUNT))
    assert not compatible(parse_quantity(7, COUNT), parse_moment("Sunday", {}))


def test_moments_meet() -> None:
    """A date and its weekday agree."""
    assert compatible(parse_moment("2021-10-10", {}), parse_moment("Sunday", {}))
    assert not compatible(parse_moment("2021-10-10", {}), parse_moment("11 October", {}))
