"""Quotes that cut through a number: “turnout of 41” of “turnout of 41 per cent”.

No quote begins or ends inside a token; here, none begins or ends inside a number of several tokens,
between a number and its unit, or between a number and the words that qualify it (“fewer than”).
"""

from __future__ import annotations

from typing import Final

from checker.text import IndexedText, Match
from checker.values import may_belong, may_count, readings, words_with_places

_MARGIN: Final = 8
"""Tokens on each side of a quote's edge that can belong to one number."""

_BOUNDS: Final = frozenset("<>≤≥≈~±")
_JOINTS: Final = frozenset(":/^×*")
_MINUS: Final = "-"
"""What a minus sign is folded to."""


def cut_number(text: IndexedText, match: Match) -> str:
    """The passage that a quote cuts through at one of its edges, or nothing."""
    for start, end in match.spans:
        for edge, outer in ((start, start - 1), (end, end)):
            passage = _through(text, edge, outer)
            if passage:
                return passage
    return ""


def _through(text: IndexedText, edge: int, outer: int) -> str:
    """The number that lies on both sides of an edge; ``outer`` is the first token that the quote leaves out."""
    tokens = text.tokens
    if not 0 < edge < len(tokens):
        return ""
    if outer < edge and _is_number(tokens.texts[edge]) and _bounds(text, outer):
        return text.slice(outer, edge + 1)
    if _glued(text, edge):
        return text.slice(max(edge - 2, 0), min(edge + 2, len(tokens)))
    if not (may_belong(tokens.texts[edge - 1]) and may_belong(tokens.texts[edge])):
        return ""
    first, last = max(0, edge - _MARGIN), min(len(tokens), edge + _MARGIN)
    if not any(map(may_count, tokens.texts[first:last])):
        return ""
    words, places = words_with_places(tokens.texts[first:last])
    for number in readings(words):
        spans = [(first + places[item.start], first + places[item.end - 1] + 1) for item in number]
        if all(begin < edge < behind for begin, behind in spans):
            return text.slice(*spans[0])
    return ""


def _is_number(token: str) -> bool:
    return any(map(str.isdigit, token))


def _bounds(text: IndexedText, at: int) -> bool:
    """Whether a token is a sign that bounds or negates the number behind it; a dash with a space is none."""
    token = text.tokens.texts[at]
    return token in _BOUNDS or (token == _MINUS and text.slice(at, at + 1) == "\u2212")


def _compound(text: IndexedText, edge: int) -> bool:
    """Whether the edge lies beside an en dash that joins two words: the “anti” of “anti–Sadr” is not left out."""
    for at in (edge - 1, edge):
        if text.tokens.texts[at] == _MINUS and 0 < at < len(text.tokens) - 1:
            place = text.tokens.starts[at]
            around = text.text[place - 1 : place + 2]
            if (
                len(around) == 3
                and around[0].isalnum()
                and around[1] == "\u2013"
                and around[2].isalnum()
            ):
                return True
    return False


def _glued(text: IndexedText, edge: int) -> bool:
    """Whether numbers stand on both sides of an edge, side by side or with a joint: 1 500, 12:30, 10^2."""
    tokens = text.tokens
    left, right = tokens.texts[edge - 1], tokens.texts[edge]
    if _is_number(left) and _is_number(right):
        return True
    if left not in _JOINTS and right not in _JOINTS:
        return _compound(text, edge)
    joined = tokens.ends[edge - 1] == tokens.starts[edge]
    if joined and left in _JOINTS and edge > 1 and _is_number(right):
        return (
            _is_number(tokens.texts[edge - 2]) and tokens.ends[edge - 2] == tokens.starts[edge - 1]
        )
    if joined and right in _JOINTS and edge + 1 < len(tokens) and _is_number(left):
        return _is_number(tokens.texts[edge + 1]) and tokens.ends[edge] == tokens.starts[edge + 1]
    return False
