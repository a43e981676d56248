"""Which repository a folder lies in, and the reasons when there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.git import GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """One commit, one file."""
    made = make_repo()
    made.write("claims/a.yaml", "id: a\n")
    made.commit("One")
    return made


@pytest.mark.parametrize(
    "path", ["", "claims", "claims/a.yaml", "claims/gone/deeper", "./claims/../claims"]
)
def test_found_from_any_folder_in_it(repo: Made, path: str) -> None:
    """One that is gone, and a file, included."""
    found = Repository.at(repo.folder / path)
    assert found.root == repo.folder
    assert not found.shallow


def test_the_folder_may_be_relative(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """To where the process is."""
    monkeypatch.chdir(repo.folder / "claims")
    assert Repository.at(Path()).root == repo.folder
    assert Repository.at(Path("gone")).below(Path("gone")) == "claims/gone"


def test_the_path_of_a_folder_below_the_root(repo: Made, tmp_path: Path) -> None:
    """With forward slashes; links on the way are followed; outside is refused."""
    found = Repository.at(repo.folder)
    (repo.folder / "link").symlink_to("claims")
    assert found.below(repo.folder) == ""
    assert found.below(repo.folder / "claims") == "claims"
    assert found.below(repo.folder / "نص" / "gone") == "نص/gone"
    assert found.below(repo.folder / "link" / "turnout") == "claims/turnout"
    with pytest.raises(GitError, match="is not in the repository"):
        found.below(tmp_path)


def test_a_root_with_a_newline_in_its_name(make_repo: Maker) -> None:
    """Is still one folder."""
    made = make_repo("two\nlines ")
    made.write("a", "a")
    made.commit()
    assert Repository.at(made.folder).root == made.folder


def test_no_repository(make_repo: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says what to do."""
    make_repo("elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(
        GitError, match="is not in a git repository: work in a clone, or make one with `git init`"
    ):
        Repository.at(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["a\0b", "\udc00" * 2, "x" * 5000])
def test_a_folder_that_cannot_be(
    name: str, make_repo: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is no repository either."""
    make_repo("elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(GitError):
        Repository.at(tmp_path / name)


def test_git_is_not_installed(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says so, and what to do."""
    monkeypatch.setenv("PATH", str(repo.folder))
    with pytest.raises(GitError, match="install git"):
        Repository.at(repo.folder)


def test_the_folder_goes_away_meanwhile(repo: Made) -> None:
    """Which is not to be mistaken for a missing git."""
    found = Repository.at(repo.folder)
    shutil.rmtree(repo.folder)
    with pytest.raises(GitError, match="is gone"):
        found.commit("HEAD")


def test_a_repository_of_another_user(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names the setting that git wants."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(
        GitError,
        match=r"another user: if you trust it, run `git config --global --add safe\.directory",
    ):
        Repository.at(repo.folder)


def test_a_broken_repository(repo: Made) -> None:
    """In git's own words."""
    repo.write(".git/config", "[core\n")
    with pytest.raises(GitError, match=r"git cannot read the repository at .*: bad config"):
        Repository.at(repo.folder)


def test_a_repository_without_a_commit(make_repo: Maker) -> None:
    """Is one; its HEAD names nothing."""
    made = make_repo()
    made.write("a.yaml", "a")
    found = Repository.at(made.folder)
    assert found.dirty("a.yaml")
    assert not found.dirty("b.yaml")
    assert str(found.identity()) == "Re Searcher <re@desk.example>"
    with pytest.raises(GitError, match="no commit is called 'HEAD'"):
        found.history("a.yaml")


def test_a_bare_repository(repo: Made, tmp_path: Path) -> None:
    """Everything but the work tree."""
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", ".", str(bare))
    found = Repository.at(bare / "claims")
    assert found.root == bare
    assert found.below(bare / "claims") == "claims"
    assert list(found.tree("HEAD", "claims")) == ["a.yaml"]
    assert found.blob("HEAD", "claims/a.yaml") == b"id: a\n"
    assert len(found.history("claims/a.yaml")) == 1
    for ask in (lambda: found.dirty("claims/a.yaml"), lambda: found.changed("HEAD", None)):
        with pytest.raises(GitError, match="has no work tree"):
            ask()


def test_a_linked_work_tree(repo: Made, tmp_path: Path) -> None:
    """Its own HEAD, its own files."""
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    linked = Made(tmp_path / "linked", begin=False)
    linked.write("claims/b.yaml", "id: b\n")
    two = linked.commit("Two")
    found = Repository.at(linked.folder / "claims")
    assert found.root == linked.folder
    assert found.commit("HEAD") == two
    assert found.commit("main") == repo.head
    linked.write("claims/b.yaml", "id: c\n")
    assert found.dirty("claims/b.yaml")


def test_a_submodule_is_a_repository_of_its_own(repo: Made, make_repo: Maker) -> None:
    """And in the outer one it is a module, not a folder."""
    outer = make_repo("outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.folder), "book"
    )
    outer.commit("Add the book")
    inner = Repository.at(outer.folder / "book" / "claims")
    assert inner.root == outer.folder / "book"
    assert inner.below(outer.folder / "book" / "claims") == "claims"
    assert inner.commit("HEAD") == repo.head
    entry = Repository.at(outer.folder).tree("HEAD", "")["book"]
    assert (entry.kind, entry.oid) == ("module", repo.head)
    assert Repository.at(outer.folder).blob("HEAD", "book") is None
