"""``checker check``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.render.formats import Format
    from checker.verification import Archive

_DESCRIPTION: Final = """\
Check a claim book and print its findings, verdicts and conflicts. Writes nothing.

Every quote is looked up in the text of its source, or verified by its receipt if the text is not
available. Every claim gets a verdict from the evidence for and against it, and every rule between
claims is tested.
"""

_EPILOG: Final = """\
examples:
  checker check                            check the book in the folder claims
  checker check --fail-on warning          fail if there are warnings, too
  checker check --changed-since main       only what this branch changes or affects
  checker check --format sarif             findings for code scanning

“checker explain KIND” explains a kind of finding, such as quote-altered, and how to fix it.

exit status:
  0  no new finding at or above --fail-on
  1  at least one new finding at or above --fail-on
  2  the command could not run, or could not verify a single quote
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    common.add_book(parser)
    common.add_format(parser, "book")
    common.add_fail_on(parser)
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="show only findings about what changed since the branch left this revision, directly "
        "or not; findings that were there before are marked and do not count",
    )
    parser.add_argument(
        "--provenance",
        metavar="BASE..HEAD",
        help="check in git who committed and signed the approvals that these commits add, and "
        "whether they remove or alter entries of review threads; do this before merging, because "
        "squashing or rebasing hides it",
    )
    common.add_archive(parser)
    common.add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """Checks the book and prints the result."""
    from checker.usecases import check_book, open_archive

    archive, as_of = open_archive(common.archive_folder(options)), common.as_of(options)
    chosen = common.printed_format(options, "book")
    if options.changed_since is not None:
        return _check_change(options, chosen, archive, as_of)
    report = _with_provenance(check_book(Path(options.path), archive, as_of), options)
    common.print_report(report, options.path, chosen)
    return 2 if common.nothing_verified(report) else common.status(report, options.fail_on)


def _check_change(
    options: argparse.Namespace, chosen: Format, archive: Archive | None, as_of: str
) -> int:
    """Prints what a change does, and the findings about it. An empty change passes."""
    from checker.changes.scope import within
    from checker.usecases.diff import diff

    found = within(diff(Path(options.path), options.changed_since, None, archive, as_of))
    found = replace(found, after=_with_provenance(found.after, options))
    # What programs read keeps one contract, with or without a comparison.
    if chosen.change is not None and chosen.name != "json":
        common.print_comparison(found, options.path, chosen, known=True)
    else:
        common.print_report(found.after, options.path, chosen)
    # A change that leaves the book alone has nothing that could be verified.
    if found.files and common.nothing_verified(found.after):
        return 2
    return common.status(found.after, options.fail_on)


def _with_provenance(report: Report, options: argparse.Namespace) -> Report:
    """The report with what git says about approvals, if ``--provenance`` asks for it."""
    if options.provenance is None:
        return report
    from checker.usecases.provenance import against_git, split_range

    return against_git(report, Path(options.path), *split_range(options.provenance))
