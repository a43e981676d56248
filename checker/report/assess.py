"""From a verified book to a case: base grades, then the rules, then what conflicts do to grades."""

from __future__ import annotations

from collections.abc import Mapping

from checker.book import Book
from checker.consistency import examine
from checker.grading import Grade, grade_book
from checker.report.model import Case
from checker.report.settle import cost, settle
from checker.verification import Verification


def assess(book: Book, verification: Verification, base: Mapping[str, Grade] | None = None) -> Case:
    """All that follows from a book and its verification; base grades that are known are not worked out again."""
    grades = base or grade_book(book, verification)
    found = examine(book, verification, {name: cost(grade) for name, grade in grades.items()})
    return Case(
        book=book,
        verification=verification,
        base=grades,
        grades=settle(grades, found.conflicts),
        rules=found.rules,
        conflicts=found.conflicts,
        undecided=found.undecided,
        histories=found.histories,
    )
