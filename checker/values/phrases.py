"""Numbers with what stands around them: “more than”, “percent”, “hours”, “between … and …”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

from checker.values.numerals import BEGINNINGS, Numeral, clock_length, numeral_at

SECONDS: Final[dict[str, tuple[int, int]]] = {
    "second": (1, 1),
    "minute": (60, 60),
    "hour": (3600, 3600),
    "day": (86400, 86400),
    "week": (604800, 604800),
    "month": (28 * 86400, 31 * 86400),
    "year": (365 * 86400, 366 * 86400),
}
"""Units of time, in seconds: a month and a year are as long as the shortest and the longest."""

PERCENT: Final = "%"
POINTS: Final = "percentage points"

_BEFORE: Final[dict[str, str]] = {
    "more than": "more_than",
    "greater than": "more_than",
    "exceeding": "more_than",
    "exceeded": "more_than",
    "exceeds": "more_than",
    "topped": "more_than",
    "surpassed": "more_than",
    "just over": "more_than",
    "just above": "more_than",
    ">": "more_than",
    "≥": "at_least",
    "<": "less_than",
    "≤": "at_most",
    "~": "about",
    "≈": "about",
    "in excess of": "more_than",
    "upwards of": "more_than",
    "at least": "at_least",
    "at the least": "at_least",
    "at the very least": "at_least",
    "a minimum": "at_least",
    "no fewer than": "at_least",
    "not fewer than": "at_least",
    "no less than": "at_least",
    "not less than": "at_least",
    "a minimum of": "at_least",
    "fewer than": "less_than",
    "less than": "less_than",
    "just under": "less_than",
    "just below": "less_than",
    "at most": "at_most",
    "at the most": "at_most",
    "at the very most": "at_most",
    "up to": "at_most",
    "as many as": "at_most",
    "as much as": "at_most",
    "a maximum": "at_most",
    "no more than": "at_most",
    "not more than": "at_most",
    "a maximum of": "at_most",
    "nearly": "nearly",
    "almost": "nearly",
    "virtually": "nearly",
    "close to": "nearly",
    "approximately": "about",
    "approx": "about",
    "approx .": "about",
    "circa": "about",
    "ca .": "about",
    "roughly": "about",
    "an estimated": "about",
}
_MAYBE: Final[dict[str, str]] = {
    "over": "more_than",
    "above": "more_than",
    "under": "less_than",
    "below": "less_than",
    "about": "about",
    "around": "about",
    "some": "about",
}
"""Words that qualify a number, or only stand before it: “disputes over 37 seats”. Both readings count."""

_BEHIND: Final[dict[str, str]] = {
    "or more": "at_least",
    "+": "at_least",
    "or less": "at_most",
    "or fewer": "at_most",
    "or so": "about",
    "at least": "at_least",
    "at most": "at_most",
    "at the least": "at_least",
    "at the most": "at_most",
    "- plus": "at_least",
}
_LONGEST: Final = 4
_LAST_BEFORE: Final = {phrase.rpartition(" ")[2] for phrase in (*_BEFORE, *_MAYBE)}
_FIRST_BEHIND: Final = {phrase.partition(" ")[0] for phrase in _BEHIND}
_PARTS: Final = (
    BEGINNINGS
    | {word for phrase in (*_BEFORE, *_MAYBE, *_BEHIND) for word in phrase.split()}
    | {form for unit in SECONDS for form in (unit, f"{unit}s")}
    | {
        "and",
        "half",
        "of",
        "per",
        "cent",
        "percent",
        "percentage",
        "pc",
        "pct",
        "point",
        "points",
        "%",
        "-",
        "/",
    }
    | {"hundred"}
)
"""Words that can be part of a number with its qualifier and unit."""

_BETWEEN: Final = frozenset({"to", "and", "or", "-", "–"})
_PERCENT_WORDS: Final = frozenset({"percent", "%", "pc", "pct"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One reading of a number in a run of words."""

    values: tuple[Fraction, ...]
    """One number; or the two ends of a range."""

    start: int
    end: int
    """Word indexes, with qualifier and unit; the end exclusive."""

    unit: str = ""
    """``%``, ``percentage points``, a key of ``SECONDS``, or nothing."""

    qualifier: str = ""
    """A qualifier of values, or nothing."""

    ordinal: bool = False
    counted: bool = True
    """Whether it is a number of things, too: two hours are two of something, an hour is a time alone."""


