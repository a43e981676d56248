"""Words that every format shares, so that a report says the same thing in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report, Summary
from checker.book import (
    Claim,
    ClaimKind,
    Evidence,
    Source,
    Stance,
)
from checker.coverage import SentenceState, cover_book
from checker.findings import Finding
from checker.grading import Grade, Verdict, Weight
from checker.render.i18n import N_, Translated, _, ngettext
from checker.render.ui_strings import SEVERITIES, WORDS, word
from checker.review import Approval, ApprovalStatus
from checker.verification import QuoteCheck

VERDICT_MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.DISPUTED: "≠",
    Verdict.UNPROVEN: "?",
}
"""A verdict is never shown by colour alone."""

STATUS_WORDS: Final = Translated(
    {
        "text": N_("proven in the text"),
        "receipt": N_("proven by receipt"),
        "ambiguous": N_("ambiguous"),
        "altered": N_("altered"),
        "missing": N_("missing"),
        "unchecked": N_("not checked"),
    }
)


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
    return grade_text(grade.judged)


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
                outlet=assessment.book.entity_name(outlet) if outlet else _("no known outlet"),
            )
        )
    return rows


def quantity_text(report: Report, claim: Claim) -> str:
    """``Sadrist movement: 73 seats (preliminary)``, ``on 2021-10-10``, ``said by …``, or
    nothing.
    """
    book = report.assessment.book
    if claim.quantity:
        measure = book.measures[claim.quantity.measure]
        value = claim.quantity.value.text
        unit = "" if measure.dimension != "count" else f" {measure.unit}"
        stage = f" ({claim.quantity.stage})" if claim.quantity.stage else ""
        return f"{book.entity_name(claim.quantity.subject)}: {value}{unit}{stage}"
    if claim.kind is ClaimKind.ATTRIBUTION and claim.speaker:
        return _("said by {name}").format(name=book.entity_name(claim.speaker))
    return _("time: {time}").format(time=claim.when.text) if claim.when else ""


def depends_on_text(grade: Grade) -> str:
    """What the verdict depends on: “supporting quote 1, source valley-post”."""
    if not grade.depends_on:
        return _("no single quote or source")
    return ", ".join(map(_dependence, grade.depends_on))


def _dependence(name: str) -> str:
    if "/" not in name:
        return _("source {name}").format(name=name)
    _claim, stance, number = name.split("/")
    message = _("supporting quote {number}")
    if stance == Stance.CONTRADICTING:
        message = _("contradicting quote {number}")
    return message.format(number=number)


def shared_text(source: Source) -> str:
    """“Shares 78 words in a row with X, so one has copied …”; empty if it shares none."""
    parts = [
        _("{words} words in a row with {other}").format(words=words, other=other)
        for other, words in sorted(source.shared.items())
    ]
    if not parts:
        return ""
    return _("Shares {runs}: text was copied, so they count as one outlet.").format(
        runs=", ".join(parts)
    )


def quoted(words: str) -> str:
    """Words in quotation marks; marks within them become single ones, as printers do."""
    return f"“{words.translate(_INNER_MARKS)}”"


_INNER_MARKS: Final = str.maketrans("“”", "‘’")


def counts_text(counts: Mapping[str, int], words: Mapping[str, str] | None = None) -> str:
    """``3 supported, 1 disputed``; zeros are left out, and ``none`` is for zeros alone."""
    names = WORDS if words is None else words
    parts = [f"{count:,} {names.get(key, key)}" for key, count in counts.items() if count]
    return ", ".join(parts) or _("none")


def quotes_text(summary: Summary) -> str:
    """``334: 334 proven by receipt``."""
    return f"{summary.evidence:,}: {counts_text(summary.quotes, STATUS_WORDS)}"


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


def coverage_heads() -> tuple[str, ...]:
    """The heads of the table of coverage."""
    return (
        _("source"),
        _("sentences"),
        _("covered"),
        _("waived"),
        _("open"),
        _("figures"),
        _("open figures"),
    )


def plural(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``: for messages that are not translated."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def review_text(report: Report) -> str:
    """How far the editor's review has come."""
    reviews, approvals = report.summary.reviews, report.assessment.approvals.values()
    if not (reviews["approved"] or reviews["lapsed"] or reviews["returned"]):
        return _("No editor has approved any of these claims yet.")
    claims = report.summary.claims
    moved = sum(approval.mark is ApprovalStatus.GRADE_CHANGED for approval in approvals)
    approved = ngettext(
        "{approved} of {count} claim approved by an editor",
        "{approved} of {count} claims approved by an editor",
        claims,
        approved=f"{reviews['approved']:,}",
    )
    parts = [approved]
    if moved:
        parts.append(_("{moved} of these have another grade now").format(moved=moved))
    if reviews["lapsed"]:
        parts.append(
            ngettext("{count} approval lapsed", "{count} approvals lapsed", reviews["lapsed"])
        )
    if reviews["returned"]:
        parts.append(_("{count} returned").format(count=reviews["returned"]))
    return "; ".join(parts) + "."


