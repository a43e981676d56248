"""Policies under ``gates`` in ``book.yaml`` that one state of the book can break."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Claim
from checker.changes.gates import downgraded_finding, is_downgrade
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding


@check("conflict-without-note", Severity.ERROR, "A conflict has no note", scope=Scope.BOOK)
def conflicts_without_a_note(facts: Facts) -> Iterator[Finding]:
    """Conflicts that the evidence does not settle, and whose rules have no note."""
    if "conflict-without-note" not in facts.book.gates:
        return
    for item, *_ in facts.assessment.disagreements:
        if item.kind == "conflict" and item.claims and not any(rule.note for rule in item.rules):
            rule = item.rules[0]
            names = ", ".join(item.claims)
            yield finding(
                "conflict-without-note",
                rule.place.key(rule.key),
                f"{names} cannot all be right, and no rule about them has a note",
                f"write in the rule {rule.id} what you know about the conflict: “note: …”",
                about=names,
            )


@check("approved-downgraded", scope=Scope.CLAIM)
def approved_and_downgraded(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Claims that were approved with a higher grade than they have now."""
    if "approved-downgraded" not in facts.book.gates:
        return
    approval = facts.assessment.approvals.get(claim.id)
    if approval is None or approval.act is None:
        return
    if is_downgrade(approval.before, approval.after):
        steps = ("review", "thread", len(claim.review.thread) - 1, "verdict")
        yield downgraded_finding(facts.assessment, claim.id, approval.before, steps)
