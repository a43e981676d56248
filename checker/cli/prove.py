"""``checker prove``."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    common.add_book(parser)
    parser.add_argument(
        "--archive",
        metavar="DIR",
        help="folder with the sources' texts, named like their records (default: CHECKER_ARCHIVE)",
    )
    parser.add_argument(
        "--accept-changed",
        action="store_true",
        help="take an archived text that is not the recorded one as the new text of its source",
    )
    parser.epilog = (
        "Writes sources/<source>.receipts.json, and the text block of each source record. Receipts prove the\n"
        "quotes to people who do not have the texts, and give no other word of them away.\n"
        "exit status: 0 every quote proven; 1 some not; 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Proves the book and says what became of each source."""
    from checker.render.terminal import one_line
    from checker.usecases import UsageError, open_archive
    from checker.usecases.prove import prove_book

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "proving needs the texts: name their folder with --archive DIR or CHECKER_ARCHIVE"
        )
    results = prove_book(Path(options.path), archive, options.accept_changed)
    for item in results:
        if item.problem:
            print(f"{item.source}: not proven: {one_line(item.problem)}")
            continue
        changed = f"; wrote {', '.join(item.written)}" if item.written else "; nothing changed"
        print(f"{item.source}: {item.proven} quotes proven{changed}")
        for quote in item.unproven:
            print(f"  not proven: “{one_line(quote)}” (checker check says why)")
    if not results:
        raise UsageError("the book has no sources that could be read; see “checker check”")
    return int(any(item.problem or item.unproven for item in results))
