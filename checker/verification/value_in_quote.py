"""Whether a quote says the value that it is evidence for, in digits or words."""

from __future__ import annotations

from fractions import Fraction

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


def missing_values(book: Book, item: Evidence) -> tuple[str, ...]:
    """What is missing from a quote for it to say its value, in words; nothing if ``reading`` explains it."""
    if item.says is None or item.background or item.reading:
        return ()
    # Each part by itself: no number reaches over what was left out.
    said = frozenset(
        mention for part in item.parsed.fragments for mention in mentions(part, book.calendar)
    )
    return tuple(sorted(_missing(mention, said) for mention in unsaid(item.says, said)))


def _missing(mention: Mention, said: frozenset[Mention]) -> str:
    """What is not said; and what is, where only the qualifier is another."""
    near = sorted(
        other.qualifier
        for other in said
        if (other.kind, other.value) == (mention.kind, mention.value)
    )
    instead = " and ".join(
        _name(Mention(mention.kind, mention.value, qualifier)) for qualifier in near
    )
    return _name(mention) + (f" (it says {instead})" if near else "")


def _name(mention: Mention) -> str:
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
            text = f"duration of {decimal_text(value)} seconds"
        case "rank":
            text = ordinal_text(int(value))
        case _:
            text = decimal_text(value)
    return f"{mention.qualifier.replace('_', ' ')} {text}".lstrip()
