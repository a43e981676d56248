"""Gates of a change: policies of ``book.yaml`` that need two states of the book to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.assessment.model import Assessment
from checker.book import Act, ReviewState, Stance
from checker.changes.compare import Comparison, Effect
from checker.findings import Finding, Location, finding
from checker.grading import Grade, Strength
from checker.grading.lines import independent_outlets_of
from checker.review import stands_for

Judged = tuple[str, str]
"""Verdict and strength. The strength is empty for a verdict that has none."""

_STRENGTHS: Final = ("", Strength.LOW, Strength.MODERATE, Strength.HIGH)
"""From the lowest to the highest."""


def change_gates(comparison: Comparison) -> Iterator[Finding]:
    """What a change does against the policies that its book names."""
    gates = comparison.after.assessment.book.gates
    if "new-claim-one-outlet" in gates:
        yield from _new_claims(comparison)
    if "approved-downgraded" in gates:
        yield from _former_approvals(comparison)


def is_downgrade(before: Judged, after: Judged) -> bool:
    """Whether a grade is lower than before, or has another verdict.

    A verdict without a strength is the lowest: nothing is a downgrade from there.
    """
    if before[0] == after[0]:
        return _STRENGTHS.index(after[1]) < _STRENGTHS.index(before[1])
    return bool(before[1])


def downgraded_finding(
    assessment: Assessment, claim: str, before: Judged, steps: tuple[str | int, ...]
) -> Finding:
    """The finding on an approved claim that was downgraded."""
    grade = assessment.grades[claim]
    message = f"approved as {_text(before)}, but now {_text(grade.judged)}: {grade.reasons[0]}"
    hint = f"read the claim again, and approve or return it: checker review show {claim}"
    where = assessment.book.claims[claim].place.of(*steps)
    return finding("approved-downgraded", where, message, hint, claim)


def _text(grade: Judged) -> str:
    return ", ".join(filter(None, grade))


def _former_approvals(comparison: Comparison) -> Iterator[Finding]:
    """Claims that were approved before the change, are not now, and that no editor returned."""
    before, after = comparison.before.assessment, comparison.after.assessment
    renamed = {item.was: item.claim for item in comparison.changes if item.was}
    for former, approval in sorted(before.approvals.items()):
        act, name = approval.act, renamed.get(former, former)
        if act is None or name in after.book.broken:
            continue  # a file that cannot be read has its own error
        if name in after.book.claims:
            yield from _former_approval(after, name, act, approval.before)
        else:
            where = Location(before.book.claims[former].place.document.path)
            yield _not_returned(where, former, act, "has been removed")


def _former_approval(after: Assessment, name: str, act: Act, approved: Judged) -> Iterator[Finding]:
    """A claim may go back into review by itself only if its approval had lapsed.

    Its grade must not be lower than the approved one, and its thread must keep the approval.
    """
    claim = after.book.claims[name]
    if claim.review.state in (ReviewState.APPROVED, ReviewState.RETURNED):
        return
    if is_downgrade(approved, after.grades[name].judged):
        yield downgraded_finding(after, name, approved, ("statement",))
    elif act not in claim.review.thread or stands_for(after.book, claim, act):
        how = f"was set back to “{claim.review.state}”"
        yield _not_returned(claim.place.of("statement"), name, act, how)


def _not_returned(where: Location, claim: str, act: Act, how: str) -> Finding:
    grade = _text((act.verdict, act.strength))
    message = f"{act.name} approved the claim as {grade}, but it {how}, and no editor returned it"
    hint = (
        "let an editor return the claim first, in a separate change: "
        f"checker review return {claim} --note “…”"
    )
    return finding("approved-downgraded", where, message, hint, claim)


def _new_claims(comparison: Comparison) -> Iterator[Finding]:
    """New claims with fewer independent outlets on either side than the rubric wants."""
    assessment = comparison.after.assessment
    required = assessment.book.rubric.independent_outlets
    for item in comparison.changes:
        if item.effect is not Effect.NEW or item.after is None:
            continue
        count = max(_outlets(assessment, item.after, stance) for stance in Stance)
        if count < required:
            yield finding(
                "new-claim-one-outlet",
                assessment.book.claims[item.claim].place.of("statement"),
                f"this new claim is {_reported_by(count)}, but new claims need {required} "
                "independent outlets",
                "quote a source from another outlet, or leave the claim out of this change",
                item.claim,
            )


def _reported_by(count: int) -> str:
    if count == 0:
        return "reported by no outlet"
    return f"reported by {count} {'outlet' if count == 1 else 'outlets'}"


def _outlets(assessment: Assessment, grade: Grade, stance: Stance) -> int:
    """The number of independent outlets for one side; the document itself is always enough."""
    lines = [line for line in grade.lines if line.stance is stance and line.counts_as_outlet]
    if any(line.is_document for line in lines):
        return assessment.book.rubric.independent_outlets
    sources = {name for line in lines for item in line.via for name in item.sources}
    return len(independent_outlets_of(assessment.book, sources))
