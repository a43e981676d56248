"""Whether two values can be true at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values import Dimension, Moment, Quantity, Value, compatible, parse_moment, parse_quantity

COUNT, PERCENT, DURATION = Dimension.COUNT, Dimension.PERCENT, Dimension.DURATION

number = st.integers(-40, 40)
bounds = ("about", "at_least", "at_most", "more_than", "less_than")


@st.composite
def counts(draw: st.DrawFn) -> Quantity:
    """A count in any form an editor may write."""
    form = draw(st.sampled_from(["", "between", *bounds]))
    if form == "between":
        return parse_quantity({form: sorted([draw(number), draw(number)])}, COUNT)
    if form == "about":
        return parse_quantity({form: draw(number.filter(bool))}, COUNT)
    return parse_quantity({form: draw(number)} if form else draw(number), COUNT)


percents = st.integers(0, 100).map(lambda share: parse_quantity(f"{share}%", PERCENT))
durations = st.tuples(st.integers(1, 50), st.sampled_from(["minutes", "hours", "days", "months"])).map(
    lambda pair: parse_quantity(f"{pair[0]} {pair[1]}", DURATION)
)
days = st.dates(date(2021, 9, 1), date(2021, 12, 31)).map(lambda day: parse_moment(day.isoformat(), {}))
weekdays = st.sampled_from(["Monday", "Friday", "Sunday", "10 October"]).map(lambda day: parse_moment(day, {}))
values: st.SearchStrategy[Value] = st.one_of(counts(), percents, durations, days, weekdays)


def admits(value: Quantity, guess: Fraction) -> bool:
    """Whether a number is one that the value allows."""
    return value.interval.overlaps(parse_quantity(str(guess), value.dimension).interval)


@given(values, values)
@settings(deadline=None, max_examples=300)
def test_compatible_is_mutual(one: Value, other: Value) -> None:
    """Symmetric; every value is compatible with itself; other kinds and dimensions never."""
    assert compatible(one, one)
    assert compatible(one, other) is compatible(other, one)
    if isinstance(one, Moment) is not isinstance(other, Moment):
        assert not compatible(one, other)
    if isinstance(one, Quantity) and isinstance(other, Quantity) and one.dimension is not other.dimension:
        assert not compatible(one, other)


@given(counts(), counts())
@settings(deadline=None, max_examples=300)
def test_compatible_means_a_number_in_common(one: Quantity, other: Quantity) -> None:
    """Some number, whole or half, is allowed by both."""
    shared = any(admits(one, at) and admits(other, at) for at in (Fraction(half, 2) for half in range(-130, 131)))
    assert compatible(one, other) is shared


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
def test_table_of_quantities(one: object, other: object, dimension: Dimension, expected: bool) -> None:
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
