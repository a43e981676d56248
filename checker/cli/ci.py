"""``checker ci``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from checker.cli import common

_DESCRIPTION: Final = """\
Check a change in CI: print findings as annotations, and write everything that a forge can show.

The book is read once. Findings are printed as workflow commands, which GitHub shows at their
lines. The folder DIR gets findings.sarif, summary.md, comment.md, diff.json (with --base) and the
reports. With --base only new findings count, and a change that leaves the book alone passes.
"""

_EPILOG: Final = """\
examples:
  checker ci --base origin/main        check a branch before it is merged
  checker ci --reports html,pdf        check the whole book, and make a PDF as well

exit status:
  0  the change may be merged
  1  at least one new finding at or above --fail-on
  2  the command could not run, or could not verify a single quote
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    common.add_book(parser)
    parser.add_argument(
        "--base",
        metavar="REF",
        help="compare with the commit where the branch left this revision (default: check the "
        "whole book)",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        default="checker-ci",
        help="folder to write into (default: checker-ci)",
    )
    parser.add_argument(
        "--reports",
        default="html",
        metavar="LIST",
        help="formats of the reports, separated by commas (default: html)",
    )
    common.add_fail_on(parser)
    common.add_archive(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the job, prints annotations, and lists the files that were written."""
    from checker.render import github
    from checker.render.changes import headline
    from checker.render.ci import UNCHANGED
    from checker.usecases import open_archive
    from checker.usecases.ci import run_job

    reports = common.written_formats(options.reports, "--reports")
    archive = open_archive(common.archive_folder(options))
    job = run_job(Path(options.path), options.base, Path(options.out), archive, reports)
    common.utf8_output()
    if job.report is None:
        print(UNCHANGED)
        return 0
    print(github.render(job.report, job.book_path), end="")
    if job.comparison is not None:
        print(github.plain(headline(job.comparison)))
    # The runner reads the standard output for annotations; notes for people go beside it.
    for path in job.written:
        print(f"wrote {os.path.relpath(path)}", file=sys.stderr)
    if common.nothing_verified(job.report):
        return 2
    return common.status(job.report, options.fail_on)
