"""Numbers in digits, as they appear in a sentence.

number = plain | grouped | mixed | token ["/" DIGITS]
grouped = DIGITS {" " three digits}                     73 000
mixed = DIGITS " " token "/" DIGITS                     2 1/2
token = [sign] [currency] ["%"] (digits | ½) [ending] ["%" | "‰"]
ending = "st" | "nd" | "rd" | "th" | "k" | "m" | "mn" | "bn" | "tn"
clock = DIGITS ":" DIGITS | DIGITS "/" DIGITS "/" DIGITS   not a number: 12:30, 3/10/2021
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import regex

from checker.values.words import word_at

MAXIMUM_DIGITS: Final = 40
VULGAR: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""Fractions that are one character."""

_WRITTEN: Final = regex.compile(
    r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(\.[0-9]+)?(?:/([1-9][0-9]*))?"
)
_TOKEN: Final = regex.compile(
    r"(?P<sign>[+-]?)(?:\p{L}{0,3}\p{Sc})?(?P<before>[%٪]?)"
    r"(?P<digits>(?:\p{Nd}+(?:[.,·٫٬،．，' ]\p{Nd}+)*|[.·٫．]\p{Nd}+)?)"
    r"(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]?)"
    r"(?P<ending>(?:st|nd|rd|th|k|mn|bn|tn|m)?)(?P<behind>[%‰٪]?)"
)
_PLAIN: Final = regex.compile(r"0|[1-9][0-9]{0,17}")
_CURRENCIES: Final = frozenset("$£€¥₹₺₽")
_ENDINGS: Final = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
_SEPARATORS: Final = str.maketrans("٬،， '·٫．", ",,,,,...")
_CLOCK: Final = frozenset({":", "/"})


class InvalidValue(ValueError):
    """Something that is not a value; the message says why, and what to write."""


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
    """“Dozens”: at least this many."""


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


def vulgar_value(character: str) -> Fraction:
    """The exact value of a fraction that is one character."""
    return Fraction(unicodedata.numeric(character)).limit_denominator(10)


def digits_at(words: Sequence[str], at: int) -> Numeral | None:
    """The number in digits that begins at a word, or None."""
    behind = word_at(words, at + 1)
    plain = _PLAIN.fullmatch(words[at])
    if plain and not behind.isdigit() and behind not in _CLOCK:  # most numbers
        return Numeral(Fraction(int(words[at])), at + 1)
    if behind in _CLOCK and (parts := _joined_numbers(words, at)):
        return None if _is_clock(parts, behind) else _token(words, at)
    return _grouped(words, at) or _token(words, at)


def clock_length(words: Sequence[str], at: int) -> int:
    """How many words a time of day or a date takes (12:30, 3/10/2021); 0 if there is none.

    Times and dates in digits count nothing, so their numbers are passed over.
    """
    joint = word_at(words, at + 1)
    joined = at + 2 < len(words) and words[at].isdecimal() and joint in _CLOCK
    parts = _joined_numbers(words, at) if joined else 0
    return 2 * parts - 1 if _is_clock(parts, joint) else 0


def _is_clock(parts: int, joint: str) -> bool:
    """Whether joined numbers are a time or a date; two with a stroke, 1/3, are a fraction."""
    return parts > 2 or (parts == 2 and joint == ":")


def _joined_numbers(words: Sequence[str], at: int) -> int:
    """How many numbers colons or strokes join: two in 12:30 and 1/3, three in 3/10/2021."""
    parts, joint = 1, words[at + 1]
    while word_at(words, at + 1) == joint and word_at(words, at + 2).isdecimal():
        parts, at = parts + 1, at + 2
    return parts if parts > 1 else 0


def _grouped(words: Sequence[str], at: int) -> Numeral | None:
    """“73 000” or “2 1/2”: groups of three digits, or a whole number and a fraction."""
    first = words[at]
    if not _is_ascii_digits(first) or first[0] == "0":
        return None
    mixed = _mixed(words, at)
    if mixed:
        return mixed
    end = at + 1
    while end < len(words) and len(words[end]) == 3 and _is_ascii_digits(words[end]):
        end += 1
    # “2021 350 people” is a year and a number; “3 100/7” ends with a fraction of its own.
    if len(first) > 3 or word_at(words, end) in _CLOCK:
        end = at + 1
    digits = "".join(words[at:end])
    return Numeral(Fraction(int(digits)), end) if len(digits) <= MAXIMUM_DIGITS else None


def _mixed(words: Sequence[str], at: int) -> Numeral | None:
    """“2 1/2”: a whole number and a fraction below one."""
    if word_at(words, at + 2) != "/" or not words[at + 1].isdigit():
        return None
    part = _token(words, at + 1)
    if part is None or not 0 < part.value < 1:
        return None
    return Numeral(int(words[at]) + part.value, part.end)


def _is_ascii_digits(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _token(words: Sequence[str], at: int) -> Numeral | None:
    """A number that is one token, with the divisor behind it if there is one."""
    match = _TOKEN.fullmatch(words[at])
    if match is None or not match["digits"] + match["vulgar"]:
        return None
    ending = match["ending"]
    if ending == "m" and not _is_priced(words, at):  # 5m may be metres; $5m is not
        return None
    value = _token_value(match["sign"], match["digits"] or "0", match["vulgar"])
    if value is None:
        return None
    divisor = _divisor(words, at)
    if divisor:
        return Numeral(value / divisor, at + 3)
    if match["behind"] == "‰":
        value /= 10
    percent = bool(match["before"] or match["behind"])
    value *= _ENDINGS.get(ending, 1)
    return Numeral(value, at + 1, percent=percent, ordinal=ending in _ORDINAL_ENDINGS)


def _is_priced(words: Sequence[str], at: int) -> bool:
    """Whether a currency is part of a token or before it."""
    return not words[at][:1].isdecimal() or word_at(words, at - 1) in _CURRENCIES


def _token_value(sign: str, digits: str, vulgar: str) -> Fraction | None:
    """The number that digits of any script and a vulgar fraction make; None if they make none."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in digits.translate(_SEPARATORS))
    whole = f"0{plain}" if plain[0] == "." else plain
    try:
        value = parse_number(sign + whole)
    except InvalidValue:
        return None
    if vulgar:
        part = vulgar_value(vulgar)
        value += -part if sign == "-" else part
    return value


def _divisor(words: Sequence[str], at: int) -> int:
    """The 3 of “1/3”; 0 if there is none, or if it is part of a date."""
    if word_at(words, at + 1) != "/" or word_at(words, at + 3) == "/":
        return 0
    divisor = word_at(words, at + 2)
    return int(divisor[:MAXIMUM_DIGITS]) if divisor.isdecimal() else 0
