"""The story of one thing in the book, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from checker.assessment import Report, Withdrawal, withdraw
from checker.book import Book, Claim, Entity, Source, Stance
from checker.render import formatting
from checker.render.disagreements import Disagreement, disagreements, history_text
from checker.render.terminal import clean
from checker.rules import Result, RuleResult

_WIDTH = 96


def _wrap(text: str, first: str, rest: str) -> list[str]:
    """Ids are not cut at their hyphens: they are there to be copied."""
    return wrap(
        clean(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _paragraph(text: str, indent: str = "") -> list[str]:
    return _wrap(text, indent, indent) or [""]


def _item(text: str, indent: str = "  ") -> list[str]:
    return _wrap(text, f"{indent}- ", f"{indent}  ")


def _section(title: str, items: Iterable[str]) -> list[str]:
    listed = [line for item in items for line in _item(item)]
    return ["", title, *listed] if listed else []


def _headed(kind: str, name: str, body: list[str]) -> str:
    title = clean(f"{kind} {name}")
    return "\n".join([title, "=" * len(title), *body]) + "\n"


def claim(report: Report, item: Claim) -> str:
    """A claim: its verdict and why, the evidence on both sides, what it depends on."""
    grade = report.assessment.grades[item.id]
    body = _paragraph(item.statement)
    body += _optional(formatting.quantity_text(report, item))
    body += ["", formatting.marked_verdict(grade)]
    for why in grade.reasons:
        body += _item(why)
    for stance, title in _SIDES:
        rows = formatting.evidence_rows(report, item, stance)
        body += ["", title if rows else f"{title}: none"]
        for row in rows:
            body += _evidence(row)
    body += ["", *_paragraph(f"Depends on: {formatting.depends_on_text(grade)}")]
    rules = (f"{rule.id}: {rule.expression}" for rule in report.rules_on(item.id))
    body += _section("Rules that name it", rules)
    body += _section("Through the stages", _histories_of(report, item))
    body += _section("Does not fit with others", _disagreements_of(report, item))
    body += _section("Findings", _findings_of(report, item))
    for label, text in (("Ask", item.ask), ("Note", item.note)):
        body += ["", *_paragraph(f"{label}: {text}")] if text else []
    body += ["", *_paragraph(f"Review: {formatting.claim_review_text(report, item)}")]
    body += [f"File: {report.assessment.book.name}/{item.place.document.path}"]
    return _headed("claim", item.id, body)


_SIDES: Final = (
    (Stance.SUPPORTING, "Evidence for"),
    (Stance.CONTRADICTING, "Evidence against"),
)


def _optional(text: str, indent: str = "") -> list[str]:
    """A paragraph, if there is something to say."""
    return _paragraph(text, indent) if text else []


def _histories_of(report: Report, item: Claim) -> Iterator[str]:
    for history in report.assessment.histories:
        if item.id in history.claims:
            yield history_text(report, history)


def _disagreements_of(report: Report, item: Claim) -> Iterator[str]:
    for _heading, items in disagreements(report):
        for found in items:
            if found.rules and any(side.claim == item.id for side in found.sides):
                yield f"{found.title} ({', '.join(found.rules)})"


def _findings_of(report: Report, item: Claim) -> Iterator[str]:
    for found in formatting.new_first(report.findings):
        if found.claim == item.id:
            parts = (f"{found.severity}[{found.kind}]", formatting.known_text(found), found.message)
            yield " ".join(part for part in parts if part)


def _evidence(row: formatting.EvidenceRow) -> list[str]:
    lines = _item(formatting.quoted(row.evidence.quote))
    details = [f"{row.evidence.source} ({row.outlet})", f"origin: {row.origin}"]
    details += [f"says {row.says}"] if row.says else []
    details.append(
        f"{formatting.STATUS_WORDS[row.check.status.value]}, weighs {row.weight}: {row.why}"
    )
    lines += _paragraph("; ".join(details), "    ")
    for label, text in (
        ("reading", row.evidence.reading),
        ("origin inferred", row.evidence.origin_inferred),
        ("note", row.evidence.note),
    ):
        lines += _paragraph(f"{label}: {text}", "    ") if text else []
    return lines


def source(report: Report, item: Source) -> str:
    """A source: what it states, its outlet, what it is quoted for, and what depends on it."""
    book, verification = report.assessment.book, report.assessment.verification
    status, reason = verification.texts[item.id]
    body = [
        f"{name}: {clean(item.states(name) or 'not stated')}"
        for name in ("title", "publisher", "author", "published", "url")
    ]
    body += _paragraph(_outlet(book, item))
    body += _optional(f"status: {item.status}" if item.status else "")
    body += _optional(formatting.shared_text(item))
    body.append(f"text: {status} ({reason})" if reason else f"text: {status}")
    quoted = list(_quoting(report, item))
    body += _section(f"Quoted {formatting.plural(len(quoted), 'time')}", quoted)
    body += _withdrawn(withdraw(report.assessment, item.id))
    return _headed("source", item.id, body)


def _outlet(book: Book, item: Source) -> str:
    if item.outlet is None:
        return "outlet: not known, so it never counts as independent of another source"
    name = book.entity_name(item.outlet.entity)
    return f"outlet: {name} ({item.outlet.basis}: {item.outlet.reason})"


def _quoting(report: Report, item: Source) -> Iterator[str]:
    """The quotes of a source, by claim."""
    checks = report.assessment.verification.evidence
    for name, claim_ in sorted(report.assessment.book.claims.items()):
        for evidence in claim_.evidence:
            if evidence.source == item.id:
                status = checks[evidence.id].status
                quote = formatting.quoted(evidence.quote)
                yield f"{name} ({evidence.stance}, {status}): {quote}"


def _withdrawn(found: Withdrawal) -> list[str]:
    """What changes without a source: verdicts, the last evidence of claims, conflicts."""
    body = _section(
        "If it is withdrawn",
        (
            f"{change.claim}: {formatting.verdict_text(change.before)} "
            f"→ {formatting.verdict_text(change.after)}"
            + ("" if change.quoted else ", by way of a conflict")
            for change in found.changes
        ),
    )
    body += _section("Left without any evidence that counts", found.bare)
    body += _section(
        "Conflicts and discrepancies that go with it",
        (
            f"{', '.join(rule.id for rule in conflict.rules)}: {conflict.message}"
            for conflict in found.gone
        ),
    )
    return body or ["", "If it is withdrawn: no verdict changes"]


def entity(report: Report, item: Entity) -> str:
    """An entity: its names, authority and interests, and the evidence that comes from it."""
    book = report.assessment.book
    body = _paragraph(item.name)
    body += _paragraph(f"also: {', '.join(item.aliases)}") if item.aliases else []
    body += [f"belongs to: {book.entity_name(item.belongs_to)}"] if item.belongs_to else []
    body += [f"authority on: {', '.join(item.authority)}"] if item.authority else []
    body += _paragraph(f"interested in: {', '.join(item.interested)}") if item.interested else []
    body += _paragraph(f"note: {item.note}") if item.note else []
    body += _section(
        "Evidence from it",
        (
            f"{claim_.id} ({evidence.stance}): {formatting.quoted(evidence.quote)}"
            for _, claim_ in sorted(book.claims.items())
            for evidence in claim_.evidence
            if item.id in book.chain(evidence.origin)
        ),
    )
    return _headed("entity", item.id, body)


def _disagreement(item: Disagreement) -> list[str]:
    """One place where not everybody can be right."""
    body = ["", *_paragraph(item.title)]
    for side in item.sides:
        body += _item(
            f"{side.value} — {side.who}"
            + (f" ({side.claim}: {side.verdict})" if side.verdict else "")
        )
    for why in item.why:
        body += _paragraph(f"why: {why}", "  ") if why.lower() != item.title.lower() else []
    for way in item.ways:
        body += _paragraph(f"resolved {way}", "  ")
    return body


def rule(item: RuleResult, report: Report) -> str:
    """A rule of the book: the relation, its result with the arithmetic, the claims it names."""
    body = _paragraph(f"{item.rule.key}: {item.rule.expression}")
    body += _optional(f"unless: {item.rule.unless}" if item.rule.unless else "")
    body.append(f"result: {item.result}")
    body += _optional(f"with values: {item.arithmetic}" if item.arithmetic else "")
    body += _optional(f"needs {item.missing}" if item.result is Result.UNDECIDED else "")
    grades = report.assessment.grades
    claims = [name for name in item.claims if name in grades]
    body += _section(
        "Claims", (f"{name}: {formatting.verdict_text(grades[name])}" for name in claims)
    )
    for found in _disagreements_by(report, item.rule.id):
        body += _disagreement(found)
    if item.rule.ask:
        body += ["", *_paragraph(f"ask: {item.rule.ask}")]
    body += _optional(f"note: {item.rule.note}" if item.rule.note else "")
    return _headed("rule", item.rule.id, body)


def _disagreements_by(report: Report, rule_id: str) -> Iterator[Disagreement]:
    for _heading, items in disagreements(report):
        for found in items:
            if rule_id in found.rules:
                yield found
