"""Numbers in digits and English words, as they appear in a sentence.

    numeral = ["minus" | "negative"] amount [added] [fraction] {scale} [added]
    amount = digits | number words                            see these two modules
    added = "and a half" | "and three quarters" | ... | ½     two and a half million
    fraction = ("thirds" | "half" | ...) [["of"] "a"]         two thirds of a million
    scale = "hundred" (behind digits) | "dozen" | "thousand" | "million" | ...

Libraries for number words were tried and are not enough for quotes, where a number misread proves
a wrong fact: word2number reads “a hundred and five” as 500 and “twenty twelve” as 32, text2num and
number-parser read “half a million” as a million and “between one hundred and two hundred” as 102.
num2words, which goes the other way, is the oracle of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from checker.values.digits import VULGAR, Numeral, clock_length, digits_at, vulgar_value
from checker.values.number_words import (
    BEGINNINGS,
    CONTINUING,
    DENOMINATORS,
    NEGATIVE,
    SCALES,
    number_words_at,
    skip_of_a,
)
from checker.values.words import word_at

_ADDED: Final[dict[tuple[str, ...], Fraction]] = {
    ("a", "half"): Fraction(1, 2),
    ("a", "quarter"): Fraction(1, 4),
    ("three", "quarters"): Fraction(3, 4),
    ("a", "third"): Fraction(1, 3),
}
_ORDINAL_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def ordinal_text(number: int) -> str:
    """``1st``, ``22nd``, ``113th``."""
    teen = 10 < number % 100 < 20
    return f"{number:,}{'th' if teen else _ORDINAL_ENDINGS.get(number % 10, 'th')}"


def numerals(words: Sequence[str]) -> Iterator[tuple[int, Numeral]]:
    """Each number in digits or words with its first word's index, in order."""
    at = 0
    while at < len(words):
        word = words[at]
        mark = len(word) == 1 and not word.isalnum()  # punctuation, the most frequent token
        if mark or not may_begin_number(word) or _is_no_one(words, at):
            at += 1
            continue
        at += clock_length(words, at)
        number = numeral_at(words, at) if at < len(words) else None
        if number is None:
            at += 1
        else:
            yield at, number
            at = number.end


def _is_no_one(words: Sequence[str], at: int) -> bool:
    """The “one” of “no one”, which counts nothing."""
    return words[at] == "one" and word_at(words, at - 1) == "no"


def may_begin_number(word: str) -> bool:
    """Whether a number may begin with a word: a quick test that most words fail."""
    return word in BEGINNINGS or not word.isalpha()


def numeral_at(words: Sequence[str], start: int) -> Numeral | None:
    """The number that begins at a word, or None.

    Words are case-folded tokens; hyphenated numbers are in pieces.
    """
    negative = words[start] in NEGATIVE
    at = start + negative
    if at >= len(words):
        return None
    found = digits_at(words, at)
    if found is None and words[at] in BEGINNINGS:
        found = number_words_at(words, at)
    if found is None:
        return None
    whole = found if found.ordinal or found.many else _with_parts(words, found)
    if whole is None or not negative:
        return whole
    minus_minus = found.value < 0
    return None if minus_minus else replace(whole, value=-whole.value)


def _with_parts(words: Sequence[str], number: Numeral) -> Numeral | None:
    """A number with the half, the fraction and the scale words behind it."""
    value, at = number.value, number.end
    if word_at(words, at) not in CONTINUING:
        return number
    part, behind = _added(words, at)
    if part:
        value, at = value + part, behind
    elif words[at] in DENOMINATORS:
        size = DENOMINATORS[words[at]]
        if value >= size:
            return None  # the twenty quarter-finals
        value, at = value / size, skip_of_a(words, at + 1)
    scale, at = _scale_words(words, number, at)
    if scale > 1 and value == 1:  # a million and a half
        part, at = _added(words, at)
        value += part
    return replace(number, value=value * scale, end=at, scale=scale)


def _scale_words(words: Sequence[str], number: Numeral, at: int) -> tuple[int, int]:
    """The product of the scale words that begin at ``at``, and the index behind them."""
    scale = 1
    whole_digits = number.value.denominator == 1 and words[number.end - 1].isdigit()
    if whole_digits and word_at(words, at) == "hundred":  # 3 hundred
        scale, at = 100, at + 1
    while (size := SCALES.get(word_at(words, at), 0)) and (scale == 1 or size > 1000):
        scale, at = scale * size, at + 1
    return scale, at


def _added(words: Sequence[str], at: int) -> tuple[Fraction, int]:
    """What is added behind a number (and a half, and three quarters, ½), and the index behind it.

    Zero, and ``at``, if nothing is.
    """
    word = word_at(words, at)
    if len(word) == 1 and word in VULGAR:
        return vulgar_value(word), at + 1
    added = _ADDED.get(tuple(words[at + 1 : at + 3])) if word == "and" else None
    return (added, at + 3) if added else (Fraction(0), at)
