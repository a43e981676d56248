"""Gates of a change: policies of ``book.yaml`` that only two states of the book together can break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.book import Stance, State
from checker.findings import Finding, finding
from checker.grading import Grade, Strength
from checker.grading.lines import witnesses_of
from checker.report.compare import Comparison, Effect
from checker.report.model import Case


def change_gates(comparison: Comparison) -> Iterator[Finding]:
    """What a change does against the policies that its book names."""
    gates = comparison.after.case.book.gates
    if "new-claim-one-house" in gates:
        yield from _one_house(comparison)
    if "approved-fell" in gates:
        yield from _fallen(comparison)


Judged = tuple[str, str]
"""Verdict and strength, which is empty for a verdict that has none."""

_FIRM: Final = ("", Strength.LOW, Strength.MODERATE, Strength.HIGH)


def fell(before: Judged, after: Judged) -> bool:
    """Whether a grade is lower than before, or the contrary; a verdict without a strength is the lowest."""
    if before[0] == after[0]:
        return _FIRM.index(after[1]) < _FIRM.index(before[1])
    return bool(before[1])


def fallen(case: Case, claim: str, before: Judged, steps: tuple[str | int, ...]) -> Finding:
    """The finding on an approved claim that has fallen."""
    grade = case.grades[claim]
    message = f"approved as {_text(before)}; now {_text(grade.judged)}: {grade.reasons[0]}"
    hint = f"look at it again, and approve or return it: checker review show {claim}"
    return finding("approved-fell", case.book.claims[claim].place.of(*steps), message, hint, claim)


def _text(grade: Judged) -> str:
    return ", ".join(filter(None, grade))


def _fallen(comparison: Comparison) -> Iterator[Finding]:
    """Claims that were approved before, are not approved now, nor returned, and have fallen all the same."""
    case = comparison.after.case
    before = comparison.before.case.approvals
    for item in comparison.changes:
        approval = before.get(item.was or item.claim)
        if approval is None or approval.act is None or item.after is None:
            continue
        review = case.book.claims[item.claim].review
        if review.state in (State.APPROVED, State.RETURNED):
            continue
        if fell(approval.before, item.after.judged):
            yield fallen(case, item.claim, approval.before, ("statement",))


def _one_house(comparison: Comparison) -> Iterator[Finding]:
    case = comparison.after.case
    for item in comparison.changes:
        if item.effect is Effect.NEW and item.after is not None:
            claim = case.book.claims[item.claim]
            count = max(_houses(case, item.after, stance) for stance in Stance)
            if count < case.book.rubric.independent_houses:
                behind = ("no house stands", "one house alone stands")[count] if count < 2 else f"{count} houses stand"
                yield finding(
                    "new-claim-one-house",
                    claim.place.of("statement"),
                    f"a new claim, and {behind} behind either side of it",
                    "quote a source of another house, or leave it out of this change",
                    claim.id,
                )


def _houses(case: Case, grade: Grade, stance: Stance) -> int:
    """Independent houses that relay some line of a stance; the document itself is as good as any number."""
    lines = [line for line in grade.lines if line.stance is stance and line.witnessed]
    if any(line.is_document for line in lines):
        return case.book.rubric.independent_houses
    return len(witnesses_of(case.book, {name for line in lines for item in line.relayed_by for name in item.sources}))
