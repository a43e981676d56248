"""Why a claim is reached by a change: its own words, or a source, entity, rule, threshold, schema
or other claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from checker.assessment.model import Assessment
from checker.book import Book, Claim, RelationRule
from checker.changes.differences import differences
from checker.conflicts import Conflict
from checker.rules import RuleResult


@dataclass(frozen=True, slots=True)
class Cause:
    """One way by which a change reaches a claim."""

    kind: str
    """``claim``, ``source``, ``proof``, ``entity``, ``rule``, ``neighbour``, ``conflict``, ``book``
    or ``schema``.
    """

    name: str
    """The id of what changed; of the claim itself, its own."""

    what: str
    """What of it, in words."""

    @property
    def text(self) -> str:
        """In words, for a list of reasons."""
        return (
            self.what
            if self.kind in ("claim", "conflict", "neighbour")
            else f"{self.kind} {self.name}: {self.what}"
        )


Found = dict[str, list[Cause]]


def causes(
    before: Assessment,
    after: Assessment,
    renamed: Mapping[str, str],
    conflicts: Iterable[Conflict],
    schemas: Iterable[str],
) -> dict[str, tuple[Cause, ...]]:
    """For each claim that there is now and that a change reaches, the ways by which it does."""
    old, new = before.book, after.book
    found: Found = defaultdict(list)
    changed_values = _own(old, new, renamed, found)
    gone = old.claims.keys() - new.claims.keys() - set(renamed.values())
    _sources(old, new, found)
    _proofs(before, after, renamed, found)
    _entities(old, new, found)
    _settings(old, new, found)
    changed_rules = _rules(before, after, found)
    _neighbours(before, after, changed_values | gone, changed_rules, found)
    _conflicts(after, conflicts, found)
    _resolutions(before, after, renamed, found)
    _schemas(new, schemas, found)
    return {
        name: tuple(dict.fromkeys(items))
        for name, items in found.items()
        if items and name in new.claims
    }


def _conflicts(after: Assessment, conflicts: Iterable[Conflict], found: Found) -> None:
    """Conflicts that appeared, or are gone."""
    for item in conflicts:
        rules = ", ".join(rule.id for rule in item.rules)
        became = "appeared" if item in after.conflicts else "is gone"
        for name in item.claims:
            what = f"{_NAMES[item.kind]} by {rules} {became}"
            found[name].append(Cause("conflict", rules, what))


def _schemas(new: Book, schemas: Iterable[str], found: Found) -> None:
    """A schema reaches every claim that nothing else does."""
    others = [name for name in new.claims if not found[name]]
    for schema in sorted(_SCHEMAS & set(schemas)):
        for name in others:
            found[name].append(Cause("schema", schema, "changed"))


_SCHEMAS = frozenset({"book", "claim", "entities", "rules", "source"})
"""Those of records that a grade depends on."""

_NAMES = {
    "conflict": "a conflict",
    "settled": "a conflict that the evidence settles",
    "reported": "a conflict of rival values",
    "discrepancy": "a discrepancy",
}


def _own(old: Book, new: Book, renamed: Mapping[str, str], found: Found) -> set[str]:
    """Claims whose own file is another; returns those whose value or evidence is."""
    valued = set()
    for name, claim in new.claims.items():
        known = old.claims.get(renamed.get(name, name))
        if known is claim:
            continue
        if known is None:
            valued.add(name)
            continue
        data = known.place.document.data, claim.place.document.data
        changed = differences(*data, ("review", "id"))
        found[name] += [Cause("claim", name, what) for what in changed]
        if differences(*data, ("review", "id", "statement", "note", "ask")):
            valued.add(name)
        if known.topic != claim.topic:
            found[name].append(Cause("claim", name, f"topic: {known.topic} → {claim.topic}"))
    return valued


def _quoting(book: Book) -> Mapping[str, list[str]]:
    """The claims that quote each source."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim in book.claims.values():
        for source in dict.fromkeys(item.source for item in claim.evidence):
            found[source].append(claim.id)
    return found


def _sources(old: Book, new: Book, found: Found) -> None:
    """Records that are others."""
    quoting = _quoting(new)
    for name in quoting.keys() & (old.sources.keys() | new.sources.keys()):
        known, source = old.sources.get(name), new.sources.get(name)
        if known is source:
            continue
        if known and source:
            changed = differences(known.place.document.data, source.place.document.data)
            what = "; ".join(changed)
        else:
            what = "new" if source else "not readable" if name in new.broken else "removed"
        if what:
            for reached in quoting[name]:
                found[reached].append(Cause("source", name, what))


def _proofs(
    before: Assessment, after: Assessment, renamed: Mapping[str, str], found: Found
) -> None:
    """Quotes of the same words that are proven on one side alone."""
    checks = before.verification.evidence, after.verification.evidence
    for claim in after.book.claims.values():
        known = before.book.claims.get(renamed.get(claim.id, claim.id))
        ids = {(item.source, item.quote): item.id for item in known.evidence} if known else {}
        for item in claim.evidence:
            one, other = checks[0].get(ids.get((item.source, item.quote), "")), checks[1][item.id]
            if one is not None and one is not other and one.status.proven != other.status.proven:
                what = (
                    "a quote is proven now" if other.status.proven else "a quote is proven no more"
                )
                found[claim.id].append(Cause("proof", item.source, what))


