"""``checker waive``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.coverage import Selection


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    from checker.usecases.coverage import REASONS

    parser.add_argument("source", metavar="SOURCE", help="the source, as its record is called")
    parser.add_argument(
        "sentence",
        nargs="+",
        metavar="SENTENCE",
        help="numbers as “checker coverage” shows them: 12, 12-15, or 12:2 for the second figure of sentence 12",
    )
    parser.add_argument("--reason", choices=REASONS, help="why it needs no claim")
    parser.add_argument(
        "--note", metavar="TEXT", help="the reason in a sentence that an editor would accept"
    )
    parser.add_argument("--undo", action="store_true", help="take waivers back")
    parser.add_argument(
        "--book",
        default="claims",
        metavar="PATH",
        help="folder of the claim book (default: claims)",
    )
    parser.add_argument(
        "--archive", metavar="DIR", help="folder with the sources' texts (default: CHECKER_ARCHIVE)"
    )
    parser.epilog = (
        "Writes waivers/SOURCE.yaml. A waiver is bound to its words and lapses when the text changes.\n"
        "examples:\n"
        '  checker waive gazette 4 --reason opinion --note "An appeal, which asserts nothing."\n'
        "  checker waive gazette 4 --undo\n"
        "exit status: 0 done; 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Waives sentences, or takes waivers back, and prints the words concerned."""
    from checker.render.terminal import one_line
    from checker.usecases import UsageError, open_archive
    from checker.usecases.coverage import unwaive, waive

    archive = open_archive(common.archive_folder(options))
    if archive is None:
        raise UsageError(
            "waiving needs the texts: name their folder with --archive DIR or CHECKER_ARCHIVE"
        )
    selections = [item for raw in options.sentence for item in _selections(raw)]
    book = Path(options.book)
    if options.undo:
        done = unwaive(book, archive, options.source, selections)
    elif not options.reason:
        raise UsageError("a waiver needs a reason: --reason opinion, say (checker waive --help)")
    else:
        done = waive(book, archive, options.source, selections, options.reason, options.note or "")
    for passage in done.passages:
        print(f"{'open again' if options.undo else 'waived'}: “{one_line(passage)}”")
    for note in done.dropped if done.changed else ():
        print(f"lapsed, and gone from the file: {one_line(note)}")
    print(f"{'wrote' if done.changed else 'nothing changed in'} {done.path}")
    return 0


def _selections(raw: str) -> list[Selection]:
    from checker.usecases import UsageError
    from checker.usecases.coverage import Selection

    match = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6})|:([0-9]{1,6}))?", raw, re.ASCII)
    if not match:
        raise UsageError(f"{raw} is no sentence; write 12, 12-15, or 12:2 for a figure")
    first, last, figure = (int(part) if part else None for part in match.groups())
    assert first is not None, "the pattern has it"
    if last is not None and last < first:
        raise UsageError(f"{raw} is no range; write {last}-{first}")
    return [Selection(number, figure) for number in range(first, (last or first) + 1)]
