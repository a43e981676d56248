"""Words around a number that say how exact it is: “more than”, “about”, “or so”.

qualified = [before | maybe] number [unit] [behind]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from checker.values.numerals import may_begin_number
from checker.values.words import word_at

QUALIFIERS: Final = ("about", "nearly", "at_least", "at_most", "more_than", "less_than", "between")
"""The qualifiers of values; “between” belongs to ranges, the others to one number."""


def _by_phrase(phrases: Mapping[str, str]) -> dict[str, str]:
    """A table of qualifiers turned round: the qualifier by each of its phrases."""
    return {
        phrase: qualifier for qualifier, listed in phrases.items() for phrase in listed.split(", ")
    }


_BEFORE: Final = _by_phrase(
    {
        "more_than": "more than, greater than, exceeding, exceeded, exceeds, topped, surpassed, "
        "just over, just above, >, in excess of, upwards of",
        "at_least": "at least, at the least, at the very least, a minimum, a minimum of, "
        "no fewer than, not fewer than, no less than, not less than, ≥",
        "less_than": "fewer than, less than, just under, just below, <",
        "at_most": "at most, at the most, at the very most, up to, as many as, as much as, "
        "a maximum, a maximum of, no more than, not more than, ≤",
        "nearly": "nearly, almost, virtually, close to",
        "about": "approximately, approx, approx ., circa, ca ., roughly, an estimated, ~, ≈",
    }
)
_MAYBE: Final = _by_phrase(
    {
        "more_than": "over, above",
        "less_than": "under, below",
        "about": "about, around, some",
    }
)
"""Words that may qualify a number, or not: “disputes over 37 seats”. Both readings count."""

_BEHIND: Final = _by_phrase(
    {
        "at_least": "or more, +, at least, at the least, - plus",
        "at_most": "or less, or fewer, at most, at the most",
        "about": "or so",
    }
)
_AHEAD: Final = _BEFORE | _MAYBE
_LONGEST_AHEAD: Final = 4
_LONGEST_BEHIND: Final = 3
_LAST_AHEAD: Final = {phrase.rpartition(" ")[2] for phrase in _AHEAD}
_FIRST_BEHIND: Final = {phrase.partition(" ")[0] for phrase in _BEHIND}

QUALIFYING_WORDS: Final = {word for phrase in (*_AHEAD, *_BEHIND) for word in phrase.split()}
"""Every word of every qualifier."""


def qualified(words: Sequence[str], start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each reading of what qualifies the number at ``start`` to ``end``.

    A reading is the qualifier, or nothing, and the start and end with its words.
    """
    ahead = _phrase_ahead(words, start)
    if ahead:
        yield _AHEAD[ahead], start - len(ahead.split()), end
        if ahead in _BEFORE:
            return
    behind, past = _phrase_behind(words, end)
    if behind:
        yield _BEHIND[behind], start, past
    else:
        yield "", start, end


def _phrase_ahead(words: Sequence[str], start: int) -> str:
    """The longest qualifier that ends before a number, or nothing."""
    if word_at(words, start - 1) not in _LAST_AHEAD:  # most numbers
        return ""
    for length in range(min(_LONGEST_AHEAD, start), 0, -1):
        phrase = " ".join(words[start - length : start])
        if phrase in _AHEAD:
            return phrase
    return ""


def _phrase_behind(words: Sequence[str], end: int) -> tuple[str, int]:
    """The longest qualifier that begins behind a number, or nothing, and the index behind it."""
    if word_at(words, end) not in _FIRST_BEHIND:  # most numbers
        return "", end
    for length in range(_LONGEST_BEHIND, 0, -1):
        phrase, past = " ".join(words[end : end + length]), end + length
        # “won 73 at least 5 of them in Najaf”: before a number, it qualifies that one
        is_of_next = phrase in _BEFORE and past < len(words) and may_begin_number(words[past])
        if phrase in _BEHIND and not is_of_next:
            return phrase, past
    return "", end
