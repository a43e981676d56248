"""Why a sentence is worth checking."""

from __future__ import annotations

import pytest

from checker.coverage import SentenceMark, marks_of
from checker.text import tokenize


def marks(sentence: str) -> set[str]:
    """The marks of a sentence, as words."""
    return {str(mark) for mark in marks_of(tokenize(sentence).texts)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bloc won 73 seats.", {"figure"}),
        ("It came in third place.", {"ordinal"}),
        ("They met on 10 October.", {"date"}),
        ("They met on Sunday.", {"date"}),
        ("It was built in 1911.", {"date"}),
        ("They have more seats.", {"comparison"}),
        ("It was the biggest scam.", {"superlative"}),
        ("It closed because of the frost.", {"cause"}),
        ("They called it “fabricated”.", {"reported speech", "quotation"}),
        ("There the mayor met Ines Falk.", {"name"}),
        ("It rained.", set()),
        ("They rest in the forest.", set()),
        ("فاز الحزب بـ ٧٣ مقعدا", {"figure"}),
        ("", set()),
    ],
)
def test_marks(sentence: str, expected: set[str]) -> None:
    """Each for a reason of its own."""
    assert marks(sentence) == expected


def test_every_mark_is_given_to_something() -> None:
    """A mark that no sentence can have would be a promise not kept."""
    sentence = (
        "On Sunday Ines Falk said that “seven” of the 40 beams, "
        "more than in 1911, fell first because of the worst frost."
    )
    assert marks(sentence) == {str(mark) for mark in SentenceMark}
