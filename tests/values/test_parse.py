"""What an editor writes as a value: each form, and each mistake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.calendar import DAY, MONTHS, WEEKDAYS, Daypart, Moment
from checker.values.digits import InvalidValue, parse_number
from checker.values.interval import Interval
from checker.values.parse import parse_moment, parse_quantity
from checker.values.qualifiers import QUALIFIERS
from checker.values.quantity import Dimension

COUNT, PERCENT, DURATION = Dimension.COUNT, Dimension.PERCENT, Dimension.DURATION


HOUR, DAYS = 3600, 86400


CALENDAR = {
    "morning": Daypart("morning", 6 * 60, 12 * 60),
    "night": Daypart("night", 20 * 60, DAY + 4 * 60),
    "early hours": Daypart("early hours", 0, 6 * 60),
}


def span(low: str | int | None, high: str | int | None, *, open_end: bool = False) -> Interval:
    """An interval from text; ``open_end`` opens its one end."""
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Interval(ends[0], ends[1], open_end and low is not None, open_end and high is not None)


# quantities


@pytest.mark.parametrize(
    ("raw", "dimension", "interval", "text"),
    [
        (73, COUNT, span(73, 73), "73"),
        ("73", COUNT, span(73, 73), "73"),
        (-5, COUNT, span(-5, -5), "-5"),
        ("3,177", COUNT, span(3177, 3177), "3,177"),
        (3177, COUNT, span(3177, 3177), "3,177"),
        ("-1234.5", COUNT, span("-1234.5", "-1234.5"), "-1,234.5"),
        ("-0.5", COUNT, span("-0.5", "-0.5"), "-0.5"),
        ("-0", COUNT, span(0, 0), "0"),
        ("1/3", COUNT, span("1/3", "1/3"), "1/3"),
        ("1/2", COUNT, span("0.5", "0.5"), "0.5"),
        ("41%", PERCENT, span(41, 41), "41%"),
        ("41 %", PERCENT, span(41, 41), "41%"),
        ("41 percent", PERCENT, span(41, 41), "41%"),
        ("41 per cent", PERCENT, span(41, 41), "41%"),
        ("-0.5%", PERCENT, span("-0.5", "-0.5"), "-0.5%"),
        (41, PERCENT, span(41, 41), "41%"),
        ("7.5 hours", DURATION, span(27000, 27000), "7.5 hours"),
        ("1 hour", DURATION, span(HOUR, HOUR), "1 hour"),
        ("1 hours", DURATION, span(HOUR, HOUR), "1 hour"),
        ("2 hour", DURATION, span(2 * HOUR, 2 * HOUR), "2 hours"),
        ("2 Hours", DURATION, span(2 * HOUR, 2 * HOUR), "2 hours"),
        ("0.5 hours", DURATION, span(1800, 1800), "0.5 hours"),
        ("1/2 hour", DURATION, span(1800, 1800), "0.5 hours"),
        ("90 minutes", DURATION, span(5400, 5400), "90 minutes"),
        ("30 seconds", DURATION, span(30, 30), "30 seconds"),
        ("2 weeks", DURATION, span(14 * DAYS, 14 * DAYS), "2 weeks"),
        ("1,000 days", DURATION, span(1000 * DAYS, 1000 * DAYS), "1,000 days"),
        ("1 month", DURATION, span(28 * DAYS, 31 * DAYS), "1 month"),
        ("2 years", DURATION, span(730 * DAYS, 732 * DAYS), "2 years"),
        ("-2 months", DURATION, span(-62 * DAYS, -56 * DAYS), "-2 months"),
        ({"at_least": 73}, COUNT, span(73, None), "at least 73"),
        ({"at_most": 73}, COUNT, span(None, 73), "at most 73"),
        ({"more_than": "3,177"}, COUNT, span(3177, None, open_end=True), "more than 3,177"),
        ({"less_than": "41%"}, PERCENT, span(None, 41, open_end=True), "less than 41%"),
        ({"at_least": "1 month"}, DURATION, span(28 * DAYS, None), "at least 1 month"),
        ({"at_most": "1 month"}, DURATION, span(None, 31 * DAYS), "at most 1 month"),
        ({"between": [2, 3]}, COUNT, span(2, 3), "between 2 and 3"),
        ({"between": [-3, -2]}, COUNT, span(-3, -2), "between -3 and -2"),
        ({"between": [2, 2]}, COUNT, span(2, 2), "between 2 and 2"),
        ({"between": ["40%", "45 percent"]}, PERCENT, span(40, 45), "between 40% and 45%"),
        (
            {"between": ["90 minutes", "2 hours"]},
            DURATION,
            span(5400, 7200),
            "between 90 minutes and 2 hours",
        ),
        (
            {"between": ["1 month", "2 months"]},
            DURATION,
            span(28 * DAYS, 62 * DAYS),
            "between 1 month and 2 months",
        ),
        ({"about": 3100}, COUNT, span(3000, 3200), "about 3,100"),
        ({"about": "3,100"}, COUNT, span(3000, 3200), "about 3,100"),
        ({"about": "3,100.0"}, COUNT, span(3000, 3200), "about 3,100"),
        ({"about": 3177}, COUNT, span(3176, 3178), "about 3,177"),
        ({"about": 100}, COUNT, span(0, 200), "about 100"),
        ({"about": -3100}, COUNT, span(-3200, -3000), "about -3,100"),
        ({"about": "7.5"}, COUNT, span("7.4", "7.6"), "about 7.5"),
        ({"about": "7.50"}, COUNT, span("7.4", "7.6"), "about 7.5"),
        ({"about": "0.05"}, COUNT, span("0.04", "0.06"), "about 0.05"),
        ({"about": "-0.5"}, COUNT, span("-0.6", "-0.4"), "about -0.5"),
        ({"about": "40%"}, PERCENT, span(30, 50), "about 40%"),
        ({"about": "7.5 hours"}, DURATION, span(26640, 27360), "about 7.5 hours"),
        ({"about": "20 minutes"}, DURATION, span(600, 1800), "about 20 minutes"),
    ],
)
def test_table_of_quantities(
    raw: object, dimension: Dimension, interval: Interval, text: str
) -> None:
    """The interval in base units, and the words a reader sees."""
    quantity = parse_quantity(raw, dimension)
    assert quantity.dimension is dimension
    assert quantity.interval == interval
    assert quantity.text == text


@pytest.mark.parametrize(
    ("raw", "interval"),
    [
        ("2 months", span(28 * DAYS, 93 * DAYS)),
        ("3 years", span(730 * DAYS, 1464 * DAYS)),
        ("-2 months", span(-93 * DAYS, -28 * DAYS)),
    ],
)
def test_about_some_months(raw: str, interval: Interval) -> None:
    """One more month is as long as the longest, one less as short as the shortest."""
    assert parse_quantity({"about": raw}, DURATION).interval == interval


@pytest.mark.parametrize(
    ("raw", "dimension", "numbers"),
    [
        (73, COUNT, [73]),
        ({"about": 3100}, COUNT, [3100]),
        ({"between": [2, 3]}, COUNT, [2, 3]),
        ({"more_than": "41%"}, PERCENT, [41]),
        ("7.5 hours", DURATION, [27000]),
        ("2 months", DURATION, [56 * DAYS]),
    ],
)
def test_numbers_that_a_quote_must_show(
    raw: object, dimension: Dimension, numbers: list[int]
) -> None:
    """The numbers as written, in base units, not the ends of the interval."""
    assert parse_quantity(raw, dimension).numbers == tuple(map(Fraction, numbers))


@pytest.mark.parametrize(
    ("raw", "dimension", "message"),
    [
        (None, COUNT, "a value is a number"),
        (True, COUNT, "a value is a number"),
        (7.5, COUNT, "a value is a number"),
        ([73], COUNT, "a value is a number"),
        ({}, COUNT, "a value is a number"),
        ({"around": 73}, COUNT, "a value is a number"),
        ({1: 2}, COUNT, "a value is a number"),
        ({"about": 73, "at_least": 70}, COUNT, "a value is a number"),
        ({"about": None}, COUNT, "a value is a number"),
        ({"about": {"about": 73}}, COUNT, "a value is a number"),
        ({"about": [73]}, COUNT, "a value is a number"),
        ({"between": 73}, COUNT, "a value is a number"),
        ({"between": [1]}, COUNT, "a value is a number"),
        ({"between": [1, 2, 3]}, COUNT, "a value is a number"),
        ({"between": [1, None]}, COUNT, "a value is a number"),
        ({"between": [3, 2]}, COUNT, "must not be larger"),
        ({"between": ["2 hours", "90 minutes"]}, DURATION, "must not be larger"),
        ({"about": 0}, COUNT, "needs a round number"),
        ({"about": "0.00"}, COUNT, "needs a round number"),
        ({"about": "1/3"}, COUNT, "needs a round number"),
        ({"about": "0%"}, PERCENT, "needs a round number"),
        ("1e3", COUNT, "is not a number"),
        ("31,77", COUNT, "is not a number"),
        ("41%", COUNT, "is not a number"),
        ("7 hours", COUNT, "is not a number"),
        ("%", PERCENT, "is not a percentage"),
        ("41%%", PERCENT, "is not a percentage"),
        ("41 percentage points", PERCENT, "is not a percentage"),
        ("7", DURATION, "is not a duration"),
        (7, DURATION, "is not a duration"),
        ("7hours", DURATION, "is not a duration"),
        ("hours", DURATION, "is not a duration"),
        ("7 parsecs", DURATION, "is not a duration"),
        ("7 hourss", DURATION, "is not a duration"),
        ("7 hours 90 minutes", DURATION, "is not a duration"),
        ("7 hours and 2 months", DURATION, "is not a duration"),
        ("7.5.1 hours", DURATION, "is not a duration"),
    ],
)
def test_no_quantity(raw: object, dimension: Dimension, message: str) -> None:
    """Refused with a message that helps."""
    with pytest.raises(InvalidValue, match=message):
        parse_quantity(raw, dimension)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.from_regex("-?[0-9]{1,4}%?"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(QUALIFIERS), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(json_values, st.sampled_from(Dimension))
@settings(deadline=None, max_examples=300)
def test_any_data_is_a_quantity_or_refused(raw: object, dimension: Dimension) -> None:
    """No other exception, and the numbers as written lie at the interval or its closed ends."""
    try:
        quantity = parse_quantity(raw, dimension)
    except InvalidValue:
        return
    low, high = quantity.interval.low, quantity.interval.high
    for number in quantity.numbers:
        assert low is None or low <= number
        assert high is None or number <= high


def test_a_very_long_integer_is_refused() -> None:
    """Like any other number of too many digits."""
    with pytest.raises(InvalidValue):
        parse_quantity(10**5000, COUNT)


@given(st.integers(-(10**9), 10**9).filter(bool), st.integers(0, 6))
@settings(deadline=None)
def test_about_is_one_unit_of_the_last_digit(digits: int, zeros: int) -> None:
    """Symmetric about the number, as wide as its last digit that is not zero allows."""
    number = digits * 10**zeros
    step = 10 ** (len(str(number)) - len(str(number).rstrip("0")))
    assert parse_quantity({"about": number}, COUNT).interval == span(number - step, number + step)
    assert parse_quantity({"about": f"{number:,}"}, COUNT).interval == span(
        number - step, number + step
    )


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
    )
)
@settings(deadline=None)
def test_the_text_says_the_number(number: Decimal) -> None:
    """What is printed is read as the same number; thousands are grouped."""
    quantity = parse_quantity(format(number, "f"), COUNT)
    assert quantity.interval.single == Fraction(number)
    assert parse_number(quantity.text) == Fraction(number)
    assert ("," in quantity.text) is (abs(number) >= 1000)


# times


@pytest.mark.parametrize(
    ("raw", "expected", "text"),
    [
        ("2021-10-10", Moment(2021, 10, 10), "2021-10-10"),
        ("2020-02-29", Moment(2020, 2, 29), "2020-02-29"),
        ("10 October", Moment(month=10, day=10), "10 October"),
        ("October 10", Moment(month=10, day=10), "10 October"),
        ("10 october", Moment(month=10, day=10), "10 October"),
        ("01 May", Moment(month=5, day=1), "1 May"),
        ("29 February", Moment(month=2, day=29), "29 February"),
        ("Sunday", Moment(weekday=6), "Sunday"),
        (" monday ", Moment(weekday=0), "Monday"),
        ("Tuesday night", Moment(weekday=1, part=CALENDAR["night"]), "Tuesday night"),
        (
            "Tuesday early hours",
            Moment(weekday=1, part=CALENDAR["early hours"]),
            "Tuesday early hours",
        ),
        ("Tuesday Night", Moment(weekday=1, part=CALENDAR["night"]), "Tuesday Night"),
        (
            "2021-10-10 morning",
            Moment(2021, 10, 10, part=CALENDAR["morning"]),
            "2021-10-10 morning",
        ),
        (
            "10 October morning",
            Moment(month=10, day=10, part=CALENDAR["morning"]),
            "10 October morning",
        ),
    ],
)
def test_table_of_moments(raw: str, expected: Moment, text: str) -> None:
    """A date, a day, a weekday, each with a part of the day behind; and the words a reader sees."""
    moment = parse_moment(raw, CALENDAR)
    assert moment == expected
    assert moment.text == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "a time is a date"),
        (20211010, "a time is a date"),
        (date(2021, 10, 10), "a time is a date"),
        (["Sunday"], "a time is a date"),
        ("", "is not a time"),
        ("2021-02-30", "is not a day of the calendar"),
        ("2021-02-29", "is not a day of the calendar"),
        ("2021-13-01", "is not a day of the calendar"),
        ("2021-00-10", "is not a day of the calendar"),
        ("0000-01-01", "is not a day of the calendar"),
        ("30 February", "is not a day of the calendar"),
        ("31 April", "is not a day of the calendar"),
        ("0 May", "is not a day of the calendar"),
        ("32 May", "is not a day of the calendar"),
        ("2021-1-1", "is not a time"),
        ("21-10-10", "is not a time"),
        ("2021/10/10", "is not a time"),
        ("2021-10-10T00:00", "is not a time"),
        ("10.10.2021", "is not a time"),
        ("10October", "is not a time"),
        ("October", "is not a time"),
        ("٢٠٢١-١٠-١٠", "is not a time"),
        ("Sun", "is not a time"),
        ("Sundays", "is not a time"),
        ("night", "is not a time"),
        (" night", "is not a time"),
        ("Tuesday noon", "is not a time"),
        ("Tuesdaynight", "is not a time"),
        ("Tuesday night night", "is not a time"),
        ("night Tuesday", "is not a time"),
    ],
)
def test_no_moment(raw: object, message: str) -> None:
    """Refused, and the message says whether the form or the calendar is wrong."""
    with pytest.raises(InvalidValue, match=message):
        parse_moment(raw, CALENDAR)


@pytest.mark.parametrize("names", [("night", "late night"), ("late night", "night")])
def test_the_longest_part_is_meant(names: tuple[str, ...]) -> None:
    """One name may end another; the order in the book does not matter."""
    calendar = {name: Daypart(name, 60, 120) for name in names}
    for name in names:
        moment = parse_moment(f"Tuesday {name}", calendar)
        assert moment.part is calendar[name]
        assert moment.weekday == 1


@given(st.dates())
@settings(deadline=None)
def test_every_date_is_read(day: date) -> None:
    """As an ISO date, as a day before or behind its month."""
    assert parse_moment(day.isoformat(), CALENDAR).calendar_date == day
    month = MONTHS[day.month - 1]
    for raw in (f"{day.day} {month}", f"{month} {day.day}", f"{day.day} {month.upper()}"):
        assert parse_moment(raw, {}) == Moment(month=day.month, day=day.day)


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
@settings(deadline=None)
def test_a_date_is_in_the_calendar_or_refused(year: int, month: int, day: int) -> None:
    """Just those dates that Python's calendar has."""
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(InvalidValue, match="is not a day of the calendar"):
            parse_moment(f"{year:04}-{month:02}-{day:02}", CALENDAR)
    else:
        assert parse_moment(f"{year:04}-{month:02}-{day:02}", CALENDAR).calendar_date == expected


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("spell", [str.lower, str.upper, str.title, str.swapcase])
def test_weekdays_in_any_case(number: int, spell: object) -> None:
    """Read alike, printed alike."""
    assert callable(spell)
    moment = parse_moment(spell(WEEKDAYS[number]), CALENDAR)
    assert moment.weekday == number
    assert moment.text == WEEKDAYS[number]


@given(st.none() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=3), max_size=2))
@settings(deadline=None)
def test_any_data_is_a_moment_or_refused(raw: object) -> None:
    """No other exception."""
    try:
        assert isinstance(parse_moment(raw, CALENDAR), Moment)
    except InvalidValue:
        return
