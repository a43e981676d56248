"""The story of one thing in the book, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from checker.assessment import Report, Withdrawal, withdraw
from checker.book import Claim, Entity, Source, Stance
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
    described = formatting.quantity_text(report, item)
    body += _paragraph(described) if described else []
    body += [
        "",
        formatting.marked_verdict(grade),
        *[line for why in grade.reasons for line in _item(why)],
    ]
    for stance, title in (
        (Stance.SUPPORTING, "Evidence for"),
        (Stance.CONTRADICTING, "Evidence against"),
    ):
        rows = formatting.evidence_rows(report, item, stance)
        body += ["", title if rows else f"{title}: none"]
        for row in rows:
            body += _evidence(row)
    body += ["", *_paragraph(f"Depends on: {formatting.depends_on_text(grade)}")]
    body += _section(
        "Rules that name it", (f"{rule.id}: {rule.expression}" for rule in report.rules_on(item.id))
    )
    body += _section(
        "Through the stages",
        (
            history_text(report, history)
            for history in report.assessment.histories
            if item.id in history.claims
        ),
    )
    body += _section(
        "Does not fit with others",
        (
            f"{found.title} ({', '.join(found.rules)})"
            for _, items in disagreements(report)
            for found in items
            if found.rules and item.id in {side.claim for side in found.sides}
        ),
    )
    body += _section(
        "Findings",
        (
            " ".join(
                filter(
                    None,
                    (
                        f"{found.severity}[{found.kind}]",
                        formatting.known_text(found),
                        found.message,
                    ),
                )
            )
            for found in formatting.new_first(report.findings)
            if found.claim == item.id
        ),
    )
    body += ["", *_paragraph(f"Ask: {item.ask}")] if item.ask else []
    body += ["", *_paragraph(f"Note: {item.note}")] if item.note else []
    body += ["", *_paragraph(f"Review: {formatting.claim_review_text(report, item)}")]
    body += [f"File: {report.assessment.book.name}/{item.place.document.path}"]
    return _headed("claim", item.id, body)


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
    """A source: what it states of itself, who stands behind it, what it is quoted for, what falls
    without it.
    """
    book, verification = report.assessment.book, report.assessment.verification
    status, reason = verification.texts[item.id]
    body = [
        f"{name}: {clean(item.states(name) or 'not stated')}"
        for name in ("title", "publisher", "author", "published", "url")
    ]
    if item.outlet:
        body += _paragraph(
            f"outlet: {book.entity_name(item.outlet.entity)} "
            f"({item.outlet.basis}: {item.outlet.reason})"
        )
    else:
        body.append("outlet: nobody known; never shown independent of another source")
    body += _paragraph(f"status: {item.status}") if item.status else []
    body += _paragraph(formatting.shared_text(item)) if item.shared else []
    body.append(f"text: {status}{f' ({reason})' if reason else ''}")
    quoted = [
        (claim_, evidence)
        for _, claim_ in sorted(book.claims.items())
        for evidence in claim_.evidence
        if evidence.source == item.id
    ]
    body += _section(
        f"Quoted {formatting.plural(len(quoted), 'time')}",
        (
            f"{claim_.id} ({evidence.stance}, {verification.evidence[evidence.id].status}): "
            f"{formatting.quoted(evidence.quote)}"
            for claim_, evidence in quoted
        ),
    )
    body += _withdrawn(withdraw(report.assessment, item.id))
    return _headed("source", item.id, body)


def _withdrawn(found: Withdrawal) -> list[str]:
    """What falls without a source: verdicts, the last evidence of claims, conflicts."""
    body = _section(
        "If it is withdrawn",
        (
            f"{change.claim}: {formatting.verdict_text(change.before)} "
            f"→ {formatting.verdict_text(change.after)}"
            + ("" if change.quoted else ", by way of a conflict")
            for change in found.changes
        ),
    )
    body += _section("Left without any evidence that weighs", found.bare)
    body += _section(
        "Conflicts and discrepancies that go with it",
        (
            f"{', '.join(rule.id for rule in conflict.rules)}: {conflict.message}"
            for conflict in found.gone
        ),
    )
    return body or ["", "If it is withdrawn: no verdict changes"]


def entity(report: Report, item: Entity) -> str:
    """An entity: its names, its authority and interests, and the evidence that is its word."""
    book = report.assessment.book
    body = _paragraph(item.name)
    body += _paragraph(f"also: {', '.join(item.aliases)}") if item.aliases else []
    body += [f"belongs to: {book.entity_name(item.belongs_to)}"] if item.belongs_to else []
    body += [f"authority on: {', '.join(item.authority)}"] if item.authority else []
    body += _paragraph(f"interested in: {', '.join(item.interested)}") if item.interested else []
    body += _paragraph(f"note: {item.note}") if item.note else []
    body += _section(
        "Its word",
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
        body += _paragraph(f"resolution: {way}", "  ")
    return body


def rule(item: RuleResult, report: Report) -> str:
    """A rule of the book: the relation, its result with the arithmetic, the claims it names."""
    body = _paragraph(f"{item.rule.key}: {item.rule.expression}")
    body += _paragraph(f"unless: {item.rule.unless}") if item.rule.unless else []
    body.append(f"result: {item.result}")
    body += _paragraph(f"with values: {item.arithmetic}") if item.arithmetic else []
    body += _paragraph(f"needs {item.missing}") if item.result is Result.UNDECIDED else []
    body += _section(
        "Claims",
        (
            f"{name}: {formatting.verdict_text(report.assessment.grades[name])}"
            for name in item.claims
            if name in report.assessment.grades
        ),
    )
    for _, items in disagreements(report):
        for found in items:
            body += _disagreement(found) if item.rule.id in found.rules else []
    body += ["", *_paragraph(f"ask: {item.rule.ask}")] if item.rule.ask else []
    body += _paragraph(f"note: {item.rule.note}") if item.rule.note else []
    return _headed("rule", item.rule.id, body)
