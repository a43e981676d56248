"""The versions of one file: over renames, merges, gaps; beside a plain walk over every commit."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.git import GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]
TEXT = "".join(f"line {number} of the text\n" for number in range(30))


def subjects_and_paths(made: Made, path: str, commit: str = "HEAD") -> list[tuple[str, str]]:
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
    assert subjects_and_paths(repo, path) == [("three", path), ("two", path), ("one", path)]
    assert subjects_and_paths(repo, path, "HEAD~3") == [("two", path), ("one", path)]
    assert str(Repository.at(repo.folder).history(path)[-1][0].author) == "Ed <ed@x>"


def test_what_is_no_file_has_no_history(repo: Made) -> None:
    """A folder, a name that was never there, a pattern, nothing."""
    for path in ("claims", "gone", "claims/*.yaml", "", "."):
        assert subjects_and_paths(repo, path) == []
    with pytest.raises(GitError, match="no commit is called 'nothing'"):
        subjects_and_paths(repo, "claims/a.yaml", "nothing")


def test_renames_are_followed(repo: Made) -> None:
    """With changes, twice, and though another file takes the old name in the same commit."""
    change(repo, "claims/a.yaml", 1, "two")
    move(repo, "claims/a.yaml", "claims/b.yaml", "pure")
    repo.git("mv", "claims/b.yaml", "claims/c.yaml")
    repo.git("mv", "claims/other.yaml", "claims/b.yaml")
    change(repo, "claims/c.yaml", 2, "moved and changed")
    assert subjects_and_paths(repo, "claims/c.yaml") == [
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
    assert subjects_and_paths(repo, "claims/a.yaml") == [
        ("swap", "claims/a.yaml"),
        ("one", "claims/a.yaml"),
    ]


def test_a_copy_is_another_file(repo: Made) -> None:
    """Claims look alike: one that was begun from another is nobody's older version."""
    repo.write("claims/copy.yaml", TEXT)
    repo.commit("copy")
    repo.write("claims/late.yaml", TEXT)
    change(repo, "claims/a.yaml", 1, "copy and change")
    assert subjects_and_paths(repo, "claims/copy.yaml") == [("copy", "claims/copy.yaml")]
    assert subjects_and_paths(repo, "claims/late.yaml") == [("copy and change", "claims/late.yaml")]


def test_a_name_that_another_file_had(repo: Made) -> None:
    """The one that moved away takes its history along."""
    change(repo, "claims/a.yaml", 1, "two")
    move(repo, "claims/a.yaml", "claims/old.yaml", "move away")
    assert subjects_and_paths(repo, "claims/a.yaml") == []
    repo.write("claims/a.yaml", "quite another text\n")
    repo.commit("new")
    change(repo, "claims/a.yaml", 0, "newer")
    assert subjects_and_paths(repo, "claims/a.yaml") == [
        ("newer", "claims/a.yaml"),
        ("new", "claims/a.yaml"),
    ]
    assert [subject for subject, _ in subjects_and_paths(repo, "claims/old.yaml")] == [
        "move away",
        "two",
        "one",
    ]


def test_a_name_that_is_taken_over(repo: Made) -> None:
    """A file moves to the name of one that was deleted before.

    Its own history counts, not the history of the name.
    """
    repo.git("rm", "-q", "claims/a.yaml")
    repo.commit("delete")
    move(repo, "claims/other.yaml", "claims/a.yaml", "take over")
    assert subjects_and_paths(repo, "claims/a.yaml") == [
        ("take over", "claims/a.yaml"),
        ("one", "claims/other.yaml"),
    ]


def test_a_file_that_comes_back(repo: Made) -> None:
    """Goes on with its earlier versions: deleting and adding again makes nobody the only author."""
    repo.git("rm", "-q", "claims/a.yaml")
    repo.commit("delete")
    assert subjects_and_paths(repo, "claims/a.yaml") == [("one", "claims/a.yaml")]
    repo.write("claims/a.yaml", TEXT + "more\n")
    repo.commit("again")
    assert subjects_and_paths(repo, "claims/a.yaml") == [
        ("again", "claims/a.yaml"),
        ("one", "claims/a.yaml"),
    ]


