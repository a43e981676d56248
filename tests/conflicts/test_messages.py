"""Conflicts in words."""

from __future__ import annotations

import pytest

from checker.rules import Result

from ..oracles import Desk


def test_a_conflict_of_several_rules(desk: Desk) -> None:
    """No rule alone is broken, and none of the three can be left out."""
    for name, value in (("a", "{at_most: 5}"), ("d", 9)):
        desk.claim(name, value)
    desk.claim("b", "{between: [0, 50]}")
    desk.claim("c", "{between: [0, 50]}")
    found = desk.examine("a >= b", "b >= c", "c >= d")
    assert [item.result for item in found.rules] == [Result.UNDECIDED] * 3
    (conflict,) = found.conflicts
    assert set(conflict.claims) == {"a", "d"}
    assert [rule.id for rule in conflict.rules] == ["r0", "r1", "r2"]
    assert "cannot all be" in conflict.message


def test_the_first_lines_of_a_message(desk: Desk) -> None:
    """The arithmetic of one rule; what would excuse a discrepancy."""
    desk.claim("won", 9)
    desk.claim("lost", "{about: 4}")
    desk.claim("cast", 1400)
    (conflict,) = desk.examine("won + lost = cast").conflicts
    assert not conflict.discrepancy
    assert conflict.claims == ("won", "lost", "cast")
    assert (
        conflict.message.startswith("9 + about 4 is between 12 and 14, not 1,400")
        or "9 + about 4" in conflict.message
    )
    (discrepancy,) = desk.examine("won >= 2 * cast - 1 unless it rained").conflicts
    assert discrepancy.discrepancy
    assert discrepancy.message.endswith("unless it rained")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("won - lost = held", "9 - 3 is 6, not 5"),
        ("held = won - lost", "9 - 3 is 6, not 5"),
        ("won - lost = held + 2", "9 - 3 is 6, but 5 + 2 is 7"),
        ("number(won) = number(held)", "9 is not 5"),
        ("won - 4 != held", "9 - 4 is the same as 5"),
        ("won - 4 != held + 0", "9 - 4 and 5 + 0 are both 5"),
        ("held >= won", "5 is less than 9"),
        ("held > won", "5 is not more than 9"),
        ("won < held", "9 is not less than 5"),
        ("won <= held", "9 is more than 5"),
        ("won + 0 <= few", "9 + 0 is 9, more than 8"),
        ("won <= few - 1", "9 is more than (at most 8) - 1, which is at most 7"),
        ("held > many", "5 is not more than 20"),
        ("won >= many", "9 is less than 20"),
        ("2 * (won - lost) = held", "2 × (9 - 3) is 12, not 5"),
        ("held / won > 1", "5 / 9 is not more than 1"),
        ("share = 50%", "41% is not 50%"),
        ("share + 10% > 60%", "41% + 10% is 51%, not more than 60%"),
        ("count(called, known) <= 1", "“called is so” and “known is so” cannot both be right"),
        ("1 >= count(called, known)", "“called is so” and “known is so” cannot both be right"),
        ("count(called) = 0", "“called is so” cannot be right"),
        (
            "count(called, known, voted) < 3",
            "“called is so”, “known is so” and “voted is so” cannot all be right",
        ),
        (
            "held = count(called, known)",
            (
                "the number of right claims among “called is so” and “known is so” "
                "is between 0 and 2, not 5"
            ),
        ),
        ("voted < 2021-10-01", "10 October 2021 is not before 1 October 2021"),
        ("voted > night", "10 October 2021 is not after Tuesday night (12 October 2021)"),
        (
            "night <= 2021-10-11 + 1 day",
            (
                "Tuesday night (12 October 2021) is later than the latest time allowed, "
                "the start of 12 October 2021, which is 11 October 2021 plus 1 day"
            ),
        ),
        (
            "date(night) <= date(voted) + 1 day",
            (
                "12 October 2021 is later than the latest day allowed, "
                "11 October 2021, which is 10 October 2021 plus 1 day"
            ),
        ),
        (
            "voted + 3 days >= night + 10 days",
            (
                "10 October 2021 plus 3 days is the start of 14 October 2021 at the latest, "
                "earlier than the earliest time allowed, 8 p.m. on 22 October 2021, which is "
                "Tuesday night (12 October 2021) plus 10 days"
            ),
        ),
        (
            "night - voted < 1 day",
            (
                "the time from 10 October 2021 to Tuesday night (12 October 2021) is between "
                "44 and 76 hours, not less than 1 day"
            ),
        ),
        ("weekday(voted) = Monday", "Sunday is not Monday"),
        ("daypart(night) = morning", "night is not morning"),
    ],
)
def test_how_values_break_a_rule(desk: Desk, expression: str, message: str) -> None:
    """As a person would say it, with the arithmetic if there is any."""
    _claims(desk)
    assert [item.message for item in desk.judge(expression)[1]] == [message]


def _claims(desk: Desk) -> None:
    """Figures, times and statements to relate."""
    for name, value in (
        ("won", "9"),
        ("lost", "3"),
        ("held", "5"),
        ("few", "{at_most: 8}"),
        ("many", "{at_least: 20}"),
    ):
        desk.claim(name, value)
    desk.claim("share", "41%", "share")
    desk.event("voted", "2021-10-10")
    desk.event("night", "2021-10-12 night")
    desk.attribution("called")
    desk.attribution("known")


def test_a_claim_that_may_have_any_value_is_named_by_its_statement(desk: Desk) -> None:
    """Ids mean nothing to a reader; a label that fits several claims would not say which."""
    desk.claim("won", 9)
    desk.claim("lost", 3)
    desk.claim("cast", 5, "votes")
    (conflict,) = desk.judge("won + lost <= 8")[1]
    assert conflict.message == "9 + (the figure in “lost is so”) is at least 9, more than 8"
    messages = [item.message for item in desk.judge("number(cast) + number(won) = 2")[1]]
    assert "(the votes of Body) + 9 is at least 9, not 2" in messages


def test_several_rules_and_what_would_excuse_them(desk: Desk) -> None:
    """What cannot be true together, then each excuse."""
    for name, value in (("a", "{at_most: 5}"), ("d", 9)):
        desk.claim(name, value)
    desk.claim("b", "{between: [0, 50]}", "votes")
    (conflict,) = desk.examine(
        "number(a) >= number(b)", "number(b) >= number(d) unless it rained"
    ).conflicts
    assert conflict.message == (
        "it cannot both be true that the votes of Body is at least 9 and that at most 5 is at "
        "least the votes of Body, unless it rained"
    )
