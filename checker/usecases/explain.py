"""Find what an id names: a claim, a source, an entity, a rule of the book, a kind of finding."""

from __future__ import annotations

from checker.assessment import Report
from checker.findings import FINDING_KINDS, page
from checker.usecases.errors import unknown


def explain_kind(name: str) -> str | None:
    """The page of a kind of finding, or None if there is no such kind."""
    return page(name) if name in FINDING_KINDS else None


def explain(report: Report, name: str) -> str:
    """The story of everything in the book that is called ``name``.

    Raises ``UsageError`` with the nearest names if nothing is.
    """
    from checker.render import explain as story

    book = report.assessment.book
    parts = []
    if name in book.claims:
        parts.append(story.claim(report, book.claims[name]))
    if name in book.sources:
        parts.append(story.source(report, book.sources[name]))
    if name in book.entities:
        parts.append(story.entity(report, book.entities[name]))
    parts += [
        story.rule(result, report) for result in report.assessment.rules if result.rule.id == name
    ]
    if parts:
        return "\n".join(parts)
    known = [
        *book.claims,
        *book.sources,
        *book.entities,
        *(rule.id for rule in book.rules),
        *FINDING_KINDS,
    ]
    raise unknown(f"nothing in {book.name} is called", name, known)
