"""Explain what an id names: a claim, source, entity or rule of a book, or a kind of finding."""

from __future__ import annotations

from checker.assessment import Report
from checker.findings import FINDING_KINDS, page
from checker.usecases.errors import unknown


def explain_kind(name: str) -> str | None:
    """The page of a kind of finding, or None if there is no such kind."""
    return page(name) if name in FINDING_KINDS else None


def explain(report: Report, name: str) -> str:
    """Explains everything in the book that has the id ``name``.

    Raises ``UsageError``, with the nearest ids, if nothing has it.
    """
    from checker.render import explain as render

    book = report.assessment.book
    # An id may name several things, such as a claim and a rule; all of them are explained.
    parts = []
    if name in book.claims:
        parts.append(render.claim(report, book.claims[name]))
    if name in book.sources:
        parts.append(render.source(report, book.sources[name]))
    if name in book.entities:
        parts.append(render.entity(report, book.entities[name]))
    for result in report.assessment.rules:
        if result.rule.id == name:
            parts.append(render.rule(result, report))
    if parts:
        return "\n".join(parts)
    known = [
        *book.claims,
        *book.sources,
        *book.entities,
        *(rule.id for rule in book.rules),
        *FINDING_KINDS,
    ]
    raise unknown(f"nothing in the book “{book.name}” is called", name, known)
