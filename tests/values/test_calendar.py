"""Times: which can speak of one moment, checked day by day and minute by minute."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.calendar import (
    DAY,
    MONTHS,
    WEEKDAYS,
    Daypart,
    Moment,
    weekday_name,
)

NIGHT = Daypart("night", 20 * 60, DAY + 4 * 60)
EARLY = Daypart("early hours", 0, 6 * 60)
MORNING = Daypart("morning", 6 * 60, 12 * 60)
NOON = Daypart("noon", 12 * 60, 12 * 60 + 1)
LATE = Daypart("late", DAY - 1, 2 * DAY - 1)

# Twenty-eight years have each date on each weekday, 29 February too.
DAYS = [date(1995, 12, 1) + timedelta(days=number) for number in range(28 * 366)]
BY_WEEKDAY: dict[int, set[int]] = {number: set() for number in range(7)}
BY_DAY: dict[tuple[int, int], set[int]] = {}
for each in DAYS:
    BY_WEEKDAY[each.weekday()].add(each.toordinal())
    BY_DAY.setdefault((each.month, each.day), set()).add(each.toordinal())

parts = st.none() | st.sampled_from([NIGHT, EARLY, MORNING, NOON, LATE])
parts |= st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).map(
    lambda ends: Daypart("some", ends[0], sum(ends))
)
dates = st.dates(date(2020, 1, 1), date(2022, 12, 31))
near = st.sampled_from(
    [date(2020, 2, 28), date(2020, 2, 29), date(2021, 2, 28), date(2021, 12, 31)]
)
near = st.one_of(near, near.map(lambda day: day + timedelta(days=1)), dates)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A date, a day of any year, or a weekday, with or without a part of the day."""
    day, part = draw(near), draw(parts)
    return draw(
        st.sampled_from(
            [
                Moment(day.year, day.month, day.day, part=part),
                Moment(month=day.month, day=day.day, part=part),
                Moment(weekday=day.weekday(), part=part),
            ]
        )
    )


def days(moment: Moment) -> set[int]:
    """Every day that a moment may be on, as an ordinal number."""
    if moment.weekday is not None:
        return BY_WEEKDAY[moment.weekday]
    assert moment.month
    assert moment.day
    if moment.year is not None:
        return {date(moment.year, moment.month, moment.day).toordinal()}
    return BY_DAY[moment.month, moment.day]


def minutes(moment: Moment, day: int) -> range:
    """The minutes of a moment on one day, counted through all days."""
    start, end = (moment.part.start, moment.part.end) if moment.part else (0, DAY)
    return range(day * DAY + start, day * DAY + end)


def can_meet(one: Moment, other: Moment) -> bool:
    """Whether on some days the two have a minute in common."""
    theirs = days(other)
    for day in days(one):
        mine = minutes(one, day)
        for beside in range(day - 3, day + 4):
            if beside in theirs:
                near = minutes(other, beside)
                if max(mine.start, near.start) < min(mine.stop, near.stop):
                    return True
    return False


@given(moments(), moments())
@settings(deadline=None, max_examples=400)
def test_compatible_means_a_minute_in_common(one: Moment, other: Moment) -> None:
    """Two moments are compatible just when some minute of some day belongs to both."""
    assert one.compatible(other) is can_meet(one, other)


@given(moments(), moments())
@settings(deadline=None, max_examples=300)
def test_compatible_is_mutual(one: Moment, other: Moment) -> None:
    """Symmetric, and every moment is compatible with itself."""
    assert one.compatible(other) is other.compatible(one)
    assert one.compatible(one)


@given(near, parts)
@settings(deadline=None)
def test_a_date_is_its_weekday_and_its_day_of_the_year(day: date, part: Daypart | None) -> None:
    """A date fits a date that leaves parts of it out."""
    whole = Moment(day.year, day.month, day.day, part=part)
    for less in (Moment(month=day.month, day=day.day), Moment(weekday=day.weekday()), Moment()):
        assert whole.compatible(less)
        assert less.compatible(whole)
    assert whole.known_weekday == day.weekday()
    assert whole.calendar_date == day
    assert whole.fits(day)
    assert not whole.fits(day + timedelta(days=1))


def on(weekday: str, part: Daypart | None = None) -> Moment:
    """A weekday by its name."""
    return Moment(weekday=WEEKDAYS.index(weekday), part=part)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Moment(2021, 10, 10), on("Sunday"), True),
        (Moment(2021, 10, 10), on("Monday"), False),
        (Moment(2021, 10, 10), Moment(2021, 10, 11), False),
        (Moment(2021, 10, 10), Moment(month=10, day=10), True),
        (Moment(month=10, day=10), on("Thursday"), True),
        (Moment(month=2, day=29), on("Monday"), True),
        (on("Sunday"), on("Monday"), False),
        (on("Sunday", NIGHT), on("Monday"), True),
        (on("Sunday", NIGHT), on("Monday", EARLY), True),
        (on("Sunday", NIGHT), on("Monday", MORNING), False),
        (on("Sunday", NIGHT), on("Sunday", EARLY), False),
        (on("Sunday", NIGHT), on("Sunday", MORNING), False),
        (on("Sunday", EARLY), on("Sunday", MORNING), False),
        (on("Sunday", NIGHT), on("Saturday", NIGHT), False),
        (Moment(2020, 2, 28, part=NIGHT), Moment(month=2, day=29, part=EARLY), True),
        (Moment(2021, 2, 28, part=NIGHT), Moment(month=2, day=29, part=EARLY), False),
        (Moment(2021, 2, 28, part=NIGHT), Moment(month=3, day=1, part=EARLY), True),
        (Moment(month=2, day=28, part=NIGHT), Moment(month=3, day=1), True),
        (Moment(month=2, day=28, part=NIGHT), Moment(month=2, day=29), True),
        (Moment(2021, 12, 31, part=NIGHT), Moment(2022, 1, 1), True),
        (Moment(month=12, day=31, part=NIGHT), Moment(month=1, day=1, part=EARLY), True),
        (Moment(month=12, day=31, part=MORNING), Moment(month=1, day=1), False),
        (Moment(2021, 10, 10, part=NIGHT), on("Monday", EARLY), True),
        (Moment(2021, 10, 10, part=EARLY), on("Saturday", NIGHT), True),
        (Moment(1, 1, 1), on("Monday", NIGHT), True),
        (Moment(1, 1, 1, part=EARLY), on("Sunday", NIGHT), False),
        (Moment(9999, 12, 31, part=NIGHT), on("Friday"), True),
    ],
)
def test_table_of_moments(one: Moment, other: Moment, expected: bool) -> None:
    """A night belongs to the day on which it began, and reaches into the next day.

    The first and the last day of the calendar raise no error.
    """
    assert one.compatible(other) is expected
    assert other.compatible(one) is expected


def test_names() -> None:
    """Monday is 0, and there are seven and twelve."""
    assert [weekday_name(number) for number in range(7)] == list(WEEKDAYS)
    assert weekday_name(date(2021, 10, 10).weekday()) == "Sunday"
    assert MONTHS[date(2021, 10, 10).month - 1] == "October"


@pytest.mark.parametrize(
    "moment", [Moment(), Moment(month=10, day=10), Moment(weekday=6), Moment(2021, 10)]
)
def test_no_date_is_made_up(moment: Moment) -> None:
    """Without year, month or day there is no date, and only a given weekday is known."""
    assert moment.calendar_date is None
    assert moment.known_weekday == moment.weekday
