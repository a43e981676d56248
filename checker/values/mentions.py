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
_SCALES: Final = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS: Final = "half third quarter fifth sixth seventh eighth ninth tenth"
_DENOMINATORS: Final = {
    form: number for number, name in enumerate(_PARTS.split(), start=2) for form in (name, f"{name}s")
} | {"halves": 2}
_NEGATIVE: Final = frozenset({"minus", "negative"})
_BETWEEN: Final = frozenset({"to", "and", "or", "-"})
_PERCENT: Final = frozenset({"percent", "%", "pc"})
_DIGITS: Final = regex.compile(
    r"([+-]?)(?:\p{L}{0,3}\p{Sc})?[%٪]?((?:[0-9]+(?:[.,·' ][0-9]+)*|[.·][0-9]+))(?:st|nd|rd|th)?[%٪]?"
)
_MONTH_NUMBERS: Final = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_FORMS: Final = {
    name.casefold() + ending: number for number, name in enumerate(WEEKDAYS) for ending in ("", "s", "'s", "s's")
}
_BEGINNINGS: Final = _UNITS.keys() | _TENS.keys() | _DENOMINATORS.keys() | _NEGATIVE | {"a"}
"""The words that a number may begin with, if not with digits."""

_DAY: Final = regex.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")


_ORDINALS: Final = frozenset({"first", "second"})
"""Those that are no denominators, and so stand behind no other number."""


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
    words = [word.casefold() for token in tokens for word in (_parts(token) if "-" in token else (token,))]
    found: set[Mention] = set()
    found.update(_with_units(words))
    for at, word in enumerate(words):
        if word in _WEEKDAY_FORMS:
            found.add(Mention("weekday", Fraction(_WEEKDAY_FORMS[word])))
        elif word in _MONTH_NUMBERS:
            found |= _days(words, at)
        elif len(word) == 4 and word.isascii() and word.isdigit():
            found.add(Mention("year", Fraction(word)))
    joined = f" {' '.join(words)} "
    found |= {Mention("part", name) for name in calendar if f" {name} " in joined}
    return frozenset(found)


