"""Policies that the book itself names under ``gates``, and that its present state alone can break."""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings import Finding, finding
from checker.report import Case
from checker.report.gates import fallen, fell


def conflicts_without_a_note(case: Case) -> Iterator[Finding]:
    """Conflicts that the evidence does not settle, and of which no rule carries a note from the desk."""
    if "conflict-without-note" not in case.book.gates:
        return
    for item, *_ in case.quarrels:
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


def approved_and_fallen(case: Case) -> Iterator[Finding]:
    """Claims whose approval is of a higher grade than they have now, or of the contrary one."""
    if "approved-fell" not in case.book.gates:
        return
    for name, approval in case.approvals.items():
        if approval.act is not None and fell(approval.before, approval.after):
            review = case.book.claims[name].review
            yield fallen(case, name, approval.before, ("review", "thread", len(review.thread) - 1, "verdict"))
