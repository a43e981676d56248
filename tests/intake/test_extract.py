"""Texts out of documents, and what documents state of themselves."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.intake.extract import IntakeError, extract

FILES = Path(__file__).parent / "specimens"


def test_a_text_is_taken_as_it_is() -> None:
    """Nothing is known of it but its words."""
    found = extract("\ufeffDie Brücke\n\nist zu.\n".encode())
    assert (found.text, found.kind, found.title, found.language) == (
        "Die Brücke\n\nist zu.\n",
        "text",
        None,
        None,
    )


def test_a_page() -> None:
    """The article without the rest of its page; facts come from its markup."""
    pytest.importorskip("trafilatura")
    found = extract((FILES / "page.html").read_bytes())
    assert found.kind == "html"
    assert "by 17 votes to 12" in found.text
    assert "Nobody will drive 40 tonnes" in found.text
    assert "Privacy" not in found.text
    assert "Sport" not in found.text
    assert (found.title, found.author, found.publisher) == (
        "Mill Bridge closed to lorries",
        "Tova Lind",
        "Ostwick Gazette",
    )
    assert (found.published, found.url, found.language) == (
        "2024-03-12",
        "https://gazette.example/mill-bridge",
        "en",
    )


def test_a_page_that_states_nothing() -> None:
    """A date in its words or its address is no statement of its markup."""
    pytest.importorskip("trafilatura")
    words = (
        "The council of Ostwick voted on Tuesday to close the bridge, "
        "after a long debate on 12 March 2024. " * 5
    )
    found = extract(f"<html><body><article><p>{words}</p></article></body></html>".encode())
    assert "voted on Tuesday" in found.text
    assert {
        found.title,
        found.author,
        found.publisher,
        found.published,
        found.url,
        found.language,
    } == {None}


@pytest.mark.parametrize(
    "linked",
    [
        "{",
        "[]",
        '{"headline": 3}',
        '[{"@graph": [{"headline": "x", "author": [{"name": "A"}]}]}]',
        "[" * 5000,
        '"x"',
    ],
)
def test_linked_data_of_any_shape(linked: str) -> None:
    """Broken or odd, it is left aside."""
    pytest.importorskip("trafilatura")
    page = (FILES / "page.html").read_text(encoding="utf-8")
    start, end = page.index('{"@type"'), page.index("</script>")
    assert "17 votes" in extract((page[:start] + linked + page[end:]).encode()).text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "columns.pdf",
            (
                "The council of Ostwick voted on Tuesday to close Mill Bridge to lorries, "
                "by 17 votes to 12"
            ),
        ),
        ("columns.pdf", "“Nobody will drive 40 tonnes over a bridge that was built for 12.”"),
        ("hyphens.pdf", "voted on Tuesday to close the bridge, after a survey found cracks"),
        ("hyphens.pdf", "Pro-Ostwick hauliers"),
        ("ligatures.pdf", "The official figures were filed first by the office"),
    ],
)
def test_a_pdf(name: str, words: str) -> None:
    """Columns one after the other, broken words whole, ligatures as letters."""
    pytest.importorskip("pypdfium2")
    assert words in " ".join(extract((FILES / name).read_bytes()).text.split())


def test_a_pdf_from_right_to_left_is_refused() -> None:
    """Rather than taken in with its words in disorder."""
    pytest.importorskip("pypdfium2")
    with pytest.raises(IntakeError, match="right to left"):
        extract((FILES / "arabic.pdf").read_bytes())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the document has no text"),
        (b" \n ", "the document has no text"),
        (b"\x00\x01\x02", "neither a text"),
        ("é".encode("latin-1"), "not UTF-8"),
        (b"x" * 50_000_001, "and the limit is 50,000,000"),
    ],
)
def test_documents_that_cannot_be_used(raw: bytes, message: str) -> None:
    """Each with what to do."""
    with pytest.raises(IntakeError, match=message):
        extract(raw)


@pytest.mark.parametrize("raw", [b"%PDF-1.4 nothing", b"%PDF-"])
def test_a_damaged_pdf(raw: bytes) -> None:
    """Or one that was cut off."""
    pytest.importorskip("pypdfium2")
    with pytest.raises(IntakeError, match="damaged or cut off"):
        extract(raw)
    with pytest.raises(IntakeError):
        extract((FILES / "columns.pdf").read_bytes()[:300])


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>" + b"<div>" * 100_000 + b"x",
        b"<html><p>" + b"<" * 100_000,
        b"<html>" + b" " * 3_000_000,
    ],
)
def test_a_page_meant_to_do_harm(raw: bytes) -> None:
    """Refused or read, and soon."""
    pytest.importorskip("trafilatura")
    begun = time.monotonic()
    with contextlib.suppress(IntakeError):
        extract(raw)
    assert time.monotonic() - begun < 20


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes(raw: bytes) -> None:
    """A text, or an error with words."""
    with contextlib.suppress(IntakeError):
        assert extract(raw).text.strip()
