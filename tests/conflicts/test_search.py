"""Minimal conflict sets of small books, by hand; limits and rules that cannot hold."""

from __future__ import annotations

from itertools import pairwise

import pytest

from checker.rules import Result

from ..oracles import Desk, Maker
from .planted import (
    hard,
)


def test_counts_of_claims_that_are_right(desk: Desk) -> None:
    """At least one of two, and no two of three: a claim that is given up may be anything."""
    for name in "abc":
        desk.attribution(name)
    assert desk.examine("count(a, b) >= 1").rules[0].result is Result.HOLDS
    assert not desk.examine("count(a, b) >= 1").conflicts
    (conflict,) = desk.examine("count(a, b) <= 1", "count(c) = 1").conflicts
    assert conflict.claims == ("a", "b")
    assert not desk.examine("count(a, b) <= 1 unless both").conflicts[0].settled
    (conflict,) = desk.examine("count(a, b) = 1", "count(b, c) = 2").conflicts
    assert set(conflict.claims) == {"a"}


def test_a_rival_value_alone_makes_a_conflict_that_is_not_the_claims_own(desk: Desk) -> None:
    """The claims' own values fit; what somebody else reports does not; so nothing of the book
    need be given up.
    """
    desk.claim("won", 9)
    desk.claim("lost", 4)
    desk.claim("held", 13)
    desk.evidence("won", "contradicting", ", says: 12")
    (conflict,) = desk.examine("won + lost = held").conflicts
    assert not conflict.own
    assert [[report.key for report in one] for one in conflict.combinations] == [
        [("won", 1), ("lost", 0), ("held", 0)]
    ]
    assert conflict.evidence == ("won/contradicting/1",)
    assert (conflict.resolutions, conflict.cheapest, conflict.settled) == ((), (), False)


def test_rules_that_cannot_be_whatever_is_right(desk: Desk) -> None:
    """A conflict without claims, which no resolution ends: a rule must be corrected."""
    desk.claim("a", 1)
    desk.claim("b", 2)
    found = desk.examine("a < b", "b < a")
    conflict, alone = found.conflicts
    assert (conflict.claims, conflict.resolutions, conflict.cheapest) == ((), (), ())
    assert len(conflict.rules) == 2
    assert (alone.claims, [rule.id for rule in alone.rules]) == (("b", "a"), ["r1"])
    assert "cannot all hold" in found.undecided[0].message


def test_rules_that_cannot_be_leave_other_rules_alone(desk: Desk) -> None:
    """A rule that normally holds is still compared with other claims."""
    for name, value in (("x", 1), ("y", 9), ("z", 5)):
        desk.claim(name, value)
    found = desk.examine("x - x = 1", "x < y unless u", "y < z unless u")
    assert [(item.claims, item.discrepancy) for item in found.conflicts if item.claims] == [
        (("y", "z"), True)
    ]
    assert [item.claims for item in found.conflicts if not item.discrepancy] == [()]


def test_a_rule_that_holds_and_no_rivals_is_nothing_to_look_into(desk: Desk) -> None:
    """Rules that hold make no conflict; neither do those that cannot be read."""
    desk.claim("a", 1)
    desk.claim("b", 2)
    found = desk.examine("a < b", "a = gone", "a ==", "a = 3 days")
    assert (found.conflicts, found.undecided) == ((), ())


