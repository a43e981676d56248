"""What a change does, in the words that every format uses."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.changes import ApprovalChange, ClaimChange, Comparison, Effect
from checker.conflicts import Conflict
from checker.grading import Grade
from checker.render.formatting import marked_verdict
from checker.render.i18n import N_, Translated, _, ngettext
from checker.review import Provenance, Trust

HEADINGS: Final = Translated(
    {
        "affected": N_("Affected, grade unchanged"),
        "appeared": N_("New conflicts and discrepancies"),
        "gone": N_("Conflicts and discrepancies that are gone"),
        "approvals": N_("Approvals"),
        "provenance": N_("Approvals checked in git"),
        "schemas": N_("Changed schemas (both states were read with the present ones)"),
        "new": N_("New findings"),
        "known": N_("Findings that were there before"),
        "fixed": N_("Fixed findings"),
    }
)
"""The headings of the lists of a comparison, in every format."""

MAXIMUM_CLAIMS: Final = 12
"""Limit on the claims that are named for one cause."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A claim whose grade changed, or that is new, renamed or removed."""

    claim: str
    statement: str
    before: str
    after: str
    because: tuple[str, ...]


def headline(comparison: Comparison) -> str:
    """``2 grades change; 1 claim is new.``, or that none does."""
    moved = sum(item.moved for item in comparison.changes)
    new, renamed = _count(comparison, Effect.NEW), _count(comparison, Effect.RENAMED)
    unreadable = _unreadable(comparison)
    removed = _count(comparison, Effect.REMOVED) - unreadable
    counted = [
        (moved, ngettext("{count} grade changes", "{count} grades change", moved)),
        (new, ngettext("{count} claim is new", "{count} claims are new", new)),
        (removed, _removed(comparison, removed)),
        (
            unreadable,
            ngettext("{count} claim cannot be read", "{count} claims cannot be read", unreadable),
        ),
        (renamed, ngettext("{count} claim is renamed", "{count} claims are renamed", renamed)),
    ]
    parts = [text for count, text in counted if count]
    if comparison.grades_move:
        return f"{'; '.join(parts)}."
    return " ".join([_("No grade changes."), *(f"{part}." for part in parts)])


def _removed(comparison: Comparison, removed: int) -> str:
    """How many claims are removed, and how many of them an editor had approved."""
    broken = comparison.after.assessment.book.broken
    approved = sum(
        item.what == "removed" and item.claim not in broken for item in comparison.approvals
    )
    if not approved:
        return ngettext("{count} claim is removed", "{count} claims are removed", removed)
    return ngettext(
        "{count} approved claim is removed",
        "{count} claims are removed, {approved} of them approved",
        removed,
        approved=f"{approved:,}",
    )


def _unreadable(comparison: Comparison) -> int:
    """How many claims are missing because their files can no longer be read."""
    broken = comparison.after.assessment.book.broken
    return sum(
        item.effect is Effect.REMOVED and item.claim in broken for item in comparison.changes
    )


def _count(comparison: Comparison, effect: Effect) -> int:
    return sum(item.effect is effect for item in comparison.changes)


def table_heads() -> tuple[str, str, str]:
    """The heads of the table of claims."""
    return _("claim"), _("before → after"), _("because")


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
    """In which ways the change affects a claim."""
    if item.effect is Effect.NEW:
        broken = item.claim in comparison.before.assessment.book.broken
        return [_("its file could not be read before") if broken else _("it is new")]
    if item.effect is Effect.REMOVED:
        broken = item.claim in comparison.after.assessment.book.broken
        editors = [change.by for change in comparison.approvals if change.claim == item.claim]
        return [
            _("its file cannot be read") if broken else _("its file was removed"),
            *(_("it was approved by {editor}").format(editor=editor) for editor in editors),
        ]
    causes = [cause.text for cause in item.because]
    return [_("renamed from {old}").format(old=item.was), *causes] if item.was else causes


def _new_reasons(item: ClaimChange) -> list[str]:
    """The reasons of the grade after that the grade before did not have, the first of them."""
    assert item.before is not None, "only a claim with a grade before can move"
    assert item.after is not None, "and with one after"
    return [why for why in item.after.reasons if why not in item.before.reasons][:1]


