"""Policies that the book itself names under ``gates``, and that its present state alone can break."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import Assessment
from checker.changes.gates import downgraded_finding, is_downgrade
from checker.findings import Finding, finding


def conflicts_without_a_note(assessment: Assessment) -> Iterator[Finding]:
    """Conflicts that the evidence does not settle, and of which no rule carries a note from the desk."""
    if "conflict-without-note" not in assessment.book.gates:
        return
    for item, *_ in assessment.disagreements:
        if item.kind == "conflict" and item.claims and not any(rule.note for rule in item.rules):
            rule = item.rules[0]
            names = ", ".join(item.claims)
            yield finding(
                "conflict-without-note",
                rule.place.key(rule.key),
                f"{names} cannot all be right, and no rule of theirs has a note from the desk",
                f"write at {rule.id} what the desk makes of it: “note: …”",
                about=names,
            )


def approved_and_fallen(assessment: Assessment) -> Iterator[Finding]:
    """Claims whose approval is of a higher grade than they have now, or of the contrary one."""
    if "approved-downgraded" not in assessment.book.gates:
        return
    for name, approval in assessment.approvals.items():
        if approval.act is not None and is_downgrade(approval.before, approval.after):
            review = assessment.book.claims[name].review
            yield downgraded_finding(
                assessment,
                name,
                approval.before,
                ("review", "thread", len(review.thread) - 1, "verdict"),
            )
