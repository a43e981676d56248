"""What to disbelieve so that the rest can be right, and what may be meant instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.book import Book, Claim
from checker.conflicts.mus import hitting_sets, shrunk
from checker.conflicts.system import Key, System
from checker.rules.readings import ReportedValue
from checker.solver.linear import OutOfStepsError
from checker.values import (
    Dimension,
    InvalidValue,
    Quantity,
    compatible,
    parse_quantity,
)

Costs = Mapping[str, int]
"""What it costs to disbelieve each claim; ordinal, and nothing is added up."""


MAXIMUM_RESOLUTIONS: Final = 24
"""So many resolutions of one disagreement are told, the cheapest first."""

Shelf = Mapping[tuple[str, str, str | None], Sequence[Quantity]]
"""The values that the book has of each subject, measure and stage."""


def shelf_of(book: Book) -> Shelf:
    """Every quantity of the book, to be looked up."""
    found: dict[tuple[str, str, str | None], list[Quantity]] = {}
    for claim in book.claims.values():
        if claim.quantity is not None:
            key = (claim.quantity.subject, claim.quantity.measure, claim.quantity.stage)
            found.setdefault(key, []).append(claim.quantity.value)
    return found


@dataclass(frozen=True, slots=True)
class Restatement:
    """Another way to read a claim, with which everything else can be right."""

    claim: str
    kind: str
    """``rival`` (another value that evidence reports), ``rounded``, ``stage`` or ``group``."""

    text: str
    """The other value or stage; of a group, its subject."""

    evidence: tuple[str, ...] = ()
    """Of a rival value, who says so."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Claims to disbelieve, all of them; none can be left out."""

    claims: tuple[str, ...]
    cheapest: bool
    """Whether no other resolution costs less."""

    free: bool
    """Whether it costs nothing: the evidence speaks against each of the claims already."""

    restatements: tuple[Restatement, ...]
    """What may be meant instead by one of them; of the cheapest resolutions only."""


def resolutions_of(
    system: System,
    conflicts: Sequence[frozenset[Key]],
    beside: frozenset[Key],
    costs: Costs,
    reports: Mapping[str, tuple[ReportedValue, ...]],
    book: Book,
    shelf: Shelf,
    complete: bool = True,
) -> tuple[Resolution, ...]:
    """All resolutions of conflicts of claims' own values that share claims, the cheapest first.

    ``beside`` is what else is taken to be right when a claim is read otherwise: it must not conflict itself.
    Where the conflicts are not ``complete``, each resolution is tried.
    The costs of two resolutions are compared by the dearest claim in each, then by the next; so two claims that
    nobody proves are given up before one that is well supported.
    """

    def cost(some: frozenset[Key]) -> tuple[int, ...]:
        return tuple(sorted((costs.get(name, 0) for name, _ in some), reverse=True))

    kept = beside.union(*conflicts)
    sets: Sequence[frozenset[Key]] = hitting_sets(conflicts, cost).sets
    if not complete:
        sets = _enough(system, kept, sets)
    least = min(map(cost, sets), default=())
    found = []
    for each in sets[:MAXIMUM_RESOLUTIONS]:
        names = tuple(name for name, _ in sorted(each))
        cheapest = cost(each) == least
        others = _Others(system, kept - each, reports, book, shelf)
        again = others.of_all(names) if cheapest else ()
        found.append(Resolution(names, cheapest, not any(cost(each)), again))
    return tuple(found)


def _enough(
    system: System, kept: frozenset[Key], sets: Sequence[frozenset[Key]]
) -> Sequence[frozenset[Key]]:
    """Those after which the rest can be right. All are, where every conflict is known; else more may be given up.

    Where none is enough, the first is added to, a conflict at a time, and then made as small as it can be.
    """
    try:
        enough = [each for each in sets if each and not system.refuted(kept - each)]
        if enough or not sets or not sets[0]:
            return enough
        more = set(sets[0])
        while system.refuted(kept - more):
            more.add(min(shrunk(system.core(kept - more), system.refuted)))
        for key in sorted(more):
            if not system.refuted(kept - (more - {key})):
                more.discard(key)
        return [frozenset(more)]
    except (OutOfStepsError, ValueError):
        return []


class _Others:
    """Restatements of claims that are given up, beside those that are kept."""

    def __init__(
        self,
        system: System,
        kept: frozenset[Key],
        reports: Mapping[str, tuple[ReportedValue, ...]],
        book: Book,
        shelf: Shelf,
    ) -> None:
        self._system, self._kept, self._reports, self._book = system, kept, reports, book
        self._shelf = shelf

    def of_all(self, names: Sequence[str]) -> tuple[Restatement, ...]:
        """Of each claim; none where steps run out."""
        try:
            return tuple(item for name in names for item in self.of(name))
        except OutOfStepsError:
            return ()

    def of(self, name: str) -> Iterator[Restatement]:
        for rival in self._reports[name][1:]:
            if not self._system.refuted(self._kept | {rival.key}):
                yield Restatement(name, "rival", rival.text, rival.evidence)
        claim = self._book.claims[name]
        about = _rounded(claim)
        if about is not None:
            instead = {
                each: (about.interval,)
                for each in self._system.variables_of(name)
                if each[0] == "value"
            }
            if instead and not self._system.refuted_by(self._system.rules, self._kept, instead):
                yield Restatement(name, "rounded", about.text)
        yield from (
            Restatement(name, "stage", stage)
            for stage in _other_stages(self._book, self._shelf, claim)
        )
        subject = self._book.entities.get(claim.quantity.subject) if claim.quantity else None
        if subject is not None and subject.group:
            yield Restatement(name, "group", subject.name)


def _rounded(claim: Claim) -> Quantity | None:
    """The value with “about” before it, if it is one that people round: 3,100; 41%; 7.5 hours."""
    value = claim.value
    if not isinstance(value, Quantity) or value.qualifier or value.interval.single is None:
        return None
    if value.dimension is Dimension.RANK or (
        value.dimension is Dimension.COUNT and not _round(value.interval.single)
    ):
        return None
    try:
        return parse_quantity(f"about {value.text}", value.dimension)
    except InvalidValue:
        return None


def _round(number: Fraction) -> bool:
    return number.denominator != 1 or (number != 0 and number % 10 == 0)


def _other_stages(book: Book, shelf: Shelf, claim: Claim) -> Iterator[str]:
    """Stages beside the claim's own at which the book has nothing else of its quantity."""
    quantity = claim.quantity
    if quantity is None or quantity.stage not in book.stages:
        return
    at = book.stages.index(quantity.stage)
    for stage in book.stages[max(at - 1, 0) : at] + book.stages[at + 1 : at + 2]:
        others = shelf.get((quantity.subject, quantity.measure, stage), ())
        if all(compatible(value, quantity.value) for value in others):
            yield stage
