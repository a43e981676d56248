"""The context of quotes."""

from __future__ import annotations

import pytest

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
