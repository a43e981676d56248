"""What an editor writes as a value, parsed. ``schemas/README.md`` documents the grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import regex

from checker.values.calendar import MONTHS, WEEKDAYS, Calendar, Moment
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, decimal_text


class InvalidValue(ValueError):
    """Something that is not a value; the message says why and what would be."""


_NUMBER: Final = regex.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(\.[0-9]+)?(?:/([1-9][0-9]*))?")
MAXIMUM_DIGITS: Final = 40

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

QUALIFIERS: Final = ("about", "at_least", "at_most", "more_than", "less_than", "between")


def parse_number(raw: str) -> Fraction:
    """``73``, ``-5``, ``3,177``, ``7.5``, ``1/3`` as an exact number; raises ``InvalidValue``."""
    match = _NUMBER.fullmatch(raw.strip())
    if not match or len(raw) > MAXIMUM_DIGITS:
        raise InvalidValue(f"“{raw[:60]}” is not a number; write it like 73, 3,177, 7.5 or 1/3")
    sign, whole, decimals, divisor = match.groups()
    numerator, denominator = int(whole.replace(",", "")), int(divisor or 1)
    if decimals:
        power = 10 ** (len(decimals) - 1)
        numerator, denominator = numerator * power + int(decimals[1:]), denominator * power
    return Fraction(-numerator if sign == "-" else numerator, denominator)


def _round_step(raw: str) -> Fraction:
    """One unit of the last digit that is not zero: 3100 gives 100, 7.5 gives 0.1."""
    digits = raw.strip().lstrip("+-").replace(",", "")
    whole, _, decimals = digits.partition(".")
    if "/" in raw or not (whole + decimals).strip("0"):
        raise InvalidValue(f"“about” needs a round number; {raw} has no last digit to go by")
    if decimals.rstrip("0"):
        return Fraction(1, 10 ** len(decimals.rstrip("0")))
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))


def _plain(raw: str, dimension: Dimension) -> tuple[str, Fraction, Fraction, str]:
    """The number as written, its low and high factor into base units, and the text to print."""
    text = raw.strip()
    if dimension is Dimension.PERCENT:
        number = regex.sub(r"\s*(%|percent|per cent)$", "", text)
        return number, Fraction(1), Fraction(1), f"{_grouped(number)}%"
    if dimension is Dimension.DURATION:
        number, _, unit = text.partition(" ")
        name = unit.strip().lower()
        name = name if name in SECONDS else name.removesuffix("s")
        if name not in SECONDS:
            raise InvalidValue(f"“{raw[:60]}” is not a duration; write it like 90 minutes, 7.5 hours or 2 weeks")
        low, high = SECONDS[name]
        plural = name if parse_number(number) == 1 else name + "s"
        return number, Fraction(low), Fraction(high), f"{_grouped(number)} {plural}"
    return text, Fraction(1), Fraction(1), _grouped(text)


def _grouped(raw: str) -> str:
    number = parse_number(raw)
    text = decimal_text(number)
    whole, dot, decimals = text.partition(".")
    return f"{int(whole):,}{dot}{decimals}" if "/" not in text and whole != "-0" else text


def _exactly(raw: str, dimension: Dimension, step: int = 0) -> tuple[Interval, tuple[Fraction, ...], str]:
    """A number's interval, ``step`` units of its last digit wider at each end; what a quote must show; its text."""
    written, low, high, text = _plain(raw, dimension)
    number = parse_number(written)
    wider = step * _round_step(written) if step else Fraction(0)
    below, above = number - wider, number + wider
    # A negative number of months is longest at the other end.
    ends = (below * (low if below >= 0 else high), above * (high if above >= 0 else low))
    return Interval(*ends), (number * low,), text


def _about(raw: str, dimension: Dimension) -> Quantity:
    interval, numbers, text = _exactly(raw, dimension, step=1)
    return Quantity(dimension, interval, f"about {text}", numbers)


