"""The figures of a text: every number, date and ordinal in it that a reader could question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Final

from checker.values.dates import MONTH_NUMBERS
from checker.values.digits import Numeral
from checker.values.mentions import Mention, of_phrase, words_with_places
from checker.values.numerals import numerals
from checker.values.phrases import Phrase, readings
from checker.values.words import word_at

_YEARS: Final = range(1900, 2101)
"""The years that news is about; other numbers of four digits count something."""

_VERB_MONTHS: Final = {"May", "March"}
_CLEAR_MONTHS: Final = MONTH_NUMBERS.keys() - {"may", "march"}
"""Months that are no verbs, and so need no capital to be months."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in digits or words."""

    start: int
    end: int
    """Token indexes; the end exclusive. Without qualifier and unit."""

    mentions: frozenset[Mention]
    """What it can say, with its qualifier and unit."""

    dated: bool
    """Whether it is a day, or looks like a year."""


def figures_in(tokens: Sequence[str]) -> Iterator[Figure]:
    """Every figure, in order; the “one” of “one of them” counts nothing and is left out."""
    words, places = words_with_places(tokens)
    groups, at = list(readings(words)), 0
    for start, number in numerals(words):
        if words[start : number.end] == ["one"]:
            continue
        # Readings and numbers are both in order: a group that ends before this number is done.
        while at < len(groups) and max(phrase.end for phrase in groups[at]) <= start:
            at += 1
        phrases = _around(start, groups[at : at + 2])
        first_token = places[start]
        dated = _is_dated(words, start, number, phrases) or _is_day_of_verb_month(
            tokens, first_token, number.value
        )
        said = frozenset(mention for phrase in phrases for mention in of_phrase(phrase))
        yield Figure(first_token, places[number.end - 1] + 1, said, dated)


def _around(start: int, groups: Sequence[Sequence[Phrase]]) -> list[Phrase]:
    """The readings that contain a word."""
    near = chain.from_iterable(groups)
    return [phrase for phrase in near if phrase.start <= start < phrase.end]


def _is_dated(words: Sequence[str], start: int, number: Numeral, phrases: Sequence[Phrase]) -> bool:
    """Whether a number without a unit is a day beside its month, or looks like a year."""
    if any(phrase.unit for phrase in phrases):
        return False
    if number.value <= 31 and _words_beside(words, start, number.end) & _CLEAR_MONTHS:
        return True
    word = words[start]
    is_one_word = number.end == start + 1
    return is_one_word and len(word) == 4 and word.isdigit() and number.value in _YEARS


def _words_beside(words: Sequence[str], start: int, end: int) -> set[str]:
    """The words before and behind a number; of “10th of October”, October too."""
    beside = {word_at(words, start - 1), word_at(words, end)}
    if "of" in beside:
        beside |= {word_at(words, start - 2), word_at(words, end + 1)}
    return beside


def _is_day_of_verb_month(tokens: Sequence[str], at: int, value: Fraction) -> bool:
    """Whether a number is a day of May or March, which only a capital tells from the verbs."""
    beside = {word_at(tokens, at - 1), word_at(tokens, at + 1)}
    return value <= 31 and not beside.isdisjoint(_VERB_MONTHS)
