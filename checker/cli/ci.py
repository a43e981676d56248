"""``checker ci``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument(
        "--base", metavar="REF", help="compare with where the change left this revision"
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
        help="reports to write, with commas between (default: html)",
    )
    common.add_fail_on(parser)
    common.add_archive(parser)
    parser.epilog = (
        "All that a CI job wants, from one reading of the book: prints findings as workflow commands, which GitHub\n"
        "shows at their lines, and writes findings.sarif, summary.md, comment.md, diff.json and reports into DIR.\n"
        "With --base, only findings that are new count; a change that leaves the book alone passes at once.\n"
        "exit status: 0 the change may pass; 1 something new was found at or above --fail-on; 2 could not run, or not\n"
        "one quote could be verified"
    )


def run(options: argparse.Namespace) -> int:
    """Runs the job, prints annotations, says what was written."""
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
    for path in job.written:
        print(f"wrote {os.path.relpath(path)}", file=sys.stderr)
    if common.nothing_verified(job.report):
        return 2
    return common.status(job.report, options.fail_on)
