"""Case: all that was established. Report: the case with its findings, ready to be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from checker.assessment.fingerprints import fingerprints
from checker.book import (
    Book,
    Claim,
    RelationRule,
    ReviewState,
    Topic,
)
from checker.conflicts import Conflict, History, Undecided
from checker.findings import Finding, Severity
from checker.grading import Grade, Verdict
from checker.review import Approval, ApprovalStatus, Provenance, approval_of
from checker.rules import Result, RuleResult
from checker.verification import QuoteStatus, Verification


@dataclass(frozen=True)
class Assessment:
    """What was established about a book: what checks look at."""

    book: Book
    verification: Verification
    base: Mapping[str, Grade]
    """Grades by the evidence alone, before any conflict."""

    grades: Mapping[str, Grade]
    """Final grades, by claim."""

    rules: tuple[RuleResult, ...]
    conflicts: tuple[Conflict, ...]
    """Conflicts, then those that rival values alone make, then discrepancies; each in the order of
    the rules.
    """

    undecided: tuple[Undecided, ...]
    """Rules that could not be worked out to the end."""

    histories: tuple[History, ...]
    """Quantities through their stages."""

    @cached_property
    def disagreements(self) -> tuple[tuple[Conflict, ...], ...]:
        """Conflicts that share their resolutions: one disagreement, told in several ways, by the
        fewest rules first.
        """
        groups: dict[tuple[object, ...], list[Conflict]] = {}
        for number, conflict in enumerate(self.conflicts):
            groups.setdefault((conflict.kind, conflict.resolutions or number), []).append(conflict)
        return tuple(
            tuple(sorted(group, key=lambda item: len(item.rules))) for group in groups.values()
        )

    def review_of(self, claim: str) -> str:
        """The state of a claim's review, ``lapsed`` if it was approved and is not any more what was
        approved.
        """
        approval = self.approvals.get(claim)
        lapsed = approval is not None and approval.mark is ApprovalStatus.LAPSED
        return str(ApprovalStatus.LAPSED) if lapsed else str(self.book.claims[claim].review.state)

    @cached_property
    def approvals(self) -> Mapping[str, Approval]:
        """What became of the approval of each claim that has one."""
        found = {}
        for name, claim in self.book.claims.items():
            approval = approval_of(self.book, claim, *self.grades[name].judged)
            if approval is not None:
                found[name] = approval
        return found


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a report; every key is there, zeros too, so that nothing is silently absent."""

    claims: int
    evidence: int
    sources: int
    verdicts: Mapping[str, int]
    quotes: Mapping[str, int]
    """Quotes of evidence, by status."""

    stated: Mapping[str, int]
    """Quotes that prove what sources state about themselves, by status."""

    rules: Mapping[str, int]
    conflicts: int
    discrepancies: int
    reviews: Mapping[str, int]
    """Claims by state; an approval that does not stand any more counts as lapsed."""

    findings: Mapping[str, int]
    """Findings by severity, those aside that were known; ``known`` counts them."""

    @property
    def proven(self) -> int:
        """Quotes of evidence that are proven."""
        return self.quotes[QuoteStatus.TEXT] + self.quotes[QuoteStatus.RECEIPT]


@dataclass(frozen=True)
class Report:
    """A case with its findings."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    """Sorted by place."""

    summary: Summary
    as_of: str
    """Date of the data as asked for, or empty: no clock is read."""

    provenance: tuple[Provenance, ...] = ()
    """What git says of approvals, where that was asked for; by claim."""

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """By what each finding is known again in another state of the book, in the order of the
        findings.
        """
        return fingerprints(self.assessment.book, self.findings)

    def fingerprints_before(self, renamed: Mapping[str, str]) -> tuple[str, ...]:
        """The same with claims that were renamed under their old ids, to be found again in the
        state before.
        """
        return (
            fingerprints(self.assessment.book, self.findings, renamed)
            if renamed
            else self.fingerprints
        )

    def with_findings(self, findings: Iterable[Finding]) -> Report:
        """The report with other findings: sorted, and counted anew."""
        ordered = tuple(sorted(findings, key=lambda item: item.order))
        return replace(self, findings=ordered, summary=summarize(self.assessment, ordered))

    @property
    def claims_by_topic(self) -> tuple[tuple[Topic, tuple[Claim, ...]], ...]:
        """Topics in the book's order, each with its claims by id."""
        book = self.assessment.book
        return tuple(
            (
                topic,
                tuple(claim for _, claim in sorted(book.claims.items()) if claim.topic == topic.id),
            )
            for topic in book.topics.values()
        )

    def worst(self) -> Severity | None:
        """The highest severity among the findings that are not known already."""
        new = (finding.severity for finding in self.findings if not finding.known)
        return max(new, key=lambda item: item.rank, default=None)

    def rules_on(self, claim: str) -> tuple[RelationRule, ...]:
        """The rules that name a claim."""
        return tuple(result.rule for result in self.assessment.rules if claim in result.claims)


def summarize(assessment: Assessment, findings: Iterable[Finding]) -> Summary:
    """The counts of a case and its findings."""
    checks = assessment.verification.evidence.values()
    found = tuple(findings)
    new = [finding.severity for finding in found if not finding.known]
    return Summary(
        claims=len(assessment.book.claims),
        evidence=len(assessment.verification.evidence),
        sources=len(assessment.book.sources),
        verdicts=_counts((grade.verdict for grade in assessment.grades.values()), Verdict),
        quotes=_counts((check.status for check in checks), QuoteStatus),
        stated=_counts(
            (check.status for check in assessment.verification.stated.values()), QuoteStatus
        ),
        rules=_counts((result.result for result in assessment.rules), Result),
        conflicts=sum(
            group[0].kind in ("conflict", "settled") for group in assessment.disagreements
        ),
        discrepancies=sum(group[0].discrepancy for group in assessment.disagreements),
        reviews=_counts(
            map(assessment.review_of, assessment.book.claims), (*ReviewState, ApprovalStatus.LAPSED)
        ),
        findings={**_counts(new, Severity), "known": len(found) - len(new)},
    )


def _counts(items: Iterable[str], keys: Iterable[str]) -> dict[str, int]:
    counted = Counter(map(str, items))
    return {str(key): counted[str(key)] for key in keys}
