"""What a quote says, and whether it says a value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.calendar import MONTHS, WEEKDAYS
from checker.values.mentions import Mention, unsaid, wanted
from checker.values.parse import parse_moment, parse_quantity
from checker.values.quantity import Dimension

from .spelling import CALENDAR, numbers, said

COUNT, PERCENT, DURATION = Dimension.COUNT, Dimension.PERCENT, Dimension.DURATION


@pytest.mark.parametrize(
    ("quote", "kind", "value"),
    [
        ("41 percent", "percent", "41"),
        ("41%", "percent", "41"),
        ("41 %", "percent", "41"),
        ("41 per cent", "percent", "41"),
        ("41 pc", "percent", "41"),
        ("forty-one percent", "percent", "41"),
        ("-0.5%", "percent", "-1/2"),
        ("two and a half percent", "percent", "5/2"),
        ("7.5 hours", "duration", "27000"),
        ("seven and a half hours", "duration", "27000"),
        ("one hour", "duration", "3600"),
        ("ninety minutes", "duration", "5400"),
        ("two weeks", "duration", "1209600"),
        ("a seven-hour wait", "duration", "25200"),
        ("a seven-and-a-half-hour wait", "duration", "27000"),
        ("2 months", "duration", "4838400"),
        ("Sunday", "weekday", "6"),
        ("SUNDAY", "weekday", "6"),
        ("Sunday’s election", "weekday", "6"),
        ("on Sundays", "weekday", "6"),
        ("the Sundays' papers", "weekday", "6"),
        ("10 October", "day", "1010"),
        ("October 10", "day", "1010"),
        ("October 10, 2021", "day", "1010"),
        ("10th October", "day", "1010"),
        ("October 1st", "day", "1001"),
        ("29 february", "day", "229"),
        ("in 2021", "year", "2021"),
        ("late on Tuesday night", "part", "night"),
        ("in the early hours of Sunday", "part", "early hours"),
        ("Sunday Morning", "part", "morning"),
    ],
)
def test_table_of_mentions(quote: str, kind: str, value: str) -> None:
    """Just this is said of that kind."""
    assert numbers(quote, kind) == {value}


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("41 percent", "count"),
        ("41%", "count"),
        ("41 seats", "percent"),
        ("41 percentage points", "percent"),
        ("seven hourly buses", "duration"),
        ("7 hours", "percent"),
        ("someday, holidays, Sun", "weekday"),
        ("October", "day"),
        ("October 32", "day"),
        ("October 0", "day"),
        ("0 October", "day"),
        ("the Mayor, 10 people", "day"),
        ("10, October", "day"),
        ("3,177 people", "year"),
        ("20211 people", "year"),
        ("two thousand", "year"),
        ("nightly, midnight, nightclub", "part"),
        ("early on, hours later", "part"),
    ],
)
def test_what_is_not_mentioned(quote: str, kind: str) -> None:
    """Nothing of that kind is said."""
    assert numbers(quote, kind) == set()


@pytest.mark.parametrize(
    ("raw", "dimension", "expected"),
    [
        (73, COUNT, [("count", 73, "")]),
        ({"about": 3100}, COUNT, [("count", 3100, "about")]),
        (
            {"between": ["40%", "45%"]},
            PERCENT,
            [("percent", 40, "between"), ("percent", 45, "between")],
        ),
        ({"between": [2, 2]}, COUNT, [("count", 2, "between")]),
        ("7.5 hours", DURATION, [("duration", 27000, "")]),
    ],
)
def test_wanted_of_a_quantity(
    raw: object, dimension: Dimension, expected: list[tuple[str, int, str]]
) -> None:
    """Its numbers as written, each with its qualifier."""
    assert wanted(parse_quantity(raw, dimension)) == {Mention(*item) for item in expected}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2021-10-10", [("day", Fraction(1010)), ("year", Fraction(2021))]),
        ("10 October", [("day", Fraction(1010))]),
        ("Sunday", [("weekday", Fraction(6))]),
        ("Monday night", [("weekday", Fraction(0)), ("part", "night")]),
    ],
)
def test_wanted_of_a_moment(raw: str, expected: list[tuple[str, Fraction | str]]) -> None:
    """All that it tells, Monday and its number 0 too."""
    assert wanted(parse_moment(raw, CALENDAR)) == {Mention(kind, value) for kind, value in expected}


plain = st.integers(-(10**6), 10**6).map(str) | st.decimals(-1000, 1000, places=2).map(
    lambda number: f"{number:f}"
)


forms = st.sampled_from(["", "at_least", "at_most", "more_than", "less_than", "between"])


@given(
    plain,
    forms,
    st.sampled_from([(COUNT, ""), (PERCENT, "%"), (PERCENT, " percent"), (DURATION, " hours")]),
)
@settings(deadline=None)
def test_a_value_is_said_by_its_own_text(raw: str, form: str, unit: tuple[Dimension, str]) -> None:
    """What the tool prints for a value, a quote may say for it."""
    written: object = raw + unit[1]
    operand = [written, written] if form == "between" else written
    quantity = parse_quantity({form: operand} if form else written, unit[0])
    assert wanted(quantity) <= said(quantity.text)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["", " morning", " night", " early hours"]))
@settings(deadline=None)
def test_a_date_is_said_in_both_orders(day: date, part: str) -> None:
    """Day before month, month before day, with an ordinal, and with the weekday."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    behind = [f"{month} {day.day}{suffix}, {day.year}" for suffix in ("", "th")]
    for spelling in (f"{day.day} {month} {day.year}", *behind):
        quote = f"On {weekday}{part}, {spelling}, they voted"
        assert wanted(parse_moment(day.isoformat() + part, CALENDAR)) <= said(quote)
        assert wanted(parse_moment(weekday + part, CALENDAR)) <= said(quote)
        assert numbers(quote, "day") == {str(day.month * 100 + day.day)}
        assert numbers(quote, "year") == {str(day.year)}
        assert numbers(quote, "weekday") == {str(day.weekday())}


