"""Commits, as their objects have them."""

from __future__ import annotations

from collections.abc import Callable

from checker.git import Person, Repository

from ..repositories import Made

Maker = Callable[..., Made]


def test_a_commit_has_its_people(make_repo: Maker) -> None:
    """Author, committer, and whoever the message names."""
    made = make_repo()
    one = made.commit("One\nline\n\nBody\n\nCo-authored-by: Ed <e@x>\n", author="A <a@x>", committer="B <b@x>")
    (commit,) = Repository.at(made.folder).commits(None, "HEAD")
    assert (commit.oid, commit.parents, commit.subject) == (one, (), "One line")
    assert (commit.author, commit.committer) == (Person("A", "a@x"), Person("B", "b@x"))
    assert commit.coauthors == (Person("Ed", "e@x"),)
