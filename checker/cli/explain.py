"""``checker explain``."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "id", metavar="ID", help="a claim, source, entity, rule, or kind of finding"
    )
    parser.add_argument(
        "--book",
        default="claims",
        metavar="PATH",
        help="folder of the claim book (default: claims)",
    )
    common.add_archive(parser)
    parser.epilog = "examples:\n  checker explain state-of-law-seats-preliminary\n  checker explain quote-altered"


def run(options: argparse.Namespace) -> int:
    """Prints the story of one id."""
    from checker.usecases import UsageError, check_book, open_archive
    from checker.usecases.explain import explain, explain_kind

    kind = explain_kind(options.id)
    if kind is not None:
        print(kind, end="")
    try:
        report = check_book(Path(options.book), open_archive(common.archive_folder(options)))
        print(explain(report, options.id), end="")
    except UsageError:
        if kind is None:
            raise
    return 0
