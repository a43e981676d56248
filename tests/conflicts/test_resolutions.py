"""What would settle a conflict: enough, no more than enough, the cheapest first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rules import Result

from ..oracles import Desk, Maker, Oracle
from .planted import (
    all_keys,
    cluster_of,
    hitting,
    keys_of,
    planted,
)


@given(st.data())
@settings(deadline=None, max_examples=30)
def test_resolutions_restore_what_they_can_and_take_no_more(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Without the claims of a resolution the rest can be right; without all but one of them it
    cannot.
    """
    book = data.draw(planted(maker, oracle))
    costs = {name: data.draw(st.integers(0, 2)) for name in book.values}
    found = book.examine(costs)
    every = set(all_keys(found.conflicts))
    everything = frozenset(book.keys())
    rules = book.always()
    for conflict in found.conflicts:
        (one,) = keys_of(conflict)
        cluster = cluster_of(one, every)
        others = every - cluster
        apart = {
            min(each) for each in others
        }  # what is given up of disagreements that share no claim with this one
        ways = {frozenset(resolution.claims) for resolution in conflict.resolutions}
        assert ways == hitting(cluster)
        assert len(ways) == len(conflict.resolutions)
        for resolution in conflict.resolutions:
            given_up = frozenset((name, 0) for name in resolution.claims)
            assert book.possible(everything - given_up - apart, rules)
            for kept in given_up:
                assert not book.possible((everything - given_up - apart) | {kept}, rules)
        ranks = [
            sorted((costs[name] for name in resolution.claims), reverse=True)
            for resolution in conflict.resolutions
        ]
        assert ranks == sorted(ranks)
        for resolution, rank in zip(conflict.resolutions, ranks, strict=True):
            assert resolution.cheapest is (rank == min(ranks))
            assert resolution.free is (not any(rank))
        cheapest = {
            name
            for resolution in conflict.resolutions
            if resolution.cheapest
            for name in resolution.claims
        }
        assert set(conflict.cheapest) == cheapest
        assert conflict.settled is ([0] * len(min(ranks)) == min(ranks))


def test_a_resolution_is_compared_by_its_dearest_claim_first(desk: Desk) -> None:
    """Two claims that nobody proves are given up before one that is well supported; nothing is
    added up.
    """
    for name, value in (("a", 1), ("b", 2), ("c", 2), ("d", 9)):
        desk.claim(name, value)
    rules = ("a + b = d", "a + c = d")
    found = desk.examine(*rules, costs={"a": 3, "b": 1, "c": 1, "d": 4})
    assert {item.claims for item in found.conflicts} == {("a", "b", "d"), ("a", "c", "d")}
    for conflict in found.conflicts:
        assert [resolution.claims for resolution in conflict.resolutions] == [
            ("b", "c"),
            ("a",),
            ("d",),
        ]
        assert [resolution.cheapest for resolution in conflict.resolutions] == [True, False, False]
        assert conflict.cheapest == ("b", "c")
        assert not conflict.settled
    free = desk.examine(*rules, costs={"a": 3, "b": 0, "c": 0, "d": 4})
    assert all(conflict.settled for conflict in free.conflicts)


@pytest.mark.parametrize("kind", ["event", "attribution"])
def test_exclusive_claims(desk: Desk, kind: str) -> None:
    """Of claims that cannot both be right, whatever they are, each pair makes a conflict, and one
    may stay.
    """
    for name in "abc":
        (desk.event if kind == "event" else desk.attribution)(name)
    found = desk.examine("[a, b, c]", costs={"a": 2, "b": 1, "c": 1})
    assert {item.claims for item in found.conflicts} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert found.rules[0].result is Result.BROKEN
    for conflict in found.conflicts:
        assert conflict.message.endswith("cannot both be right")
        assert {resolution.claims for resolution in conflict.resolutions} == {
            ("a", "b"),
            ("a", "c"),
            ("b", "c"),
        }
        assert [
            resolution.claims for resolution in conflict.resolutions if resolution.cheapest
        ] == [("b", "c")]


def test_a_rival_value_that_would_settle_it_is_named(desk: Desk) -> None:
    """Beside the way in which the claim is read otherwise, with who says so."""
    desk.claim("won", 8)
    desk.claim("lost", 4)
    desk.claim("held", 13)
    desk.evidence("won", "contradicting", ", says: 9", ", says: 10")
    found = desk.examine("won + lost = held")
    conflict = found.conflicts[0]
    assert conflict.own
    again = {
        resolution.claims: [
            (item.kind, item.text, item.evidence) for item in resolution.restatements
        ]
        for resolution in conflict.resolutions
    }
    assert again[("won",)] == [("rival", "9", ("won/contradicting/1",))]
    assert again[("lost",)] == []
    assert len(conflict.combinations) == 2
    assert "12" in conflict.message
    assert "; with the other reported values, " in conflict.message


def test_resolutions_are_enough_where_sets_are_too_many(desk: Desk) -> None:
    """Of twelve exclusive claims one may stay, though not every pair of them is looked for."""
    names = [f"c{number:02}" for number in range(12)]
    for name in names:
        desk.attribution(name)
    found = desk.examine(f"[{', '.join(names)}]")
    assert found.undecided
    resolutions = found.conflicts[0].resolutions
    assert resolutions
    assert {len(resolution.claims) for resolution in resolutions} == {11}
