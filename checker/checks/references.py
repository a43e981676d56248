"""Everything that is named must be in the book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from checker.assessment import Assessment
from checker.book import Book, Claim
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.findings import Finding, Location, finding

_SPECIAL_ORIGINS = (OUTLET, UNNAMED, DOCUMENT)


def unknown_references(assessment: Assessment) -> Iterator[Finding]:
    """Sources, entities, measures, stages and topics that are named and not there."""
    yield from _in_entities(assessment.book)
    yield from _circles(assessment.book)
    for source in assessment.book.sources.values():
        if source.outlet:
            yield from _entity(
                assessment.book, source.outlet.entity, partial(source.place.of, "outlet", "entity")
            )
    for claim in assessment.book.claims.values():
        yield from _in_claim(assessment.book, claim)


def _in_entities(book: Book) -> Iterator[Finding]:
    for entity in book.entities.values():
        if entity.belongs_to:
            yield from _entity(book, entity.belongs_to, partial(entity.place.of, "belongs_to"))
        for number, measure in enumerate(entity.authority):
            yield from _setting(
                book,
                "measure",
                measure,
                book.measures,
                partial(entity.place.of, "authority", number),
            )
        for number, topic in enumerate(entity.interested):
            yield from _setting(
                book, "topic", topic, book.topics, partial(entity.place.of, "interested", number)
            )


def _circles(book: Book) -> Iterator[Finding]:
    """Entities that belong to themselves by way of others; told of each circle once."""
    for entity in book.entities.values():
        chain = book.chain(entity.id)
        last = book.entities.get(chain[-1])
        if last is not None and last.belongs_to == entity.id == min(chain):
            names = " → ".join((*chain, entity.id))
            yield finding(
                "reference-circle",
                entity.place.of("belongs_to"),
                f"these belong to each other in a circle: {names}",
                "leave “belongs_to” out at the outermost",
            )


def _in_claim(book: Book, claim: Claim) -> Iterator[Finding]:
    place = claim.place
    if claim.quantity:
        yield from _entity(
            book, claim.quantity.subject, partial(place.of, "quantity", "subject"), claim.id
        )
        if claim.quantity.stage:
            yield from _setting(
                book,
                "stage",
                claim.quantity.stage,
                book.stages,
                partial(place.of, "quantity", "stage"),
                claim.id,
            )
    if claim.speaker:
        yield from _entity(book, claim.speaker, partial(place.of, "speaker"), claim.id)
    for name in claim.interested:
        yield from _entity(book, name, partial(place.key, "interested", name), claim.id)
    for item in claim.evidence:
        if item.source not in book.sources and item.source not in book.broken:
            yield _unknown(
                "source", item.source, book.sources, partial(item.place.of, "source"), claim.id
            )
        source = book.sources.get(item.source)
        if item.origin == DOCUMENT and source is not None and not source.document:
            yield finding(
                "origin-document",
                item.place.of("origin"),
                f"{source.id} is not marked as a document",
                "name whose word it is; or write “document: true” in the source's record, if it is the document itself",
                claim.id,
            )
        if item.origin not in _SPECIAL_ORIGINS:
            yield from _entity(book, item.origin, partial(item.place.of, "origin"), claim.id)
        if item.stage and item.stage != UNCLEAR:
            yield from _setting(
                book, "stage", item.stage, book.stages, partial(item.place.of, "stage"), claim.id
            )


_Where = Callable[[], Location]
"""Works a location out, for what is amiss alone."""


def _entity(book: Book, name: str, where: _Where, claim: str = "") -> Iterator[Finding]:
    if name not in book.entities and "entities" not in book.broken:
        yield _unknown("entity", name, book.entities, where, claim)


def _setting(
    book: Book, what: str, name: str, known: Collection[str], where: _Where, claim: str = ""
) -> Iterator[Finding]:
    """Something of ``book.yaml``; while that cannot be used, nothing in it is missed."""
    if name not in known and "book" not in book.broken:
        yield _unknown(what, name, known, where, claim)


def _unknown(what: str, name: str, known: Iterable[str], where: _Where, claim: str = "") -> Finding:
    import difflib  # only what is amiss pays for it

    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    hint = f"did you mean “{close[0]}”?" if close else f"known: {listed or 'none'}"
    return finding("reference-unknown", where(), f"no {what} “{name}” in the book", hint, claim)
