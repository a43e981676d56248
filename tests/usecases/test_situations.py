"""One change in many repositories, seen by ``diff``, ``--changed-since`` and ``--provenance``.

On the branch ``topic`` the researcher rewords a claim and gets a digit of another wrong, and the
editor approves the first. However both come into the repository, the three commands agree.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import main
from checker.usecases.review import ReviewSession

from ..repositories import Made
from .conftest import MakeBook, put

RESEARCHER = "Re Searcher <re@desk.example>"
EDITOR = "Ed Itor <ed@desk.example>"
CLAIM = "votes-for"


@dataclass
class Scene:
    """A repository with the change checked out on ``topic``; ``main`` is where it was left."""

    repo: Made
    folder: str = "claims"
    base: str = "main"
    at: Path = field(default=Path())
    """Where the commands are run."""

    trust: str = "consistent with"
    """How far git bears the approval out."""

    def path(self, name: str) -> str:
        """A claim's file below the root."""
        return f"{self.folder}/bridge/{name}.yaml"

    def propose(self) -> None:
        """What the researcher does."""
        put(self.repo, self.path(CLAIM), "statement: Fifteen", "statement: In all, fifteen")
        with (self.repo.folder / self.path(CLAIM)).open("ab") as file:
            file.write(b"review:\n  state: in-review\n")
        put(self.repo, self.path("beams-cracked"), "value: 14", "value: 13")
        self.repo.commit("Propose", author=RESEARCHER)

    def approve(self) -> None:
        """What the editor does."""
        self.repo.git("config", "user.name", "Ed Itor")
        self.repo.git("config", "user.email", "ed@desk.example")
        desk = ReviewSession(self.repo.folder / self.folder, None)
        desk.approve(CLAIM, desk.view(desk.claim(CLAIM)).token, "", "2026-11-25T09:30:00Z")
        self.repo.commit("Approve", author=EDITOR)

    def elsewhere(self, branch: str = "main") -> None:
        """Somebody else's work, on another branch."""
        self.repo.git("checkout", "--quiet", branch)
        put(self.repo, self.path("vote-day"), "statement: The", "statement: So the")
        put(self.repo, self.path("councillors"), "value: 23", "value: 24")
        self.repo.commit("Go on", author="Third Person <third@desk.example>")
        self.repo.git("checkout", "--quiet", "topic")


def begin(make_book: MakeBook, folder: str = "claims", name: str = "repo") -> Scene:
    """The book on ``main``, and the change on ``topic``."""
    repo = make_book(folder, name)
    repo.git("checkout", "--quiet", "-b", "topic")
    scene = Scene(repo, folder, at=repo.folder)
    scene.propose()
    scene.approve()
    return scene


def straight(make_book: MakeBook, _: Path) -> Scene:
    """Nothing happened meanwhile."""
    return begin(make_book)


def base_that_moved_on(make_book: MakeBook, _: Path) -> Scene:
    """What others did on the base is not of the change."""
    scene = begin(make_book)
    scene.elsewhere()
    return scene


def merge_of_the_base(make_book: MakeBook, _: Path) -> Scene:
    """The base was merged into the branch."""
    scene = base_that_moved_on(make_book, _)
    scene.repo.merge("main")
    return scene


def merge_of_the_branch(make_book: MakeBook, _: Path) -> Scene:
    """As a forge tries it: the branch merged into the base, detached, against its first parent."""
    scene = base_that_moved_on(make_book, _)
    scene.repo.git("checkout", "--quiet", "--detach", "main")
    scene.repo.merge("topic")
    scene.base = "HEAD^1"
    return scene


def detached_head(make_book: MakeBook, _: Path) -> Scene:
    """The commit is checked out, and no branch is."""
    scene = begin(make_book)
    scene.repo.git("checkout", "--quiet", "--detach")
    return scene


def rebase(make_book: MakeBook, _: Path) -> Scene:
    """By the researcher, who is the committer of the approval since."""
    scene = base_that_moved_on(make_book, _)
    scene.repo.git("rebase", "--quiet", "main", "topic", env=scene.repo.people(RESEARCHER))
    scene.trust = "cannot be decided"
    return scene