def _parts(token: str) -> list[str]:
    """The words of a hyphenated number (``twenty-five``, ``seven-hour``); any other token is itself.

    So are ordinals and adjectives of form (``twenty-first``, ``one-sided``), which count nothing.
    """
    pieces = token.split("-")
    known = _TENS.keys() | _UNITS.keys() | _SCALES.keys() | {"hundred"}
    last = pieces[-1].casefold()
    if len(pieces) > 1 and pieces[0].casefold() in known and last not in _ORDINALS and not last.endswith("ed"):
        return pieces
    return [token]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the words of a quote."""

    value: Fraction
    start: int
    end: int
    """Index of the word behind it."""

    scale: int = 1
    """The scale word that ends it: 1,000,000 in “3 million”."""

    percent: bool = False
    """Whether a percent sign is part of it."""


def _numbers(words: Sequence[str]) -> Iterator[_Number]:
    """Each number in digits or words, in order."""
    at = 0
    while at < len(words):
        likely = words[at] in _BEGINNINGS or not words[at].isalpha()  # most words are neither
        number = _number_at(words, at) if likely else None
        if number is None:
            at += 1
        else:
            yield number
            at = number.end


def _number_at(words: Sequence[str], start: int) -> _Number | None:
    """The number that begins at a word, or None: ``minus``, digits or words, ``and a half``, scale words."""
    negative = words[start] in _NEGATIVE
    at = start + negative
    if at >= len(words):
        return None
    percent = any(sign in words[at] for sign in "%٪")
    value = _in_digits(words[at])
    if value is not None:
        at += 1
    elif words[at] in _DENOMINATORS:
        value = Fraction(1)  # “half a million”
        if _of_a_scale(words, at + 1) == at + 1:
            return None
    else:
        value, at = _in_words(words, at)
    if value is None:
        return None
    if list(words[at : at + 3]) == ["and", "a", "half"]:
        value, at = value + Fraction(1, 2), at + 3
    elif at < len(words) and words[at] in _DENOMINATORS:
        if value >= _DENOMINATORS[words[at]]:
            return None  # the twenty-fifth
        value, at = value / _DENOMINATORS[words[at]], _of_a_scale(words, at + 1)
    scale = 1
    while at < len(words) and words[at] in _SCALES and (scale == 1 or _SCALES[words[at]] > 1000):
        scale *= _SCALES[words[at]]
        at += 1
    return _Number((-value if negative else value) * scale, start, at, scale, percent)


def _of_a_scale(words: Sequence[str], at: int) -> int:
    """The index of the scale word in “a million”, “of a million”; else ``at``."""
    behind = at + (words[at : at + 1] == ["of"])
    if behind + 1 < len(words) and words[behind] == "a" and words[behind + 1] in _SCALES:
        return behind + 1
    return at


def _in_digits(word: str) -> Fraction | None:
    match = _DIGITS.fullmatch(word)
    if not match:
        return None
    sign, digits = match.groups()
    plain = digits.replace("'", ",").replace(" ", ",").replace("·", ".")
    try:
        return parse_number(sign + ("0" if plain[0] == "." else "") + plain)
    except InvalidValue:
        return None


def _in_words(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """A whole number in words: groups below a thousand, each with a scale word smaller than the one before."""
    total, least = 0, 10**12
    value, end = _below_thousand(words, at)
    while value is not None:
        scale = _SCALES.get(words[end], 0) if end < len(words) else 0
        if scale and scale < least and _continues(words, end + 1, scale):
            total, least, at = total + value * scale, scale, end + 1
            at += words[at] == "and"
            value, end = _below_thousand(words, at)
            continue
        # A scale word that ends the number is the caller's, who may find a half before it.
        return Fraction(total + value * scale if scale and total else total + value), end + bool(scale and total)
    return None, at


def _continues(words: Sequence[str], at: int, scale: int) -> bool:
    """Whether the number goes on behind a scale word: “thousand one hundred”, and not “thousand and three thousand”."""
    if at < len(words) and words[at] == "and":
        at += 1
    value, end = _below_thousand(words, at)
    following = _SCALES.get(words[end], 1) if end < len(words) else 1
    return value is not None and following < scale


def _below_thousand(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """“seven”, “forty-two”, “one hundred and five”; None if no number begins here."""
    value, at = _below_hundred(words, at)
    if value is None or not 0 < value < 100 or at >= len(words) or words[at] != "hundred":
        return value, at
    at += 1
    joined = at < len(words) and words[at] == "and"
    rest, end = _below_hundred(words, at + joined)
    # “one hundred and two hundred” are two numbers
    if rest is None or (end < len(words) and words[end] == "hundred"):
        return value * 100, at
    return value * 100 + rest, end


def _below_hundred(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if at < len(words) and words[at] in _TENS:
        following = _UNITS.get(words[at + 1], 0) if at + 1 < len(words) else 0
        if 1 <= following <= 9:
            return _TENS[words[at]] + following, at + 2
        return _TENS[words[at]], at + 1
    if at + 1 < len(words) and words[at] == "a" and (words[at + 1] == "hundred" or words[at + 1] in _SCALES):
        return 1, at + 1
    if at < len(words) and words[at] in _UNITS:
        return _UNITS[words[at]], at + 1
    return None, at


def _with_units(words: Sequence[str]) -> Iterator[Mention]:
    """Every number with what stands behind it; what stands behind a range is said of both its ends."""
    numbers = list(_numbers(words))
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        unit = _unit(number, words)
        values = [number.value]
        if unit is None and following and following.start == number.end + 1 and words[number.end] in _BETWEEN:
            unit = _unit(following, words)
            if unit == "%":  # “won 73 and 41 percent voted”
                yield Mention(Dimension.COUNT.value, number.value)
            if number.scale == 1 and following.scale > 1:
                values.append(number.value * following.scale)
        for value in values:
            if unit == "%":
                yield Mention(Dimension.PERCENT.value, value)
                continue
            yield Mention(Dimension.COUNT.value, value)
            if unit is not None:
                yield Mention(Dimension.DURATION.value, value * SECONDS[unit][0])


def _unit(number: _Number, words: Sequence[str]) -> str | None:
    """``%``, a unit of time, or None."""
    behind = words[number.end] if number.end < len(words) else ""
    if number.percent or behind in _PERCENT or list(words[number.end : number.end + 2]) == ["per", "cent"]:
        return "%"
    return next((name for name in (behind, behind.removesuffix("s")) if name in SECONDS), None)


def _days(words: Sequence[str], at: int) -> set[Mention]:
    """The day before or behind the name of a month."""
    found: set[Mention] = set()
    month = _MONTH_NUMBERS[words[at]]
    for beside in (at - 1, at + 1):
        day = _DAY.fullmatch(words[beside]) if 0 <= beside < len(words) else None
        if day and 1 <= int(day.group(1)) <= 31:
            found.add(Mention("day", Fraction(month * 100 + int(day.group(1)))))
    return found
