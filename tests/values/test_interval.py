"""Intervals: exact arithmetic, checked number by number on a grid finer than the ends."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.interval import Interval

# Ends are whole numbers from -3 to 3; the grid has quarters and reaches beyond. So every interval,
# open and unbounded ones too, holds numbers of the grid, and those decide how intervals compare.
GRID = [Fraction(number, 4) for number in range(-24, 25)]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval whose ends are small whole numbers or missing."""
    ends = st.none() | st.integers(-3, 3).map(Fraction)
    low, high = draw(ends), draw(ends)
    if low is None or high is None:
        return Interval(
            low,
            high,
            low is not None and draw(st.booleans()),
            high is not None and draw(st.booleans()),
        )
    if low == high:
        return Interval(low, high)
    return Interval(min(low, high), max(low, high), draw(st.booleans()), draw(st.booleans()))


def holds(interval: Interval, number: Fraction) -> bool:
    """Whether a number lies in an interval, by the definition of its four fields."""
    above = (
        interval.low is None
        or interval.low < number
        or (interval.low == number and not interval.low_open)
    )
    below = (
        interval.high is None
        or number < interval.high
        or (interval.high == number and not interval.high_open)
    )
    return above and below


def numbers(interval: Interval) -> list[Fraction]:
    """The numbers of the grid that lie in an interval."""
    return [number for number in GRID if holds(interval, number)]


factors = st.fractions(-4, 4, max_denominator=6)


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open"),
    [
        (1, 0, False, False),
        (1, 1, True, False),
        (1, 1, False, True),
        (1, 1, True, True),
        (1, 0, True, True),
    ],
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
    "interval",
    [
        Interval(),
        Interval(Fraction(0)),
        Interval(None, Fraction(0)),
        Interval(Fraction(0), Fraction(1)),
    ],
)
def test_no_single_number(interval: Interval) -> None:
    """Anything but a point has none."""
    assert interval.single is None


@given(intervals(), intervals())
@settings(deadline=None, max_examples=300)
def test_comparisons_are_those_of_the_numbers(one: Interval, other: Interval) -> None:
    """``overlaps``, ``below`` and ``at_most`` hold when they hold for the numbers themselves."""
    mine, theirs = numbers(one), numbers(other)
    assert one.overlaps(other) is bool(set(mine) & set(theirs))
    assert one.below(other) is (mine[-1] < theirs[0])
    assert one.at_most(other) is all(
        number <= least for number in mine[-1:] for least in theirs[:1]
    )


@given(intervals(), intervals())
@settings(deadline=None)
def test_overlap_is_mutual_and_order_is_not(one: Interval, other: Interval) -> None:
    """Overlap is symmetric and reflexive; of below, overlap and above, exactly one holds."""
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


@given(intervals(), intervals())
@settings(deadline=None, max_examples=300)
def test_a_meet_holds_what_is_in_both(one: Interval, other: Interval) -> None:
    """And nothing else; None where nothing is."""
    both = one.meet(other)
    common = [number for number in GRID if holds(one, number) and holds(other, number)]
    assert (both is None) is (not one.overlaps(other))
    assert (numbers(both) if both else []) == common
    assert both == other.meet(one)
    if both:
        assert both.within(one)
        assert both.within(other)


@given(intervals(), intervals())
@settings(deadline=None, max_examples=300)
def test_a_hull_is_the_smallest_interval_around_both(one: Interval, other: Interval) -> None:
    """It holds both and what lies between them, and an end that is open is open in both."""
    around = one.hull(other)
    mine, theirs = numbers(one), numbers(other)
    assert one.within(around)
    assert other.within(around)
    assert around == other.hull(one)
    least, most = min(mine[0], theirs[0]), max(mine[-1], theirs[-1])
    assert numbers(around) == [number for number in GRID if least <= number <= most]
    assert one.hull(one) == one


@given(intervals(), intervals(), intervals())
@settings(deadline=None)
def test_meet_and_hull_are_a_lattice(one: Interval, other: Interval, third: Interval) -> None:
    """In any grouping, and each takes the other up."""
    assert one.hull(other).hull(third) == one.hull(other.hull(third))
    left, right = one.meet(other), other.meet(third)
    assert (left.meet(third) if left else None) == (one.meet(right) if right else None)
    assert one.meet(one.hull(other)) == one
    assert (one.hull(left) if left else one) == one


POSITIVE = Interval(Fraction(0), None, low_open=True)


def product_holds(one: Interval, other: Interval, number: Fraction) -> bool:
    """Whether a number is a product of numbers of two intervals, by the sign of the first."""
    if number == 0 and (holds(one, Fraction(0)) or holds(other, Fraction(0))):
        return True
    # With a negative x, number = x * y is -number = -x * y, with a positive -x.
    return positive_product_holds(one.meet(POSITIVE), other, number) or positive_product_holds(
        (-one).meet(POSITIVE), other, -number
    )


def positive_product_holds(part: Interval | None, other: Interval, number: Fraction) -> bool:
    """The same for an interval of positive numbers x: ``other`` must hold a number / x."""
    if part is None:
        return False
    if number == 0:
        return holds(other, Fraction(0))
    endless = part.high is None
    by_least = number / part.low if part.low else None
    by_greatest = Fraction(0) if part.high is None else number / part.high
    if number > 0:
        needed = Interval(by_greatest, by_least, endless or part.high_open, part.low_open)
    else:
        needed = Interval(by_least, by_greatest, part.low_open, endless or part.high_open)
    return needed.overlaps(other)


@given(intervals(), intervals())
@settings(deadline=None, max_examples=300)
def test_a_product_holds_the_products_and_nothing_else(one: Interval, other: Interval) -> None:
    """x · y lies in the product for every x and y; every number of the product is such an x · y."""
    total = one * other
    assert total == other * one
    assert all(holds(total, x * y) for x in numbers(one) for y in numbers(other))
    for number in GRID:
        assert holds(total, number) is product_holds(one, other, number), number


@given(intervals(), intervals(), factors)
@settings(deadline=None)
def test_multiplication_is_scaling_by_a_point(
    one: Interval, other: Interval, factor: Fraction
) -> None:
    """Signs come out, a point scales, and a sum's product lies within the sum of the products."""
    assert one * Interval.point(factor) == one.scaled(factor)
    assert -one * other == -(one * other) == one * -other
    both = one + other
    assert (both * Interval.point(factor)) == one.scaled(factor) + other.scaled(factor)
    assert (both * one).within(one * one + other * one)


@given(intervals())
@settings(deadline=None, max_examples=300)
def test_an_inverse_holds_one_over_each_number(one: Interval) -> None:
    """And nothing else; none exists if the interval has zero or numbers on both sides of it."""
    inverse = one.inverse()
    signs = {(number > 0) - (number < 0) for number in numbers(one)}
    assert (inverse is None) is (signs not in ({1}, {-1}))
    if inverse is not None:
        inverse_holds(one, inverse)


def inverse_holds(one: Interval, inverse: Interval) -> None:
    """Each number of the grid but zero is in one exactly if its inverse is in the other."""
    for number in filter(None, GRID):
        assert holds(one, number) is holds(inverse, 1 / number)
        assert holds(inverse, number) is holds(one, 1 / number)
    assert not holds(inverse, Fraction(0))
    assert inverse.inverse() == one
    assert holds(one * inverse, Fraction(1))
