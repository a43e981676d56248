"""Rules of the book that cannot be read or decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Location, Severity, finding
from checker.rules import Result, RuleResult

_NAMED_RULES: Final = 5
"""Number of rules that a message names."""


@check("rule-expression", Severity.ERROR, "A rule cannot be read", scope=Scope.RULE)
@check("rule-units", Severity.ERROR, "A rule relates things that do not compare", scope=Scope.RULE)
def expressions(_: Facts, result: RuleResult) -> Iterator[Finding]:
    """Rules that cannot be read, or that relate values of different units."""
    if result.error is not None:
        at = _inside(result, result.error.position, result.error.length)
        hint = "correct the rule; schemas/README.md has the grammar"
        yield finding(result.error.kind, at, str(result.error), hint)


@check("reference-unknown", scope=Scope.RULE)
def unknown_claims(_: Facts, result: RuleResult) -> Iterator[Finding]:
    """Claims that a rule names and the book does not have."""
    for ref in result.unknown:
        at = _inside(result, ref.position, len(ref.claim))
        message = f"there is no claim “{ref.claim}” in the book"
        yield finding("reference-unknown", at, message, "correct the id", about=ref.claim)


@check("rule-undecided", Severity.NOTE, "A rule cannot be decided", scope=Scope.RULE)
def undecided(_: Facts, result: RuleResult) -> Iterator[Finding]:
    """Rules whose claims do not have the values that they need."""
    if result.result is Result.UNDECIDED and result.arithmetic:
        rule = result.rule
        message = f"the rule {rule.id} cannot be decided"
        yield finding(
            "rule-undecided", rule.place.of(rule.key), message, f"it needs {result.missing}"
        )


@check(
    "conflict-search-limit",
    Severity.WARNING,
    "The search for conflicts reached its limit",
    scope=Scope.BOOK,
)
def unfinished_searches(facts: Facts) -> Iterator[Finding]:
    """Groups of rules whose search for conflicts ended early."""
    for item in facts.assessment.undecided:
        first = item.rules[0]
        names = ", ".join(rule.id for rule in item.rules[:_NAMED_RULES])
        more = ", …" if len(item.rules) > _NAMED_RULES else ""
        yield finding(
            "conflict-search-limit",
            first.place.of(first.key),
            f"{names}{more}: {item.message}",
            "relate fewer claims to each other, or give exact values",
        )


def _inside(result: RuleResult, position: int, length: int) -> Location:
    """A part of the expression; all of it if the file writes it in another way."""
    rule = result.rule
    if rule.key == "exclusive":
        number = rule.expression.count(",", 0, position)
        return rule.place.of("exclusive", number)
    where = rule.place.of(rule.key)
    if where.line != where.end_line:
        return where
    line = rule.place.document.text.splitlines()[where.line - 1]
    begin = line.find(rule.expression, where.column - 1)
    if begin < 0:
        return where
    start = begin + position + 1
    return Location(where.path, where.line, start, where.line, start + max(length, 1))
