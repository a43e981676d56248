"""W3C selectors: they select just the quote."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import IndexedText, Match, parse_quote
from checker.text.quotes import locate
from checker.text.selectors import CONTEXT, selectors

PIECES = [
    "The ",
    "bloc ",
    "won ",
    "73 ",
    "seats. ",
    "ﬁnal ",
    "e\u0301 ",
    "\u200b",
    "“",
    "” ",
    "الصدر ",
    "席",
    "👍🏽 ",
    "\n",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


def test_a_selector_in_the_data_models_own_words() -> None:
    """Type names and keys of the standard; positions in code points."""
    text = IndexedText("👍🏽 They said: “We won 73 seats,” and left.")
    (match,) = locate(text, parse_quote("we won 73 seats".capitalize()))
    (found,) = selectors(text, match)
    assert found.to_json() == [
        {
            "type": "TextQuoteSelector",
            "exact": "We won 73 seats",
            "prefix": "👍🏽 They said: “",
            "suffix": ",” and left.",
        },
        {"type": "TextPositionSelector", "start": 15, "end": 30},
    ]


@given(texts, st.data())
@settings(deadline=None)
def test_selectors_select_the_quote(text: str, data: st.DataObject) -> None:
    """By place, and by words and context, in any script."""
    indexed = IndexedText(text)
    size = len(indexed.tokens)
    if not size:
        return
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    (found,) = selectors(indexed, Match(((start, end),)))
    assert text[found.start : found.end] == found.exact == indexed.slice(start, end)
    assert text[found.start - len(found.prefix) :].startswith(
        found.prefix + found.exact + found.suffix
    )
    assert len(found.prefix) == min(CONTEXT, found.start)
    assert len(found.suffix) == min(CONTEXT, len(text) - found.end)
