"""The units behind a number: percent, percentage points, and units of time.

    unit = percent | points | time
    percent = ["-"] ("percent" | "%" | "pc" | "pct") | "per" "cent"
    points = ("percentage" | "%" | "pc") ("point" | "points")
           | ["-"] ("percentage-point" | "percentage-points")
           | "-" "percentage" ["-"] ("point" | "points")
    time = ["-"] ("second" | "minute" | "hour" | "day" | "week" | "month" | "year") ["s"]

The hyphen is that of “a 41-percent turnout”, which is 41, -, percent in tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.values.digits import Numeral
from checker.values.words import word_at

SECONDS: Final[dict[str, tuple[int, int]]] = {
    "second": (1, 1),
    "minute": (60, 60),
    "hour": (3600, 3600),
    "day": (86400, 86400),
    "week": (604800, 604800),
    "month": (28 * 86400, 31 * 86400),
    "year": (365 * 86400, 366 * 86400),
}
"""Units of time in seconds: the shortest and the longest, which differ for months and years."""

PERCENT: Final = "%"
POINTS: Final = "percentage points"

_PERCENT_WORDS: Final = frozenset({"percent", "%", "pc", "pct"})
_POINTS_AHEAD: Final = frozenset({"percentage", "%", "pc"})
_POINT_WORDS: Final = frozenset({"point", "points"})
_HYPHENATED_POINTS: Final = frozenset({"percentage-point", "percentage-points"})
_TIME_WORDS: Final = {form: name for name in SECONDS for form in (name, f"{name}s")}
_FIRST_WORDS: Final = (
    _PERCENT_WORDS | _POINTS_AHEAD | _HYPHENATED_POINTS | _TIME_WORDS.keys() | {"-", "per"}
)


def unit_behind(words: Sequence[str], number: Numeral) -> tuple[str, int]:
    """The unit behind a number, and the index behind it; no unit, and the number's own end."""
    start = number.end
    if number.percent:
        return PERCENT, start
    first = word_at(words, start)
    if first not in _FIRST_WORDS:  # most numbers
        return "", start
    at = start + (first == "-")
    points = _end_of_points(words, start, at)
    if points:
        return POINTS, points
    percent = _end_of_percent(words, start, at)
    if percent:
        return PERCENT, percent
    time = _TIME_WORDS.get(word_at(words, at))
    return (time, at + 1) if time else ("", start)


def _end_of_points(words: Sequence[str], start: int, at: int) -> int:
    """The index behind “percentage points”, or 0; a hyphen before them makes ``at`` larger."""
    word = word_at(words, at)
    if word in _HYPHENATED_POINTS:
        return at + 1
    point = at + 1
    if at == start:
        ahead = word in _POINTS_AHEAD
    else:
        ahead = word == "percentage"
        point += word_at(words, point) == "-"
    return point + 1 if ahead and word_at(words, point) in _POINT_WORDS else 0


def _end_of_percent(words: Sequence[str], start: int, at: int) -> int:
    """The index behind “percent” or “per cent”, or 0."""
    if word_at(words, at) in _PERCENT_WORDS:
        return at + 1
    two_words = word_at(words, start) == "per" and word_at(words, start + 1) == "cent"
    return start + 2 if two_words else 0
