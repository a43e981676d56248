"""The versions of one file: over renames, merges, gaps; beside a plain walk over every commit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.git import GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]
TEXT = "".join(f"line {number} of the text\n" for number in range(30))


def told(made: Made, path: str, commit: str = "HEAD") -> list[tuple[str, str]]:
    """Subjects and paths."""
    return [(one.subject, name) for one, name in Repository.at(made.folder).history(path, commit)]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """A file, and another one that does not matter."""
    made = make_repo()
    made.write("claims/a.yaml", TEXT)
    made.write("claims/other.yaml", "other\n" * 99)
    made.commit("one", author="Ed <ed@x>")
    return made


def change(made: Made, path: str, line: int, message: str) -> None:
    """One line of a file, in a commit."""
    lines = (made.folder / path).read_text().splitlines(keepends=True)
    lines[line] = f"{message}\n"
    made.write(path, "".join(lines))
    made.commit(message)


def move(made: Made, old: str, new: str, message: str) -> None:
    """A file, in a commit."""
    (made.folder / new).parent.mkdir(exist_ok=True)
    made.git("mv", old, new)
    made.commit(message)


def test_versions_newest_first(repo: Made) -> None:
    """Only commits that changed the file; up to any commit."""
    change(repo, "claims/a.yaml", 1, "two")
    change(repo, "claims/other.yaml", 1, "not this")
    change(repo, "claims/a.yaml", 2, "three")
    (repo.folder / "claims" / "a.yaml").chmod(0o755)
    repo.commit("mode")
    path = "claims/a.yaml"
    assert told(repo, path) == [("three", path), ("two", path), ("one", path)]
    assert told(repo, path, "HEAD~3") == [("two", path), ("one", path)]
    assert str(Repository.at(repo.folder).history(path)[-1][0].author) == "Ed <ed@x>"


def test_what_is_no_file_has_no_history(repo: Made) -> None:
    """A folder, a name that was never there, a pattern, nothing."""
    for path in ("claims", "gone", "claims/*.yaml", "", "."):
        assert told(repo, path) == []
    with pytest.raises(GitError, match="no commit is called 'nothing'"):
        told(repo, "claims/a.yaml", "nothing")


def test_renames_are_followed(repo: Made) -> None:
    """With changes, twice, and though another file takes the old name in the same commit."""
    change(repo, "claims/a.yaml", 1, "two")
    move(repo, "claims/a.yaml", "claims/b.yaml", "pure")
    repo.git("mv", "claims/b.yaml", "claims/c.yaml")
    repo.git("mv", "claims/other.yaml", "claims/b.yaml")
    change(repo, "claims/c.yaml", 2, "moved and changed")
    assert told(repo, "claims/c.yaml") == [
        ("moved and changed", "claims/c.yaml"),
        ("pure", "claims/b.yaml"),
        ("two", "claims/a.yaml"),
        ("one", "claims/a.yaml"),
    ]


def test_names_that_are_swapped(repo: Made) -> None:
    """Are two files that changed, as git sees it."""
    for old, new in (("a", "x"), ("other", "a"), ("x", "other")):
        repo.git("mv", f"claims/{old}.yaml", f"claims/{new}.yaml")
    repo.commit("swap")
    assert told(repo, "claims/a.yaml") == [("swap", "claims/a.yaml"), ("one", "claims/a.yaml")]


def test_a_copy_is_another_file(repo: Made) -> None:
    """Claims look alike: one that was begun from another is nobody's older version."""
    repo.write("claims/copy.yaml", TEXT)
    repo.commit("copy")
    repo.write("claims/late.yaml", TEXT)
    change(repo, "claims/a.yaml", 1, "copy and change")
    assert told(repo, "claims/copy.yaml") == [("copy", "claims/copy.yaml")]
    assert told(repo, "claims/late.yaml") == [("copy and change", "claims/late.yaml")]


def test_a_name_that_another_file_had(repo: Made) -> None:
    """The one that moved away takes its history along."""
    change(repo, "claims/a.yaml", 1, "two")
    move(repo, "claims/a.yaml", "claims/old.yaml", "move away")
    assert told(repo, "claims/a.yaml") == []
    repo.write("claims/a.yaml", "quite another text\n")
    repo.commit("new")
    change(repo, "claims/a.yaml", 0, "newer")
    assert told(repo, "claims/a.yaml") == [("newer", "claims/a.yaml"), ("new", "claims/a.yaml")]
    assert [subject for subject, _ in told(repo, "claims/old.yaml")] == ["move away", "two", "one"]


def test_a_name_that_is_taken_over(repo: Made) -> None:
    """By a file that moves there after the first was deleted: its own history counts, not that of the name."""
    repo.git("rm", "-q", "claims/a.yaml")
    repo.commit("delete")
    move(repo, "claims/other.yaml", "claims/a.yaml", "take over")
    assert told(repo, "claims/a.yaml") == [
        ("take over", "claims/a.yaml"),
        ("one", "claims/other.yaml"),
    ]


