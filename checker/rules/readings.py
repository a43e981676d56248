"""What the book holds to be so: each claim's own value, and the rival values that evidence reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from checker.book import Book, Claim, Stance
from checker.rules.relate import DAYPART_OF
from checker.solver.constraints import DAY_SECONDS, Domain
from checker.solver.linear import Variable
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
"""So many weeks before the first and behind the last date of related claims, a weekday is looked for day by day;
further away any moment will do, which is never too strict."""


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value of a claim: its own, or a rival that evidence reports; of claims without a value, that it is so."""

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
        """Sorts reports."""
        return self.claim, self.number

    @property
    def text(self) -> str:
        """The value as a person writes it."""
        return self.value.text if self.value is not None else "so"


def reports_of(book: Book, claim: Claim, verification: Verification) -> tuple[ReportedValue, ...]:
    """The claim's own value, then each rival value, equal ones as one.

    A rival stands in a proven quote of a source that is not retracted, and speaks of the claim's own stage.
    Evidence that says less than the claim, and agrees with it, is no report of its own.
    """
    own, rivals = [], dict[Value, list[str]]()
    stage = claim.quantity.stage if claim.quantity else None
    for item in claim.evidence:
        if (
            item.background
            or book.retracted(item.source)
            or item.stage not in (None, stage)
            or item.id in verification.missing_values
        ):
            continue
        if not verification.evidence[item.id].status.proven:
            continue
        if item.stance is Stance.SUPPORTING:
            own.append(item.id)
        elif (
            item.says is not None
            and claim.value is not None
            and not compatible(item.says, claim.value)
        ):
            rivals.setdefault(item.says, []).append(item.id)
    found = [ReportedValue(claim.id, 0, claim.value, tuple(own))]
    found += [
        ReportedValue(claim.id, number, value, tuple(ids))
        for number, (value, ids) in enumerate(rivals.items(), 1)
    ]
    return tuple(found)


class Readings:
    """The domains of variables: of what is reported, and of what nobody is believed on."""

    def __init__(
        self, book: Book, reports: Iterable[ReportedValue], days: Iterable[date] = ()
    ) -> None:
        self._book = book
        dated = [item.value.calendar_date for item in reports if isinstance(item.value, Moment)]
        known = sorted([*days, *(day for day in dated if day is not None)])
        self._first, self._last = (
            (known[0], known[-1]) if known else (date(2001, 1, 1), date(2001, 1, 1))
        )

    def reported(self, variable: Variable, report: ReportedValue) -> Domain:
        """What a variable of a claim can be if a report on it is right."""
        what, _ = variable
        if what == "truth":
            return (Interval.point(int(report.own)),)
        if isinstance(report.value, Quantity):
            # At most 5 seats are not -1: what is believed must not allow more than what is not.
            (free,) = self.free(variable)
            return (report.value.interval.meet(free) or report.value.interval,)
        if not isinstance(report.value, Moment):
            return self.free(variable)
        moment = report.value
        if what == "weekday":
            known = moment.known_weekday
            return self.free(variable) if known is None else (Interval.point(known),)
        if what.startswith(DAYPART_OF):
            part = self._book.calendar[what.removeprefix(DAYPART_OF)]
            return self.free(variable) if moment.part is None else _is_part(moment.part, part)
        return self._stretches(moment, whole_day=what == "date")

    def free(self, variable: Variable) -> Domain:
        """What a variable of a claim can be whatever anybody reports."""
        what, name = variable
        if what == "truth" or what.startswith(DAYPART_OF):
            return Interval.point(0), Interval.point(1)
        if what == "weekday":
            return tuple(map(Interval.point, range(7)))
        claim = self._book.claims[name]
        if claim.quantity is None:
            return (Interval(),)
        measure = self._book.measures[claim.quantity.measure]
        if measure.dimension is Dimension.RANK:
            return (Interval(Fraction(1), None),)
        return (
            Interval()
            if measure.signed or measure.dimension is Dimension.POINTS
            else Interval(Fraction(0), None),
        )

    def _stretches(self, moment: Moment, whole_day: bool) -> Domain:
        """The seconds in which it can lie, or (``whole_day``) the first second of the day that is named."""
        day = moment.calendar_date
        if day is not None:
            return (_stretch(day.toordinal(), moment.part, whole_day),)
        first, last = (
            self._first.toordinal() - 7 * WEEKS_AROUND,
            self._last.toordinal() + 7 * WEEKS_AROUND,
        )
        if moment.month is not None:
            first, last = first - 366, last + 366
        first, last = max(first, 1), min(last, date.max.toordinal())
        days = [
            number for number in range(first, last + 1) if moment.fits(date.fromordinal(number))
        ]
        if not days:
            return (Interval(),)
        near = [_stretch(number, moment.part, whole_day) for number in days]
        # Beyond the days looked at, any moment; the night before the first of them may run into it.
        before = Interval(None, Fraction((first + (days[0] > first)) * DAY_SECONDS), high_open=True)
        behind = Interval(Fraction(max(last + 1, days[-1] + 2) * DAY_SECONDS), None)
        return before, *near, behind


def _stretch(day: int, part: Daypart | None, whole_day: bool) -> Interval:
    start = day * DAY_SECONDS
    if whole_day:
        return Interval.point(start)
    first, last = (part.start, part.end) if part else (0, DAY)
    return Interval(Fraction(start + first * 60), Fraction(start + last * 60), high_open=True)


def _is_part(told: Daypart, named: Daypart) -> Domain:
    """Whether a part of the day that is told is the one that is named: 1, 0, or either."""
    minutes, wanted = (
        {minute % DAY for minute in range(part.start, part.end)} for part in (told, named)
    )
    if minutes <= wanted:
        return (Interval.point(1),)
    return (Interval.point(0), Interval.point(1)) if minutes & wanted else (Interval.point(0),)
