"""Whether a quote says the value that it is evidence for, in digits or words."""

from __future__ import annotations

from fractions import Fraction

from checker.book import Book, Evidence
from checker.values import Mention, decimal_text, mentions, wanted, weekday_name
from checker.values.calendar import MONTHS


def unsaid(book: Book, item: Evidence) -> tuple[str, ...]:
    """What is missing from a quote for it to say its value, in words; nothing if ``reading`` explains it."""
    if item.says is None or item.background or item.reading:
        return ()
    tokens = [token for fragment in item.parsed.fragments for token in fragment]
    missing = wanted(item.says) - mentions(tokens, book.calendar)
    return tuple(sorted(map(_name, missing)))


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
            return f"{decimal_text(value)} percent"
        case "duration":
            return f"duration of {decimal_text(value)} seconds"
        case _:
            return decimal_text(value)
