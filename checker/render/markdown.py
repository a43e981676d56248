"""The report as Markdown: the version for diffs and for reading on a forge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import regex
from tabulate import tabulate

from checker.assessment import Report
from checker.book import Claim, Stance
from checker.render import formatting, sources
from checker.render.disagreements import Disagreement, disagreements, history_row
from checker.render.i18n import _
from checker.render.sources import SourcePage
from checker.render.ui_strings import STATED, WORDS, heads, word

_SPECIAL: Final = regex.compile(r"([\\`*_\[\]<>|#~&!$])")
_LINE_START: Final = regex.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_CONTROL: Final = regex.compile(r"[\p{Cc}\p{Bidi_Control}--[\n]]", regex.VERSION1)
_GAP: Final = regex.compile(r"\s+")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup, no HTML, no cell breaks."""
    flat = _GAP.sub(" ", _CONTROL.sub(" ", text)).strip()
    escaped = _SPECIAL.sub(r"\\\1", flat)
    return _LINE_START.sub(r"\1\\\2", escaped).replace("://", ":\u200b//").replace("@", "@\u200b")


def code(text: str) -> str:
    """An id or path as code; the text has no back-ticks after its own are replaced."""
    return f"`{_GAP.sub(' ', _CONTROL.sub(' ', text)).replace('`', 'ˋ').replace('|', '¦')}`"


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return tabulate(list(rows), headers=headers, tablefmt="github", disable_numparse=True)


