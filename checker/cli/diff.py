"""``checker diff``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from checker.cli import common

_DESCRIPTION: Final = """\
Show what a change does to a book: verdicts that change and why, claims that are new or removed,
conflicts that appear or end, and findings that are new or fixed. Writes nothing.

Both states are read from git and graded by the same rules. The state before is the commit where
the branch left BASE, so what others merged into BASE since then does not count.
"""

_EPILOG: Final = """\
examples:
  checker diff main          this branch, with what is not committed yet
  checker diff HEAD          only what is not committed yet
  checker diff v1.0 v1.1     between two revisions

exit status:
  0  compared, whatever the difference
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("base", metavar="BASE", help="the revision to compare with")
    parser.add_argument(
        "head",
        nargs="?",
        metavar="HEAD",
        help="the revision to look at (default: the files as they are now)",
    )
    common.add_book_option(parser)
    common.add_format(parser, "change")
    common.add_archive(parser)


def run(options: argparse.Namespace) -> int:
    """Compares the two states and prints the difference."""
    from checker.usecases import open_archive
    from checker.usecases.diff import diff

    chosen = common.printed_format(options, "change")
    archive = open_archive(common.archive_folder(options))
    found = diff(Path(options.book), options.base, options.head, archive)
    common.print_comparison(found, options.book, chosen)
    return 0
