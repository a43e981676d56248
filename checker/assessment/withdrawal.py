"""What falls if a source is withdrawn: the book judged again without its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.assessment.assess import assess
from checker.assessment.model import Assessment
from checker.book import Claim
from checker.conflicts import Conflict
from checker.grading import Grade, grade_claim


@dataclass(frozen=True, slots=True)
class Change:
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
    changes: tuple[Change, ...]
    """By final grades, after conflicts; sorted by claim."""

    bare: tuple[str, ...]
    """Claims that are left without any evidence that weighs, sorted."""

    gone: tuple[Conflict, ...]
    """Conflicts and discrepancies that are no more, in the order of the case."""


def withdraw(assessment: Assessment, source: str) -> Withdrawal:
    """The difference that a source makes to a case. Of base grades, only those of claims that quote
    it are new.
    """
    without = {
        claim.id: replace(
            claim, evidence=tuple(item for item in claim.evidence if item.source != source)
        )
        for claim in assessment.book.claims.values()
        if any(item.source == source for item in claim.evidence)
    }
    after = _without(assessment, without)
    changes = [
        Change(name, before, after.grades[name], name in without)
        for name, before in sorted(assessment.grades.items())
        if before.judged != after.grades[name].judged
    ]
    bare = [
        name
        for name in sorted(without)
        if _weighs(assessment.base[name]) and not _weighs(after.base[name])
    ]
    left = {_identity(item) for item in after.conflicts}
    gone = [item for item in assessment.conflicts if _identity(item) not in left]
    return Withdrawal(source, tuple(changes), tuple(bare), tuple(gone))


def _without(assessment: Assessment, claims: Mapping[str, Claim]) -> Assessment:
    """The case anew, with claims that have less evidence in place of those that had more."""
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
