"""``checker report``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common
from checker.render.formats import FormatScope, help_text, writable

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.render.formats import Format
    from checker.usecases.report import Layout, Written

_DESCRIPTION: Final = """\
Check the book, print the result, and write reports: to read on a screen, to print, and for other
programs. With --claim, --topic or --changed-since, write a dossier: a report on some claims and
everything they rest on.
"""

_EPILOG: Final = """\
examples:
  checker report                              write every format into the folder reports
  checker report --format html --quiet        write reports/report.html, print nothing
  checker report --topic drone-attack         write a dossier on the claims of a topic
  checker report --check --no-archive         check that the reports in git are up to date

The files are called report.md, report.html and so on; those of a dossier dossier-NAME.html and so
on. For reports kept in git use --no-archive, so that they are the same on every machine: with the
texts, each quote is printed with the words around it.

formats:
{formats}

exit status:
  0  written, and the book has no errors; with --check, every report is up to date
  1  written, but the book has errors; with --check, a report is out of date
  2  the command could not run, or could not make a format you asked for
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EPILOG.format(formats=help_text(writable(FormatScope.BOOK)))
    common.add_book(parser)
    parser.add_argument(
        "--out", metavar="DIR", help="folder to write into (default: reports, beside the book)"
    )
    parser.add_argument(
        "--format",
        metavar="LIST",
        help=f"formats, separated by commas (default: {_names(FormatScope.BOOK)}; for a dossier "
        f"{_names(FormatScope.EDITION)}); pdf needs the extra “pdf”",
    )
    parser.add_argument(
        "--paper",
        choices=("a4", "letter"),
        default="a4",
        help="paper size of the PDF (default: a4)",
    )
    _add_dossier(parser)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with status 1 if a report on disk is out of date",
    )
    parser.add_argument(
        "--quiet", action="store_true", help="do not print the result on the terminal"
    )
    common.add_archive(parser)
    common.add_as_of(parser)


def _add_dossier(parser: argparse.ArgumentParser) -> None:
    """The options that choose some claims."""
    dossier = parser.add_argument_group(
        "dossiers", "Report on some claims and everything they rest on, instead of the whole book."
    )
    dossier.add_argument(
        "--claim", action="append", metavar="ID", default=[], help="this claim; may be repeated"
    )
    dossier.add_argument(
        "--topic",
        action="append",
        metavar="ID",
        default=[],
        help="the claims of this topic; may be repeated",
    )
    dossier.add_argument(
        "--changed-since",
        metavar="REF",
        help="the claims that changed, or were affected by a change, since the branch left this "
        "revision",
    )


def _defaults(scope: FormatScope) -> list[Format]:
    """The formats that are written unless others are named."""
    return [item for item in writable(scope) if item.by_default]


def _names(scope: FormatScope) -> str:
    return ",".join(item.name for item in _defaults(scope))


def run(options: argparse.Namespace) -> int:
    """Checks the book, prints the result, and writes the reports."""
    from checker.usecases.report import write_reports

    formats = _formats(options)
    report, layout = _subject(options)
    if layout is None:
        print(
            f"no dossier was written: nothing that changed since {options.changed_since} affects "
            "a claim that still exists; “checker diff” lists claims that were removed"
        )
        return 0
    # The default is beside the book wherever the command runs, so that one set of reports exists.
    folder = Path(options.out) if options.out else Path(options.path).resolve().parent / "reports"
    names = ", ".join(item.name for item in formats)
    with common.at_work(f"writing {names} of {report.summary.claims:,} claims"):
        written = write_reports(
            report, folder, formats, options.check, layout, common.context(options.path)
        )
    _print_result(report, written, options)
    return _status(report, written, options)


def _subject(options: argparse.Namespace) -> tuple[Report, Layout | None]:
    """What to report on; no layout if a dossier on a change would be empty."""
    from checker.usecases import check_book, open_archive

    book = Path(options.path)
    archive, as_of = open_archive(common.archive_folder(options)), common.as_of(options)
    if options.changed_since is not None:
        from checker.usecases.dossier import dossier_of_change

        return dossier_of_change(book, options.changed_since, archive, as_of, options.paper)
    report = check_book(book, archive, as_of)
    return report, _layout(report, options)


def _formats(options: argparse.Namespace) -> tuple[Format, ...]:
    """The formats to write; a dossier can only have those made for readers."""
    from checker.usecases import UsageError

    dossier = options.claim or options.topic or options.changed_since is not None
    if options.changed_since is not None and (options.claim or options.topic):
        raise UsageError("--changed-since chooses the claims; leave out --claim and --topic")
    scope = FormatScope.EDITION if dossier else FormatScope.BOOK
    if options.format is None:
        return tuple(_defaults(scope))
    return common.written_formats(options.format, "--format", scope)


def _layout(report: Report, options: argparse.Namespace) -> Layout:
    from checker.usecases.dossier import dossier
    from checker.usecases.report import Layout

    if options.claim or options.topic:
        return dossier(report, options.claim, options.topic, options.paper)
    return Layout(paper=options.paper)


def _print_result(report: Report, written: list[Written], options: argparse.Namespace) -> None:
    """Prints the report, unless --quiet is given, and whether each file was written."""
    if options.check:
        _print_check(written)
    else:
        if not options.quiet:
            common.print_terminal(report, options.path)
        for item in written:
            if not item.problem:
                state = "wrote" if item.changed else "unchanged"
                print(f"{state} {os.path.relpath(item.path)}", file=sys.stderr)
    verb = "checked" if options.check else "written"
    for item in written:
        if item.problem:
            path = os.path.relpath(item.path)
            print(f"checker: {path} was not {verb}: {item.problem}", file=sys.stderr)


def _print_check(written: list[Written]) -> None:
    """Prints which reports on disk are out of date."""
    from checker.render.formatting import plural

    made = [item for item in written if not item.problem]
    outdated = [item for item in made if item.changed]
    for item in outdated:
        print(f"{os.path.relpath(item.path)} is out of date; run “checker report”")
    if not outdated:
        print(f"{plural(len(made), 'report is', 'reports are')} up to date")


def _status(report: Report, written: list[Written], options: argparse.Namespace) -> int:
    # A format that is missing is only a failure if somebody asked for it by name.
    missing = any(item.problem for item in written)
    if (missing and options.format) or common.nothing_verified(report):
        return 2
    if options.check:
        return int(any(item.changed and not item.problem for item in written))
    return common.status(report, "error")
