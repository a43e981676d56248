"""Where sentences begin and end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import IndexedText
from checker.text.sentences import Sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two. Three.", ["One.", "Two.", "Three."]),
        ("Dr. Smith came. He left.", ["Dr. Smith came.", "He left."]),
        ("The U.S. Army left. It rained.", ["The U.S. Army left.", "It rained."]),
        (
            "“We won,” he said. “It was close.” They left.",
            ["“We won,” he said.", "“It was close.”", "They left."],
        ),
        ("It cost 3.5 million. Really?", ["It cost 3.5 million.", "Really?"]),
        ("A headline\n\nA paragraph. More", ["A headline", "A paragraph.", "More"]),
        (
            "He spoke of [a “bill. It rained. They left.",
            ["He spoke of [a “bill.", "It rained.", "They left."],
        ),
        (
            "A headline of nine words\n2 min read\nIt won.",
            ["A headline of nine words", "2 min read", "It won."],
        ),
        (
            (
                "This paragraph was broken by its editor where it came\n"
                "to the margin, as was done in old letters. So\non."
            ),
            [
                (
                    "This paragraph was broken by its editor where it came\n"
                    "to the margin, as was done in old letters."
                ),
                "So\non.",
            ],
        ),
        ("He left... and came back.", ["He left... and came back."]),
        ("قال نعم؟ ثم خرج.", ["قال نعم؟", "ثم خرج."]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """By full stops that are no abbreviation's, and by blank lines."""
    indexed = IndexedText(text)
    starts = [*Sentences(indexed).starts, len(indexed.tokens)]
    assert [indexed.slice(*pair) for pair in pairwise(starts)] == sentences


def test_marks_without_partner_are_soon_found() -> None:
    """However many there are."""
    text = "“((([ " * 20_000 + "] ) a. " * 20_000
    begun = time.monotonic()
    assert Sentences(IndexedText(text)).spans
    assert time.monotonic() - begun < 10


PIECES = [
    "The bloc ",
    "won ",
    "denied ",
    "not ",
    "if ",
    ". ",
    "? ",
    "... ",
    "“",
    "” ",
    "\n\n",
    "Dr. ",
    "73 ",
    "席",
    "؟ ",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join), st.data())
@settings(deadline=None)
def test_every_token_is_in_one_sentence(text: str, data: st.DataObject) -> None:
    """Sentences follow each other without gaps, and those around a run contain it."""
    indexed = IndexedText(text)
    sentences = Sentences(indexed)
    if not len(indexed.tokens):
        return
    assert sentences.starts[0] == 0
    assert sentences.starts == sorted(set(sentences.starts))
    start = data.draw(st.integers(0, len(indexed.tokens) - 1))
    end = data.draw(st.integers(start + 1, len(indexed.tokens)))
    first, last = sentences.around(start, end)
    assert first <= start < end <= last
