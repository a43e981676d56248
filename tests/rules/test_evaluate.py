"""Each rule by itself: it holds by every reading of the values, is broken by every one, or is undecided."""

from __future__ import annotations

import operator
import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rules import ExpressionError, Result
from checker.rules.evaluate import STEPS_A_RULE
from checker.values import Interval, Moment

from ..oracles import OPERATORS, Desk, Maker, day


@pytest.mark.parametrize(
    ("value", "expression", "result"),
    [
        ("73", "x = 73", Result.HOLDS),
        ("73", "x = 74", Result.BROKEN),
        ("73", "x + 1 = 74", Result.HOLDS),
        ("73", "2 * x - 146 = 0", Result.HOLDS),
        ("{about: 70}", "x = 73", Result.UNDECIDED),
        ("{about: 70}", "x = 81", Result.BROKEN),
        ("{about: 70}", "x <= 80", Result.HOLDS),
        ("{about: 70}", "x < 80", Result.UNDECIDED),
        ("{at_least: 70}", "x >= 70", Result.HOLDS),
        ("{at_least: 70}", "x > 70", Result.UNDECIDED),
        ("{at_least: 70}", "x < 70", Result.BROKEN),
        ("{at_least: 70}", "x <= 70", Result.UNDECIDED),
        ("{more_than: 70}", "x > 70", Result.HOLDS),
        ("{more_than: 70}", "x <= 70", Result.BROKEN),
        ("{more_than: 70}", "x != 70", Result.HOLDS),
        ("{less_than: 70}", "x < 70", Result.HOLDS),
        ("{less_than: 70}", "x >= 70", Result.BROKEN),
        ("{less_than: 70}", "70 = x", Result.BROKEN),
        ("{between: [2, 3]}", "x != 2.5", Result.UNDECIDED),
        ("{between: [2, 3]}", "-x >= -3", Result.HOLDS),
        ("{between: [2, 3]}", "x - x = 0", Result.HOLDS),
        ("{between: [2, 3]}", "x = x", Result.HOLDS),
        ("{between: [2, 3]}", "x < x", Result.BROKEN),
        ("{between: [2, 3]}", "2 * x >= x + 2", Result.HOLDS),
        ("{at_least: 2}", "x + 1 > x", Result.HOLDS),
        ("{at_most: 5}", "x >= 0", Result.HOLDS),
        ("{at_most: 5}", "x < 0", Result.BROKEN),
        ("{between: [2, 3]}", "number(x) * x >= 4", Result.HOLDS),
        ("{between: [2, 3]}", "number(x) * x > 9", Result.BROKEN),
        ("{between: [2, 3]}", "number(x) * x = 5", Result.UNDECIDED),
        ("{between: [2, 3]}", "x / x = 1", Result.HOLDS),
        ("{between: [2, 4]}", "8 / number(x) >= 2", Result.HOLDS),
        ("{between: [2, 4]}", "8 / number(x) > 4", Result.BROKEN),
        ("{between: [2, 4]}", "8 / number(x) = 3", Result.UNDECIDED),
        ("{between: [0, 4]}", "8 / number(x) >= 2", Result.UNDECIDED),
        ("{between: [0, 4]}", "8 / number(x) < 2", Result.BROKEN),
    ],
)
def test_one_claim(desk: Desk, value: str, expression: str, result: Result) -> None:
    """By every reading of its value; a claim on both sides is one number, not two."""
    desk.claim("x", value)
    found, conflicts = desk.judge(expression)
    assert found.result is result
    assert found.claims == ("x",)
    assert bool(conflicts) is (result is Result.BROKEN)
    assert bool(found.missing) is (result is Result.UNDECIDED)


