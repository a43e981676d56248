"""Numbers in digits and English words, as they stand in a sentence.

Libraries for number words were tried and are not enough for quotes, where a number misread proves a
wrong fact: word2number reads “a hundred and five” as 500 and “twenty twelve” as 32, text2num and
number-parser read “half a million” as a million and “between one hundred and two hundred” as 102.
num2words, the other way round, is the oracle of the tests.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import regex

MAXIMUM_DIGITS: Final = 40

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
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
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINALS: Final = {
    **{name: number for number, name in enumerate(_FIRST.split(), start=1)},
    **{name[:-1] + "ieth": number for name, number in TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
_DENOMINATORS: Final = {
    **{name: number for name, number in _ORDINALS.items() if number > 2},
    **{name + "s": number for name, number in _ORDINALS.items() if number > 2},
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "quarters": 4,
}
_NEGATIVE: Final = frozenset({"minus", "negative"})
_ONE: Final = frozenset({"a", "an"})
_VULGAR: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_GOES_ON: Final = _DENOMINATORS.keys() | SCALES.keys() | {"and", "hundred", *_VULGAR}
CARDINALS: Final = UNITS.keys() | TENS.keys() | _BIG.keys() | {"hundred", "dozen"}
BEGINNINGS: Final = (
    CARDINALS | _MANY.keys() | _ORDINALS.keys() | _DENOMINATORS.keys() | _NEGATIVE | _ONE
)
"""The words that a number may begin with, if not with digits."""

_WRITTEN: Final = regex.compile(
    r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(\.[0-9]+)?(?:/([1-9][0-9]*))?"
)
_TOKEN: Final = regex.compile(
    r"([+-]?)(?:\p{L}{0,3}\p{Sc})?([%٪]?)((?:\p{Nd}+(?:[.,·٫٬،．，' ]\p{Nd}+)*|[.·٫．]\p{Nd}+)?)"
    r"([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]?)(st|nd|rd|th|k|mn|bn|tn|m)?([%‰٪]?)"
)
_PLAIN: Final = regex.compile(r"0|[1-9][0-9]{0,17}")
_CURRENCIES: Final = frozenset("$£€¥₹₺₽")
_ENDINGS: Final = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_DIVISOR: Final = regex.compile(r"/([1-9][0-9]{0,9})(%?)")
_SEPARATORS: Final = str.maketrans("٬،， '·٫．", ",,,,,...")
_ORDINAL_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


class InvalidValue(ValueError):
    """Something that is not a value; the message says why and what would be."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a run of words."""

    value: Fraction
    end: int
    """Index of the word behind it."""

    scale: int = 1
    """The scale word that ends it: 1,000,000 in “3 million”."""

    percent: bool = False
    """Whether a percent sign is part of it."""

    ordinal: bool = False
    many: bool = False
    """“Dozens”: so many at least."""


def parse_number(raw: str) -> Fraction:
    """``73``, ``-5``, ``3,177``, ``7.5``, ``1/3`` as an exact number; raises ``InvalidValue``."""
    match = _WRITTEN.fullmatch(raw.strip())
    if not match or len(raw) > MAXIMUM_DIGITS:
        raise InvalidValue(f"“{raw[:60]}” is not a number; write it like 73, 3,177, 7.5 or 1/3")
    sign, whole, decimals, divisor = match.groups()
    numerator, denominator = int(whole.replace(",", "")), int(divisor or 1)
    if decimals:
        power = 10 ** (len(decimals) - 1)
        numerator, denominator = numerator * power + int(decimals[1:]), denominator * power
    return Fraction(-numerator if sign == "-" else numerator, denominator)


def ordinal_text(number: int) -> str:
    """``1st``, ``22nd``, ``113th``."""
    teen = 10 < number % 100 < 20
    return f"{number:,}{'th' if teen else _ORDINAL_ENDINGS.get(number % 10, 'th')}"


def pieces(token: str) -> list[str]:
    """The words of a hyphenated number (``twenty-five``, ``two-thirds``, ``second-largest``).

    Any other token is itself. So are adjectives of form (``one-sided``), which count nothing.
    """
    if token in ("half-hour", "half-hours"):
        return ["half", "an", "hour"]
    parts = token.split("-")
    if len(parts) > 1 and parts[0] in CARDINALS and not parts[-1].endswith("ed"):
        return parts
    if (
        len(parts) == 2
        and parts[0] in _ORDINALS
        and (parts[1].endswith("est") or parts[1] in ("place", "placed"))
    ):
        return parts
    return [token]


def numeral_at(words: Sequence[str], start: int) -> Numeral | None:
    """The number that begins at a word, or None. Words are case-folded tokens, hyphenated numbers in pieces."""
    negative = words[start] in _NEGATIVE
    at = start + negative
    if at >= len(words):
        return None
    found = _in_digits(words, at)
    if found is None and words[at] in BEGINNINGS:
        found = _many(words, at) or _in_words(words, at)
    if found is None:
        return None
    whole = found if found.ordinal or found.many else _with_parts(words, found)
    if negative and found.value < 0:  # minus minus five
        return None
    return replace(whole, value=-whole.value) if negative and whole else whole


