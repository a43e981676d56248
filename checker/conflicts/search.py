"""The minimal conflict sets of each group of rules.

A rule that always holds is never given up. Each rule that normally holds is compared with those by
itself: two exceptions at once are not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Final

from checker.book import Book
from checker.conflicts.groups import Reports, RuleGroup, linked_rules, named_by
from checker.conflicts.model import Keys, Undecided
from checker.conflicts.mus import minimal_conflict_sets, shrunk
from checker.conflicts.system import System, system_of
from checker.rules import ReportedValue, Result
from checker.rules.evaluate import Parsed
from checker.solver import Budget, OutOfStepsError

STEPS_A_SYSTEM: Final = 1_000_000
"""Limit on steps for rules that share claims: some seconds at most."""

STEPS_TO_EXPLAIN: Final = 1_000_000
"""Limit on further steps, to name the rules and the resolutions of what was found."""


@dataclass(frozen=True, slots=True)
class ConflictSets:
    """The minimal conflict sets of one system."""

    system: System
    sets: tuple[Keys, ...]
    own: tuple[Keys, ...]
    """Those of the claims' own values alone, which need a resolution."""

    of_one_rule: Mapping[Keys, Parsed]
    """The rule that makes a set by itself, where only that is known."""

    undisputed: Keys
    """Own values of the same claims that are in no conflict set."""

    discrepancy: bool
    complete: bool
    """Whether there are no more sets."""


@dataclass(frozen=True, slots=True)
class GroupSearch:
    """What was found in one group of rules."""

    found: tuple[ConflictSets, ...]
    undecided: tuple[Undecided, ...]
    steps: int
    """What it took of the budget."""


def search_group(book: Book, group: RuleGroup, reports: Reports, left: int) -> GroupSearch:
    """The conflict sets of a group, then those with each rule that normally holds.

    ``left`` is the number of steps that are left for the book.
    """
    steps = min(left, STEPS_A_SYSTEM)
    budget = Budget(steps)
    found: list[ConflictSets] = []
    undecided: list[Undecided] = []
    try:
        for item in _search(book, group, reports, budget):
            if isinstance(item, ConflictSets):
                found.append(item)
            else:
                undecided.append(Undecided(group.rules, item))
    except OutOfStepsError:
        undecided.append(Undecided(group.rules, f"not decided within {STEPS_A_SYSTEM:,} steps"))
    return GroupSearch(tuple(found), tuple(undecided), steps - max(budget.left, 0))


def _search(
    book: Book, group: RuleGroup, reports: Reports, budget: Budget
) -> Iterator[ConflictSets | str]:
    """Yields what is found as soon as it is, and notes on what is not, until steps run out."""
    known: tuple[Keys, ...] = ()
    if group.may_conflict:
        for item in _conflicts(book, group, reports, budget):
            if isinstance(item, ConflictSets):
                known = item.own
            yield item
    for rule in group.normally:
        yield from _discrepancies(book, group, rule, known, reports, budget)


def _conflicts(
    book: Book, group: RuleGroup, reports: Reports, budget: Budget
) -> Iterator[ConflictSets | str]:
    """Conflicts of all reported values, by the rules that always hold."""
    names = sorted(named_by(group.always))
    everything = _all_reports(names, reports)
    pairs = _rival_pairs(names, reports)
    system = system_of(book, group.always, group.results, everything)
    result = minimal_conflict_sets(
        (report.key for report in everything),
        partial(system.refuted, budget=budget),
        # Known from the start, so that the search spends nothing on them.
        pairs,
        budget.spend,
        system.core,
    )
    if not result.complete:
        yield "there may be more than is shown: a limit was reached"
    if frozenset() in result.sets:
        yield (
            "some of these rules cannot all hold, whatever the claims; "
            "until that is fixed, each is checked alone"
        )
    sets = [each for each in result.sets if each not in pairs]
    of_one_rule = _of_one_rule(system, sets)
    sets += of_one_rule
    own = tuple(each for each in sets if all(number == 0 for _, number in each))
    yield ConflictSets(
        system=system,
        sets=tuple(sets),
        own=own,
        of_one_rule=of_one_rule,
        undisputed=_undisputed(names, own),
        discrepancy=False,
        complete=result.complete,
    )


def _rival_pairs(names: Sequence[str], reports: Reports) -> list[Keys]:
    """Two values of one claim, which are never right together: known sets, but no conflicts."""
    return [
        frozenset({one.key, other.key})
        for name in names
        for one, other in combinations(reports[name], 2)
    ]


def _of_one_rule(system: System, sets: Sequence[Keys]) -> dict[Keys, Parsed]:
    """For each broken rule that no set explains, a minimal set by itself, so that none is passed
    over.
    """
    budget = Budget(STEPS_TO_EXPLAIN)
    found: dict[Keys, Parsed] = {}
    for parsed, keys, result in zip(system.rules, system.own_keys, system.results, strict=True):
        explained = any(each and each <= keys for each in (*sets, *found))
        if result is Result.BROKEN and keys and not explained:
            minimal = shrunk(keys, partial(system.refuted_by, [parsed], budget=budget))
            found[minimal] = parsed
    return {each: parsed for each, parsed in found.items() if each}


def _discrepancies(
    book: Book,
    group: RuleGroup,
    rule: Parsed,
    known: Sequence[Keys],
    reports: Reports,
    budget: Budget,
) -> Iterator[ConflictSets | str]:
    """What the claims' own values make with a rule that normally holds, beside the known
    conflicts.
    """
    rules = linked_rules(rule, group.always)
    names = sorted(named_by(rules))
    everything = _all_reports(names, reports)
    system = system_of(book, rules, group.results, everything)
    keys = frozenset(report.key for report in everything if report.own)
    # A conflict of the linked rules is known; one of rules that are not linked has no part in this.
    seeds = [each for each in known if each and each <= keys]
    result = minimal_conflict_sets(
        keys, partial(system.refuted, budget=budget), seeds, budget.spend, system.core
    )
    if not result.complete:
        yield "there may be more discrepancies than are shown: a limit was reached"
    sets = tuple(each for each in result.sets if each not in known)
    yield ConflictSets(
        system=system,
        sets=sets,
        own=sets,
        of_one_rule={},
        undisputed=_undisputed(names, (*known, *sets)),
        discrepancy=True,
        complete=True,
    )


def _all_reports(names: Sequence[str], reports: Reports) -> list[ReportedValue]:
    return [report for name in names for report in reports[name]]


def _undisputed(names: Sequence[str], sets: Sequence[Keys]) -> Keys:
    return frozenset((name, 0) for name in names).difference(*sets)