@pytest.mark.parametrize(
    ("when", "expression", "result"),
    [
        ("2021-10-10", "weekday(x) = Sunday", Result.HOLDS),
        ("2021-10-10", "Sunday = weekday(x)", Result.HOLDS),
        ("2021-10-10", "weekday(x) = Monday", Result.BROKEN),
        ("2021-10-10", "weekday(x) != Monday", Result.HOLDS),
        ("2021-10-10 night", "weekday(x) = Sunday", Result.HOLDS),
        ("Sunday", "weekday(x) = Sunday", Result.HOLDS),
        ("Sunday night", "weekday(x) = Sunday", Result.HOLDS),
        ("10 October", "weekday(x) = Sunday", Result.UNDECIDED),
        ("", "weekday(x) = Sunday", Result.UNDECIDED),
        ("", "x < 2021-10-11", Result.UNDECIDED),
        ("2021-10-10", "x < 2021-10-11", Result.HOLDS),
        ("2021-10-10", "x <= 2021-10-10", Result.UNDECIDED),
        ("2021-10-10", "x < 2021-10-10", Result.BROKEN),
        ("2021-10-10", "x >= 2021-10-10", Result.HOLDS),
        ("2021-10-10", "date(x) = 2021-10-10", Result.HOLDS),
        ("2021-10-10 night", "date(x) = 2021-10-10", Result.HOLDS),
        ("2021-10-10 night", "x < 2021-10-11", Result.UNDECIDED),
        ("2021-10-10 night", "x < 2021-10-11 + 4 hours", Result.HOLDS),
        ("2021-10-10 night", "x >= 2021-10-10 + 20 hours", Result.HOLDS),
        ("2021-10-10", "daypart(x) = night", Result.UNDECIDED),
        ("2021-10-10 night", "daypart(x) = night", Result.HOLDS),
        ("2021-10-10 night", "morning = daypart(x)", Result.BROKEN),
        ("Sunday night", "daypart(x) != morning", Result.HOLDS),
        ("Sunday", "x < 2021-10-11", Result.UNDECIDED),
        ("2021-10-10", "x - 2021-10-01 <= 10 days", Result.HOLDS),
        ("2021-10-10", "x - 2021-10-01 > 10 days", Result.BROKEN),
        ("2021-10-10", "x + 1 month > 2021-11-06", Result.HOLDS),
        ("2021-10-10", "x + 1 month > 2021-11-10", Result.UNDECIDED),
        ("2021-10-10", "date(x) + 1 week = 2021-10-17", Result.HOLDS),
    ],
)
def test_times(desk: Desk, when: str, expression: str, result: Result) -> None:
    """A date is any moment of its day; a weekday is told, or follows from the date."""
    desk.event("x", when)
    found, _ = desk.judge(expression)
    assert found.result is result
    assert bool(found.missing) is (result is Result.UNDECIDED)


@pytest.mark.parametrize(
    ("expression", "position", "length"),
    [
        ("seats = share", 0, 13),
        ("seats + delay = 80", 8, 5),
        ("share = delay", 0, 13),
        ("seats = seats + share - share", 16, 5),
        ("delay = 40", 0, 10),
        ("weekday(e) = 6", 0, 14),
        ("e = 2021", 0, 8),
    ],
)
def test_what_cannot_be_related(desk: Desk, expression: str, position: int, length: int) -> None:
    """Seats are never compared with percentages or hours: an error with its place, and no conflict."""
    desk.claim("seats", 40)
    desk.claim("share", "40%", "share")
    desk.claim("delay", "40 hours", "delay")
    desk.event("e", "2021-10-10")
    found, conflicts = desk.judge(expression)
    assert found.result is Result.UNDECIDED
    assert isinstance(found.error, ExpressionError)
    assert (found.error.kind, found.error.position, found.error.length) == (
        "rule-units",
        position,
        length,
    )
    assert found.arithmetic == ""
    assert found.missing == "a relation that can hold"
    assert not conflicts


def test_claims_that_are_not_there(desk: Desk) -> None:
    """An unknown claim leaves a rule undecided, and is named; one that could not be read is not called unknown."""
    desk.claim("x", 1)
    (desk.folder / "t" / "broken.yaml").write_text("id: broken\nkind: nonsense\n")
    found, conflicts = desk.judge("x = missing + broken")
    assert found.result is Result.UNDECIDED
    assert [ref.claim for ref in found.unknown] == ["missing"]
    assert "missing" in found.missing
    assert not conflicts


def test_a_rule_that_cannot_be_read(desk: Desk) -> None:
    """It is undecided, with the error."""
    found, conflicts = desk.judge("x ==")
    assert found.result is Result.UNDECIDED
    assert found.error is not None
    assert (found.error.kind, found.error.position) == ("rule-expression", 3)
    assert not conflicts


@pytest.mark.parametrize(
    ("expression", "arithmetic"),
    [
        ("x = 3 - y", "7 = 3 - at least 2"),
        ("-x + 2 * y < 0.5", "-7 + 2 * at least 2 < 0.5"),
        ("x - 2 = (y - 1) * 3", "7 - 2 = (at least 2 - 1) * 3"),
        ("x / y\n  = 41%", "7 / at least 2 = 41%"),
        ("number(x) * (y + 2) > 3 * x * x / x", "7 * (at least 2 + 2) > 3 * 7 * 7 / 7"),
        ("weekday(e) = Sunday", "Sunday = Sunday"),
        ("date(e) > 2021-10-01", "10 October 2021 > 2021-10-01"),
        ("daypart(e) = night", "night = night"),
        ("e - 1 day > 2021-10-01", "2021-10-10 night - 1 day > 2021-10-01"),
    ],
)
def test_arithmetic(desk: Desk, expression: str, arithmetic: str) -> None:
    """The relation with values in place of claims."""
    desk.claim("x", 7)
    desk.claim("y", "{at_least: 2}")
    desk.event("e", "2021-10-10 night")
    made = desk.examine(expression.replace("\n", " ")).rules[0]
    assert made.arithmetic == arithmetic


