"""``checker explain``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from checker.cli import common

_DESCRIPTION: Final = """\
Explain one thing by its id: a claim, source, entity or rule of the book, or a kind of finding.

For a claim you see the evidence for and against it, its weight, the verdict with the reasons, and
what the verdict depends on. For a kind of finding you see what it means and how to fix it.
"""

_EPILOG: Final = """\
examples:
  checker explain state-of-law-seats-preliminary    a claim, with its verdict and why
  checker explain quote-altered                     a kind of finding, and how to fix it

exit status:
  0  explained
  2  nothing has this id, or the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument(
        "id", metavar="ID", help="id of a claim, source, entity, rule, or kind of finding"
    )
    common.add_book_option(parser)
    common.add_archive(parser)


def run(options: argparse.Namespace) -> int:
    """Prints what is known about one id."""
    from checker.usecases import UsageError, check_book, open_archive
    from checker.usecases.explain import explain, explain_kind

    page = explain_kind(options.id)
    if page is not None:
        print(page, end="")
    try:
        report = check_book(Path(options.book), open_archive(common.archive_folder(options)))
        print(explain(report, options.id), end="")
    except UsageError:
        # A page about a kind of finding is an answer, even where there is no book.
        if page is None:
            raise
    return 0
