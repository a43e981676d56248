"""The files of a book as paths and bytes: read from a folder here, or from git elsewhere.

File names alone decide what belongs to a book, so that a folder and a revision of it in git agree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checker.findings import Finding, Location, finding

RECEIPTS: Final = ".receipts.json"

_READ_HINT: Final = "check that it exists and that you may read it"
_CHUNK: Final = 1 << 17

LINK_OUT: Final = "this link points outside the book"
LINK_TO_FOLDER: Final = "this link points to a folder"
LINK_NOWHERE: Final = "this link points to nothing"


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
                f"{folder} is not a folder; "
                "name the folder of a claim book, which contains book.yaml"
            )
        if not (folder / "book.yaml").is_file():
            raise BookError(
                f"{folder} contains no book.yaml; name the folder of a claim book, "
                "or start one with “checker init”"
            )
    except OSError as error:
        raise BookError(f"{folder} cannot be read: {error.strerror}") from None
    findings: list[Finding] = []
    files: dict[str, bytes] = {}
    unreadable = set()
    for path in _walk(folder, "", findings):
        try:
            files[path] = _read(f"{folder}/{path}")
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            findings.append(finding("file-unreadable", Location(path), message, _READ_HINT))
            unreadable.add(path)
    return Contents(folder.resolve().name, files, tuple(findings), frozenset(unreadable))


def hidden(name: str) -> bool:
    """Whether a file or folder is skipped because it belongs to an editor or the system."""
    return name.startswith(".") or name.endswith("~")


def owned(name: str) -> bool:
    """Whether a file belongs to a book, judged by its name."""
    return name.endswith((".yaml", RECEIPTS))


def unprintable(path: str) -> Finding:
    """The finding for a name with control characters or bytes that are not UTF-8."""
    # Escaped, because a finding must not send control characters to a terminal.
    shown = path.encode("unicode_escape", "surrogateescape").decode()
    message = "the file name contains characters that cannot be printed"
    return finding("file-name", Location(shown), message, "rename the file")


def link_finding(path: str, why: str) -> Finding:
    """The finding for a link that is not followed."""
    hint = "replace the link by a copy of the file"
    return finding("file-link", Location(path), why, hint)


def stray(path: str) -> Finding | None:
    """The finding for a file that does not belong to a book; a README may lie beside the others."""
    name = path.rpartition("/")[2]
    # People may explain a folder; every other file might be a record that is never checked.
    if name == "README.md":
        return None
    hint = "move it out of the book"
    if name.endswith(".yml"):
        hint = "rename it to end in .yaml; under this name it is not checked"
    message = "this file does not belong in a claim book"
    return finding("file-unexpected", Location(path), message, hint)


def _walk(root: Path, below: str, findings: list[Finding]) -> Iterator[str]:
    """The sorted paths of the book's own files in ``below``, a folder under the root.

    ``below`` is empty or ends with a slash. Paths start at the root and have forward slashes. Files
    and links that are refused become findings.
    """
    try:
        with os.scandir(root / below) as entries:
            # The order of a file system differs between machines; the same book must give the
            # same bytes.
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        where = Location(below.rstrip("/") or ".")
        message = f"the folder cannot be read: {error.strerror}"
        findings.append(finding("file-unreadable", where, message, _READ_HINT))
        return
    for entry in found:
        if hidden(entry.name):
            continue
        path = f"{below}{entry.name}"
        problem = _refusal(entry, path, root)
        if problem is not None:
            findings.append(problem)
        elif entry.is_dir():
            yield from _walk(root, f"{path}/", findings)
        elif owned(entry.name):
            yield path


def _refusal(entry: os.DirEntry[str], path: str, root: Path) -> Finding | None:
    """The finding for an entry that is not read, or None."""
    if not entry.name.isprintable():
        return unprintable(path)
    # A link out of the book could show any file of the machine in a report.
    if entry.is_symlink():
        why = _stray_link(Path(entry.path), root)
        if why:
            return link_finding(path, why)
    if entry.is_dir():
        return None
    if not owned(entry.name):
        return stray(path)
    # Reading a pipe would block. A file that has just been deleted is reported by the reader.
    if not entry.is_file() and Path(entry.path).exists():
        hint = "replace it by a regular file, or remove it"
        return finding("file-unexpected", Location(path), "this is not a regular file", hint)
    return None


def _stray_link(path: Path, root: Path) -> str:
    """Why a link is refused; empty for a link to a file of the book."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return LINK_OUT
        if path.is_dir():
            return LINK_TO_FOLDER
        return "" if path.exists() else LINK_NOWHERE
    except (OSError, RuntimeError):  # a link that leads back to itself
        return LINK_NOWHERE


def _read(path: str) -> bytes:
    """The bytes of a file. Raises ``OSError``.

    For small files this takes a fraction of the time of ``open``.
    """
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(file, _CHUNK)]
        # A regular file gives less than was asked for only at its end.
        while len(parts[-1]) == _CHUNK:
            parts.append(os.read(file, _CHUNK))
        return b"".join(parts)
    finally:
        os.close(file)
