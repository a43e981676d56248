"""``checker diff``."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "base", metavar="BASE", help="a revision: the book is compared with where it was left"
    )
    parser.add_argument(
        "head", nargs="?", metavar="HEAD", help="a revision (default: the files as they are now)"
    )
    parser.add_argument(
        "--book",
        default="claims",
        metavar="PATH",
        help="folder of the claim book (default: claims)",
    )
    common.add_format(parser, "change")
    common.add_archive(parser)
    parser.epilog = (
        "Both states are read from git, graded by the same code, and compared: which grades change and why, new and\n"
        "removed claims, conflicts that appear and go, findings that are new or fixed. Nothing is written.\n"
        "examples:\n"
        "  checker diff main                what this branch, and what is not committed yet, does to the grades\n"
        "  checker diff v1.0 v1.1           between two revisions\n"
        "exit status: 0 compared, whatever came of it; 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Compares and prints."""
    from checker.usecases import open_archive
    from checker.usecases.diff import diff

    chosen = common.printed_format(options, "change")
    archive = open_archive(common.archive_folder(options))
    found = diff(Path(options.book), options.base, options.head, archive)
    common.print_comparison(found, options.book, chosen)
    return 0
