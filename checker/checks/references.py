"""Names in records: each must be in the book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final

from checker.book import Book, Claim, Evidence, Source
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Location, Severity, finding

_SPECIAL_ORIGINS: Final = (OUTLET, UNNAMED, DOCUMENT)

_LISTED: Final = 12
"""Number of known names that a hint lists."""

_Where = Callable[[], Location]
"""Works out a location; called only for a name that is unknown."""


@check("reference-unknown", scope=Scope.BOOK)
def names_in_entities(facts: Facts) -> Iterator[Finding]:
    """Entities, measures and topics that entities name."""
    book = facts.book
    for entity in book.entities.values():
        place = entity.place
        if entity.belongs_to:
            yield from _entity(book, entity.belongs_to, partial(place.of, "belongs_to"))
        for number, measure in enumerate(entity.authority):
            where = partial(place.of, "authority", number)
            yield from _setting(book, "measure", measure, book.measures, where)
        for number, topic in enumerate(entity.interested):
            where = partial(place.of, "interested", number)
            yield from _setting(book, "topic", topic, book.topics, where)


@check("reference-unknown", scope=Scope.BOOK)
def names_of_waivers(facts: Facts) -> Iterator[Finding]:
    """Files of waivers that no source belongs to."""
    book = facts.book
    for name in book.waivers.keys() - book.sources.keys() - book.broken:
        yield finding(
            "reference-unknown",
            Location(f"waivers/{name}.yaml"),
            f"there is no source “{name}” in the book",
            "rename the file to the id of its source, or delete it",
        )


@check(
    "reference-circle",
    Severity.ERROR,
    "Entities belong to each other in a circle",
    scope=Scope.BOOK,
)
def circles(facts: Facts) -> Iterator[Finding]:
    """Entities that belong to themselves through others; each circle is reported once."""
    book = facts.book
    for entity in book.entities.values():
        chain = book.chain(entity.id)
        last = book.entities.get(chain[-1])
        if last is not None and last.belongs_to == entity.id == min(chain):
            names = " → ".join((*chain, entity.id))
            yield finding(
                "reference-circle",
                entity.place.of("belongs_to"),
                f"these entities belong to each other in a circle: {names}",
                "remove “belongs_to” from the entity that owns the others",
            )


@check("reference-unknown", scope=Scope.SOURCE)
def names_in_source(facts: Facts, source: Source) -> Iterator[Finding]:
    """The entity that a source names as its outlet."""
    if source.outlet:
        where = partial(source.place.of, "outlet", "entity")
        yield from _entity(facts.book, source.outlet.entity, where)


@check("reference-unknown", scope=Scope.CLAIM)
def names_in_claim(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Entities, stages and sources that a claim and its evidence name."""
    book, place = facts.book, claim.place
    quantity = claim.quantity
    if quantity:
        where = partial(place.of, "quantity", "subject")
        yield from _entity(book, quantity.subject, where, claim.id)
    if quantity and quantity.stage:
        where = partial(place.of, "quantity", "stage")
        yield from _setting(book, "stage", quantity.stage, book.stages, where, claim.id)
    if claim.speaker:
        yield from _entity(book, claim.speaker, partial(place.of, "speaker"), claim.id)
    for name in claim.interested:
        yield from _entity(book, name, partial(place.key, "interested", name), claim.id)
    for item in claim.evidence:
        yield from _names_in_evidence(book, item)


def _names_in_evidence(book: Book, item: Evidence) -> Iterator[Finding]:
    place, claim = item.place, item.claim
    if item.source not in book.sources and item.source not in book.broken:
        yield _unknown("source", item.source, book.sources, partial(place.of, "source"), claim)
    if item.origin not in _SPECIAL_ORIGINS:
        yield from _entity(book, item.origin, partial(place.of, "origin"), claim)
    if item.stage and item.stage != UNCLEAR:
        where = partial(place.of, "stage")
        yield from _setting(book, "stage", item.stage, book.stages, where, claim)


@check(
    "origin-not-document",
    Severity.ERROR,
    "Evidence calls an article the document itself",
    scope=Scope.CLAIM,
)
def document_origins(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Evidence with the origin ``document`` from a source that is not one."""
    for item in claim.evidence:
        source = facts.book.sources.get(item.source)
        if item.origin == DOCUMENT and source is not None and not source.document:
            yield finding(
                "origin-not-document",
                item.place.of("origin"),
                f"the origin is “document”, but the source {source.id} is not marked as a document",
                "write who says it as “origin”; or, if the source is the document itself, write "
                "“document: true” in its record",
                claim.id,
            )


def _entity(book: Book, name: str, where: _Where, claim: str = "") -> Iterator[Finding]:
    if name not in book.entities and "entities" not in book.broken:
        yield _unknown("entity", name, book.entities, where, claim)


def _setting(
    book: Book, what: str, name: str, known: Collection[str], where: _Where, claim: str = ""
) -> Iterator[Finding]:
    """A name from ``book.yaml``; if that file cannot be used, no name from it is unknown."""
    if name not in known and "book" not in book.broken:
        yield _unknown(what, name, known, where, claim)


def _unknown(what: str, name: str, known: Iterable[str], where: _Where, claim: str = "") -> Finding:
    import difflib  # slow to import, and only unknown names need it

    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    hint = f"did you mean “{close[0]}”?" if close else f"the book has: {listed or 'none'}"
    message = f"there is no {what} “{name}” in the book"
    return finding("reference-unknown", where(), message, hint, claim)
