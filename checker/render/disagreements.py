"""What cannot all be right, in words that every format shares: who says what, what would resolve it, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.book import Claim, Evidence, Stance
from checker.book.model import DOCUMENT, OUTLET
from checker.conflicts import Conflict, History, Resolution, Step
from checker.grading import Verdict
from checker.render.formatting import quoted, verdict_text
from checker.rules import ReportedValue


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that cannot all be right."""

    claim: str
    value: str
    """What is said: ``73 seats (preliminary)``; of what has no value, the quote."""

    who: str
    verdict: str
    """Of the claim, if it is a claim's own side."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where not everybody can be right."""

    kind: str
    """A key of ``KINDS``."""

    title: str
    sides: tuple[Side, ...]
    why: tuple[str, ...]
    """The arithmetic, or how the grade came about; of a group of conflicts, one each."""

    ways: tuple[str, ...]
    """What would resolve it, the cheapest."""

    ask: str
    rules: tuple[str, ...]
    claims: tuple[str, ...]


MAXIMUM_WAYS: Final = 6
"""So many resolutions that cost the same are told."""

KINDS: Final = {
    "conflict": "Conflicts",
    "disputed": "Disputed",
    "contradicted": "Contradicted",
    "denied": "Told differently, and not proven either way",
    "discrepancy": "Discrepancies",
    "settled": "Conflicts that the evidence settles",
    "reported": "Reported values that do not fit",
}
"""Headings, in the order of the report."""


def disagreements(report: Report) -> tuple[tuple[str, tuple[Disagreement, ...]], ...]:
    """Everything that does not fit, under its heading; headings without any are left out."""
    found: dict[str, list[Disagreement]] = {kind: [] for kind in KINDS}
    for group in report.assessment.disagreements:
        found[group[0].kind].append(disagreement_of(report, group))
    told = {
        side.claim
        for kind in ("conflict", "settled")
        for disagreement in found[kind]
        for side in disagreement.sides
    }
    for _, claims in report.claims_by_topic:
        for claim in claims:
            if claim.id not in told and (disagreement := _of_claim(report, claim)) is not None:
                found[disagreement.kind].append(disagreement)
    return tuple((KINDS[kind], tuple(items)) for kind, items in found.items() if items)


def disagreement_of(report: Report, order: Sequence[Conflict]) -> Disagreement:
    """A group of conflicts as one disagreement: the one by the fewest rules gives the title, and comes first."""
    reports = {
        one.key: one
        for own in (True, False)
        for item in order
        for combination in item.combinations
        for one in combination
        if one.own is own
    }
    rules = {rule.id: rule for item in order for rule in item.rules}
    first = order[0]
    title = next((rule.title for rule in rules.values() if rule.title), "")
    if not title:
        title = first.message[:1].upper() + first.message[1:]
    why = tuple(item.message for item in order[:MAXIMUM_WAYS])
    if len(order) > MAXIMUM_WAYS:
        why += (f"and {len(order) - MAXIMUM_WAYS} more, which the same resolutions end",)
    if (
        all(item.rules[0].key == "exclusive" and len(item.rules) == 1 for item in order)
        and len(order) > 1
    ):
        why = (f"of these, one at most can be right{_unless(first)}",)
    return Disagreement(
        kind=first.kind,
        title=title,
        sides=tuple(_side(report, one) for one in reports.values()),
        why=why,
        ways=tuple(_ways(report, first)),
        ask=" ".join(rule.ask for rule in rules.values() if rule.ask),
        rules=tuple(rules),
        claims=tuple(dict.fromkeys(name for item in order for name in item.claims)),
    )


def _unless(conflict: Conflict) -> str:
    unless = conflict.rules[0].unless
    return f", unless {unless}" if unless else ""


def _ways(report: Report, conflict: Conflict) -> Iterator[str]:
    cheapest = [resolution for resolution in conflict.resolutions if resolution.cheapest]
    yield from (_way(report, resolution) for resolution in cheapest[:MAXIMUM_WAYS])
    if len(cheapest) > MAXIMUM_WAYS:
        yield f"{len(cheapest) - MAXIMUM_WAYS} other ways cost the same"


def _side(report: Report, reported: ReportedValue) -> Side:
    book = report.assessment.book
    claim = book.claims[reported.claim]
    return Side(
        claim=claim.id,
        value=_value(report, claim, reported),
        who=who_says(report, reported.evidence),
        verdict=verdict_text(report.assessment.grades[claim.id]) if reported.own else "",
    )


def _value(report: Report, claim: Claim, reported: ReportedValue) -> str:
    """``Sadrist movement: 73 seats, preliminary``; the statement of a claim without a value."""
    if claim.quantity is None:
        return claim.statement.rstrip(".") + (
            "" if reported.own or not reported.value else f": {reported.text}"
        )
    measure = report.assessment.book.measures[claim.quantity.measure]
    unit = f" {measure.unit}" if measure.dimension == "count" else ""
    stage = f", {claim.quantity.stage}" if claim.quantity.stage else ""
    change = " more" if measure.adds_to else " fewer" if measure.takes_from else ""
    return f"{report.assessment.book.entity_name(claim.quantity.subject)}: {reported.text}{unit}{change}{stage}"


