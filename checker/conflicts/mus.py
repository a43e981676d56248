"""Smallest sets that cannot all be right, and smallest sets to give up so that the rest can.

The two determine each other: what is given up must take something from every set that cannot be, and
whatever gives up too little shows one more such set (Reiter, A Theory of Diagnosis from First Principles,
1987; Bailey and Stuckey, Discovery of Minimal Unsatisfiable Subsets, PADL 2005). Sets that share nothing
are hit apart, so that many small disagreements in one large system do not multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final, Generic, TypeVar

from checker.solver.linear import OutOfStepsError

MAXIMUM_SETS: Final = 64
"""So many smallest sets are looked for in one system."""

MAXIMUM_WAYS: Final = 200
"""So many ways to give some up are kept for each group of sets."""

MAXIMUM_TRIALS: Final = 2_000
"""So many ways to give up something of every group are tried."""


Item = TypeVar("Item", bound=tuple[Any, ...])
"""What sets are of; tuples, which can be sorted, so that results never vary."""

Refuted = Callable[[frozenset[Item]], bool]
"""Whether some items cannot all be right. More items never make it less so."""


Spend = Callable[[int], None]
"""Takes steps off a budget; raises ``OutOfStepsError`` when none are left."""


@dataclass(frozen=True, slots=True)
class MinimalSets(Generic[Item]):
    """What was found."""

    sets: tuple[frozenset[Item], ...]
    complete: bool
    """Whether there are no more: false where a limit was reached."""


def minimal_sets(
    items: Iterable[Item],
    refuted: Refuted[Item],
    seeds: Iterable[frozenset[Item]] = (),
    spend: Spend = lambda _: None,
    core: Callable[[frozenset[Item]], frozenset[Item]] = lambda kept: kept,
) -> MinimalSets[Item]:
    """All smallest refuted sets, the seeds (smallest refuted sets that are known) among them.

    ``core`` gives a part of a refuted set that is refuted, too. Takes as many questions as there are smallest
    sets and ways to give some up, together, and a few more. What was found when steps run out is returned.
    """
    everything = frozenset(items)
    search = _Search(refuted, spend)
    try:
        if search.ask(frozenset()):
            return MinimalSets(
                (frozenset(),), complete=True
            )  # nothing need be right for it to fail
        for seed in seeds:
            search.add(seed)
        while len(search.found) < MAXIMUM_SETS:
            trials = 0
            for trials, removed in enumerate(islice(search.trials(), MAXIMUM_TRIALS), 1):  # noqa: B007 - read below
                if search.ask(everything - removed):
                    search.add(search.smallest(everything - removed, core(everything - removed)))
                    break
            else:
                complete = trials < MAXIMUM_TRIALS and all(
                    group.complete for group in search.groups
                )
                return MinimalSets(_sorted(search.found), complete)
    except OutOfStepsError:
        pass
    return MinimalSets(_sorted(search.found), complete=False)


@dataclass(slots=True)
class _Group(Generic[Item]):
    """Sets that share items, directly or by way of others, and what hits them all."""

    members: set[Item]
    ways: list[frozenset[Item]]
    complete: bool = True


class _Search(Generic[Item]):
    def __init__(self, refuted: Refuted[Item], spend: Spend) -> None:
        self._refuted, self._spend = refuted, spend
        self._asked: dict[frozenset[Item], bool] = {}
        self._possible: list[frozenset[Item]] = []
        self.found: list[frozenset[Item]] = []
        self.groups: list[_Group[Item]] = []

    def ask(self, kept: frozenset[Item]) -> bool:
        """The answer, from what is known if it follows: less than what can be can be, more than what cannot cannot."""
        if kept not in self._asked:
            self._spend(len(kept) + 1)
            if any(kept <= possible for possible in self._possible):
                self._asked[kept] = False
            elif any(refuted <= kept for refuted in self.found):
                self._asked[kept] = True
            else:
                self._asked[kept] = self._refuted(kept)
                if not self._asked[kept]:
                    self._possible = [each for each in self._possible if not each <= kept] + [kept]
        return self._asked[kept]

    def smallest(self, kept: frozenset[Item], part: frozenset[Item]) -> frozenset[Item]:
        """A smallest refuted set in a refuted part of a refuted set.

        First each item of the part is left out of the whole: that is a small question, where the part alone, with
        everything else unknown, is a large one; and what cannot be spared there cannot be spared in the part.
        """
        for item in sorted(part):
            self.ask(kept - {item})
        return shrunk(part, self.ask)

    def add(self, each: frozenset[Item]) -> None:
        """One more set: the groups that it touches become one, with their ways joined and made to hit it."""
        self.found.append(each)
        joined: _Group[Item] = _Group(set(each), [frozenset()])
        for group in [group for group in self.groups if group.members & each]:
            self.groups.remove(group)
            ways = [one | other for one in joined.ways for other in group.ways]
            joined.members |= group.members
            joined.complete = joined.complete and group.complete and len(ways) <= MAXIMUM_WAYS
            joined.ways = sorted(ways, key=_order)[:MAXIMUM_WAYS]
        self._spend(len(joined.ways) * (len(each) + 2))
        ways = _hit(joined.ways, each)
        joined.complete = joined.complete and len(ways) <= MAXIMUM_WAYS
        joined.ways = sorted(ways, key=_order)[:MAXIMUM_WAYS]
        self.groups.append(joined)
        self.groups.sort(key=lambda group: min(group.members))

    def trials(self) -> Iterator[frozenset[Item]]:
        """Unions of one way of each group: first the first of each, then one group varied at a time, then all."""
        first = [group.ways[0] for group in self.groups]
        yield frozenset().union(*first)
        for number, group in enumerate(self.groups):
            rest = frozenset().union(*first[:number], *first[number + 1 :])
            for other in group.ways[1:]:
                yield rest | other
        if len(self.groups) > 1:
            for choice in product(*(group.ways for group in self.groups)):
                yield frozenset().union(*choice)


def _order(each: frozenset[Item]) -> tuple[int, list[Item]]:
    return len(each), sorted(each)


def _hit(ways: Iterable[frozenset[Item]], each: frozenset[Item]) -> list[frozenset[Item]]:
    """Ways that hit one more set, none of which holds another."""
    hit = [one for one in ways if one & each]
    grown = {one | {item} for one in ways if not one & each for item in each}
    return hit + [one for one in grown if not any(less <= one for less in hit)]


def _sorted(sets: Iterable[frozenset[Item]]) -> tuple[frozenset[Item], ...]:
    return tuple(sorted(set(sets), key=_order))


def shrunk(kept: frozenset[Item], refuted: Refuted[Item]) -> frozenset[Item]:
    """A smallest refuted set within a refuted one: large parts are left out first, then smaller ones."""
    current = sorted(kept)
    size = max(1, len(current) // 2)
    while True:
        at = 0
        while at < len(current):
            rest = current[:at] + current[at + size :]
            if refuted(frozenset(rest)):
                current = rest
            else:
                at += size
        if size == 1:
            return frozenset(current)
        size = max(1, size // 2)


def overlapping(sets: Iterable[frozenset[Item]]) -> list[list[frozenset[Item]]]:
    """Sets in groups: those that share an element, directly or by way of others."""
    groups: list[tuple[set[Item], list[frozenset[Item]]]] = []
    for each in sets:
        members, joined = set(each), [each]
        for group in [group for group in groups if group[0] & each]:
            groups.remove(group)
            members |= group[0]
            joined = group[1] + joined
        groups.append((members, joined))
    return [joined for _, joined in sorted(groups, key=lambda group: sorted(group[0]))]


def hitting_sets(
    sets: Iterable[frozenset[Item]],
    cost: Callable[[frozenset[Item]], tuple[int, ...]] = lambda _: (),
) -> MinimalSets[Item]:
    """The smallest sets that have something of each of some sets (Berge's method), the cheapest first.

    Where there are too many, those that come first are kept.
    """
    found: list[frozenset[Item]] = [frozenset()]
    complete = True
    for each in sorted(sets, key=_order):
        found = sorted(_hit(found, each), key=lambda one: (cost(one), *_order(one)))
        complete = complete and len(found) <= MAXIMUM_WAYS
        del found[MAXIMUM_WAYS:]
    return MinimalSets(tuple(found), complete)
