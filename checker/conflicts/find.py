"""Conflicts and discrepancies of a book: what cannot all be right, by which rules, and what would resolve it.

Rules that share claims are worked on together, others apart. A rule that always holds is never given up;
each that normally holds is held against those, by itself: two exceptions at once are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from checker.book import Book, RelationRule
from checker.conflicts.messages import message_of
from checker.conflicts.mus import minimal_sets, overlapping, shrunk
from checker.conflicts.resolutions import (
    Costs,
    Resolution,
    Shelf,
    resolutions_of,
    shelf_of,
)
from checker.conflicts.system import Key, System
from checker.rules.evaluate import Parsed, Result, RuleResult
from checker.rules.readings import ReportedValue
from checker.solver.linear import Budget, OutOfStepsError

STEPS_A_SYSTEM: Final = 1_000_000
"""Work on rules that share claims: some seconds at most."""

STEPS_TO_TELL: Final = 1_000_000
"""Beyond them, to name the rules of what was found, and its resolutions."""

STEPS_A_BOOK: Final = 40_000_000

MAXIMUM_SHOWN: Final = 12
"""Of one conflict, so many combinations of reported values are kept."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right by rules that always hold; or, by a rule that normally does, a discrepancy."""

    rules: tuple[RelationRule, ...]
    claims: tuple[str, ...]
    """A smallest set: without any one of them, the others can be right."""

    combinations: tuple[tuple[ReportedValue, ...], ...]
    """The values that cannot go together, a report of each claim; the claims' own first, equal reports as one."""

    message: str
    """In words, with the arithmetic, of the first combination."""

    discrepancy: bool
    resolutions: tuple[Resolution, ...]
    """What to disbelieve so that the rest can be right, the cheapest first; of a conflict that only rival values
    make, none."""

    @property
    def own(self) -> bool:
        """Whether the claims' own values make it; if not, it speaks against the rival values alone."""
        return all(report.own for report in self.combinations[0])

    @property
    def kind(self) -> str:
        """``conflict``, ``settled``, ``reported`` or ``discrepancy``."""
        if self.discrepancy:
            return "discrepancy"
        if not self.own:
            return "reported"
        return "settled" if self.settled else "conflict"

    @property
    def cheapest(self) -> tuple[str, ...]:
        """The claims in some cheapest resolution, each once."""
        return tuple(
            dict.fromkeys(
                name
                for resolution in self.resolutions
                if resolution.cheapest
                for name in resolution.claims
            )
        )

    @property
    def settled(self) -> bool:
        """Whether the evidence has decided it: what is cheapest to disbelieve is contradicted anyway."""
        return any(resolution.free for resolution in self.resolutions)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the evidence behind the values, each once."""
        return tuple(
            dict.fromkeys(
                name for one in self.combinations for report in one for name in report.evidence
            )
        )


@dataclass(frozen=True, slots=True)
class Undecided:
    """Rules that share claims, and were not decided to the end."""

    rules: tuple[RelationRule, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Everything that does not fit, and where it could not be told."""

    conflicts: tuple[Conflict, ...]
    """Conflicts, then those that rival values make, then discrepancies; each in the order of the rules."""

    undecided: tuple[Undecided, ...]


def find_conflicts(
    book: Book,
    results: Sequence[RuleResult],
    reports: Mapping[str, tuple[ReportedValue, ...]],
    costs: Costs,
) -> Disagreements:
    """The conflicts and discrepancies that the rules of a book make."""
    order = {item.rule.id: number for number, item in enumerate(results)}
    conflicts: list[Conflict] = []
    undecided: list[Undecided] = []
    left, shelf = STEPS_A_BOOK, shelf_of(book)
    for group in _components(results):
        if all(item.result is Result.HOLDS for item in group) and not _rivals(group, reports):
            continue
        budget = Budget(min(left, STEPS_A_SYSTEM))
        begun = budget.left
        found = _Component(book, group, reports, costs, shelf, budget)
        conflicts += found.conflicts
        undecided += found.undecided
        left -= begun - max(budget.left, 0)
    conflicts.sort(
        key=lambda item: (
            item.discrepancy,
            not item.own,
            [order[rule.id] for rule in item.rules],
            item.claims,
        )
    )
    return Disagreements(tuple(conflicts), tuple(undecided))


