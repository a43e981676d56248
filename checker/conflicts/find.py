"""Conflicts and discrepancies of a book: what cannot all be right, by which rules, and what would
settle it.
 One way, each step from plain data to plain data: groups of rules, minimal conflict sets of each
group (``search``), the rules behind each set, resolutions, messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from checker.book import Book
from checker.conflicts.context import BookContext, context_of
from checker.conflicts.groups import Reports, rule_groups
from checker.conflicts.messages import message_of
from checker.conflicts.model import Conflict, Costs, Keys, Undecided
from checker.conflicts.mus import shrunk
from checker.conflicts.resolutions import resolutions_of
from checker.conflicts.search import (
    STEPS_TO_EXPLAIN,
    ConflictSets,
    search_group,
)
from checker.conflicts.system import System
from checker.rules import ReportedValue, RuleResult
from checker.rules.evaluate import Parsed
from checker.solver import Budget, OutOfStepsError

STEPS_A_BOOK: Final = 40_000_000

MAXIMUM_SHOWN: Final = 12
"""Limit on combinations of reported values that are kept of one conflict."""


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Everything that does not fit, and what could not be decided."""

    conflicts: tuple[Conflict, ...]
    """Conflicts, then those that rival values make, then discrepancies; each in the order of the
    rules.
    """

    undecided: tuple[Undecided, ...]


@dataclass(frozen=True, slots=True)
class _Explained:
    """Conflict sets of the same claims by the same rules: one conflict."""

    rules: tuple[Parsed, ...]
    sets: tuple[Keys, ...]


def find_conflicts(
    book: Book, results: Sequence[RuleResult], reports: Reports, costs: Costs
) -> Disagreements:
    """The conflicts and discrepancies that the rules of a book make."""
    context = context_of(book, reports, costs)
    conflicts: list[Conflict] = []
    undecided: list[Undecided] = []
    left = STEPS_A_BOOK
    for group in rule_groups(results, reports):
        searched = search_group(book, group, reports, left)
        left -= searched.steps  # a book of many hard groups must end, too
        undecided += searched.undecided
        for found in searched.found:
            conflicts += _conflicts_of(found, context)
    order = {item.rule.id: number for number, item in enumerate(results)}
    return Disagreements(_in_order(conflicts, order), tuple(undecided))


def _in_order(conflicts: Sequence[Conflict], order: Mapping[str, int]) -> tuple[Conflict, ...]:
    def place(item: Conflict) -> tuple[bool, bool, list[int], tuple[str, ...]]:
        return item.discrepancy, not item.own, [order[rule.id] for rule in item.rules], item.claims

    return tuple(sorted(conflicts, key=place))


def _conflicts_of(found: ConflictSets, context: BookContext) -> Iterator[Conflict]:
    """Conflicts from the sets of one system, each with its rules, its resolutions and its
    message.
    """
    # Apart from the budget of the search: what was found is explained even if that is used up.
    budget = Budget(STEPS_TO_EXPLAIN)
    explained = _explained(found, budget)
    resolutions = resolutions_of(found, context, budget)
    for item in explained:
        combinations = [
            _in_order_of_rules(item.rules, each, context.reports)
            for each in item.sets[:MAXIMUM_SHOWN]
        ]
        yield Conflict(
            rules=tuple(parsed.rule for parsed in item.rules),
            claims=tuple(report.claim for report in combinations[0]),
            combinations=tuple(combinations),
            message=message_of(context, item.rules, combinations, found.system.readings),
            discrepancy=found.discrepancy,
            resolutions=resolutions.get(item.sets[0], ()),
        )


def _explained(found: ConflictSets, budget: Budget) -> list[_Explained]:
    """The sets with the rules that make them; those of the claims' own values come first."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Keys]] = {}
    rules_by_ids: dict[tuple[str, ...], tuple[Parsed, ...]] = {}
    for each in sorted(found.sets, key=lambda one: (one not in found.own, len(one), sorted(one))):
        rules = _rules_of(found, each, budget)
        ids = tuple(parsed.rule.id for parsed in rules)
        claims = tuple(name for name, _ in sorted(each))
        rules_by_ids[ids] = rules
        groups.setdefault((ids, claims), []).append(each)
    return [_Explained(rules_by_ids[ids], tuple(sets)) for (ids, _), sets in groups.items()]


def _rules_of(found: ConflictSets, conflict: Keys, budget: Budget) -> tuple[Parsed, ...]:
    """The rules that make a conflict set: none of them can be left out."""
    if conflict in found.of_one_rule:
        return (found.of_one_rule[conflict],)
    rules = found.system.rules
    try:
        numbers = frozenset((number,) for number in range(len(rules)))
        needed = shrunk(numbers, partial(_refuted_by_numbers, found.system, conflict, budget))
    except OutOfStepsError:
        # Not known which ones: then all that name its claims.
        named = {name for name, _ in conflict}
        return tuple(one for one in rules if not named.isdisjoint(one.claims)) or rules
    return tuple(rules[number] for (number,) in sorted(needed))


def _refuted_by_numbers(
    system: System, conflict: Keys, budget: Budget, numbers: frozenset[tuple[int]]
) -> bool:
    rules = [system.rules[number] for (number,) in sorted(numbers)]
    return system.refuted_by(rules, conflict, budget)


def _in_order_of_rules(
    rules: Sequence[Parsed], conflict: Keys, reports: Reports
) -> tuple[ReportedValue, ...]:
    """The values of a conflict set in the order in which the rules name their claims."""
    named = [name for parsed in rules for name in parsed.claims]
    named += [name for name, _ in sorted(conflict)]
    numbers = dict(conflict)
    return tuple(reports[name][numbers[name]] for name in dict.fromkeys(named) if name in numbers)
