"""Check a book: read, verify, grade, relate, and find."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checker.assessment import Report, assess, same_grades, summarize
from checker.book import Book, BookError, load_book
from checker.changes.baseline import against_baseline
from checker.checks import Facts, run_checks
from checker.usecases.errors import UsageError
from checker.verification import Archive, ArchiveError, Verified, verify_book


def open_archive(folder: Path | None) -> Archive | None:
    """The archive in a folder; None without a folder.

    Raises ``UsageError`` if the folder cannot be used.
    """
    if folder is None:
        return None
    try:
        return Archive(folder)
    except ArchiveError as error:
        raise UsageError(str(error)) from None


def check_book(folder: Path, archive: Archive | None = None, as_of: str = "") -> Report:
    """Reads the book in a folder and reports on it. Writes nothing.

    ``as_of`` is the date of the data, written YYYY-MM-DD; empty without one. Raises ``UsageError``
    if there is no book.
    """
    try:
        book = load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None
    return report_on(book, archive, as_of)


def report_on(
    book: Book, archive: Archive | None = None, as_of: str = "", reuse_from: Report | None = None
) -> Report:
    """Reports on a book that has been read.

    ``reuse_from`` is a report, made with the same archive, on a book that shares records with
    this one. Proofs and grades that only rest on shared records are taken from it.
    """
    before = reuse_from.assessment if reuse_from else None
    verified = Verified(before.book, before.verification) if before else None
    verification = verify_book(book, archive, verified)
    grades = same_grades(book, verification, before) if before else None
    assessment = assess(book, verification, grades)
    facts = Facts(assessment, date.fromisoformat(as_of) if as_of else None)
    # Findings in the baseline stay in the report, marked as known.
    findings = against_baseline(book, run_checks(facts))
    return Report(assessment, findings, summarize(assessment, findings), as_of)
