"""Rules in groups: those that share claims, and those in which something may not fit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checker.conflicts.groups import linked_rules, rule_groups
from checker.rules.evaluate import Parsed, RuleResult, check_rule

from ..oracles import Maker


def results(maker: Maker, rules: Sequence[str]) -> tuple[Maker, list[RuleResult]]:
    """The results of rules about five figures: a is 1, b is 2, and so on."""
    made = maker.anew()
    for number, name in enumerate("abcde", 1):
        made.add(name, "seats", number)
    made.add("rival", "seats", 6, 7)
    book = made.book(rules)
    own = {name: reports[0] for name, reports in made.reports().items()}
    return made, [check_rule(book, rule, own) for rule in book.rules]


@pytest.mark.parametrize(
    ("rules", "groups"),
    [
        (["a > b", "c > d"], [["r0"], ["r1"]]),
        (["a > b", "c > d", "b > c"], [["r0", "r1", "r2"]]),
        (["a < b", "c > d"], [["r1"]]),
        (["a < rival"], [["r0"]]),
        (["a < rival unless it rained"], []),
        (["a > b unless it rained", "a < c"], [["r0", "r1"]]),
        (["a > b", "a ==", "a = 3 days"], [["r0"]]),
        (["1 = 2", "2 = 1"], [["r0"], ["r1"]]),
    ],
)
def test_groups(maker: Maker, rules: list[str], groups: list[list[str]]) -> None:
    """Rules that hold are left out, unless a rival value may break one that always holds."""
    made, found = results(maker, rules)
    assert [
        [rule.id for rule in group.rules] for group in rule_groups(found, made.reports())
    ] == groups


def test_linked_rules(maker: Maker) -> None:
    """However far, by way of shared claims; the rule itself comes first."""
    _, found = results(maker, ["a > b", "d > e", "c < b", "c < d unless it rained"])
    *always, rule = (_parsed(item) for item in found)
    assert [one.rule.id for one in linked_rules(rule, always)] == ["r3", "r1", "r2", "r0"]
    assert [one.rule.id for one in linked_rules(always[1], always[:1])] == ["r1"]


def _parsed(item: RuleResult) -> Parsed:
    assert item.parsed is not None
    return item.parsed
