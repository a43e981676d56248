"""Grades that an editor must know of."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import Assessment
from checker.book import Stance
from checker.findings import Finding, finding
from checker.grading import Verdict


def verdicts(assessment: Assessment) -> Iterator[Finding]:
    """Claims without evidence, contradicted, or told by one outlet alone."""
    for claim in assessment.book.claims.values():
        grade = assessment.grades[claim.id]
        if not claim.evidence:
            yield finding(
                "evidence-none",
                claim.place.of("statement"),
                "nothing is quoted for or against it",
                "quote a source",
                claim.id,
            )
        elif grade.verdict is Verdict.CONTRADICTED:
            yield finding(
                "claim-contradicted",
                claim.place.of("statement"),
                f"contradicted ({grade.strength}): {grade.reasons[0]}",
                "",
                claim.id,
            )
        elif grade.single:
            message = grade.reasons[0].removeprefix("single-sourced: ")
            yield finding(
                "single-sourced",
                claim.place.of("statement"),
                message,
                "look for a second, independent one",
                claim.id,
            )


def mixed_origins(assessment: Assessment) -> Iterator[Finding]:
    """Same-stage evidence that names an authority once, and elsewhere nobody: it may all be the same word."""
    for claim in assessment.book.claims.values():
        if claim.quantity is None:
            continue
        measure = claim.quantity.measure
        counted = [item.evidence for item in assessment.grades[claim.id].weighed if item.weight]
        authorities = {
            item.origin
            for item in counted
            if any(
                measure in assessment.book.entities[name].authority
                for name in assessment.book.chain(item.origin)
                if name in assessment.book.entities
            )
        }
        outlets = [item for item in counted if item.origin == "outlet"]
        if authorities and outlets:
            first = min(outlets, key=lambda item: (item.stance is Stance.SUPPORTING, item.id))
            names = ", ".join(sorted(map(assessment.book.entity_name, authorities)))
            yield finding(
                "origin-mixed",
                first.place.of("quote"),
                f"other evidence has it from {names}, this from nobody: it may be the same word",
                "if so, write origin and origin_inferred",
                claim.id,
            )
