"""Minimal conflict sets and correction sets, beside brute force."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.conflicts.mus import (
    MAXIMUM_CORRECTIONS,
    MAXIMUM_SETS,
    correction_sets,
    minimal_conflict_sets,
    overlapping,
    shrunk,
)
from checker.solver import Budget

Set = frozenset[tuple[str, int]]
ITEMS = [(letter, 0) for letter in "abcdefgh"]

sets = st.frozensets(st.sampled_from(ITEMS), min_size=1, max_size=4)
families = st.lists(sets, max_size=7)


def family(*words: str) -> list[Set]:
    """``abc``: a set of three."""
    return [frozenset((letter, 0) for letter in word) for word in words]


def minimal(found: Iterable[Set]) -> set[Set]:
    """Those that hold no other."""
    every = set(found)
    return {one for one in every if not any(other < one for other in every)}


def subsets(items: Iterable[tuple[str, int]]) -> list[Set]:
    """All of them."""
    known = list(items)
    return [frozenset(some) for size in range(len(known) + 1) for some in combinations(known, size)]


@given(families)
@settings(deadline=None, max_examples=120)
def test_all_minimal_conflict_sets_are_found(known: list[Set]) -> None:
    """Of any monotone predicate: a set is refuted if it holds one of some sets."""
    asked: list[Set] = []

    def refuted(kept: Set) -> bool:
        asked.append(kept)
        return any(one <= kept for one in known)

    found = minimal_conflict_sets(ITEMS, refuted)
    assert found.complete
    assert set(found.sets) == minimal(known)
    assert list(found.sets) == sorted(found.sets, key=lambda one: (len(one), sorted(one)))
    assert len(asked) == len(set(asked))


@given(families, st.data())
@settings(deadline=None)
def test_seeds_are_among_them(known: list[Set], data: st.DataObject) -> None:
    """And change nothing of what is found."""
    every = sorted(minimal(known), key=sorted)
    seeds = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    found = minimal_conflict_sets(ITEMS, lambda kept: any(one <= kept for one in known), seeds)
    assert found.complete
    assert set(found.sets) == set(every)


@given(families, st.permutations(ITEMS))
@settings(deadline=None)
def test_the_order_of_items_does_not_matter(known: list[Set], items: list[tuple[str, int]]) -> None:
    """The same sets in the same order, and with as many questions."""
    counts = []
    results = []
    for order in (ITEMS, items):
        asked = []

        def refuted(kept: Set, asked: list[Set] = asked) -> bool:
            asked.append(kept)
            return any(one <= kept for one in known)

        results.append(minimal_conflict_sets(order, refuted))
        counts.append(len(asked))
    assert results[0] == results[1]
    assert counts[0] == counts[1]


def test_what_fails_whatever_is_right() -> None:
    """The empty set, alone."""
    found = minimal_conflict_sets(ITEMS, lambda _: True)
    assert found.sets == (frozenset(),)
    assert found.complete


def test_nothing_is_refuted() -> None:
    """One question to see that nothing is, and one for everything."""
    asked: list[Set] = []
    found = minimal_conflict_sets(ITEMS, lambda kept: bool(asked.append(kept)))
    assert (found.sets, found.complete) == ((), True)
    assert asked == [frozenset(), frozenset(ITEMS)]


def test_many_small_disagreements_do_not_multiply() -> None:
    """Twenty pairs that have nothing to do with each other have a million ways to be given up;
    few are tried.
    """
    pairs = [frozenset({("p", 2 * number), ("p", 2 * number + 1)}) for number in range(20)]
    asked = []

    def refuted(kept: Set) -> bool:
        asked.append(kept)
        return any(one <= kept for one in pairs)

    found = minimal_conflict_sets([item for pair in pairs for item in pair], refuted)
    assert set(found.sets) == set(pairs)
    assert len(asked) < 3_000


def test_too_many_sets_are_said_to_be_too_many() -> None:
    """Half of twelve, in each of 924 ways: as many as the limit are found, each minimal."""
    items = [("i", number) for number in range(12)]
    found = minimal_conflict_sets(items, lambda kept: len(kept) >= 6)
    assert not found.complete
    assert len(found.sets) == MAXIMUM_SETS
    assert all(len(one) == 6 for one in found.sets)


def test_too_many_ways_are_said_to_be_too_many() -> None:
    """Sets in a ring, whose ways to hit them all are more than are kept: nothing found is wrong."""
    items = [("i", number) for number in range(40)]
    ring = [frozenset(pair) for pair in pairwise([*items, items[0]])]
    found = minimal_conflict_sets(items, lambda kept: any(one <= kept for one in ring))
    assert set(found.sets) <= set(ring)
    assert found.complete is False


def test_steps_that_run_out() -> None:
    """What was found until then is kept, and it is said that there may be more; the same on every
    run.
    """
    known = family("ab", "bc", "cd", "de", "ef", "fg", "gh")

    def look(steps: int) -> tuple[tuple[Set, ...], bool]:
        budget = Budget(steps)
        found = minimal_conflict_sets(
            ITEMS, lambda kept: any(one <= kept for one in known), spend=budget.spend
        )
        return found.sets, found.complete

    sizes = []
    for steps in (0, 30, 60, 120, 250, 100_000):
        first = look(steps)
        assert first == look(steps)
        assert set(first[0]) <= set(known)
        sizes.append(len(first[0]))
        assert first[1] is (steps == 100_000)
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (0, len(known))


@given(families.filter(bool), st.frozensets(st.sampled_from(ITEMS)))
@settings(deadline=None)
def test_a_refuted_set_is_shrunk_to_a_smallest_one(known: list[Set], more: Set) -> None:
    """One within it."""
    kept = more | known[0]
    found = shrunk(kept, lambda some: any(one <= some for one in known))
    assert found in minimal(known)
    assert found <= kept


@given(families)
@settings(deadline=None, max_examples=120)
def test_hitting_sets_are_the_smallest_that_have_something_of_each(known: list[Set]) -> None:
    """All of them, the smaller first."""
    found = correction_sets(known)
    assert found.complete
    assert set(found.sets) == minimal(
        some for some in subsets(ITEMS) if all(some & one for one in known)
    )
    assert list(found.sets) == sorted(found.sets, key=lambda one: (len(one), sorted(one)))


@given(families)
@settings(deadline=None)
def test_each_determines_the_other(known: list[Set]) -> None:
    """The correction sets of the correction sets are the minimal conflict sets again."""
    assert set(correction_sets(correction_sets(known).sets).sets) == minimal(known)


@given(families, st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 3)))
@settings(deadline=None)
def test_the_cheapest_come_first(known: list[Set], costs: dict[tuple[str, int], int]) -> None:
    """By the order that is asked for; the same sets."""

    def cost(some: Set) -> tuple[int, ...]:
        return tuple(sorted((costs.get(item, 0) for item in some), reverse=True))

    found = correction_sets(known, cost).sets
    assert set(found) == set(correction_sets(known).sets)
    assert [cost(one) for one in found] == sorted(cost(one) for one in found)


def test_what_cannot_be_hit() -> None:
    """The empty set has nothing to take; no sets need nothing."""
    assert correction_sets(family("")).sets == ()
    assert correction_sets([]).sets == (frozenset(),)


def test_too_many_hitting_sets() -> None:
    """Ten triples have 59,049: the cheapest are kept."""
    triples = [frozenset((f"t{number}", part) for part in range(3)) for number in range(10)]
    found = correction_sets(triples, lambda some: (sum(part for _, part in some),))
    assert not found.complete
    assert len(found.sets) == MAXIMUM_CORRECTIONS
    assert found.sets[0] == {(f"t{number}", 0) for number in range(10)}
    assert all(one & triple for one in found.sets for triple in triples)


@pytest.mark.parametrize(
    ("known", "groups"),
    [
        ([], []),
        (["ab", "cd"], [["ab"], ["cd"]]),
        (["cd", "ab"], [["ab"], ["cd"]]),
        (["ab", "cd", "bc"], [["ab", "cd", "bc"]]),
        (["ab", "ef", "gh", "fa"], [["ab", "ef", "fa"], ["gh"]]),
        (["a", "a"], [["a", "a"]]),
    ],
)
def test_groups(known: list[str], groups: list[list[str]]) -> None:
    """Sets that share items, directly or by way of others."""
    found = [sorted(map(sorted, group)) for group in overlapping(family(*known))]
    assert found == [sorted(map(sorted, family(*group))) for group in groups]


@given(families)
@settings(deadline=None)
def test_groups_share_nothing(known: list[Set]) -> None:
    """Every set is in one, and no two groups have an item in common."""
    groups = overlapping(known)
    assert sorted(map(sorted, known)) == sorted(sorted(one) for group in groups for one in group)
    members = [frozenset().union(*group) for group in groups]
    assert all(not one & other for one, other in combinations(members, 2))
