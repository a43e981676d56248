"""Whether a quote says the value that it is evidence for, in digits or in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from checker.book import Book, Evidence
from checker.values import (
    Mention,
    decimal_text,
    mentions,
    ordinal_text,
    unsaid,
    weekday_name,
)
from checker.values.calendar import MONTHS

_UNITS: Final = (("hour", 3600), ("minute", 60), ("second", 1))
"""Units for durations, with their seconds."""


def missing_values(book: Book, item: Evidence) -> tuple[str, ...]:
    """The parts of its value that a quote does not say, in words.

    There are none if the evidence has no value, is background, or explains itself by ``reading``.
    """
    if item.says is None or item.background or item.reading:
        return ()
    # Each fragment by itself: no number reaches over words that were left out.
    said = frozenset(
        mention for part in item.parsed.fragments for mention in mentions(part, book.calendar)
    )
    return tuple(sorted(_description(missing, said) for missing in unsaid(item.says, said)))


def _description(missing: Mention, said: frozenset[Mention]) -> str:
    """A value that the quote does not say, with what it says of that number instead."""
    # “It says about 3,100” helps more than “no 3,100 in it”.
    same_number = [
        mention
        for mention in said
        if (mention.kind, mention.value) == (missing.kind, missing.value)
    ]
    if not same_number:
        return _name(missing)
    qualifiers = sorted(mention.qualifier for mention in same_number)
    instead = " and ".join(
        _name(Mention(missing.kind, missing.value, qualifier)) for qualifier in qualifiers
    )
    return f"{_name(missing)} (it says {instead})"


def _name(mention: Mention) -> str:
    """A value as people write it, with its qualifier."""
    value = mention.value
    if not isinstance(value, Fraction):
        return str(value)
    match mention.kind:
        case "weekday":
            return weekday_name(int(value))
        case "day":
            return f"{int(value) % 100} {MONTHS[int(value) // 100 - 1]}"
        case "percent":
            text = f"{decimal_text(value)} percent"
        case "points":
            text = f"{decimal_text(value)} percentage points"
        case "duration":
            text = _duration(value)
        case "rank":
            text = ordinal_text(int(value))
        case _:
            text = decimal_text(value)
    return f"{mention.qualifier.replace('_', ' ')} {text}".lstrip()


def _duration(seconds: Fraction) -> str:
    """A length of time in the largest unit that gives whole or half numbers: 7.5 hours."""
    for unit, size in _UNITS:
        amount = seconds / size
        if amount >= 1 and (2 * amount).denominator == 1:
            return f"{decimal_text(amount)} {unit}{'' if amount == 1 else 's'}"
    return f"{decimal_text(seconds)} seconds"