def numerals(words: Sequence[str]) -> Iterator[tuple[int, Numeral]]:
    """Each number in digits or words with its first word's index, in order."""
    at = 0
    while at < len(words):
        if not _likely(words[at]) or words[at - 1 : at + 1] == ["no", "one"]:
            at += 1
            continue
        at += clock_length(words, at)
        number = numeral_at(words, at) if at < len(words) else None
        if number is None:
            at += 1
        else:
            yield at, number
            at = number.end


def _likely(word: str) -> bool:
    """Whether a number may begin with a word: most words are neither in the list nor with digits."""
    return word in BEGINNINGS or not word.isalpha()


@lru_cache(maxsize=20_000)
def may_count(token: str) -> bool:
    """Whether a token can be a number or a unit of time by itself: a quick test, without “a” and “an”."""
    word = token.casefold()
    if any(map(str.isnumeric, word)) or any(part in _COUNTING for part in word.split("-")):
        return True
    return word.removesuffix("s") in SECONDS


_COUNTING: Final = BEGINNINGS - {"a", "an"}


@lru_cache(maxsize=20_000)
def may_belong(token: str) -> bool:
    """Whether a token can be part of a number with its qualifier and unit: a quick test, true too often."""
    word = token.casefold()
    return (
        word in _PARTS
        or any(map(str.isnumeric, word))
        or any(part in _PARTS for part in word.split("-"))
    )


def readings(words: Sequence[str]) -> Iterator[list[Phrase]]:
    """For each number, every reading of it with its qualifier and unit; of a time in several units, as one."""
    found, place = _found(words), 0
    while place < len(found):
        long, behind = _of_several_units(words, found, place)
        group = list(_with_qualifiers(words, long) if long else _of_one(words, *found[place]))
        if _in_range(words, found, place):
            group = [
                item for item in _ranges(words, found) if item.start <= found[place][0] < item.end
            ] or group
        yield group
        place = behind


def phrases(words: Sequence[str]) -> Iterator[Phrase]:
    """Every reading of every number in a run of words.

    What stands behind a range is said of both its ends: “between 40 and 45 percent”. Where words can be
    read in two ways, both readings are here.
    """
    found, place = _found(words), 0
    while place < len(found):
        start, number = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        long, behind = _of_several_units(words, found, place)
        if long:
            yield from _with_qualifiers(words, long)
            place = behind
            continue
        alone = not _in_range(words, found, place)
        if alone:
            yield from _of_one(words, start, number)
        if following and following[0] - number.end <= _FAR and not number.ordinal:
            joint = _unit(words, number)[1]
            if following[0] == joint + 1 and words[joint] in _BETWEEN:
                yield from _of_range(words, start, number, following[1])
        if following and words[number.end : following[0]] in (["in"], ["out", "of"]):
            yield from _of_share(number, start, following[1])
        place += 1
    yield from _of_unit_times(words, {start for start, _ in found})


def _found(words: Sequence[str]) -> list[tuple[int, Numeral]]:
    """The numbers, and the one of “an hour and twenty minutes”, which is none where it stands alone."""
    found = list(numerals(words))
    for at, word in enumerate(words[:-1]) if found else ():
        if word in ("a", "an") and words[at + 1] in SECONDS:
            one = at, Numeral(Fraction(1), at + 1)
            behind = next((item for item in found if item[0] > at), None)
            if behind and _times(words, one[1], behind):
                found.insert(found.index(behind), one)
    return found


def _of_several_units(
    words: Sequence[str], found: Sequence[tuple[int, Numeral]], place: int
) -> tuple[Phrase | None, int]:
    """“Two hours and thirty minutes”, “a year and six months”: one time in its smallest unit, and what is behind."""
    start, number = found[place]
    value, last = number.value, place
    while (
        last + 1 < len(found)
        and found[last + 1][0] - found[last][1].end < _FAR
        and (times := _times(words, found[last][1], found[last + 1]))
    ):
        last += 1
        value = value * times + found[last][1].value
    unit, end = _unit(words, found[last][1])
    return (Phrase((value,), start, end, unit, counted=False) if last > place else None), last + 1


