"""Change one entry of a record and nothing else: comments, order, quoting and newlines stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.book.document import Document
from checker.book.reader import read_document
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT_LINE = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*( *)#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Record:
    """A file of the book, opened for a change."""

    path: Path
    raw: bytes
    document: Document

    @property
    def newline(self) -> str:
        """The newline of the file."""
        return newline_of(self.document.text)

    def save(self, candidates: Iterable[str], wanted: Any, key: str, lines: Iterable[str]) -> bool:
        """Writes the first candidate that reads as the wanted data; True if the bytes changed.

        Raises ``UsageError`` if none does, with the ``lines`` of the entry ``key`` that the user
        has to add, or if the file has changed since it was opened.
        """
        for edited in candidates:
            again, _ = read_document(self.document.path, edited.encode())
            if again is not None and _strictly(again.data) == _strictly(wanted):
                break
        else:
            raise UsageError("\n".join([self._advice(key), *lines]))
        # Somebody may have saved the file in an editor meanwhile.
        if _bytes(self.path) != self.raw:
            raise UsageError(
                f"{self.path} changed while the command ran, and nothing was written; run it again"
            )
        return write_atomically(self.path, edited.encode())

    def _advice(self, key: str) -> str:
        """What to do where the entry cannot be written automatically."""
        if key in self.document.data:
            line = self.document.location((key,), key=True).line
            how = "replace the block yourself with these lines"
        else:
            line = len(_BREAK.split(self.document.text.rstrip()))
            how = "add these lines yourself after it"
        return (
            f"{self.path}:{line}: the block “{key}” cannot be written automatically, and nothing "
            f"was changed; {how}:"
        )


def open_record(path: Path, name: str) -> Record:
    """Opens a file of a book; ``name`` is its path below the book.

    Raises ``UsageError`` if it cannot be read.
    """
    raw = _bytes(path)
    document, _ = read_document(name, raw)
    if document is None:
        raise UsageError(f"{path} cannot be read; correct it first (“checker check” helps)")
    return Record(path, raw, document)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def _strictly(data: Any) -> str:
    """Data as text: 1, true and "1" differ, and the order of keys does not matter."""
    return json.dumps(data, sort_keys=True)


def newline_of(text: str) -> str:
    """The first line break of a text."""
    found = _BREAK.search(text)
    return found.group() if found else "\n"


def with_entry(document: Document, key: str, lines: Iterable[str]) -> Iterator[str]:
    """Versions of a text with these lines as a top-level entry, the best one first.

    They replace the old entry, or are added at the end.
    """
    text, newline = document.text, newline_of(document.text)
    span, block = document.span((key,)), newline.join(lines)
    if span is not None:
        yield text[: span.key] + block + text[span.end :]
    else:
        yield from _appended(document, block)


def _appended(document: Document, block: str) -> Iterator[str]:
    text, newline = document.text, newline_of(document.text)
    root = document.span()
    assert root is not None, "a document that could be read has a root"
    margin = " " * column(text, root.start)
    block = newline.join(f"{margin}{line}" for line in block.split(newline))
    mark = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE).search(text.replace("\r", "\n"), root.end)
    if mark:
        yield text[: mark.start()] + block + newline + text[mark.start() :]
        return
    end = len(text.rstrip())
    yield text[:end] + newline + block + text[end:]
    # If the last text of the file keeps its blank lines, the entry has to come after them.
    yield text + ("" if text.endswith(("\n", "\r")) else newline) + block + newline
    # If it keeps its missing line break, nothing can follow, and the entry has to come before it.
    last = document.span((list(document.data)[-1],))
    if last is not None:
        start = line_start(text, last.key)
        yield text[:start] + block + newline + text[start:]


def column(text: str, index: int) -> int:
    """How far a place is from the start of its line."""
    return index - line_start(text, index)


def line_start(text: str, index: int) -> int:
    """Where the line of a place starts."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of a place ends, before its line break."""
    found = _BREAK.search(text, index)
    return found.start() if found else len(text)


def behind_comments(text: str, at: int, margin: int) -> int:
    """The place after comment lines that are indented as far: they are about what is above them."""
    while margin and (found := _COMMENT_LINE.match(text, at)) and len(found.group(1)) >= margin:
        at = found.end()
    return at


def without_entry(document: Document, key: str) -> str:
    """The text without a top-level entry, and with equal line breaks, for comparing versions."""
    span, root = document.span((key,)), document.span()
    text = document.text
    # A file in brackets has no lines of its own for an entry.
    if root is not None and root.flow:
        return _strictly({name: value for name, value in document.data.items() if name != key})
    if span is not None:
        end = behind_comments(text, line_end(text, span.end), column(text, span.key) + 1)
        text = text[: line_start(text, span.key)] + text[end:].lstrip("\r\n")
    return "\n".join(_BREAK.split(text)).rstrip()
