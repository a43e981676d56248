"""Waiving sentences and figures, and what becomes of waivers."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.book import load_book
from checker.coverage import SentenceState
from checker.usecases import UsageError
from checker.usecases.coverage import SentenceRef, unwaive, waive
from checker.usecases.prove import prove_book
from checker.verification import Archive

from ..covered import covered, states


def test_waivers(book: Path, archive: Path) -> None:
    """A sentence whole, or one figure of it; taken back again, and written whole each time."""
    texts = Archive(archive)
    done = waive(
        book, texts, "gazette", [SentenceRef(8), SentenceRef(6, 2)], "opinion", "His view."
    )
    assert done.passages == ("The mayor denied that the bridge was ever unsafe.", "40")
    assert states(covered(book, archive)) == "ccccccc" + "w" + "ooo"
    assert states(covered(book, None)) == "ccccccc" + "w" + "ooo"
    assert not waive(book, texts, "gazette", [SentenceRef(8)], "opinion", "His view.").changed
    waive(book, texts, "gazette", [SentenceRef(8)], "background", "Another: view # of “his”.")
    assert [item.note for item in load_book(book).waivers["gazette"]] == [
        "His view.",
        "Another: view # of “his”.",
    ]
    unwaive(book, texts, "gazette", [SentenceRef(8), SentenceRef(6, 2)])
    assert states(covered(book, archive)) == "ccccc" + "o" + "c" + "oooo"
    assert load_book(book).findings == ()


def test_a_waiver_lapses_with_its_words(tmp_path: Path, book: Path, archive: Path) -> None:
    """A changed text reopens every sentence of it, by text and by receipt."""
    waive(book, Archive(archive), "gazette", [SentenceRef(8)], "opinion", "His view.")
    changed = tmp_path / "archive"
    changed.mkdir()
    text = (archive / "gazette.txt").read_text(encoding="utf-8")
    (changed / "gazette.txt").write_text(
        text.replace("ever unsafe", "never safe"), encoding="utf-8"
    )
    prove_book(book, Archive(changed), accept_changed=True)
    for folder in (changed, None):
        item = covered(book, folder)
        assert item.sentences[7].state is SentenceState.OPEN
        assert [waiver.note for waiver in item.lapsed] == ["His view."]


def test_a_waiver_covers_no_figure_beside_it(book: Path, archive: Path) -> None:
    """A sentence with an open figure is open, whatever else is waived."""
    waive(book, Archive(archive), "gazette", [SentenceRef(6, 1)], "background", "x")
    assert covered(book, archive).sentences[5].state is SentenceState.OPEN


@pytest.mark.parametrize(
    ("source", "selection", "note", "message"),
    [
        ("tribune", SentenceRef(1), "n", "has no source “tribune”"),
        ("gazette", SentenceRef(99), "n", "no sentence 99; its sentences are numbered 1 to 11"),
        ("gazette", SentenceRef(0), "n", "no sentence 0"),
        ("gazette", SentenceRef(5, 9), "n", "has no figure 9; it has 3 figures"),
        ("gazette", SentenceRef(8), "  ", "needs a note"),
    ],
)
def test_waivers_that_cannot_be(
    book: Path, archive: Path, source: str, selection: SentenceRef, note: str, message: str
) -> None:
    """Each says what there is instead."""
    with pytest.raises(UsageError, match=message):
        waive(book, Archive(archive), source, [selection], "opinion", note)
    assert not list(book.glob("waivers/*"))


def test_what_was_not_waived_cannot_be_taken_back(book: Path, archive: Path) -> None:
    """Rather than doing nothing in silence."""
    with pytest.raises(UsageError, match="sentence 8 of gazette is not waived"):
        unwaive(book, Archive(archive), "gazette", [SentenceRef(8)])


def test_waivers_that_cannot_be_read_are_not_overwritten(book: Path, archive: Path) -> None:
    """Somebody's work is in them."""
    file = book / "waivers" / "gazette.yaml"
    file.parent.mkdir()
    file.write_text("waived: [\n")
    with pytest.raises(UsageError, match="cannot be read; correct it first"):
        waive(book, Archive(archive), "gazette", [SentenceRef(8)], "opinion", "n")
    assert file.read_text() == "waived: [\n"
