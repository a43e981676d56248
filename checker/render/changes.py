"""What a change does, in words that every format shares."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.changes import ApprovalChange, ClaimChange, Comparison, Effect
from checker.conflicts import Conflict
from checker.grading import Grade
from checker.render.formatting import marked_verdict, plural
from checker.review import Provenance, Trust

NO_CHANGE: Final = "No grade changes."
SCHEMAS: Final = "Schemas that changed; both sides were read with the present ones"

MAXIMUM_CLAIMS: Final = 12
"""Limit on the claims that are named for one cause."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A claim whose grade is another, or that was not there, or is there no more."""

    claim: str
    statement: str
    before: str
    after: str
    because: tuple[str, ...]


def headline(comparison: Comparison) -> str:
    """``2 grades change; 1 claim is new.``, or that none does."""
    counted = [
        (sum(item.moved for item in comparison.changes), "grade changes", "grades change"),
        (_count(comparison, Effect.NEW), "claim is new", "claims are new"),
        (_count(comparison, Effect.REMOVED) - _unreadable(comparison), *_removed(comparison)),
        (_unreadable(comparison), "claim cannot be read", "claims cannot be read"),
        (_count(comparison, Effect.RENAMED), "claim is renamed", "claims are renamed"),
    ]
    parts = [plural(count, one, many) for count, one, many in counted if count]
    return (
        f"{'; '.join(parts)}."
        if comparison.grades_move
        else " ".join([NO_CHANGE, *(f"{part}." for part in parts)])
    )


def _removed(comparison: Comparison) -> tuple[str, str]:
    """One claim, and several, that are removed; and how many of them an editor had approved."""
    broken = comparison.after.assessment.book.broken
    approved = sum(
        item.what == "removed" and item.claim not in broken for item in comparison.approvals
    )
    if not approved:
        return "claim is removed", "claims are removed"
    return "approved claim is removed", f"claims are removed, {approved:,} of them approved"


def _unreadable(comparison: Comparison) -> int:
    """How many claims are gone because their files cannot be read any more."""
    broken = comparison.after.assessment.book.broken
    return sum(
        item.effect is Effect.REMOVED and item.claim in broken for item in comparison.changes
    )


def _count(comparison: Comparison, effect: Effect) -> int:
    return sum(item.effect is effect for item in comparison.changes)


def rows(comparison: Comparison) -> list[ChangeRow]:
    """The claims for the table, by claim."""
    return [
        _row(comparison, item)
        for item in comparison.changes
        if item.moved or item.effect in (Effect.NEW, Effect.REMOVED, Effect.RENAMED)
    ]


def _row(comparison: Comparison, item: ClaimChange) -> ChangeRow:
    side = comparison.after if item.after else comparison.before
    because = _because(comparison, item)
    if item.after and item.moved:
        because += _new_reasons(item)
    elif item.after and item.before is None:
        because += item.after.reasons[:1]
    return ChangeRow(
        item.claim,
        side.assessment.book.claims[item.claim].statement,
        _grade(item.before),
        _grade(item.after),
        tuple(because),
    )


def _because(comparison: Comparison, item: ClaimChange) -> list[str]:
    """By which ways the change reaches a claim."""
    if item.effect is Effect.NEW:
        broken = item.claim in comparison.before.assessment.book.broken
        return ["its file could not be read before" if broken else "it is new"]
    if item.effect is Effect.REMOVED:
        broken = item.claim in comparison.after.assessment.book.broken
        editors = [change.by for change in comparison.approvals if change.claim == item.claim]
        return [
            "its file cannot be read" if broken else "its file is gone",
            *(f"it was approved by {editor}" for editor in editors),
        ]
    causes = [cause.text for cause in item.because]
    return [f"renamed from {item.was}", *causes] if item.was else causes


def _new_reasons(item: ClaimChange) -> list[str]:
    """The reasons of the grade after that the grade before did not have, the first of them."""
    assert item.before is not None, "a grade moved from one to another"
    assert item.after is not None, "likewise"
    return [why for why in item.after.reasons if why not in item.before.reasons][:1]


def _grade(grade: Grade | None) -> str:
    return marked_verdict(grade) if grade else "—"


def touched(comparison: Comparison) -> Iterator[str]:
    """What was edited or touched without any grade changing: each way once, with the claims it
    reaches.
    """
    reached: dict[str, list[str]] = {}
    for item in comparison.changes:
        if not item.moved and item.effect in (Effect.EDITED, Effect.AFFECTED):
            for cause in item.because:
                reached.setdefault(cause.text, []).append(item.claim)
    for text, claims in reached.items():
        more = f" and {len(claims) - MAXIMUM_CLAIMS} more" if len(claims) > MAXIMUM_CLAIMS else ""
        yield f"{', '.join(claims[:MAXIMUM_CLAIMS])}{more}: {text}"


def conflict_texts(conflicts: tuple[Conflict, ...]) -> list[str]:
    """A line for each conflict or discrepancy: its kind, its title, why."""
    found = []
    for item in conflicts:
        title = next((rule.title for rule in item.rules if rule.title), "")
        title = f"{title.rstrip('.')}: " if title else ""
        found.append(f"{_KINDS[item.kind]}: {title}{item.message} ({_rule_names(item)})")
    return found


_KINDS: Final = {
    "conflict": "conflict",
    "settled": "settled conflict",
    "reported": "rival value",
    "discrepancy": "discrepancy",
}


def _rule_names(conflict: Conflict) -> str:
    return ", ".join(rule.id for rule in conflict.rules)


def _what_became(change: ApprovalChange, broken: Container[str]) -> str:
    return _UNREADABLE if change.claim in broken else _APPROVALS[change.what]


def _trust_text(item: Provenance) -> str:
    return f"{item.trust}{_TRUST.get(item.trust, '')}"


def approval_texts(comparison: Comparison) -> list[str]:
    """A line for each approval that is given, lapses, is withdrawn, or whose claim's grade moves or
    is gone.
    """
    broken = comparison.after.assessment.book.broken
    return [
        f"{item.claim}: {_what_became(item, broken)} (by {item.by})"
        + (f": {', '.join(item.fields)}" if item.fields else "")
        for item in comparison.approvals
    ]


_UNREADABLE: Final = "the file cannot be read, so nothing is known of its approval"
_APPROVALS: Final = {
    "given": "approved",
    "lapsed": "the approval lapses, as what was approved changed",
    "grade changed": "the approval is valid, but the grade is not the one approved",
    "valid again": "the approval is valid again: claim and grade are as approved",
    "returned": "returned, having been approved",
    "withdrawn": "approved no more, and not returned",
    "removed": "the approved claim is not in the book any more, and was not returned",
}


def provenance_texts(report: Report) -> list[str]:
    """A line for each approval of which git was asked: how far it bears it out, and why."""
    return [
        f"{item.claim}: approved by {item.act.by} — {_trust_text(item)}: {item.why}"
        + (f" ({item.commit[:12]})" if item.commit else "")
        for item in report.provenance
    ]


_TRUST: Final = {Trust.CONSISTENT: " what git has"}

PROVENANCE: Final = "Approvals against git"


def known_text(comparison: Comparison) -> str:
    """How many findings are new, how many were there before, how many are fixed."""
    findings = comparison.after.findings
    new = sum(not item.known for item in findings)
    known, fixed = len(findings) - new, len(comparison.fixed)
    return f"{plural(new, 'new finding')}, {known:,} known before, {fixed:,} fixed"
