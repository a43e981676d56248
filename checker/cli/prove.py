"""``checker prove``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.prove import ProvenSource

_DESCRIPTION: Final = """\
Find every quote in the archived texts, and write receipts that prove them.

Receipts let people without the texts verify the quotes, and reveal no other words of the texts.
They are written to sources/SOURCE.receipts.json; the fingerprint of each text goes into its source
record. Run this where the texts are, after you add or change quotes.
"""

_EPILOG: Final = """\
examples:
  checker prove --archive archive
  checker prove --archive archive --accept-changed    after a text was replaced on purpose

exit status:
  0  every quote is proven
  1  at least one quote is not proven, or a text is missing
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    common.add_book(parser)
    parser.add_argument(
        "--archive",
        metavar="DIR",
        help="folder with the texts, each named like its source (default: the environment variable "
        "CHECKER_ARCHIVE)",
    )
    parser.add_argument(
        "--accept-changed",
        action="store_true",
        help="if an archived text differs from the recorded one, record it as the new text",
    )


def run(options: argparse.Namespace) -> int:
    """Proves the quotes, and prints the result for each source."""
    from checker.usecases import UsageError, open_archive
    from checker.usecases.prove import prove_book

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "proving quotes needs the texts: name their folder with --archive DIR or "
            "CHECKER_ARCHIVE"
        )
    results = prove_book(Path(options.path), archive, options.accept_changed)
    if not results:
        raise UsageError("the book has no source that can be read; run “checker check”")
    for item in results:
        _print_source(item)
    return int(any(item.problem or item.unproven for item in results))


def _print_source(item: ProvenSource) -> None:
    from checker.render.formatting import plural
    from checker.render.terminal import one_line

    if item.problem:
        print(f"{item.source}: not proven: {one_line(item.problem)}")
        return
    changed = f"wrote {' and '.join(item.written)}" if item.written else "nothing changed"
    print(f"{item.source}: {plural(item.proven, 'quote')} proven; {changed}")
    for quote in item.unproven:
        print(f"  not proven: “{one_line(quote)}” (“checker check” says why)")
