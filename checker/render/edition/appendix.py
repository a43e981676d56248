"""What the claims rest on: sources, rules, findings, coverage."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from checker.assessment import Report
from checker.render import formatting, sources
from checker.render.edition.labels import Labels, rule_link
from checker.render.edition.model import (
    FigureRow,
    FindingPart,
    Labelled,
    RulePart,
    SourcePart,
    Table,
)
from checker.render.edition.selection import Selection
from checker.render.i18n import _
from checker.render.sources import GivenFigure, SourcePage
from checker.render.ui_strings import STATED, word
from checker.verification import TextStatus


def source_parts(report: Report, chosen: Selection, labels: Labels) -> tuple[SourcePart, ...]:
    """The sources that an edition quotes; of the whole book, all."""
    quoting: dict[str, dict[str, None]] = {}
    for _topic, claims in report.claims_by_topic:
        for claim in claims:
            if claim.id in chosen.claims:
                for item in claim.evidence:
                    quoting.setdefault(item.source, {})[claim.id] = None
    pages = [
        page for page in sources.source_pages(report) if chosen.whole or page.source.id in quoting
    ]
    return tuple(
        _source(report, chosen, labels, page, quoting.get(page.source.id, {})) for page in pages
    )


def _source(
    report: Report, chosen: Selection, labels: Labels, page: SourcePage, quoting: Collection[str]
) -> SourcePart:
    source = page.source
    status, reason = report.assessment.verification.texts[source.id]
    return SourcePart(
        id=source.id,
        label=f"source-{source.id}",
        title=source.states("title") or _("No title stated ({source})").format(source=source.id),
        proven=sources.counts_text(page),
        stated=tuple(
            Labelled(STATED[name], source.states(name) or _("not stated")) for name in STATED
        ),
        standing=sources.standing_text(source),
        outlet=sources.outlet_text(report, source),
        shared=formatting.shared_text(source),
        text=_text_status(status, reason),
        figures=tuple(
            _figure(report, labels, item, source.id)
            for item in page.figures
            if item.claim.id in chosen.claims
        ),
        carries=sources.carries_text(page),
        carried=labels.ids(claim.id for claim in page.carries if claim.id in chosen.claims),
        quoted=labels.ids(quoting),
    )


def _text_status(status: TextStatus, reason: str) -> str:
    """Whether the text was available, and why not."""
    words = word(f"text-{status.value}")
    return f"{words} ({_(reason)})" if reason else words


def _figure(report: Report, labels: Labels, item: GivenFigure, source: str) -> FigureRow:
    return FigureRow(
        claim=labels.claim(item.claim.id),
        says=sources.figure_text(report, item),
        side=sources.side_text(item),
        otherwise=tuple(sources.otherwise_text(report, item, source)),
        alone=not item.otherwise,
    )


def coverage_table(report: Report, shown: Collection[str]) -> Table | None:
    """Sentences and figures of the sources shown; None where no source was ever proven."""
    rows = tuple(row for row in formatting.coverage_rows(report) if row[0] in shown)
    return Table(formatting.coverage_heads(), rows) if rows else None


def rule_parts(report: Report, chosen: Selection, labels: Labels) -> tuple[RulePart, ...]:
    """The rules that name a claim of the edition; of the whole book, all."""
    return tuple(
        RulePart(
            id=item.rule.id,
            label=rule_link(item.rule.id).target,
            key=word(item.rule.key),
            expression=item.rule.expression,
            unless=item.rule.unless,
            result=word(item.result.value),
            arithmetic=item.arithmetic or item.missing,
            claims=labels.ids(item.claims),
            disagreements=labels.disagreements_by(item.rule.id),
        )
        for item in report.assessment.rules
        if chosen.whole or chosen.touches(item.claims)
    )


def findings_by_claim(report: Report) -> Mapping[str, list[str]]:
    """What was found in each claim, in words."""
    found: dict[str, list[str]] = {}
    for item in formatting.new_first(report.findings):
        if item.claim:
            known = f" ({formatting.known_text(item)})" if item.known else ""
            found.setdefault(item.claim, []).append(
                f"{item.severity}{known}, {item.kind}: {item.message}"
            )
    return found


def finding_parts(report: Report, chosen: Selection, labels: Labels) -> tuple[FindingPart, ...]:
    """The findings on what the edition shows; of the whole book, all."""
    name = report.assessment.book.name
    return tuple(
        FindingPart(
            severity=formatting.severity_text(item),
            kind=item.kind,
            place=f"{name}/{item.location.path}:{item.location.line}",
            claim=labels.claim(item.claim, item.claim)
            if item.claim in report.assessment.book.claims
            else None,
            message=item.message,
            hint=item.hint,
        )
        for item in formatting.new_first(report.findings)
        if chosen.whole or item.claim in chosen.claims
    )
