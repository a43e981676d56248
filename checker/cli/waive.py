"""``checker waive``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.coverage import SentenceRef, Waived
    from checker.verification import Archive

_DESCRIPTION: Final = """\
Record why sentences or figures of a text need no claim.

The waiver is written to waivers/SOURCE.yaml. It is bound to the words, so it lapses when the text
changes. “checker coverage” shows the numbers of the sentences.
"""

_EPILOG: Final = """\
examples:
  checker waive gazette 4 --reason opinion --note "An appeal that asserts nothing."
  checker waive gazette 12-15 --reason background --note "History of the party."
  checker waive gazette 4 --undo

exit status:
  0  done
  2  the command could not run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    from checker.usecases.coverage import REASONS

    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("source", metavar="SOURCE", help="id of the source")
    parser.add_argument(
        "sentence",
        nargs="+",
        metavar="SENTENCE",
        help="number of a sentence (12), a range (12-15), or a figure of a sentence (12:2 is the "
        "second figure of sentence 12)",
    )
    parser.add_argument(
        "--reason",
        choices=REASONS,
        metavar="REASON",
        help=f"why no claim is needed: {', '.join(REASONS[:-1])} or {REASONS[-1]}; furniture is "
        "what is not part of the text proper, such as captions and links",
    )
    parser.add_argument(
        "--note", metavar="TEXT", help="the reason in a sentence that would convince an editor"
    )
    parser.add_argument("--undo", action="store_true", help="remove waivers instead")
    common.add_book_option(parser)
    parser.add_argument(
        "--archive",
        metavar="DIR",
        help="folder with the sources' texts (default: the environment variable CHECKER_ARCHIVE)",
    )


def run(options: argparse.Namespace) -> int:
    """Waives sentences, or removes waivers, and prints the words concerned."""
    from checker.render.terminal import one_line
    from checker.usecases import UsageError, open_archive

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "waiving needs the texts: name their folder with --archive DIR or CHECKER_ARCHIVE"
        )
    done = _change(options, archive)
    heading = "open again" if options.undo else "waived"
    for passage in done.passages:
        print(f"{heading}: “{one_line(passage)}”")
    if done.changed:
        for note in done.dropped:
            print(f"removed a waiver that had lapsed: {one_line(note)}")
    print(f"{'wrote' if done.changed else 'unchanged'} {done.path}")
    return 0


def _change(options: argparse.Namespace, archive: Archive) -> Waived:
    from checker.usecases import UsageError
    from checker.usecases.coverage import unwaive, waive

    selections = [item for raw in options.sentence for item in _selections(raw)]
    book = Path(options.book)
    if options.undo:
        return unwaive(book, archive, options.source, selections)
    if not options.reason:
        raise UsageError(
            "a waiver needs a reason: add one, such as --reason opinion (“checker waive --help” "
            "lists them)"
        )
    return waive(book, archive, options.source, selections, options.reason, options.note or "")


def _selections(raw: str) -> list[SentenceRef]:
    """The sentences or the figure that an argument names."""
    from checker.usecases import UsageError
    from checker.usecases.coverage import SentenceRef

    match = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6})|:([0-9]{1,6}))?", raw, re.ASCII)
    if not match:
        raise UsageError(f"“{raw}” is not a sentence number; write 12, 12-15, or 12:2 for a figure")
    first, last, figure = (int(part) if part else None for part in match.groups())
    assert first is not None, "the pattern requires the first number"
    if last is not None and last < first:
        raise UsageError(f"the range {raw} runs backwards; write {last}-{first}")
    return [SentenceRef(number, figure) for number in range(first, (last or first) + 1)]