def _in_digits(words: Sequence[str], at: int) -> Numeral | None:
    behind = words[at + 1] if at + 1 < len(words) else ""
    if (
        _PLAIN.fullmatch(words[at]) and not behind.isdigit() and behind not in _CLOCK
    ):  # most are as plain as that
        return Numeral(Fraction(int(words[at])), at + 1)
    if behind in _CLOCK and (parts := _of_a_clock(words, at)):
        return None if parts > 2 or behind == ":" else _of_token(words, at)
    grouped = _in_groups(words, at)
    if grouped:
        return grouped
    return _of_token(words, at)


_CLOCK: Final = frozenset({":", "/"})


def clock_length(words: Sequence[str], at: int) -> int:
    """How many words a time of day or a date in digits takes (12:30, 3/10/2021), which count nothing; 0 for none."""
    joined = at + 2 < len(words) and words[at].isdecimal() and words[at + 1] in _CLOCK
    parts = _of_a_clock(words, at) if joined else 0
    return 2 * parts - 1 if parts > 2 or (parts == 2 and words[at + 1] == ":") else 0


def _of_a_clock(words: Sequence[str], at: int) -> int:
    """How many numbers stand joined by colons or strokes: two of 12:30 and 1/3, three of 3/10/2021."""
    parts, joint = 1, words[at + 1]
    while (
        words[at + 1 : at + 2] == [joint] and words[at + 2 : at + 3] and words[at + 2].isdecimal()
    ):
        parts, at = parts + 1, at + 2
    return parts if parts > 1 else 0


def _in_groups(words: Sequence[str], at: int) -> Numeral | None:
    """“73 000”, or “2 1/2”: digits in groups of three, or a whole number and a fraction, with spaces between."""
    if not (words[at].isascii() and words[at].isdigit() and words[at][0] != "0"):
        return None
    if words[at + 2 : at + 3] == ["/"] and words[at + 1].isdigit():
        part = _of_token(words, at + 1)
        if part and 0 < part.value < 1:
            return Numeral(int(words[at]) + part.value, part.end)
    end = at + 1
    while (
        end < len(words) and len(words[end]) == 3 and words[end].isascii() and words[end].isdigit()
    ):
        end += 1
    if end == at + 1 or len(words[at]) > 3 or words[end : end + 1] in ([":"], ["/"]):
        return (
            Numeral(Fraction(int(words[at][:MAXIMUM_DIGITS])), at + 1)
            if len(words[at]) <= MAXIMUM_DIGITS
            else None
        )
    digits = "".join(words[at:end])
    return Numeral(Fraction(int(digits)), end) if len(digits) <= MAXIMUM_DIGITS else None


def _of_token(words: Sequence[str], at: int) -> Numeral | None:
    match = _TOKEN.fullmatch(words[at])
    if not match or not match[3] + match[4]:
        return None
    sign, before, digits, vulgar, ending, behind = match.groups()
    priced = not words[at][:1].isdecimal() or (at > 0 and words[at - 1] in _CURRENCIES)
    if ending == "m" and not priced:  # 5m may be metres; $5m is not
        return None
    ordinal = ending in ("st", "nd", "rd", "th")
    digits = digits or "0"
    plain = "".join(str(unicodedata.decimal(char, char)) for char in digits.translate(_SEPARATORS))
    try:
        value = parse_number(sign + ("0" if plain[0] == "." else "") + plain)
    except InvalidValue:
        return None
    if vulgar:
        part = Fraction(unicodedata.numeric(vulgar)).limit_denominator(10)
        value += -part if sign == "-" else part
    divisor = words[at + 2] if words[at + 1 : at + 2] == ["/"] and at + 2 < len(words) else ""
    if (
        divisor.isdecimal()
        and int(divisor[:MAXIMUM_DIGITS]) > 0
        and words[at + 3 : at + 4] != ["/"]
    ):
        return Numeral(value / int(divisor[:MAXIMUM_DIGITS]), at + 3)
    if behind == "‰":
        value /= 10
    value *= _ENDINGS.get(ending, 1)
    return Numeral(value, at + 1, percent=bool(before or behind), ordinal=ordinal)


def _many(words: Sequence[str], at: int) -> Numeral | None:
    """“Dozens”, “tens of thousands”: twice the size at least."""
    size, end = _MANY.get(words[at], 0), at + 1
    if not size or (words[at] == "tens" and words[end : end + 1] != ["of"]):
        return None
    while end + 1 < len(words) and words[end] == "of" and words[end + 1] in _MANY:
        size, end = size * _MANY[words[end + 1]], end + 2
    return None if size == 10 else Numeral(Fraction(2 * size), end, many=True)


