"""What falls if a source is withdrawn: the book judged again without its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.assessment.assess import assess
from checker.assessment.model import Assessment
from checker.book import Book, Claim
from checker.conflicts import Conflict
from checker.grading import Grade, grade_claim


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A claim whose verdict or strength is another without the source."""

    claim: str
    before: Grade
    after: Grade
    quoted: bool
    """Whether the claim quotes the source; if not, it changes by way of a conflict."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """All that is otherwise without one source."""

    source: str
    changes: tuple[VerdictChange, ...]
    """By final grades, after conflicts; sorted by claim."""

    bare: tuple[str, ...]
    """Claims that are left without any evidence that weighs, sorted."""

    gone: tuple[Conflict, ...]
    """Conflicts and discrepancies that are gone, in the order of the assessment."""


def withdraw(assessment: Assessment, source: str) -> Withdrawal:
    """The difference that a source makes to an assessment.

    Only claims that quote the source are graded anew.
    """
    without = _claims_without(assessment.book, source)
    after = _without(assessment, without)
    changes = []
    for name, before in sorted(assessment.grades.items()):
        if before.judged != after.grades[name].judged:
            changes.append(VerdictChange(name, before, after.grades[name], name in without))
    bare = [
        name
        for name in sorted(without)
        if _weighs(assessment.base[name]) and not _weighs(after.base[name])
    ]
    left = {_identity(item) for item in after.conflicts}
    gone = [item for item in assessment.conflicts if _identity(item) not in left]
    return Withdrawal(source, tuple(changes), tuple(bare), tuple(gone))


def _claims_without(book: Book, source: str) -> dict[str, Claim]:
    """The claims that quote a source, without its evidence."""
    found = {}
    for claim in book.claims.values():
        kept = tuple(item for item in claim.evidence if item.source != source)
        if len(kept) < len(claim.evidence):
            found[claim.id] = replace(claim, evidence=kept)
    return found


def _without(assessment: Assessment, claims: Mapping[str, Claim]) -> Assessment:
    """The assessment again, with these claims in place of those with more evidence."""
    if not claims:
        return assessment
    book = replace(assessment.book, claims={**assessment.book.claims, **claims})
    changed = {
        name: grade_claim(book, claim, assessment.verification) for name, claim in claims.items()
    }
    return assess(book, assessment.verification, {**assessment.base, **changed})


def _weighs(grade: Grade) -> bool:
    return any(item.weight for item in grade.weighed)


def _identity(item: Conflict) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
    return tuple(rule.id for rule in item.rules), item.claims, item.own, item.discrepancy