def test_a_rename_on_one_side_and_a_change_on_the_other(repo: Made) -> None:
    """Both are listed, and so is the merge that made one file of them."""
    repo.git("checkout", "--quiet", "-b", "side")
    change(repo, "claims/a.yaml", 1, "changed at the side")
    repo.git("checkout", "--quiet", "main")
    move(repo, "claims/a.yaml", "book/a.yaml", "moved")
    change(repo, "book/a.yaml", 20, "changed after moving")
    repo.merge("side", message="merge")
    assert (repo.folder / "book" / "a.yaml").read_text().count("changed") == 2
    found = subjects_and_paths(repo, "book/a.yaml")
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
    """It does not count if it took a side. Both sides count, even the one not taken."""
    repo.git("checkout", "--quiet", "-b", "side")
    change(repo, "claims/a.yaml", 1, "side")
    repo.git("checkout", "--quiet", "main")
    change(repo, "claims/other.yaml", 1, "not this")
    repo.merge("side", message="takes the side")
    assert [subject for subject, _ in subjects_and_paths(repo, "claims/a.yaml")] == ["side", "one"]
    repo.git("checkout", "--quiet", "-b", "lost")
    change(repo, "claims/a.yaml", 2, "lost")
    repo.git("checkout", "--quiet", "main")
    change(repo, "claims/other.yaml", 2, "not this either")
    repo.merge("lost", message="throws away", options=("-s", "ours"))
    assert [subject for subject, _ in subjects_and_paths(repo, "claims/a.yaml")] == [
        "lost",
        "side",
        "one",
    ]
    repo.git("checkout", "--quiet", "-b", "third", "HEAD~1")
    repo.commit("third")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "third")
    change(repo, "claims/a.yaml", 5, "evil merge")
    assert [subject for subject, _ in subjects_and_paths(repo, "claims/a.yaml")] == [
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
    assert subjects_and_paths(repo, "book/7.yaml") == [
        ("move", "book/7.yaml"),
        ("many", "claims/7.yaml"),
    ]
    assert subjects_and_paths(repo, "book/8.yaml") == [
        ("move", "book/8.yaml"),
        ("many", "claims/8.yaml"),
    ]


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
    """Versions are the reachable commits whose file differs from all parents, children first."""
    made = make_repo("graph")
    made.minutes += 1  # so that the commits differ from those of the example before
    parents = [parents_of(number, steps) for number, (steps, _) in enumerate(graph)]
    contents = [content for _, content in graph]
    time = 1_700_000_000 + made.minutes
    stream = "".join(
        imported_commit(number, parents[number], contents[number], time)
        for number in range(len(graph))
    )
    made.git("fast-import", "--quiet", "--force", given=f"reset refs/heads/main\n{stream}")
    last = len(graph) - 1
    ancestors = all_ancestors(parents)
    versions = [number for number in range(len(graph)) if is_version(number, parents, contents)]
    found = [int(subject) for subject, _ in subjects_and_paths(made, "f", f"c{last}")]
    assert sorted(found) == [one for one in versions if one in {last, *ancestors[last]}]
    assert not any(first in ancestors[second] for first, second in combinations(found, 2))


def parents_of(number: int, steps: set[int]) -> list[int]:
    """The numbers of a commit's parents."""
    return sorted(number - step for step in steps if step <= number)


def is_version(number: int, parents: list[list[int]], contents: list[str]) -> bool:
    """Whether the file of a commit is there and differs from all parents."""
    before = {contents[parent] for parent in parents[number]}
    return contents[number] != "" and contents[number] not in before


def imported_commit(number: int, parents: list[int], content: str, time: int) -> str:
    """A commit for ``git fast-import``: on a branch of its own, with the file ``f`` or without."""
    subject = str(number)
    links = "".join(
        f"{'merge' if position else 'from'} :{parent + 1}\n"
        for position, parent in enumerate(parents)
    )
    file = f"M 100644 inline f\ndata 1\n{content}\n" if content else ""
    return (
        f"commit refs/heads/c{number}\nmark :{number + 1}\n"
        f"committer A <a@x> {time} +0000\ndata {len(subject)}\n{subject}\n"
        f"{links}deleteall\nM 100644 inline other\ndata 1\no\n{file}"
    )


def all_ancestors(parents: list[list[int]]) -> list[set[int]]:
    """The ancestors of each commit, by its number; parents have lower numbers."""
    ancestors: list[set[int]] = []
    for own_parents in parents:
        older = [ancestors[parent] for parent in own_parents]
        ancestors.append(set(own_parents).union(*older))
    return ancestors
