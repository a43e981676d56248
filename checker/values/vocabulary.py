"""Quick tests of single tokens: can this be part of a number at all?"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from checker.values.number_words import BEGINNINGS
from checker.values.qualifiers import QUALIFYING_WORDS
from checker.values.units import SECONDS

_COUNTING: Final = BEGINNINGS - {"a", "an"}
_UNIT_FORMS: Final = {form for unit in SECONDS for form in (unit, f"{unit}s")}
_BETWEEN: Final = "and half hundred of per cent percent percentage pc pct point points % - /"
_BETWEEN_PARTS: Final = frozenset(_BETWEEN.split())
_PARTS: Final = BEGINNINGS | QUALIFYING_WORDS | _UNIT_FORMS | _BETWEEN_PARTS
"""Words that can be part of a number with its qualifier and unit."""


@lru_cache(maxsize=20_000)
def may_count(token: str) -> bool:
    """Whether a token can be a number or a unit of time by itself; “a” and “an” are left out."""
    word = token.casefold()
    if _has_digit(word) or any(part in _COUNTING for part in word.split("-")):
        return True
    return word.removesuffix("s") in SECONDS


@lru_cache(maxsize=20_000)
def may_belong(token: str) -> bool:
    """Whether a token can be part of a number with its qualifier and unit; true too often."""
    word = token.casefold()
    if word in _PARTS or _has_digit(word):
        return True
    return any(part in _PARTS for part in word.split("-"))


def _has_digit(word: str) -> bool:
    return any(map(str.isnumeric, word))