def _bounded(words: str, make: Callable[[Interval], Interval]) -> Callable[[str, Dimension], Quantity]:
    def build(raw: str, dimension: Dimension) -> Quantity:
        interval, numbers, text = _exactly(raw, dimension)
        return Quantity(dimension, make(interval), f"{words} {text}", numbers)

    return build


_BUILDERS: Final[Mapping[str, Callable[[str, Dimension], Quantity]]] = {
    "about": _about,
    "at_least": _bounded("at least", lambda at: Interval(at.low, None)),
    "at_most": _bounded("at most", lambda at: Interval(None, at.high)),
    "more_than": _bounded("more than", lambda at: Interval(at.low, None, low_open=True)),
    "less_than": _bounded("less than", lambda at: Interval(None, at.high, high_open=True)),
}


def parse_quantity(raw: object, dimension: Dimension) -> Quantity:
    """A quantity from ``73``, ``"41%"``, ``7.5 hours``, ``{about: 3100}``, ``{between: [2, 3]}``.

    Raises ``InvalidValue``.
    """
    if isinstance(raw, dict) and len(raw) == 1:
        qualifier, operand = next(iter(raw.items()))
        if qualifier == "between" and isinstance(operand, list) and len(operand) == 2:
            low, high = (_exactly(_scalar(end), dimension) for end in operand)
            try:
                interval = Interval(low[0].low, high[0].high)
            except ValueError:
                raise InvalidValue("the first number of “between” must not be larger than the second") from None
            return Quantity(dimension, interval, f"between {low[2]} and {high[2]}", low[1] + high[1])
        if qualifier in _BUILDERS:
            return _BUILDERS[qualifier](_scalar(operand), dimension)
    interval, numbers, text = _exactly(_scalar(raw), dimension)
    return Quantity(dimension, interval, text, numbers)


def _scalar(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise InvalidValue("a value is a number, or one of " + ", ".join(QUALIFIERS) + " with a number")
    if isinstance(raw, int) and abs(raw) >= 10**MAXIMUM_DIGITS:
        raise InvalidValue(f"a number of more than {MAXIMUM_DIGITS} digits is no figure of a text")
    return str(raw)


_ISO: Final = regex.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_MONTH: Final = regex.compile(r"([0-9]{1,2}) ([A-Za-z]+)|([A-Za-z]+) ([0-9]{1,2})")


def parse_moment(raw: object, calendar: Calendar) -> Moment:
    """A time from ``2021-10-10``, ``10 October``, ``Sunday``, each with a daypart of the book behind.

    Raises ``InvalidValue``.
    """
    if not isinstance(raw, str):
        raise InvalidValue("a time is a date (2021-10-10), a day (10 October), or a weekday (Sunday)")
    text = raw.strip()
    for name, part in sorted(calendar.items(), key=lambda item: -len(item[0])):  # “late night” before “night”
        if text.lower().endswith(" " + name):
            return replace(_day(text[: -len(name) - 1].strip()), part=part, text=text)
    return _day(text)


def _day(text: str) -> Moment:
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day = map(int, iso.groups())
        _check_date(year, month, day, text)
        return Moment(year=year, month=month, day=day, text=text)
    if text.capitalize() in WEEKDAYS:
        return Moment(weekday=WEEKDAYS.index(text.capitalize()), text=text.capitalize())
    named = _DAY_MONTH.fullmatch(text)
    if named:
        day_first, name, name_first, day_last = named.groups()
        month_name = (name or name_first).capitalize()
        if month_name in MONTHS:
            number, month = int(day_first or day_last), MONTHS.index(month_name) + 1
            _check_date(2020, month, number, text)  # a leap year: 29 February is some year's day
            return Moment(month=month, day=number, text=f"{number} {month_name}")
    raise InvalidValue(
        f"“{text[:60]}” is not a time; write 2021-10-10, 10 October or Sunday, with a daypart of book.yaml behind it"
    )


def _check_date(year: int, month: int, day: int, text: str) -> None:
    try:
        date(year, month, day)
    except ValueError as error:
        raise InvalidValue(f"“{text}” is not a day of the calendar: {error}") from None
