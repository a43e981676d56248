"""Find what an id names: a claim, a source, an entity, a rule of the book, a kind of finding."""

from __future__ import annotations

from checker.findings import RULES, page
from checker.render import story
from checker.report import Report
from checker.usecases.errors import unknown


def explain_kind(name: str) -> str | None:
    """The page of a kind of finding, or None if there is no such kind."""
    return page(name) if name in RULES else None


def explain(report: Report, name: str) -> str:
    """The story of everything in the book that is called ``name``.

    Raises ``UsageProblem`` with the nearest names if nothing is.
    """
    book = report.case.book
    parts = []
    if name in book.claims:
        parts.append(story.claim(report, book.claims[name]))
    if name in book.sources:
        parts.append(story.source(report, book.sources[name]))
    if name in book.entities:
        parts.append(story.entity(report, book.entities[name]))
    parts += [story.rule(result, report) for result in report.case.rules if result.rule.id == name]
    if parts:
        return "\n".join(parts)
    known = [*book.claims, *book.sources, *book.entities, *(rule.id for rule in book.rules), *RULES]
    raise unknown(f"nothing in {book.name} is called", name, known)
