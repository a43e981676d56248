"""A book as it is at a revision, read straight from git's objects: the working tree is not looked at, nor touched."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256
from pathlib import Path

from checker.book import Contents
from checker.book.folder import (
    LINK_NOWHERE,
    LINK_OUT,
    LINK_TO_FOLDER,
    hidden,
    link_finding,
    owned,
    stray,
    unprintable,
)
from checker.findings import Finding, Location, finding
from checker.git import Entry, GitError, Repository
from checker.usecases.errors import UsageError

SCHEMAS = "schemas"
"""The folder beside a book that holds copies of the schemas."""


@dataclass(frozen=True, slots=True)
class BookRepository:
    """A repository, and where the book is in it."""

    repository: Repository
    folder: str
    """Path of the book below the root, with forward slashes; empty for the root itself."""

    name: str
    """The book's own name."""

    def contents(self, commit: str, reuse_from: Contents | None = None) -> Contents | None:
        """The files of the book at a commit, or None if it has no book there.

        Files that ``like`` has as well are not read again: git names a file by its bytes.
        """
        entries = self.repository.tree(commit, self.folder)
        if "book.yaml" not in entries:
            return None
        gathering = _Gathering(entries)
        known = _known(gathering.wanted, reuse_from.files if reuse_from else {})
        read = self.repository.blobs(
            {oid for path, oid in gathering.wanted.items() if path not in known}
        )
        files = {
            path: known.get(path) or read[oid]
            for path, oid in gathering.wanted.items()
            if path in known or oid in read
        }
        if gathering.links:
            files |= self._linked(gathering, _Links(self.repository, self.folder, entries))
        ordered = {path: files[path] for path in sorted(files, key=lambda path: path.split("/"))}
        return Contents(self.name, ordered, tuple(gathering.findings))

    def _linked(self, gathering: _Gathering, links: _Links) -> dict[str, bytes]:
        """The files that links of the book lead to; what is wrong with the others is found."""
        ends = {}
        for path in gathering.links:
            oid, why = links.end(path)
            if why:
                gathering.findings.append(link_finding(path, why))
            elif owned(path):
                ends[path] = oid
            elif (odd := stray(path)) is not None:
                gathering.findings.append(odd)
        read = self.repository.blobs(ends.values())
        return {path: read[oid] for path, oid in ends.items()}

    def schemas(self, one: str, other: str | None) -> tuple[str, ...]:
        """Names of the schemas beside the book that differ between a commit and another, or the working tree."""
        beside = posixpath.join(posixpath.dirname(self.folder), SCHEMAS) if self.folder else SCHEMAS
        changed = self.repository.changed(one, other, beside)
        names = {posixpath.basename(path) for path in changed if path.endswith(".schema.json")}
        return tuple(sorted(name.removesuffix(".schema.json") for name in names))


class _Gathering:
    """The entries of a tree, told apart by their names."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.wanted: dict[str, str] = {}
        self.links: list[str] = []
        self.findings: list[Finding] = []
        for path, entry in entries.items():
            parts = path.split("/")
            if any(map(hidden, parts)):
                continue
            if not path.isprintable():
                self.findings.append(unprintable(path))
            elif entry.kind == "module":
                self.findings.append(
                    finding(
                        "file-unexpected",
                        Location(path),
                        "a submodule, which is not read",
                        "move it elsewhere",
                    )
                )
            elif entry.kind == "link":
                self.links.append(path)
            elif owned(parts[-1]):
                self.wanted[path] = entry.oid
            elif (odd := stray(path)) is not None:
                self.findings.append(odd)


class _Links:
    """Where the links of a book lead, as the system would follow them in a checkout."""

    def __init__(self, repository: Repository, folder: str, entries: Mapping[str, Entry]) -> None:
        self._top = folder.split("/") if folder else []
        self._entries = entries
        self._texts = repository.blobs(
            entry.oid for entry in entries.values() if entry.kind == "link"
        )

    def end(self, path: str) -> tuple[str, str]:
        """The object of the file that a link leads to; or nothing, and why it is not followed."""
        left = path.split("/")
        for _ in range(_MOST_LINKS):
            at, link = self._walk(left)
            if link is None:
                return self._found("/".join(at))
            text = self._texts[link.oid].decode("utf-8", "surrogateescape")
            target = (
                posixpath.normpath("/".join([*self._top, *at[:-1], text]))
                if text[:1] != "/"
                else text
            )
            steps = [step for step in target.split("/") if step != "."]
            if steps[: len(self._top)] != self._top or steps[:1] in ([".."], [""]):
                return "", LINK_OUT
            left = steps[len(self._top) :] + left[len(at) :]
        return "", LINK_NOWHERE

    def _walk(self, steps: list[str]) -> tuple[list[str], Entry | None]:
        """The steps up to the first link among them, and that link; all of them if there is none."""
        for count in range(1, len(steps) + 1):
            entry = self._entries.get("/".join(steps[:count]))
            if entry is not None and entry.kind == "link":
                return steps[:count], entry
        return steps, None

    def _found(self, path: str) -> tuple[str, str]:
        entry = self._entries.get(path)
        if entry is not None and entry.kind == "file":
            return entry.oid, ""
        below = f"{path}/" if path else ""
        folder = entry is not None or any(name.startswith(below) for name in self._entries)
        return "", LINK_TO_FOLDER if folder else LINK_NOWHERE


_MOST_LINKS = 40
"""So many in a row lead in a circle."""


def _known(wanted: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the files at hand, those whose bytes are wanted: a blob's name is the digest of its length and bytes."""
    found = {}
    for path, oid in wanted.items():
        raw = files.get(path)
        if raw:
            make = sha1 if len(oid) == 40 else sha256
            digest = make(b"blob %d\0" % len(raw), usedforsecurity=False)
            digest.update(raw)
            if digest.hexdigest() == oid:
                found[path] = raw
    return found


def open_book_repository(folder: Path) -> BookRepository:
    """The repository that a book's folder is in; the folder itself may be gone.

    Raises ``UsageError`` if there is none.
    """
    there = folder
    while not there.is_dir() and there != there.parent:
        there = there.parent
    try:
        repository = Repository.at(there)
        below = repository.below(folder)
    except GitError as error:
        raise UsageError(str(error)) from None
    return BookRepository(repository, below, posixpath.basename(below) or folder.resolve().name)