_JOINTS: Final[tuple[list[str], ...]] = ([], ["and"], [","], [",", "and"])
_FAR: Final = 4
"""Words between two numbers that are too many for both to be parts of one time."""


def _times(
    words: Sequence[str], number: Numeral, following: tuple[int, Numeral]
) -> Fraction | None:
    """How many of the next number's unit of time one of this number's has, where both make one time."""
    unit, end = _unit(words, number)
    less, _ = _unit(words, following[1])
    if unit not in SECONDS or less not in SECONDS or words[end : following[0]] not in _JOINTS:
        return None
    if number.many or following[1].many or number.value.denominator != 1:
        return None
    if (unit, less) == ("year", "month"):
        times = Fraction(12)
    elif {"month", "year"} & {unit, less}:
        return None  # months have no fixed number of days
    else:
        times = Fraction(SECONDS[unit][0], SECONDS[less][0])
    return times if 0 < following[1].value < times else None


def _with_qualifiers(words: Sequence[str], phrase: Phrase) -> Iterator[Phrase]:
    for qualifier, begin, behind in _qualifiers(words, phrase.start, phrase.end):
        yield replace(phrase, start=begin, end=behind, qualifier=qualifier)


def _of_one(words: Sequence[str], start: int, number: Numeral) -> Iterator[Phrase]:
    unit, end = _unit(words, number)
    value = number.value
    if unit in SECONDS and list(words[end : end + 3]) == [
        "and",
        "a",
        "half",
    ]:  # “two hours and a half”
        value, end = value + Fraction(1, 2), end + 3
    if number.many:
        yield Phrase((value,), start, end, unit, "at_least")
        return
    for qualifier, begin, behind in _qualifiers(words, start, end):
        yield Phrase((value,), begin, behind, unit, qualifier, number.ordinal)


