"""Results of rules beside brute force over the values that their claims can have."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rules import Result
from checker.values import Interval

from ..oracles import OPERATORS, Maker, day


def judged(maker: Maker, expression: str, **intervals: Interval) -> Result:
    """The result of one relation, the claims being these intervals of seats, which may be
    negative.
    """
    made = maker.anew()
    for name in "xyz":
        made.add(name, "balance", intervals.get(name, Interval.point(1)))
    return made.judge(expression).result


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval whose ends are small whole numbers or missing, open or closed."""
    bounds = st.none() | st.integers(-2, 2).map(Fraction)
    low, high = draw(bounds), draw(bounds)
    if low is not None and high is not None:
        if low == high:
            return Interval.point(low)
        low, high = min(low, high), max(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def samples(interval: Interval) -> list[Fraction]:
    """Its closed ends, numbers just inside its ends, and numbers far out where it has none."""
    near, far = Fraction(1, 64), Fraction(1000)
    if interval.low is not None and interval.low == interval.high:
        return [interval.low]
    found = [-far, far]
    for end in (interval.low, interval.high):
        found += [] if end is None else [end - near, end, end + near]

    def inside(number: Fraction) -> bool:
        above = (
            interval.low is None
            or number > interval.low
            or (number == interval.low and not interval.low_open)
        )
        below = (
            interval.high is None
            or number < interval.high
            or (number == interval.high and not interval.high_open)
        )
        return above and below

    return [number for number in found if inside(number)]


def expected(signs: set[int], sign: str) -> Result:
    """The result for a difference of the sides that takes these signs."""
    fits = {OPERATORS[sign](Fraction(number), Fraction(0)) for number in signs}
    return Result.UNDECIDED if len(fits) > 1 else Result.HOLDS if True in fits else Result.BROKEN


BOUNDS = [None, Fraction(-1), Fraction(0), Fraction(1)]


ALL = [
    Interval(low, high, low_open, high_open)
    for low, high in product(BOUNDS, BOUNDS)
    for low_open, high_open in product([False, True] if low is not None else [False], [False, True])
    if (
        low is None
        or high is None
        or low < high
        or (low == high and not low_open and not high_open)
    )
    if not (high is None and high_open)
]


@pytest.mark.parametrize("sign", sorted(OPERATORS))
def test_every_way_to_lie_beside_zero(maker: Maker, sign: str) -> None:
    """Below, up to, around, from and above, with and without zero itself and with and without an
    end beyond.
    """
    for interval in ALL:
        signs = {(number > 0) - (number < 0) for number in samples(interval)}
        signs |= {0} if {-1, 1} <= signs else set()
        assert judged(maker, f"x {sign} 0", x=interval) is expected(signs, sign), interval
        assert judged(maker, f"y {sign} x + y", x=-interval) is expected(signs, sign), interval


factors = st.integers(-2, 2)


@given(
    st.tuples(intervals(), intervals(), intervals()),
    st.tuples(factors, factors, factors),
    st.tuples(factors, factors, factors),
    st.integers(-3, 3),
    st.sampled_from(sorted(OPERATORS)),
)
@settings(deadline=None, max_examples=200)
def test_three_claims_on_both_sides(
    maker: Maker,
    boxes: tuple[Interval, Interval, Interval],
    left: tuple[int, int, int],
    right: tuple[int, int, int],
    constant: int,
    sign: str,
) -> None:
    """Brute force over ends of every kind; a claim has one reading at a time, on whichever sides
    it stands.

    The difference of the sides is linear with whole factors. Where its least or greatest value is
    not zero it is at least one away, so the samples show each sign that it takes; and taking both
    it takes zero in between.
    """
    sides = [
        " + ".join(f"({m}) * {name}" for m, name in zip(side, "xyz", strict=True))
        for side in (left, right)
    ]
    found = judged(
        maker,
        f"{sides[0]} {sign} {sides[1]} - ({constant})",
        **dict(zip("xyz", boxes, strict=True)),
    )
    net = [one - other for one, other in zip(left, right, strict=True)]
    totals = {
        sum((m * number for m, number in zip(net, numbers, strict=True)), Fraction(constant))
        for numbers in product(*map(samples, boxes))
    }
    signs = {(total > 0) - (total < 0) for total in totals}
    if {-1, 1} <= signs:
        signs.add(0)
    assert found is expected(signs, sign)


@given(intervals(), intervals(), st.integers(-4, 4), st.sampled_from(sorted(OPERATORS)))
@settings(deadline=None)
def test_a_claim_on_both_sides_cancels(
    maker: Maker, x: Interval, y: Interval, shift: int, sign: str
) -> None:
    """However wide it is: what is left decides, and is the same as if the claim had never been
    there.
    """
    decided = Result.HOLDS if OPERATORS[sign](Fraction(0), Fraction(shift)) else Result.BROKEN
    for text in (
        f"x {sign} x + ({shift})",
        f"3 * x - x {sign} ({shift}) - 2 * (-x)",
        f"x + y {sign} y + x + ({shift})",
    ):
        assert judged(maker, text, x=x, y=y) is decided
    assert judged(maker, f"x + y {sign} x + ({shift})", x=x, y=y) is judged(
        maker, f"y {sign} ({shift})", y=y
    )


MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


TURNED = {
    Result.HOLDS: Result.BROKEN,
    Result.BROKEN: Result.HOLDS,
    Result.UNDECIDED: Result.UNDECIDED,
}


@given(intervals(), intervals(), st.sampled_from(sorted(OPERATORS)))
@settings(deadline=None)
def test_relations_have_mirrors_and_opposites(
    maker: Maker, x: Interval, y: Interval, sign: str
) -> None:
    """Sides exchanged, all negated, or all on one side: the same result; the opposite sign: the
    opposite result.
    """
    result = judged(maker, f"x {sign} y", x=x, y=y)
    assert judged(maker, f"y {MIRRORED[sign]} x", x=x, y=y) is result
    assert judged(maker, f"-x {MIRRORED[sign]} -y", x=x, y=y) is result
    assert judged(maker, f"0 {sign} y - x", x=x, y=y) is result
    assert judged(maker, f"x {OPPOSITE[sign]} y", x=x, y=y) is TURNED[result]


@given(st.dates(), st.sampled_from(["=", "!="]))
@settings(deadline=None)
def test_every_date_has_its_weekday(maker: Maker, when: date, sign: str) -> None:
    """As the calendar has it; and no other."""
    made = maker.anew()
    made.add("e", "", day(when))
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ):
        fits = (number == when.weekday()) is (sign == "=")
        assert made.judge(f"weekday(e) {sign} {name}").result is (
            Result.HOLDS if fits else Result.BROKEN
        )


