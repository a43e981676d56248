"""Gates of a change: policies of ``book.yaml`` that only two states of the book together can break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.book import Act, Stance, State
from checker.findings import Finding, Location, finding
from checker.grading import Grade, Strength
from checker.grading.lines import witnesses_of
from checker.report.compare import Comparison, Effect
from checker.report.model import Case
from checker.review import stands_for


def change_gates(comparison: Comparison) -> Iterator[Finding]:
    """What a change does against the policies that its book names."""
    gates = comparison.after.case.book.gates
    if "new-claim-one-house" in gates:
        yield from _one_house(comparison)
    if "approved-fell" in gates:
        yield from _let_go(comparison)


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


def _let_go(comparison: Comparison) -> Iterator[Finding]:
    """Claims that were approved before and are not now, without an editor having returned them.

    An approval that lapsed may be taken out, as long as the grade has not fallen and the thread still tells of it.
    """
    case = comparison.after.case
    renamed = {item.was: item.claim for item in comparison.changes if item.was}
    for was, approval in sorted(comparison.before.case.approvals.items()):
        act, name = approval.act, renamed.get(was, was)
        if act is None or name in case.book.broken:  # a file that cannot be read has its own error
            continue
        claim = case.book.claims.get(name)
        if claim is None:
            yield _without(Location(comparison.before.case.book.claims[was].place.document.path), was, act, "removed")
        elif claim.review.state in (State.APPROVED, State.RETURNED):
            continue
        elif fell(approval.before, case.grades[name].judged):
            yield fallen(case, name, approval.before, ("statement",))
        elif act not in claim.review.thread or stands_for(case.book, claim, act):
            yield _without(claim.place.of("statement"), name, act, "taken back to " + claim.review.state)


def _without(where: Location, claim: str, act: Act, how: str) -> Finding:
    message = f"approved as {_text((act.verdict, act.strength))} by {act.name}; {how}, and nobody returned it"
    hint = f"let an editor return it first, in a change by itself: checker review return {claim} --note “…”"
    return finding("approved-fell", where, message, hint, claim)


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
