"""Everything about one thing in the book, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.assessment import Report, Withdrawal, withdraw
from checker.book import Claim, Entity, Source, Stance
from checker.conflicts import Conflict
from checker.render import formatting, plain_text, sources
from checker.render.disagreements import Disagreement, disagreements, history_text
from checker.render.i18n import N_, Translated, _, ngettext
from checker.render.terminal import clean
from checker.render.ui_strings import STATED, WORDS, word
from checker.rules import Result, RuleResult

_WIDTH: Final = 96


def _paragraph(text: str, indent: str = "") -> list[str]:
    return plain_text.paragraph(text, _WIDTH, indent)


def _optional(text: str) -> list[str]:
    """A paragraph, if there is something to say."""
    return _paragraph(text) if text else []


def _labelled(label: str, text: str) -> list[str]:
    """A label with what it says, if it says something."""
    return _paragraph(f"{label}: {text}") if text else []


def _section(title: str, texts: Iterable[str]) -> list[str]:
    listed = plain_text.items(texts, _WIDTH)
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
    body += plain_text.items(grade.reasons, _WIDTH)
    for stance in Stance:
        rows = formatting.evidence_rows(report, item, stance)
        heading = _EVIDENCE[stance]
        body += ["", heading if rows else f"{heading}: {_('none')}"]
        for row in rows:
            body += _evidence(row)
    body += ["", *_labelled(WORDS["depends-on"], formatting.depends_on_text(grade))]
    rules = (f"{rule.id}: {rule.expression}" for rule in report.rules_on(item.id))
    body += _section(_("Rules that name it"), rules)
    body += _section(WORDS["histories"], _histories_of(report, item))
    body += _section(_("Does not fit with others"), _disagreements_of(report, item))
    body += _section(WORDS["findings"], _findings_of(report, item))
    for label, text in ((WORDS["ask"], item.ask), (WORDS["note"], item.note)):
        body += ["", *_labelled(label, text)] if text else []
    body += ["", *_labelled(WORDS["review"], formatting.claim_review_text(report, item))]
    body += [f"{_('File')}: {report.assessment.book.name}/{item.place.document.path}"]
    return _headed(_("claim"), item.id, body)


_EVIDENCE: Final = Translated(
    {Stance.SUPPORTING: N_("Evidence for"), Stance.CONTRADICTING: N_("Evidence against")}
)


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
            known = formatting.known_text(found)
            yield plain_text.finding(found.severity, found.kind, found.message, known)


def _evidence(row: formatting.EvidenceRow) -> list[str]:
    facts = (
        plain_text.where_from(row),
        plain_text.statement_by(row),
        plain_text.status(row),
        plain_text.weight(row),
    )
    lines = plain_text.items([formatting.quoted(row.evidence.quote)], _WIDTH)
    for text in ("; ".join(facts), *plain_text.remarks(row)):
        lines += _paragraph(text, "    ")
    return lines


def source(report: Report, item: Source) -> str:
    """A source: what it states, its outlet, what it is quoted for, and what depends on it."""
    body = []
    for name, label in (("title", _("title")), *STATED.items()):
        body += _labelled(label, item.states(name) or _("not stated"))
    body += _paragraph(sources.outlet_text(report, item))
    body += _optional(sources.standing_text(item))
    body += _optional(formatting.shared_text(item))
    status, reason = report.assessment.verification.texts[item.id]
    state = word(f"text-{status}")
    body += _labelled(WORDS["text"], f"{state} ({reason})" if reason else state)
    quoted = list(_quoting(report, item))
    title = ngettext("Quoted {count} time", "Quoted {count} times", len(quoted))
    body += _section(title, quoted)
    body += _withdrawn(withdraw(report.assessment, item.id))
    return _headed(_("source"), item.id, body)


def _quoting(report: Report, item: Source) -> Iterator[str]:
    """The quotes of a source, by claim."""
    checks = report.assessment.verification.evidence
    for name, claim_ in sorted(report.assessment.book.claims.items()):
        for evidence in claim_.evidence:
            if evidence.source == item.id:
                status = formatting.STATUS_WORDS[checks[evidence.id].status.value]
                quote = formatting.quoted(evidence.quote)
                yield f"{name} ({plain_text.side(evidence.stance)}, {status}): {quote}"


def _withdrawn(found: Withdrawal) -> list[str]:
    """What changes without a source: verdicts, the last evidence of claims, conflicts."""
    title = _("If it is withdrawn")
    body = _section(title, _changes_without(found))
    body += _section(_("Claims left without evidence that counts"), found.bare)
    body += _section(
        _("Conflicts and discrepancies that would be gone"), map(_conflict_text, found.gone)
    )
    return body or ["", f"{title}: {_('no verdict changes')}"]


def _changes_without(found: Withdrawal) -> Iterator[str]:
    for change in found.changes:
        before, after = map(formatting.verdict_text, (change.before, change.after))
        text = f"{change.claim}: {before} → {after}"
        yield text if change.quoted else f"{text}, {_('because of a conflict')}"


def _conflict_text(conflict: Conflict) -> str:
    return f"{', '.join(rule.id for rule in conflict.rules)}: {conflict.message}"


def entity(report: Report, item: Entity) -> str:
    """An entity: its names, authority and interests, and the evidence that comes from it."""
    book = report.assessment.book
    body = _paragraph(item.name)
    for label, text in (
        (_("also called"), ", ".join(item.aliases)),
        (_("belongs to"), book.entity_name(item.belongs_to) if item.belongs_to else ""),
        (_("authority on"), ", ".join(item.authority)),
        (_("interested in"), ", ".join(item.interested)),
        (_("note"), item.note),
    ):
        body += _labelled(label, text)
    body += _section(_("Evidence from it"), _evidence_from(report, item))
    return _headed(_("entity"), item.id, body)


def _evidence_from(report: Report, item: Entity) -> Iterator[str]:
    book = report.assessment.book
    for name, claim_ in sorted(book.claims.items()):
        for evidence in claim_.evidence:
            if item.id in book.chain(evidence.origin):
                quote = formatting.quoted(evidence.quote)
                yield f"{name} ({plain_text.side(evidence.stance)}): {quote}"


def _disagreement(item: Disagreement) -> list[str]:
    """One place where not everybody can be right."""
    body = ["", *_paragraph(item.title)]
    for side in item.sides:
        verdict = f" ({side.claim}: {side.verdict})" if side.verdict else ""
        body += plain_text.items([f"{side.value} — {side.who}{verdict}"], _WIDTH)
    for why in item.why:
        if why.lower() != item.title.lower():
            body += _paragraph(f"{_('why:')} {why}", "  ")
    for way in item.ways:
        body += _paragraph(f"{_('resolved')} {way}", "  ")
    return body


def rule(item: RuleResult, report: Report) -> str:
    """A rule of the book: the relation, its result with the arithmetic, the claims it names."""
    body = _paragraph(f"{word(item.rule.key)}: {item.rule.expression}")
    body += _labelled(WORDS["unless"], item.rule.unless)
    body += _labelled(_("result"), word(item.result))
    body += _labelled(_("with values"), item.arithmetic)
    if item.result is Result.UNDECIDED:
        body += _paragraph(f"{_('needs')} {item.missing}")
    grades = report.assessment.grades
    claims = [name for name in item.claims if name in grades]
    body += _section(
        WORDS["claims"], (f"{name}: {formatting.verdict_text(grades[name])}" for name in claims)
    )
    for found in _disagreements_by(report, item.rule.id):
        body += _disagreement(found)
    if item.rule.ask:
        body += ["", *_labelled(_("ask"), item.rule.ask)]
    body += _labelled(_("note"), item.rule.note)
    return _headed(_("rule"), item.rule.id, body)


def _disagreements_by(report: Report, rule_id: str) -> Iterator[Disagreement]:
    for _heading, items in disagreements(report):
        for found in items:
            if rule_id in found.rules:
                yield found
