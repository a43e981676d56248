"""What a change does, as JSON: a contract, described by ``schemas/diff.schema.json``."""

from __future__ import annotations

import json
from typing import Any, Final

from checker.changes import ApprovalChange, ClaimChange, Comparison
from checker.conflicts import Conflict
from checker.findings import Finding
from checker.grading import Grade
from checker.review import Provenance

SCHEMA_VERSION: Final = "2"


def render(comparison: Comparison) -> str:
    """The whole comparison; keys in the order of the schema, two spaces of indent."""
    book = comparison.after.assessment.book
    data = {
        "schema_version": SCHEMA_VERSION,
        "book": {
            "name": book.name,
            "before": comparison.before.assessment.book.digest,
            "after": book.digest,
        },
        "base": comparison.base,
        "head": comparison.head,
        "grades_change": comparison.grades_move,
        "claims": list(map(_claim, comparison.changes)),
        "conflicts": {
            "appeared": list(map(_conflict, comparison.appeared)),
            "gone": list(map(_conflict, comparison.gone)),
        },
        "approvals": list(map(_approval, comparison.approvals)),
        "provenance": list(map(_provenance, comparison.after.provenance)),
        "findings": {
            "new": [
                _finding(item, book.name) for item in comparison.after.findings if not item.known
            ],
            "known": sum(bool(item.known) for item in comparison.after.findings),
            "fixed": [_finding(item, book.name) for item in comparison.fixed],
        },
        "files": [f"{book.name}/{path}" for path in comparison.files],
        "schemas": list(comparison.schemas),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _claim(item: ClaimChange) -> dict[str, Any]:
    return {
        "id": item.claim,
        "renamed_from": item.was or None,
        "effect": item.effect.value,
        "before": _grade(item.before),
        "after": _grade(item.after),
        "because": [
            {"kind": cause.kind, "name": cause.name, "what": cause.what} for cause in item.because
        ],
    }


def _approval(item: ApprovalChange) -> dict[str, Any]:
    return {
        "claim": item.claim,
        "what": item.what,
        "by": item.by or None,
        "fields": list(item.fields),
    }


def _provenance(item: Provenance) -> dict[str, Any]:
    return {
        "claim": item.claim,
        "by": item.act.by,
        "commit": item.commit or None,
        "trust": item.trust.value,
        "why": item.why,
    }


def _grade(grade: Grade | None) -> dict[str, Any] | None:
    if grade is None:
        return None
    return {"verdict": grade.verdict.value, "strength": grade.strength and grade.strength.value}


def _conflict(item: Conflict) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "rules": [rule.id for rule in item.rules],
        "claims": list(item.claims),
        "message": item.message,
    }


def _finding(item: Finding, name: str) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "severity": item.severity.value,
        "path": f"{name}/{item.location.path}",
        "line": item.location.line,
        "column": item.location.column,
        "claim": item.claim or None,
        "message": item.message,
        "hint": item.hint or None,
    }
