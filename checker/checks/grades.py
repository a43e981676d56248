"""Verdicts that an editor must know about."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Claim, Evidence, Stance
from checker.book.model import OUTLET
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding
from checker.grading import Verdict


@check("evidence-missing", Severity.WARNING, "A claim has no evidence", scope=Scope.CLAIM)
@check(
    "claim-contradicted",
    Severity.WARNING,
    "The evidence contradicts a claim",
    scope=Scope.CLAIM,
)
@check("single-sourced", Severity.WARNING, "A claim is reported by one outlet", scope=Scope.CLAIM)
def verdicts(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Claims without evidence, contradicted claims, and claims that one outlet reports."""
    grade = facts.assessment.grades[claim.id]
    where = claim.place.of("statement")
    if not claim.evidence:
        yield finding(
            "evidence-missing",
            where,
            "the claim has no evidence for or against it",
            "quote a source",
            claim.id,
        )
    elif grade.verdict is Verdict.CONTRADICTED:
        message = f"contradicted ({grade.strength}): {grade.reasons[0]}"
        yield finding("claim-contradicted", where, message, "", claim.id)
    elif grade.single:
        message = grade.reasons[0].removeprefix("single-sourced: ")
        hint = "look for a second, independent outlet"
        yield finding("single-sourced", where, message, hint, claim.id)


@check(
    "origin-mixed",
    Severity.NOTE,
    "Only some of the evidence names an authority as its origin",
    scope=Scope.CLAIM,
)
def mixed_origins(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Evidence that names no origin, beside evidence from an authority: they may be one origin."""
    if claim.quantity is None:
        return
    weighed = facts.assessment.grades[claim.id].weighed
    counted = [item.evidence for item in weighed if item.weight]
    without_origin = [item for item in counted if item.origin == OUTLET]
    authorities = {
        item.origin for item in counted if _is_authority(facts, item, claim.quantity.measure)
    }
    if not authorities or not without_origin:
        return
    # One finding is enough; contradicting evidence comes first, as its origin matters most.
    first = min(without_origin, key=lambda item: (item.stance is Stance.SUPPORTING, item.id))
    names = ", ".join(sorted(map(facts.book.entity_name, authorities)))
    yield finding(
        "origin-mixed",
        first.place.of("quote"),
        f"other evidence names {names} as its origin, but this names none; both may have the same "
        "origin",
        "if they do, write “origin” and “origin_inferred” here",
        claim.id,
    )


def _is_authority(facts: Facts, item: Evidence, measure: str) -> bool:
    """Whether the origin, or an entity that it belongs to, is an authority on a measure."""
    entities = facts.book.entities
    chain = facts.book.chain(item.origin)
    return any(name in entities and measure in entities[name].authority for name in chain)
