"""The context of quotes, and where sentences begin and end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import IndexedText, parse_quote
from checker.text.quote_context import ContextKind, context_of
from checker.text.quotes import locate
from checker.text.sentences import Sentences


def kind(text: str, quote: str) -> ContextKind | None:
    """The context that a quote leaves out of its sentence."""
    indexed = IndexedText(text)
    (match,) = locate(indexed, parse_quote(quote))
    context = context_of(indexed, Sentences(indexed), match)
    return context.kind if context else None


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "He rejected accusations that factions were involved.",
            "factions were involved",
            ContextKind.DENIED,
        ),
        (
            "The mayor denied that the bridge was unsafe.",
            "the bridge was unsafe",
            ContextKind.DENIED,
        ),
        ("They did not win nine seats.", "win nine seats", ContextKind.DENIED),
        ("They didn’t win nine seats.", "win nine seats", ContextKind.DENIED),
        ("Then nobody won nine seats.", "won nine seats", ContextKind.DENIED),
        (
            "It would fall if the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.CONDITIONAL,
        ),
        (
            "They asked whether the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.CONDITIONAL,
        ),
        ("Was it seven seats?", "seven seats", ContextKind.QUESTION),
        ("He said that the bloc won nine seats.", "the bloc won nine seats", ContextKind.REPORTED),
        (
            "The bloc won nine seats, officials said.",
            "The bloc won nine seats",
            ContextKind.REPORTED,
        ),
        (
            "According to officials, the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.REPORTED,
        ),
        (
            "He doubted that the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "It is not the case that the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "They failed to prove that the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "Reports that the bloc won nine seats were denied.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "The claim that the bloc won nine seats is false.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "He denied at 5 p.m. Sunday that the bloc won nine seats.",
            "the bloc won nine seats",
            ContextKind.DENIED,
        ),
        (
            "Assuming that the bloc won nine seats, it leads.",
            "the bloc won nine seats",
            ContextKind.CONDITIONAL,
        ),
        (
            "The old bloc has not, it says, won nine seats here.",
            "The old bloc has […] won nine seats here",
            ContextKind.DENIED,
        ),
        (
            "The old bloc led there. Its rival won nine seats here.",
            "The old bloc led […] won nine seats here",
            ContextKind.TWO_SENTENCES,
        ),
        # none: the context is quoted, is in another sentence, or is too far away
        (
            "He rejected accusations that factions were involved.",
            "rejected accusations that factions",
            None,
        ),
        ("He denied it. The bloc won nine seats.", "The bloc won nine seats", None),
        ("The bloc won nine seats. He denied it.", "The bloc won nine seats", None),
        ("Denied\n\nthe bloc won nine seats", "the bloc won nine seats", None),
        ("The bloc won nine seats in May.", "won nine seats", None),
        ("In a failed attempt the bloc won nine seats.", "the bloc won nine seats", None),
        ("This is the case that the bloc won nine seats in.", "the bloc won nine seats", None),
        (
            "No party that stood there in the spring, in the south, won nine seats.",
            "won nine seats",
            None,
        ),
    ],
)
def test_context(text: str, quote: str, expected: ContextKind | None) -> None:
    """Denying, open, asked, reported; or nothing that a reader would miss."""
    assert kind(text, quote) is expected


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
    """Sentences follow each other without gap, and the one around a stretch holds it."""
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
