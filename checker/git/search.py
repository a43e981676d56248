"""Find the repository of a folder, even inside a hook whose environment names another one."""

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
    """Git in the top folder of the work tree; without one, in the repository itself."""

    shallow: bool
    work_tree: bool


def find(folder: Path) -> FoundRepository:
    """The repository of a folder. Raises ``GitError`` if there is none, or git cannot open it.

    Git runs a hook with ``GIT_DIR`` and similar variables set to the repository of the hook. The
    folder may be in another one (a submodule, a book elsewhere), so the folder decides. The
    environment counts only if the folder has no repository, and if the work tree that it names
    contains the folder.
    """
    here = _nearest(folder)
    try:
        return _opened(here, {})
    except NoRepository:
        named = [name for name in PLACES if os.environ.get(name)]
        kept = {name: os.path.abspath(os.environ[name]) for name in named}  # noqa: PTH100
        if "GIT_DIR" not in kept:
            raise
        # If no variable names the work tree, it is the current folder of the process.
        found = _opened(here if "GIT_WORK_TREE" in kept else Path.cwd(), kept)
        top = found.git.folder
        if not here.is_relative_to(top.resolve()):
            raise
        if not found.work_tree:
            return found
        git = Git(top, {**found.git.variables, "GIT_WORK_TREE": str(top)})
        return FoundRepository(git, found.shallow, found.work_tree)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest existing folder above it."""
    try:
        folder = folder.resolve()
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
    except (OSError, RuntimeError, ValueError) as problem:
        raise GitError(f"{str(folder)!r} cannot be a folder: use another name") from problem
    return folder


def _opened(here: Path, kept: dict[str, str]) -> FoundRepository:
    git = Git(here, environment(kept))
    answer = git.ask(
        "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--absolute-git-dir"
    )
    if answer.status:
        raise _problem(here, answer.reason)
    inside, shallow, repository = text(answer.out).split("\n", 2)
    git_dir = _path(repository.removesuffix("\n"))
    # A hook's own objects belong to its own repository, and to no other.
    hook_dir = os.environ.get("GIT_DIR", "")
    if hook_dir and Path(hook_dir).resolve() == git_dir.resolve():
        kept = kept | {name: os.environ[name] for name in OBJECTS if os.environ.get(name)}
    has_work_tree = inside == "true"
    top = git_dir
    if has_work_tree:
        top = _path(text(git.run("rev-parse", "--show-toplevel")).removesuffix("\n"))
    return FoundRepository(Git(top, environment(kept)), shallow == "true", has_work_tree)


def _path(name: str) -> Path:
    return Path(os.fsdecode(raw(name)))


def _problem(here: Path, reason: str) -> GitError:
    """The error for git's reason not to open a repository, with what to do about it."""
    if re.search(r"dubious ownership|unsafe repository", reason):
        return GitError(
            f"git does not trust the repository at {here}, which belongs to another user: "
            f"if you trust it, run `git config --global --add safe.directory {here}`"
        )
    if "not a git repository" in reason:
        return NoRepository(
            f"{here} is not in a git repository: work in a clone, or make one with `git init`"
        )
    return GitError(f"git cannot read the repository at {here}: {reason}")
