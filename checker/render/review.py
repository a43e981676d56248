"""A claim on an editor's desk, and lists of claims by where their review stands, as plain text for
a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import Any, Final

from tabulate import tabulate

from checker.assessment import Report
from checker.book import Act, Claim, Stance
from checker.render import formatting
from checker.render.terminal import clean, columns, one_line
from checker.review import ApprovalStatus

_GAP: Final = " │ "
_NARROW: Final = 72
"""Below this many columns, the two sides are one above the other."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that is not as it was approved, with the words if they are known."""

    field: str
    how: str
    before: Any
    """As plain data; None if it was not there, or is not known."""

    after: Any
    """As plain data; None if it is not there any more."""


@dataclass(frozen=True, slots=True)
class View:
    """A claim with all that an editor wants to know before approving it."""

    report: Report
    claim: Claim
    recorded: tuple[str, ...]
    """Who recorded it, as ``Name <email>``; empty if that cannot be told."""

    edited: tuple[str, ...]
    """Who changed it last, besides its review."""

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

    ``options`` are those that the commands which it proposes need besides.
    """
    report, claim = view.report, view.claim
    grade = report.assessment.grades[claim.id]
    title = f"claim {claim.id}"
    lines = [title, "=" * len(title), *_wrapped(claim.statement, width)]
    described = formatting.quantity_text(report, claim)
    lines += _wrapped(f"{claim.kind}: {described}" if described else str(claim.kind), width)
    lines += ["", *_sides(report, claim, width), ""]
    lines += [formatting.marked_verdict(grade)]
    lines += _items(grade.reasons, width)
    lines += _wrapped(f"Depends on: {formatting.depends_on_text(grade)}", width)
    lines += _wrapped(f"Note: {claim.note}", width) if claim.note else []
    lines += _wrapped(f"Ask: {claim.ask}", width) if claim.ask else []
    found = [
        f"{item.severity}[{item.kind}] {item.message}"
        for item in report.findings
        if item.claim == claim.id
    ]
    lines += ["", "Findings", *_items(found, width)] if found else []
    lines += ["", *_review(view, width), "", *_may(view, width, options)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    found = wrap(
        clean(text),
        width,
        initial_indent=first,
        subsequent_indent=rest or first,
        break_on_hyphens=False,
    )
    return found or [""]


def _items(texts: Iterable[str], width: int) -> list[str]:
    return [line for text in texts for line in _wrapped(text, width, "  - ", "    ")]


def _sides(report: Report, claim: Claim, width: int) -> list[str]:
    """Both sides beside each other, where there is room and something on each."""
    rows = {stance: formatting.evidence_rows(report, claim, stance) for stance in Stance}
    both = all(rows.values()) and width >= _NARROW
    room = (width - len(_GAP)) // 2 if both else width
    sides = [
        [title if rows[stance] else f"{title}: nothing quoted"]
        + [line for row in rows[stance] for line in _evidence(row, room)]
        for stance, title in ((Stance.SUPPORTING, "For"), (Stance.CONTRADICTING, "Against"))
    ]
    if not both:
        return [*sides[0], "", *sides[1]]
    return [
        f"{left}{' ' * (room - columns(left))}{_GAP}{right}".rstrip()
        for left, right in zip_longest(*sides, fillvalue="")
    ]


def _evidence(row: formatting.EvidenceRow, width: int) -> list[str]:
    evidence = row.evidence
    lines = _wrapped(formatting.quoted(evidence.quote), width, "  - ", "    ")
    details = [
        f"{formatting.STATUS_WORDS[row.check.status.value]}; {evidence.source} ({row.outlet})"
    ]
    details += [f"origin: {row.origin}" + (f"; says {row.says}" if row.says else "")]
    details += [f"weighs {row.weight}: {row.why}"]
    for label, text in (
        ("stage", evidence.stage or ""),
        ("reading", evidence.reading),
        ("origin inferred", evidence.origin_inferred),
        ("note", evidence.note),
    ):
        details += [f"{label}: {text}"] if text else []
    return lines + [line for text in details for line in _wrapped(text, width, "    ")]


def _review(view: View, width: int) -> list[str]:
    """Who did what, the thread, and the state of the approval."""
    review = view.claim.review
    lines = _wrapped(f"Review: {formatting.claim_review_text(view.report, view.claim)}", width)
    lines += _wrapped(f"Assigned to: {review.assigned}", width) if review.assigned else []
    lines += _wrapped(f"Recorded by: {', '.join(view.recorded)}", width) if view.recorded else []
    lines += _wrapped(f"Last edited by: {', '.join(view.edited)}", width) if view.edited else []
    if review.thread:
        lines += ["", "Thread", *_items(map(_entry, review.thread), width)]
    if view.changed:
        lines += ["", "Changed since it was approved", *_items(_changes(view.changed), width)]
    if view.no_words:
        lines += _wrapped(f"The old words are not known: {view.no_words}", width)
    return lines


def _entry(act: Act) -> str:
    words = f"{act.at} {act.to} by {act.by}"
    words += f" as {formatting.grade_text((act.verdict, act.strength))}" if act.verdict else ""
    words += f", attesting that {act.attests}" if act.attests else ""
    return words + (f": {act.note}" if act.note else "")


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
    """What became of a field; the words before may not be known any more."""
    if item.how == "moved":
        return "in another order"
    if item.how == "new":
        return f"new, {_words(item.after)}"
    if item.before is None:
        return item.how if item.after is None else f"{item.how}, now {_words(item.after)}"
    if item.how == "gone":
        return f"gone, was {_words(item.before)}"
    return f"{_words(item.before)} → {_words(item.after)}"


def _words(value: Any) -> str:
    if value is None:
        return "nothing"
    return (
        formatting.quoted(value)
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
    )


def _may(view: View, width: int, options: str) -> list[str]:
    if view.refusals:
        return ["You may not approve it:", *_items(view.refusals, width)]
    return [
        *_wrapped(
            f"You may approve it, as {view.me}. If the quotes support the claim as worded:", width
        ),
        f"  checker review approve {view.claim.id} --seen {view.token}{options}",
        f'  checker review return {view.claim.id} --note "what is to be done"{options}',
    ]


def listing(report: Report, claims: Sequence[Claim]) -> str:
    """A line a claim: its id, where its review stands, its verdict; and how many there are."""
    rows = [
        (
            one_line(claim.id),
            _standing(report, claim),
            formatting.verdict_text(report.assessment.grades[claim.id]),
            one_line(claim.review.assigned.partition(" <")[0]) or "—",
            _last(claim),
        )
        for claim in claims
    ]
    counted = formatting.plural(len(rows), "claim")
    if not rows:
        return f"{counted}\n"
    headers = ("claim", "review", "verdict", "assigned", "decided")
    table = tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True)
    return f"{table}\n\n{counted}\n"


def _standing(report: Report, claim: Claim) -> str:
    approval = report.assessment.approvals.get(claim.id)
    if approval is None or approval.mark is ApprovalStatus.VALID:
        return str(claim.review.state)
    return (
        str(approval.mark)
        if approval.mark is ApprovalStatus.LAPSED
        else f"{claim.review.state}, {approval.mark}"
    )


def _last(claim: Claim) -> str:
    act = claim.review.thread[-1] if claim.review.thread else None
    return one_line(f"{act.day} by {act.name}") if act else "—"
