"""Each rule of a book by itself, applied to the values that its claims assert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checker.book import Book, RelationRule
from checker.rules.arithmetic import with_values
from checker.rules.expression import (
    ClaimRef,
    ExpressionError,
    Relation,
    days_of,
    parse_relation,
)
from checker.rules.readings import Readings, ReportedValue
from checker.rules.relate import Related, relate
from checker.solver.constraints import Domain, hull
from checker.solver.linear import Budget, OutOfStepsError, Variable
from checker.solver.solve import Answer, solve
from checker.values import Interval, Moment

STEPS_A_RULE: Final = 20_000
NO_DIVISOR: Final = "a divisor that is not zero"


class Result(StrEnum):
    """What became of a rule."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A rule that can be applied."""

    rule: RelationRule
    relation: Relation
    related: Related
    claims: tuple[str, ...]
    """Those that it names, in order, each once."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What became of one rule."""

    rule: RelationRule
    result: Result
    claims: tuple[str, ...]
    arithmetic: str
    """The relation with values in place of claims: ``3 = 2 + 1``; empty where it could not be related."""

    missing: str
    """For an undecided rule: what would decide it."""

    parsed: Parsed | None = None
    error: ExpressionError | None = None
    unknown: tuple[ClaimRef, ...] = ()
    """Claims that the rule names and the book does not have."""


def check_rule(book: Book, rule: RelationRule, own: Mapping[str, ReportedValue]) -> RuleResult:
    """The result of one rule, by every reading of the values that its claims assert."""
    try:
        relation = parse_relation(rule.expression, book.claims)
    except ExpressionError as error:
        return RuleResult(
            rule, Result.UNDECIDED, (), "", "a relation that can be read", error=error
        )
    refs = relation.claims
    names = tuple(ref.claim for ref in refs)
    unknown = tuple(ref for ref in refs if ref.claim not in book.claims)
    if unknown:
        missing = "claims " + ", ".join(ref.claim for ref in unknown)
        reported = tuple(ref for ref in unknown if ref.claim not in book.broken)
        return RuleResult(rule, Result.UNDECIDED, names, "", missing, unknown=reported)
    try:
        parsed = Parsed(rule, relation, relate(relation, book, rule.id), names)
    except ExpressionError as error:
        return RuleResult(
            rule, Result.UNDECIDED, names, "", "a relation that can hold", error=error
        )
    reports = {name: own[name] for name in names}
    arithmetic = with_values(
        rule.expression, relation, {name: report.value for name, report in reports.items()}
    )
    result, missing = _judge(parsed, Readings(book, reports.values(), days_of(relation)), reports)
    # What divides by zero says nothing of its claims, and takes no part in conflicts.
    return RuleResult(
        rule, result, names, arithmetic, missing, None if missing == NO_DIVISOR else parsed
    )


def domains_of(
    parsed: Related, readings: Readings, reports: Mapping[str, ReportedValue]
) -> dict[Variable, Domain]:
    """The domains of a rule's variables: of claims that a report is believed on, what it says; else anything."""
    domains: dict[Variable, Domain] = {
        name: (interval,) for name, interval in parsed.domains.items()
    }
    for variable in parsed.variables:
        if variable not in domains:
            report = reports.get(variable[1])
            domains[variable] = (
                readings.free(variable) if report is None else readings.reported(variable, report)
            )
    return domains


def _judge(
    parsed: Parsed, readings: Readings, reports: Mapping[str, ReportedValue]
) -> tuple[Result, str]:
    related = parsed.related
    missing = _missing(related, reports)
    if missing:
        return Result.UNDECIDED, missing
    domains = domains_of(related, readings, reports)
    hulls = {name: hull(domain) for name, domain in domains.items()} if related.divisors else {}
    if any(form.interval(hulls).single == 0 for form in related.divisors):
        return Result.UNDECIDED, NO_DIVISOR
    budget = Budget(STEPS_A_RULE)
    try:
        if solve(related.constraints, domains, budget) is Answer.REFUTED:
            return Result.BROKEN, ""
        if solve(related.negated, domains, budget) is Answer.REFUTED and not _may_be_zero(
            related, hulls
        ):
            return Result.HOLDS, ""
    except OutOfStepsError:
        return Result.UNDECIDED, f"simpler terms: not decided within {STEPS_A_RULE:,} steps"
    return Result.UNDECIDED, "exact values: these are too wide to tell"


def _may_be_zero(related: Related, hulls: Mapping[Variable, Interval]) -> bool:
    zero = Interval.point(0)
    return any(form.interval(hulls).overlaps(zero) for form in related.divisors)


def _missing(related: Related, reports: Mapping[str, ReportedValue]) -> str:
    """What a rule would need to know of its claims, or nothing."""
    for what, name in sorted(related.constraints.variables):
        if what in ("own", "truth"):
            continue
        value = reports[name].value
        if value is not None and not (
            what == "weekday" and isinstance(value, Moment) and value.known_weekday is None
        ):
            continue
        needed = {"weekday": "a date or weekday", "value": "a time", "date": "a date"}.get(
            what, "a part of the day"
        )
        return f"{needed} of {name}"
    return ""
