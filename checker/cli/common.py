"""Arguments and output that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from checker.assessment import Report
    from checker.changes import Comparison
    from checker.render.formats import Context, Format


def add_book(parser: argparse.ArgumentParser) -> None:
    """PATH, the folder of the book."""
    path = parser.add_argument(
        "path",
        nargs="?",
        default="claims",
        metavar="PATH",
        help="folder of the book (default: claims)",
    )
    path.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]


def add_book_option(parser: argparse.ArgumentParser) -> None:
    """``--book``, for commands whose arguments name something else."""
    book = parser.add_argument(
        "--book", default="claims", metavar="PATH", help="folder of the book (default: claims)"
    )
    book.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]


def add_archive(parser: argparse.ArgumentParser) -> None:
    """``--archive`` and ``--no-archive``."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--archive",
        metavar="DIR",
        help="folder with the sources' texts (default: the environment variable CHECKER_ARCHIVE); "
        "without texts, quotes are verified by their receipts",
    )
    group.add_argument(
        "--no-archive",
        action="store_true",
        help="verify quotes by their receipts even if CHECKER_ARCHIVE is set",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="print “data as of DATE”, such as 2021-10-14 (default: the day of SOURCE_DATE_EPOCH, "
        "if that is set)",
    )


def archive_folder(options: argparse.Namespace) -> Path | None:
    """The archive that the options or the environment name; None without one."""
    if getattr(options, "no_archive", False):
        return None
    named = options.archive or os.environ.get("CHECKER_ARCHIVE")
    return Path(named) if named else None


def as_of(options: argparse.Namespace) -> str:
    """The date to print; empty without one. Raises ``UsageError`` if it is not a date."""
    from checker.usecases import UsageError

    if options.as_of:
        try:
            day = date.fromisoformat(options.as_of).isoformat()
        except ValueError:
            day = ""
        if day != options.as_of:  # 2021-W41-4 and 20211014 are ISO dates as well
            raise UsageError(
                f"{options.as_of} is not a date; write it like this: --as-of 2021-10-14"
            )
        return day
    now = given_time()
    return now.date().isoformat() if now else ""


def given_time() -> datetime | None:
    """The time in SOURCE_DATE_EPOCH; None without one.

    Raises ``UsageError`` if it is not a number of seconds from 1970 to 9999.
    """
    from checker.usecases import UsageError

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    is_number = epoch.isascii() and epoch.isdigit() and len(epoch) <= len(str(_LAST_SECOND))
    if not is_number or int(epoch) > _LAST_SECOND:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={epoch} is not a number of seconds since 1970 "
            f"({_LAST_SECOND} at most); correct or unset it"
        )
    return _BEGINNING + timedelta(seconds=int(epoch))


_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND: Final = 253_402_300_799
"""The last second of the year 9999; after it, years have more than four digits."""


def use_colour(stream: TextIO) -> bool:
    """Whether to use colour: only on a terminal that allows it (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Columns to fill: those of the terminal, or 100 if there is none."""
    if not stream.isatty():
        return 100
    import shutil

    # Very wide lines are hard to read.
    return max(40, min(shutil.get_terminal_size().columns, 160))


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    """``--fail-on``."""
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="exit with status 1 if there is a new finding of this severity or above (default: "
        "error); findings in the baseline never count",
    )


def status(report: Report, fail_on: str) -> int:
    """The exit status: 1 if there is a new finding at or above a severity, else 0."""
    from checker.findings import Severity

    worst = report.worst()
    if worst is None or fail_on == "never":
        return 0
    return int(worst.rank >= Severity(fail_on).rank)


def add_format(parser: argparse.ArgumentParser, scope: str) -> None:
    """``--format``, with the formats that can show something of this scope."""
    from checker.render.formats import FormatScope, UnknownFormatError, format_named, printable

    formats = printable(FormatScope(scope))
    names = [item.name for item in formats]

    def canonical(name: str) -> str:
        """The name of the format that has this name or alias."""
        try:
            return format_named(name, formats, "printed by this command").name
        except UnknownFormatError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    parser.add_argument(
        "--format",
        type=canonical,
        choices=names,  # for tab completion: the type has refused all others
        metavar="NAME",
        default="terminal",
        help=f"{', '.join(names)} (default: terminal)",
    )


def printed_format(options: argparse.Namespace, scope: str) -> Format:
    """The format that ``--format`` names."""
    from checker.render.formats import FormatScope, format_named, printable

    return format_named(options.format, printable(FormatScope(scope)), "printed by this command")


def written_formats(listed: str, option: str, scope: str = "book") -> tuple[Format, ...]:
    """The formats in a list with commas; raises ``UsageError`` for one that cannot be a file."""
    from checker.render.formats import FormatScope, UnknownFormatError, format_named, writable
    from checker.usecases import UsageError

    among = writable(FormatScope(scope))
    names = [name.strip() for name in listed.split(",") if name.strip()]
    purpose = "written as a file" if scope == "book" else "a dossier"
    try:
        found = [format_named(name, among, purpose) for name in names]
    except UnknownFormatError as error:
        raise UsageError(f"{option}: {error}") from None
    if not found:
        raise UsageError(f"{option} names no format; write {option} {among[0].name}")
    return tuple(dict.fromkeys(found))


def context(path: str, **more: Any) -> Context:
    """What renderers may need to know: the terminal's width and colour, the book's paths."""
    from checker.render.formats import Context
    from checker.usecases.report import published_path

    return Context(
        typed_path=os.path.relpath(path),
        book_path=published_path(Path(path)),
        colour=use_colour(sys.stdout),
        width=width(sys.stdout),
        **more,
    )


@contextmanager
def at_work(words: str) -> Iterator[None]:
    """Shows on a terminal what is being done and for how many seconds; then clears the line."""
    if not sys.stderr.isatty():
        yield
        return
    done, start = threading.Event(), time.monotonic()

    def show() -> None:
        while not done.wait(1):
            seconds = time.monotonic() - start
            print(f"\r{words} … {seconds:.0f} s", end="", file=sys.stderr, flush=True)
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    display = threading.Thread(target=show, daemon=True)
    display.start()
    try:
        yield
    finally:
        done.set()
        display.join()


def utf8_output() -> None:
    """Makes the output UTF-8 for programs that read it, whatever the terminal's encoding is."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_report(report: Report, path: str, chosen: Format) -> None:
    """Prints the report in a format; on a terminal, paths open from the current folder."""
    from checker.render.formats import render_report

    if chosen.name != "terminal":
        utf8_output()
    print(render_report(report, chosen, context(path)), end="")


def print_terminal(report: Report, path: str) -> None:
    """Prints the report for people."""
    from checker.render.formats import FormatScope, format_named, printable

    print_report(report, path, format_named("terminal", printable(FormatScope.BOOK), "printed"))


def print_comparison(found: Comparison, path: str, chosen: Format, *, known: bool = False) -> None:
    """Prints what a change does; with ``known``, old findings as well."""
    assert chosen.change is not None, "the format shows no change"
    if chosen.name != "terminal":
        utf8_output()
    print(chosen.change(found, context(path, known=known)), end="")


def nothing_verified(report: Report) -> bool:
    """Whether no quote could be checked against a text or a receipt; if so, prints a message."""
    summary = report.summary
    if summary.quotes["unchecked"] < summary.evidence:
        return False
    if summary.evidence:
        print(
            "checker: no quote could be verified, because there are neither texts nor receipts; "
            "run “checker prove --archive DIR” where the texts are",
            file=sys.stderr,
        )
    else:
        print(
            "checker: no quote could be verified, because the book has no evidence", file=sys.stderr
        )
    return True
