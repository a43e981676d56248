"""What an editor writes as a value, parsed. ``schemas/README.md`` documents the grammar.

Texts are read by the code that reads quotes: what a quote can say, a value can be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final, TypeGuard

from checker.text import token_texts
from checker.values.calendar import MONTHS, WEEKDAYS, Calendar, Moment
from checker.values.dates import WEEKDAY_FORMS, day_at
from checker.values.digits import MAXIMUM_DIGITS, InvalidValue
from checker.values.interval import Interval
from checker.values.mentions import words_of
from checker.values.numerals import ordinal_text
from checker.values.phrases import Phrase, phrases
from checker.values.qualifiers import QUALIFIERS
from checker.values.quantity import Dimension, Quantity, decimal_text
from checker.values.units import PERCENT, POINTS, SECONDS

_LONGEST: Final = 200
"""Characters; no figure or time in a text is longer."""

_FORMS: Final = {
    Dimension.COUNT: "a number; write it like 73, 3,177, 7.5 or 1/3",
    Dimension.PERCENT: "a percentage; write it like 41%, 7.5% or 41 percent",
    Dimension.POINTS: "a number of percentage points; write it like 3 or 3 percentage points",
    Dimension.DURATION: "a duration; write it like 90 minutes, 7.5 hours or 2 weeks",
    Dimension.RANK: "a rank; write it like 3rd or third",
}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a dimension, without qualifier."""

    value: Fraction
    """As written: 2 of “2 weeks”."""

    dimension: Dimension
    unit: str = ""

    @property
    def factors(self) -> tuple[int, int]:
        """The least and the greatest number of base units in one unit."""
        return SECONDS.get(self.unit, (1, 1))

    @property
    def text(self) -> str:
        """As a person writes it."""
        if self.dimension is Dimension.RANK:
            return ordinal_text(int(self.value))
        text = _grouped(self.value)
        if self.dimension is Dimension.PERCENT:
            return f"{text}%"
        unit = "percentage point" if self.dimension is Dimension.POINTS else self.unit
        plural = "" if self.value == 1 or not unit else "s"
        return f"{text} {unit}{plural}".rstrip()

    @property
    def base(self) -> Fraction:
        """What a quote must show, in base units."""
        return self.value * self.factors[0]

    def interval(self, below: Fraction = Fraction(0), above: Fraction = Fraction(0)) -> Interval:
        """The number in base units, with its low end moved down and its high end moved up."""
        (low, high), start, end = self.factors, self.value - below, self.value + above
        if low == high == 1:
            return Interval(start, end)
        # A negative number of months is longest at the other end.
        return Interval(start * (low if start >= 0 else high), end * (high if end >= 0 else low))

    @property
    def step(self) -> Fraction:
        """One unit of the last digit that is not zero: 3100 gives 100, 7.5 gives 0.1.

        Raises ``InvalidValue``.
        """
        text = decimal_text(abs(self.value))
        whole, _, decimals = text.partition(".")
        if "/" in text or not self.value:
            raise InvalidValue(
                f"“about” needs a round number, and {self.text} is not one; write “between” instead"
            )
        if decimals:
            return Fraction(1, 10 ** len(decimals))
        return Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))


def _grouped(number: Fraction) -> str:
    text = decimal_text(number)
    whole, dot, decimals = text.partition(".")
    return f"{int(whole):,}{dot}{decimals}" if "/" not in text and whole != "-0" else text


def _qualified(qualifier: str, number: _Number) -> Quantity:
    interval = number.interval()
    match qualifier:
        case "about":
            interval = number.interval(number.step, number.step)
        case "nearly":
            near = number.step
            if number.value > 0:
                interval = replace(number.interval(below=near), high_open=True)
            else:
                interval = replace(number.interval(above=near), low_open=True)
        case "at_least":
            interval = Interval(interval.low, None)
        case "at_most":
            interval = Interval(None, interval.high)
        case "more_than":
            interval = Interval(interval.low, None, low_open=True)
        case "less_than":
            interval = Interval(None, interval.high, high_open=True)
    text = f"{qualifier.replace('_', ' ')} {number.text}".lstrip()
    return Quantity(number.dimension, interval, text, (number.base,), qualifier)


def _between(low: _Number, high: _Number) -> Quantity:
    try:
        interval = Interval(low.interval().low, high.interval().high)
    except ValueError:
        raise InvalidValue(
            "the first number of “between” must not be larger than the second"
        ) from None
    return Quantity(
        low.dimension,
        interval,
        f"between {low.text} and {high.text}",
        (low.base, high.base),
        "between",
    )


def parse_quantity(raw: object, dimension: Dimension) -> Quantity:
    """A quantity from what an editor writes.

    That is ``73``, ``"41%"``, ``more than 7.5 hours``, ``{about: 3100}`` or ``{between: [2, 3]}``.
    Raises ``InvalidValue``.
    """
    if isinstance(raw, dict) and len(raw) == 1:
        qualifier, operand = next(iter(raw.items()))
        if qualifier == "between":
            if isinstance(operand, list) and len(operand) == 2:
                return _between(_bare(operand[0], dimension), _bare(operand[1], dimension))
        elif qualifier in QUALIFIERS:
            return _qualified(qualifier, _bare(operand, dimension))
    if _is_integer(raw):
        return _qualified("", _bare(raw, dimension))
    phrase = _phrase(raw, dimension)
    numbers = [_of_phrase(phrase, value, dimension, str(raw)) for value in phrase.values]
    return _between(*numbers) if len(numbers) == 2 else _qualified(phrase.qualifier, numbers[0])


