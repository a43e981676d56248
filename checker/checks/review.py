"""Approvals that do not stand any more, and threads that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import Assessment
from checker.book import Claim
from checker.findings import Finding, Location, finding
from checker.review import Approval, ApprovalStatus, FieldChange, problems


def threads(assessment: Assessment) -> Iterator[Finding]:
    """Review blocks that contradict themselves."""
    for claim in assessment.book.claims.values():
        for problem in problems(claim.review):
            yield finding(
                "review-thread",
                claim.place.of(*problem.steps),
                problem.message,
                problem.hint,
                claim.id,
            )


def approvals(assessment: Assessment) -> Iterator[Finding]:
    """Approvals of what is not there any more, or of another grade."""
    for name, approval in assessment.approvals.items():
        claim = assessment.book.claims[name]
        if any(problems(claim.review)):
            continue  # that is told, and comes first
        act = approval.act
        assert act is not None, "an approval without an entry is a problem of the thread"
        if approval.mark is ApprovalStatus.LAPSED:
            yield finding(
                "approval-lapsed",
                _place(claim, approval),
                f"{act.name} approved it on {act.day}; changed since: {_changed(approval)}",
                f"read it again: checker review show {name}",
                name,
            )
        elif approval.mark is ApprovalStatus.MOVED:
            yield finding(
                "approval-grade-moved",
                claim.place.of("review", "thread", len(claim.review.thread) - 1, "verdict"),
                f"approved as {_grade(approval.before)}; now {_grade(approval.after)}: {_why(assessment, name)}",
                f"look at it again: checker review show {name}",
                name,
            )


def _changed(approval: Approval) -> str:
    """“statement, supporting/2 (new)”."""
    return ", ".join(map(str, approval.changes)) or "the claim, its evidence or its texts"


def _place(claim: Claim, approval: Approval) -> Location:
    """Where the first change that is still there stands; else the digest that does not fit."""
    for change in approval.changes:
        steps = _steps(claim, change)
        if steps:
            return claim.place.of(*steps)
    return claim.place.of("review", "thread", len(claim.review.thread) - 1, "digest")


def _steps(claim: Claim, change: FieldChange) -> tuple[str | int, ...]:
    if change.how == "gone":
        return ()
    if change.field == "texts":
        return (*claim.evidence[0].place.path, "source") if claim.evidence else ()
    key, _, number = change.field.partition("/")
    return (key, int(number) - 1) if number else tuple(key.split("."))


def _grade(grade: tuple[str, str]) -> str:
    return ", ".join(part for part in grade if part)


def _why(assessment: Assessment, name: str) -> str:
    """The reason that tells most: what a conflict did, or what leads the verdict."""
    grade, base = assessment.grades[name], assessment.base[name]
    return grade.reasons[-1] if grade.verdict is not base.verdict else grade.reasons[0]
