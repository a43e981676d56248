"""Rules applied to claims: holds, broken, undecided."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import Book, load_book
from checker.consistency import check_rules
from checker.consistency.rules import Conflict, Result, RuleResult
from checker.values import Dimension, Interval, Moment, Quantity

BOOK = """\
title: T
language: en
time_zone: UTC
dayparts: {night: ["20:00", "04:00"]}
stages: []
measures:
  seats: {dimension: count, unit: seats}
  share: {dimension: percent, unit: percent}
  delay: {dimension: duration, unit: hours}
topics: {t: {title: T}}
"""
OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Desk:
    """Writes books of claims and rules, and applies the rules."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "t").mkdir()
        (folder / "rules").mkdir()
        (folder / "book.yaml").write_text(BOOK)
        (folder / "entities.yaml").write_text("body: {name: Body}\n")

    def claim(self, name: str, value: object, measure: str = "seats") -> None:
        """A figure."""
        self._write(name, f"kind: figure\nquantity: {{subject: body, measure: {measure}, value: {value}}}")

    def event(self, name: str, when: str = "") -> None:
        """An event, with its time if there is one."""
        self._write(name, "kind: event" + (f"\nwhen: {when}" if when else ""))

    def attribution(self, name: str) -> None:
        """Something said, which has no value."""
        self._write(name, "kind: attribution\nspeaker: body")

    def _write(self, name: str, lines: str) -> None:
        review = "review: {state: draft}"
        (self.folder / "t" / f"{name}.yaml").write_text(f"id: {name}\nstatement: S.\n{lines}\n{review}\n")

    def judge(self, expression: str, form: str = "always") -> tuple[RuleResult, tuple[Conflict, ...]]:
        """The result of one rule."""
        unless = "\n  unless: it rained" if form == "normally" else ""
        (self.folder / "rules" / "r.yaml").write_text(f"- id: r\n  {form}: {expression}{unless}\n")
        book = load_book(self.folder)
        assert not [item for item in book.findings if item.location.path != "t/broken.yaml"], book.findings
        results, conflicts = check_rules(book)
        return results[0], conflicts


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A book without claims."""
    return Desk(tmp_path)


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


ends = st.integers(-3, 3)
values = st.one_of(
    ends.map(str),
    st.tuples(ends, ends).map(lambda pair: f"{{between: [{min(pair)}, {max(pair)}]}}"),
    st.tuples(st.sampled_from(["at_least", "at_most", "more_than", "less_than"]), ends).map(
        lambda pair: f"{{{pair[0]}: {pair[1]}}}"
    ),
)


NEAR = [Fraction(step, 64) for step in (-1, 0, 1, 16, 32, 48)]


def readings(value: str) -> list[Fraction]:
    """Numbers at, beside and between small integers, and far away: enough to show every case of small numbers."""
    points = [whole + off for whole in range(-10, 11) for off in NEAR] + [Fraction(-1000), Fraction(1000)]
    if not value.startswith("{"):
        return [Fraction(value)]
    word, _, operand = value.strip("{}").partition(": ")
    if word == "between":
        low, high = map(int, operand.strip("[]").split(", "))
        return [point for point in points if low <= point <= high]
    fits = {"at_least": operator.ge, "at_most": operator.le, "more_than": operator.gt, "less_than": operator.lt}[word]
    return [point for point in points if fits(point, int(operand))]


@given(
    values,
    values,
    st.integers(-2, 2),
    st.integers(-2, 2),
    st.sampled_from(sorted(OPERATORS)),
    st.integers(-3, 3),
)
@settings(deadline=None, max_examples=150)
def test_against_every_reading(
    tmp_path_factory: pytest.TempPathFactory, x: str, y: str, m: int, n: int, sign: str, constant: int
) -> None:
    """A rule holds if it does for all readings, is broken if for none; two claims vary by themselves."""
    desk = Desk(tmp_path_factory.mktemp("book"))
    desk.claim("x", x)
    desk.claim("y", y)
    found, _ = desk.judge(f"{m} * x {sign} {n} * y + {constant}".replace("+ -", "- "))
    fits = {OPERATORS[sign](m * one, n * other + constant) for one, other in product(readings(x), readings(y))}
    expected = {frozenset({True}): Result.HOLDS, frozenset({False}): Result.BROKEN}.get(
        frozenset(fits), Result.UNDECIDED
    )
    assert found.result is expected


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
        ("2021-10-10", "weekday(x) < Monday", Result.UNDECIDED),
        ("2021-10-10", "weekday(x) = 6", Result.UNDECIDED),
        ("2021-10-10", "weekday(x) + 1 = Monday", Result.UNDECIDED),
        ("2021-10-10", "x = Sunday", Result.UNDECIDED),
        ("2021-10-10", "x = 2021", Result.UNDECIDED),
        ("", "weekday(x) = Sunday", Result.UNDECIDED),
        ("", "x = 1", Result.UNDECIDED),
    ],
)
def test_times(desk: Desk, when: str, expression: str, result: Result) -> None:
    """A weekday is told, or follows from the date; it cannot be reckoned with, and neither can a time."""
    desk.event("x", when)
    found, _ = desk.judge(expression)
    assert found.result is result
    assert bool(found.missing) is (result is Result.UNDECIDED)


def test_dimensions_do_not_mix(desk: Desk) -> None:
    """Seats are never compared with percentages or hours."""
    desk.claim("seats", 40)
    desk.claim("share", "40%", "share")
    desk.claim("delay", "40 hours", "delay")
    desk.claim("longer", "3 days", "delay")
    for expression in ("seats = share", "seats + delay = 80", "share = delay", "seats = seats + share - share"):
        found, _ = desk.judge(expression)
        assert found.result is Result.UNDECIDED
        assert "do not mix" in found.missing
    assert desk.judge("longer > delay")[0].result is Result.HOLDS


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
    assert not conflicts


def test_what_a_broken_rule_makes(desk: Desk) -> None:
    """A conflict if it always holds, a tension if it normally does; with the arithmetic."""
    desk.claim("won", 9)
    desk.claim("lost", "{about: 4}")
    desk.claim("cast", 1400)
    (_, (conflict,)) = desk.judge("won + lost = cast")
    assert not conflict.tension
    assert conflict.claims == ("won", "lost", "cast")
    assert "9 + about 4 = 1,400" in conflict.message
    (_, (tension,)) = desk.judge("won >= 2 * cast - 1", "normally")
    assert tension.tension
    assert "unless it rained" in tension.message


@pytest.mark.parametrize(
    ("expression", "arithmetic"),
    [
        ("x = 3 - y", "7 = 3 - at least 2"),
        ("-x + 2 * y < 0.5", "-7 + 2 * at least 2 < 0.5"),
        ("x - 2 = (y - 1) * 3", "7 - 2 = 3 * at least 2 - 3"),
    ],
)
def test_arithmetic(desk: Desk, expression: str, arithmetic: str) -> None:
    """The relation with values in place of claims."""
    desk.claim("x", 7)
    desk.claim("y", "{at_least: 2}")
    assert desk.judge(expression)[0].arithmetic == arithmetic


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book with the figures x, y, z, the event e and one rule, whose values and relation tests replace."""
    desk = Desk(tmp_path_factory.mktemp("template"))
    for name in ("x", "y", "z"):
        desk.claim(name, 1)
    desk.event("e", "2021-10-10")
    desk.judge("x = 1")
    return load_book(desk.folder)


