"""What cannot all be right, in words that every format shares.

Who says what, what would resolve it, and whom to ask.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checker.assessment import Report
from checker.book import Book, Claim, Evidence, RelationRule, Stance
from checker.book.model import DOCUMENT, OUTLET, ClaimQuantity
from checker.conflicts import Conflict, History, Resolution, Step
from checker.conflicts.history import StageChange
from checker.grading import Verdict
from checker.render.formatting import quoted, verdict_text
from checker.render.i18n import N_, Translated, _, ngettext
from checker.rules import ReportedValue


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that cannot all be right."""

    claim: str
    value: str
    """What is said: ``73 seats (preliminary)``; of what has no value, the quote."""

    who: str
    verdict: str
    """Verdict and strength of the claim in words, if this is the claim's own value."""

    judged: Verdict | None = None
    """The same as data."""


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
"""Limit on resolutions, and on messages of one disagreement, that are shown."""

KINDS: Final = Translated(
    {
        "conflict": N_("Conflicts"),
        "disputed": N_("Disputed"),
        "contradicted": N_("Contradicted"),
        "denied": N_("Contested, unresolved"),
        "discrepancy": N_("Discrepancies"),
        "settled": N_("Conflicts that the evidence settles"),
        "reported": N_("Reported values that do not fit"),
    }
)
"""Headings, in the order of the report."""


def disagreements(report: Report) -> tuple[tuple[str, tuple[Disagreement, ...]], ...]:
    """Everything that does not fit, by heading; headings without any are left out."""
    found: dict[str, list[Disagreement]] = {kind: [] for kind in KINDS}
    for group in report.assessment.disagreements:
        found[group[0].kind].append(disagreement_of(report, group))
    in_conflict = found["conflict"] + found["settled"]
    shown = {side.claim for item in in_conflict for side in item.sides}
    for _topic, claims in report.claims_by_topic:
        for item in _of_claims(report, claims, shown):
            found[item.kind].append(item)
    return tuple((KINDS[kind], tuple(items)) for kind, items in found.items() if items)


def _of_claims(
    report: Report, claims: Iterable[Claim], shown: Container[str]
) -> Iterator[Disagreement]:
    """Claims with evidence against them that no conflict shows already."""
    for claim in claims:
        item = None if claim.id in shown else _of_claim(report, claim)
        if item is not None:
            yield item


def disagreement_of(report: Report, order: Sequence[Conflict]) -> Disagreement:
    """A group of conflicts as one disagreement; the one with the fewest rules comes first."""
    rules = {rule.id: rule for item in order for rule in item.rules}
    return Disagreement(
        kind=order[0].kind,
        title=_title(order[0], rules.values()),
        sides=tuple(_side(report, one) for one in _reported_values(order)),
        why=_why(order),
        ways=tuple(_ways(report, order[0])),
        ask=" ".join(rule.ask for rule in rules.values() if rule.ask),
        rules=tuple(rules),
        claims=tuple(dict.fromkeys(name for item in order for name in item.claims)),
    )


def _reported_values(order: Iterable[Conflict]) -> list[ReportedValue]:
    """The values of a group of conflicts, each once; the claims' own come first."""
    found = {
        one.key: one for item in order for combination in item.combinations for one in combination
    }
    return sorted(found.values(), key=lambda one: not one.own)


def _title(first: Conflict, rules: Iterable[RelationRule]) -> str:
    title = next((rule.title for rule in rules if rule.title), "")
    return title or first.message[:1].upper() + first.message[1:]


def _why(order: Sequence[Conflict]) -> tuple[str, ...]:
    """The arithmetic of each conflict; one sentence for several that are exclusive."""
    if len(order) > 1 and all(map(_exclusive, order)):
        return (_unless(order[0]),)
    why = tuple(item.message for item in order[:MAXIMUM_WAYS])
    more = len(order) - MAXIMUM_WAYS
    if more <= 0:
        return why
    return (
        *why,
        ngettext(
            "and {count} more, with the same resolutions",
            "and {count} more, with the same resolutions",
            more,
        ),
    )


