"""From a verified book to a case: base grades, then the rules, then what conflicts do to grades."""

from __future__ import annotations

from collections.abc import Mapping

from checker.assessment.apply_conflicts import cost, settle
from checker.assessment.model import Assessment
from checker.book import Book
from checker.conflicts import examine
from checker.grading import Grade, grade_book
from checker.verification import Verification


def assess(
    book: Book, verification: Verification, known: Mapping[str, Grade] | None = None
) -> Assessment:
    """All that follows from a book and its verification; base grades that are known are not worked
    out again.
    """
    grades = grade_book(book, verification, known or {})
    found = examine(book, verification, {name: cost(grade) for name, grade in grades.items()})
    return Assessment(
        book=book,
        verification=verification,
        base=grades,
        grades=settle(grades, found.conflicts),
        rules=found.rules,
        conflicts=found.conflicts,
        undecided=found.undecided,
        histories=found.histories,
    )


def same_grades(book: Book, verification: Verification, reuse_from: Assessment) -> dict[str, Grade]:
    """The base grades of another case that hold here, too: of the same claims, sources and
    proofs.
    """
    other = reuse_from.book
    if (
        book.entities != other.entities
        or book.rubric != other.rubric
        or book.measures != other.measures
    ):
        return {}
    return {
        claim.id: reuse_from.base[claim.id]
        for claim in book.claims.values()
        if other.claims.get(claim.id) is claim
        and all(
            verification.evidence[item.id] is reuse_from.verification.evidence[item.id]
            and book.sources.get(item.source) is other.sources.get(item.source)
            for item in claim.evidence
        )
    }
