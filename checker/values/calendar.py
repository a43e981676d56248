"""Times as people report them: a date, a date without a year, a weekday, a part of a day.

All in one time zone, the book's; there are no instants here, only days and minutes of days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAY: Final = 24 * 60


def weekday_name(number: int) -> str:
    """The English name; Monday is 0."""
    return WEEKDAYS[number]


@dataclass(frozen=True, slots=True)
class Daypart:
    """A named part of a day, as ``book.yaml`` defines it."""

    name: str
    start: int
    """Minutes after midnight."""

    end: int
    """Minutes after the same midnight; beyond 1,440 when the part runs into the next day."""


Calendar = Mapping[str, Daypart]
"""The dayparts of a book, by name."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as far as it is given, and a part of it if one is named."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""

    part: Daypart | None = None
    text: str = field(default="", compare=False)

    @property
    def calendar_date(self) -> date | None:
        """The calendar date, if year, month and day are all given."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def known_weekday(self) -> int | None:
        """The weekday, as given or as the date has it."""
        whole = self.calendar_date
        return whole.weekday() if whole else self.weekday

    def compatible(self, other: Moment) -> bool:
        """Whether both can mean one moment.

        A part of the day that runs past midnight reaches into the next day.
        """
        return any(
            self._meets(other, shift) and self._same_day(other, shift) for shift in (-1, 0, 1)
        )

    def _meets(self, other: Moment, shift: int) -> bool:
        """Whether the parts of the day overlap when the other day lies ``shift`` days later."""
        start, end = (self.part.start, self.part.end) if self.part else (0, DAY)
        other_start, other_end = (other.part.start, other.part.end) if other.part else (0, DAY)
        offset = shift * DAY
        return start < other_end + offset and other_start + offset < end

    def _same_day(self, other: Moment, shift: int) -> bool:
        """Whether some day fits this pattern while the day ``shift`` later fits the other."""
        mine, theirs = self.calendar_date, other.calendar_date
        if mine:
            return _fits_shifted(other, mine, shift)
        if theirs:
            return _fits_shifted(self, theirs, -shift)
        return self._weekdays_agree(other, shift) and self._dates_agree(other, shift)

    def _weekdays_agree(self, other: Moment, shift: int) -> bool:
        if self.weekday is None or other.weekday is None:
            return True
        return (self.weekday + shift) % 7 == other.weekday

    def _dates_agree(self, other: Moment, shift: int) -> bool:
        """Whether some day of this month and day is, shifted, one of the other month and day."""
        if self.month is None or other.month is None:
            return True
        days = (day for year in _YEARS for day in _days_of(year, self.month, self.day))
        shifted = (_shifted(day, shift) for day in days)
        return any(day is not None and other.fits_date_only(day) for day in shifted)

    def within(self, other: Moment) -> bool:
        """Whether this gives all that the other gives, and perhaps more.

        A date is within its weekday, and not the other way round.
        """
        given = (
            (other.year, self.year),
            (other.month, self.month),
            (other.day, self.day),
            (other.weekday, self.known_weekday),
        )
        if any(theirs is not None and theirs != mine for theirs, mine in given):
            return False
        if other.part is None:
            return True
        return (
            self.part is not None
            and other.part.start <= self.part.start
            and self.part.end <= other.part.end
        )

    def fits(self, day: date) -> bool:
        """Whether a calendar day matches this pattern."""
        return self.fits_date_only(day) and self.weekday in (None, day.weekday())

    def fits_date_only(self, day: date) -> bool:
        """The same, whatever the weekday."""
        return (
            self.year in (None, day.year)
            and self.month in (None, day.month)
            and self.day in (None, day.day)
        )


# Between them, a leap year and a common one have every two neighbouring days of any year.
_YEARS: Final = (2020, 2021)


def _fits_shifted(pattern: Moment, day: date, days: int) -> bool:
    shifted = _shifted(day, days)
    return shifted is not None and pattern.fits(shifted)


def _shifted(day: date, days: int) -> date | None:
    """The day this many days later; None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _days_of(year: int, month: int, day: int | None) -> list[date]:
    """The day of a month, or all its days if none is given; nothing for 30 February."""
    found = []
    for number in (day,) if day else range(1, 32):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return found
