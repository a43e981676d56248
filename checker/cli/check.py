"""``checker check``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli import common

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.verification import Archive

FORMATS = {"terminal": "", "markdown": "md", "json": "json", "sarif": "sarif", "github": "github"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="terminal", help="what to print (default: terminal)"
    )
    common.add_fail_on(parser)
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="only findings of what changed, directly or not, since this revision was left; those that were there "
        "before are marked, and do not count",
    )
    parser.add_argument(
        "--provenance",
        metavar="BASE..HEAD",
        help="hold the approvals that these commits bring against git: who committed them, signed or not; and "
        "tell which entries of threads they remove or alter; to be run before merging, while the commits are as they "
        "were made",
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

    archive, as_of = open_archive(common.archive_folder(options)), common.as_of(options)
    if options.changed_since is not None:
        return _changed(options, archive, as_of)
    report = _with_provenance(check_book(Path(options.path), archive, as_of), options)
    if options.format == "terminal":
        common.print_terminal(report, options.path)
    else:
        _print(report, options)
    return 2 if common.nothing_verified(report) else common.status(report, options.fail_on)


def _changed(options: argparse.Namespace, archive: Archive | None, as_of: str) -> int:
    """Prints what a change does, and the findings that concern it. An empty change passes."""
    from checker.changes.scope import within
    from checker.usecases.diff import diff

    found = within(diff(Path(options.path), options.changed_since, None, archive, as_of))
    found = replace(found, after=_with_provenance(found.after, options))
    if options.format in ("terminal", "markdown"):
        common.print_comparison(found, options.path, options.format, known=True)
    else:
        _print(found.after, options)
    if found.files and common.nothing_verified(found.after):
        return 2
    return common.status(found.after, options.fail_on)


def _with_provenance(report: Report, options: argparse.Namespace) -> Report:
    """The report with what git says of approvals, if that is asked for."""
    if options.provenance is None:
        return report
    from checker.usecases.provenance import against_git, split_range

    return against_git(report, Path(options.path), *split_range(options.provenance))


def _print(report: Report, options: argparse.Namespace) -> None:
    """A format for programs."""
    from checker.usecases.report import PLACED, render, render_placed

    common.utf8_output()
    name = FORMATS[options.format]
    print(
        render_placed(report, name, Path(options.path)) if name in PLACED else render(report, name),
        end="",
    )
