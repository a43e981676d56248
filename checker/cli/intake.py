"""``checker intake``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.intake import IntakeResult

_DESCRIPTION: Final = """\
Add a document to the book as a source, with draft claims.

The text goes into the archive, and what the document says about itself into sources/ID.yaml. Each
figure and each reported statement without a claim becomes a draft claim for a researcher to
confirm. Existing files are never overwritten; if you add the same document again, only what is
missing is written.
"""

_EPILOG: Final = """\
examples:
  checker intake gazette.txt --archive archive --topic budget
  checker intake report.pdf --archive archive --id annual-report
  checker intake https://example.org/news --archive archive

HTML and PDF need the extra “intake”: pip install '.[intake]' in the tool's checkout. The network
is used only if you give an address.

exit status:
  0  added
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument(
        "document", metavar="FILE", help="a text file, HTML page or PDF, or an address to fetch"
    )
    common.add_book_option(parser)
    parser.add_argument(
        "--archive",
        metavar="DIR",
        help="folder that keeps the texts (default: the environment variable CHECKER_ARCHIVE)",
    )
    parser.add_argument(
        "--id", default="", metavar="ID", help="id of the source (default: from the file's name)"
    )
    parser.add_argument(
        "--topic",
        default="",
        metavar="TOPIC",
        help="topic of the drafts (default: the first in book.yaml)",
    )
    parser.add_argument(
        "--language",
        default="",
        metavar="TAG",
        help="language of the text, such as en or ar (default: as the document states, else "
        "that of the book)",
    )


def run(options: argparse.Namespace) -> int:
    """Adds the document, and prints what was written and what is still open."""
    from checker.usecases import UsageError, open_archive
    from checker.usecases.intake import open_document, take_in

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "the text needs a place to be kept: name a folder with --archive DIR or CHECKER_ARCHIVE"
        )
    raw, document, name = open_document(options.document)
    done = take_in(
        Path(options.book),
        archive,
        document,
        raw,
        name=options.id or name,
        topic=options.topic,
        language=options.language,
    )
    _print_result(done)
    return 0


def _print_result(done: IntakeResult) -> None:
    from checker.render import coverage as render
    from checker.render.formatting import plural

    for path in done.written:
        print(f"wrote {path}")
    if done.report is not None:
        colour, width = common.use_colour(sys.stdout), common.width(sys.stdout)
        print()
        print(render.terminal(done.report, everything=True, colour=colour, width=width), end="")
    drafts = plural(len(done.drafts), "new draft")
    kept = f", {plural(len(done.kept), 'existing claim')} left unchanged" if done.kept else ""
    print(f"\n{done.source}: {drafts}{kept}.")
    if done.drafts:
        print("Confirm, correct or delete each draft, then run “checker check”.")
