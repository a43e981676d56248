"""``checker report``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument("--out", metavar="DIR", help="where to write (default: reports, beside the book)")
    parser.add_argument(
        "--format",
        default="md,html,json",
        metavar="LIST",
        help="formats, with commas between (default: md,html,json)",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a report on disk is not current")
    parser.add_argument("--quiet", action="store_true", help="do not print the report on the terminal as well")
    common.add_archive(parser)
    common.add_as_of(parser)
    parser.epilog = (
        "Reports that are kept in git are made with --no-archive: then they are the same on every machine.\n"
        "exit status: 0 written, no errors in the book; 1 written, and the book has errors (or, with\n"
        "--check, a report is not current); 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Checks the book, prints it, and writes the reports."""
    from checker.usecases import check_book, open_archive
    from checker.usecases.report import write_reports

    formats = common.report_formats(options.format)
    book = Path(options.path)
    report = check_book(book, open_archive(common.archive_folder(options)), common.as_of(options))
    folder = Path(options.out) if options.out else book.resolve().parent / "reports"
    written = write_reports(report, folder, formats, options.check)
    if options.check:
        stale = [item for item in written if item.changed]
        for item in stale:
            print(f"{os.path.relpath(item.path)} is not current; run “checker report”")
        if not stale:
            print(f"{len(written)} reports are current")
        return int(bool(stale))
    if not options.quiet:
        common.print_terminal(report, options.path)
    for item in written:
        print(f"{'wrote' if item.changed else 'unchanged'} {os.path.relpath(item.path)}", file=sys.stderr)
    if common.nothing_verified(report):
        return 2
    worst = report.worst()
    return int(worst is not None and worst.value == "error")
