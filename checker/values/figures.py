"""The figures of a text: every number, date and ordinal in it that somebody could ask about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.values.dates import MONTH_NUMBERS
from checker.values.mentions import Mention, of_phrase, words_with_places
from checker.values.numerals import numerals
from checker.values.phrases import readings

_YEARS: Final = range(1900, 2101)
"""Of the years that news speak of; other numbers of four digits count something."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in digits or words."""

    start: int
    end: int
    """Token indexes; the end exclusive. Without qualifier and unit."""

    mentions: frozenset[Mention]
    """What it can be taken to say, with its qualifier and unit."""

    dated: bool
    """Whether it is a day, or looks like a year."""


def figures_in(tokens: Sequence[str]) -> Iterator[Figure]:
    """Every figure, in order; the “one” of “one of them” counts nothing and is none."""
    words, places = words_with_places(tokens)
    groups, at = list(readings(words)), 0
    for start, number in numerals(words):
        if words[start : number.end] == ["one"]:
            continue
        while at < len(groups) and max(phrase.end for phrase in groups[at]) <= start:
            at += 1
        near = (phrase for group in groups[at : at + 2] for phrase in group)
        phrases = [phrase for phrase in near if phrase.start <= start < phrase.end]
        yield Figure(
            places[start],
            places[number.end - 1] + 1,
            frozenset(mention for phrase in phrases for mention in of_phrase(phrase)),
            (
                _dated(words, start, number.end, number.value)
                and not any(phrase.unit for phrase in phrases)
            )
            or _of_verb(tokens, places[start], number.value),
        )


def _dated(words: Sequence[str], start: int, end: int, value: Fraction) -> bool:
    beside = {*words[max(0, start - 1) : start], *words[end : end + 1]}
    if words[start - 1 : start] == ["of"] or words[end : end + 1] == ["of"]:
        beside |= {*words[max(0, start - 2) : start], *words[end + 1 : end + 2]}
    if beside & (MONTH_NUMBERS.keys() - {"may", "march"}) and value <= 31:
        return True
    return (
        len(words[start]) == 4 and words[start].isdigit() and end == start + 1 and value in _YEARS
    )


def _of_verb(tokens: Sequence[str], at: int, value: Fraction) -> bool:
    """Whether a number is a day of May or March: told by the capital, since “may” is mostly no month."""
    beside = {*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]}
    return value <= 31 and not beside.isdisjoint({"May", "March"})
