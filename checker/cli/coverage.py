"""``checker coverage``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from checker.cli import common

_DESCRIPTION: Final = """\
Show, sentence by sentence, which parts of the sources have claims.

A sentence is covered if a proven quote touches it and each of its figures is accounted for. It is
waived if “checker waive” says why it needs no claim. All other sentences are open. Without the
texts, the result comes from what “checker prove” recorded, and no words are shown.
"""

_EPILOG: Final = """\
examples:
  checker coverage --archive archive        open sentences of every source
  checker coverage gazette --all            every sentence of one source
  checker coverage --format html --out articles.html
                                            annotated articles; do not commit this file

exit status:
  0  shown, or written
  1  the coverage is below --fail-under, or a source could not be read
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="ids of sources to show (default: all)"
    )
    common.add_book_option(parser)
    common.add_format(parser, "coverage")
    parser.add_argument(
        "--all", action="store_true", help="on the terminal, list covered and waived sentences, too"
    )
    parser.add_argument(
        "--out", metavar="FILE", help="write to this file, outside the book, instead of printing"
    )
    parser.add_argument(
        "--fail-under",
        type=int,
        metavar="PERCENT",
        help="exit with status 1 if a smaller share of the sentences is covered or waived, or if "
        "that is not known for a source",
    )
    common.add_archive(parser)


def run(options: argparse.Namespace) -> int:
    """Prints or writes the coverage."""
    from checker.usecases import open_archive
    from checker.usecases.coverage import coverage
    from checker.usecases.files import write_atomically

    chosen = common.printed_format(options, "coverage")
    archive = common.archive_folder(options)
    out = Path(options.out) if options.out else None
    if out is not None:
        _must_be_outside(out, Path(options.book), archive)

    report = coverage(Path(options.book), open_archive(archive), options.source)
    context = common.context(options.book, everything=options.all)
    if out is not None:
        # A file has no colours, even if the command runs on a terminal.
        context = context._replace(colour=False)
    assert chosen.coverage is not None, "the format shows no coverage"
    text = chosen.coverage(report, context)

    if out is not None:
        write_atomically(out, text.encode())
        print(f"wrote {out}")
    else:
        common.utf8_output()
        print(text, end="")
    if options.fail_under is None:
        return 0
    return int(report.percent < options.fail_under or bool(report.unknown))


def _must_be_outside(out: Path, book: Path, archive: Path | None) -> None:
    """Raises ``UsageError`` if the file would end up among the claims, or in place of a text."""
    from checker.usecases import UsageError

    if out.resolve().is_relative_to(book.resolve()):
        raise UsageError(
            f"{out} is inside the book, where articles must not be; choose a file outside"
        )
    if archive and out.resolve().is_relative_to(archive.resolve()):
        raise UsageError(
            f"{out} is inside the archive, where it could replace a text; choose a file outside"
        )