def _rivals(group: Iterable[RuleResult], reports: Mapping[str, tuple[ReportedValue, ...]]) -> bool:
    return any(len(reports[name]) > 1 for item in group if item.rule.always for name in item.claims)


def _components(results: Iterable[RuleResult]) -> list[list[RuleResult]]:
    """Rules that can be applied, in groups that share no claim."""
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            roots[name] = roots[roots[name]]
            name = roots[name]
        return name

    usable = [item for item in results if item.parsed is not None]
    for item in usable:
        first, *rest = item.claims or (f" {item.rule.id}",)
        for name in rest:
            roots[root(name)] = root(first)
    groups: dict[str, list[RuleResult]] = {}
    for item in usable:
        groups.setdefault(root((item.claims or (f" {item.rule.id}",))[0]), []).append(item)
    return list(groups.values())


class _Component:
    """One group of rules: its conflicts, then the discrepancies of each rule that normally holds."""

    def __init__(
        self,
        book: Book,
        group: Sequence[RuleResult],
        reports: Mapping[str, tuple[ReportedValue, ...]],
        costs: Costs,
        shelf: Shelf,
        budget: Budget,
    ) -> None:
        self.conflicts: list[Conflict] = []
        self.undecided: list[Undecided] = []
        self._book, self._budget, self._costs, self._shelf = book, budget, costs, shelf
        self._always = [
            item.parsed for item in group if item.parsed is not None and item.rule.always
        ]
        self._reports = {name: reports[name] for item in group for name in item.claims}
        self._rules = tuple(item.rule for item in group)
        self._results = {item.rule.id: item.result for item in group}
        known: tuple[frozenset[Key], ...] = ()
        rules = [item for item in group if item.rule.always]
        try:
            if any(item.result is not Result.HOLDS for item in rules) or _rivals(rules, reports):
                known = self._look()
            for item in group:
                if (
                    item.parsed is not None
                    and not item.rule.always
                    and item.result is not Result.HOLDS
                ):
                    self._look_at(item.parsed, known)
        except OutOfStepsError:
            self._leave_open(f"not decided within {STEPS_A_SYSTEM:,} steps")

    def _leave_open(self, message: str) -> None:
        self.undecided.append(Undecided(self._rules, message))

    def _look(self) -> tuple[frozenset[Key], ...]:
        """Conflicts among all reports; the smallest sets of claims' own values."""
        names = sorted(_named(self._always))
        everything = [report for name in names for report in self._reports[name]]
        pairs = [
            frozenset({one.key, other.key})
            for name in names
            for at, one in enumerate(self._reports[name])
            for other in self._reports[name][at + 1 :]
        ]
        system = System(self._book, self._always, self._results, everything, self._budget)
        found = minimal_sets(
            (report.key for report in everything),
            system.refuted,
            pairs,
            self._budget.spend,
            system.core,
        )
        if not found.complete:
            self._leave_open("there may be more than is shown: a limit was reached")
        if frozenset() in found.sets:
            self._leave_open(
                "some of these cannot all hold, whatever the claims; until that is fixed, each is told alone"
            )
        sets = [each for each in found.sets if each not in pairs]
        alone = self._alone(system, sets)
        sets += alone
        own = tuple(each for each in sets if all(number == 0 for _, number in each))
        self._add(system, self._always, sets, own, own, alone=alone, complete=found.complete)
        return own

    def _alone(
        self, system: System, sets: Sequence[frozenset[Key]]
    ) -> dict[frozenset[Key], Parsed]:
        """Of each broken rule that no set accounts for, a smallest set by itself: no break is passed over."""
        system.budget = Budget(STEPS_TO_TELL)
        found: dict[frozenset[Key], Parsed] = {}
        for parsed in self._always:
            names = frozenset((name, 0) for name in parsed.claims)
            told = any(each and each <= names for each in (*sets, *found))
            if self._results[parsed.rule.id] is Result.BROKEN and names and not told:
                minimal = shrunk(names, partial(system.refuted_by, [parsed]))
                found[minimal] = parsed
        return {each: parsed for each, parsed in found.items() if each}

    def _look_at(self, rule: Parsed, known: Sequence[frozenset[Key]]) -> None:
        """Discrepancies that a rule makes with what always holds, beside the conflicts that are known."""
        rules = self._linked(rule)
        names = sorted(_named(rules))
        everything = [report for name in names for report in self._reports[name]]
        system = System(self._book, rules, self._results, everything, self._budget)
        keys = {report.key for report in everything if report.own}
        seeds = [
            each for each in known if each and each <= keys
        ]  # rules that cannot be may have no part in this
        found = minimal_sets(keys, system.refuted, seeds, self._budget.spend, system.core)
        if not found.complete:
            self._leave_open("there may be more discrepancies than are shown: a limit was reached")
        sets = [each for each in found.sets if each not in known]
        self._add(system, rules, sets, tuple(sets), (*known, *sets), discrepancy=True)

    def _linked(self, rule: Parsed) -> list[Parsed]:
        """The rule, first, with the rules that always hold and share claims with it, however far."""
        linked, names, waiting = [rule], set(rule.claims), list(self._always)
        while nearer := [one for one in waiting if not names.isdisjoint(one.claims)]:
            linked += nearer
            names |= _named(nearer)
            waiting = [one for one in waiting if one not in nearer]
        return linked

    def _add(
        self,
        system: System,
        rules: Sequence[Parsed],
        sets: Sequence[frozenset[Key]],
        own: tuple[frozenset[Key], ...],
        disagreements: Iterable[frozenset[Key]],
        discrepancy: bool = False,
        alone: Mapping[frozenset[Key], Parsed] | None = None,
        complete: bool = True,
    ) -> None:
        """Conflicts from smallest sets: those of the same claims by the same rules are one."""
        system.budget = Budget(STEPS_TO_TELL)
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[frozenset[Key]]] = {}
        made: dict[tuple[str, ...], list[Parsed]] = {}
        for each in sorted(sets, key=lambda one: (one not in own, len(one), sorted(one))):
            by = (alone or {}).get(each)
            needed = [by] if by else self._needed(system, rules, each)
            claims = tuple(name for name, _ in sorted(each))
            key = (tuple(parsed.rule.id for parsed in needed), claims)
            made[key[0]] = needed
            groups.setdefault(key, []).append(each)
        quiet = frozenset((name, 0) for name in _named(rules)).difference(*disagreements)
        resolutions: dict[frozenset[Key], tuple[Resolution, ...]] = {}
        for cluster in overlapping(own):
            found = resolutions_of(
                system,
                cluster,
                quiet,
                self._costs,
                self._reports,
                self._book,
                self._shelf,
                complete,
            )
            resolutions.update(dict.fromkeys(cluster, found))
        for (ids, _), members in groups.items():
            combinations = [
                tuple(self._report(key) for key in sorted(each)) for each in members[:MAXIMUM_SHOWN]
            ]
            needed = made[ids]
            place = _as_named(needed, combinations[0])
            combinations = [
                tuple(sorted(one, key=lambda report: place[report.claim])) for one in combinations
            ]
            self.conflicts.append(
                Conflict(
                    rules=tuple(parsed.rule for parsed in needed),
                    claims=tuple(report.claim for report in combinations[0]),
                    combinations=tuple(combinations),
                    message=message_of(self._book, needed, combinations, system),
                    discrepancy=discrepancy,
                    resolutions=resolutions.get(members[0], ()),
                )
            )

    def _report(self, key: Key) -> ReportedValue:
        return self._reports[key[0]][key[1]]

    @staticmethod
    def _needed(system: System, rules: Sequence[Parsed], each: frozenset[Key]) -> list[Parsed]:
        """A smallest number of the rules that rule a set out; where steps run out, all that name its claims."""
        named = {name for name, _ in each}
        try:
            kept = shrunk(
                frozenset((number,) for number in range(len(rules))),
                lambda some: system.refuted_by([rules[number] for (number,) in sorted(some)], each),
            )
        except OutOfStepsError:
            some = [parsed for parsed in rules if not named.isdisjoint(parsed.claims)]
            return some or list(rules)
        return [rules[number] for (number,) in sorted(kept)]


def _named(rules: Iterable[Parsed]) -> set[str]:
    """The claims that rules name."""
    return {name for parsed in rules for name in parsed.claims}


def _as_named(needed: Sequence[Parsed], reports: Iterable[ReportedValue]) -> dict[str, int]:
    """Claims in the order in which the rules name them."""
    named = [name for parsed in needed for name in parsed.claims]
    return {
        name: number
        for number, name in enumerate(
            dict.fromkeys([*named, *(report.claim for report in reports)])
        )
    }
