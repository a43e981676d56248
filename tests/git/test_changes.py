"""What differs: between commits, from the work tree, and whether one file does."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from checker.git import Repository

from ..repositories import Made

Maker = Callable[..., Made]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """Two files, one commit."""
    made = make_repo()
    made.write("claims/a.yaml", "id: a\n" * 9)
    made.write("claims/b.yaml", "id: b\n" * 9)
    made.write("README.md", "read\n")
    made.commit("One")
    return made


def test_between_commits(repo: Made) -> None:
    """Changed, added, deleted; of what moved, both names; modes too."""
    repo.git("mv", "claims/a.yaml", "claims/moved.yaml")
    repo.write("claims/نص.yaml", "new\n")
    (repo.folder / "claims" / "b.yaml").unlink()
    (repo.folder / "README.md").chmod(0o755)
    repo.commit("Two")
    found = Repository.at(repo.folder)
    inside = ("claims/a.yaml", "claims/b.yaml", "claims/moved.yaml", "claims/نص.yaml")
    assert found.changed("HEAD~1", "HEAD") == ("README.md", *inside)
    assert found.changed("HEAD", "HEAD~1") == ("README.md", *inside)
    assert found.changed("HEAD~1", "HEAD", "claims") == inside
    assert found.changed("HEAD~1", "HEAD", "claims/") == inside
    assert found.changed("HEAD~1", "HEAD", "claims/b.yaml") == ("claims/b.yaml",)
    assert found.changed("HEAD~1", "HEAD", "cl*") == ()
    assert found.changed("HEAD", "HEAD") == ()


def test_a_whole_book_that_was_deleted(repo: Made) -> None:
    """Is a change of every file in it."""
    repo.git("rm", "-rq", "claims")
    found = Repository.at(repo.folder / "claims")
    assert found.below(repo.folder / "claims") == "claims"
    assert found.changed("HEAD", None, "claims") == ("claims/a.yaml", "claims/b.yaml")
    repo.commit("Delete")
    assert found.changed("HEAD~1", "HEAD", "claims") == ("claims/a.yaml", "claims/b.yaml")


def test_the_work_tree(repo: Made) -> None:
    """Changed, staged, new, gone: whatever is not as in the commit, but not what git ignores."""
    repo.write(".gitignore", "*.tmp\n")
    repo.write("claims/c.yaml", "id: c\n")
    two = repo.commit("Two")
    repo.write("claims/a.yaml", "changed\n")
    repo.write("claims/c.yaml", "staged\n")
    repo.write("claims/staged.yaml", "staged\n")
    repo.git("add", "claims/c.yaml", "claims/staged.yaml")
    repo.write("claims/new/two\nlines.yaml", "new\n")
    repo.write("claims/new.tmp", "ignored\n")
    (repo.folder / "claims" / "b.yaml").unlink()
    expected = {f"claims/{name}.yaml" for name in ("a", "b", "c", "staged", "new/two\nlines")}
    found = Repository.at(repo.folder)
    assert set(found.changed(two, None)) == set(found.changed(two, None, "claims")) == expected
    assert set(found.changed("HEAD~1", None)) == expected | {".gitignore"}


def test_a_change_that_was_taken_back(repo: Made) -> None:
    """Is none, seen from before it."""
    repo.write("claims/a.yaml", "changed\n")
    repo.commit("Two")
    repo.write("claims/a.yaml", "id: a\n" * 9)
    found = Repository.at(repo.folder)
    assert found.changed("HEAD~1", None) == ()
    assert found.changed("HEAD", None) == ("claims/a.yaml",)


def test_times_alone_are_no_change(repo: Made) -> None:
    """A file that was touched, or written again as it was."""
    for seconds in (1, 2_000_000_000):
        os.utime(repo.folder / "claims" / "a.yaml", (seconds, seconds))
        found = Repository.at(repo.folder)
        assert found.changed("HEAD", None) == ()
        assert not found.dirty("claims/a.yaml")


def test_a_change_within_the_same_second(repo: Made) -> None:
    """A change of the same length is seen although the times may be equal.

    For this the copied index keeps its own time.
    """
    for number in range(5):
        repo.write("claims/a.yaml", f"id: {number}\n" * 9)
        repo.commit()
        repo.write("claims/a.yaml", f"Id: {number}\n" * 9)
        assert Repository.at(repo.folder).changed("HEAD", None) == ("claims/a.yaml",)


@pytest.mark.parametrize(
    "state",
    ["clean", "changed", "staged", "back", "new", "added", "ignored", "gone", "removed", "nothing"],
)
def test_a_file_is_dirty(repo: Made, state: str) -> None:
    """A file is dirty if the work tree or the index differs from HEAD."""
    old, new = "claims/a.yaml", "claims/c.yaml"
    path = new if state in ("new", "added", "ignored", "nothing") else old
    steps: dict[str, list[Callable[[], object]]] = {
        "changed": [lambda: repo.write(old, "changed\n")],
        "staged": [lambda: repo.write(old, "changed\n"), lambda: repo.git("add", old)],
        "new": [lambda: repo.write(new, "id: c\n")],
        "added": [lambda: repo.write(new, "id: c\n"), lambda: repo.git("add", new)],
        "gone": [(repo.folder / old).unlink],
        "removed": [lambda: repo.git("rm", "-q", old)],
    }
    steps["back"] = [*steps["staged"], lambda: repo.write(old, "id: a\n" * 9)]
    steps["ignored"] = [*steps["new"], lambda: repo.write(".git/info/exclude", "c.yaml\n")]
    for step in steps.get(state, []):
        step()
    found = Repository.at(repo.folder)
    assert found.dirty(path) is (state not in ("clean", "nothing"))
    assert not found.dirty("README.md")
    assert not found.dirty("claims/b.yaml")
    assert found.dirty("claims") is found.dirty(path)
    assert found.dirty("") is found.dirty(path)


def test_a_pattern_is_a_name(repo: Made) -> None:
    """And matches nothing else."""
    repo.write("claims/a.yaml", "changed\n")
    found = Repository.at(repo.folder)
    assert not found.dirty("claims/*.yaml")
    assert not found.dirty(":(icase)CLAIMS/A.yaml")


def test_line_ends_that_git_converts(repo: Made) -> None:
    """Are no change where git writes CRLF into the work tree, and are one where it does not."""
    crlf = b"id: a\r\n" * 9
    repo.write("claims/a.yaml", crlf)
    found = Repository.at(repo.folder)
    assert found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ("claims/a.yaml",)
    repo.git("config", "core.autocrlf", "true")
    assert not found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ()
    assert found.blob("HEAD", "claims/a.yaml") == b"id: a\n" * 9
    repo.write("claims/a.yaml", crlf + b"more\r\n")
    assert found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ("claims/a.yaml",)


def test_line_ends_by_attribute(repo: Made) -> None:
    """Likewise, whatever the settings."""
    repo.write(".gitattributes", "*.yaml text eol=crlf\n")
    repo.commit("Attributes")
    repo.write("claims/a.yaml", b"id: a\r\n" * 9)
    found = Repository.at(repo.folder)
    assert not found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ()


def test_a_merge_that_stopped_half_way(repo: Made) -> None:
    """Is dirty where it stopped."""
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("claims/a.yaml", "side\n")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.write("claims/a.yaml", "main\n")
    repo.commit("Main")
    with pytest.raises(AssertionError):
        repo.merge("side")
    found = Repository.at(repo.folder)
    assert found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ("claims/a.yaml",)
    assert not found.dirty("claims/b.yaml")
