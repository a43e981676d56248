"""``checker check``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli import common

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.render.formats import Format
    from checker.verification import Archive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    common.add_format(parser, "book")
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
    chosen = common.printed_format(options, "book")
    if options.changed_since is not None:
        return _changed(options, chosen, archive, as_of)
    report = _with_provenance(check_book(Path(options.path), archive, as_of), options)
    common.print_report(report, options.path, chosen)
    return 2 if common.nothing_verified(report) else common.status(report, options.fail_on)


def _changed(
    options: argparse.Namespace, chosen: Format, archive: Archive | None, as_of: str
) -> int:
    """Prints what a change does, and the findings that concern it. An empty change passes."""
    from checker.changes.scope import within
    from checker.usecases.diff import diff

    found = within(diff(Path(options.path), options.changed_since, None, archive, as_of))
    found = replace(found, after=_with_provenance(found.after, options))
    # What programs read keeps one contract, with or without a comparison.
    if chosen.change is not None and chosen.name != "json":
        common.print_comparison(found, options.path, chosen, known=True)
    else:
        common.print_report(found.after, options.path, chosen)
    if found.files and common.nothing_verified(found.after):
        return 2
    return common.status(found.after, options.fail_on)


def _with_provenance(report: Report, options: argparse.Namespace) -> Report:
    """The report with what git says of approvals, if that is asked for."""
    if options.provenance is None:
        return report
    from checker.usecases.provenance import against_git, split_range

    return against_git(report, Path(options.path), *split_range(options.provenance))
