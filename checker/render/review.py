"""A claim as an editor reads it before approving it, and lists of claims by the state of their
review, as plain text for a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from tabulate import tabulate

from checker.assessment import Report
from checker.book import Act, Claim, Stance
from checker.render import formatting, plain_text
from checker.render.i18n import N_, Translated, _, ngettext
from checker.render.plain_text import items, paragraph
from checker.render.terminal import columns, one_line
from checker.render.ui_strings import WORDS, word
from checker.review import ApprovalStatus

_GAP: Final = " │ "
_NARROW: Final = 72
"""Below this many columns, the two sides are one above the other."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that differs from the approved one, with the words if they are known."""

    field: str
    how: str
    before: Any
    """As plain data; None if it was not there, or is not known."""

    after: Any
    """As plain data; None if it is no longer there."""


@dataclass(frozen=True, slots=True)
class View:
    """A claim with everything that an editor wants to know before approving it."""

    report: Report
    claim: Claim
    recorded: tuple[str, ...]
    """Who recorded it, as ``Name <email>``; empty if that is not known."""

    edited: tuple[str, ...]
    """Who changed it last, apart from its review."""

    changed: tuple[Changed, ...]
    """What changed since it was approved."""

    no_words: str
    """Why the old words are not known; empty if they are, or none are needed."""

    me: str
    """Who reads it, or empty."""

    refusals: tuple[str, ...]
    """Why they may not approve it; nothing if they may."""

    token: str

    @property
    def grade(self) -> str:
        """The final grade in words."""
        return formatting.verdict_text(self.report.assessment.grades[self.claim.id])


def show(view: View, width: int = 100, options: str = "") -> str:
    """The claim, both sides of its evidence, its grade, its thread, and whether the reader may
    approve it.

    ``options`` are added to the commands that it proposes.
    """
    report, claim = view.report, view.claim
    grade = report.assessment.grades[claim.id]
    title = f"{_('claim')} {claim.id}"
    lines = [title, "=" * len(title), *paragraph(claim.statement, width)]
    described = formatting.quantity_text(report, claim)
    kind = word(claim.kind)
    lines += paragraph(f"{kind}: {described}" if described else kind, width)
    lines += ["", *_sides(report, claim, width), ""]
    lines += [formatting.marked_verdict(grade)]
    lines += items(grade.reasons, width)
    lines += _labelled(WORDS["depends-on"], formatting.depends_on_text(grade), width)
    lines += _labelled(WORDS["note"], claim.note, width)
    lines += _labelled(WORDS["ask"], claim.ask, width)
    found = [
        plain_text.finding(item.severity, item.kind, item.message)
        for item in report.findings
        if item.claim == claim.id
    ]
    lines += ["", WORDS["findings"], *items(found, width)] if found else []
    lines += ["", *_review(view, width), "", *_may(view, width, options)]
    return "\n".join(lines) + "\n"


def _labelled(label: str, text: str, width: int) -> list[str]:
    """A label with what it says, if it says something."""
    return paragraph(f"{label}: {text}", width) if text else []


def _sides(report: Report, claim: Claim, width: int) -> list[str]:
    """Both sides beside each other, where there is room and something on each."""
    rows = {stance: formatting.evidence_rows(report, claim, stance) for stance in Stance}
    both = all(rows.values()) and width >= _NARROW
    room = (width - len(_GAP)) // 2 if both else width
    sides = [_side(stance, rows[stance], room) for stance in Stance]
    if not both:
        return [*sides[0], "", *sides[1]]
    return [
        f"{left}{' ' * (room - columns(left))}{_GAP}{right}".rstrip()
        for left, right in zip_longest(*sides, fillvalue="")
    ]


def _side(stance: Stance, rows: Sequence[formatting.EvidenceRow], width: int) -> list[str]:
    title = WORDS[stance.value]
    if not rows:
        return [f"{title}: {_('nothing quoted')}"]
    return [title, *(line for row in rows for line in _evidence(row, width))]


def _evidence(row: formatting.EvidenceRow, width: int) -> list[str]:
    details = (
        f"{plain_text.status(row)}; {plain_text.where_from(row)}",
        plain_text.statement_by(row),
        plain_text.weight(row),
        *plain_text.remarks(row),
    )
    lines = items([formatting.quoted(row.evidence.quote)], width)
    for text in details:
        lines += paragraph(text, width, "    ")
    return lines


