"""Each rule by itself: it holds by every reading of the values, is broken by every one, or is
undecided.
"""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import pytest

from checker.rules import ExpressionError, Result
from checker.rules.evaluate import STEPS_A_RULE
from checker.values import Interval, Moment

from ..oracles import Desk, Maker


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
    """A date is any moment of its day; a weekday is reported, or follows from the date."""
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
    """Seats are never compared with percentages or hours: an error with its place, and no
    conflict.
    """
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
    """An unknown claim leaves a rule undecided, and is named; one that could not be read is not
    called unknown.
    """
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
    """A sum beyond every calendar is put in words."""
    desk.event("e", "2021-10-10")
    (conflict,) = desk.judge("e + 100,000,000 hours < 2021-10-10")[1]
    assert "beyond every calendar" in conflict.message
    (conflict,) = desk.judge("e - 100,000,000 hours > 2021-10-10")[1]
    assert "beyond every calendar" in conflict.message


def test_a_place_of_nothing(maker: Maker) -> None:
    """A time without a date or weekday is there all the same: its rule is undecided, and no
    error.
    """
    made = maker.anew()
    made.add("e", "", Moment(text="some day"))
    assert made.judge("weekday(e) = Sunday").result is Result.UNDECIDED
    assert made.judge("e < 2021-10-10").result is Result.UNDECIDED
    assert replace(made.claims["e"]).when is not None
