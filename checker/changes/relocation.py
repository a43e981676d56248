"""Find the folder of a book before it was moved, by the files that both folders have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from checker.git import Entry, Repository

_BOOK: Final = "book.yaml"
_ENOUGH: Final = 2
"""One file in two of the old folder must be in the new one as well."""


def former_folder(
    repository: Repository, folder: str, names: Collection[str], start: str, tip: str | None = None
) -> str | None:
    """The folder of a book at ``start``, if it is another one at ``tip`` or in the working tree.

    ``folder`` is where the book is now, ``names`` are its files below that folder. A copy is not a
    move: the old folder must no longer be a book. None if the book was not moved. Raises
    ``GitError``.
    """
    before = repository.tree(start, "")
    if _in(folder, _BOOK) in before or _BOOK not in names:
        return None
    after = repository.tree(tip, "") if tip else None
    best, most = None, 0
    for old in _books(before):
        if _is_book(repository, folder, old, after):
            continue
        files = {path.removeprefix(f"{old}/") for path in before if _is_below(path, old)}
        kept = len(files & set(names))
        # The folder that has most files in common is the former one, if it has enough of them.
        if kept > most and kept * _ENOUGH >= len(files):
            best, most = old, kept
    return best


def _books(tree: Mapping[str, Entry]) -> Iterator[str]:
    """The folders of a tree that hold a book."""
    for path, entry in tree.items():
        folder, _, name = path.rpartition("/")
        if name == _BOOK and entry.kind == "file":
            yield folder


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def former_at(repository: Repository, folder: str, start: str, tip: str) -> str | None:
    """The former folder of a book between two commits. Raises ``GitError``."""
    return former_folder(repository, folder, repository.tree(tip, folder), start, tip)


def places_of(folder: str, former: str | None) -> list[str]:
    """The folders whose commits are all that may change a book."""
    return [folder] if former is None else [folder, former]


def _is_book(repository: Repository, folder: str, old: str, after: Collection[str] | None) -> bool:
    """Whether a folder still holds a book of its own; a link to its new place is not one."""
    if after is not None:
        return _in(old, _BOOK) in after
    file = repository.root / old / _BOOK
    return file.is_file() and file.resolve() != (repository.root / folder / _BOOK).resolve()


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
