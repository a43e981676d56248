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
from checker.rules.readings import Readings, ReportedValue, domains_of, readings_of
from checker.rules.relate import Related, relate
from checker.solver import Answer, Budget, OutOfStepsError, Variable, hull, solve
from checker.values import Interval, Moment, Value

STEPS_A_RULE: Final = 20_000
NO_DIVISOR: Final = "a divisor that is not zero"


class Result(StrEnum):
    """Result of a rule."""

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
    """One rule with its result."""

    rule: RelationRule
    result: Result
    claims: tuple[str, ...]
    arithmetic: str
    """The relation with values in place of claims: ``3 = 2 + 1``.

    Empty if it could not be related.
    """

    missing: str
    """For an undecided rule: what would decide it."""

    parsed: Parsed | None = None
    error: ExpressionError | None = None
    unknown: tuple[ClaimRef, ...] = ()
    """Claims that the rule names and the book does not have."""


def check_rule(book: Book, rule: RelationRule, own: Mapping[str, ReportedValue]) -> RuleResult:
    """The result of one rule, by every reading of the values that its claims assert.

    ``own`` has the own value of every claim of the book.
    """
    try:
        relation = parse_relation(rule.expression, book.claims)
    except ExpressionError as error:
        return _undecided(rule, (), "a relation that can be read", error)
    names = tuple(ref.claim for ref in relation.claims)
    unknown = tuple(ref for ref in relation.claims if ref.claim not in book.claims)
    if unknown:
        return _of_unknown_claims(book, rule, names, unknown)
    try:
        related = relate(relation, book, rule.id)
    except ExpressionError as error:
        return _undecided(rule, names, "a relation that can hold", error)
    parsed = Parsed(rule, relation, related, names)
    reports = {name: own[name] for name in names}
    values = {name: report.value for name, report in reports.items()}
    readings = readings_of(book, reports.values(), days_of(relation))
    result, missing = _judge(related, readings, reports)
    return RuleResult(
        rule=rule,
        result=result,
        claims=names,
        arithmetic=with_values(rule.expression, relation, values),
        missing=missing,
        # A rule that divides by zero says nothing about its claims, and takes no part in conflicts.
        parsed=None if missing == NO_DIVISOR else parsed,
    )


def _undecided(
    rule: RelationRule, names: tuple[str, ...], missing: str, error: ExpressionError
) -> RuleResult:
    return RuleResult(rule, Result.UNDECIDED, names, "", missing, error=error)


def _of_unknown_claims(
    book: Book, rule: RelationRule, names: tuple[str, ...], unknown: tuple[ClaimRef, ...]
) -> RuleResult:
    missing = "claims " + ", ".join(ref.claim for ref in unknown)
    # A claim whose file has errors is there, and has findings of its own.
    nowhere = tuple(ref for ref in unknown if ref.claim not in book.broken)
    return RuleResult(rule, Result.UNDECIDED, names, "", missing, unknown=nowhere)


def _judge(
    related: Related, readings: Readings, reports: Mapping[str, ReportedValue]
) -> tuple[Result, str]:
    """The result, and what is missing to decide it."""
    missing = _missing_value(related, reports)
    if missing:
        return Result.UNDECIDED, missing
    domains = domains_of(related, readings, reports)
    hulls = {name: hull(domain) for name, domain in domains.items()} if related.divisors else {}
    if any(expr.interval(hulls).single == 0 for expr in related.divisors):
        return Result.UNDECIDED, NO_DIVISOR
    budget = Budget(STEPS_A_RULE)
    try:
        if solve(related.constraints, domains, budget) is Answer.REFUTED:
            return Result.BROKEN, ""
        # Not broken: it holds if its opposite is refuted, by all readings of the values.
        cannot_fail = solve(related.negated, domains, budget) is Answer.REFUTED
    except OutOfStepsError:
        return Result.UNDECIDED, f"simpler terms: not decided within {STEPS_A_RULE:,} steps"
    if cannot_fail and not _may_divide_by_zero(related, hulls):
        return Result.HOLDS, ""
    return Result.UNDECIDED, "exact values: these are too wide to tell"


def _may_divide_by_zero(related: Related, hulls: Mapping[Variable, Interval]) -> bool:
    zero = Interval.point(0)
    return any(expr.interval(hulls).overlaps(zero) for expr in related.divisors)


_NEEDED: Final = {"weekday": "a date or weekday", "value": "a time", "date": "a date"}


def _missing_value(related: Related, reports: Mapping[str, ReportedValue]) -> str:
    """What a rule would need to know about its claims, or nothing."""
    for what, name in sorted(related.constraints.variables):
        if what not in ("own", "truth") and not _has_value(what, reports[name].value):
            return f"{_NEEDED.get(what, 'a part of the day')} of {name}"
    return ""


def _has_value(what: str, value: Value | None) -> bool:
    if what == "weekday" and isinstance(value, Moment):
        return value.known_weekday is not None
    return value is not None
