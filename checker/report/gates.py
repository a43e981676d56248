"""Gates of a change: policies of ``book.yaml`` that only two states of the book together can break."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Stance
from checker.findings import Finding, finding
from checker.grading import Grade
from checker.grading.lines import witnesses_of
from checker.report.compare import Comparison, Effect
from checker.report.model import Case


def change_gates(comparison: Comparison) -> Iterator[Finding]:
    """What a change does against the policies that its book names."""
    if "new-claim-one-house" in comparison.after.case.book.gates:
        yield from _one_house(comparison)


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