def test_running_out_of_steps(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not decided is said to be so, in the same way twice; disagreements apart from it
    are found all the same.
    """
    monkeypatch.setattr("checker.conflicts.search.STEPS_A_SYSTEM", 3_000)
    book, rules = hard(maker, 4)
    book.add("apart", "seats", 4)
    rules.append("apart = 5")
    first, second = (book.examine(rules) for _ in range(2))
    assert first == second
    assert len(first.undecided) == 1
    assert len(first.undecided[0].rules) == len(rules) - 1
    assert ("apart",) in [item.claims for item in first.conflicts]


@pytest.mark.parametrize(
    ("expression", "blamed"),
    [
        ("x + y - y = 1", ("x",)),
        ("x + y = y + z", ("x", "z")),
        ("2 * x - x = x + 1", ()),
        ("weekday(e) = Monday", ("e",)),
        ("x - y / 1 + y >= 8", ("x",)),
    ],
)
def test_a_claim_that_cancels_out_is_not_to_blame(
    desk: Desk, expression: str, blamed: tuple[str, ...]
) -> None:
    """Whatever its value, the rule would be broken: no claim is to blame."""
    for name, value in (("x", 7), ("y", 5), ("z", 3)):
        desk.claim(name, value)
    desk.event("e", "2021-10-10")
    (conflict,) = desk.judge(expression)[1]
    assert conflict.claims == blamed


def test_time_day_and_weekday_of_one_event_go_together(desk: Desk) -> None:
    """Whatever the time of x is: on y's day, a Tuesday, it is on no Monday; behind y it is not
    days before.
    """
    desk.event("x")
    desk.event("y", "2021-10-12")
    for rules in (("date(x) = date(y)", "weekday(x) = Monday"), ("x > y", "date(x) = 2021-10-10")):
        (conflict,) = desk.examine(*rules).conflicts
        assert conflict.claims == ("y",)
        assert [rule.id for rule in conflict.rules] == ["r0", "r1"]


def test_a_claim_that_is_right_has_its_value(desk: Desk) -> None:
    """``count(a) >= 1`` says that a is right: then b alone can be wrong."""
    desk.claim("a", 5)
    desk.claim("b", 3)
    (conflict,) = desk.examine("count(a) >= 1", "a = b + 1").conflicts
    assert conflict.claims == ("b",)
    assert [resolution.claims for resolution in conflict.resolutions] == [("b",)]


def test_a_date_of_the_rule_is_one_that_weekdays_are_looked_up_by(desk: Desk) -> None:
    """11 October 2021 was a Monday, and is no 1 December."""
    desk.event("x", "Sunday")
    desk.event("z", "10 October")
    for expression in ("date(x) = 2021-10-11", "date(z) = 2021-12-01"):
        assert desk.judge(expression)[0].result is Result.BROKEN
    assert desk.judge("date(x) = 2021-10-10")[0].result is Result.UNDECIDED


def test_no_broken_rule_is_passed_over(desk: Desk) -> None:
    """A long chain has more conflict sets than the limit; its broken rule is found all the same."""
    names = [f"c{number:03}" for number in range(80)]
    for number, name in enumerate(names):
        desk.claim(name, number)
    chain = [f"{after} = {before} + 1" for before, after in pairwise(names)]
    found = desk.examine(*chain, f"{names[-1]} < {names[0]} + 79")
    (broken,) = (item.rule.id for item in found.rules if item.result is Result.BROKEN)
    assert broken in {rule.id for item in found.conflicts for rule in item.rules}


def test_what_divides_by_zero_makes_no_conflict(desk: Desk) -> None:
    """It says nothing of its claims."""
    desk.claim("x", 0)
    found = desk.examine("8 / number(x) = 2")
    assert (found.rules[0].result, found.conflicts) == (Result.UNDECIDED, ())


def test_a_date_that_is_a_claim_is_refused(desk: Desk) -> None:
    """It would not be clear which one is meant."""
    desk.claim("2021-10-10", 5)
    error = desk.judge("2021-10-10 = 5")[0].error
    assert error is not None
    assert "give the claim another id" in str(error)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("number(part) / number(whole) <= 41%", Result.BROKEN),
        ("number(part) = 90% * number(whole)", Result.HOLDS),
        ("50% = 1/2", Result.HOLDS),
        ("100% - share = 60%", Result.HOLDS),
        ("share >= other - 15%", Result.HOLDS),
        ("other - share > 10%", Result.HOLDS),
        ("other - share = points", Result.HOLDS),
        ("part / 2 = 45", Result.HOLDS),
    ],
)
def test_percentages_as_people_write_them(desk: Desk, expression: str, result: Result) -> None:
    """90 of 100 are 90%, whatever they are counted in; 100% less a share is a share."""
    desk.claim("part", 90)
    desk.claim("whole", 100, "votes")
    desk.claim("share", "40%", "share")
    desk.claim("other", "52%", "share")
    desk.claim("points", 12, "points")
    assert desk.judge(expression)[0].result is result