@given(
    st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    st.integers(-3, 3),
    st.integers(-3, 3),
    st.sampled_from(sorted(OPERATORS)),
)
@settings(deadline=None)
def test_days_against_every_moment(
    maker: Maker, first: date, shift: int, days: int, sign: str
) -> None:
    """One event some days after another: brute force over moments of both days, ends and all."""
    made = maker.anew()
    made.add("e", "", day(first))
    made.add("f", "", day(first + timedelta(shift)))
    moments = [Fraction(hour, 24) for hour in (0, 1, 23)] + [Fraction(23999, 24000)]
    fits = {
        OPERATORS[sign](shift + later - earlier, days)
        for earlier, later in product(moments, moments)
    }
    if sign in ("=", "!=") and abs(shift - days) < 1:
        fits = {True, False}
    found = made.judge(f"f - e {sign} {'-' if days < 0 else ''}{abs(days)} days")
    assert found.result is (
        Result.UNDECIDED if len(fits) > 1 else Result.HOLDS if True in fits else Result.BROKEN
    )
    assert (
        made.judge(f"f {sign} e + {abs(days)} days".replace("+", "-" if days < 0 else "+")).result
        is found.result
    )
    exactly = OPERATORS[sign](shift, days)
    days_only = made.judge(
        f"date(f) - date(e) {sign} {'-' if days < 0 else ''}{abs(days)} days"
    ).result
    assert days_only is (Result.HOLDS if exactly else Result.BROKEN)


whole = st.tuples(st.integers(1, 4), st.integers(0, 2)).map(
    lambda pair: Interval(Fraction(pair[0]), Fraction(pair[0] + pair[1]))
)


@given(whole, whole, st.integers(0, 18), st.sampled_from(sorted(OPERATORS)))
@settings(deadline=None)
def test_products_and_quotients_against_their_corners(
    maker: Maker, x: Interval, y: Interval, bound: int, sign: str
) -> None:
    """Of positive values: the product and the quotient take all values from one corner to the
    other.
    """
    for expression, worth in (
        ("number(x) * y", operator.mul),
        ("number(x) / number(y)", operator.truediv),
    ):
        corners = [
            worth(Fraction(one), Fraction(other))
            for one, other in product((x.low, x.high), (y.low, y.high))
        ]
        signs = {(corner > bound) - (corner < bound) for corner in corners}
        signs |= {0} if {-1, 1} <= signs else set()
        found = judged(maker, f"{expression} {sign} {bound}", x=x, y=y)
        assert found is expected(signs, sign)
        turned = judged(maker, f"{bound} {MIRRORED[sign]} {expression}", x=x, y=y)
        assert turned is found
