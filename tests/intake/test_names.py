"""Ids made of words, and names found in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.book import load_book
from checker.intake.names import Names, slug
from checker.text import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Al-Fateh Alliance", "al-fateh-alliance"),
        ("Übergröße", "ubergrosse"),
        ("Łódź", "lodz"),
        ("٤١", "name"),
        ("", "name"),
    ],
)
def test_ids(text: str, expected: str) -> None:
    """Small Latin letters, digits and hyphens."""
    assert slug(text) == expected


def test_names(book: Path) -> None:
    """Those of the book by their spellings, others by their capitals.

    A sentence's first word alone is not a name.
    """
    names = Names(load_book(book).entities.values())
    found = names.find(
        tokenize(
            "Yesterday the town council’s clerk met Jo Amsel of the House of Lords in Halm."
        ).texts
    )
    assert [(item.name, item.known) for item in found if not item.known] == [
        ("Jo Amsel of the House of Lords", False),
        ("Halm", False),
    ]