def judged(maker: Maker, expression: str, **intervals: Interval) -> Result:
    """The result of one relation, the claims being these intervals of seats, which may be negative."""
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
    """Below, up to, around, from and above, with and without zero itself and with and without an end beyond."""
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
    """Brute force over ends of every kind; a claim has one reading at a time, on whichever sides it stands.

    The difference of the sides is linear with whole factors. Where its least or greatest value is not zero it is at
    least one away, so the samples show each sign that it takes; and taking both it takes zero in between.
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
    """However wide it is: what is left decides, and is the same as if the claim had never been there."""
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
    """Sides exchanged, all negated, or all on one side: the same result; the opposite sign: the opposite result."""
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


def test_weekdays_of_two_claims(desk: Desk) -> None:
    """Compared with each other; a weekday and a number are not."""
    desk.event("first", "2021-10-10")
    desk.event("again", "Sunday night")
    desk.event("later", "2021-10-11")
    desk.claim("x", 6)
    assert desk.judge("weekday(first) = weekday(again)")[0].result is Result.HOLDS
    found, (conflict,) = desk.judge("weekday(first) = weekday(later)")
    assert found.result is Result.BROKEN
    assert found.arithmetic == "Sunday = Monday"
    assert conflict.claims == ("first", "later")
    assert "Sunday is not Monday" in conflict.message
    for expression in ("weekday(first) = x", "x = weekday(first)", "weekday(x) = Sunday"):
        assert desk.judge(expression)[0].error is not None


@pytest.mark.parametrize(
    ("expression", "missing"),
    [
        ("weekday(silent) = Sunday", "a date or weekday of silent"),
        ("weekday(yearless) = Sunday", "a date or weekday of yearless"),
        ("date(silent) = 2021-10-10", "a date of silent"),
        ("daypart(silent) = night", "a part of the day of silent"),
        ("silent < e", "a time of silent"),
        ("e + 1 day = silent", "a time of silent"),
        ("x < wide", "exact values: these are too wide to tell"),
        ("wide / zero > 1", "a divisor that is not zero"),
        ("daypart(e) = night", "exact values: these are too wide to tell"),
    ],
)
def test_what_would_decide(desk: Desk, expression: str, missing: str) -> None:
    """An undecided rule says what it lacks, and makes no conflict."""
    desk.claim("x", 7)
    desk.claim("zero", 0)
    desk.claim("wide", "{about: 10}")
    desk.event("e", "2021-10-10")
    desk.event("yearless", "10 October")
    desk.event("silent")
    found = desk.examine(expression).rules[0]
    assert found.result is Result.UNDECIDED
    assert missing in found.missing
    assert found.arithmetic


def test_a_quantity_is_judged_in_its_base_unit(desk: Desk) -> None:
    """Hours beside minutes, half an hour twice, a month that has 28 days or more."""
    desk.claim("one", "90 minutes", "delay")
    desk.claim("other", "1.5 hours", "delay")
    desk.claim("month", "1 month", "delay")
    desk.claim("weeks", "4 weeks", "delay")
    assert desk.judge("one = other")[0].result is Result.HOLDS
    assert desk.judge("one + other = 2 * one")[0].result is Result.HOLDS
    assert desk.judge("month >= weeks")[0].result is Result.HOLDS
    assert desk.judge("month > weeks")[0].result is Result.UNDECIDED
    assert desk.judge("month = month")[0].result is Result.HOLDS


def test_unknown_claims_are_named_once_with_their_places(desk: Desk) -> None:
    """In order, inside weekday() as well; no values are put in place of claims then."""
    desk.claim("x", 1)
    found, conflicts = desk.judge("x + gone = lost - gone + 1")
    assert [(ref.claim, ref.position) for ref in found.unknown] == [("gone", 4), ("lost", 11)]
    assert found.claims == ("x", "gone", "lost")
    assert (found.missing, found.arithmetic) == ("claims gone, lost", "")
    assert not conflicts
    found, _ = desk.judge("weekday(gone) = Sunday")
    assert [(ref.claim, ref.position) for ref in found.unknown] == [("gone", 8)]


def test_rules_keep_their_order(maker: Maker) -> None:
    """One result a rule; what is broken makes conflicts, in the same order."""
    expressions = ["x = 2", "x =", "x = 1", "x != 1", "x = gone", "x > 1"]
    made = maker.anew()
    made.add("x", "seats", 1)
    found = made.examine(expressions)
    assert [item.rule.expression for item in found.rules] == expressions
    short = {"b": Result.BROKEN, "u": Result.UNDECIDED, "h": Result.HOLDS}
    assert [item.result for item in found.rules] == [short[letter] for letter in "buhbub"]
    nothing = made.examine([])
    assert (nothing.rules, nothing.conflicts, nothing.undecided) == ((), (), ())


def test_a_duration_is_not_a_bare_number(desk: Desk) -> None:
    """40 what? Zero needs no unit."""
    desk.claim("delay", '"40 hours"', measure="delay")
    desk.claim("longer", '"2 days"', measure="delay")
    item, conflicts = desk.judge("delay = 40")
    assert (item.result, conflicts) == (Result.UNDECIDED, ())
    assert item.error is not None
    assert item.error.kind == "rule-units"
    assert desk.judge("delay > 0")[0].result is Result.HOLDS
    assert desk.judge("delay < longer")[0].result is Result.HOLDS
    assert desk.judge("delay = 40 hours")[0].result is Result.HOLDS
    assert desk.judge("longer - delay >= 8 hours")[0].result is Result.HOLDS


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("share * seats = 12", Result.HOLDS),
        ("share * seats = part", Result.HOLDS),
        ("part / seats = share", Result.HOLDS),
        ("part / seats = 0.4", Result.HOLDS),
        ("part / share = seats", Result.HOLDS),
        ("part / seats > share", Result.BROKEN),
        ("share + other = 100%", Result.HOLDS),
        ("other - share = points", Result.HOLDS),
        ("share + points = other", Result.HOLDS),
        ("other = 1.5 * share", Result.HOLDS),
        ("share = 0.4", Result.BROKEN),
        ("behind - place = 3", Result.HOLDS),
        ("place > 1", Result.HOLDS),
        ("seats / districts = density", Result.HOLDS),
        ("density * districts > seats", Result.BROKEN),
        ("delay / 1 hour = 2", Result.HOLDS),
        ("12 * delay = 1 day", Result.HOLDS),
        ("12 * delay <= 1 month", Result.HOLDS),
        ("360 * delay <= 1 month", Result.UNDECIDED),
    ],
)
def test_units_are_converted(maker: Maker, expression: str, result: Result) -> None:
    """Shares of counts, quotients, points between percentages, lengths of time."""
    made = maker.anew()
    for name, measure, value in (
        ("seats", "seats", 30),
        ("part", "seats", 12),
        ("districts", "districts", 15),
        ("density", "density", 2),
        ("share", "share", 40),
        ("other", "share", 60),
        ("points", "points", 20),
        ("place", "place", 2),
        ("behind", "place", 5),
        ("delay", "delay", 7200),
    ):
        made.add(name, measure, value)
    assert made.judge(expression).result is result


whole = st.tuples(st.integers(1, 4), st.integers(0, 2)).map(
    lambda pair: Interval(Fraction(pair[0]), Fraction(pair[0] + pair[1]))
)


@given(whole, whole, st.integers(0, 18), st.sampled_from(sorted(OPERATORS)))
@settings(deadline=None)
def test_products_and_quotients_against_their_corners(
    maker: Maker, x: Interval, y: Interval, bound: int, sign: str
) -> None:
    """Of positive values: the product and the quotient take all values from one corner to the other."""
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


def test_a_rule_ends(maker: Maker) -> None:
    """However many products it has; it is undecided then, and says that it is too long."""
    made = maker.anew()
    names = [f"c{number}" for number in range(12)]
    for name in names:
        made.add(name, "balance", Interval(Fraction(-50), Fraction(60)))
    terms = " + ".join(
        f"number({one}) * {other}" for one in names for other in names if one < other
    )
    begun = time.monotonic()
    found = made.judge(f"{terms} = number(c0) * c1 * number(c2) * number(c3) + 17")
    assert found.result is Result.UNDECIDED
    assert f"{STEPS_A_RULE:,} steps" in found.missing or "too wide" in found.missing
    assert time.monotonic() - begun < 10


def test_a_message_about_the_end_of_time(desk: Desk) -> None:
    """A sum that no calendar has is told in words."""
    desk.event("e", "2021-10-10")
    (conflict,) = desk.judge("e + 100,000,000 hours < 2021-10-10")[1]
    assert "beyond every calendar" in conflict.message
    (conflict,) = desk.judge("e - 100,000,000 hours > 2021-10-10")[1]
    assert "beyond every calendar" in conflict.message


def test_a_place_of_nothing(maker: Maker) -> None:
    """A time without a date or weekday is there all the same: its rule is undecided, and no error."""
    made = maker.anew()
    made.add("e", "", Moment(text="some day"))
    assert made.judge("weekday(e) = Sunday").result is Result.UNDECIDED
    assert made.judge("e < 2021-10-10").result is Result.UNDECIDED
    assert replace(made.claims["e"]).when is not None
