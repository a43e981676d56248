"""Where a book lay before it was moved: a folder that is a book no more, and held what is now in this one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from checker.git import Repository

_BOOK: Final = "book.yaml"
_ENOUGH: Final = 2
"""One file in so many of the old folder has to be in the new one as well."""


def former_folder(
    repository: Repository, folder: str, names: Collection[str], start: str, tip: str | None = None
) -> str | None:
    """The folder of a book at ``start``, if it lies in another one at ``tip``, or in the work tree.

    ``folder`` is where it lies, ``names`` are its files below that. A copy is no move: the old folder has to be
    a book no more. Raises ``GitError``.
    """
    before = repository.tree(start, "")
    if _in(folder, _BOOK) in before or _BOOK not in names:
        return None
    after = repository.tree(tip, "") if tip else None
    best, most = None, 0
    for path, entry in before.items():
        old, _, name = path.rpartition("/")
        if name != _BOOK or entry.kind != "file" or _is_book(repository, folder, old, after):
            continue
        mine = [
            one.removeprefix(f"{old}/") for one in before if not old or one.startswith(f"{old}/")
        ]
        kept = len({*mine} & {*names})
        if kept > most and kept * _ENOUGH >= len(mine):
            best, most = old, kept
    return best


def former_at(repository: Repository, folder: str, start: str, tip: str) -> str | None:
    """The same between two commits. Raises ``GitError``."""
    return former_folder(repository, folder, repository.tree(tip, folder), start, tip)


def places_of(folder: str, former: str | None) -> list[str]:
    """The folders that commits are asked for by whoever wants all that touch a book."""
    return [folder] if former is None else [folder, former]


def _is_book(repository: Repository, folder: str, old: str, after: Collection[str] | None) -> bool:
    """Whether a folder still holds a book of its own; a link to where it moved does not."""
    if after is not None:
        return _in(old, _BOOK) in after
    file = repository.root / old / _BOOK
    return file.is_file() and file.resolve() != (repository.root / folder / _BOOK).resolve()


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
