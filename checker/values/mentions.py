"""What a quote says: the numbers, percentages, durations and times that stand in its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import regex

from checker.values.calendar import MONTHS, WEEKDAYS, Calendar, Moment
from checker.values.parse import SECONDS, InvalidValue, parse_number
from checker.values.quantity import Dimension, Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a quote mentions; two are the same if kind and value are."""

    kind: str
    """``count``, ``percent``, ``duration`` (seconds), ``weekday``, ``day`` (month * 100 + day), ``year``, ``part``."""

    value: Fraction | str


_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_UNITS: Final = {name: number for number, name in enumerate(_SMALL.split())}
_ROUND: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {name: 10 * number for number, name in enumerate(_ROUND.split(), start=2)}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PERCENT: Final = frozenset({"percent", "%", "pc"})
_DIGITS: Final = regex.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)(%|(?:st|nd|rd|th)\b)?")


def wanted(value: Quantity | Moment) -> frozenset[Mention]:
    """What must stand in a quote for it to say a value."""
    if isinstance(value, Quantity):
        return frozenset(Mention(value.dimension.value, number) for number in value.numbers)
    found = set()
    if value.month and value.day:
        found.add(Mention("day", Fraction(value.month * 100 + value.day)))
    if value.year:
        found.add(Mention("year", Fraction(value.year)))
    if value.weekday is not None:
        found.add(Mention("weekday", Fraction(value.weekday)))
    if value.part:
        found.add(Mention("part", value.part.name))
    return frozenset(found)


def mentions(tokens: Sequence[str], calendar: Calendar) -> frozenset[Mention]:
    """Everything that the tokens of a quote mention."""
    words = [word.casefold() for token in tokens for word in _parts(token)]
    found: set[Mention] = set()
    for number, behind in _numbers(words):
        found |= _with_unit(number, words, behind)
    for at, word in enumerate(words):
        singular = word.removesuffix("'s").removesuffix("s") if word.endswith(("days", "'s")) else word
        if singular.capitalize() in WEEKDAYS:
            found.add(Mention("weekday", Fraction(WEEKDAYS.index(singular.capitalize()))))
        found |= _dates(words, at)
    joined = f" {' '.join(words)} "
    found |= {Mention("part", name) for name in calendar if f" {name} " in joined}
    return frozenset(found)


def _parts(token: str) -> list[str]:
    """The words of a hyphenated number (``twenty-five``); any other token is itself."""
    pieces = token.split("-")
    if len(pieces) == 2 and pieces[0].casefold() in _TENS and pieces[1].casefold() in _UNITS:
        return pieces
    return [token]


def _numbers(words: Sequence[str]) -> Iterator[tuple[Fraction, int]]:
    """Each number in digits or words, with the index of the word behind it."""
    at = 0
    while at < len(words):
        digits = _DIGITS.fullmatch(words[at])
        if digits:
            number, behind = _scaled(_in_digits(digits.group(1)), words, at + 1)
        else:
            number, behind = _in_words(words, at)
        if number is None:
            at += 1
            continue
        yield number, behind
        at = behind


def _in_digits(raw: str) -> Fraction | None:
    try:
        return parse_number(raw)
    except InvalidValue:
        return None


def _scaled(number: Fraction | None, words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """``1.5 million``: a number in digits times the scale word behind it."""
    if number is not None and at < len(words) and words[at] in _SCALES:
        return number * _SCALES[words[at]], at + 1
    return number, at


def _in_words(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """A number in words from ``at`` on: ``three thousand one hundred and seventy-seven``, ``seven and a half``."""
    total = group = Fraction(0)
    begun, start = False, at
    while at < len(words):
        word = words[at]
        if word in _UNITS or word in _TENS:
            value = _UNITS.get(word, _TENS.get(word, 0))
            # "twenty one" is one number; "two three" and "one twenty" are two.
            if begun and words[at - 1] not in ("and", *_SCALES, *(_TENS if word in _UNITS else ())):
                break
            group += value
        elif word in _SCALES and begun:
            scale = _SCALES[word]
            if scale == 100:
                group *= scale
            else:
                total, group = total + group * scale, Fraction(0)
        elif begun and word == "and" and words[at + 1 : at + 3] == ["a", "half"]:
            return total + group + Fraction(1, 2), at + 3
        elif not (begun and word == "and" and words[at - 1] in _SCALES and _continues(words, at + 1)):
            break
        begun = True
        at += 1
    return (total + group, at) if begun else (None, start + 1)


def _continues(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in _UNITS or words[at] in _TENS)


def _with_unit(number: Fraction, words: Sequence[str], behind: int) -> set[Mention]:
    """A number with what stands behind it: a percentage, a duration, or a count."""
    unit = words[behind] if behind < len(words) else ""
    if words[behind - 1].endswith("%") or unit in _PERCENT or words[behind : behind + 2] == ["per", "cent"]:
        return {Mention(Dimension.PERCENT.value, number)}
    name = unit.removesuffix("s")
    found = {Mention(Dimension.COUNT.value, number)}
    if name in SECONDS:
        found.add(Mention(Dimension.DURATION.value, number * SECONDS[name][0]))
    return found


def _dates(words: Sequence[str], at: int) -> set[Mention]:
    """A month's name with the day before or behind it; a year of four digits."""
    found: set[Mention] = set()
    word = words[at]
    if word.capitalize() in MONTHS:
        month = MONTHS.index(word.capitalize()) + 1
        for beside in (at - 1, at + 1):
            day = _DIGITS.fullmatch(words[beside]) if 0 <= beside < len(words) else None
            if day and day.group(1).isdigit() and 1 <= int(day.group(1)) <= 31:
                found.add(Mention("day", Fraction(month * 100 + int(day.group(1)))))
    if len(word) == 4 and word.isascii() and word.isdigit():
        found.add(Mention("year", Fraction(word)))
    return found