def judged(template: Book, expression: str, **intervals: Interval) -> Result:
    """The result of one relation, the claims being these intervals of counts."""
    claims = dict(template.claims)
    for name, interval in intervals.items():
        quantity = claims[name].quantity
        assert quantity is not None
        value = Quantity(Dimension.COUNT, interval, name, ())
        claims[name] = replace(claims[name], quantity=replace(quantity, value=value))
    return check_rules(replace(template, claims=claims, rules=(replace(template.rules[0], expression=expression),)))[0][
        0
    ].result


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
        above = interval.low is None or number > interval.low or (number == interval.low and not interval.low_open)
        below = interval.high is None or number < interval.high or (number == interval.high and not interval.high_open)
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
    if (low is None or high is None or low < high or (low == high and not low_open and not high_open))
    if not (high is None and high_open)
]


@pytest.mark.parametrize("sign", sorted(OPERATORS))
def test_every_way_to_lie_beside_zero(template: Book, sign: str) -> None:
    """Below, up to, around, from and above, with and without zero itself and with and without an end beyond."""
    for interval in ALL:
        signs = {(number > 0) - (number < 0) for number in samples(interval)}
        signs |= {0} if {-1, 1} <= signs else set()
        assert judged(template, f"x {sign} 0", x=interval) is expected(signs, sign), interval
        assert judged(template, f"y {sign} x + y", x=-interval) is expected(signs, sign), interval


