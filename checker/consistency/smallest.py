"""Smallest sets that cannot all be right, and smallest sets to give up so that the rest can.

The two determine each other: what is given up must take something from every set that cannot be, and
whatever gives up too little shows one more such set (Reiter, A Theory of Diagnosis from First Principles,
1987; Bailey and Stuckey, Discovery of Minimal Unsatisfiable Subsets, PADL 2005). Sets that share nothing
are hit apart, so that many small quarrels in one large system do not multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final, Generic, TypeVar

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


@dataclass(frozen=True, slots=True)
class Smallest(Generic[Item]):
    """What was found."""

    sets: tuple[frozenset[Item], ...]
    complete: bool
    """Whether there are no more: false where a limit was reached."""


def smallest_sets(
    items: Iterable[Item], refuted: Refuted[Item], seeds: Iterable[frozenset[Item]] = ()
) -> Smallest[Item]:
    """All smallest refuted sets, the seeds (smallest refuted sets that are known) among them.

    Takes as many questions as there are smallest sets and ways to give some up, together, and a few more.
    """
    everything = frozenset(items)
    found = list(seeds)
    asked: dict[frozenset[Item], bool] = {}

    def ask(kept: frozenset[Item]) -> bool:
        if kept not in asked:
            asked[kept] = refuted(kept)
        return asked[kept]

    if ask(frozenset()):
        return Smallest((frozenset(),), complete=True)  # nothing need be right for it to fail
    while len(found) < MAXIMUM_SETS:
        groups = [hitting_sets(group) for group in overlapping(found)]
        trials = list(islice(_trials([group.sets for group in groups]), MAXIMUM_TRIALS))
        kept = next((kept for removed in trials if ask(kept := everything - removed)), None)
        if kept is None:
            complete = len(trials) < MAXIMUM_TRIALS and all(group.complete for group in groups)
            return Smallest(_sorted(found), complete)
        found.append(shrunk(kept, ask))
    return Smallest(_sorted(found), complete=False)


def _sorted(sets: Iterable[frozenset[Item]]) -> tuple[frozenset[Item], ...]:
    return tuple(sorted(set(sets), key=lambda each: (len(each), sorted(each))))


def _trials(groups: Sequence[tuple[frozenset[Item], ...]]) -> Iterator[frozenset[Item]]:
    """Unions of one set of each group: first the first of each, then one group varied at a time, then all."""
    first = [group[0] for group in groups]
    yield frozenset().union(*first)
    for number, group in enumerate(groups):
        rest = frozenset().union(*first[:number], *first[number + 1 :])
        for other in group[1:]:
            yield rest | other
    if len(groups) > 1:
        for choice in product(*groups):
            yield frozenset().union(*choice)


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
    sets: Iterable[frozenset[Item]], cost: Callable[[frozenset[Item]], tuple[int, ...]] = lambda _: ()
) -> Smallest[Item]:
    """The smallest sets that have something of each of some sets (Berge's method), the cheapest first.

    Where there are too many, those that come first are kept.
    """
    found: list[frozenset[Item]] = [frozenset()]
    complete = True
    for each in sorted(sets, key=lambda one: (len(one), sorted(one))):
        hit = [one for one in found if one & each]
        grown = {one | {item} for one in found if not one & each for item in each}
        found = hit + [one for one in grown if not any(less <= one for less in hit)]
        found.sort(key=lambda one: (cost(one), len(one), sorted(one)))
        complete = complete and len(found) <= MAXIMUM_WAYS
        del found[MAXIMUM_WAYS:]
    return Smallest(tuple(found), complete)
