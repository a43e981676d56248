"""Proving a book: receipts, fingerprints, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.usecases import UsageError
from checker.usecases.prove import prove_book
from checker.verification import (
    Archive,
)

Edit = Callable[[str, str, str], Path]


def test_proving_again_changes_nothing(book: Path, archive: Path) -> None:
    """The same book and texts, the same bytes."""
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    assert all(not item.written and not item.problem for item in prove_book(book, Archive(archive)))
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_proving_touches_only_the_text_block(book: Path, archive: Path, newline: str) -> None:
    """Comments, quoting, order and newlines of a record stay as they were."""
    record = book / "sources" / "gazette.yaml"
    body, _, block = record.read_text().partition("text:\n")
    written = f"# by hand\n{body}note: 'kept'   # so\n".replace("\n", newline)
    record.write_bytes(written.encode())
    prove_book(book, Archive(archive))
    assert record.read_bytes() == (written + f"text:\n{block}".replace("\n", newline)).encode()
    forged = record.read_bytes().replace(b"tokens: ", b"tokens: 9")
    record.write_bytes(forged + f"# behind{newline}".encode())
    prove_book(book, Archive(archive))
    assert (
        record.read_bytes()
        == (written + f"text:\n{block}# behind\n".replace("\n", newline)).encode()
    )


def test_a_changed_text_is_taken_only_when_asked(book: Path, tmp_path: Path, archive: Path) -> None:
    """Otherwise nothing is written."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("gazette", "courier"):
        text = (archive / f"{name}.txt").read_text()
        (texts / f"{name}.txt").write_text(text.replace("14 of the", "15 of the"))
    record = book / "sources" / "gazette.yaml"
    before = record.read_bytes()
    results = {item.source: item for item in prove_book(book, Archive(texts))}
    assert "not the recorded one" in results["gazette"].problem
    assert record.read_bytes() == before
    results = {item.source: item for item in prove_book(book, Archive(texts), accept_changed=True)}
    assert results["gazette"].unproven == ("14 of the bridge's 40 beams are cracked",)
    assert record.read_bytes() != before


def test_a_record_that_cannot_be_edited_is_left_alone(book: Path, archive: Path) -> None:
    """One in braces has no line to put a block on; the lines to add are printed instead."""
    record = book / "sources" / "courier.yaml"
    nulls = ", ".join(
        f"{key}: null" for key in ("title", "publisher", "author", "published", "url", "outlet")
    )
    one_line = f"{{id: courier, language: en, {nulls}}}\n"
    record.write_text(one_line)
    with pytest.raises(UsageError, match="add these lines yourself"):
        prove_book(book, Archive(archive))
    assert record.read_text() == one_line
