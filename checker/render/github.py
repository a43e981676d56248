"""New findings as workflow commands of GitHub Actions, which its runner turns into annotations of
lines.

The runner (``src/Runner.Common/ActionCommand.cs`` of ``actions/runner``) treats a line as a command
if it begins with ``::`` or contains ``##[``. Therefore words of a book are printed only in the data
of commands, or through ``plain``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from checker.assessment import Report
from checker.findings import FINDING_KINDS, Finding, Severity
from checker.render import formatting
from checker.render.source_locations import Utf16, file_path, words
from checker.render.terminal import clean

LIMIT: Final = 10
"""Annotations of one severity that GitHub shows for a step; it shows fifty for a job."""

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MESSAGE: Final = 2_000
_HINT: Final = 500
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}

# The runner compares by the rules of a language, which pass over invisible characters.
_UNSEEN: Final = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}]*"
_OLD_COMMAND: Final = regex.compile(rf"#(?={_UNSEEN}#{_UNSEEN}\[)")
_BEGINNING: Final = regex.compile(rf"^(?=(?:\s|{_UNSEEN[:-1]})*:{_UNSEEN}:)", regex.MULTILINE)


def render(report: Report, book_path: str) -> str:
    """Commands for new findings, at most ten of each severity, then a line with all counts.

    ``book_path`` is the book's folder below the root of the repository, with forward slashes; empty
    if it is the root. Columns are UTF-16 code units, as in SARIF: GitHub documents no unit.
    """
    place = Utf16(report.assessment.book.lines)
    new = [item for item in report.findings if not item.known]
    lines = []
    for severity, name in _COMMANDS.items():
        items = sorted(
            (item for item in new if item.severity is severity), key=lambda item: item.order
        )
        lines += [_annotation(name, item, place, book_path) for item in items[:LIMIT]]
    left = len(new) - len(lines)
    verb = "is" if left == 1 else "are"
    more = f"; {left:,} of them {verb} not shown here: see “checker check”"
    lines.append(plain(f"Findings: {formatting.findings_text(report)}{more if left else ''}"))
    return "\n".join(lines) + "\n"


def _annotation(name: str, item: Finding, place: Utf16, book_path: str) -> str:
    at = place(item.location)
    title = FINDING_KINDS[item.kind].title
    properties = {
        "file": clean(file_path(book_path, at.path)),
        "line": str(at.line),
        "endLine": str(at.end_line),
    }
    if at.line == at.end_line:  # the runner refuses columns of several lines
        properties |= {"col": str(at.column), "endColumn": str(at.end_column)}
    properties["title"] = f"{title} ({item.kind})"
    message = words(item.message, _MESSAGE) or title
    hint = words(item.hint, _HINT)
    return command(name, f"{message}\nhint: {hint}" if hint else message, properties)


def command(name: str, message: str, properties: Mapping[str, str]) -> str:
    """One workflow command, escaped; properties without a value are left out."""
    given = ",".join(
        f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items() if value
    )
    return (
        f"::{name}{' ' if given else ''}{given}::{_OLD_COMMAND.sub('# ', message).translate(_DATA)}"
    )


def plain(text: str) -> str:
    """Lines that the runner only prints: a mark or a gap keeps them from being commands."""
    return _BEGINNING.sub("| ", _OLD_COMMAND.sub("# ", clean(text)))