@pytest.mark.parametrize(
    ("raw", "quote", "says"),
    [
        (3000, "more than 3,000 boxes", False),
        ({"more_than": 3000}, "more than 3,000 boxes", True),
        ({"more_than": 3000}, "3,000 boxes", False),
        ({"at_least": 3000}, "3,000 boxes", True),
        ({"at_least": 3000}, "more than 3,000 boxes", True),
        ({"at_least": 3000}, "fewer than 3,000 boxes", False),
        ({"at_most": 3000}, "nearly 3,000 boxes", True),
        ({"about": 3000}, "3,000 boxes", True),
        ({"about": 3000}, "nearly 3,000 boxes", True),
        ({"about": 3000}, "more than 3,000 boxes", False),
        ({"nearly": 3000}, "nearly 3,000 boxes", True),
        ({"nearly": 3000}, "3,000 boxes", False),
        (3000, "over 3,000 boxes", True),
        ({"at_least": 24}, "dozens of boxes", True),
        (24, "dozens of boxes", False),
        ({"between": [2, 3]}, "between two and three thousand", False),
        ({"between": [2000, 3000]}, "between two and three thousand", True),
    ],
)
def test_what_says_a_qualified_value(raw: object, quote: str, says: bool) -> None:
    """The same number with the same qualifier, or one that says more; never one that says less."""
    assert (not unsaid(parse_quantity(raw, COUNT), said(quote))) is says


def says(value: object, dimension: str, quote: str) -> bool:
    """Whether a quote says a value."""
    return not unsaid(parse_quantity(value, Dimension(dimension)), said(quote))


NOT_JUST_THAT = (
    "just under 73|at the most 73|73 at most|73 at least|>73|≥73|~73|approx. 73|circa 73|"
    "virtually 73|exceeding 73|topped 73|greater than 73|a minimum 73|up to 73|as many as 73|"
    "73-plus|12:73|73 000 boxes|between 73 and 80|70 to 73 boxes|73 ½|73 million|73/80|on 3/10/73"
)


@pytest.mark.parametrize("quote", NOT_JUST_THAT.split("|"))
def test_a_number_that_is_not_just_that(quote: str) -> None:
    """A qualifier, a range, a fraction, a time of day: none of them says 73."""
    assert not says(73, "count", quote)


@pytest.mark.parametrize(
    ("value", "dimension", "quote"),
    [
        ({"between": [30, 40]}, "count", "between 30 and 40 people"),
        ({"between": ["2 hours", "3 hours"]}, "duration", "between 2 hours and 3 hours"),
        (69, "count", "reduced from 73 to 69"),
        (3, "count", "won 3-1"),
        (73, "count", "won 73 at least 5 of them in Najaf"),
        (73000, "count", "73 000 boxes"),
        (300, "count", "3 hundred people"),
        (2500000, "count", "2 ½ million"),
        (2500000, "count", "2 1/2 million"),
        (1500000, "count", "a million and a half people"),
        (200000, "count", "2 lakh votes"),
        ("1/3", "count", "1/3 of them"),
        ("41%", "percent", "a 41-percent turnout"),
        ("20%", "percent", "one in five"),
        ("5 percentage points", "points", "a 5-percentage-point lead"),
        ("1 hour", "duration", "it took an hour"),
        ({"nearly": "1 hour"}, "duration", "nearly an hour"),
        ("15 minutes", "duration", "a quarter of an hour"),
        ("45 minutes", "duration", "three-quarters of an hour"),
        ("30 minutes", "duration", "a half-hour"),
        ("7.75 hours", "duration", "seven and three quarters hours"),
    ],
)
def test_numbers_as_newspapers_write_them(value: object, dimension: str, quote: str) -> None:
    """Each was misread or refused once."""
    assert says(value, dimension, quote)


@pytest.mark.parametrize(
    ("value", "dimension", "quote"),
    [
        ({"between": [2, 3]}, "count", "the 2 lists won 3"),
        ("1 hour", "duration", "nearly an hour"),
        ("1 hour", "duration", "a quarter of an hour"),
        ("1 hour", "duration", "at 80 km an hour"),
        (1, "count", "no one at all"),
    ],
)
def test_what_is_not_said(value: object, dimension: str, quote: str) -> None:
    """Each was taken for said once."""
    assert not says(value, dimension, quote)


@pytest.mark.parametrize(
    ("time", "quote", "expected"),
    [
        ("2021-10-10", "It was held on Oct. 10, 2021", True),
        ("2021-10-10", "on 10 October of that year, 2021", True),
        ("2021-10-10", "10 October 2019 was like that of 2021", False),
        ("2021-10-10", "10 October 2019 was like 10 October, in 2021", True),
        ("10 October", "on 10 October 2019", True),
        ("10 May", "the 10 may have known", False),
        ("10 May", "on 10 May they met", True),
        ("3 March", "they march 3 miles", False),
        ("10 November", "on October 10 November began", False),
        ("10 October", "on October 10 November began", True),
    ],
)
def test_a_day_with_its_own_year(time: str, quote: str, expected: bool) -> None:
    """And months that are none."""
    assert (not unsaid(parse_moment(time, CALENDAR), said(quote))) is expected