def _exclusive(conflict: Conflict) -> bool:
    return len(conflict.rules) == 1 and conflict.rules[0].key == "exclusive"


def _unless(conflict: Conflict) -> str:
    unless = conflict.rules[0].unless
    if not unless:
        return _("of these, one at most can be right")
    return _("of these, one at most can be right, unless {exception}").format(exception=unless)


def _ways(report: Report, conflict: Conflict) -> Iterator[str]:
    cheapest = [resolution for resolution in conflict.resolutions if resolution.cheapest]
    yield from (_way(report, resolution) for resolution in cheapest[:MAXIMUM_WAYS])
    if len(cheapest) > MAXIMUM_WAYS:
        more = len(cheapest) - MAXIMUM_WAYS
        yield ngettext(
            "{count} other resolution is as good", "{count} other resolutions are as good", more
        )


def _side(report: Report, reported: ReportedValue) -> Side:
    book = report.assessment.book
    claim = book.claims[reported.claim]
    grade = report.assessment.grades[claim.id]
    return Side(
        claim=claim.id,
        value=_value(report, claim, reported),
        who=who_says(report, reported.evidence),
        verdict=verdict_text(grade) if reported.own else "",
        judged=grade.verdict if reported.own else None,
    )


def _value(report: Report, claim: Claim, reported: ReportedValue) -> str:
    """``Sadrist movement: 73 seats, preliminary``; the statement of a claim without a value."""
    if claim.quantity is not None:
        return _figure(report, claim.quantity, reported.text)
    statement = claim.statement.rstrip(".")
    return statement if reported.own or not reported.value else f"{statement}: {reported.text}"


def _figure(report: Report, quantity: ClaimQuantity, value: str) -> str:
    """``Sadrist movement: 73 seats, preliminary``."""
    book = report.assessment.book
    measure = book.measures[quantity.measure]
    amount = f"{value} {measure.unit}" if measure.dimension == "count" else value
    if measure.adds_to:
        amount = _("{amount} more").format(amount=amount)
    elif measure.takes_from:
        amount = _("{amount} fewer").format(amount=amount)
    stage = f", {quantity.stage}" if quantity.stage else ""
    return f"{book.entity_name(quantity.subject)}: {amount}{stage}"


def who_says(report: Report, evidence: Iterable[str]) -> str:
    """``Independent High Electoral Commission in Mehr News Agency``; each origin once."""
    book = report.assessment.book
    outlets: dict[str, list[str]] = {}
    for item in _evidence(book, list(evidence)):
        outlet = book.outlet_of(item.source)
        place = book.entity_name(outlet) if outlet else item.source
        if item.origin in (OUTLET, DOCUMENT):
            outlets.setdefault(place, [])
            continue
        places = outlets.setdefault(book.entity_name(item.origin), [])
        if place not in places:
            places.append(place)
    parts = [_origin_text(origin, places) for origin, places in outlets.items()]
    return listed(parts) or _("nobody is quoted")


def _evidence(book: Book, names: Sequence[str]) -> list[Evidence]:
    """The pieces of evidence with these ids, in their order."""
    claims = {name.split("/")[0] for name in names}
    items = {item.id: item for claim in claims for item in book.claims[claim].evidence}
    return [items[name] for name in names]


def _origin_text(origin: str, outlets: Iterable[str]) -> str:
    names = listed(sorted(outlets))
    return _("{origin} in {outlets}").format(origin=origin, outlets=names) if names else origin


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """``a, b and c``; with the joint ``or``, ``a, b or c``."""
    *most, last = list(parts) or [""]
    if not most:
        return last
    message = _("{most} or {last}") if joint == "or" else _("{most} and {last}")
    return message.format(most=", ".join(most), last=last)


