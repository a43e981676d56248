"""All that a CI job wants of a book, from one reading of it: what changed, findings, summary, comment, reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.assessment import Report
from checker.changes import Comparison
from checker.render import ci
from checker.render.formats import FORMATS, Context, Format, formats_named
from checker.usecases.check import check_book
from checker.usecases.diff import compare_states, read_states
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically
from checker.usecases.provenance import against_git
from checker.usecases.report import published_path, write_reports
from checker.usecases.book_repository import open_book_repository
from checker.verification import Archive


@dataclass(frozen=True, slots=True)
class Job:
    """What a job came to."""

    report: Report | None
    """None if the change leaves the book as it was: then nothing was checked."""

    comparison: Comparison | None
    """None without a base, or without a change."""

    book_path: str
    """The book's folder below the root of its repository."""

    written: tuple[Path, ...]


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
    texts = {
        "summary.md": ci.summary(report, comparison),
        "comment.md": ci.comment(report, comparison, place),
    }
    context = Context(book_path=place, compared=comparison is not None)
    for item in FORMATS:
        if item.job_file and item.book is not None and report is not None:
            texts[item.job_file] = item.book(report, context)
        if item.change_file and item.change is not None and comparison is not None:
            texts[item.change_file] = item.change(comparison, context)
    for name, text in texts.items():
        write_atomically(out / name, text.encode("utf-8", "backslashreplace"))
    written = [out / name for name in texts]
    if report is not None:
        chosen = formats_named("html") if reports is None else reports
        made = write_reports(report, out, chosen, context=context)
        missing = [item for item in made if item.problem]
        if missing:
            raise UsageError(f"{missing[0].path} was not written: {missing[0].problem}")
        written += [item.path for item in made]
    return Job(report, comparison, place, tuple(written))


def _report(
    folder: Path, base: str | None, archive: Archive | None
) -> tuple[Report | None, Comparison | None]:
    if base is None:
        return check_book(folder, archive), None
    revisions = open_book_repository(folder)
    sides = read_states(revisions, folder, base)
    if sides.same:
        return None, None
    comparison = compare_states(sides, revisions.name, archive)
    report = comparison.after
    if sides.after is not None:
        report = against_git(report, folder, base)
    return report, replace(comparison, after=report)
