"""Rules of the book: unreadable, undecided, broken; each conflict with the lines that make it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.assessment import Assessment
from checker.conflicts import Conflict
from checker.findings import Finding, Location, finding
from checker.rules import ReportedValue, Result, RuleResult

MAXIMUM_WAYS: Final = 6
"""So many resolutions that cost the same are named in a hint."""


def relations(assessment: Assessment) -> Iterator[Finding]:
    """Rules that cannot be read, relate what cannot be related, or cannot be decided."""
    for item in assessment.rules:
        where = item.rule.place.of(item.rule.key)
        if item.error is not None:
            at = _inside(item, where, item.error.position, item.error.length)
            yield finding(
                item.error.kind, at, str(item.error), "see the grammar in schemas/README.md"
            )
        for ref in item.unknown:
            at = _inside(item, where, ref.position, len(ref.claim))
            message = f"no claim “{ref.claim}” in the book"
            yield finding("reference-unknown", at, message, "correct the id", about=ref.claim)
        if item.result is Result.UNDECIDED and item.arithmetic:
            yield finding(
                "rule-undecided",
                where,
                f"{item.rule.id} cannot be decided",
                f"it needs {item.missing}",
            )
    for left in assessment.undecided:
        names = ", ".join(rule.id for rule in left.rules[:5]) + (
            ", …" if len(left.rules) > 5 else ""
        )
        where = left.rules[0].place.of(left.rules[0].key)
        hint = "relate fewer claims to each other, or give exact values"
        yield finding("rules-not-decided", where, f"{names}: {left.message}", hint)


def conflicts(assessment: Assessment) -> Iterator[Finding]:
    """What cannot all be right, and what sits badly together."""
    for group in assessment.disagreements:
        item = group[0]
        related = tuple(_lines(assessment, item))
        title = f"{item.rules[0].title.rstrip('.')}: " if item.rules[0].title else ""
        more = (
            f" (and {len(group) - 1} more sets of claims that one resolution ends)"
            if len(group) > 1
            else ""
        )
        message = title + item.message + more
        if not item.own:
            yield _rival(assessment, item, message)
            continue
        where = item.rules[0].place.of(item.rules[0].key)
        kind = "conflict-settled" if item.kind == "settled" else item.kind
        yield finding(kind, where, message, _hint(item), related=related)


def _hint(item: Conflict) -> str:
    ways = [
        " with ".join(resolution.claims) for resolution in item.resolutions if resolution.cheapest
    ]
    if len(ways) > MAXIMUM_WAYS:
        ways = [*ways[:MAXIMUM_WAYS], f"{len(ways) - MAXIMUM_WAYS} other ways"]
    ask = next((rule.ask for rule in item.rules if rule.ask), "")
    hint = (
        f"cheapest to disbelieve: {' or '.join(ways)}"
        if ways
        else "correct the rule: no claim can make it hold"
    )
    return f"{hint}; ask {ask}" if ask else hint


def _rival(assessment: Assessment, item: Conflict, message: str) -> Finding:
    """A conflict that speaks against a rival value stands where that is reported."""
    report = next(report for report in item.combinations[0] if not report.own)
    return finding(
        "conflict-reported",
        _reported_at(assessment, report),
        message,
        "the claims' own values fit the rule; this one does not",
        report.claim,
        tuple(_lines(assessment, item)),
    )


def _reported_at(assessment: Assessment, report: ReportedValue) -> Location:
    """Where a rival value is reported first."""
    evidence = assessment.book.claims[report.claim].evidence
    return next(one for one in evidence if one.id == report.evidence[0]).place.of("says")


def _lines(assessment: Assessment, item: Conflict) -> Iterator[tuple[Location, str]]:
    """The lines that make a conflict: the values, and the rules behind the first."""
    for report in item.combinations[0]:
        claim = assessment.book.claims[report.claim]
        if report.own:
            steps = (
                ("quantity", "value")
                if claim.quantity
                else ("when",)
                if claim.when
                else ("statement",)
            )
            yield claim.place.of(*steps), f"{claim.id}: {report.text}"
        else:
            yield _reported_at(assessment, report), f"{claim.id}: {report.text}, as reported"
    for rule in item.rules[1:]:
        yield rule.place.of(rule.key), rule.id


def _inside(item: RuleResult, where: Location, position: int, length: int) -> Location:
    """A stretch of the expression, if it stands in the file as written; else all of it."""
    document, rule = item.rule.place.document, item.rule
    if rule.key == "exclusive":
        number = rule.expression.count(",", 0, position)
        return rule.place.of("exclusive", number)
    line = document.text.splitlines()[where.line - 1] if where.line == where.end_line else ""
    begin = line.find(rule.expression, where.column - 1)
    if begin < 0:
        return where
    start = begin + position + 1
    return Location(where.path, where.line, start, where.line, start + max(length, 1))
