"""Gates of a change: policies of ``book.yaml`` that only two states of the book together
can break.
"""

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


def change_gates(comparison: Comparison) -> Iterator[Finding]:
    """What a change does against the policies that its book names."""
    gates = comparison.after.assessment.book.gates
    if "new-claim-one-outlet" in gates:
        yield from _one_outlet(comparison)
    if "approved-downgraded" in gates:
        yield from _let_go(comparison)


Judged = tuple[str, str]
"""Verdict and strength, which is empty for a verdict that has none."""

_FIRM: Final = ("", Strength.LOW, Strength.MODERATE, Strength.HIGH)


def is_downgrade(before: Judged, after: Judged) -> bool:
    """Whether a grade is lower than before, or the contrary; a verdict without a strength is the
    lowest.
    """
    if before[0] == after[0]:
        return _FIRM.index(after[1]) < _FIRM.index(before[1])
    return bool(before[1])


def downgraded_finding(
    assessment: Assessment, claim: str, before: Judged, steps: tuple[str | int, ...]
) -> Finding:
    """The finding on an approved claim that has fallen."""
    grade = assessment.grades[claim]
    message = f"approved as {_text(before)}; now {_text(grade.judged)}: {grade.reasons[0]}"
    hint = f"look at it again, and approve or return it: checker review show {claim}"
    return finding(
        "approved-downgraded", assessment.book.claims[claim].place.of(*steps), message, hint, claim
    )


def _text(grade: Judged) -> str:
    return ", ".join(filter(None, grade))


def _let_go(comparison: Comparison) -> Iterator[Finding]:
    """Claims that were approved before and are not now, although no editor returned them.

    An approval that lapsed may be removed, as long as the grade is not lower and the thread still
    has it.
    """
    renamed = {item.was: item.claim for item in comparison.changes if item.was}
    broken = comparison.after.assessment.book.broken
    for was, approval in sorted(comparison.before.assessment.approvals.items()):
        name = renamed.get(was, was)
        # A file that cannot be read has its own error.
        if approval.act is not None and name not in broken:
            yield from _let_go_of(comparison, was, name, approval.act, approval.before)


def _let_go_of(
    comparison: Comparison, was: str, name: str, act: Act, approved_as: Judged
) -> Iterator[Finding]:
    """What happened to the approval of one claim, if that is against the policy."""
    assessment = comparison.after.assessment
    claim = assessment.book.claims.get(name)
    if claim is None:
        path = comparison.before.assessment.book.claims[was].place.document.path
        yield _without(Location(path), was, act, "removed")
        return
    if claim.review.state in (ReviewState.APPROVED, ReviewState.RETURNED):
        return
    if is_downgrade(approved_as, assessment.grades[name].judged):
        yield downgraded_finding(assessment, name, approved_as, ("statement",))
    elif act not in claim.review.thread or stands_for(assessment.book, claim, act):
        how = f"set back to {claim.review.state}"
        yield _without(claim.place.of("statement"), name, act, how)


def _without(where: Location, claim: str, act: Act, how: str) -> Finding:
    grade = _text((act.verdict, act.strength))
    message = f"approved as {grade} by {act.name}; {how}, and nobody returned it"
    command = f"checker review return {claim} --note “…”"
    hint = f"let an editor return it first, in a change of its own: {command}"
    return finding("approved-downgraded", where, message, hint, claim)


def _one_outlet(comparison: Comparison) -> Iterator[Finding]:
    assessment = comparison.after.assessment
    for item in comparison.changes:
        if item.effect is Effect.NEW and item.after is not None:
            claim = assessment.book.claims[item.claim]
            count = max(_outlets(assessment, item.after, stance) for stance in Stance)
            if count < assessment.book.rubric.independent_outlets:
                behind = (
                    ("no outlet stands", "one outlet alone stands")[count]
                    if count < 2
                    else f"{count} outlets stand"
                )
                yield finding(
                    "new-claim-one-outlet",
                    claim.place.of("statement"),
                    f"a new claim, and {behind} behind either side of it",
                    "quote a source of another outlet, or leave it out of this change",
                    claim.id,
                )


def _outlets(assessment: Assessment, grade: Grade, stance: Stance) -> int:
    """Independent outlets that relay some line of a stance; the document itself is as good as any
    number.
    """
    lines = [line for line in grade.lines if line.stance is stance and line.counts_as_outlet]
    if any(line.is_document for line in lines):
        return assessment.book.rubric.independent_outlets
    return len(
        independent_outlets_of(
            assessment.book, {name for line in lines for item in line.via for name in item.sources}
        )
    )