def _in_words(words: Sequence[str], at: int) -> Numeral | None:
    """An ordinal, or a whole number in words up to its last scale word, which ``_with_parts`` reads."""
    if words[at] in _DENOMINATORS and words[at] not in _ORDINALS:  # half, quarter
        scaled = _of_a_scale(words, at + 1)
        return Numeral(Fraction(1, _DENOMINATORS[words[at]]), scaled) if scaled > at + 1 else None
    if words[at] in _ORDINALS:
        return Numeral(Fraction(_ORDINALS[words[at]]), at + 1, ordinal=True)
    value, end = _whole(words, at)
    if value is None:
        return None
    joined = end + (value >= 100 and words[end : end + 1] == ["and"])
    ordinal = _ORDINALS.get(words[joined], 0) if joined < len(words) else 0
    if (
        0 < ordinal < 100 <= 5 * value
        and value % (10 if ordinal < 10 else 100) == 0
        and words[end - 1] not in SCALES
    ):
        return Numeral(
            value + ordinal, joined + 1, ordinal=True
        )  # “twenty-first”, “one hundred and tenth”
    if ordinal >= 100 and (
        value > 1 or words[at - 1 : at] == ["the"]
    ):  # “two hundredth”; “one hundredth” is a part
        return Numeral(value * ordinal, joined + 1, ordinal=True)
    return Numeral(value, end)


def _with_parts(words: Sequence[str], number: Numeral) -> Numeral | None:
    """A number with the half, the fraction and the scale words that stand behind it."""
    value, at = number.value, number.end
    if at >= len(words) or words[at] not in _GOES_ON:
        return number
    part, behind = _and_a_part(words, at)
    if part:
        value, at = value + part, behind
    elif at < len(words) and words[at] in _DENOMINATORS:
        if value >= _DENOMINATORS[words[at]]:
            return None  # the twenty quarter-finals
        value, at = value / _DENOMINATORS[words[at]], _of_a_scale(words, at + 1)
    scale = 1
    if (
        words[at : at + 1] == ["hundred"]
        and number.value.denominator == 1
        and words[number.end - 1].isdigit()
    ):
        scale, at = 100, at + 1  # 3 hundred
    while at < len(words) and words[at] in SCALES and (scale == 1 or SCALES[words[at]] > 1000):
        scale *= SCALES[words[at]]
        at += 1
    part, behind = _and_a_part(words, at) if scale > 1 and value == 1 else (None, at)
    if part:  # a million and a half
        value, at = value + part, behind
    return replace(number, value=value * scale, end=at, scale=scale)


def _and_a_part(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """The fraction that is added behind a number (and a half, and three quarters, ½), and the index behind it."""
    if at < len(words) and words[at] in _VULGAR and len(words[at]) == 1:
        return Fraction(unicodedata.numeric(words[at])).limit_denominator(10), at + 1
    added = _ADDED.get(tuple(words[at + 1 : at + 3])) if words[at : at + 1] == ["and"] else None
    return (added, at + 3) if added else (None, at)


_ADDED: Final[dict[tuple[str, ...], Fraction]] = {
    ("a", "half"): Fraction(1, 2),
    ("a", "quarter"): Fraction(1, 4),
    ("three", "quarters"): Fraction(3, 4),
    ("a", "third"): Fraction(1, 3),
}


def _of_a_scale(words: Sequence[str], at: int) -> int:
    """The index of the scale word in “a million”, “of a million”; else ``at``."""
    behind = at + (words[at : at + 1] == ["of"])
    if behind + 1 < len(words) and words[behind] == "a" and words[behind + 1] in SCALES:
        return behind + 1
    return at


def _whole(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """A whole number in words: groups below a thousand, each with a scale word smaller than the one before."""
    total, least = 0, 10**15
    value, end = _below_thousand(words, at)
    while value is not None:
        scale = _BIG.get(words[end], 0) if end < len(words) else 0
        if scale and scale < least and _continues(words, end + 1, scale):
            total, least, at = total + value * scale, scale, end + 1
            at += words[at] == "and"
            value, end = _below_thousand(words, at)
            continue
        # A scale word that ends the number is the caller's, who may find a half before it.
        return Fraction(total + value * scale if scale and total else total + value), end + bool(
            scale and total
        )
    return None, at


def _continues(words: Sequence[str], at: int, scale: int) -> bool:
    """Whether the number goes on behind a scale word: “thousand one hundred”, and not “thousand and three thousand”."""
    if at < len(words) and words[at] == "and":
        at += 1
    value, end = _below_thousand(words, at)
    following = SCALES.get(words[end], 1) if end < len(words) else 1
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
    if at >= len(words):
        return None, at
    word, behind = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in TENS:
        following = UNITS.get(behind, 0)
        return (TENS[word] + following, at + 2) if 1 <= following <= 9 else (TENS[word], at + 1)
    if word == "a" and (behind == "hundred" or behind in SCALES):
        return 1, at + 1
    return (UNITS[word], at + 1) if word in UNITS else (None, at)
