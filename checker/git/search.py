"""Where the repository is, from a folder; a hook's environment does not lead elsewhere."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from checker.git.run import (
    OBJECTS,
    PLACES,
    Git,
    GitError,
    NoRepository,
    environment,
    raw,
    text,
)


@dataclass(frozen=True, slots=True)
class FoundRepository:
    """A repository that was found."""

    git: Git
    """Git at its top: of the work tree, or of the repository itself where there is none."""

    shallow: bool
    work_tree: bool


def find(folder: Path) -> FoundRepository:
    """The repository that a folder lies in.

    A hook is run with ``GIT_DIR`` and the like set to the repository that runs it, which need not be the
    one the folder lies in (submodules, a book elsewhere): the folder decides. The environment is asked
    where the folder has no repository, if the work tree that it names holds the folder.
    """
    here = _nearest(folder)
    try:
        return _opened(here, {})
    except NoRepository:
        kept = {name: os.path.abspath(os.environ[name]) for name in PLACES if os.environ.get(name)}  # noqa: PTH100
        if "GIT_DIR" not in kept:
            raise
        # Without a name for it, the work tree is where the process is.
        place = _opened(here if "GIT_WORK_TREE" in kept else Path.cwd(), kept)
        top = place.git.folder
        if not here.is_relative_to(top.resolve()):
            raise
        git = (
            Git(top, {**place.git.variables, "GIT_WORK_TREE": str(top)})
            if place.work_tree
            else place.git
        )
        return FoundRepository(git, place.shallow, place.work_tree)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    try:
        folder = folder.resolve()
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
    except (OSError, RuntimeError, ValueError) as problem:
        raise GitError(f"{str(folder)!r} cannot be a folder: name another one") from problem
    return folder


def _opened(here: Path, kept: dict[str, str]) -> FoundRepository:
    git = Git(here, environment(kept))
    answer = git.ask(
        "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--absolute-git-dir"
    )
    if answer.status:
        raise _problem(here, answer.reason)
    inside, shallow, place = text(answer.out).split("\n", 2)
    folder = _path(place.removesuffix("\n"))
    named = os.environ.get("GIT_DIR", "")
    if named and Path(named).resolve() == folder.resolve():
        kept = kept | {name: os.environ[name] for name in OBJECTS if os.environ.get(name)}
    top = (
        _path(text(git.run("rev-parse", "--show-toplevel")).removesuffix("\n"))
        if inside == "true"
        else folder
    )
    git = Git(top, environment(kept))
    return FoundRepository(git, shallow == "true", inside == "true")


def _path(name: str) -> Path:
    return Path(os.fsdecode(raw(name)))


def _problem(here: Path, reason: str) -> GitError:
    """Git's reason for not opening a repository, with what to do about it."""
    if re.search(r"dubious ownership|unsafe repository", reason):
        return GitError(
            f"git does not trust the repository at {here}, which belongs to another user: "
            f"if you do, run `git config --global --add safe.directory {here}`"
        )
    if "not a git repository" in reason:
        return NoRepository(
            f"{here} lies in no git repository: work in a clone, or begin one with `git init`"
        )
    return GitError(f"git cannot read the repository at {here}: {reason}")
