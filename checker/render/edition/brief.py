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
from checker.render.i18n import _, ngettext
from checker.verification import QuoteStatus, TextStatus

ROOM: Final = {"conflict": 4, "disputed": 4, "contradicted": 3, "discrepancy": 4}
"""Limit on the disagreements of each kind on the first page."""

ERRORS: Final = 3
REASONS: Final = 5
WIDTH: Final = 190
"""Characters about one thing: two lines."""


def briefing(
    report: Report,
    chosen: Selection,
    labels: Labels,
    shown: Sequence[tuple[str, tuple[Disagreement, ...]]],
    findings: Iterable[FindingPart],
) -> tuple[Digest, ...]:
    """Errors in the book, what does not fit, what is unproven and why, and what was not checked."""
    by_kind = {item.kind: items for _topic, items in shown for item in items[:1]}
    found = [
        _disagreements(labels, kind, by_kind[kind], room)
        for kind, room in ROOM.items()
        if kind in by_kind
    ]
    return (*_errors(findings), *found, _unproven(report, chosen), _unchecked(report, chosen))


def _errors(findings: Iterable[FindingPart]) -> Iterator[Digest]:
    """Errors come first: a claim that cannot be read is in no other part, and in no count."""
    errors = [item for item in findings if item.severity == "error"]
    if errors:
        rest = len(errors) - ERRORS
        yield Digest(
            title=_("Errors in the book: {count}").format(count=f"{len(errors):,}"),
            lead="",
            items=tuple(
                Item(Link(cut(item.place), "findings"), cut(item.message))
                for item in errors[:ERRORS]
            ),
            more=Link(_more(rest), "findings") if rest > 0 else None,
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
        more=Link(_more(rest), f"disagreements-{kind}") if rest > 0 else None,
    )


def _more(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count)


def _gist(item: Disagreement) -> str:
    """The arithmetic of a conflict; for a claim, who says what; as much as fits."""
    if item.rules:
        return cut(next((why for why in item.why if why.lower() != item.title.lower()), ""))
    return cut("; ".join(f"{side.value} ({side.who})" for side in item.sides))


def cut(text: str) -> str:
    """The beginning of a text; the rest is where the item leads to."""
    return text if len(text) <= WIDTH else f"{text[:WIDTH].rpartition(' ')[0] or text[:WIDTH]} …"


def _unproven(report: Report, chosen: Selection) -> Digest:
    reasons: Counter[str] = Counter()
    for name in sorted(chosen.claims):
        grade = report.assessment.grades[name]
        if grade.verdict is Verdict.UNPROVEN:
            reasons[grade.reasons[0]] += 1
    total = reasons.total()
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _reason, count in ranked[REASONS:])
    return Digest(
        title=_("Unproven: {count}").format(count=f"{total:,}"),
        lead="" if total else _nothing_unproven(chosen),
        items=tuple(Item(Link(_claims(count)), why) for why, count in ranked[:REASONS]),
        more=Link(_("and {count} for other reasons").format(count=f"{rest:,}")) if rest else None,
    )


def _nothing_unproven(chosen: Selection) -> str:
    return _("No claim is unproven.") if chosen.claims else _("There is no claim to prove.")


def _claims(count: int) -> str:
    return ngettext("{count} claim", "{count} claims", count)


def _unchecked(report: Report, chosen: Selection) -> Digest:
    items = tuple(Item(Link(head), text) for head, text in _not_checked(report, chosen.claims))
    lead = ""
    if not items:
        lead = (
            _("Everything recorded was checked.")
            if chosen.claims
            else _("There is no claim to check.")
        )
    return Digest(_("Not checked"), lead, items, None)


def _not_checked(report: Report, claims: Iterable[str]) -> Iterator[tuple[str, str]]:
    """How many of what was not checked, and what that means; only what there is."""
    for count, head, text in (
        *_quote_gaps(report, claims),
        *_source_gaps(report),
        *_other_gaps(report),
    ):
        if count:
            yield head, text


_Gap = tuple[int, str, str]


def _quote_gaps(report: Report, claims: Iterable[str]) -> Iterator[_Gap]:
    assessment = report.assessment
    checks = [
        assessment.verification.evidence[item.id]
        for name in claims
        for item in assessment.book.claims[name].evidence
    ]
    unchecked = sum(check.status is QuoteStatus.UNCHECKED for check in checks)
    yield unchecked, _quotes(unchecked), _("have neither a text nor a receipt")
    failed = sum(not check.status.proven for check in checks) - unchecked
    yield failed, _quotes(failed), _("could not be proven, and count for nothing")
    by_receipt = sum(check.status is QuoteStatus.RECEIPT for check in checks)
    text = _("proven by receipt: the words are in the text; the words around them were not read")
    yield by_receipt, _quotes(by_receipt), text


def _quotes(count: int) -> str:
    return ngettext("{count} quote", "{count} quotes", count)


def _source_gaps(report: Report) -> Iterator[_Gap]:
    book, texts = report.assessment.book, report.assessment.verification.texts
    absent = sum(status is not TextStatus.VERIFIED for status, _reason in texts.values())
    head = ngettext(
        "{absent} of {count} full text",
        "{absent} of {count} full texts",
        len(book.sources),
        absent=f"{absent:,}",
    )
    yield absent, head, _("not available for this run")
    unknown = sum(source.outlet is None for source in book.sources.values())
    yield unknown, _sources(unknown), _("without a known outlet, so never counted as independent")


def _sources(count: int) -> str:
    return ngettext("{count} source", "{count} sources", count)


def _other_gaps(report: Report) -> Iterator[_Gap]:
    undecided = report.summary.rules["undecided"]
    head = ngettext("{count} rule", "{count} rules", undecided)
    yield undecided, head, _("could not be decided from what is recorded")
    rows = formatting.coverage_rows(report)
    open_sentences = sum(int(row[4]) for row in rows)
    head = ngettext("{count} sentence", "{count} sentences", open_sentences)
    yield open_sentences, head, _("of the sources neither quoted nor waived")
    unread = len(report.assessment.book.sources) - len(rows)
    yield unread, _sources(unread), _("whose sentences were never counted")
    known = report.summary.findings["known"]
    head = ngettext("{count} finding", "{count} findings", known)
    yield known, head, _("in the baseline, and not counted")