factors = st.integers(-2, 2)


@given(
    st.tuples(intervals(), intervals(), intervals()),
    st.tuples(factors, factors, factors),
    st.tuples(factors, factors, factors),
    st.integers(-3, 3),
    st.sampled_from(sorted(OPERATORS)),
)
@settings(deadline=None, max_examples=400)
def test_three_claims_on_both_sides(
    template: Book,
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
    sides = [" + ".join(f"({m}) * {name}" for m, name in zip(side, "xyz", strict=True)) for side in (left, right)]
    found = judged(template, f"{sides[0]} {sign} {sides[1]} - ({constant})", **dict(zip("xyz", boxes, strict=True)))
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
def test_a_claim_on_both_sides_cancels(template: Book, x: Interval, y: Interval, shift: int, sign: str) -> None:
    """However wide it is: what is left decides, and is the same as if the claim had never been there."""
    decided = Result.HOLDS if OPERATORS[sign](Fraction(0), Fraction(shift)) else Result.BROKEN
    for text in (
        f"x {sign} x + ({shift})",
        f"3 * x - x {sign} ({shift}) - 2 * (-x)",
        f"x + y {sign} y + x + ({shift})",
    ):
        assert judged(template, text, x=x, y=y) is decided
    assert judged(template, f"x + y {sign} x + ({shift})", x=x, y=y) is judged(template, f"y {sign} ({shift})", y=y)


MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
TURNED = {Result.HOLDS: Result.BROKEN, Result.BROKEN: Result.HOLDS, Result.UNDECIDED: Result.UNDECIDED}


@given(intervals(), intervals(), st.sampled_from(sorted(OPERATORS)))
@settings(deadline=None)
def test_relations_have_mirrors_and_opposites(template: Book, x: Interval, y: Interval, sign: str) -> None:
    """Sides exchanged, all negated, or all on one side: the same result; the opposite sign: the opposite result."""
    result = judged(template, f"x {sign} y", x=x, y=y)
    assert judged(template, f"y {MIRRORED[sign]} x", x=x, y=y) is result
    assert judged(template, f"-x {MIRRORED[sign]} -y", x=x, y=y) is result
    assert judged(template, f"0 {sign} y - x", x=x, y=y) is result
    assert judged(template, f"x {OPPOSITE[sign]} y", x=x, y=y) is TURNED[result]


@given(st.dates(), st.sampled_from(["=", "!="]))
@settings(deadline=None)
def test_every_date_has_its_weekday(template: Book, day: date, sign: str) -> None:
    """As the calendar has it; and no other."""
    event = replace(template.claims["e"], when=Moment(day.year, day.month, day.day, text=day.isoformat()))
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")):
        rule = replace(template.rules[0], expression=f"weekday(e) {sign} {name}")
        ((found,), _) = check_rules(replace(template, claims={"e": event}, rules=(rule,)))
        fits = (number == day.weekday()) is (sign == "=")
        assert found.result is (Result.HOLDS if fits else Result.BROKEN)


def test_weekdays_of_two_claims(desk: Desk) -> None:
    """Compared with each other; a weekday and a number are not."""
    desk.event("first", "2021-10-10")
    desk.event("again", "Sunday night")
    desk.event("later", "2021-10-11")
    desk.claim("x", 6)
    assert desk.judge("weekday(first) = weekday(again)")[0].result is Result.HOLDS
    found, (conflict,) = desk.judge("weekday(first) = weekday(later)")
    assert found.result is Result.BROKEN
    assert conflict.claims == ("first", "later")
    assert conflict.message == "weekday(first) = weekday(later) cannot be: Sunday = Monday"
    for expression in ("weekday(first) = x", "x = weekday(first)", "weekday(x) = Sunday"):
        assert desk.judge(expression)[0].result is Result.UNDECIDED


@pytest.mark.parametrize(
    ("expression", "missing"),
    [
        ("weekday(e) <= Sunday", "a weekday on each side of = or !="),
        ("weekday(e) = 6", "a weekday on each side of = or !="),
        ("-weekday(e) = Sunday", "a weekday alone on its side"),
        ("weekday(e) - x = Sunday", "a weekday alone on its side"),
        ("2 * Sunday = weekday(e)", "a weekday alone on its side"),
        ("weekday(x) = Sunday", "a date or weekday of x"),
        ("weekday(silent) = Sunday", "a date or weekday of silent"),
        ("e = x", "a quantity of e"),
        ("x + e = 7", "a quantity of e"),
        ("x < silent", "a quantity of silent"),
        ("x = said", "a quantity of said"),
        ("weekday(said) = Sunday", "a date or weekday of said"),
        ("points = share", "do not mix"),
        ("x = points", "do not mix"),
        ("place + x = 2", "do not mix"),
        ("place = share", "do not mix"),
        ("x < wide", "exact values: these are too wide to tell"),
    ],
)
def test_what_would_decide(desk: Desk, expression: str, missing: str) -> None:
    """An undecided rule says what it lacks, and makes no conflict."""
    text = (desk.folder / "book.yaml").read_text()
    more = "  points: {dimension: points, unit: points}\n  place: {dimension: rank, unit: place}\ntopics:"
    (desk.folder / "book.yaml").write_text(text.replace("topics:", more))
    desk.claim("x", 7)
    desk.claim("wide", "{about: 10}")
    desk.claim("share", "41%", "share")
    desk.claim("points", 3, "points")
    desk.claim("place", "3rd", "place")
    desk.event("e", "2021-10-10")
    desk.event("silent")
    desk.attribution("said")
    found, conflicts = desk.judge(expression)
    assert found.result is Result.UNDECIDED
    assert missing in found.missing
    assert found.arithmetic
    assert not conflicts


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


def test_rules_keep_their_order(template: Book) -> None:
    """One result a rule; only broken ones make conflicts, in the same order."""
    expressions = ["x = 2", "x =", "x = 1", "x != 1", "x = gone", "x > 1"]
    rules = tuple(replace(template.rules[0], id=text, expression=text) for text in expressions)
    results, conflicts = check_rules(replace(template, rules=rules))
    assert [item.rule.id for item in results] == expressions
    short = {"b": Result.BROKEN, "u": Result.UNDECIDED, "h": Result.HOLDS}
    assert [item.result for item in results] == [short[letter] for letter in "buhbub"]
    assert [item.rule for item in conflicts] == ["x = 2", "x != 1", "x > 1"]
    assert check_rules(replace(template, rules=())) == ((), ())


@pytest.mark.parametrize(
    ("expression", "blamed"),
    [
        ("x + y - y = 1", ("x",)),
        ("x + y = y + z", ("x", "z")),
        ("2 * x - x = x + 1", ()),
        ("weekday(e) = Monday", ("e",)),
    ],
)
def test_a_claim_that_cancels_out_is_not_to_blame(desk: Desk, expression: str, blamed: tuple[str, ...]) -> None:
    """Whatever its value, the rule would be broken: nobody need disbelieve it."""
    for name, value in (("x", 7), ("y", 5), ("z", 3)):
        desk.claim(name, value)
    desk.event("e", "2021-10-10")
    (conflict,) = desk.judge(expression)[1]
    assert conflict.claims == blamed


def test_a_duration_is_not_a_bare_number(desk: Desk) -> None:
    """40 what? Zero needs no unit."""
    desk.claim("delay", '"40 hours"', measure="delay")
    desk.claim("longer", '"2 days"', measure="delay")
    item, conflicts = desk.judge("delay = 40")
    assert (item.result, conflicts) == (Result.UNDECIDED, ())
    assert "durations on both sides" in item.missing
    assert desk.judge("delay > 0")[0].result is Result.HOLDS
    assert desk.judge("delay < longer")[0].result is Result.HOLDS