def _qualifiers(words: Sequence[str], start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each reading of what qualifies a number at ``start`` to ``end``: qualifier and wider place."""
    likely = start and words[start - 1] in _LAST_BEFORE
    for length in range(min(_LONGEST, start) if likely else 0, 0, -1):
        before = " ".join(words[start - length : start])
        if before in _BEFORE:
            yield _BEFORE[before], start - length, end
            return
        if before in _MAYBE:
            yield _MAYBE[before], start - length, end
            break
    for length in (3, 2, 1) if end < len(words) and words[end] in _FIRST_BEHIND else ():
        behind = " ".join(words[end : end + length])
        # “won 73 at least 5 of them in Najaf”: what goes on with a number qualifies that one
        goes_on = behind in _BEFORE and end + length < len(words) and _likely(words[end + length])
        if behind in _BEHIND and not goes_on:
            yield _BEHIND[behind], start, end + length
            return
    yield "", start, end


def _of_range(words: Sequence[str], start: int, number: Numeral, last: Numeral) -> Iterator[Phrase]:
    unit, end = _unit(words, last)
    own, _ = _unit(words, number)
    scales = {1, last.scale} if number.scale == 1 else {1}  # “between 2 and 3 million”
    for scale in sorted(scales, reverse=True):
        low, high = number.value * scale, last.value
        if own in ("", unit):
            begin = (
                start - (words[start - 1 : start] in (["between"], ["from"])) if start else start
            )
            yield Phrase((low, high), begin, end, unit, "between")
            if (unit or scale > 1) and not _is_range(words, start, number):
                yield Phrase((low,), start, end, unit)


def _ranges(words: Sequence[str], found: Sequence[tuple[int, Numeral]]) -> Iterator[Phrase]:
    for (start, number), (begin, last) in pairwise(found):
        if begin == _unit(words, number)[1] + 1 and words[begin - 1] in _BETWEEN:
            yield from (
                item for item in _of_range(words, start, number, last) if len(item.values) == 2
            )


def _is_range(words: Sequence[str], start: int, number: Numeral) -> bool:
    """Whether a number and the next are the ends of a range, and neither is said by itself.

    “Between 30 and 40”, “30 to 40”; but “from 73 to 69” says both, and “3-1” may be a score.
    """
    ahead, joint = words[start - 1 : start], words[_unit(words, number)[1]]
    return (ahead == ["between"] and joint in ("and", "to")) or (
        joint == "to" and ahead != ["from"]
    )


def _in_range(words: Sequence[str], found: Sequence[tuple[int, Numeral]], place: int) -> bool:
    """Whether a number is an end of a range."""
    for first in (place - 1, place):
        if first >= 0 and first + 1 < len(found):
            (start, number), begin = found[first], found[first + 1][0]
            if begin - number.end > _FAR or number.ordinal:  # most numbers
                continue
            if begin == _unit(words, number)[1] + 1 and _is_range(words, start, number):
                return True
    return False


def _of_share(number: Numeral, start: int, of: Numeral) -> Iterator[Phrase]:
    """“One in five”: a fraction, and so a percentage."""
    if 0 < number.value < of.value and not (number.ordinal or of.ordinal):
        yield Phrase((100 * number.value / of.value,), start, of.end, PERCENT)
        yield Phrase((number.value / of.value,), start, of.end)


def _of_unit_times(words: Sequence[str], taken: Collection[int]) -> Iterator[Phrase]:
    """“An hour”, “half an hour”, “an hour and a half”."""
    for at, word in enumerate(words[:-1]):
        if word in ("a", "an") and words[at + 1] in SECONDS and at not in taken:
            if at and words[at - 1] in _EACH:  # 80 km an hour
                continue
            more = words[at + 2 : at + 5] == ["and", "a", "half"] or words[at + 2 : at + 5] == [
                "and",
                "half",
                "a",
            ]
            part, begin = _part_of(words, at)
            value = part or (Fraction(3, 2) if more else Fraction(1))
            whole = Phrase((value,), begin, at + (5 if more else 2), words[at + 1], counted=False)
            yield from _with_qualifiers(words, whole)


def _part_of(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """The fraction before “an hour” (half, a quarter of, three-quarters of) and where it begins; None, and ``at``."""
    if words[at - 1 : at] == ["half"]:
        return Fraction(1, 2), at - 1 - (words[at - 2 : at - 1] == ["a"])
    if words[at - 1 : at] != ["of"]:
        return None, at
    for begin in range(max(0, at - 4), at - 1):
        number = numeral_at(words, begin)
        if number and number.end == at - 1 and 0 < number.value < 1:
            return number.value, begin
    return (Fraction(1, 4), at - 3) if words[at - 3 : at - 1] == ["a", "quarter"] else (None, at)


_RATES: Final = "km kilometres kilometers miles metres meters knots times twice once litres tonnes"
_EACH: Final = frozenset(_RATES.split())


def _unit(words: Sequence[str], number: Numeral) -> tuple[str, int]:
    """The unit behind a number and the index behind it; no unit, and the number's own end."""
    end = number.end
    behind = words[end] if end < len(words) else ""
    if number.percent:
        return PERCENT, end
    if behind in ("percentage", "%", "pc") and words[end + 1 : end + 2] in (["point"], ["points"]):
        return POINTS, end + 2
    joined = end + (behind == "-")  # “a 41-percent turnout” is 41, -, percent
    if words[joined : joined + 1] in (["percentage-point"], ["percentage-points"]):
        return POINTS, joined + 1
    if joined > end and words[joined : joined + 1] == ["percentage"]:
        point = joined + 1 + (words[joined + 1 : joined + 2] == ["-"])
        if words[point : point + 1] in (["point"], ["points"]):
            return POINTS, point + 1
    if words[joined : joined + 1] and words[joined] in _PERCENT_WORDS:
        return PERCENT, joined + 1
    if behind == "per" and words[end + 1 : end + 2] == ["cent"]:
        return PERCENT, end + 2
    end += behind == "-"  # “a 7-hour wait” is 7, -, hour
    behind = words[end] if end < len(words) else ""
    for name in (behind, behind.removesuffix("s")):
        if name in SECONDS:
            return name, end + 1
    return "", number.end
