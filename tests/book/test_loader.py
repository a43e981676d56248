"""A folder to a Book, whole or in part, with findings for the rest."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.book import BookError, folder, load_book


def rules(book: Path) -> set[str]:
    """The kinds of findings from reading."""
    return {finding.kind for finding in load_book(book).findings}


def test_the_base_book_reads_without_a_finding(book: Path) -> None:
    """All of it arrives, in the model's own types."""
    loaded = load_book(book)
    assert loaded.findings == ()
    assert sorted(loaded.claims) == [
        "beams-cracked",
        "councillors",
        "surveyor-said-cost",
        "vote-day",
        "votes-against",
        "votes-for",
    ]
    assert len(loaded.rules) == 2
    claim = loaded.claims["beams-cracked"]
    assert [(item.id, item.origin) for item in claim.evidence] == [
        ("beams-cracked/supporting/1", "surveyor"),
        ("beams-cracked/contradicting/1", "mayor"),
    ]
    assert loaded.root_of("clerk") == "council"
    assert loaded.outlet_of("courier") == "courier"


def test_a_missing_folder_or_book_is_an_error(tmp_path: Path) -> None:
    """Not an empty report."""
    with pytest.raises(BookError, match="not a folder"):
        load_book(tmp_path / "nowhere")
    with pytest.raises(BookError, match=r"book\.yaml"):
        load_book(tmp_path)


def test_one_broken_file_hides_no_other(book: Path) -> None:
    """Every file is read, whatever the others are like."""
    for name in ("beams-cracked", "votes-for"):
        (book / "bridge" / f"{name}.yaml").write_bytes(b"\xff")
    loaded = load_book(book)
    assert [finding.location.path for finding in loaded.findings] == [
        "bridge/beams-cracked.yaml",
        "bridge/votes-for.yaml",
    ]
    assert len(loaded.claims) == 4


def test_a_file_without_permission_is_a_finding(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not an exception; root, who may read everything, is refused by the test."""
    closed = book / "bridge" / "votes-for.yaml"
    closed.chmod(0)
    original = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if str(path).endswith(closed.name):
            raise PermissionError(errno.EACCES, "Permission denied")
        return original(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    assert "file-unreadable" in rules(book)


def test_a_file_that_goes_away_is_a_finding(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For example, between listing and reading."""

    def walk(*arguments: Any) -> Iterator[str]:
        found = list(original(*arguments))
        (book / "bridge" / "votes-for.yaml").unlink(missing_ok=True)
        yield from found

    original = folder._walk
    monkeypatch.setattr(folder, "_walk", walk)
    assert rules(book) == {"file-unreadable"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in the file system here")
def test_a_pipe_in_the_book_is_not_waited_for(book: Path) -> None:
    """Nor a link to one."""
    os.mkfifo(book / "bridge" / "pipe.yaml")
    (book / "bridge" / "link.yaml").symlink_to("pipe.yaml")
    assert rules(book) == {"file-unexpected"}


def test_links_that_leave_the_book_are_refused(book: Path, tmp_path: Path) -> None:
    """A book cannot be made to read other files of the machine."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("id: secret\n")
    (book / "bridge" / "secret.yaml").symlink_to(secret)
    (book / "loop").symlink_to(book)
    loaded = load_book(book)
    assert {(finding.kind, finding.location.path) for finding in loaded.findings} == {
        ("file-link", "bridge/secret.yaml"),
        ("file-link", "loop"),
    }


def test_names_that_differ_by_case_only_are_refused(book: Path) -> None:
    """Many systems take them for one file."""
    twin = book / "bridge" / "Votes-For.yaml"
    twin.write_text((book / "bridge" / "votes-for.yaml").read_text())
    if len(list((book / "bridge").iterdir())) == 6:
        pytest.skip("this file system does not tell case apart")
    assert "file-name-case" in rules(book)


def test_the_digest_is_of_paths_and_bytes(book: Path) -> None:
    """Any byte, and any name, changes it; a README does not."""
    before = load_book(book).digest
    (book / "README.md").write_text("for people")
    assert load_book(book).digest == before
    file = book / "bridge" / "votes-for.yaml"
    file.write_text(file.read_text() + "\n")
    after = load_book(book).digest
    assert after != before
    file.rename(file.with_name("votes-pro.yaml"))
    assert load_book(book).digest not in (before, after)


def test_entities_that_belong_to_each_other_do_not_loop(book: Path) -> None:
    """A circle ends where it closes."""
    (book / "entities.yaml").write_text(
        "a: {name: A, belongs_to: b}\nb: {name: B, belongs_to: a}\n"
    )
    loaded = load_book(book)
    assert loaded.root_of("a") == loaded.root_of("b") == "a"
    assert loaded.chain("a") == ("a", "b")


def test_names_that_cannot_be_printed_are_refused(book: Path) -> None:
    """Control characters, and bytes that are not UTF-8."""
    (book / "bridge" / "new\nline.yaml").write_text("id: x\n")
    try:
        Path(os.fsdecode(os.fsencode(book) + b"/bridge/caf\xe9.yaml")).write_text("id: x\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    found = load_book(book).findings
    assert [(finding.kind, finding.location.path) for finding in found] == [
        ("file-name", "bridge/caf\\udce9.yaml"),
        ("file-name", "bridge/new\\nline.yaml"),
    ]


def test_a_link_that_leads_nowhere_is_refused(book: Path) -> None:
    """Or in a circle."""
    (book / "bridge" / "gone.yaml").symlink_to(book / "bridge" / "gone-too.yaml")
    (book / "bridge" / "circle.yaml").symlink_to(book / "bridge" / "circle.yaml")
    assert rules(book) <= {"file-link", "file-unreadable"}
    assert rules(book)