def _is_integer(raw: object) -> TypeGuard[int]:
    return isinstance(raw, int) and not isinstance(raw, bool)


def _bare(raw: object, dimension: Dimension) -> _Number:
    """A number without qualifier, from an integer or a text."""
    if _is_integer(raw):
        if abs(raw) >= 10**MAXIMUM_DIGITS:
            raise InvalidValue(
                f"the number has more than {MAXIMUM_DIGITS} digits; write it as a source prints it"
            )
        return _of_phrase(Phrase((Fraction(raw),), 0, 1), Fraction(raw), dimension, str(raw))
    phrase = _phrase(raw, dimension)
    if phrase.qualifier or len(phrase.values) != 1:
        raise InvalidValue(f"“{raw}” already has a qualifier; use only one")
    return _of_phrase(phrase, phrase.values[0], dimension, str(raw))


def _phrase(raw: object, dimension: Dimension) -> Phrase:
    """The one reading of a whole text."""
    if not isinstance(raw, str):
        raise InvalidValue(f"a value is a number, or a number with one of {', '.join(QUALIFIERS)}")
    words = words_of(token_texts(raw)) if len(raw) <= _LONGEST else []
    whole = [phrase for phrase in phrases(words) if (phrase.start, phrase.end) == (0, len(words))]
    if not whole:
        raise InvalidValue(f"“{raw[:60]}” is not {_FORMS[dimension]}")
    # “One in five” is a number and a percentage; the dimension says which is meant.
    percents = [phrase for phrase in whole if phrase.unit == PERCENT]
    fitting = percents if dimension is Dimension.PERCENT else []
    return (fitting or whole)[0]


def _of_phrase(phrase: Phrase, value: Fraction, dimension: Dimension, raw: str) -> _Number:
    """A number of a phrase, if its unit is one of the dimension's."""
    fits = {
        Dimension.COUNT: not phrase.unit and not phrase.ordinal,
        Dimension.PERCENT: phrase.unit in ("", PERCENT) and not phrase.ordinal,
        Dimension.POINTS: phrase.unit in ("", POINTS) and not phrase.ordinal,
        Dimension.DURATION: phrase.unit in SECONDS and not phrase.ordinal,
        Dimension.RANK: not phrase.unit and value.denominator == 1 and value > 0,
    }[dimension]
    if not fits:
        raise InvalidValue(f"“{raw[:60]}” is not {_FORMS[dimension]}")
    return _Number(value, dimension, phrase.unit if dimension is Dimension.DURATION else "")


def parse_moment(raw: object, calendar: Calendar) -> Moment:
    """A time from what an editor writes, with a daypart of the book behind it or not.

    That is ``2021-10-10``, ``10 October``, ``Sunday, 10 October 2021`` or ``Sunday night``.
    Raises ``InvalidValue``.
    """
    if not isinstance(raw, str):
        raise InvalidValue(
            "a time is a date (2021-10-10), a day (10 October), or a weekday (Sunday)"
        )
    text = raw.strip()
    # Longer names first: “late night” before “night”.
    for name, part in sorted(calendar.items(), key=lambda item: -len(item[0])):
        if text.lower().endswith(" " + name):
            return replace(_day(text[: -len(name) - 1].strip()), part=part, text=text)
    return _day(text)


def _day(text: str) -> Moment:
    """The day that a whole text gives, checked against the calendar."""
    words = words_of(token_texts(text)) if 0 < len(text) <= _LONGEST else []
    found = day_at(words, 0) if words else None
    if found is None or found[1] != len(words) or _is_plural_weekday(words[0]):
        raise InvalidValue(
            f"“{text[:60]}” is not a time; write 2021-10-10, 10 October or Sunday, "
            "with a daypart from book.yaml behind it if you need one"
        )
    moment = found[0]
    _check_calendar(moment, text)
    return replace(moment, text=_day_text(moment, text))


def _is_plural_weekday(word: str) -> bool:
    """“Sundays”, “Sunday's”: fine in a quote, but not one day."""
    return word in WEEKDAY_FORMS and word.capitalize() not in WEEKDAYS


def _check_calendar(moment: Moment, text: str) -> None:
    """Raise ``InvalidValue`` if the calendar has no such day, or another weekday on it."""
    if moment.month is None or moment.day is None:
        return
    # Without a year, take a leap year: 29 February is a day of some year.
    year = 2020 if moment.year is None else moment.year
    try:
        day = date(year, moment.month, moment.day)
    except ValueError as error:
        raise InvalidValue(f"“{text}” is not a day of the calendar: {error}") from None
    if moment.year and moment.weekday not in (None, day.weekday()):
        raise InvalidValue(
            f"“{text}” is not a day of the calendar: that was a {WEEKDAYS[day.weekday()]}"
        )


def _day_text(moment: Moment, written: str) -> str:
    """The one way in which a day is printed; an ISO date stays one."""
    parts = [WEEKDAYS[moment.weekday]] if moment.weekday is not None else []
    if moment.month is not None:
        iso = moment.year and written[-1].isdigit() and written[:4].isdigit() and "-" in written
        in_words = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year or ''}".strip()
        parts.append(written if iso else in_words)
    return ", ".join(parts)