def render(report: Report) -> str:
    """The whole report."""
    parts = [_head(report), _disagreements(report), _histories(report), _at_a_glance(report)]
    parts += [
        _topic(report, topic.title, claims) for topic, claims in report.claims_by_topic if claims
    ]
    parts += [_sources(report), _coverage(report), _rules(report), _findings(report)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(report: Report) -> str:
    book, summary = report.assessment.book, report.summary
    subject = _("Consistency report of the claim book {digest}.").format(digest=code(book.digest))
    if report.as_of:
        subject += " " + _("Data as of {date}.").format(date=report.as_of)
    rows = [
        (_("Claims"), f"{summary.claims}: {formatting.counts_text(summary.verdicts)}"),
        (_("Quotes"), formatting.quotes_text(summary)),
        (_("Sources"), str(summary.sources)),
        (_("Rules"), formatting.rules_text(report)),
        (_("Findings"), formatting.findings_text(report)),
    ]
    return "\n\n".join(
        [
            f"# {escape(book.title)}",
            subject,
            f"**{escape(formatting.review_text(report))}**",
            _table(["", ""], rows),
        ]
    )


def _at_a_glance(report: Report) -> str:
    rows = []
    for topic, claims in report.claims_by_topic:
        for claim in claims:
            grade = report.assessment.grades[claim.id]
            rows.append(
                (
                    escape(topic.title),
                    f"[{escape(claim.statement)}](#{claim.id})",
                    formatting.marked_verdict(grade),
                )
            )
    return _section(_("At a glance"), _table([_("Topic"), WORDS["claim"], WORDS["verdict"]], rows))


def _disagreements(report: Report) -> str:
    """What leads the report: everything that cannot all be right."""
    parts = [f"## {WORDS['disagreements']}"]
    for heading, items in disagreements(report):
        parts += [f"### {escape(heading)}", *map(_disagreement, items)]
    for item in report.assessment.undecided:
        parts.append(f"{WORDS['undecided']}: {escape(item.message)}.")
    if len(parts) == 1:
        parts.append(_("Nothing was found."))
    return "\n\n".join(parts)


def _disagreement(item: Disagreement) -> str:
    sides = [
        f"- {escape(side.value)} — {escape(side.who)}"
        + (f" ([{side.verdict}](#{side.claim}))" if side.verdict else "")
        for side in item.sides
    ]
    remarks = [
        *((_("Why"), why) for why in item.why if why.lower() != item.title.lower()),
        *((WORDS["resolution"], way) for way in item.ways),
        (WORDS["ask"], item.ask),
    ]
    lines = [f"{label}: {escape(text)}" for label, text in remarks if text]
    names = ", ".join(map(code, item.rules or item.claims))
    return "\n".join([f"**{escape(item.title)}** ({names})", "", *sides, "", "<br>\n".join(lines)])


def _histories(report: Report) -> str:
    rows = [
        (escape(f"{subject}, {measure}"), escape(history))
        for subject, measure, history in (
            history_row(report, item) for item in report.assessment.histories
        )
    ]
    if not rows:
        return ""
    return _section(WORDS["histories"], _table([_("quantity"), _("history")], rows))


def _topic(report: Report, title: str, claims: tuple[Claim, ...]) -> str:
    return "\n\n".join([f"## {escape(title)}", *(_claim(report, claim) for claim in claims)])


def _claim(report: Report, claim: Claim) -> str:
    grade = report.assessment.grades[claim.id]
    described = formatting.quantity_text(report, claim)
    parts = [
        f'### <a id="{claim.id}"></a>{escape(claim.statement)}',
        f"**{formatting.marked_verdict(grade)}** · {code(claim.id)} · {word(claim.kind)}"
        + (f" · {escape(described)}" if described else "")
        + f" · {_('review:')} {escape(formatting.claim_review_text(report, claim))}",
        "\n".join(f"- {escape(reason)}" for reason in grade.reasons),
    ]
    for stance in Stance:
        rows = formatting.evidence_rows(report, claim, stance)
        if rows:
            heads_of_side = (WORDS[stance.value], *_evidence_heads())
            parts.append(_table(heads_of_side, map(_evidence, rows)))
    parts.append(f"{WORDS['depends-on']}: {escape(formatting.depends_on_text(grade))}.")
    if claim.note:
        parts.append(f"{WORDS['note']}: {escape(claim.note)}")
    return "\n\n".join(parts)


def _section(heading: str, body: str) -> str:
    return f"## {heading}\n\n{body}"


def _evidence_heads() -> tuple[str, ...]:
    return (_("says"), _("source"), _("origin"), _("quote"), _("weight"))


def _evidence(row: formatting.EvidenceRow) -> tuple[str, ...]:
    remarks = [
        f"{label}: {escape(text)}"
        for label, text in (
            (_("reading"), row.evidence.reading),
            (_("origin inferred"), row.evidence.origin_inferred),
        )
        if text
    ]
    return (
        "<br>".join([escape(formatting.quoted(row.evidence.quote)), *remarks]),
        escape(row.says),
        f"{code(row.evidence.source)}<br>{escape(row.outlet)}",
        escape(row.origin),
        formatting.STATUS_WORDS[row.check.status.value],
        f"{word(str(row.weight))}: {escape(row.why)}",
    )


def _sources(report: Report) -> str:
    return "\n\n".join(
        [
            f"## {WORDS['sources']}",
            *(_source(report, page) for page in sources.source_pages(report)),
        ]
    )


def _source(report: Report, page: SourcePage) -> str:
    source = page.source
    stated = [
        f"{STATED[name]}: {escape(source.states(name) or _('not stated'))}"
        for name in ("publisher", "author", "published")
    ]
    status = report.assessment.verification.texts[source.id][0]
    text = f"{WORDS['text']}: {word(f'text-{status}')}"
    facts = [
        sources.standing_text(source),
        sources.outlet_text(report, source),
        formatting.shared_text(source),
    ]
    title = source.states("title") or _("No title stated")
    parts = [
        f'### <a id="source-{source.id}"></a>{escape(title)}',
        f"**{sources.counts_text(page)}** · {code(source.id)} · {' · '.join(stated)} · {text}",
        "\n".join(f"- {escape(fact)}" for fact in facts if fact),
    ]
    if page.figures:
        parts.append(_figures(report, page))
    parts.append(sources.carries_text(page))
    carried = [f"- [{escape(claim.statement)}](#{claim.id})" for claim in page.carries]
    if carried:
        parts.append("\n".join(carried))
    return "\n\n".join(parts)


def _figures(report: Report, page: SourcePage) -> str:
    """The values that a source gives, and other reported values."""
    rows = []
    for item in page.figures:
        others = sources.otherwise_text(report, item, page.source.id)
        rows.append(
            (
                f"[{escape(item.claim.statement)}](#{item.claim.id})",
                escape(sources.figure_text(report, item)),
                sources.side_text(item),
                "<br>".join(map(escape, others)),
            )
        )
    return _table(heads("figure-heads"), rows)


def _coverage(report: Report) -> str:
    rows = [(code(name), *counts) for name, *counts in formatting.coverage_rows(report)]
    if not rows:
        return ""
    table = _table(formatting.coverage_heads(), rows)
    return _section(WORDS["coverage"], f"{WORDS['coverage-note']}\n\n{table}")


def _rules(report: Report) -> str:
    rows = [
        (
            code(item.rule.id),
            code(item.rule.expression),
            word(item.result),
            escape(item.arithmetic or item.missing),
        )
        for item in report.assessment.rules
    ]
    names = (_("rule"), _("relation"), _("result"), _("with values"))
    return _section(WORDS["rules"], _table(names, rows) if rows else _("None."))


def _findings(report: Report) -> str:
    rows = [
        (
            formatting.severity_text(found),
            code(found.kind),
            code(f"{report.assessment.book.name}/{found.location.path}:{found.location.line}"),
            escape(found.message),
        )
        for found in formatting.new_first(report.findings)
    ]
    names = (_("severity"), _("kind"), _("place"), _("finding"))
    return _section(WORDS["findings"], _table(names, rows) if rows else _("None."))
