"""A book at a commit is that of its checkout: links, stray files, submodules, line ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from checker.book import Contents, build_book, read_folder
from checker.usecases import UsageError
from checker.usecases.book_repository import open_book_repository

from ..edits import base_files, edited
from ..repositories import Made
from .conftest import MakeBook, put


def at(
    repo: Made, commit: str = "HEAD", folder: str = "claims", reuse_from: Contents | None = None
) -> Contents:
    """The book of a commit, which must be there."""
    repository = open_book_repository(repo.folder / folder)
    found = repository.contents(repository.git.commit(commit), reuse_from)
    assert found is not None
    return found


def same(one: Contents, other: Contents) -> None:
    """Names, bytes, order, and what was found."""
    assert list(one.files) == list(other.files)
    assert one.files == other.files
    assert one.name == other.name
    assert sorted(one.findings, key=lambda item: item.order) == sorted(
        other.findings, key=lambda item: item.order
    )


def test_links_hidden_files_strays_and_odd_names(make_book: MakeBook) -> None:
    """All in one folder."""
    repo = make_book()
    book = repo.folder / "claims"
    repo.write("claims/.hidden/x.yaml", "id: x")
    repo.write("claims/bridge/.x.yaml", "id: x")
    repo.write("claims/bridge/x.yaml~", "id: x")
    repo.write("claims/notes.txt", "a stray")
    repo.write("claims/bridge/x.yml", "id: x")
    repo.write("claims/README.md", "a readme")
    repo.write("claims/bridge/Brücke-جسر.yaml", "id: x")
    repo.write("claims/bridge/with space.yaml", "id: x")
    repo.write("claims/bridge/bell\a.yaml", "id: x")
    repo.write("claims/bridge/empty.yaml", b"")
    (book / "bridge" / "linked.yaml").symlink_to("votes-for.yaml")
    (book / "bridge" / "far.yaml").symlink_to("../sources/gazette.yaml")
    (book / "out.yaml").symlink_to("../other.txt")
    (book / "nowhere.yaml").symlink_to("nothing.yaml")
    (book / "folder").symlink_to("bridge")
    (book / "a-chain.yaml").symlink_to("bridge/linked.yaml")
    (book / "chain.yaml").symlink_to("bridge/linked.yaml")
    (book / "roundabout.yaml").symlink_to("../claims/folder/votes-for.yaml")
    (book / "circle.yaml").symlink_to("circle.yaml")
    (book / "to-hidden.yaml").symlink_to(".hidden/x.yaml")
    (book / "to-readme.yaml").symlink_to("README.md")
    (book / "absolute.yaml").symlink_to("/dev/null")
    (book / "stray").symlink_to("book.yaml")
    (book / "below-a-file.yaml").symlink_to("book.yaml/x.yaml")
    (book / "up.yaml").symlink_to("../../../x.yaml")
    (book / "up").symlink_to(".")
    repo.commit()
    same(at(repo), read_folder(book))


def test_a_name_that_is_not_utf_8(make_book: MakeBook) -> None:
    """Shown, and not read, by either."""
    repo = make_book()
    name = os.fsencode(repo.folder / "claims" / "bridge") + b"/caf\xe9.yaml"
    try:
        Path(os.fsdecode(name)).write_bytes(b"id: x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    repo.commit()
    same(at(repo), read_folder(repo.folder / "claims"))


def test_a_submodule_is_not_read(make_book: MakeBook, make_repo: Callable[..., Made]) -> None:
    """A folder of the checkout is another repository to git: reported, and not read."""
    other = make_repo("other")
    other.write("x.yaml", "id: x")
    other.commit()
    repo = make_book()
    repo.git("submodule", "add", "--quiet", other.folder.as_uri(), "claims/sub")
    repo.commit()
    found = at(repo)
    assert not any(path.startswith("sub") for path in found.files)
    assert [(item.location.path, item.kind) for item in found.findings] == [
        ("sub", "file-unexpected")
    ]


def test_a_book_inside_a_submodule(make_book: MakeBook, make_repo: Callable[..., Made]) -> None:
    """Its repository is the submodule's own."""
    inner = make_book(name="inner")
    outer = make_repo("outer")
    outer.git("submodule", "add", "--quiet", inner.folder.as_uri(), "sub")
    outer.commit()
    repository = open_book_repository(outer.folder / "sub" / "claims")
    assert repository.folder == "claims"
    assert repository.contents("HEAD") is not None


def test_crlf_of_the_checkout(make_book: MakeBook) -> None:
    """With autocrlf, the bytes differ, and the book does not."""
    repo = make_book()
    repo.git("config", "core.autocrlf", "true")
    shutil.rmtree(repo.folder / "claims")
    repo.git("checkout", "--quiet", "--", ".")
    there = read_folder(repo.folder / "claims")
    assert b"\r\n" in there.files["book.yaml"]
    one, other = build_book(at(repo, reuse_from=there)), build_book(there)
    assert {name: claim.place.document.data for name, claim in one.claims.items()} == {
        name: claim.place.document.data for name, claim in other.claims.items()
    }


def test_at_the_root_and_below_it(make_book: MakeBook) -> None:
    """Wherever the book lies."""
    for number, folder in enumerate((".", "a/b/ċ d")):
        repo = make_book(folder, f"repo-{number}")
        if folder == ".":
            (repo.folder / "other.txt").unlink()
            repo.commit()
        same(at(repo, folder=folder), read_folder(repo.folder / folder))


def test_no_book_at_a_commit(make_book: MakeBook) -> None:
    """Neither a folder, nor one without ``book.yaml``, nor a file of its name."""
    repo = make_book()
    repository = open_book_repository(repo.folder / "claims")
    (repo.folder / "claims" / "book.yaml").unlink()
    assert repository.contents(repo.commit()) is None
    shutil.rmtree(repo.folder / "claims")
    repo.write("claims", "a file")
    assert repository.contents(repo.commit()) is None


def test_files_at_hand_are_known_by_their_bytes_alone(make_book: MakeBook) -> None:
    """Not by name: what is otherwise in the folder is read from git."""
    repo = make_book()
    put(repo, "claims/bridge/votes-for.yaml", "value: 15", "value: 16")
    there = read_folder(repo.folder / "claims")
    found = at(repo, reuse_from=there)
    assert b"value: 15" in found.files["bridge/votes-for.yaml"]
    assert found.files["book.yaml"] is there.files["book.yaml"]


def test_no_repository(book: Path) -> None:
    """Said so."""
    with pytest.raises(UsageError, match="repository"):
        open_book_repository(book)


@given(files=edited(base_files(), 6))
@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_commit_is_its_checkout(
    make_repo: Callable[..., Made], tmp_path: Path, files: dict[str, bytes]
) -> None:
    """Whatever was edited."""
    if "book.yaml" not in files:
        return
    shutil.rmtree(tmp_path / "repo", ignore_errors=True)
    repo = make_repo()
    for path, raw in files.items():
        repo.write(f"claims/{path}", raw)
    repo.commit()
    same(at(repo), read_folder(repo.folder / "claims"))
