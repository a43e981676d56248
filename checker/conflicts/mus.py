"""Minimal conflict sets (MUS) and minimal correction sets (MCS) of any items.
 A minimal conflict set cannot all be right, and every smaller part of it can. A correction set
has something of each conflict set, so that without it the rest can be right. The two determine
each other: whatever corrects too little shows one more conflict set (Reiter, A Theory of
Diagnosis from First Principles, 1987; Bailey and Stuckey, Discovery of Minimal Unsatisfiable
Subsets of Constraints Using Hitting Set Dualization, PADL 2005). Conflict sets that share nothing
are corrected separately, so that many small conflicts in one large system do not multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final, Generic, TypeVar

from checker.solver import OutOfStepsError

MAXIMUM_SETS: Final = 64
"""Limit on minimal conflict sets of one system."""

MAXIMUM_CORRECTIONS: Final = 200
"""Limit on correction sets that are kept for each cluster of conflict sets."""

MAXIMUM_TRIALS: Final = 2_000
"""Limit on unions of correction sets, one of each cluster, that are tried before the search ends.
"""


Item = TypeVar("Item", bound=tuple[Any, ...])
"""What sets are of: tuples, which can be sorted, so that results never vary."""

Refuted = Callable[[frozenset[Item]], bool]
"""Whether some items cannot all be right. Adding items never makes a refuted set possible."""

Spend = Callable[[int], None]
"""Takes steps off a budget; raises ``OutOfStepsError`` when none are left."""


@dataclass(frozen=True, slots=True)
class MinimalSets(Generic[Item]):
    """Result of a search."""

    sets: tuple[frozenset[Item], ...]
    complete: bool
    """Whether there are no more: false if a limit was reached."""


def minimal_conflict_sets(
    items: Iterable[Item],
    refuted: Refuted[Item],
    seeds: Iterable[frozenset[Item]] = (),
    spend: Spend = lambda _: None,
    core: Callable[[frozenset[Item]], frozenset[Item]] = lambda kept: kept,
) -> MinimalSets[Item]:
    """All minimal conflict sets, among them the seeds, which are known minimal conflict sets.

    ``core`` gives a part of a refuted set that is refuted as well. The number of questions is
    about that of minimal conflict sets and correction sets together (Bailey and Stuckey 2005). If
    steps run out, the result is what was found until then.
    """
    everything = frozenset(items)
    search = _DualSearch(refuted, spend)
    try:
        if search.ask(frozenset()):
            # Nothing need be right for it to fail: no set of items is to blame.
            return MinimalSets((frozenset(),), complete=True)
        for seed in seeds:
            search.add(seed)
        while len(search.found) < MAXIMUM_SETS:
            kept, trials = search.next_refuted(everything)
            if kept is None:
                corrected = all(cluster.complete for cluster in search.clusters)
                complete = corrected and trials < MAXIMUM_TRIALS
                return MinimalSets(_sorted(search.found), complete)
            search.add(search.minimal(kept, core(kept)))
    except OutOfStepsError:
        pass
    return MinimalSets(_sorted(search.found), complete=False)


@dataclass(slots=True)
class _Cluster(Generic[Item]):
    """Conflict sets that share items, directly or by way of others, and their correction sets."""

    members: set[Item]
    corrections: list[frozenset[Item]]
    complete: bool = True

    def keep_smallest(self, corrections: Iterable[frozenset[Item]]) -> None:
        """Replaces the correction sets; the larger ones are dropped if there are too many."""
        ordered = sorted(corrections, key=_order)
        self.complete = self.complete and len(ordered) <= MAXIMUM_CORRECTIONS
        self.corrections = ordered[:MAXIMUM_CORRECTIONS]


class _DualSearch(Generic[Item]):
    """Conflict sets found so far, their correction sets, and the answers to all questions."""

    def __init__(self, refuted: Refuted[Item], spend: Spend) -> None:
        self._refuted, self._spend = refuted, spend
        self._answers: dict[frozenset[Item], bool] = {}
        self._possible: list[frozenset[Item]] = []
        self.found: list[frozenset[Item]] = []
        self.clusters: list[_Cluster[Item]] = []

    def ask(self, kept: frozenset[Item]) -> bool:
        """Whether a set is refuted; nothing is asked twice, or asked if it follows from an
        answer.
        """
        if kept not in self._answers:
            self._spend(len(kept) + 1)
            self._answers[kept] = self._answer(kept)
        return self._answers[kept]

    def _answer(self, kept: frozenset[Item]) -> bool:
        if any(kept <= possible for possible in self._possible):
            return False
        if any(conflict <= kept for conflict in self.found):
            return True
        if self._refuted(kept):
            return True
        # Only the largest possible sets are kept: the smaller ones follow from them.
        self._possible = [each for each in self._possible if not each <= kept]
        self._possible.append(kept)
        return False

    def next_refuted(self, everything: frozenset[Item]) -> tuple[frozenset[Item] | None, int]:
        """What a correction leaves, if it does not correct enough, and how many were tried."""
        trials = 0
        for removed in islice(self._unions(), MAXIMUM_TRIALS):
            trials += 1
            if self.ask(everything - removed):
                return everything - removed, trials
        return None, trials

    def minimal(self, kept: frozenset[Item], part: frozenset[Item]) -> frozenset[Item]:
        """A minimal conflict set in a refuted part of a refuted set.

        First each item of the part is left out of the whole set. That is a small question, while
        the part alone, with everything else unknown, is a large one. What is needed there is
        needed in the part.
        """
        for item in sorted(part):
            self.ask(kept - {item})
        return shrunk(part, self.ask)

    def add(self, conflict: frozenset[Item]) -> None:
        """One more conflict set: the clusters that it touches become one, and every correction
        hits it.
        """
        self.found.append(conflict)
        joined: _Cluster[Item] = _Cluster(set(conflict), [frozenset()])
        for cluster in [one for one in self.clusters if one.members & conflict]:
            self.clusters.remove(cluster)
            joined.members |= cluster.members
            joined.complete = joined.complete and cluster.complete
            joined.keep_smallest(
                one | other for one in joined.corrections for other in cluster.corrections
            )
        # Joining is work as well, and grows with the number of corrections.
        self._spend(len(joined.corrections) * (len(conflict) + 2))
        joined.keep_smallest(_hit(joined.corrections, conflict))
        self.clusters.append(joined)
        self.clusters.sort(key=lambda cluster: min(cluster.members))

    def _unions(self) -> Iterator[frozenset[Item]]:
        """Unions of one correction of each cluster: the first ones, then one varied at a time,
        then all.
        """
        first = [cluster.corrections[0] for cluster in self.clusters]
        yield frozenset().union(*first)
        for number, cluster in enumerate(self.clusters):
            rest = frozenset().union(*first[:number], *first[number + 1 :])
            for other in cluster.corrections[1:]:
                yield rest | other
        if len(self.clusters) > 1:
            for choice in product(*(cluster.corrections for cluster in self.clusters)):
                yield frozenset().union(*choice)


def _order(each: frozenset[Item]) -> tuple[int, list[Item]]:
    return len(each), sorted(each)


def _hit(
    corrections: Iterable[frozenset[Item]], conflict: frozenset[Item]
) -> list[frozenset[Item]]:
    """Corrections that hit one more conflict set, none of which holds another (Berge's method)."""
    hit, grown = [], set()
    for each in corrections:
        if each & conflict:
            hit.append(each)
        else:
            grown |= {each | {item} for item in conflict}
    return hit + [each for each in grown if not any(smaller <= each for smaller in hit)]


def _sorted(sets: Iterable[frozenset[Item]]) -> tuple[frozenset[Item], ...]:
    return tuple(sorted(set(sets), key=_order))


def shrunk(kept: frozenset[Item], refuted: Refuted[Item]) -> frozenset[Item]:
    """A minimal refuted set within a refuted one: large parts are left out first, then smaller
    ones.
    """
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
    """Sets in clusters: those that share an item, directly or by way of others."""
    clusters: list[tuple[set[Item], list[frozenset[Item]]]] = []
    for each in sets:
        members, joined = set(each), [each]
        for cluster in [one for one in clusters if one[0] & each]:
            clusters.remove(cluster)
            members |= cluster[0]
            joined = cluster[1] + joined
        clusters.append((members, joined))
    return [joined for _, joined in sorted(clusters, key=lambda cluster: sorted(cluster[0]))]


def correction_sets(
    conflicts: Iterable[frozenset[Item]],
    cost: Callable[[frozenset[Item]], tuple[int, ...]] = lambda _: (),
) -> MinimalSets[Item]:
    """The minimal sets that have something of each conflict set (Berge's method), the cheapest
    first.

    If there are too many, the cheapest are kept.
    """
    found: list[frozenset[Item]] = [frozenset()]
    complete = True
    for conflict in sorted(conflicts, key=_order):
        found = sorted(_hit(found, conflict), key=lambda one: (cost(one), *_order(one)))
        complete = complete and len(found) <= MAXIMUM_CORRECTIONS
        del found[MAXIMUM_CORRECTIONS:]
    return MinimalSets(tuple(found), complete)
