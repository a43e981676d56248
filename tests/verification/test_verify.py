"""Quotes of a book against texts and receipts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.book import load_book
from checker.verification import (
    Archive,
    ArchiveError,
    QuoteStatus,
    TextStatus,
    verify_book,
)

Edit = Callable[[str, str, str], Path]


def test_text_and_receipt_agree_on_every_quote_and_place(book: Path, archive: Path) -> None:
    """People without the text get the same result as people with it."""
    loaded = load_book(book)
    by_text = verify_book(loaded, Archive(archive))
    by_receipt = verify_book(loaded, None)
    assert {check.status for check in by_text.evidence.values()} == {QuoteStatus.TEXT}
    assert {check.status for check in by_receipt.evidence.values()} == {QuoteStatus.RECEIPT}
    for name, check in by_text.evidence.items():
        assert check.match == by_receipt.evidence[name].match
    assert {status for status, _ in by_text.texts.values()} == {TextStatus.VERIFIED}
    assert {status for status, _ in by_receipt.texts.values()} == {TextStatus.ABSENT}


@pytest.mark.parametrize("use_archive", [True, False], ids=["text", "receipt"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 of the bridge's 40", "14 of the bridge's 41"),
        ("14 of the bridge's 40", "4 of the bridge's 40"),
        ("40 beams are cracked", "40 beams are not cracked"),
        ("40 beams are cracked", "beams are cracked"),
        ("14 of the bridge's 40", "-14 of the bridge's 40"),
        ("14 of the bridge's 40", "14% of the bridge's 40"),
    ],
)
def test_an_altered_quote_is_never_proven(
    book: Path, archive: Path, edit: Edit, old: str, new: str, use_archive: bool
) -> None:
    """A number, a sign, a percent sign, a negation: each counts, on both paths."""
    edit("bridge/beams-cracked.yaml", old, new)
    checked = verify_book(load_book(book), Archive(archive) if use_archive else None)
    status = checked.evidence["beams-cracked/supporting/1"].status
    assert status in (QuoteStatus.ALTERED, QuoteStatus.MISSING)


def test_a_text_is_found_by_digest_under_any_name(
    book: Path, tmp_path: Path, archive: Path
) -> None:
    """An archive may be sorted as its owner likes."""
    folder = tmp_path / "texts" / "2024"
    folder.mkdir(parents=True)
    (folder / "some name.txt").write_bytes((archive / "gazette.txt").read_bytes())
    checked = verify_book(load_book(book), Archive(tmp_path / "texts"))
    assert checked.texts["gazette"][0] is TextStatus.VERIFIED
    assert checked.texts["courier"][0] is TextStatus.ABSENT


def test_a_text_of_the_same_name_that_changed_is_reported(book: Path, tmp_path: Path) -> None:
    """The receipts still prove quotes from the recorded text."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "gazette.txt").write_text("Quite another text.")
    checked = verify_book(load_book(book), Archive(texts))
    assert checked.texts["gazette"][0] is TextStatus.CHANGED
    assert checked.evidence["beams-cracked/supporting/1"].status is QuoteStatus.RECEIPT


def test_no_archive_folder_is_an_error(tmp_path: Path) -> None:
    """Not an archive without texts."""
    with pytest.raises(ArchiveError, match="not a folder"):
        Archive(tmp_path / "nowhere")


def test_a_receipt_cannot_be_moved_to_other_words(book: Path) -> None:
    """Writing another quote beside a receipt's proof proves nothing."""
    path = book / "sources" / "gazette.receipts.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for item in data["receipts"]:
        if item["quote"].startswith("14 of"):
            item["quote"] = "13 of the bridge's 40 beams are cracked"
    path.write_text(json.dumps(data), encoding="utf-8")
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(file.read_text().replace("quote: 14 of", "quote: 13 of"))
    check = verify_book(load_book(book), None).evidence["beams-cracked/supporting/1"]
    assert check.status is QuoteStatus.ALTERED
    assert "does not lead to the root" in check.reason


@pytest.mark.parametrize("word", ["16", "14", "15.5"])
def test_a_quote_that_another_claim_uses_as_well_is_still_known(word: str, book: Path) -> None:
    """One word differs: without the text, the receipt that is not stale shows it."""
    (book / "bridge" / "again.yaml").write_text(
        "id: again\nkind: event\nstatement: They voted.\nsupporting:\n"
        f'  - {{source: gazette, quote: "{word} voted for the closure and eight against"}}\n'
    )
    verification = verify_book(load_book(book), None)
    check = verification.evidence["again/supporting/1"]
    assert (check.status, check.nearest) == (
        QuoteStatus.ALTERED,
        "15 voted for the closure and eight against",
    )
