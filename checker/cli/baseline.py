"""``checker baseline``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument(
        "--at-least",
        choices=("error", "warning", "note"),
        default="warning",
        help="lowest severity that is written (default: warning)",
    )
    common.add_archive(parser)
    parser.epilog = (
        "Writes baseline.yaml into the book: a book with old baseline entries can then be checked strictly from today. What is\n"
        "in it is told, marked as known, and does not count for the exit status; what is fixed asks to leave it.\n"
        "Without any finding the file is removed. Look at the change with git before you commit it."
    )


def run(options: argparse.Namespace) -> int:
    """Writes the baseline, and says what is new in it."""
    from checker.findings import Severity
    from checker.render.formatting import plural
    from checker.render.terminal import hung, one_line
    from checker.usecases import open_archive
    from checker.usecases.baseline import write_baseline

    archive = open_archive(common.archive_folder(options))
    found = write_baseline(Path(options.path), archive, Severity(options.at_least))
    for item in found.added:
        place = one_line(f"{options.path}/{item.location.path}")
        print(f"added {item.severity}[{item.kind}] {place}: {hung(item.message, 2)}")
    if found.left:
        print(f"removed {plural(found.left, 'entry that is', 'entries that are')} fixed")
    if found.dropped:
        words = plural(found.dropped, "entry", "entries")
        print(
            f"removed {words} below {options.at_least}, found still: --at-least says what is written"
        )
    state = "wrote" if found.changed else "unchanged"
    print(f"{state} {os.path.relpath(found.path)}: {plural(len(found.known), 'known finding')}")
    return 0
