"""Quotes that cut through a number: “turnout of 41” out of “turnout of 41 per cent”.

A quote never begins or ends inside a token. This module makes sure that it does not begin or end
inside a number of several tokens, between a number and its unit, or between a number and the words
that qualify it (“fewer than”).
"""

from __future__ import annotations

from typing import Final

from checker.text import IndexedText, Match
from checker.values import may_belong, may_count, readings, words_with_places

_MARGIN: Final = 8
"""Limit on the tokens on each side of a quote's edge that can belong to one number."""

_BOUNDS: Final = frozenset("<>≤≥≈~±")
_JOINTS: Final = frozenset(":/^×*")
_MINUS: Final = "-"
"""The token to which dashes and minus signs are folded."""

_MINUS_SIGN: Final = "\u2212"
_EN_DASH: Final = "\u2013"


def cut_number(text: IndexedText, match: Match) -> str:
    """The passage that a quote cuts through at one of its edges; empty if there is none."""
    for start, end in match.spans:
        for edge, outer in ((start, start - 1), (end, end)):
            passage = _cut_passage(text, edge, outer)
            if passage:
                return passage
    return ""


def _cut_passage(text: IndexedText, edge: int, outer: int) -> str:
    """The number on both sides of an edge, or nothing.

    ``edge`` is the first token behind the edge, ``outer`` the first that the quote leaves out.
    """
    tokens = text.tokens
    if not 0 < edge < len(tokens):
        return ""
    begins_with_number = outer < edge and _is_number(tokens.texts[edge])
    if begins_with_number and _is_bound(text, outer):
        return text.slice(outer, edge + 1)
    if _is_glued(text, edge) or _is_beside_compound(text, edge):
        return text.slice(max(edge - 2, 0), min(edge + 2, len(tokens)))
    # A cheap test of the two words at the edge, before all readings of the words around it.
    if may_belong(tokens.texts[edge - 1]) and may_belong(tokens.texts[edge]):
        return _read_across(text, edge)
    return ""


def _read_across(text: IndexedText, edge: int) -> str:
    """The number in words and digits that has tokens on both sides of an edge, or nothing."""
    tokens = text.tokens
    first, last = max(0, edge - _MARGIN), min(len(tokens), edge + _MARGIN)
    if not any(map(may_count, tokens.texts[first:last])):
        return ""
    words, places = words_with_places(tokens.texts[first:last])
    for number in readings(words):
        spans = [(first + places[item.start], first + places[item.end - 1] + 1) for item in number]
        if all(start < edge < end for start, end in spans):
            return text.slice(*spans[0])
    return ""


def _is_number(token: str) -> bool:
    return any(map(str.isdigit, token))


def _is_bound(text: IndexedText, at: int) -> bool:
    """Whether a token limits or negates the number behind it; a dash does not, a minus does."""
    token = text.tokens.texts[at]
    is_minus_sign = token == _MINUS and text.slice(at, at + 1) == _MINUS_SIGN
    return token in _BOUNDS or is_minus_sign


def _is_beside_compound(text: IndexedText, edge: int) -> bool:
    """Whether an en dash at the edge joins two words, as in “anti–Sadr”, so that one is cut off.

    This is left to other tests where a number or a joint is at the edge.
    """
    tokens = text.tokens
    left, right = tokens.texts[edge - 1], tokens.texts[edge]
    if left in _JOINTS or right in _JOINTS:
        return False
    return any(_is_joining_dash(text, at) for at in (edge - 1, edge))


def _is_joining_dash(text: IndexedText, at: int) -> bool:
    """Whether a token is an en dash between two letters or digits, without spaces."""
    tokens = text.tokens
    if tokens.texts[at] != _MINUS or not 0 < at < len(tokens) - 1:
        return False
    offset = tokens.starts[at]
    before, dash, after = text.text[offset - 1], text.text[offset], text.text[offset + 1]
    return before.isalnum() and dash == _EN_DASH and after.isalnum()


def _is_glued(text: IndexedText, edge: int) -> bool:
    """Whether two numbers meet at the edge, side by side or with a joint: 1 500, 12:30, 10^2."""
    texts = text.tokens.texts
    left, right = texts[edge - 1], texts[edge]
    if _is_number(left) and _is_number(right):
        return True
    if left in _JOINTS:
        return _joins(text, edge - 1)
    return right in _JOINTS and _joins(text, edge)


def _joins(text: IndexedText, joint: int) -> bool:
    """Whether a joint has numbers on both sides, without spaces."""
    tokens = text.tokens
    if not 0 < joint < len(tokens) - 1:
        return False
    touches_left = tokens.ends[joint - 1] == tokens.starts[joint]
    touches_right = tokens.ends[joint] == tokens.starts[joint + 1]
    are_numbers = _is_number(tokens.texts[joint - 1]) and _is_number(tokens.texts[joint + 1])
    return touches_left and touches_right and are_numbers
