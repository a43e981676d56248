"""An edition from a report: the whole book, or what is selected of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checker.assessment import Report
from checker.book import Claim
from checker.conflicts import Conflict
from checker.grading import Verdict
from checker.render import formatting
from checker.render.disagreements import KINDS, Disagreement, disagreements, history_row
from checker.render.edition import appendix
from checker.render.edition.brief import briefing
from checker.render.edition.claims import claim_part
from checker.render.edition.glossary import glossary
from checker.render.edition.labels import Labels, claims_of, rule_link
from checker.render.edition.method import method
from checker.render.edition.model import (
    Count,
    Digest,
    DisagreementGroup,
    DisagreementPart,
    Edition,
    Glance,
    GlanceRow,
    HistoryPart,
    Labelled,
    Link,
    SidePart,
    TopicPart,
)
from checker.render.edition.selection import Selection, whole_book
from checker.render.i18n import N_, _
from checker.render.pictures import (
    Picture,
    conflict_picture,
    history_picture,
    overlap_picture,
    seats_pictures,
    timeline_pictures,
)

SUBJECT = N_("Consistency report")


def edition_of(
    report: Report, selection: Selection | None = None, first: Digest | None = None
) -> Edition:
    """What a report shows, of the whole book or of a selection; ``first`` comes before the rest."""
    chosen = selection or whole_book(report)
    shown = _shown_disagreements(report, chosen)
    labels = Labels(report, chosen, shown)
    book = report.assessment.book
    sources = appendix.source_parts(report, chosen, labels)
    timelines = _timelines(report)
    topics = _topics(report, chosen, labels, timelines)
    findings = appendix.finding_parts(report, chosen, labels)
    brief = briefing(report, chosen, labels, shown, findings)
    return Edition(
        title=book.title,
        subject=chosen.name or _(SUBJECT),
        whole_book=chosen.whole,
        language=book.language,
        as_of=report.as_of,
        digest=book.digest,
        review=formatting.review_text(report),
        counts=_counts(report, chosen.claims),
        facts=_facts(report, chosen),
        brief=brief if first is None else (first, *brief),
        disagreements=_disagreement_groups(report, labels, shown),
        undecided=tuple(_undecided(report, chosen)),
        histories=_histories(report, chosen, labels),
        timelines=timelines.get("timeline", ()) if chosen.whole else (),
        parts=seats_pictures(report) if chosen.whole else (),
        glance=_glance(topics) if len(chosen.claims) > 1 else (),
        topics=topics,
        sources=sources,
        overlap=overlap_picture(report) if chosen.whole else None,
        coverage=appendix.coverage_table(report, {item.id for item in sources}),
        method=method(report),
        rules=appendix.rule_parts(report, chosen, labels),
        glossary=glossary(),
        findings=findings,
    )


def _shown_disagreements(
    report: Report, chosen: Selection
) -> tuple[tuple[str, tuple[Disagreement, ...]], ...]:
    """The disagreements that touch the selection, by heading."""
    found = []
    for heading, items in disagreements(report):
        kept = tuple(item for item in items if chosen.touches(tuple(claims_of(item))))
        if kept:
            found.append((heading, kept))
    return tuple(found)


def _undecided(report: Report, chosen: Selection) -> Iterator[str]:
    """What was not worked out to the end, about the selection."""
    for item in report.assessment.undecided:
        claims = [name for rule in item.rules for name in _claims_of_rule(report, rule.id)]
        if chosen.whole or chosen.touches(tuple(claims)):
            yield f"{item.message}."


def _counts(report: Report, claims: Iterable[str]) -> tuple[Count, ...]:
    counted = Counter(report.assessment.grades[name].verdict for name in claims)
    return tuple(
        Count(verdict.value, formatting.VERDICT_MARKS[verdict], counted[verdict])
        for verdict in Verdict
    )


def _facts(report: Report, chosen: Selection) -> tuple[Labelled, ...]:
    summary, book = report.summary, report.assessment.book
    claims = f"{len(chosen.claims):,}"
    if not chosen.whole:
        claims = _("{chosen} of the book's {all}").format(chosen=claims, all=f"{summary.claims:,}")
    facts = [Labelled(_("Claims"), claims)]
    if chosen.whole:
        facts += [
            Labelled(_("Quotes"), formatting.quotes_text(summary)),
            Labelled(_("Sources"), f"{summary.sources:,}"),
            Labelled(_("Rules"), formatting.rules_text(report)),
            Labelled(_("Findings"), formatting.findings_text(report)),
        ]
    return (
        *facts,
        Labelled(_("Data as of"), report.as_of or _("not stated")),
        Labelled(_("Book"), book.digest),
    )


def _disagreement_groups(
    report: Report, labels: Labels, shown: Sequence[tuple[str, tuple[Disagreement, ...]]]
) -> tuple[DisagreementGroup, ...]:
    conflicts = {
        frozenset(rule.id for item in group for rule in item.rules): group
        for group in report.assessment.disagreements
    }
    kinds = {heading: kind for kind, heading in KINDS.items()}
    return tuple(
        DisagreementGroup(
            f"disagreements-{kinds[heading]}",
            heading,
            tuple(_disagreement(report, labels, item, conflicts) for item in items),
        )
        for heading, items in shown
    )


def _disagreement(
    report: Report,
    labels: Labels,
    item: Disagreement,
    conflicts: dict[frozenset[str], tuple[Conflict, ...]],
) -> DisagreementPart:
    group = conflicts.get(frozenset(item.rules)) if item.rules else None
    return DisagreementPart(
        label=labels.disagreement(item),
        kind=item.kind,
        title=item.title,
        sides=tuple(
            SidePart(labels.claim(side.claim, side.value), side.who, side.verdict)
            for side in item.sides
        ),
        why=tuple(why for why in item.why if why.lower() != item.title.lower()),
        ways=item.ways,
        ask=item.ask,
        rules=tuple(map(rule_link, item.rules)),
        picture=conflict_picture(report, group) if group else None,
    )


def _claims_of_rule(report: Report, rule: str) -> tuple[str, ...]:
    return next((item.claims for item in report.assessment.rules if item.rule.id == rule), ())


def _histories(report: Report, chosen: Selection, labels: Labels) -> tuple[HistoryPart, ...]:
    found = []
    for history in report.assessment.histories:
        if not chosen.touches(history.claims):
            continue
        subject, measure, told = history_row(report, history)
        picture = history_picture(report, history)
        found.append(
            HistoryPart(f"{subject}, {measure}", told, labels.claims(history.claims), picture)
        )
    return tuple(found)


def _glance(topics: Iterable[TopicPart]) -> tuple[Glance, ...]:
    return tuple(
        Glance(
            topic.title,
            tuple(
                GlanceRow(
                    Link(claim.statement, claim.label), claim.verdict, claim.mark, claim.judged, ""
                )
                for claim in topic.claims
            ),
        )
        for topic in topics
    )


def _timelines(report: Report) -> dict[str, tuple[Picture, ...]]:
    """By what they are of; one that is continued has several pictures."""
    found: dict[str, tuple[Picture, ...]] = {}
    for picture in timeline_pictures(report):
        name = picture.id.partition("--")[0]
        found[name] = (*found.get(name, ()), picture)
    return found


def _topics(
    report: Report, chosen: Selection, labels: Labels, timelines: dict[str, tuple[Picture, ...]]
) -> tuple[TopicPart, ...]:
    found_on = appendix.findings_by_claim(report)
    parts = []
    for topic, claims in report.claims_by_topic:
        kept: list[Claim] = [claim for claim in claims if claim.id in chosen.claims]
        if not kept:
            continue
        parts.append(
            TopicPart(
                label=f"topic-{topic.id}",
                title=topic.title,
                counts=_counts(report, (claim.id for claim in kept)),
                claims=tuple(
                    claim_part(report, labels, claim, found_on.get(claim.id, ())) for claim in kept
                ),
                pictures=timelines.get(f"timeline-{topic.id}", ())
                if len(kept) == len(claims)
                else (),
            )
        )
    return tuple(parts)
