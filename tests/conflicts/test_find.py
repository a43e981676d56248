"""Conflicts are those that brute force and z3 find in books with planted contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.conflicts import Conflict, Consistency
from checker.rules import Result

from ..oracles import Maker, Oracle, day, figure
from .planted import (
    Keys,
    Planted,
    all_keys,
    keys_of,
    multiplied,
    numbers_of,
    planted,
)


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_planted_contradictions(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Every minimal conflict set of values, and no other; each needs all of its rules."""
    book = data.draw(planted(maker, oracle))
    found = book.examine()
    assert not found.undecided
    every = all_keys(found.conflicts)
    rules = book.always()
    assert len(every) == len(set(every))
    assert set(every) == book.refuted(rules)
    for conflict in found.conflicts:
        assert conflict.own
        assert not conflict.discrepancy
        for one in keys_of(conflict):
            named = numbers_of(conflict)
            assert not book.possible(one, named)
            assert all(
                book.possible(one, [other for other in named if other != number])
                for number in named
            )


@given(st.data())
@settings(deadline=None, max_examples=25)
def test_rival_values_are_tried_in_combination(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Of every claim its own value or what somebody else reports; a conflict is of the claims'
    own only if all are.
    """
    book = data.draw(planted(maker, oracle, rivals=True))
    found = book.examine()
    assert not found.undecided
    every = all_keys(found.conflicts)
    assert len(every) == len(set(every))
    assert set(every) == book.refuted(book.always())
    for conflict in found.conflicts:
        combinations_of = keys_of(conflict)
        assert conflict.own is any(all(number == 0 for _, number in one) for one in combinations_of)
        assert conflict.own is all(number == 0 for _, number in combinations_of[0])
        assert {tuple(sorted(name for name, _ in one)) for one in combinations_of} == {
            tuple(sorted(conflict.claims))
        }
        assert bool(conflict.resolutions) is conflict.own


@given(st.data())
@settings(deadline=None, max_examples=30)
def test_discrepancies(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Each rule that normally holds beside those that always do; never what these explain
    already.
    """
    book = data.draw(planted(maker, oracle, unless=True))
    found = book.examine()
    assert not found.undecided
    rules = book.always()
    explained = book.refuted(rules)
    assert set(all_keys(item for item in found.conflicts if not item.discrepancy)) == explained
    expected = set()
    for number, item in enumerate(found.rules):
        if number in rules or item.result is Result.HOLDS:
            continue
        expected |= {(number, one) for one in book.refuted([*rules, number], own=True) - explained}
    discrepancies = [item for item in found.conflicts if item.discrepancy]
    shown = {
        (number, one)
        for item in discrepancies
        for one in keys_of(item)
        for number in numbers_of(item)
        if number not in rules
    }
    assert shown == expected
    for item in discrepancies:
        assert item.own
        assert sum(number not in rules for number in numbers_of(item)) == 1
        assert "unless it rained" in item.message
        for one in keys_of(item):
            assert book.possible(one, rules)
            assert not book.possible(one, numbers_of(item))


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_the_order_of_claims_and_rules_does_not_matter(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """The same combinations and the same resolutions, however the book is written down."""
    book = data.draw(planted(maker, oracle, rivals=True, unless=True))
    costs = {name: data.draw(st.integers(0, 2)) for name in book.values}
    first = book.examine(costs)
    assert first == book.examine(costs)

    def facts(found: Consistency) -> Any:
        ways = {
            (conflict.discrepancy, one): frozenset(
                (resolution.claims, resolution.cheapest) for resolution in conflict.resolutions
            )
            for conflict in found.conflicts
            if conflict.own and not conflict.discrepancy
            for one in keys_of(conflict)[:1]
        }
        return sorted(map(sorted, all_keys(found.conflicts))), ways

    shuffled = Planted(
        maker, oracle, book.measures, {}, list(data.draw(st.permutations(book.rules)))
    )
    for name in data.draw(st.permutations(sorted(book.values))):
        shuffled.values[name] = book.values[name]
    assert facts(shuffled.examine(costs)) == facts(first)
    shuffled.rules = book.rules
    again = shuffled.examine(costs)
    assert again.rules == first.rules
    assert [
        (item.message, item.claims, item.combinations, item.resolutions) for item in again.conflicts
    ] == [
        (item.message, item.claims, item.combinations, item.resolutions) for item in first.conflicts
    ]


@given(st.data())
@settings(deadline=None, max_examples=15)
def test_disagreements_that_share_no_claim_are_found_as_if_alone(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Two books in one: what is found of each is what is found of it by itself."""
    parts = [data.draw(planted(maker, oracle, rivals=True, unless=True)) for _ in range(2)]
    both = maker.anew()
    alone = []
    rules = []
    for letter, part in zip("xy", parts, strict=True):
        one = maker.anew()
        for name, values in part.values.items():
            said = [day(value) if isinstance(value, date) else value for value in values]
            for target in (one, both):
                target.add(f"{letter}{name}", part.measures[name], *said)
        texts = []
        for text, _ in part.rules:
            texts.append(_renamed(text, part.values, letter))
        alone.append(one.examine(texts))
        rules += texts
    found = both.examine(rules)

    def facts(conflicts: Iterable[Conflict]) -> list[Any]:
        return sorted(
            (
                item.discrepancy,
                [[one.text for one in combination] for combination in item.combinations],
                item.claims,
                [resolution.claims for resolution in item.resolutions],
            )
            for item in conflicts
        )

    # Values are compared, not messages: these name a claim by what else is in the book.
    # The ids of rules are another in the second half.
    singles = [item for item in found.conflicts if len(item.rules) == 1]
    assert facts(singles) == facts(
        item for one in alone for item in one.conflicts if len(item.rules) == 1
    )
    assert sorted(map(sorted, all_keys(found.conflicts))) == sorted(
        map(sorted, all_keys(item for one in alone for item in one.conflicts))
    )


def _renamed(text: str, names: Iterable[str], letter: str) -> str:
    """A rule with a letter before the names of its claims."""
    relation, _, unless = text.partition(" unless ")
    return re.sub(rf"\b({'|'.join(names)})\b", rf"{letter}\1", relation) + (
        f" unless {unless}" if unless else ""
    )


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_products_of_claims(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Whatever is said not to go together does not; and where all values together do not,
    something is said.
    """
    book = data.draw(multiplied(maker, oracle))
    found = book.examine()
    rules = book.always()
    every = all_keys(found.conflicts)
    assert all(not book.possible(one, rules) for one in every)
    assert bool(every) is not book.possible(book.keys(), rules)
    assert not found.undecided


def test_every_combination_of_small_values(maker: Maker) -> None:
    """One sum of three claims with two reports each: as many combinations as do not add up."""
    for values in product([(1, 2), (1, 3)], [(2, 4)], [(3, 5), (3, 7)]):
        book = maker.anew()
        for name, said in zip("abc", values, strict=True):
            book.add(name, "seats", *said)
        found = book.examine(["a + b = c"])
        expected = {
            frozenset(zip("abc", choice, strict=True))
            for choice in product(range(2), repeat=3)
            if values[0][choice[0]] + values[1][choice[1]] != values[2][choice[2]]
        }
        assert set(all_keys(found.conflicts)) == {
            one for one in expected if not _smaller(one, values)
        } | {small for one in expected if (small := _smaller(one, values))}
        assert figure(maker.template, "seats", 1).text == "1"


def _smaller(one: Keys, values: Sequence[tuple[int, int]]) -> Keys | None:
    """Two of three values that cannot be right by themselves: a part that is larger than the
    whole.
    """
    said = {name: values["abc".index(name)][number] for name, number in one}
    for part in "ab":
        if said[part] > said["c"]:
            return frozenset(key for key in one if key[0] in (part, "c"))
    return None
