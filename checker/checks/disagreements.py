"""Claims that cannot all be right, or that do not normally go together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.assessment import Assessment
from checker.book import Claim
from checker.checks.registry import Facts, Scope, check
from checker.conflicts import Conflict
from checker.findings import Finding, Location, Severity, finding
from checker.rules import ReportedValue

MAXIMUM_RESOLUTIONS: Final = 6
"""Number of equally likely resolutions that a hint names."""


@check("conflict", Severity.WARNING, "Claims cannot all be right", scope=Scope.BOOK)
@check(
    "conflict-settled",
    Severity.NOTE,
    "Claims cannot all be right, and the evidence shows which one is wrong",
    scope=Scope.BOOK,
)
@check(
    "conflict-reported",
    Severity.NOTE,
    "A value reported against a claim does not fit the rules",
    scope=Scope.BOOK,
)
@check("discrepancy", Severity.NOTE, "Claims do not normally go together", scope=Scope.BOOK)
def disagreements(facts: Facts) -> Iterator[Finding]:
    """One finding for each group of conflicts or discrepancies with the same resolutions."""
    for group in facts.assessment.disagreements:
        item = group[0]
        message = _message(item, len(group) - 1)
        if not item.own:
            yield _rival(facts.assessment, item, message)
            continue
        rule = item.rules[0]
        kind = "conflict-settled" if item.kind == "settled" else item.kind
        related = tuple(_lines(facts.assessment, item))
        yield finding(kind, rule.place.of(rule.key), message, _hint(item), related=related)


def _message(item: Conflict, others: int) -> str:
    """What is wrong, under the title of the rule; ``others`` is the number of similar conflicts."""
    title = item.rules[0].title.rstrip(".")
    message = f"{title}: {item.message}" if title else item.message
    if not others:
        return message
    sets = "set" if others == 1 else "sets"
    return f"{message} (the same resolution settles {others} more {sets} of claims)"


def _hint(item: Conflict) -> str:
    cheapest = [resolution for resolution in item.resolutions if resolution.cheapest]
    ways = [" and ".join(resolution.claims) for resolution in cheapest]
    if len(ways) > MAXIMUM_RESOLUTIONS:
        ways = [*ways[:MAXIMUM_RESOLUTIONS], f"{len(ways) - MAXIMUM_RESOLUTIONS} other ways"]
    hint = "correct the rule: it cannot hold, whatever the claims say"
    if ways:
        hint = f"most likely wrong: {', or '.join(ways)}"
    ask = next((rule.ask for rule in item.rules if rule.ask), "")
    return f"{hint}; ask {ask}" if ask else hint


def _rival(assessment: Assessment, item: Conflict, message: str) -> Finding:
    """A conflict with a value reported against a claim, at the evidence that reports it."""
    report = next(report for report in item.combinations[0] if not report.own)
    return finding(
        "conflict-reported",
        _reported_at(assessment, report),
        message,
        "read the quote again: the claims' own values fit the rule, but this value does not",
        report.claim,
        tuple(_lines(assessment, item)),
    )


def _reported_at(assessment: Assessment, report: ReportedValue) -> Location:
    """The first evidence that reports a value."""
    evidence = assessment.book.claims[report.claim].evidence
    return next(one for one in evidence if one.id == report.evidence[0]).place.of("says")


def _lines(assessment: Assessment, item: Conflict) -> Iterator[tuple[Location, str]]:
    """The places that make a conflict: its values, and all its rules but the first."""
    for report in item.combinations[0]:
        claim = assessment.book.claims[report.claim]
        if report.own:
            yield claim.place.of(*_value_steps(claim)), f"{claim.id}: {report.text}"
        else:
            yield _reported_at(assessment, report), f"{claim.id}: {report.text}, as reported"
    for rule in item.rules[1:]:
        yield rule.place.of(rule.key), rule.id


def _value_steps(claim: Claim) -> tuple[str, ...]:
    if claim.quantity:
        return ("quantity", "value")
    return ("when",) if claim.when else ("statement",)
