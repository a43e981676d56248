"""Numbers with the words around them: “more than”, “percent”, “hours”, “between … and …”.

    phrase = single | compound | range | share | lone time
    single = [qualifier] numeral [unit ["and a half"]] [qualifier]
    compound = [qualifier] numeral time {[","] ["and"] numeral time} [qualifier]
    range = ["between" | "from"] numeral [unit] ("to" | "and" | "or" | "-") numeral [unit]
    share = numeral ("in" | "out of") numeral                           one in five
    lone time = [qualifier] [part] ("a" | "an") time ["and a half"] [qualifier]
    part = ["a"] "half" | numeral "of" | "a quarter of"                 half an hour

``numerals``, ``units`` and ``qualifiers`` say what a numeral, a unit and a qualifier are. Words can
often be read in two ways; then all readings are given, and a quote says each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from checker.values.digits import Numeral
from checker.values.numerals import numeral_at, numerals
from checker.values.qualifiers import qualified
from checker.values.units import PERCENT, SECONDS, unit_behind
from checker.values.words import has_run, word_at

_Found = tuple[int, Numeral]
"""A number with the index of its first word."""

_JOINTS: Final = frozenset({"to", "and", "or", "-", "–"})
_SHARE_JOINTS: Final[tuple[list[str], ...]] = (["in"], ["out", "of"])
_COMPOUND_JOINTS: Final[tuple[list[str], ...]] = ([], ["and"], [","], [",", "and"])
_FAR: Final = 4
"""More words than this between two numbers are too many for both to belong to one phrase."""

_ARTICLES: Final = frozenset({"a", "an"})
_RATES: Final = "km kilometres kilometers miles metres meters knots times twice once litres tonnes"
_PER_TIME: Final = frozenset(_RATES.split())
"""Before “an hour”, these make a rate of it."""


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
    """Whether it is a number of things, too: two hours are two of something, an hour is not."""


def readings(words: Sequence[str]) -> Iterator[list[Phrase]]:
    """For each number, every reading of it with its qualifier and unit.

    A time in several units is one group, and an end of a range is read as the range.
    """
    found, place = _numbers(words), 0
    while place < len(found):
        compound, following = _compound(words, found, place)
        group = list(_qualified(words, compound) if compound else _single(words, *found[place]))
        if _is_in_range(words, found, place):
            start = found[place][0]
            ranges = [item for item in _ranges(words, found) if item.start <= start < item.end]
            group = ranges or group
        yield group
        place = following


def phrases(words: Sequence[str]) -> Iterator[Phrase]:
    """Every reading of every number in a run of words.

    The unit behind a range belongs to both its ends: “between 40 and 45 percent”.
    """
    found, place = _numbers(words), 0
    while place < len(found):
        compound, following = _compound(words, found, place)
        if compound:
            yield from _qualified(words, compound)
            place = following
            continue
        if not _is_in_range(words, found, place):
            yield from _single(words, *found[place])
        if place + 1 < len(found):
            yield from _with_next(words, found[place], found[place + 1])
        place += 1
    yield from _lone_times(words, {start for start, _ in found})


def _numbers(words: Sequence[str]) -> list[_Found]:
    """The numbers, and the “an” of “an hour and twenty minutes”, which counts nothing alone."""
    found = list(numerals(words))
    for at, word in enumerate(words[:-1]) if found else ():
        if word in _ARTICLES and words[at + 1] in SECONDS:
            one = at, Numeral(Fraction(1), at + 1)
            following = next((item for item in found if item[0] > at), None)
            if following and _units_in_one(words, one[1], following):
                found.insert(found.index(following), one)
    return found


# single


def _single(words: Sequence[str], start: int, number: Numeral) -> Iterator[Phrase]:
    """One number with its unit and qualifier."""
    unit, end = unit_behind(words, number)
    value = number.value
    if unit in SECONDS and has_run(words, end, "and", "a", "half"):  # “two hours and a half”
        value, end = value + Fraction(1, 2), end + 3
    if number.many:
        yield Phrase((value,), start, end, unit, "at_least")
    else:
        yield from _qualified(words, Phrase((value,), start, end, unit, ordinal=number.ordinal))


def _qualified(words: Sequence[str], phrase: Phrase) -> Iterator[Phrase]:
    """A phrase with each reading of what qualifies it."""
    for qualifier, start, end in qualified(words, phrase.start, phrase.end):
        yield replace(phrase, start=start, end=end, qualifier=qualifier)


# compound


def _compound(
    words: Sequence[str], found: Sequence[_Found], place: int
) -> tuple[Phrase | None, int]:
    """A time in several units, in its smallest; and the place of the number behind it.

    “Two hours and thirty minutes”, “a year and six months”. None if the number is not part of one.
    """
    start, number = found[place]
    value, last = number.value, place
    while last + 1 < len(found):
        times = _units_in_one(words, found[last][1], found[last + 1])
        if times is None:
            break
        last += 1
        value = value * times + found[last][1].value
    if last == place:
        return None, place + 1
    unit, end = unit_behind(words, found[last][1])
    return Phrase((value,), start, end, unit, counted=False), last + 1


def _units_in_one(words: Sequence[str], number: Numeral, following: _Found) -> Fraction | None:
    """How many of the next number's units of time one of this number's has, 60 for an hour's.

    None if the two do not make one time.
    """
    begin, smaller = following
    if begin - number.end >= _FAR:  # most numbers
        return None
    unit, end = unit_behind(words, number)
    less, _ = unit_behind(words, smaller)
    if unit not in SECONDS or less not in SECONDS or words[end:begin] not in _COMPOUND_JOINTS:
        return None
    if number.many or smaller.many or number.value.denominator != 1:
        return None
    times = _ratio(unit, less)
    return times if times is not None and 0 < smaller.value < times else None


def _ratio(unit: str, less: str) -> Fraction | None:
    """How many of the lesser unit one unit has; None for months in days, which differ."""
    if (unit, less) == ("year", "month"):
        return Fraction(12)
    if {"month", "year"} & {unit, less}:
        return None
    return Fraction(SECONDS[unit][0], SECONDS[less][0])


# range and share


def _with_next(words: Sequence[str], one: _Found, following: _Found) -> Iterator[Phrase]:
    """The range or the share that two neighbouring numbers make."""
    (start, number), (begin, last) = one, following
    near = begin - number.end <= _FAR
    if near and not number.ordinal and _joint(words, number, begin) in _JOINTS:
        yield from _range(words, start, number, last)
    if words[number.end : begin] in _SHARE_JOINTS:
        yield from _share(number, start, last)


def _joint(words: Sequence[str], number: Numeral, begin: int) -> str:
    """The one word between a number with its unit and the next number; nothing if it is not one."""
    return words[begin - 1] if begin == unit_behind(words, number)[1] + 1 else ""


def _range(words: Sequence[str], start: int, number: Numeral, last: Numeral) -> Iterator[Phrase]:
    """A range with the unit of its second end; and its first end alone, where that may be meant."""
    unit, end = unit_behind(words, last)
    own_unit, own_end = unit_behind(words, number)
    if own_unit not in ("", unit):
        return
    ahead = word_at(words, start - 1)
    begin = start - 1 if ahead in ("between", "from") else start
    alone = not _is_only_range(ahead, words[own_end])
    scales = {1, last.scale} if number.scale == 1 else {1}  # “between 2 and 3 million”
    for scale in sorted(scales, reverse=True):
        low = number.value * scale
        yield Phrase((low, last.value), begin, end, unit, "between")
        if alone and (unit or scale > 1):
            yield Phrase((low,), start, end, unit)


def _is_only_range(ahead: str, joint: str) -> bool:
    """Whether two numbers are the ends of a range, and neither is said by itself.

    “Between 30 and 40”, “30 to 40”; but “from 73 to 69” says both, and “3-1” may be a score.
    """
    if ahead == "between":
        return joint in ("and", "to")
    return joint == "to" and ahead != "from"


def _is_in_range(words: Sequence[str], found: Sequence[_Found], place: int) -> bool:
    """Whether a number is an end of a range and not said by itself."""
    if place and _make_range(words, found[place - 1], found[place]):
        return True
    return place + 1 < len(found) and _make_range(words, found[place], found[place + 1])


def _make_range(words: Sequence[str], one: _Found, following: _Found) -> bool:
    (start, number), (begin, _) = one, following
    if begin - number.end > _FAR or number.ordinal:  # most numbers
        return False
    return _is_only_range(word_at(words, start - 1), _joint(words, number, begin))


def _ranges(words: Sequence[str], found: Sequence[_Found]) -> Iterator[Phrase]:
    """Every range in a run of words."""
    for (start, number), (begin, last) in pairwise(found):
        if _joint(words, number, begin) in _JOINTS:
            both = _range(words, start, number, last)
            yield from (phrase for phrase in both if len(phrase.values) == 2)


def _share(number: Numeral, start: int, of: Numeral) -> Iterator[Phrase]:
    """“One in five”: a fraction, and so a percentage."""
    if 0 < number.value < of.value and not (number.ordinal or of.ordinal):
        yield Phrase((100 * number.value / of.value,), start, of.end, PERCENT)
        yield Phrase((number.value / of.value,), start, of.end)


# lone time


def _lone_times(words: Sequence[str], taken: Collection[int]) -> Iterator[Phrase]:
    """“An hour”, “half an hour”, “an hour and a half”; not where a number begins already."""
    for at, word in enumerate(words[:-1]):
        if word not in _ARTICLES:
            continue
        begins = words[at + 1] in SECONDS and at not in taken
        if begins and word_at(words, at - 1) not in _PER_TIME:  # 80 km an hour
            yield from _qualified(words, _lone_time(words, at))


def _lone_time(words: Sequence[str], at: int) -> Phrase:
    """The time whose article is at an index, without its qualifier."""
    unit, end = words[at + 1], at + 2
    half_more = has_run(words, end, "and", "a", "half") or has_run(words, end, "and", "half", "a")
    part, begin = _part_before(words, at)
    value = Fraction(3, 2) if half_more else Fraction(1)
    return Phrase((part or value,), begin, end + 3 * half_more, unit, counted=False)


def _part_before(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    """The fraction before “an hour” and where it begins; None, and ``at``, if there is none.

    It is “half”, “a quarter of”, “three-quarters of”.
    """
    ahead = word_at(words, at - 1)
    if ahead == "half":
        return Fraction(1, 2), at - 1 - (word_at(words, at - 2) == "a")
    if ahead != "of":
        return None, at
    for begin in range(max(0, at - 4), at - 1):
        number = numeral_at(words, begin)
        if number and number.end == at - 1 and 0 < number.value < 1:
            return number.value, begin
    return (Fraction(1, 4), at - 3) if has_run(words, at - 3, "a", "quarter") else (None, at)
