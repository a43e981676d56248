"""Words that every format shares, so that a report says the same thing in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.book import (
    Claim,
    ClaimKind,
    Evidence,
    Source,
    Stance,
)
from checker.coverage import SentenceState, cover_book
from checker.findings import Finding, Severity
from checker.grading import Grade, Verdict, Weight
from checker.review import Approval, Mark
from checker.verification import QuoteCheck

VERDICT_MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.DISPUTED: "≠",
    Verdict.UNPROVEN: "?",
}
"""So that a verdict is never told by colour alone."""

STATUS_WORDS: Final[Mapping[str, str]] = {
    "text": "proven in the text",
    "receipt": "proven by receipt",
    "ambiguous": "ambiguous",
    "altered": "altered",
    "missing": "missing",
    "unchecked": "not checked",
}

NOT_REVIEWED: Final = "No editor has approved any of these claims yet."


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence with all that a report says of it."""

    evidence: Evidence
    check: QuoteCheck
    weight: Weight
    why: str
    says: str
    origin: str
    outlet: str


def verdict_text(grade: Grade) -> str:
    """``supported, high``; the verdict alone where it has no strength."""
    return f"{grade.verdict}, {grade.strength}" if grade.strength else str(grade.verdict)


def marked_verdict(grade: Grade) -> str:
    """``✓ supported, high``."""
    return f"{VERDICT_MARKS[grade.verdict]} {verdict_text(grade)}"


def evidence_rows(report: Report, claim: Claim, stance: Stance) -> list[EvidenceRow]:
    """The evidence of one side of a claim, in the order of the file."""
    assessment = report.assessment
    rows = []
    for item in assessment.grades[claim.id].weighed:
        evidence = item.evidence
        if evidence.stance is not stance:
            continue
        outlet = assessment.book.outlet_of(evidence.source)
        rows.append(
            EvidenceRow(
                evidence=evidence,
                check=assessment.verification.evidence[evidence.id],
                weight=item.weight,
                why=item.why,
                says=evidence.says.text if evidence.says else "",
                origin=assessment.book.entity_name(evidence.origin),
                outlet=assessment.book.entity_name(outlet) if outlet else "no outlet",
            )
        )
    return rows


def quantity_text(report: Report, claim: Claim) -> str:
    """``Sadrist movement: 73 seats (preliminary)``, ``on 2021-10-10``, ``said by …``, or nothing."""
    book = report.assessment.book
    if claim.quantity:
        measure = book.measures[claim.quantity.measure]
        value = claim.quantity.value.text
        unit = "" if measure.dimension != "count" else f" {measure.unit}"
        stage = f" ({claim.quantity.stage})" if claim.quantity.stage else ""
        return f"{book.entity_name(claim.quantity.subject)}: {value}{unit}{stage}"
    if claim.kind is ClaimKind.ATTRIBUTION and claim.speaker:
        return f"said by {book.entity_name(claim.speaker)}"
    return f"when: {claim.when.text}" if claim.when else ""


def depends_on_text(grade: Grade) -> str:
    """What the verdict depends on, in words: “its supporting quote 1, the source valley-post”."""
    if not grade.depends_on:
        return "no single piece of evidence or source"
    return ", ".join(map(_hook, grade.depends_on))


def _hook(name: str) -> str:
    _, stance, number = name.split("/") if "/" in name else ("", "", "")
    return f"its {stance} quote {number}" if stance else f"the source {name}"


def shared_text(source: Source) -> str:
    """“Shares 78 words in a row with X: …”; or nothing."""
    parts = [
        f"{words} words in a row with {other}" for other, words in sorted(source.shared.items())
    ]
    return (
        f"Shares {', '.join(parts)}: text is copied, and they are one independent outlet."
        if parts
        else ""
    )


def quoted(words: str) -> str:
    """Words in quotation marks; marks within them become single ones, as printers do."""
    return f"“{words.translate(_INNER_MARKS)}”"


_INNER_MARKS: Final = str.maketrans("“”", "‘’")


def counts_text(counts: Mapping[str, int], words: Mapping[str, str] | None = None) -> str:
    """``3 supported, 1 disputed``; zeros are left out, and ``none`` stands where all are zero."""
    parts = [f"{count} {(words or {}).get(key, key)}" for key, count in counts.items() if count]
    return ", ".join(parts) or "none"