def _grade(grade: Grade | None) -> str:
    return marked_verdict(grade) if grade else "—"


def touched(comparison: Comparison) -> Iterator[str]:
    """What affects claims without changing a grade: each way once, with its claims."""
    reached: dict[str, list[str]] = {}
    for item in comparison.changes:
        if not item.moved and item.effect in (Effect.EDITED, Effect.AFFECTED):
            for cause in item.because:
                reached.setdefault(cause.text, []).append(item.claim)
    for text, claims in reached.items():
        named = ", ".join(claims[:MAXIMUM_CLAIMS])
        if len(claims) > MAXIMUM_CLAIMS:
            more = f"{len(claims) - MAXIMUM_CLAIMS:,}"
            named = _("{claims} and {count} more").format(claims=named, count=more)
        yield f"{named}: {text}"


def conflict_texts(conflicts: tuple[Conflict, ...]) -> list[str]:
    """A line for each conflict or discrepancy: its kind, its title, why."""
    found = []
    for item in conflicts:
        title = next((rule.title for rule in item.rules if rule.title), "")
        title = f"{title.rstrip('.')}: " if title else ""
        found.append(f"{_KINDS[item.kind]}: {title}{item.message} ({_rule_names(item)})")
    return found


_KINDS: Final = Translated(
    {
        "conflict": N_("conflict"),
        "settled": N_("settled conflict"),
        "reported": N_("other reported value"),
        "discrepancy": N_("discrepancy"),
    }
)


def _rule_names(conflict: Conflict) -> str:
    return ", ".join(rule.id for rule in conflict.rules)


def _what_became(change: ApprovalChange, broken: Container[str]) -> str:
    return _APPROVALS["unreadable" if change.claim in broken else change.what]


def approval_texts(comparison: Comparison) -> list[str]:
    """A line for each approval that the change adds, removes or affects."""
    broken = comparison.after.assessment.book.broken
    found = []
    for item in comparison.approvals:
        text = _("{claim}: {what} (by {name})").format(
            claim=item.claim, what=_what_became(item, broken), name=item.by
        )
        found.append(f"{text}: {', '.join(item.fields)}" if item.fields else text)
    return found


_APPROVALS: Final = Translated(
    {
        "given": N_("approved"),
        "lapsed": N_("the approval lapsed, because what was approved has changed"),
        "grade changed": N_("the approval is valid, but the grade is not the one approved"),
        "valid again": N_("the approval is valid again: claim and grade are as approved"),
        "returned": N_("returned after it had been approved"),
        "withdrawn": N_("no longer approved, and not returned"),
        "removed": N_("the approved claim is no longer in the book, and was not returned"),
        "unreadable": N_("the file cannot be read, so nothing is known about its approval"),
    }
)


def provenance_texts(report: Report) -> list[str]:
    """A line for each approval that was checked in git: how far git confirms it, and why."""
    return [
        _provenance_text(item) + (f" ({item.commit[:12]})" if item.commit else "")
        for item in report.provenance
    ]


def _provenance_text(item: Provenance) -> str:
    return _("{claim}: approved by {name} — {trust}: {why}").format(
        claim=item.claim, name=item.act.by, trust=_TRUST[item.trust], why=item.why
    )


_TRUST: Final = Translated(
    {
        Trust.PROVED: N_("proved"),
        Trust.CONSISTENT: N_("consistent with what git has"),
        Trust.UNDECIDED: N_("cannot be decided"),
        Trust.REFUSED: N_("refused"),
    }
)


def known_text(comparison: Comparison) -> str:
    """How many findings are new, how many were there before, how many are fixed."""
    findings = comparison.after.findings
    new = sum(not item.known for item in findings)
    known, fixed = len(findings) - new, len(comparison.fixed)
    return ngettext(
        "{count} new finding, {known} known before, {fixed} fixed",
        "{count} new findings, {known} known before, {fixed} fixed",
        new,
        known=f"{known:,}",
        fixed=f"{fixed:,}",
    )
