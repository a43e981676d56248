"""The places of findings, for programs that count columns in UTF-16 code units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from checker.findings import Location
from checker.render.terminal import clean

_LINE_BREAK: Final = regex.compile(r"\r\n|\r|\n")  # as the reader of the book counts lines
_GAP: Final = regex.compile(r"[\t\r\n]+")


class Utf16:
    """Converts columns in code points, as findings have them, to UTF-16 code units, as SARIF and
    JavaScript count.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def __call__(self, at: Location) -> Location:
        """The same range; a range that ends before it begins is made empty."""
        end_line, end_column = max((at.line, at.column), (at.end_line, at.end_column))
        return Location(
            at.path,
            at.line,
            self._column(at.path, at.line, at.column),
            end_line,
            self._column(at.path, end_line, end_column),
        )

    def _column(self, path: str, line: int, column: int) -> int:
        """A column converted; beyond the end of the line each character counts as one unit."""
        before = self._line(path, line)[: column - 1]
        return column if before.isascii() else column + sum(char > "\uffff" for char in before)

    def _line(self, path: str, number: int) -> str:
        if path not in self._lines:
            self._lines[path] = _LINE_BREAK.split(self._texts.get(path, ""))
        lines = self._lines[path]
        return lines[number - 1] if number <= len(lines) else ""


def file_path(book_path: str, path: str) -> str:
    """A file of the book, below the root of the repository; ``.`` for the root itself."""
    return "/".join(part for part in (book_path, path) if part not in ("", ".")) or "."


def words(text: str, limit: int) -> str:
    """Text on one line of at most ``limit`` characters, with control characters made visible."""
    flat = clean(_GAP.sub(" ", text)).strip()
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"
