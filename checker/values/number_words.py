"""Numbers in English words, up to the fraction and scale words that ``numerals`` adds.

words = many | part of a scale | ordinal | whole [["and"] ordinal]
many = "dozens" | "tens of" many | "thousands" ["of" many] | ...
part of a scale = ("half" | "quarter" | ...) ["of"] "a" scale       half a million
whole = thousands {scale ["and"] thousands}                         two million and five
thousands = hundreds ["hundred" [["and"] hundreds]]                 one hundred and five
hundreds = tens [unit] | unit | "a" (before "hundred" or a scale)   forty-two
scale = "thousand" | "million" | "billion" | ...
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from checker.values.digits import VULGAR, Numeral
from checker.values.words import word_at

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
UNITS: Final = {name: number for number, name in enumerate(_SMALL.split())}
_ROUND: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS: Final = {name: 10 * number for number, name in enumerate(_ROUND.split(), start=2)}
SCALES: Final = {
    "dozen": 12,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "lakh": 10**5,
    "crore": 10**7,
}
_BIG: Final = {name: size for name, size in SCALES.items() if size >= 1000}
_MANY: Final = {
    "tens": 10,
    "dozens": 12,
    "hundreds": 100,
    **{name + "s": size for name, size in _BIG.items()},
}
"""“Dozens” are at least two dozen."""

_FIRST: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINALS: Final = {
    **{name: number for number, name in enumerate(_FIRST.split(), start=1)},
    **{name[:-1] + "ieth": number for name, number in TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
_LATE_ORDINALS: Final = {name: number for name, number in _ORDINALS.items() if number > 2}
"""“First” and “second” are no fractions."""

DENOMINATORS: Final = {
    **_LATE_ORDINALS,
    **{name + "s": number for name, number in _LATE_ORDINALS.items()},
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "quarters": 4,
}
NEGATIVE: Final = frozenset({"minus", "negative"})
_ONE: Final = frozenset({"a", "an"})
CONTINUING: Final = DENOMINATORS.keys() | SCALES.keys() | {"and", "hundred", *VULGAR}
"""The words that a number may go on with behind its digits or its last unit."""

CARDINALS: Final = UNITS.keys() | TENS.keys() | _BIG.keys() | {"hundred", "dozen"}
BEGINNINGS: Final = (
    CARDINALS | _MANY.keys() | _ORDINALS.keys() | DENOMINATORS.keys() | NEGATIVE | _ONE
)
"""The words that a number may begin with, if not with digits."""

_ORDER_WORDS: Final = frozenset({"place", "placed"})


def pieces(token: str) -> list[str]:
    """The words of a hyphenated number (``twenty-five``, ``two-thirds``, ``second-largest``).

    Any other token is itself. So are adjectives of form (``one-sided``), which count nothing.
    """
    if token in ("half-hour", "half-hours"):
        return ["half", "an", "hour"]
    parts = token.split("-")
    if len(parts) > 1 and parts[0] in CARDINALS and not parts[-1].endswith("ed"):
        return parts
    if len(parts) == 2 and parts[0] in _ORDINALS and _is_of_order(parts[1]):
        return parts
    return [token]


def _is_of_order(word: str) -> bool:
    """“Largest” of “second-largest”, “place” of “third-place”."""
    return word.endswith("est") or word in _ORDER_WORDS


def number_words_at(words: Sequence[str], at: int) -> Numeral | None:
    """The number in words that begins at a word, or None."""
    return _many(words, at) or _in_words(words, at)


def _many(words: Sequence[str], at: int) -> Numeral | None:
    """“Dozens”, “tens of thousands”: at least twice the size."""
    size, end = _MANY.get(words[at], 0), at + 1
    if not size or (words[at] == "tens" and word_at(words, end) != "of"):
        return None
    while end + 1 < len(words) and words[end] == "of" and words[end + 1] in _MANY:
        size, end = size * _MANY[words[end + 1]], end + 2
    return None if size == 10 else Numeral(Fraction(2 * size), end, many=True)


def _in_words(words: Sequence[str], at: int) -> Numeral | None:
    """An ordinal, a part of a scale, or a whole number up to its last scale word."""
    word = words[at]
    if word in _ORDINALS:
        return Numeral(Fraction(_ORDINALS[word]), at + 1, ordinal=True)
    if word in DENOMINATORS:  # half, quarter
        scaled = skip_of_a(words, at + 1)
        return Numeral(Fraction(1, DENOMINATORS[word]), scaled) if scaled > at + 1 else None
    value, end = _whole(words, at)
    if value is None:
        return None
    after_the = word_at(words, at - 1) == "the"
    return _long_ordinal(words, value, end, after_the=after_the) or Numeral(value, end)


def _long_ordinal(
    words: Sequence[str], value: Fraction, end: int, *, after_the: bool
) -> Numeral | None:
    """An ordinal of several words, whose cardinal part ends at ``end``; None if there is none."""
    joined = end + (value >= 100 and word_at(words, end) == "and")
    ordinal = _ORDINALS.get(word_at(words, joined), 0)
    # “twenty-first”, “one hundred and tenth”
    if _has_room_for(value, ordinal) and words[end - 1] not in SCALES:
        return Numeral(value + ordinal, joined + 1, ordinal=True)
    # “two hundredth”; “one hundredth” is a part, “the one hundredth” is not
    if ordinal >= 100 and (value > 1 or after_the):
        return Numeral(value * ordinal, joined + 1, ordinal=True)
    return None


def _has_room_for(value: Fraction, ordinal: int) -> bool:
    """Whether an ordinal below 100 can end a number: “first” ends “twenty”, not “twenty-one”."""
    if not 0 < ordinal < 100 or value < 20:
        return False
    return value % (10 if ordinal < 10 else 100) == 0


def skip_of_a(words: Sequence[str], at: int) -> int:
    """The index of the scale word in “a million” or “of a million”; else ``at``."""
    article = at + (word_at(words, at) == "of")
    if word_at(words, article) == "a" and word_at(words, article + 1) in SCALES:
        return article + 1
    return at


def _whole(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """A whole number in words, and the index behind it.

    It is groups below a thousand, each with a scale word smaller than the one before.
    """
    total, least = 0, 10**15
    value, end = _below_thousand(words, at)
    while value is not None:
        scale = _BIG.get(word_at(words, end), 0)
        if not (scale and scale < least and _continues(words, end + 1, scale)):
            # Without a group before it, the scale word is left to ``numerals``,
            # which may find a half before it.
            takes_scale = bool(scale and total)
            last = value * scale if takes_scale else value
            return Fraction(total + last), end + takes_scale
        total, least, at = total + value * scale, scale, end + 1
        at += words[at] == "and"
        value, end = _below_thousand(words, at)
    return None, at


def _continues(words: Sequence[str], at: int, scale: int) -> bool:
    """Whether the number goes on behind a scale word.

    It does in “thousand one hundred”, and not in “thousand and three thousand”.
    """
    value, end = _below_thousand(words, at + (word_at(words, at) == "and"))
    following = SCALES.get(word_at(words, end), 1)
    return value is not None and following < scale


def _below_thousand(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """“seven”, “forty-two”, “one hundred and five”; None if no number begins here."""
    value, at = _below_hundred(words, at)
    if value is None or not 0 < value < 100 or word_at(words, at) != "hundred":
        return value, at
    at += 1
    rest, end = _below_hundred(words, at + (word_at(words, at) == "and"))
    # “one hundred and two hundred” are two numbers
    if rest is None or word_at(words, end) == "hundred":
        return value * 100, at
    return value * 100 + rest, end


def _below_hundred(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """“seven”, “forty-two”, the “a” of “a hundred”; None if no number begins here."""
    word, behind = word_at(words, at), word_at(words, at + 1)
    if word in TENS:
        following = UNITS.get(behind, 0)
        return (TENS[word] + following, at + 2) if 1 <= following <= 9 else (TENS[word], at + 1)
    if word == "a" and (behind == "hundred" or behind in SCALES):
        return 1, at + 1
    return (UNITS[word], at + 1) if word in UNITS else (None, at)
