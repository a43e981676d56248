"""A claim's section."""

from __future__ import annotations

from collections.abc import Iterable

from checker.assessment import Report
from checker.book import Act, Claim, Stance
from checker.render import formatting
from checker.render.edition.labels import Labels, claim_label, rule_link, source_link
from checker.render.edition.model import ClaimPart, Labelled, QuotePart
from checker.render.i18n import _
from checker.render.pictures import values_picture
from checker.render.ui_strings import word
from checker.review import ApprovalStatus
from checker.text.selectors import CONTEXT


def claim_part(report: Report, labels: Labels, claim: Claim, findings: Iterable[str]) -> ClaimPart:
    """Statement, verdict, evidence on both sides, reasons, review."""
    grade = report.assessment.grades[claim.id]
    return ClaimPart(
        id=claim.id,
        label=claim_label(claim.id),
        topic=claim.topic,
        statement=claim.statement,
        kind=word(claim.kind.value),
        verdict=grade.verdict.value,
        mark=formatting.VERDICT_MARKS[grade.verdict],
        judged=formatting.verdict_text(grade),
        quantity=formatting.quantity_text(report, claim),
        reasons=grade.reasons,
        supporting=_quotes(report, claim, Stance.SUPPORTING),
        contradicting=_quotes(report, claim, Stance.CONTRADICTING),
        depends_on=formatting.depends_on_text(grade),
        rules=tuple(rule_link(rule.id) for rule in report.rules_on(claim.id)),
        disagreements=labels.disagreements_of(claim.id),
        review=formatting.claim_review_text(report, claim),
        state=_state(report, claim),
        thread=tuple(map(_told, claim.review.thread)),
        ask=claim.ask,
        note=claim.note,
        findings=tuple(findings),
        path=f"{report.assessment.book.name}/{claim.place.document.path}",
        picture=values_picture(report, claim),
    )


def _state(report: Report, claim: Claim) -> str:
    """The state of the review: ``draft``, ``approved``, ``lapsed``, ``grade changed`` …"""
    approval = report.assessment.approvals.get(claim.id)
    if approval is None or approval.mark is ApprovalStatus.VALID:
        return claim.review.state.value
    return approval.mark.value


def _quotes(report: Report, claim: Claim, stance: Stance) -> tuple[QuotePart, ...]:
    return tuple(_quote(report, row) for row in formatting.evidence_rows(report, claim, stance))


def _quote(report: Report, row: formatting.EvidenceRow) -> QuotePart:
    evidence, places = row.evidence, row.check.selectors
    source = report.assessment.book.sources.get(evidence.source)
    remarks = (
        (_("reading"), evidence.reading),
        (_("origin inferred"), evidence.origin_inferred),
        (_("stage"), evidence.stage or ""),
        (
            _("takes back"),
            _("an earlier statement of the same origin") if evidence.retracts else "",
        ),
        (_("note"), evidence.note),
    )
    return QuotePart(
        quote=formatting.quoted(evidence.quote),
        before=_from_a_word(places[0].prefix) if places else "",
        after=_to_a_word(places[-1].suffix) if places else "",
        language=source.language if source else "",
        says=row.says,
        origin=row.origin,
        source=source_link(evidence.source),
        outlet=row.outlet,
        status=row.check.status.value,
        shown=formatting.STATUS_WORDS[row.check.status.value],
        weight=word(str(row.weight)),
        why=row.why,
        remarks=tuple(Labelled(label, text) for label, text in remarks if text),
    )


def _from_a_word(prefix: str) -> str:
    """The words before a quote, without one that was cut."""
    return prefix.partition(" ")[2] if len(prefix) >= CONTEXT else prefix


def _to_a_word(suffix: str) -> str:
    """The words behind a quote, likewise."""
    return suffix.rpartition(" ")[0] if len(suffix) >= CONTEXT else suffix


def _told(act: Act) -> str:
    """An entry of the thread: “2021-10-14, Ed Itor: returned. The quote says otherwise.”"""
    note = f": {act.note}" if act.note else ""
    return f"{act.day}, {act.name}: {word(act.to)}{note}"