def force_push(make_book: MakeBook, _: Path) -> Scene:
    """The base was forced to another history, which begins where this one does."""
    scene = base_that_moved_on(make_book, _)
    repo = scene.repo
    repo.git("branch", "--quiet", "--force", "main", "topic~2")
    repo.git("checkout", "--quiet", "main")
    put(repo, scene.path("surveyor-said-cost"), "statement: The", "statement: So the")
    repo.commit("Begin again", author="Third Person <third@desk.example>")
    repo.git("checkout", "--quiet", "topic")
    return scene


def move_of_files(make_book: MakeBook, _: Path) -> Scene:
    """Both claims go to another topic's folder at the end."""
    scene = begin(make_book)
    repo = scene.repo
    put(repo, "claims/book.yaml", "topics:\n", "topics:\n  rest: {title: The rest}\n")
    (repo.folder / "claims" / "rest").mkdir()
    for name in (CLAIM, "beams-cracked"):
        repo.git("mv", scene.path(name), f"claims/rest/{name}.yaml")
    repo.commit("Move", author=RESEARCHER)
    return scene


def line_ends(make_book: MakeBook, tmp_path: Path) -> Scene:
    """A clone whose checkout has CRLF."""
    scene = begin(make_book)
    clone = scene.repo.clone(tmp_path / "clone", "--config", "core.autocrlf=true")
    assert b"\r\n" in (clone.folder / scene.path(CLAIM)).read_bytes()
    return Scene(clone, base="origin/main", at=clone.folder)


def other_letters(make_book: MakeBook, _: Path) -> Scene:
    """Of the repository, and of the book, with spaces."""
    return begin(make_book, "a b/جسر-ċ", "dépôt 橋")


def submodule_beside(make_book: MakeBook, _: Path) -> Scene:
    """Another repository is added beside the book, and below it."""
    other = make_book(name="other")
    scene = begin(make_book)
    scene.repo.git("submodule", "add", "--quiet", other.folder.as_uri(), "texts")
    scene.repo.commit("Add", author=RESEARCHER)
    return scene


def submodule_around(make_book: MakeBook, _: Path) -> Scene:
    """The book lies in a submodule, whose own history counts."""
    scene = begin(make_book, name="inner")
    outer = make_book(name="outer")
    outer.git("submodule", "add", "--quiet", "-b", "topic", scene.repo.folder.as_uri(), "sub")
    outer.commit()
    inner = Made(outer.folder / "sub", begin=False)
    return Scene(inner, base="origin/main", at=inner.folder)


def linked_worktree(make_book: MakeBook, tmp_path: Path) -> Scene:
    """The branch is checked out in a second place."""
    scene = begin(make_book)
    scene.repo.git("checkout", "--quiet", "main")
    scene.repo.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "topic")
    scene.at = tmp_path / "tree"
    return scene


def full_history_of_a_shallow_clone(make_book: MakeBook, tmp_path: Path) -> Scene:
    """Cut off first, and then fetched as the message says."""
    scene = begin(make_book)
    scene.elsewhere()
    clone = scene.repo.clone(
        tmp_path / "clone", "--depth=1", "--no-single-branch", "--branch=topic"
    )
    clone.git("fetch", "--quiet", "--unshallow")
    return Scene(clone, base="origin/main", at=clone.folder)


SITUATIONS: tuple[Callable[[MakeBook, Path], Scene], ...] = (
    straight,
    base_that_moved_on,
    merge_of_the_base,
    merge_of_the_branch,
    detached_head,
    rebase,
    force_push,
    move_of_files,
    line_ends,
    other_letters,
    submodule_beside,
    submodule_around,
    linked_worktree,
    full_history_of_a_shallow_clone,
)


@dataclass
class Seen:
    """Runs commands, and reads what they print."""

    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, Any, str]:
        """Exit status, data, and what was said beside it."""
        self.capsys.readouterr()
        status = main([*arguments, "--no-archive", "--format", "json"])
        printed = self.capsys.readouterr()
        return status, json.loads(printed.out) if printed.out else None, printed.err


@pytest.fixture
def seen(capsys: pytest.CaptureFixture[str]) -> Seen:
    """The commands."""
    return Seen(capsys)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda made: made.__name__)
