"""The first page: what an editor must know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checker.assessment import Report
from checker.grading import Verdict
from checker.render import formatting
from checker.render.disagreements import KINDS, Disagreement
from checker.render.edition.labels import Labels
from checker.render.edition.model import Digest, FindingPart, Item, Link
from checker.render.edition.selection import Selection
from checker.verification import QuoteStatus, TextStatus

ROOM: Final = {"conflict": 4, "disputed": 4, "contradicted": 3, "discrepancy": 4}
"""So many of each kind are told on the first page."""

ERRORS: Final = 3
REASONS: Final = 5
WIDTH: Final = 190
"""Characters of what is told of one thing: two lines."""


def briefing(
    report: Report,
    chosen: Selection,
    labels: Labels,
    shown: Sequence[tuple[str, tuple[Disagreement, ...]]],
    findings: Iterable[FindingPart],
) -> tuple[Digest, ...]:
    """What is wrong with the book, what does not fit, what is unproven and why, what was not checked."""
    by_kind = {item.kind: items for _, items in shown for item in items[:1]}
    found = [
        _disagreements(labels, kind, by_kind[kind], room)
        for kind, room in ROOM.items()
        if kind in by_kind
    ]
    return (*_errors(findings), *found, _unproven(report, chosen), _unchecked(report, chosen))


def _errors(findings: Iterable[FindingPart]) -> Iterator[Digest]:
    """Errors, before all else: a claim that cannot be read is in no other part, and no count has it."""
    errors = [item for item in findings if item.severity == "error"]
    if errors:
        rest = len(errors) - ERRORS
        yield Digest(
            title=f"Errors in the book: {len(errors):,}",
            lead="",
            items=tuple(
                Item(Link(cut(item.place), "findings"), cut(item.message))
                for item in errors[:ERRORS]
            ),
            more=Link(f"and {rest:,} more", "findings") if rest > 0 else None,
        )


def _disagreements(labels: Labels, kind: str, items: Sequence[Disagreement], room: int) -> Digest:
    heading = KINDS[kind]
    rest = len(items) - room
    return Digest(
        title=f"{heading}: {len(items):,}",
        lead="",
        items=tuple(
            Item(Link(cut(item.title), labels.disagreement(item)), _gist(item))
            for item in items[:room]
        ),
        more=Link(f"and {rest:,} more", f"disagreements-{kind}") if rest > 0 else None,
    )


def _gist(item: Disagreement) -> str:
    """The arithmetic of a conflict; of a claim that is told differently, who says what, in so many words as fit."""
    if item.rules:
        return cut(next((why for why in item.why if why.lower() != item.title.lower()), ""))
    return cut("; ".join(f"{side.value} ({side.who})" for side in item.sides))


def cut(text: str) -> str:
    """The rest stands where the item leads to."""
    return text if len(text) <= WIDTH else f"{text[:WIDTH].rpartition(' ')[0] or text[:WIDTH]} …"


def _unproven(report: Report, chosen: Selection) -> Digest:
    reasons: Counter[str] = Counter()
    for name in sorted(chosen.claims):
        grade = report.assessment.grades[name]
        if grade.verdict is Verdict.UNPROVEN:
            reasons[grade.reasons[0]] += 1
    total = reasons.total()
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ranked[REASONS:])
    return Digest(
        title=f"Unproven: {total:,}",
        lead=""
        if total
        else "No claim is unproven."
        if chosen.claims
        else "There is no claim to be proven.",
        items=tuple(
            Item(Link(formatting.plural(count, "claim")), why) for why, count in ranked[:REASONS]
        ),
        more=Link(f"and {rest:,} for other reasons") if rest else None,
    )


def _unchecked(report: Report, chosen: Selection) -> Digest:
    items = tuple(Item(Link(head), text) for head, text in _not_checked(report, chosen.claims))
    all_checked = (
        "Everything recorded was checked." if chosen.claims else "There is no claim to be checked."
    )
    return Digest("Not checked", "" if items else all_checked, items, None)


def _not_checked(report: Report, claims: Iterable[str]) -> Iterator[tuple[str, str]]:
    assessment, book = report.assessment, report.assessment.book
    checks = [
        assessment.verification.evidence[item.id]
        for name in claims
        for item in book.claims[name].evidence
    ]
    unchecked = sum(check.status is QuoteStatus.UNCHECKED for check in checks)
    if unchecked:
        yield (
            formatting.plural(unchecked, "quote"),
            "had neither text nor receipt to be held against",
        )
    failed = sum(not check.status.proven for check in checks) - unchecked
    if failed:
        yield formatting.plural(failed, "quote"), "could not be proven, and weigh nothing"
    by_receipt = sum(check.status is QuoteStatus.RECEIPT for check in checks)
    if by_receipt:
        yield (
            formatting.plural(by_receipt, "quote"),
            "proven by receipt: the words stand in the text; what stands beside them was not looked at",
        )
    absent = sum(
        status is not TextStatus.VERIFIED for status, _ in assessment.verification.texts.values()
    )
    if absent:
        yield (
            formatting.plural(absent, "text"),
            f"of {len(book.sources):,} not at hand when this report was made",
        )
    without_outlet = sum(source.outlet is None for source in book.sources.values())
    if without_outlet:
        yield (
            formatting.plural(without_outlet, "source"),
            "without a known outlet: never shown independent",
        )
    undecided = report.summary.rules["undecided"]
    if undecided:
        yield formatting.plural(undecided, "rule"), "could not be decided by what is recorded"
    rows = formatting.coverage_rows(report)
    sentences = sum(int(row[4]) for row in rows)
    if sentences:
        yield formatting.plural(sentences, "sentence"), "of the sources neither quoted nor waived"
    unread = len(book.sources) - len(rows)
    if unread:
        yield formatting.plural(unread, "source"), "whose sentences were never counted"
    known = report.summary.findings["known"]
    if known:
        yield formatting.plural(known, "finding"), "known by the baseline, and not counted"
