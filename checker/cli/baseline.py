"""``checker baseline``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.baseline import Baseline

_DESCRIPTION: Final = """\
Record the current findings in baseline.yaml, so that only new ones count from now on.

Use it to check an old book strictly from today. Findings in the baseline are still shown, marked
as known, but they do not affect the exit status. When one is fixed, a finding asks you to run
this command again. If there is nothing to record, baseline.yaml is removed.
"""

_EPILOG: Final = """\
examples:
  checker baseline                     record errors and warnings
  checker baseline --at-least error    record errors only

Look at the change with “git diff” before you commit it.

exit status:
  0  the baseline is up to date
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    common.add_book(parser)
    parser.add_argument(
        "--at-least",
        choices=("error", "warning", "note"),
        default="warning",
        help="lowest severity to record (default: warning)",
    )
    common.add_archive(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the baseline, and prints what changed in it."""
    from checker.findings import Severity
    from checker.render.formatting import plural
    from checker.usecases import open_archive
    from checker.usecases.baseline import write_baseline

    archive = open_archive(common.archive_folder(options))
    written = write_baseline(Path(options.path), archive, Severity(options.at_least))
    _print_changes(written, options)
    state = "wrote" if written.changed else "unchanged"
    known = plural(len(written.known), "known finding")
    print(f"{state} {os.path.relpath(written.path)}: {known}")
    return 0


def _print_changes(written: Baseline, options: argparse.Namespace) -> None:
    from checker.render.formatting import plural
    from checker.render.terminal import hung, one_line

    for item in written.added:
        place = one_line(f"{options.path}/{item.location.path}")
        print(f"added {item.severity}[{item.kind}] {place}: {hung(item.message, 2)}")
    if written.left:
        print(f"removed {plural(written.left, 'entry', 'entries')}: fixed")
    if written.dropped:
        entries = plural(written.dropped, "entry", "entries")
        print(
            f"removed {entries}: still found, but below the severity {options.at_least}; "
            "choose another with --at-least"
        )
