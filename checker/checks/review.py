"""Reviews that contradict themselves, and approvals that no longer apply."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Claim
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Location, Severity, finding
from checker.review import Approval, ApprovalStatus, FieldChange, problems


@check(
    "review-thread",
    Severity.ERROR,
    "A review contradicts itself",
    scope=Scope.CLAIM,
)
@check(
    "approval-lapsed",
    Severity.WARNING,
    "A claim has changed since its approval",
    scope=Scope.CLAIM,
)
@check(
    "approval-grade-changed",
    Severity.WARNING,
    "The verdict has changed since the approval",
    scope=Scope.CLAIM,
)
def reviews(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Problems of a review thread; if there are none, what became of its approval."""
    found = tuple(problems(claim.review))
    for problem in found:
        where = claim.place.of(*problem.steps)
        yield finding("review-thread", where, problem.message, problem.hint, claim.id)
    approval = facts.assessment.approvals.get(claim.id)
    if found or approval is None:
        return
    if approval.mark is ApprovalStatus.LAPSED:
        yield _lapsed(claim, approval)
    elif approval.mark is ApprovalStatus.GRADE_CHANGED:
        yield _grade_changed(facts, claim, approval)


def _lapsed(claim: Claim, approval: Approval) -> Finding:
    act = approval.act
    assert act is not None, "an approval without an entry is a problem of the thread"
    changed = ", ".join(map(str, approval.changes)) or "the claim, its evidence or its texts"
    return finding(
        "approval-lapsed",
        _place(claim, approval),
        f"{act.name} approved the claim on {act.day}, but this has changed since: {changed}",
        f"read the claim again: checker review show {claim.id}",
        claim.id,
    )


def _grade_changed(facts: Facts, claim: Claim, approval: Approval) -> Finding:
    before, after = _grade(approval.before), _grade(approval.after)
    return finding(
        "approval-grade-changed",
        claim.place.of("review", "thread", len(claim.review.thread) - 1, "verdict"),
        f"approved as {before}, but now {after}: {_reason(facts, claim)}",
        f"read the claim again: checker review show {claim.id}",
        claim.id,
    )


def _place(claim: Claim, approval: Approval) -> Location:
    """The first change that is still in the file; else the digest that no longer matches."""
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


def _reason(facts: Facts, claim: Claim) -> str:
    """Why the grade is what it is: a conflict that changed it, or the main reason."""
    grade, base = facts.assessment.grades[claim.id], facts.assessment.base[claim.id]
    return grade.reasons[-1] if grade.verdict is not base.verdict else grade.reasons[0]
