"""``checker report``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli import common
from checker.render.formats import Scope, help_text, writable

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.render.formats import Format
    from checker.usecases.report import Layout, Written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument(
        "--out", metavar="DIR", help="where to write (default: reports, beside the book)"
    )
    parser.add_argument(
        "--format",
        metavar="LIST",
        help=f"formats, with commas between (default: {_names(Scope.BOOK)}; for a dossier "
        f"{_names(Scope.EDITION)}; pdf needs the extra “pdf”)",
    )
    parser.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper of the PDF (default: a4)"
    )
    dossier = parser.add_argument_group(
        "dossiers", "Some claims with all that they rest on, instead of the whole book."
    )
    dossier.add_argument(
        "--claim", action="append", metavar="ID", default=[], help="this claim; may be given again"
    )
    dossier.add_argument(
        "--topic",
        action="append",
        metavar="ID",
        default=[],
        help="the claims of this topic; likewise",
    )
    dossier.add_argument(
        "--changed-since",
        metavar="REF",
        help="the claims that what changed since this revision touches, directly or not, and what it does to them",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 if a report on disk is not current",
    )
    parser.add_argument(
        "--quiet", action="store_true", help="do not print the report on the terminal as well"
    )
    common.add_archive(parser)
    common.add_as_of(parser)
    parser.epilog = (
        "Formats:\n"
        f"{help_text(writable(Scope.BOOK))}\n"
        "\n"
        "The files are called report.md, report.html and so on; those of a dossier dossier-NAME.html.\n"
        "For reports kept in git use --no-archive: then they are the same on every machine. With the\n"
        "texts at hand, quotes are printed with the words around them.\n"
        "exit status: 0 written, no errors in the book; 1 written, and the book has errors (or, with\n"
        "--check, a report is not current); 2 could not run, or a format could not be made"
    )


def _defaults(scope: Scope) -> list[Format]:
    """The formats that are written unless others are named."""
    return [item for item in writable(scope) if item.by_default]


def _names(scope: Scope) -> str:
    return ",".join(item.name for item in _defaults(scope))


def run(options: argparse.Namespace) -> int:
    """Checks the book, prints it, and writes the reports."""
    from checker.usecases import check_book, open_archive
    from checker.usecases.report import write_reports

    formats = _formats(options)
    book = Path(options.path)
    archive, as_of = open_archive(common.archive_folder(options)), common.as_of(options)
    layout: Layout | None
    if options.changed_since is not None:
        from checker.usecases.dossier import dossier_of_change

        report, layout = dossier_of_change(
            book, options.changed_since, archive, as_of, options.paper
        )
        if layout is None:
            print(
                f"nothing that changed since {options.changed_since} touches a claim that is there now: "
                "there is no dossier to write; “checker diff” tells of claims that are gone"
            )
            return 0
    else:
        report = check_book(book, archive, as_of)
        layout = _layout(report, options)
    folder = Path(options.out) if options.out else book.resolve().parent / "reports"
    with common.at_work(
        f"writing {', '.join(item.name for item in formats)} of {report.summary.claims:,} claims"
    ):
        written = write_reports(
            report, folder, formats, options.check, layout, common.context(options.path)
        )
    return _tell(report, written, options)


def _formats(options: argparse.Namespace) -> tuple[Format, ...]:
    """The formats that are asked for; a dossier has only those for readers."""
    from checker.usecases import UsageError

    dossier = options.claim or options.topic or options.changed_since is not None
    if options.changed_since is not None and (options.claim or options.topic):
        raise UsageError("--changed-since chooses the claims: leave out --claim and --topic")
    scope = Scope.EDITION if dossier else Scope.BOOK
    if options.format is None:
        return tuple(_defaults(scope))
    return common.written_formats(options.format, "--format", scope)


def _layout(report: Report, options: argparse.Namespace) -> Layout:
    from checker.usecases.dossier import dossier
    from checker.usecases.report import Layout

    if options.claim or options.topic:
        return dossier(report, options.claim, options.topic, options.paper)
    return Layout(paper=options.paper)


def _tell(report: Report, written: list[Written], options: argparse.Namespace) -> int:
    """Says what was written, and what could not be; the exit status."""
    missing = [item for item in written if item.problem]
    made = [item for item in written if not item.problem]
    if options.check:
        stale = [item for item in made if item.changed]
        for item in stale:
            print(f"{os.path.relpath(item.path)} is not current; run “checker report”")
        if not stale:
            print(f"{len(made)} reports are current")
    elif not options.quiet:
        common.print_terminal(report, options.path)
    for item in made if not options.check else ():
        print(
            f"{'wrote' if item.changed else 'unchanged'} {os.path.relpath(item.path)}",
            file=sys.stderr,
        )
    for item in missing:
        done = "checked" if options.check else "written"
        print(
            f"checker: {os.path.relpath(item.path)} was not {done}: {item.problem}", file=sys.stderr
        )
    if (missing and options.format) or common.nothing_verified(report):
        return 2
    if options.check:
        return int(bool(stale))
    worst = report.worst()
    return int(worst is not None and worst.value == "error")
