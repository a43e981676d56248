"""A conflict in words: which values cannot go together, by which rules."""

from __future__ import annotations

from collections.abc import Sequence

from checker.book import Book
from checker.conflicts.system import System
from checker.rules.arithmetic import why_broken, with_values
from checker.rules.evaluate import STEPS_A_RULE, Parsed, domains_of
from checker.rules.readings import ReportedValue
from checker.solver.linear import Budget
from checker.solver.solve import narrowed


def message_of(
    book: Book,
    rules: Sequence[Parsed],
    combinations: Sequence[tuple[ReportedValue, ...]],
    system: System,
) -> str:
    """One sentence: the arithmetic of the first combination, what would excuse it, and the other combinations."""
    first, *others = combinations
    if len(rules) == 1:
        said = _by_one(book, rules[0], first, system)
        also = "; ".join(_by_one(book, rules[0], other, system) for other in others)
    else:
        said = _by_several(rules, first)
        also = "; ".join(_values(other) for other in others)
    unless = "; ".join(parsed.rule.unless for parsed in rules if parsed.rule.unless)
    return (
        said
        + (f"; with other reports, {also}" if also else "")
        + (f"; unless {unless}" if unless else "")
    )


def _by_one(book: Book, parsed: Parsed, reports: Sequence[ReportedValue], system: System) -> str:
    rule = parsed.rule
    if rule.key == "exclusive":
        listed = [f"“{book.claims[report.claim].statement.rstrip('.')}”" for report in reports]
        return f"{' and '.join(listed)} cannot both be right"
    said = {report.claim: report for report in reports}
    values = {report.claim: report.value for report in reports}
    domains = domains_of(parsed.related, system.readings, said)
    hulls = narrowed(parsed.related.spelled, domains, Budget(STEPS_A_RULE))
    return why_broken(rule.expression, parsed.relation, parsed.related, values, hulls)


def _values(reports: Sequence[ReportedValue]) -> str:
    return ", ".join(f"{report.claim} = {report.text}" for report in reports)


def _by_several(rules: Sequence[Parsed], reports: Sequence[ReportedValue]) -> str:
    values = {report.claim: report.value for report in reports}
    relations = [with_values(parsed.rule.expression, parsed.relation, values) for parsed in rules]
    both = "both" if len(rules) == 2 else "all"
    names = ", ".join(parsed.rule.id for parsed in rules)
    return f"{' and '.join(relations)} cannot {both} be (by the rules {names})"
