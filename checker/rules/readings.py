"""The values that are reported for each claim, and what each of them allows a rule's variables to
be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from checker.book import Book, Claim, Evidence, Stance
from checker.rules.relate import DAYPART_OF, Related
from checker.solver import DAY_SECONDS, Domain, Variable
from checker.values import (
    Dimension,
    Interval,
    Moment,
    Quantity,
    Value,
    compatible,
)
from checker.values.calendar import DAY, Daypart
from checker.verification import Verification

WEEKS_AROUND: Final = 8
"""How many weeks before the first and after the last date of related claims the days of a weekday
are listed. Further away any moment is allowed, which is never too strict."""


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value of a claim: its own, or a rival that evidence reports.

    A claim without a value reports that it is right.
    """

    claim: str
    number: int
    """0 for the claim's own, then the rivals in the order of the file."""

    value: Value | None
    evidence: tuple[str, ...]
    """Ids of the evidence that says so."""

    @property
    def own(self) -> bool:
        """Whether it is what the claim asserts."""
        return self.number == 0

    @property
    def key(self) -> tuple[str, int]:
        """Claim and number, to sort by."""
        return self.claim, self.number

    @property
    def text(self) -> str:
        """The value as a person writes it."""
        return self.value.text if self.value is not None else "so"


def reports_of(book: Book, claim: Claim, verification: Verification) -> tuple[ReportedValue, ...]:
    """The claim's own value, then each rival value, equal ones as one.

    A rival is in a proven quote of a source that is not retracted, and is about the claim's own
    stage. Evidence that says less than the claim, and agrees with it, is not a rival.
    """
    own: list[str] = []
    rivals: dict[Value, list[str]] = {}
    for item in claim.evidence:
        if not _counts(book, claim, item, verification):
            continue
        if item.stance is Stance.SUPPORTING:
            own.append(item.id)
        elif item.says is not None and _is_rival(item.says, claim):
            rivals.setdefault(item.says, []).append(item.id)
    found = [ReportedValue(claim.id, 0, claim.value, tuple(own))]
    for number, (value, ids) in enumerate(rivals.items(), 1):
        found.append(ReportedValue(claim.id, number, value, tuple(ids)))
    return tuple(found)


def _counts(book: Book, claim: Claim, item: Evidence, verification: Verification) -> bool:
    """Whether evidence can report a value of the claim at all."""
    stage = claim.quantity.stage if claim.quantity else None
    if item.background or item.stage not in (None, stage) or book.retracted(item.source):
        return False
    if item.id in verification.missing_values:
        return False
    return verification.evidence[item.id].status.proven


def _is_rival(value: Value, claim: Claim) -> bool:
    return claim.value is not None and not compatible(value, claim.value)


@dataclass(frozen=True, slots=True)
class Readings:
    """What a book, with the dates of some related values, allows variables to be."""

    book: Book
    first: date
    """The earliest date among the values."""

    last: date

    def reported(self, variable: Variable, report: ReportedValue) -> Domain:
        """What a variable of a claim can be if a report on it is right."""
        what, _ = variable
        if what == "truth":
            return (Interval.point(int(report.own)),)
        if isinstance(report.value, Quantity):
            # "At most 5 seats" does not mean -1: a report must not allow what no report at all
            # forbids.
            (free,) = self.free(variable)
            return (report.value.interval.meet(free) or report.value.interval,)
        if isinstance(report.value, Moment):
            return self._time(variable, report.value)
        return self.free(variable)

    def _time(self, variable: Variable, moment: Moment) -> Domain:
        what, _ = variable
        if what == "weekday":
            known = moment.known_weekday
            return self.free(variable) if known is None else (Interval.point(known),)
        if what.startswith(DAYPART_OF):
            asked = self.book.calendar[what.removeprefix(DAYPART_OF)]
            return self.free(variable) if moment.part is None else _is_part(moment.part, asked)
        return self._stretches(moment, whole_day=what == "date")

    def free(self, variable: Variable) -> Domain:
        """What a variable of a claim can be if no report on the claim is taken to be right."""
        what, name = variable
        if what == "truth" or what.startswith(DAYPART_OF):
            return Interval.point(0), Interval.point(1)
        if what == "weekday":
            return tuple(map(Interval.point, range(7)))
        quantity = self.book.claims[name].quantity
        if quantity is None:
            return (Interval(),)
        measure = self.book.measures[quantity.measure]
        if measure.dimension is Dimension.RANK:
            return (Interval(Fraction(1), None),)
        if measure.signed or measure.dimension is Dimension.POINTS:
            return (Interval(),)
        return (Interval(Fraction(0), None),)

    def _stretches(self, moment: Moment, whole_day: bool) -> Domain:
        """The seconds in which it can be, or (``whole_day``) the first second of the named day."""
        day = moment.calendar_date
        if day is not None:
            return (_stretch(day.toordinal(), moment.part, whole_day),)
        first, last = self._days_to_list(moment)
        days = [
            number for number in range(first, last + 1) if moment.fits(date.fromordinal(number))
        ]
        if not days:
            return (Interval(),)
        near = [_stretch(number, moment.part, whole_day) for number in days]
        # Any moment is allowed beyond the listed days; the night before the first may run into it.
        before = Interval(None, Fraction((first + (days[0] > first)) * DAY_SECONDS), high_open=True)
        behind = Interval(Fraction(max(last + 1, days[-1] + 2) * DAY_SECONDS), None)
        return before, *near, behind

    def _days_to_list(self, moment: Moment) -> tuple[int, int]:
        """The first and last day, by ordinal, between which the days that fit a moment are
        listed.
        """
        margin = 7 * WEEKS_AROUND
        if moment.month is not None:
            margin += 366
        first, last = self.first.toordinal() - margin, self.last.toordinal() + margin
        return max(first, 1), min(last, date.max.toordinal())


def readings_of(
    book: Book, reports: Iterable[ReportedValue], days: Iterable[date] = ()
) -> Readings:
    """Readings for values that rules relate, and for the dates that the rules name."""
    known = sorted([*days, *_dates(reports)]) or [date(2001, 1, 1)]
    return Readings(book, known[0], known[-1])


def _dates(reports: Iterable[ReportedValue]) -> Iterator[date]:
    for report in reports:
        if isinstance(report.value, Moment) and report.value.calendar_date is not None:
            yield report.value.calendar_date


def domains_of(
    related: Related, readings: Readings, reports: Mapping[str, ReportedValue]
) -> dict[Variable, Domain]:
    """The domain of each variable of a rule: what the report on its claim allows, or anything."""
    domains: dict[Variable, Domain] = {
        name: (interval,) for name, interval in related.domains.items()
    }
    for variable in related.variables - domains.keys():
        report = reports.get(variable[1])
        domains[variable] = (
            readings.free(variable) if report is None else readings.reported(variable, report)
        )
    return domains


def _stretch(day: int, part: Daypart | None, whole_day: bool) -> Interval:
    start = day * DAY_SECONDS
    if whole_day:
        return Interval.point(start)
    first, last = (part.start, part.end) if part else (0, DAY)
    return Interval(Fraction(start + first * 60), Fraction(start + last * 60), high_open=True)


def _is_part(reported: Daypart, asked: Daypart) -> Domain:
    """Whether a reported part of the day is the one asked for: 1, 0, or either."""
    minutes, wanted = (
        {minute % DAY for minute in range(part.start, part.end)} for part in (reported, asked)
    )
    if minutes <= wanted:
        return (Interval.point(1),)
    return (Interval.point(0), Interval.point(1)) if minutes & wanted else (Interval.point(0),)
