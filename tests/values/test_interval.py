"""Intervals: exact arithmetic, checked number by number on a grid finer than the ends."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.interval import Interval

# Ends are whole numbers from -3 to 3; the grid has quarters and reaches beyond, so that every interval,
# open and unbounded ones too, holds numbers of it, and comparing these decides how intervals compare.
GRID = [Fraction(number, 4) for number in range(-24, 25)]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval whose ends are small whole numbers or missing."""
    ends = st.none() | st.integers(-3, 3).map(Fraction)
    low, high = draw(ends), draw(ends)
    if low is None or high is None:
        return Interval(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))
    if low == high:
        return Interval(low, high)
    return Interval(min(low, high), max(low, high), draw(st.booleans()), draw(st.booleans()))


def holds(interval: Interval, number: Fraction) -> bool:
    """Whether a number lies in an interval, by the definition of its four fields."""
    above = interval.low is None or interval.low < number or (interval.low == number and not interval.low_open)
    below = interval.high is None or number < interval.high or (interval.high == number and not interval.high_open)
    return above and below


def numbers(interval: Interval) -> list[Fraction]:
    """The numbers of the grid that lie in an interval."""
    return [number for number in GRID if holds(interval, number)]


factors = st.fractions(-4, 4, max_denominator=6)


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open"),
    [(1, 0, False, False), (1, 1, True, False), (1, 1, False, True), (1, 1, True, True), (1, 0, True, True)],
)
def test_an_interval_is_never_empty(low: int, high: int, low_open: bool, high_open: bool) -> None:
    """Ends that leave no number between them are refused."""
    with pytest.raises(ValueError, match="no number lies between"):
        Interval(Fraction(low), Fraction(high), low_open, high_open)


def test_a_point() -> None:
    """Holds one number, and says which."""
    assert Interval.point(7) == Interval(Fraction(7), Fraction(7))
    assert Interval.point(Fraction(1, 3)).single == Fraction(1, 3)
    assert numbers(Interval.point(0)) == [0]


@pytest.mark.parametrize(
    "interval", [Interval(), Interval(Fraction(0)), Interval(None, Fraction(0)), Interval(Fraction(0), Fraction(1))]
)
def test_no_single_number(interval: Interval) -> None:
    """Anything but a point has none."""
    assert interval.single is None


@given(intervals(), intervals())
@settings(deadline=None, max_examples=300)
def test_comparisons_are_those_of_the_numbers(one: Interval, other: Interval) -> None:
    """``overlaps``, ``below`` and ``at_most`` hold just when they hold of the numbers themselves."""
    mine, theirs = numbers(one), numbers(other)
    assert one.overlaps(other) is bool(set(mine) & set(theirs))
    assert one.below(other) is (mine[-1] < theirs[0])
    assert one.at_most(other) is all(number <= least for number in mine[-1:] for least in theirs[:1])


@given(intervals(), intervals())
@settings(deadline=None)
def test_overlap_is_mutual_and_order_is_not(one: Interval, other: Interval) -> None:
    """Overlap is symmetric and reflexive; below is neither; just one of below, overlap, above is so."""
    assert one.overlaps(one)
    assert one.overlaps(other) is other.overlaps(one)
    assert not one.below(one)
    assert [one.below(other), one.overlaps(other), other.below(one)].count(True) == 1
    assert one.at_most(other) or not one.below(other)


@given(intervals(), intervals(), intervals())
@settings(deadline=None)
def test_below_is_transitive(one: Interval, other: Interval, third: Interval) -> None:
    """Below below is below."""
    assert one.below(third) or not (one.below(other) and other.below(third))


@given(intervals(), intervals(), intervals())
@settings(deadline=None)
def test_addition_is_an_algebra(one: Interval, other: Interval, third: Interval) -> None:
    """In any order, in any grouping, and zero changes nothing."""
    assert one + other == other + one
    assert (one + other) + third == one + (other + third)
    assert one + Interval.point(0) == one
    assert one - other == one + -other
    assert -(one + other) == -one + -other


@given(intervals())
@settings(deadline=None)
def test_negation_turns_round(one: Interval) -> None:
    """Twice is nothing; once holds just the negated numbers."""
    negated = -one
    assert -negated == one
    assert set(numbers(negated)) == {-number for number in numbers(one)}


@given(intervals(), intervals())
@settings(deadline=None)
def test_a_sum_holds_the_sums_and_nothing_else(one: Interval, other: Interval) -> None:
    """x + y lies in the sum for every x and y; every number of the sum is such an x + y."""
    total = one + other
    assert all(holds(total, x + y) for x in numbers(one)[::3] for y in numbers(other)[::3])
    assert all(holds(total, x + y) for x in numbers(one)[-1:] for y in numbers(other)[-1:])
    for number in numbers(total):
        assert (Interval.point(number) - other).overlaps(one)


@given(intervals(), factors, factors)
@settings(deadline=None)
def test_scaling(one: Interval, factor: Fraction, second: Fraction) -> None:
    """Holds the scaled numbers; twice is once by the product; a negative factor turns round."""
    scaled = one.scaled(factor)
    assert all(holds(scaled, number * factor) for number in numbers(one))
    assert one.scaled(factor).scaled(second) == one.scaled(factor * second)
    assert one.scaled(-factor) == -scaled
    assert one.scaled(Fraction(1)) == one
    if factor:
        assert all(holds(one, number / factor) for number in numbers(scaled))
    else:
        assert scaled == Interval.point(0)


@given(intervals(), intervals(), factors.filter(bool))
@settings(deadline=None)
def test_scaling_distributes(one: Interval, other: Interval, factor: Fraction) -> None:
    """A scaled sum is the sum of the scaled."""
    assert (one + other).scaled(factor) == one.scaled(factor) + other.scaled(factor)


def test_a_missing_end_is_not_open() -> None:
    """The same numbers are the same interval."""
    total = Interval(None, Fraction(5)) + Interval(Fraction(0), Fraction(1), low_open=True)
    assert total == Interval(None, Fraction(6))