def _way(report: Report, resolution: Resolution) -> str:
    """“if X is wrong”, and how else X may be read."""
    names = [_named(report, name) for name in resolution.claims]
    way = ngettext(
        "if {claims} is wrong", "if {claims} are wrong", len(names), claims=listed(names)
    )
    others = list(_others(report, resolution))
    if not others:
        return way
    return _("{way}; or {others}").format(way=way, others=_(", or ").join(others))


def _named(report: Report, name: str) -> str:
    """A claim by what it says: its value with its subject, or its statement in quotation marks."""
    claim = report.assessment.book.claims[name]
    if claim.quantity is None:
        return quoted(claim.statement.rstrip("."))
    return quoted(_figure(report, claim.quantity, claim.quantity.value.text))


def _others(report: Report, resolution: Resolution) -> Iterator[str]:
    several = len(resolution.claims) > 1
    for name in resolution.claims:
        items = [item for item in resolution.restatements if item.claim == name]
        what = _named(report, name) if several else _("it")
        for item in items:
            message = _RESTATEMENTS.get(item.kind, "")
            if message:
                who = who_says(report, item.evidence)
                yield message.format(what=what, value=item.text, who=who)
        stages = [item.text for item in items if item.kind == "stage"]
        if stages:
            yield _("{what} is of another stage, {stages}").format(
                what=what, stages=listed(stages, "or")
            )


_RESTATEMENTS: Final = Translated(
    {
        "rival": N_("{what} is {value} ({who})"),
        "rounded": N_("{what} is a round number, {value}"),
        "group": N_("{what} is about others than the rule: no source says who “{value}” are"),
    }
)


def _of_claim(report: Report, claim: Claim) -> Disagreement | None:
    """A claim with evidence that counts on both sides, or against it."""
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
        sides=tuple(_sides(report, claim, weighing)),
        why=(grade.reasons[0],),
        ways=(),
        ask=claim.ask,
        rules=(),
        claims=(claim.id,),
    )


def _sides(report: Report, claim: Claim, weighing: Iterable[Evidence]) -> Iterator[Side]:
    """What each says, equal values as one."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for item in weighing:
        shown = item.says.text if item.says is not None else quoted(item.quote)
        groups.setdefault((item.stance is Stance.CONTRADICTING, shown), []).append(item.id)
    for (against, shown), ids in groups.items():
        value = _("against: {value}") if against else _("for: {value}")
        yield Side(claim.id, value.format(value=shown), who_says(report, ids), "")


def history_row(report: Report, history: History) -> tuple[str, str, str]:
    """Subject, measure and history in words."""
    book = report.assessment.book
    return (
        book.entity_name(history.subject),
        book.measures[history.measure].unit,
        history_text(report, history),
    )


def history_text(report: Report, history: History) -> str:
    """``preliminary 73 (…); then, revised, 69 (…), beside a loss of 3 (…), which makes 70``."""
    parts = [_step(report, step, first=number == 0) for number, step in enumerate(history.steps)]
    return "; ".join(parts)


def _step(report: Report, step: Step, first: bool) -> str:
    values = [f"{item.text} ({who_says(report, item.evidence)})" for item in step.values]
    changes = listed(_change(report, item) for item in step.changes)
    lead = step.stage if first else _("then, {stage},").format(stage=step.stage)
    if not values:
        return f"{lead} {changes}"
    told = f"{lead} {listed(values, 'or')}"
    if not step.changes:
        return told
    return _("{values}, beside {changes}").format(values=told, changes=changes)


def _change(report: Report, change: StageChange) -> str:
    message = _("a loss of {value} ({who})") if change.loss else _("a gain of {value} ({who})")
    text = message.format(value=change.report.text, who=who_says(report, change.report.evidence))
    if not change.makes:
        return text
    return _("{change}, which makes {result}").format(change=text, result=change.makes)
