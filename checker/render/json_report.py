"""The report as JSON: a contract, described by ``schemas/report.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from checker.assessment import Report
from checker.book import Claim, Evidence
from checker.conflicts import Conflict, History, StageChange, Undecided
from checker.coverage import SentenceState, SourceCoverage, cover_book
from checker.grading import Weighed
from checker.render.sources import GivenFigure, SourcePage, source_pages
from checker.rules import ReportedValue, RuleResult
from checker.values import Moment, Quantity, decimal_text
from checker.verification import QuoteCheck

SCHEMA_VERSION: Final = "4"


def render(report: Report) -> str:
    """The whole report; keys in the order of the schema, two spaces of indent."""
    return json.dumps(to_data(report), ensure_ascii=False, indent=2) + "\n"


def to_data(report: Report) -> dict[str, Any]:
    """The report as plain data; every number that is not a count or a position is a decimal
    string.
    """
    assessment, book = report.assessment, report.assessment.book
    conflicts = [_conflict(item) for item in assessment.conflicts if not item.discrepancy]
    discrepancies = [_conflict(item) for item in assessment.conflicts if item.discrepancy]
    return {
        "schema_version": SCHEMA_VERSION,
        "book": {
            "name": book.name,
            "title": book.title,
            "language": book.language,
            "time_zone": book.time_zone,
            "digest": book.digest,
            "as_of": report.as_of or None,
        },
        "summary": _summary(report),
        "claims": list(_claims(report)),
        "conflicts": conflicts,
        "discrepancies": discrepancies,
        "rules": list(map(_rule, assessment.rules)),
        "histories": [_history(item) for item in assessment.histories],
        "undecided": list(map(_undecided, assessment.undecided)),
        "findings": _findings(report),
        "sources": [_source(report, page) for page in source_pages(report)],
        "coverage": [
            _coverage(item) for item in cover_book(book, assessment.verification).values()
        ],
    }


def _claims(report: Report) -> Iterator[dict[str, Any]]:
    for _topic, claims in report.claims_by_topic:
        for claim in claims:
            yield _claim(report, claim)


def _rule(item: RuleResult) -> dict[str, Any]:
    return {
        "id": item.rule.id,
        "kind": item.rule.key,
        "expression": item.rule.expression,
        "unless": item.rule.unless or None,
        "title": item.rule.title or None,
        "ask": item.rule.ask or None,
        "result": item.result.value,
        "claims": list(item.claims),
        "arithmetic": item.arithmetic or None,
        "missing": item.missing or None,
    }


def _undecided(item: Undecided) -> dict[str, Any]:
    return {"rules": [rule.id for rule in item.rules], "message": item.message}


def _findings(report: Report) -> list[dict[str, Any]]:
    book = report.assessment.book
    return [
        {
            "kind": found.kind,
            "severity": found.severity.value,
            "path": f"{book.name}/{found.location.path}",
            "line": found.location.line,
            "column": found.location.column,
            "end_line": found.location.end_line,
            "end_column": found.location.end_column,
            "claim": found.claim or None,
            "message": found.message,
            "hint": found.hint or None,
            "related": [
                {
                    "path": f"{book.name}/{at.path}",
                    "line": at.line,
                    "column": at.column,
                    "message": words,
                }
                for at, words in found.related
            ],
            "known": found.known or None,
            "fingerprint": fingerprint,
        }
        for found, fingerprint in zip(report.findings, report.fingerprints, strict=True)
    ]


def _coverage(item: SourceCoverage) -> dict[str, Any]:
    return {
        "source": item.source,
        "sentences": len(item.sentences),
        **{str(state): item.count(state) for state in SentenceState},
        "figures": len(item.figures),
        "open_figures": item.open_figures,
        "open_sentences": [
            sentence.number for sentence in item.sentences if sentence.state is SentenceState.OPEN
        ],
    }


def _summary(report: Report) -> dict[str, Any]:
    summary = report.summary
    return {
        "claims": summary.claims,
        "evidence": summary.evidence,
        "sources": summary.sources,
        "verdicts": dict(summary.verdicts),
        "quotes": dict(summary.quotes),
        "stated": dict(summary.stated),
        "rules": dict(summary.rules),
        "conflicts": summary.conflicts,
        "discrepancies": summary.discrepancies,
        "reviews": dict(summary.reviews),
        "findings": dict(summary.findings),
    }


def _claim(report: Report, claim: Claim) -> dict[str, Any]:
    grade = report.assessment.grades[claim.id]
    return {
        "id": claim.id,
        "path": f"{report.assessment.book.name}/{claim.place.document.path}",
        "topic": claim.topic,
        "kind": claim.kind.value,
        "statement": claim.statement,
        "quantity": claim.quantity
        and {
            "subject": claim.quantity.subject,
            "measure": claim.quantity.measure,
            "stage": claim.quantity.stage,
            "value": _value(claim.quantity.value),
        },
        "when": _value(claim.when),
        "speaker": claim.speaker,
        "review": _review(report, claim),
        "verdict": grade.verdict.value,
        "strength": grade.strength and grade.strength.value,
        "reasons": list(grade.reasons),
        "depends_on": list(grade.depends_on),
        "lines": [
            {
                "stance": line.stance.value,
                "origin": line.origin,
                "weight": str(line.weight),
                "outlets": list(line.outlets),
                "sources": list(line.sources),
                "evidence": list(line.evidence),
            }
            for line in grade.lines
        ],
        "evidence": [
            _evidence(
                item.evidence, item, report.assessment.verification.evidence[item.evidence.id]
            )
            for item in grade.weighed
        ],
        "ask": claim.ask or None,
        "note": claim.note or None,
    }


def _review(report: Report, claim: Claim) -> dict[str, Any]:
    review, decision = claim.review, claim.review.decision
    approval = report.assessment.approvals.get(claim.id)
    found: dict[str, Any] = {
        "state": review.state.value,
        "approval": approval.mark.value if approval else None,
        "assigned": review.assigned or None,
        "by": None,
        "at": None,
        "verdict": None,
        "strength": None,
        "changed": list(map(str, approval.changes)) if approval else [],
    }
    if decision:
        found |= {
            "by": decision.by,
            "at": decision.at,
            "verdict": decision.verdict or None,
            "strength": decision.strength or None,
        }
    return found


def _evidence(evidence: Evidence, weighed: Weighed, check: QuoteCheck) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "source": evidence.source,
        "stance": evidence.stance.value,
        "quote": evidence.quote,
        "quote_status": check.status.value,
        "span": [list(span) for span in check.match.spans] if check.match else None,
        "selectors": [item.to_json() for item in check.selectors] if check.selectors else None,
        "says": _value(evidence.says),
        "stage": evidence.stage,
        "reading": evidence.reading or None,
        "origin": evidence.origin,
        "origin_inferred": evidence.origin_inferred or None,
        "retracts": evidence.retracts,
        "background": evidence.background,
        "weight": str(weighed.weight),
        "why": weighed.why,
    }


def _value(value: Quantity | Moment | None) -> dict[str, Any] | None:
    if value is None:
        return None
    if isinstance(value, Moment):
        return {"dimension": "time", "text": value.text, "low": None, "high": None}
    interval = value.interval
    return {
        "dimension": value.dimension.value,
        "text": value.text,
        "low": _number(interval.low),
        "high": _number(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def _number(number: Fraction | None) -> str | None:
    return None if number is None else decimal_text(number)


def _conflict(item: Conflict) -> dict[str, Any]:
    return {
        "rules": [rule.id for rule in item.rules],
        "claims": list(item.claims),
        "own": item.own,
        "settled": item.settled,
        "combinations": [[_reported(report) for report in one] for one in item.combinations],
        "evidence": list(item.evidence),
        "message": item.message,
        "resolutions": [
            {
                "if_wrong": list(resolution.claims),
                "cheapest": resolution.cheapest,
                "alternatives": [
                    {
                        "claim": other.claim,
                        "kind": other.kind,
                        "text": other.text,
                        "evidence": list(other.evidence),
                    }
                    for other in resolution.restatements
                ],
            }
            for resolution in item.resolutions
        ],
    }


def _history(item: History) -> dict[str, Any]:
    return {
        "subject": item.subject,
        "measure": item.measure,
        "steps": [
            {
                "stage": step.stage,
                "values": [_reported(report) for report in step.values],
                "changes": list(map(_stage_change, step.changes)),
            }
            for step in item.steps
        ],
    }


def _stage_change(item: StageChange) -> dict[str, Any]:
    return {"loss": item.loss, "result": item.makes or None, **_reported(item.report)}


def _reported(report: ReportedValue) -> dict[str, Any]:
    return {
        "claim": report.claim,
        "own": report.own,
        "value": _value(report.value),
        "evidence": list(report.evidence),
    }


def _source(report: Report, page: SourcePage) -> dict[str, Any]:
    source = page.source
    status, reason = report.assessment.verification.texts[source.id]
    return {
        "id": source.id,
        "path": f"{report.assessment.book.name}/{source.place.document.path}",
        "language": source.language,
        **{key: source.states(key) for key in ("title", "publisher", "author", "published", "url")},
        "outlet": source.outlet
        and {
            "entity": source.outlet.entity,
            "basis": source.outlet.basis,
            "reason": source.outlet.reason,
        },
        "text": {
            "status": status.value,
            "reason": reason or None,
            "sha256": source.text and source.text.sha256,
            "tokens": source.text and source.text.tokens,
            "root": source.text and source.text.root,
            "shared": dict(sorted(source.shared.items())),
        },
        "status": source.status
        and {
            "is": source.status.kind.value,
            "date": source.status.date,
            "note": source.status.note,
        },
        "quotes": {"total": page.quotes, "proven": page.proven},
        "figures": [_figure(item) for item in page.figures],
        "dependent_claims": [claim.id for claim in page.carries],
    }


def _figure(item: GivenFigure) -> dict[str, Any]:
    return {
        "claim": item.claim.id,
        "stance": item.stance.value,
        "stage": item.stage,
        "says": _value(item.says),
        "evidence": list(item.evidence),
        "other_values": [
            {
                "source": other.source,
                "outlet": other.outlet,
                "says": _value(other.says),
                "evidence": list(other.evidence),
            }
            for other in item.otherwise
        ],
    }
