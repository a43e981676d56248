"""Reports to draw: the specimen book with every quote proven, and the same with other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from checker.assessment import Report, assess, summarize
from checker.book import Book, load_book
from checker.render import pictures
from checker.render.pictures import Picture
from checker.verification import QuoteStatus, verify_book

SPECIMEN = Path(__file__).parent / "specimen"


@cache
def specimen() -> Report:
    """The book beside this file: each kind of value, picture and mark is in it."""
    book = load_book(SPECIMEN)
    assert [finding.message for finding in book.findings] == []
    return report_of(book)


def report_of(book: Book) -> Report:
    """The report of a book whose quotes are all proven, and say what they are to say."""
    found = verify_book(book, None)
    proven = {
        name: replace(check, status=QuoteStatus.TEXT) for name, check in found.evidence.items()
    }
    assessment = assess(book, replace(found, evidence=proven, missing_values={}))
    return Report(assessment, (), summarize(assessment, ()), "")


def reworded(report: Report, words: str) -> Report:
    """The same, and every free text of the book has these words."""
    book = report.assessment.book
    return report_of(
        replace(
            book,
            time_zone=words,
            entities={name: replace(entity, name=words) for name, entity in book.entities.items()},
            measures={
                name: replace(measure, unit=words) for name, measure in book.measures.items()
            },
            topics={name: replace(topic, title=words) for name, topic in book.topics.items()},
            claims={name: replace(claim, statement=words) for name, claim in book.claims.items()},
            rules=tuple(
                replace(rule, title=words, unless=rule.unless and words) for rule in book.rules
            ),
        )
    )


def drawn(report: Report) -> Iterator[Picture]:
    """Every picture of a report."""
    assessment = report.assessment
    for claim in assessment.book.claims.values():
        found = pictures.values_picture(report, claim)
        if found is not None:
            yield found
    yield from (pictures.history_picture(report, history) for history in assessment.histories)
    yield from pictures.timeline_pictures(report)
    for group in assessment.disagreements:
        graph = pictures.conflict_picture(report, group)
        if graph is not None:
            yield graph
    yield from pictures.seats_pictures(report)
    overlap = pictures.overlap_picture(report)
    if overlap is not None:
        yield overlap
