"""Where the files of a book come from: a folder, or anything else that has paths and bytes.

What belongs to a book is told by names alone, so that a folder and a revision of it in git agree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checker.findings import Finding, Location, finding

RECEIPTS: Final = ".receipts.json"

LINK_OUT: Final = "a link that leads out of the book"
LINK_TO_FOLDER: Final = "a folder that is a link"
LINK_NOWHERE: Final = "a link that leads nowhere"


class BookError(Exception):
    """The book could not be read at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a book as they were read."""

    name: str
    """The folder's own name."""

    files: dict[str, bytes]
    """By path below the folder, with forward slashes; sorted."""

    findings: tuple[Finding, ...] = ()
    """What was found while they were gathered."""

    unreadable: frozenset[str] = field(default_factory=frozenset)
    """Paths that are there and could not be read."""


def read_folder(folder: Path) -> Contents:
    """The files of the book in a folder.

    Raises ``BookError`` if there is no such folder, or no ``book.yaml`` in it.
    """
    try:
        if not folder.is_dir():
            raise BookError(
                f"{folder} is not a folder; name the folder of a claim book, the one with book.yaml"
            )
        if not (folder / "book.yaml").is_file():
            raise BookError(f"{folder} holds no book.yaml, so it is no claim book")
    except OSError as error:
        raise BookError(f"{folder} cannot be read: {error.strerror}") from None
    findings: list[Finding] = []
    files: dict[str, bytes] = {}
    unreadable = set()
    for path in _walk(folder, "", findings):
        try:
            files[path] = _read(f"{folder}/{path}")
        except OSError as error:
            findings.append(
                finding("file-unreadable", Location(path), f"cannot be read: {error.strerror}")
            )
            unreadable.add(path)
    return Contents(folder.resolve().name, files, tuple(findings), frozenset(unreadable))


def hidden(name: str) -> bool:
    """Whether a file or folder is passed over: an editor's or a system's own."""
    return name.startswith(".") or name.endswith("~")


def owned(name: str) -> bool:
    """Whether a file is one of a book, by its name."""
    return name.endswith((".yaml", RECEIPTS))


def unprintable(path: str) -> Finding:
    """Bytes that are not UTF-8, or control characters, in a name."""
    shown = path.encode("unicode_escape", "surrogateescape").decode()
    return finding("file-name", Location(shown), "the name cannot be printed", "rename it")


def link_finding(path: str, why: str) -> Finding:
    """A link that is not followed."""
    return finding("file-link", Location(path), why, "copy the file into the book")


def stray(path: str) -> Finding | None:
    """A file that is none of a book; a README may lie beside them."""
    name = path.rpartition("/")[2]
    if name == "README.md":
        return None
    hint = (
        "rename it to .yaml, or it is never checked"
        if name.endswith(".yml")
        else "move it elsewhere"
    )
    return finding("file-unexpected", Location(path), "not a file of a claim book", hint)


def _walk(root: Path, below: str, findings: list[Finding]) -> Iterator[str]:
    """Paths of the book's own files in a folder ``below`` it (ends with a slash, or is empty), sorted.

    They have forward slashes. Strays become findings.
    """
    try:
        with os.scandir(root / below) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        where = Location(below.rstrip("/") or ".")
        findings.append(
            finding("file-unreadable", where, f"the folder cannot be read: {error.strerror}")
        )
        return
    for entry in found:
        path = f"{below}{entry.name}"
        if hidden(entry.name):
            continue
        if not entry.name.isprintable():
            findings.append(unprintable(path))
        elif entry.is_symlink() and (why := _stray_link(Path(entry.path), root)):
            findings.append(link_finding(path, why))
        elif entry.is_dir():
            yield from _walk(root, f"{path}/", findings)
        elif owned(entry.name) and not entry.is_file() and Path(entry.path).exists():
            findings.append(
                finding("file-unexpected", Location(path), "not a regular file", "remove it")
            )
        elif owned(entry.name):
            yield path
        elif (odd := stray(path)) is not None:
            findings.append(odd)


def _stray_link(path: Path, root: Path) -> str:
    """Why a link is refused, or nothing for one to a file of the book."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return LINK_OUT
        return LINK_TO_FOLDER if path.is_dir() else "" if path.exists() else LINK_NOWHERE
    except (OSError, RuntimeError):
        return LINK_NOWHERE


def _read(path: str) -> bytes:
    """The bytes of a file, for a fraction of what ``open`` takes; raises ``OSError``."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(file, _STRETCH)]
        while len(parts[-1]) == _STRETCH:  # of a regular file, less comes at its end alone
            parts.append(os.read(file, _STRETCH))
        return b"".join(parts)
    finally:
        os.close(file)


_STRETCH: Final = 1 << 17
