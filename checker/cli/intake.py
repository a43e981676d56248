"""``checker intake``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "document", metavar="FILE", help="a text, an HTML page, a PDF; or an address to fetch"
    )
    parser.add_argument(
        "--book",
        default="claims",
        metavar="PATH",
        help="folder of the claim book (default: claims)",
    )
    parser.add_argument(
        "--archive", metavar="DIR", help="where texts are kept (default: CHECKER_ARCHIVE)"
    )
    parser.add_argument(
        "--id", default="", metavar="ID", help="the source's id (default: from the file's name)"
    )
    parser.add_argument(
        "--topic",
        default="",
        metavar="TOPIC",
        help="folder of the drafts (default: the book's first)",
    )
    parser.add_argument(
        "--language", default="", metavar="TAG", help="language of the text (default: as it states)"
    )
    parser.epilog = (
        "Archives the text, writes sources/ID.yaml with what the document itself states, lists the sentences that are\n"
        "worth checking, and writes a draft claim for each figure and each reported statement that no claim covers.\n"
        "Nothing that is there is overwritten; taking the same document in again adds what is still missing.\n"
        "HTML and PDF need pip install '.[intake]' in the tool's checkout. The network is used for an address only.\n"
        "examples:\n"
        "  checker intake gazette.txt --archive ../texts --topic budget\n"
        "  checker intake report.pdf --id annual-report\n"
        "exit status: 0 done; 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Takes the document in, and says what was written and what is open."""
    from checker.render import coverage as render
    from checker.usecases import UsageError, open_archive
    from checker.usecases.intake import read, take_in

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "taking a document in needs a place for its text: --archive DIR or CHECKER_ARCHIVE"
        )
    raw, document, name = read(options.document)
    done = take_in(
        Path(options.book),
        archive,
        document,
        raw,
        name=options.id or name,
        topic=options.topic,
        language=options.language,
    )
    for path in done.written:
        print(f"wrote {path}")
    if done.report is not None:
        colour, width = common.use_colour(sys.stdout), common.width(sys.stdout)
        print()
        print(render.terminal(done.report, everything=True, colour=colour, width=width), end="")
    kept = f"; {len(done.kept)} were there and are as they were" if done.kept else ""
    print(
        f"\n{done.source}: {len(done.drafts)} drafts{kept}. Each is for a researcher to confirm (checker check)."
    )
    return 0