def _entities(old: Book, new: Book, found: Found) -> None:
    """Entities that are others, in every claim that they have a part in."""
    changed = {
        name: _entity_change(old, new, name)
        for name in old.entities.keys() | new.entities.keys()
        if old.entities.get(name) != new.entities.get(name)
    }
    if not changed:
        return
    for claim in new.claims.values():
        concerned = set(_concerned(new, claim)) | set(_concerned(old, claim))
        found[claim.id] += [
            Cause("entity", name, changed[name]) for name in sorted(concerned & changed.keys())
        ]


def _entity_change(old: Book, new: Book, name: str) -> str:
    one, other = old.entities.get(name), new.entities.get(name)
    if one is None or other is None:
        return "new" if one is None else "removed"
    data = [item.place.document.data.get(name, {}) for item in (one, other)]
    return "; ".join(differences(*data)) or "changed"


def _concerned(book: Book, claim: Claim) -> Iterator[str]:
    """The entities that a claim's grade depends on: speakers, outlets, the interested, and whom
    they belong to.
    """
    named = [item.origin for item in claim.evidence]
    named += [
        source.outlet.entity
        for item in claim.evidence
        if (source := book.sources.get(item.source)) and source.outlet
    ]
    named += claim.interested
    named += [claim.speaker] if claim.speaker else []
    named += [claim.quantity.subject] if claim.quantity else []
    for name in dict.fromkeys(named):
        yield from book.chain(name)


_Test = Callable[[Claim], bool]
"""Whether a setting of the book concerns a claim."""


def _settings(old: Book, new: Book, found: Found) -> None:
    """Thresholds, measures, stages, dayparts."""
    for name, what, concerns in _changed_settings(old, new):
        for claim in new.claims.values():
            if concerns(claim):
                found[claim.id].append(Cause("book", name, what))


def _changed_settings(old: Book, new: Book) -> Iterator[tuple[str, str, _Test]]:
    """The settings that changed: name, what changed, and the claims that they concern."""
    if old.rubric != new.rubric:
        yield "rubric", "its thresholds changed", lambda _: True
    if old.calendar != new.calendar:
        yield "dayparts", "changed", lambda claim: claim.when is not None
    if old.stages != new.stages:
        yield "stages", "changed", _has_stage
    for name in sorted(old.measures.keys() | new.measures.keys()):
        if old.measures.get(name) != new.measures.get(name):
            yield f"measure {name}", "changed", partial(_is_measured_by, name)


def _has_stage(claim: Claim) -> bool:
    return claim.quantity is not None and bool(claim.quantity.stage)


def _is_measured_by(measure: str, claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.measure == measure


def _rules(before: Assessment, after: Assessment, found: Found) -> set[str]:
    """Rules that changed, in every claim that they name; returns their ids."""
    old = {item.rule.id: item for item in before.rules}
    new = {item.rule.id: item for item in after.rules}
    changed = set()
    for name in sorted(old.keys() | new.keys()):
        what = _rule_change(old.get(name), new.get(name))
        if not what:
            continue
        changed.add(name)
        results = [item for item in (old.get(name), new.get(name)) if item is not None]
        for claim in dict.fromkeys(claim for item in results for claim in item.claims):
            found[claim].append(Cause("rule", name, what))
    return changed


def _rule_change(old: RuleResult | None, new: RuleResult | None) -> str:
    """How a rule changed; empty if it did not."""
    if old is None:
        return "new"
    if new is None:
        return "removed"
    return "" if _relation(old.rule) == _relation(new.rule) else "changed"


def _relation(rule: RelationRule) -> tuple[str, str, str]:
    return rule.key, rule.expression, rule.unless


def _resolutions(
    before: Assessment, after: Assessment, renamed: Mapping[str, str], found: Found
) -> None:
    """Claims of a conflict that stays, and that is ended most cheaply otherwise than before."""
    known = {identity(item): item for item in before.conflicts}
    names = {old: name for name, old in renamed.items()}
    for item in after.conflicts:
        other = known.get(identity(item, renamed))
        earlier = {names.get(name, name) for name in other.cheapest} if other else set()
        if other is None or earlier == set(item.cheapest):
            continue
        rules = ", ".join(rule.id for rule in item.rules)
        for name in sorted(earlier ^ set(item.cheapest)):
            found[name].append(
                Cause(
                    "conflict",
                    rules,
                    f"{_NAMES[item.kind]} by {rules} has another cheapest resolution",
                )
            )


def identity(
    item: Conflict, renamed: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, frozenset[str], frozenset[str]]:
    """By what a conflict is known in another state of the book: kind, rules, claims by the ids that
    they had.
    """
    return (
        item.kind,
        frozenset(rule.id for rule in item.rules),
        frozenset(renamed.get(one, one) for one in item.claims),
    )


def _neighbours(
    before: Assessment, after: Assessment, valued: set[str], changed: set[str], found: Found
) -> None:
    """Claims that a rule relates to a claim whose value or evidence changed, or that is gone."""
    if not valued:
        return
    related: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in (*after.rules, *before.rules):
        if item.rule.id not in changed:
            related[item.rule.id] |= dict.fromkeys(item.claims)
    for rule, claims in related.items():
        moved = [name for name in claims if name in valued]
        if moved:
            _reach(rule, claims, moved, found)


def _reach(rule: str, claims: Iterable[str], moved: Sequence[str], found: Found) -> None:
    """Each claim of a rule is reached by those of its claims that moved, itself left out."""
    for claim in claims:
        others = ", ".join(name for name in moved if name != claim)
        if others:
            found[claim].append(Cause("neighbour", rule, f"related to {others} by {rule}"))
