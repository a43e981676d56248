"""Read a book at a revision straight from git's objects, without looking at the working tree."""

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
"""The folder beside a book with copies of the schemas."""


@dataclass(frozen=True, slots=True)
class BookRepository:
    """A git repository, and where the book is in it."""

    git: Repository
    folder: str
    """Path of the book below the root, with forward slashes; empty if it is the root."""

    name: str
    """Name of the book."""

    def contents(self, commit: str, reuse_from: Contents | None = None) -> Contents | None:
        """The files of the book at a commit; None if it has no book there.

        Files that ``reuse_from`` has as well are not read again: git names a file by its bytes.
        Raises ``GitError``.
        """
        entries = self.git.tree(commit, self.folder)
        if "book.yaml" not in entries:
            return None
        tree = _SortedTree(entries)
        files = _known(tree.wanted, reuse_from.files if reuse_from else {})
        to_read = {path: oid for path, oid in tree.wanted.items() if path not in files}
        read = self.git.blobs(set(to_read.values()))
        files |= {path: read[oid] for path, oid in to_read.items() if oid in read}
        if tree.links:
            files |= self._linked(tree, _Links(self.git, self.folder, entries))
        # The order in which a folder is read, so that both ways give the same bytes.
        ordered = {path: files[path] for path in sorted(files, key=lambda path: path.split("/"))}
        return Contents(self.name, ordered, tuple(tree.findings))

    def _linked(self, tree: _SortedTree, links: _Links) -> dict[str, bytes]:
        """The files that links of the book lead to; other links become findings."""
        ends = {}
        for path in tree.links:
            oid, why = links.end(path)
            if why:
                tree.findings.append(link_finding(path, why))
            elif owned(path):
                ends[path] = oid
            elif (odd := stray(path)) is not None:
                tree.findings.append(odd)
        read = self.git.blobs(ends.values())
        return {path: read[oid] for path, oid in ends.items()}

    def changed_schemas(self, one: str, other: str | None) -> tuple[str, ...]:
        """Names of the schemas beside the book that differ between two commits.

        With None as the other, between the commit and the working tree. Raises ``GitError``.
        """
        beside = posixpath.join(posixpath.dirname(self.folder), SCHEMAS) if self.folder else SCHEMAS
        changed = self.git.changed(one, other, beside)
        names = {posixpath.basename(path) for path in changed if path.endswith(".schema.json")}
        return tuple(sorted(name.removesuffix(".schema.json") for name in names))


class _SortedTree:
    """The entries of a folder: files of the book, links, and what does not belong there."""

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
        """The object of the file that a link leads to; else empty, and why it is not followed."""
        left = path.split("/")
        for _ in range(_MOST_LINKS):
            at, link = self._walk(left)
            if link is None:
                return self._found("/".join(at))
            text = self._texts[link.oid].decode("utf-8", "surrogateescape")
            target = text
            if not text.startswith("/"):
                target = posixpath.normpath("/".join([*self._top, *at[:-1], text]))
            steps = [step for step in target.split("/") if step != "."]
            leaves_repository = steps[:1] in ([".."], [""])
            if leaves_repository or steps[: len(self._top)] != self._top:
                return "", LINK_OUT
            # The path goes on from the link's target, which may contain links again.
            left = steps[len(self._top) :] + left[len(at) :]
        return "", LINK_NOWHERE

    def _walk(self, steps: list[str]) -> tuple[list[str], Entry | None]:
        """The steps up to the first link, and that link; all steps and None if there is none."""
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
"""More links than this in a row count as a circle."""


def _known(wanted: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are wanted, as far as ``files`` has them with the same bytes.

    The name of a git blob is the digest of its length and bytes.
    """
    found = {}
    for path, oid in wanted.items():
        raw = files.get(path)
        if raw:
            # Newer repositories may name objects by SHA-256, which is longer.
            make = sha1 if len(oid) == 40 else sha256
            digest = make(b"blob %d\0" % len(raw), usedforsecurity=False)
            digest.update(raw)
            if digest.hexdigest() == oid:
                found[path] = raw
    return found


def open_book_repository(folder: Path) -> BookRepository:
    """The repository that contains a book's folder; the folder itself may no longer exist.

    Raises ``UsageError`` if there is no repository.
    """
    # The book may have been deleted; its repository is found from the nearest folder that exists.
    there = folder
    while not there.is_dir() and there != there.parent:
        there = there.parent
    try:
        repository = Repository.at(there)
        below = repository.below(folder)
    except GitError as error:
        raise UsageError(str(error)) from None
    return BookRepository(repository, below, posixpath.basename(below) or folder.resolve().name)