def _review(view: View, width: int) -> list[str]:
    """Who did what, the thread, and the state of the approval."""
    review = view.claim.review
    lines = []
    for label, text in (
        (WORDS["review"], formatting.claim_review_text(view.report, view.claim)),
        (_("Assigned to"), review.assigned),
        (_("Recorded by"), ", ".join(view.recorded)),
        (_("Last edited by"), ", ".join(view.edited)),
    ):
        lines += _labelled(label, text, width)
    if review.thread:
        lines += ["", _("Thread"), *items(map(_entry, review.thread), width)]
    if view.changed:
        heading = _("Changed since it was approved")
        lines += ["", heading, *items(_changes(view.changed), width)]
    lines += _labelled(_("The old words are not known"), view.no_words, width)
    return lines


def _entry(act: Act) -> str:
    """One entry of the thread: when, what, by whom, and with which words."""
    entry = _("{time} {state} by {name}").format(time=act.at, state=word(act.to), name=act.by)
    if act.verdict:
        grade = formatting.grade_text((act.verdict, act.strength))
        entry = _("{entry} as {grade}").format(entry=entry, grade=grade)
    if act.attests:
        entry = _("{entry}, attesting that {words}").format(entry=entry, words=act.attests)
    return f"{entry}: {act.note}" if act.note else entry


def _changes(changed: Iterable[Changed]) -> Iterator[str]:
    """Field by field, the old words and the new."""
    for item in changed:
        if item.how == "changed" and isinstance(item.before, dict) and isinstance(item.after, dict):
            yield from _key_changes(item.field, item.before, item.after)
        else:
            yield f"{item.field}: {_change(item)}"


def _key_changes(field: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield f"{field}, {key}: {_words(before.get(key))} → {_words(after.get(key))}"


def _change(item: Changed) -> str:
    """How a field changed; the words before may no longer be known."""
    how, before, after = _HOW[item.how], _words(item.before), _words(item.after)
    if item.how == "moved":
        return how
    if item.how == "new":
        return f"{how}, {after}"
    if item.before is None:
        return how if item.after is None else _("{how}, now {words}").format(how=how, words=after)
    if item.how == "gone":
        return _("{how}, was {words}").format(how=how, words=before)
    return f"{before} → {after}"


_HOW: Final = Translated(
    {
        "changed": N_("changed"),
        "gone": N_("removed"),
        "moved": N_("in another order"),
        "new": N_("new"),
    }
)


def _words(value: Any) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, str):
        return formatting.quoted(value)
    return json.dumps(value, ensure_ascii=False)


def _may(view: View, width: int, options: str) -> list[str]:
    if view.refusals:
        return [_("You may not approve it:"), *items(view.refusals, width)]
    invitation = _("You may approve it, as {name}. If the quotes support the claim as worded:")
    reason = _("what to do")
    return [
        *paragraph(invitation.format(name=view.me), width),
        f"  checker review approve {view.claim.id} --seen {view.token}{options}",
        f'  checker review return {view.claim.id} --note "{reason}"{options}',
    ]


def listing(report: Report, claims: Sequence[Claim]) -> str:
    """A line for each claim, with the state of its review and its verdict; and their number."""
    rows = [
        (
            one_line(claim.id),
            _state(report, claim),
            formatting.verdict_text(report.assessment.grades[claim.id]),
            one_line(claim.review.assigned.partition(" <")[0]) or "—",
            _last(claim),
        )
        for claim in claims
    ]
    counted = ngettext("{count} claim", "{count} claims", len(rows))
    if not rows:
        return f"{counted}\n"
    headers = (_("claim"), _("review"), _("verdict"), _("assigned"), _("last entry"))
    table = tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True)
    return f"{table}\n\n{counted}\n"


def _state(report: Report, claim: Claim) -> str:
    """The state of the review, and whether an approval is still valid."""
    approval = report.assessment.approvals.get(claim.id)
    state = word(claim.review.state)
    if approval is None or approval.mark is ApprovalStatus.VALID:
        return state
    if approval.mark is ApprovalStatus.LAPSED:
        return _("lapsed")
    return f"{state}, {_('grade changed')}"


def _last(claim: Claim) -> str:
    act = claim.review.thread[-1] if claim.review.thread else None
    if act is None:
        return "—"
    return one_line(_("{day} by {name}").format(day=act.day, name=act.name))
