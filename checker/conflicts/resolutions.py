"""What would settle conflicts: claims that may be wrong, and what else they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from checker.book import Book, Claim
from checker.conflicts.context import BookContext
from checker.conflicts.groups import Reports
from checker.conflicts.model import Keys, Resolution, Restatement
from checker.conflicts.mus import correction_sets, overlapping, shrunk
from checker.conflicts.search import ConflictSets
from checker.conflicts.system import System
from checker.solver import Budget, Domain, OutOfStepsError, Variable
from checker.values import (
    Dimension,
    InvalidValue,
    Quantity,
    compatible,
    parse_quantity,
)

MAXIMUM_RESOLUTIONS: Final = 24
"""Limit on resolutions of one disagreement; the cheapest are kept."""


def resolutions_of(
    found: ConflictSets, context: BookContext, budget: Budget
) -> dict[Keys, tuple[Resolution, ...]]:
    """The resolutions of each conflict set of the claims' own values, the cheapest first.

    Sets that share claims have their resolutions in common. Two resolutions are compared by the
    most expensive claim in each, then by the next: two claims that nobody proves are given up
    before one that is well supported.
    """
    resolutions: dict[Keys, tuple[Resolution, ...]] = {}
    for cluster in overlapping(found.own):
        settled_by = _of_cluster(found, cluster, context, budget)
        resolutions.update(dict.fromkeys(cluster, settled_by))
    return resolutions


def _of_cluster(
    found: ConflictSets, cluster: Sequence[Keys], context: BookContext, budget: Budget
) -> tuple[Resolution, ...]:
    def cost(some: Keys) -> tuple[int, ...]:
        return tuple(sorted((context.costs.get(name, 0) for name, _ in some), reverse=True))

    # What is in no conflict set is taken to be right when a claim is read in another way.
    kept = found.undisputed.union(*cluster)
    sets: Sequence[Keys] = correction_sets(cluster, cost).sets
    if not found.complete:
        sets = _sufficient(partial(found.system.refuted, budget=budget), found.system, kept, sets)
    least = min(map(cost, sets), default=())
    resolutions = []
    for each in sets[:MAXIMUM_RESOLUTIONS]:
        names = tuple(name for name, _ in sorted(each))
        cheapest = cost(each) == least
        restatements: tuple[Restatement, ...] = ()
        if cheapest:
            restatements = _restatements(names, found.system, kept - each, context, budget)
        resolutions.append(
            Resolution(names, cheapest, free=not any(cost(each)), restatements=restatements)
        )
    return tuple(resolutions)


def _sufficient(
    refuted: Callable[[Keys], bool], system: System, kept: Keys, sets: Sequence[Keys]
) -> Sequence[Keys]:
    """Those after which the rest can be right, where not every conflict set is known.

    If none is, the first is enlarged until the rest can be right, and then made minimal.
    """
    try:
        sufficient = [each for each in sets if each and not refuted(kept - each)]
        if sufficient or not sets or not sets[0]:
            return sufficient
        return [_enlarged(refuted, system, kept, sets[0])]
    except (OutOfStepsError, ValueError):
        # ValueError: the rules refute each other whatever is given up, so no set is sufficient.
        return []


def _enlarged(refuted: Callable[[Keys], bool], system: System, kept: Keys, first: Keys) -> Keys:
    """A correction set that takes something of each further conflict set, one set at a time."""
    given_up = set(first)
    while refuted(kept - given_up):
        given_up.add(min(shrunk(system.core(kept - given_up), refuted)))
    for key in sorted(given_up):
        if not refuted(kept - (given_up - {key})):
            given_up.discard(key)
    return frozenset(given_up)


def _restatements(
    names: Sequence[str], system: System, kept: Keys, context: BookContext, budget: Budget
) -> tuple[Restatement, ...]:
    """Other ways to read claims that are given up, beside those that are kept; none if steps run
    out.
    """
    found: list[Restatement] = []
    try:
        for name in names:
            found += _rivals(name, system, kept, context.reports, budget)
            found += _rounded(context.book.claims[name], system, kept, budget)
            found += _other_stages(context, context.book.claims[name])
            found += _other_groups(context.book, context.book.claims[name])
    except OutOfStepsError:
        return ()
    return tuple(found)


def _rivals(
    name: str, system: System, kept: Keys, reports: Reports, budget: Budget
) -> Iterator[Restatement]:
    """Rival values with which the rest can be right."""
    for rival in reports[name][1:]:
        if not system.refuted(kept | {rival.key}, budget):
            yield Restatement(name, "rival", rival.text, rival.evidence)


def _rounded(claim: Claim, system: System, kept: Keys, budget: Budget) -> Iterator[Restatement]:
    """The claim's value as a round number, if the rest can be right with that."""
    about = _about(claim)
    if about is None:
        return
    instead: dict[Variable, Domain] = {
        variable: (about.interval,)
        for variable in system.variables.get(claim.id, ())
        if variable[0] == "value"
    }
    if instead and not system.refuted_by(system.rules, kept, budget, instead):
        yield Restatement(claim.id, "rounded", about.text)


def _about(claim: Claim) -> Quantity | None:
    """The value with “about” before it, if people round such values: 3,100; 41%; 7.5 hours."""
    value = claim.value
    if not isinstance(value, Quantity) or value.qualifier or value.dimension is Dimension.RANK:
        return None
    number = value.interval.single
    if number is None:
        return None
    is_round = number.denominator != 1 or (number != 0 and number % 10 == 0)
    if value.dimension is Dimension.COUNT and not is_round:
        return None
    try:
        return parse_quantity(f"about {value.text}", value.dimension)
    except InvalidValue:
        return None


def _other_stages(context: BookContext, claim: Claim) -> Iterator[Restatement]:
    """The stages beside the claim's own, if the book has no other value of its quantity there."""
    quantity, stages = claim.quantity, context.book.stages
    if quantity is None or quantity.stage not in stages:
        return
    at = stages.index(quantity.stage)
    for stage in stages[max(at - 1, 0) : at] + stages[at + 1 : at + 2]:
        others = context.quantities.get((quantity.subject, quantity.measure, stage), ())
        if all(compatible(value, quantity.value) for value in others):
            yield Restatement(claim.id, "stage", stage)


def _other_groups(book: Book, claim: Claim) -> Iterator[Restatement]:
    """Others than the rule means, if the claim is about a group that nobody lists."""
    subject = book.entities.get(claim.quantity.subject) if claim.quantity else None
    if subject is not None and subject.group:
        yield Restatement(claim.id, "group", subject.name)