def who_says(report: Report, evidence: Iterable[str]) -> str:
    """``Independent High Electoral Commission in Mehr News Agency and Al Jazeera``; each voice once."""
    book = report.assessment.book
    items = {
        item.id: item
        for claim in {name.split("/")[0] for name in evidence}
        for item in book.claims[claim].evidence
    }
    voices: dict[str, list[str]] = {}
    for name in evidence:
        item = items[name]
        outlet = book.outlet_of(item.source)
        place = book.entity_name(outlet) if outlet else item.source
        if item.origin in (OUTLET, DOCUMENT):
            voices.setdefault(place, [])
        elif place not in voices.setdefault(book.entity_name(item.origin), []):
            voices[book.entity_name(item.origin)].append(place)
    parts = [
        f"{voice} in {listed(sorted(places))}" if places else voice
        for voice, places in voices.items()
    ]
    return listed(parts) or "nobody is quoted"


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """``a, b and c``."""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def _way(report: Report, resolution: Resolution) -> str:
    """What to disbelieve, or how else to read it."""
    values = {name: report.assessment.book.claims[name].value for name in resolution.claims}
    names = [
        f"{name} ({value.text})" if value is not None else name for name, value in values.items()
    ]
    way = f"disbelieve {listed(names)}"
    others = list(_others(report, resolution))
    return f"{way}; or {', or '.join(others)}" if others else way


def _others(report: Report, resolution: Resolution) -> Iterator[str]:
    for name in resolution.claims:
        items = [item for item in resolution.restatements if item.claim == name]
        of = f" for {name}" if len(resolution.claims) > 1 else ""
        for item in items:
            if item.kind == "rival":
                yield f"take {item.text}{of}, with {who_says(report, item.evidence)}"
            elif item.kind == "rounded":
                yield f"read it{of} as a round number, {item.text}"
            elif item.kind == "group":
                yield f"read it{of} as of others than the rule does: no source says who “{item.text}” are"
        stages = [item.text for item in items if item.kind == "stage"]
        if stages:
            yield f"read it{of} as of another stage, {listed(stages, 'or')}"


def _of_claim(report: Report, claim: Claim) -> Disagreement | None:
    """A claim that is told differently: proven words that weigh stand on both sides, or against it."""
    grade = report.assessment.grades[claim.id]
    weighing = [item.evidence for item in grade.weighed if item.weight]
    against = [item for item in weighing if item.stance is Stance.CONTRADICTING]
    base = report.assessment.base[claim.id]
    if not against or base.verdict is Verdict.SUPPORTED:
        return None
    kind = {Verdict.DISPUTED: "disputed", Verdict.CONTRADICTED: "contradicted"}.get(
        grade.verdict, "denied"
    )
    return Disagreement(
        kind=kind,
        title=claim.statement,
        sides=tuple(_told(report, claim, weighing)),
        why=(grade.reasons[0],),
        ways=(),
        ask=claim.ask,
        rules=(),
        claims=(claim.id,),
    )


def _told(report: Report, claim: Claim, weighing: Iterable[Evidence]) -> Iterator[Side]:
    """What each says, equal values as one."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for item in weighing:
        shown = item.says.text if item.says is not None else quoted(item.quote)
        groups.setdefault((item.stance is Stance.CONTRADICTING, shown), []).append(item.id)
    for (against, shown), ids in groups.items():
        yield Side(
            claim.id, f"{'against' if against else 'for'}: {shown}", who_says(report, ids), ""
        )


def history_row(report: Report, history: History) -> tuple[str, str, str]:
    """Subject, measure and history in words."""
    book = report.assessment.book
    return (
        book.entity_name(history.subject),
        book.measures[history.measure].unit,
        history_text(report, history),
    )


def history_text(report: Report, history: History) -> str:
    """``preliminary 73 (…); then, revised, 69 (…) or 70 (…), against a loss of 3 (…), which makes 70``."""
    parts = [_step(report, step, first=number == 0) for number, step in enumerate(history.steps)]
    return "; ".join(parts)


def _step(report: Report, step: Step, first: bool) -> str:
    values = [f"{item.text} ({who_says(report, item.evidence)})" for item in step.values]
    changes = [
        f"a {'loss' if item.loss else 'gain'} of {item.report.text} ({who_says(report, item.report.evidence)})"
        + (f", which makes {item.makes}" if item.makes else "")
        for item in step.changes
    ]
    lead = step.stage if first else f"then, {step.stage},"
    if not values:
        return f"{lead} {listed(changes)}"
    beside = f", beside {listed(changes)}" if changes else ""
    return f"{lead} {listed(values, 'or')}{beside}"
