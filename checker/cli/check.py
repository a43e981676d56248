"""``checker check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checker.cli import common

FORMATS = {"terminal": "", "markdown": "md", "json": "json", "sarif": "sarif", "github": "github"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="what to print (default: terminal)")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="lowest severity that makes the exit status 1 (default: error)",
    )
    common.add_archive(parser)
    common.add_as_of(parser)
    parser.epilog = (
        "Writes nothing. Every kind of finding has a page: checker explain KIND.\n"
        "sarif is for code scanning, github for the log of a workflow: its runner marks the lines.\n"
        "exit status: 0 nothing found at or above --fail-on; 1 something found;\n"
        "2 could not run, or not one quote could be verified"
    )


def run(options: argparse.Namespace) -> int:
    """Checks the book and prints it."""
    from checker.usecases import check_book, open_archive

    report = check_book(Path(options.path), open_archive(common.archive_folder(options)), common.as_of(options))
    if options.format == "terminal":
        common.print_terminal(report, options.path)
    else:
        from checker.usecases.report import PLACED, render, render_placed

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        name = FORMATS[options.format]
        text = render_placed(report, name, Path(options.path)) if name in PLACED else render(report, name)
        print(text, end="")
    if common.nothing_verified(report):
        return 2
    worst = report.worst()
    if worst is None or options.fail_on == "never":
        return 0
    return int(worst.rank >= {"note": 0, "warning": 1, "error": 2}[options.fail_on])