def claim_review_text(report: Report, claim: Claim) -> str:
    """The state of the review of one claim: “approved by Ed Itor on 2026-11-25”."""
    review = claim.review
    approval, act = report.assessment.approvals.get(claim.id), review.decision
    if approval is not None:
        return approval_text(approval)
    if act is not None:
        return _("returned by {name} on {day}: {note}").format(
            name=act.name, day=act.day, note=act.note
        )
    state = word(review.state)
    if not review.assigned:
        return state
    name = review.assigned.partition(" <")[0]
    return _("{state}, assigned to {name}").format(state=state, name=name)


def approval_text(approval: Approval) -> str:
    """What became of an approval, and why."""
    act = approval.act
    if act is None:
        return _("approval lapsed: {problem}").format(problem=approval.problem)
    given = _("approved by {name} on {day}").format(name=act.name, day=act.day)
    if approval.mark is ApprovalStatus.LAPSED:
        return _("{given}, and lapsed ({why})").format(given=given, why=_why_lapsed(approval))
    if approval.mark is ApprovalStatus.GRADE_CHANGED:
        return _("{given} as {before}; the grade is now {after}").format(
            given=given, before=grade_text(approval.before), after=grade_text(approval.after)
        )
    return given


def _why_lapsed(approval: Approval) -> str:
    if approval.problem:
        return approval.problem
    changed = ", ".join(map(str, approval.changes))
    return _("changed since: {fields}").format(
        fields=changed or _("the claim, its evidence or its texts")
    )


def grade_text(grade: tuple[str, str]) -> str:
    """A verdict and its strength, if it has one: ``supported, high``."""
    return ", ".join(word(part) for part in grade if part)


def rules_text(report: Report) -> str:
    """``3: all hold; no conflict, no discrepancy``."""
    summary = report.summary
    total = sum(summary.rules.values())
    conflicts = _("no conflict")
    if summary.conflicts:
        conflicts = ngettext("{count} conflict", "{count} conflicts", summary.conflicts)
    discrepancies = _("no discrepancy")
    if summary.discrepancies:
        discrepancies = ngettext(
            "{count} discrepancy", "{count} discrepancies", summary.discrepancies
        )
    return f"{total:,}: {_results_text(summary.rules)}; {conflicts}, {discrepancies}"


def _results_text(rules: Mapping[str, int]) -> str:
    total = sum(rules.values())
    if total and rules["holds"] == total:
        return _("all hold")
    parts = []
    if rules["holds"]:
        parts.append(ngettext("{count} holds", "{count} hold", rules["holds"]))
    if rules["broken"]:
        parts.append(_("{count} broken").format(count=rules["broken"]))
    if rules["undecided"]:
        parts.append(_("{count} undecided").format(count=rules["undecided"]))
    return ", ".join(parts) or _("none")


def findings_text(report: Report) -> str:
    """``1 error, 6 warnings; 3 known``; the known ones are counted apart."""
    counts = report.summary.findings
    errors, warnings, notes = (counts[key] for key in ("error", "warning", "note"))
    parts = []
    if errors:
        parts.append(ngettext("{count} error", "{count} errors", errors))
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings))
    if notes:
        parts.append(ngettext("{count} note", "{count} notes", notes))
    new = ", ".join(parts)
    if not counts["known"]:
        return new or _("none")
    known = _("{count} known").format(count=f"{counts['known']:,}")
    return f"{new or _('no new ones')}; {known}"


def known_text(finding: Finding) -> str:
    """``known (baseline)``, or nothing."""
    if not finding.known:
        return ""
    return _("known (baseline)") if finding.known == "baseline" else _("known (before the change)")


def severity_text(finding: Finding) -> str:
    """``warning``, or ``warning, known (baseline)``."""
    parts = (SEVERITIES[finding.severity], known_text(finding))
    return ", ".join(part for part in parts if part)


def new_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, new ones before known ones."""
    return sorted(findings, key=lambda item: bool(item.known))
