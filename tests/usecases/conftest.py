"""Books in repositories."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from ..conftest import SPECIMENS
from ..repositories import Made

MakeBook: TypeAlias = Callable[..., Made]


@pytest.fixture
def make_book(make_repo: Callable[..., Made]) -> MakeBook:
    """Makes a repository with the base book in a folder of it, in one commit."""

    def make(folder: str = "claims", name: str = "repo") -> Made:
        repo = make_repo(name)
        shutil.copytree(SPECIMENS / "base", repo.folder / folder, dirs_exist_ok=True)
        repo.write("other.txt", "not of the book")
        repo.commit("Begin")
        return repo

    return make


def put(repo: Made, path: str, old: str, new: str) -> None:
    """One text put in for another in a file."""
    file: Path = repo.folder / path
    raw = file.read_bytes()
    assert old.encode() in raw, f"{old!r} is not in {path}"
    file.write_bytes(raw.replace(old.encode(), new.encode(), 1))