def coverage_rows(report: Report) -> list[tuple[str, ...]]:
    """Of each source: its id, sentences, covered, waived, open, figures, open figures."""
    rows = []
    for name, item in cover_book(report.assessment.book, report.assessment.verification).items():
        counts = (
            len(item.sentences),
            *map(item.count, SentenceState),
            len(item.figures),
            item.open_figures,
        )
        rows.append((name, *map(str, counts)))
    return rows


COVERAGE_HEADERS: Final = (
    "source",
    "sentences",
    "covered",
    "waived",
    "open",
    "figures",
    "open figures",
)
COVERAGE_NOTE: Final = (
    "Every sentence and every figure of a text is covered by a claim's quote, waived with a reason, or open. "
    "Where they stand in the texts was recorded when the book was proven."
)


def plural(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def review_text(report: Report) -> str:
    """Where the editor's review stands; what waits for a researcher is left out where nobody has decided anything."""
    reviews, approvals = report.summary.reviews, report.assessment.approvals.values()
    if not (reviews["approved"] or reviews["lapsed"] or reviews["returned"]):
        return NOT_REVIEWED
    moved = sum(approval.mark is Mark.MOVED for approval in approvals)
    parts = [
        f"{reviews['approved']} of {plural(report.summary.claims, 'claim')} approved by an editor"
    ]
    parts += [f"{moved} of these with another grade since"] if moved else []
    parts += [f"{plural(reviews['lapsed'], 'approval')} lapsed"] if reviews["lapsed"] else []
    parts += [f"{reviews['returned']} returned"] if reviews["returned"] else []
    return "; ".join(parts) + "."


def claim_review_text(report: Report, claim: Claim) -> str:
    """Where the review of one claim stands: “approved by Ed Itor on 2026-11-25”."""
    review = claim.review
    approval, act = report.assessment.approvals.get(claim.id), review.decision
    if approval is not None:
        return approval_text(approval)
    if act is not None:
        return f"returned by {act.name} on {act.day}: {act.note}"
    assigned = f", assigned to {review.assigned.partition(' <')[0]}" if review.assigned else ""
    return f"{review.state}{assigned}"


def approval_text(approval: Approval) -> str:
    """What became of an approval, and why."""
    act = approval.act
    if act is None:
        return f"approval lapsed: {approval.problem}"
    given = f"approved by {act.name} on {act.day}"
    if approval.mark is Mark.LAPSED:
        changed = ", ".join(map(str, approval.changes)) or "the claim, its evidence or its texts"
        return f"{given}, and lapsed ({approval.problem or f'changed since: {changed}'})"
    if approval.mark is Mark.MOVED:
        return f"{given} as {grade_text(approval.before)}; the grade moved since, to {grade_text(approval.after)}"
    return given


def grade_text(grade: tuple[str, str]) -> str:
    """A verdict and its strength, if it has one, as ``verdict_text`` has them."""
    return ", ".join(part for part in grade if part)


def rules_text(report: Report) -> str:
    """``3: all hold; no conflict, no discrepancy``."""
    summary = report.summary
    total = sum(summary.rules.values())
    parts = [
        f"{count} {word}" for key, word in _RULE_WORDS.items() if (count := summary.rules[key])
    ]
    results = (
        "all hold" if total and summary.rules["holds"] == total else ", ".join(parts) or "none"
    )
    conflicts = plural(summary.conflicts, "conflict") if summary.conflicts else "no conflict"
    discrepancies = (
        plural(summary.discrepancies, "discrepancy", "discrepancies")
        if summary.discrepancies
        else "no discrepancy"
    )
    return f"{total}: {results}; {conflicts}, {discrepancies}"


_RULE_WORDS: Final = {"holds": "hold", "broken": "broken", "undecided": "undecided"}


def findings_text(report: Report) -> str:
    """``1 error, 6 warnings; 3 known``; the known ones are not among the others."""
    counts = report.summary.findings
    new = ", ".join(plural(counts[key], key) for key in Severity if counts[key])
    if not counts["known"]:
        return new or "none"
    return f"{new or 'none that are new'}; {counts['known']:,} known"


def known_text(finding: Finding) -> str:
    """``known (baseline)``, or nothing."""
    return f"known ({finding.known})" if finding.known else ""


def new_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those that were known behind the others."""
    return sorted(findings, key=lambda item: bool(item.known))