def test_the_three_commands_see_the_change_and_nothing_else(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: Seen,
    situation: Callable[[MakeBook, Path], Scene],
) -> None:  # fmt: skip
    """Which claims were edited, which error is new, and who gave the approval."""
    scene = situation(make_book, tmp_path)
    monkeypatch.chdir(scene.at)

    status, data, _ = seen.run("diff", scene.base, "--book", scene.folder)
    assert status == 0
    own = {
        item["id"]
        for item in data["claims"]
        if any(cause["kind"] == "claim" for cause in item["because"])
    }
    assert own == {CLAIM, "beams-cracked"}
    assert [(item["claim"], item["what"], item["by"]) for item in data["approvals"]] == [
        (CLAIM, "given", EDITOR)
    ]
    assert [item["kind"] for item in data["findings"]["new"] if item["severity"] == "error"] == [
        "value-not-in-quote"
    ]

    status, data, _ = seen.run("check", scene.folder, "--changed-since", scene.base)
    assert status == 1
    new = [item for item in data["findings"] if not item["known"] and item["severity"] == "error"]
    assert [(item["kind"], item["claim"]) for item in new] == [
        ("value-not-in-quote", "beams-cracked")
    ]

    assert main(["check", scene.folder, "--no-archive", "--provenance", f"{scene.base}..HEAD"]) == 1
    told = " ".join(seen.capsys.readouterr().out.split())
    assert f"{CLAIM}: approved by {EDITOR} — {scene.trust}" in told


def test_an_empty_change(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    """HEAD against itself: no finding counts despite an error; no approval is judged."""
    scene = begin(make_book)
    monkeypatch.chdir(scene.at)
    status, data, _ = seen.run("diff", "HEAD")
    assert (status, data["claims"], data["approvals"], data["files"], data["findings"]["new"]) == (
        0,
        [],
        [],
        [],
        [],
    )
    status, data, _ = seen.run("check", "--changed-since", "HEAD")
    assert (status, data["findings"]) == (0, [])
    assert main(["check", "--no-archive", "--provenance", "HEAD..HEAD"]) == 1
    assert f"approved by {EDITOR}" not in seen.capsys.readouterr().out


def test_a_deleted_book(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch, seen: Seen) -> None:
    """Told by the diff; nothing of it could be verified, so no check passes."""
    scene = begin(make_book)
    shutil.rmtree(scene.repo.folder / "claims")
    scene.repo.commit("Delete")
    monkeypatch.chdir(scene.at)
    status, data, _ = seen.run("diff", "HEAD~")
    assert (status, {item["effect"] for item in data["claims"]}) == (0, {"removed"})
    assert [(item["claim"], item["what"]) for item in data["approvals"]] == [(CLAIM, "removed")]
    for arguments in (
        ("--changed-since", "HEAD~"),
        ("--changed-since", "HEAD~", "--provenance", "HEAD~..HEAD"),
        ("--provenance", "HEAD~..HEAD"),
    ):
        status, _, error = seen.run("check", *arguments)
        assert (status, error.count("\n"), error.startswith("checker: ")) == (2, 1, True), arguments


def test_history_that_is_not_there(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: Seen
) -> None:
    """A shallow clone, and a lost base: exit 2, one line, and what to do."""
    scene = begin(make_book)
    scene.elsewhere()
    shallow = scene.repo.clone(
        tmp_path / "shallow", "--depth=1", "--no-single-branch", "--branch=topic"
    )
    lost = scene.repo.git("rev-parse", "main")
    scene.repo.git("branch", "--quiet", "--force", "main", "main~")
    whole = scene.repo.clone(tmp_path / "whole", "--branch=topic")
    for folder, base, word in (
        (shallow.folder, "origin/main", "git fetch --unshallow"),
        (whole.folder, lost, "if a forced push removed it"),
    ):
        monkeypatch.chdir(folder)
        for arguments in (
            ("diff", base),
            ("check", "--changed-since", base),
            ("check", "--provenance", f"{base}..HEAD"),
        ):
            status, data, error = seen.run(*arguments)
            assert (status, data, error.count("\n")) == (2, None, 1), arguments
            assert word in error
