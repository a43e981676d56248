"""Arguments that several commands share, and what they mean."""

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


def add_archive(parser: argparse.ArgumentParser) -> None:
    """``--archive`` and ``--no-archive``."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--archive",
        metavar="DIR",
        help="folder with the sources' texts (default: CHECKER_ARCHIVE; without either, receipts are verified)",
    )
    group.add_argument(
        "--no-archive",
        action="store_true",
        help="verify by receipts even where the texts are at hand",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="print “data as of DATE” (2021-10-14); default: SOURCE_DATE_EPOCH, else nothing",
    )


def archive_folder(options: argparse.Namespace) -> Path | None:
    """The archive that the options or the environment name, or None."""
    if getattr(options, "no_archive", False):
        return None
    named = options.archive or os.environ.get("CHECKER_ARCHIVE")
    return Path(named) if named else None


def as_of(options: argparse.Namespace) -> str:
    """The date to print, or nothing; raises ``UsageError`` if it is not one."""
    from checker.usecases import UsageError

    if options.as_of:
        try:
            day = date.fromisoformat(options.as_of).isoformat()
        except ValueError:
            day = ""
        if day != options.as_of:  # weeks and digits without hyphens are ISO dates, too
            raise UsageError(f"{options.as_of} is not a date; write --as-of 2021-10-14")
        return day
    now = given_time()
    return now.date().isoformat() if now else ""


def given_time() -> datetime | None:
    """The time in SOURCE_DATE_EPOCH; None without one. Raises ``UsageError`` if it is none since 1970."""
    from checker.usecases import UsageError

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    if (
        not epoch.isascii()
        or not epoch.isdigit()
        or len(epoch) > len(str(_LAST_SECOND))
        or int(epoch) > _LAST_SECOND
    ):
        raise UsageError(
            f"SOURCE_DATE_EPOCH={epoch} is not a number of seconds since 1970, {_LAST_SECOND} at most; "
            "correct or unset it"
        )
    return _BEGINNING + timedelta(seconds=int(epoch))


_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND: Final = 253_402_300_799
"""Of the year 9999; after it, dates have no four digits."""


def use_colour(stream: TextIO) -> bool:
    """Colour on a terminal that wants it, and nowhere else (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Columns to fill: the terminal's, or 100 where there is none."""
    if not stream.isatty():
        return 100
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 160))


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    """``--fail-on``."""
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="lowest severity that makes the exit status 1 (default: error); what is known already never does",
    )


def status(report: Report, fail_on: str) -> int:
    """The exit status: 1 if something new was found at or above a severity."""
    from checker.findings import Severity

    worst = report.worst()
    if worst is None or fail_on == "never":
        return 0
    return int(worst.rank >= Severity(fail_on).rank)


def add_format(parser: argparse.ArgumentParser, scope: str) -> None:
    """``--format``, with the formats that can be printed for something of a kind."""
    from checker.render.formats import Scope, UnknownFormatError, format_named, printable

    formats = printable(Scope(scope))
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
    from checker.render.formats import Scope, format_named, printable

    return format_named(options.format, printable(Scope(scope)), "printed by this command")


def written_formats(listed: str, option: str, scope: str = "book") -> tuple[Format, ...]:
    """The formats in a list with commas; raises ``UsageError`` for one that cannot be a file."""
    from checker.render.formats import Scope, UnknownFormatError, format_named, writable
    from checker.usecases import UsageError

    among = writable(Scope(scope))
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
    """Says on a terminal what takes long, with the seconds that have passed; leaves no trace."""
    if not sys.stderr.isatty():
        yield
        return
    done, start = threading.Event(), time.monotonic()

    def tell() -> None:
        while not done.wait(1):
            print(
                f"\r{words} … {time.monotonic() - start:.0f} s", end="", file=sys.stderr, flush=True
            )
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def utf8_output() -> None:
    """What programs read is UTF-8, whatever the terminal's encoding."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_report(report: Report, path: str, chosen: Format) -> None:
    """The report in a format that can be printed; on a terminal, paths open from where the user is."""
    from checker.render.formats import render_report

    if chosen.name != "terminal":
        utf8_output()
    print(render_report(report, chosen, context(path)), end="")


def print_terminal(report: Report, path: str) -> None:
    """The report for people."""
    from checker.render.formats import Scope, format_named, printable

    print_report(report, path, format_named("terminal", printable(Scope.BOOK), "printed"))


def print_comparison(found: Comparison, path: str, chosen: Format, *, known: bool = False) -> None:
    """What a change does; with ``known``, old findings as well."""
    assert chosen.change is not None, "the format shows no change"
    if chosen.name != "terminal":
        utf8_output()
    print(chosen.change(found, context(path, known=known)), end="")


def nothing_verified(report: Report) -> bool:
    """Whether not one quote could be held against a text or a receipt; says so where that is the case."""
    summary = report.summary
    if summary.quotes["unchecked"] < summary.evidence:
        return False
    if summary.evidence:
        print(
            "checker: not one quote could be verified: there is neither text nor receipt; "
            "run “checker prove --archive DIR” where the texts are",
            file=sys.stderr,
        )
    else:
        print("checker: the book has no evidence that could be verified", file=sys.stderr)
    return True