def test_a_file_that_comes_back(repo: Made) -> None:
    """Goes on with its earlier versions: deleting and adding again makes nobody the only author."""
    repo.git("rm", "-q", "claims/a.yaml")
    repo.commit("delete")
    assert told(repo, "claims/a.yaml") == [("one", "claims/a.yaml")]
    repo.write("claims/a.yaml", TEXT + "more\n")
    repo.commit("again")
    assert told(repo, "claims/a.yaml") == [("again", "claims/a.yaml"), ("one", "claims/a.yaml")]


def test_a_rename_on_one_side_and_a_change_on_the_other(repo: Made) -> None:
    """Are both told, and the merge that made one file of them."""
    repo.git("checkout", "--quiet", "-b", "side")
    change(repo, "claims/a.yaml", 1, "changed at the side")
    repo.git("checkout", "--quiet", "main")
    move(repo, "claims/a.yaml", "book/a.yaml", "moved")
    change(repo, "book/a.yaml", 20, "changed after moving")
    repo.merge("side", message="merge")
    assert (repo.folder / "book" / "a.yaml").read_text().count("changed") == 2
    found = told(repo, "book/a.yaml")
    assert found[0] == ("merge", "book/a.yaml")
    assert found[-1] == ("one", "claims/a.yaml")
    assert set(found) == {
        ("merge", "book/a.yaml"),
        ("changed after moving", "book/a.yaml"),
        ("moved", "book/a.yaml"),
        ("changed at the side", "claims/a.yaml"),
        ("one", "claims/a.yaml"),
    }


def test_a_merge_counts_if_its_file_is_nobody_elses(repo: Made) -> None:
    """Not if it took a side; but both sides do, and the one that was thrown away too."""
    repo.git("checkout", "--quiet", "-b", "side")
    change(repo, "claims/a.yaml", 1, "side")
    repo.git("checkout", "--quiet", "main")
    change(repo, "claims/other.yaml", 1, "not this")
    repo.merge("side", message="takes the side")
    assert [subject for subject, _ in told(repo, "claims/a.yaml")] == ["side", "one"]
    repo.git("checkout", "--quiet", "-b", "lost")
    change(repo, "claims/a.yaml", 2, "lost")
    repo.git("checkout", "--quiet", "main")
    change(repo, "claims/other.yaml", 2, "not this either")
    repo.merge("lost", message="throws away", options=("-s", "ours"))
    assert [subject for subject, _ in told(repo, "claims/a.yaml")] == ["lost", "side", "one"]
    repo.git("checkout", "--quiet", "-b", "third", "HEAD~1")
    repo.commit("third")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "third")
    change(repo, "claims/a.yaml", 5, "evil merge")
    assert [subject for subject, _ in told(repo, "claims/a.yaml")] == [
        "evil merge",
        "lost",
        "side",
        "one",
    ]


def test_a_folder_that_moves(repo: Made) -> None:
    """With more files than are compared one by one, of which some change as well."""
    for number in range(50):
        repo.write(f"claims/{number}.yaml", f"{number}\n" * 30)
    repo.commit("many")
    repo.git("mv", "claims", "book")
    repo.write("book/7.yaml", "7\n" * 30 + "changed\n")
    repo.commit("move")
    assert told(repo, "book/7.yaml") == [("move", "book/7.yaml"), ("many", "claims/7.yaml")]
    assert told(repo, "book/8.yaml") == [("move", "book/8.yaml"), ("many", "claims/8.yaml")]


GRAPH = st.lists(
    st.tuples(st.sets(st.integers(1, 4), max_size=3), st.sampled_from(["", "x", "y", "z"])),
    min_size=1,
    max_size=12,
)
"""Commits: how many steps back its parents are, and what the file holds; empty: there is none."""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(graph=GRAPH)
def test_beside_a_plain_walk(make_repo: Maker, graph: list[tuple[set[int], str]]) -> None:
    """Every commit that can be reached, whose file is there and is as no parent has it; children first."""
    made = make_repo("graph")
    made.minutes += 1  # other commits than those of the example before
    stream, parents = "reset refs/heads/main\n", {}
    for number, (steps, content) in enumerate(graph):
        parents[number] = sorted(number - step for step in steps if number - step >= 0)
        stream += f"commit refs/heads/c{number}\nmark :{number + 1}\n"
        stream += f"committer A <a@x> {1_700_000_000 + made.minutes} +0000\ndata {len(str(number))}\n{number}\n"
        for place, parent in enumerate(parents[number]):
            stream += f"{'merge' if place else 'from'} :{parent + 1}\n"
        stream += "deleteall\nM 100644 inline other\ndata 1\no\n"
        stream += f"M 100644 inline f\ndata 1\n{content}\n" if content else ""
    made.git("fast-import", "--quiet", "--force", given=stream)
    last = len(graph) - 1
    reached = {last}
    for number in range(last, -1, -1):
        reached |= set(parents[number]) if number in reached else set()
    expected = {
        n for n in reached if graph[n][1] and graph[n][1] not in {graph[p][1] for p in parents[n]}
    }
    found = [int(subject) for subject, _ in told(made, "f", f"c{last}")]
    assert sorted(found) == sorted(expected)
    above = {n: set(parents[n]) for n in reached}
    for n in sorted(reached):
        above[n] |= {older for p in parents[n] for older in above[p]}
    for place, number in enumerate(found):
        assert not any(number in above[later] for later in found[place + 1 :])
