"""Where a text has a quote, as selectors of the Web Annotation Data Model.

W3C Recommendation of 2017, sections 4.2.4 and 4.2.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.text.quotes import Match
from checker.text.tokens import IndexedText

CONTEXT: Final = 32
"""Code points before and behind a quote; annotation tools use them to find it in a changed text."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One part of a quote: its own words as the text has them, those beside it, and its place."""

    exact: str
    prefix: str
    suffix: str
    start: int
    """Code points into the text."""

    end: int

    def to_json(self) -> list[dict[str, str | int]]:
        """A TextQuoteSelector and a TextPositionSelector, which select the same."""
        return [
            {
                "type": "TextQuoteSelector",
                "exact": self.exact,
                "prefix": self.prefix,
                "suffix": self.suffix,
            },
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


def selectors(text: IndexedText, match: Match) -> tuple[Selector, ...]:
    """A selector for each part of a quote that was found."""
    found = []
    for first, last in match.spans:
        start, end = text.tokens.starts[first], text.tokens.ends[last - 1]
        prefix, suffix = text.text[max(0, start - CONTEXT) : start], text.text[end : end + CONTEXT]
        found.append(Selector(text.text[start:end], prefix, suffix, start, end))
    return tuple(found)
