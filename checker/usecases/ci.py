"""Do everything that a CI job needs with one reading of the book.

Compares the book with an earlier state, and writes findings, summary, comment and reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.assessment import Report
from checker.changes import Comparison
from checker.render import ci
from checker.render.formats import FORMATS, Context, Format, formats_named
from checker.usecases.book_repository import open_book_repository
from checker.usecases.check import check_book
from checker.usecases.diff import compare_states, read_states
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically
from checker.usecases.provenance import against_git
from checker.usecases.report import published_path, write_reports
from checker.verification import Archive


@dataclass(frozen=True, slots=True)
class Job:
    """The result of a CI job."""

    report: Report | None
    """None if the book did not change, so that nothing was checked."""

    comparison: Comparison | None
    """None without a base, or if the book did not change."""

    book_path: str
    """The book's folder below the root of its repository."""

    written: tuple[Path, ...]
    """Files that were written, or already had the right content."""


def run_job(
    folder: Path,
    base: str | None,
    out: Path,
    archive: Archive | None = None,
    reports: Sequence[Format] | None = None,
) -> Job:
    """Checks the book, compares it with where it left ``base``, and writes what a forge can show.

    The files go into ``out``; ``reports`` are written beside them, HTML by default.

    Raises ``UsageError`` if there is no book, no such revision, or a file cannot be written.
    """
    report, comparison = _report(folder, base, archive)
    place = published_path(folder)
    context = Context(book_path=place, compared=comparison is not None)
    texts = _texts(report, comparison, context)
    for name, text in texts.items():
        write_atomically(out / name, text.encode("utf-8", "backslashreplace"))
    written = [out / name for name in texts]
    if report is not None:
        chosen = formats_named("html") if reports is None else reports
        written += _write_reports(report, out, chosen, context)
    return Job(report, comparison, place, tuple(written))


def _texts(
    report: Report | None, comparison: Comparison | None, context: Context
) -> dict[str, str]:
    """The files that every job writes, by name."""
    texts = {
        "summary.md": ci.summary(report, comparison),
        "comment.md": ci.comment(report, comparison, context.book_path),
    }
    for item in FORMATS:
        if report is not None and item.job_file and item.book is not None:
            texts[item.job_file] = item.book(report, context)
        if comparison is not None and item.change_file and item.change is not None:
            texts[item.change_file] = item.change(comparison, context)
    return texts


def _write_reports(
    report: Report, out: Path, chosen: Sequence[Format], context: Context
) -> list[Path]:
    """The paths of the reports; raises ``UsageError`` if one cannot be made."""
    made = write_reports(report, out, chosen, context=context)
    for item in made:
        if item.problem:
            raise UsageError(f"{item.path} was not written: {item.problem}")
    return [item.path for item in made]


def _report(
    folder: Path, base: str | None, archive: Archive | None
) -> tuple[Report | None, Comparison | None]:
    """The report, and the comparison with ``base``; neither if the book did not change."""
    if base is None:
        return check_book(folder, archive), None
    repository = open_book_repository(folder)
    states = read_states(repository, folder, base)
    if states.same:
        return None, None
    comparison = compare_states(states, repository.name, archive)
    report = comparison.after
    # A deleted book has no approvals to look up in git.
    if states.after is not None:
        report = against_git(report, folder, base)
    return report, replace(comparison, after=report)
