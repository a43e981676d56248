"""``checker coverage``."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="sources to look at (default: all)"
    )
    parser.add_argument(
        "--book",
        default="claims",
        metavar="PATH",
        help="folder of the claim book (default: claims)",
    )
    common.add_format(parser, "coverage")
    parser.add_argument(
        "--all", action="store_true", help="on the terminal, covered and waived sentences too"
    )
    parser.add_argument(
        "--out", metavar="FILE", help="write to a file outside the book instead of printing"
    )
    parser.add_argument(
        "--fail-under",
        type=int,
        metavar="PERCENT",
        help="exit with 1 if a smaller share of the sentences is accounted for, or a source is unknown",
    )
    common.add_archive(parser)
    parser.epilog = (
        "A sentence is covered if a proven quote touches it and each of its figures is accounted for on its own;\n"
        "waived if “checker waive” says why it needs no claim; else open. Without the texts, coverage is told from\n"
        "what “checker prove” recorded of them, and no word is shown.\n"
        "examples:\n"
        "  checker coverage --archive ../texts\n"
        "  checker coverage gazette --all\n"
        "  checker coverage --format html --out /tmp/coverage.html    the annotated articles; never commit them\n"
        "exit status: 0; 1 less than --fail-under; 2 could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Prints or writes the coverage."""
    from checker.usecases import UsageError, open_archive
    from checker.usecases.coverage import coverage
    from checker.usecases.files import write_atomically

    chosen = common.printed_format(options, "coverage")
    out = Path(options.out) if options.out else None
    if out and out.resolve().is_relative_to(Path(options.book).resolve()):
        raise UsageError(
            f"{out} is inside the book; articles stay outside of it, name another file"
        )
    archive = common.archive_folder(options)
    if out and archive and out.resolve().is_relative_to(archive.resolve()):
        raise UsageError(
            f"{out} is inside the archive; nothing may take the place of a text, name another file"
        )
    report = coverage(Path(options.book), open_archive(archive), options.source)
    context = common.context(options.book, everything=options.all)
    if out:
        context = context._replace(colour=False)
    assert chosen.coverage is not None, "the format shows no coverage"
    text = chosen.coverage(report, context)
    if out:
        write_atomically(out, text.encode())
        print(f"wrote {out}")
    else:
        common.utf8_output()
        print(text, end="")
    if options.fail_under is None:
        return 0
    return int(report.percent < options.fail_under or bool(report.unknown))
