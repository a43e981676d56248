"""What the book holds to be so: which evidence makes a rival, and what a value leaves open."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import Book
from checker.rules.readings import Readings, ReportedValue, readings_of, reports_of
from checker.solver import Domain
from checker.solver.constraints import holds
from checker.values import Interval, Moment
from checker.verification import QuoteCheck, QuoteStatus, Verification

from ..oracles import Desk, Maker, day, figure, proven

DAY = 86400


def texts(
    book: Book, name: str, verification: Verification | None = None
) -> list[tuple[str, tuple[int, ...]]]:
    """The values reported for a claim, with the numbers of contradicting evidence for each."""
    found = reports_of(book, book.claims[name], verification or proven(book))
    return [
        (
            item.text,
            tuple(int(one.rpartition("/")[2]) for one in item.evidence if "contradicting" in one),
        )
        for item in found
    ]


@pytest.mark.parametrize(
    ("more", "reported"),
    [
        (", says: 12", True),
        (", says: {at_least: 12}", True),
        (", says: 12, stage: first", True),
        (", says: 12, stage: second", False),
        (", says: 12, background: true", False),
        (", says: {at_least: 5}", False),
        (", says: {about: 10}", False),
        (", says: 12, reading: It counts the three that left.", True),
    ],
)
def test_what_makes_a_rival(desk: Desk, more: str, reported: bool) -> None:
    """Another value of the same stage that is no background, and that cannot be so beside the
    claim's own.
    """
    desk.claim("x", 9, more=", stage: first")
    desk.evidence("x", "contradicting", more)
    found = texts(desk.load(), "x")
    assert found[0] == ("9", ())
    assert len(found) == 1 + reported


def test_without_a_value_nothing_is_reported(desk: Desk) -> None:
    """A contradiction that says no value, and claims that have none."""
    desk.attribution("said")
    desk.evidence("said", "contradicting", "")
    desk.event("silent")
    desk.evidence("silent", "contradicting", "")
    book = desk.load()
    assert texts(book, "said") == texts(book, "silent") == [("so", ())]


def test_equal_rivals_are_one(desk: Desk) -> None:
    """With all the evidence that says so, in the order of the file."""
    desk.claim("x", 9)
    desk.evidence("x", "contradicting", ", says: 12", ", says: 13", ", says: 12", ", says: '12.0'")
    assert texts(desk.load(), "x") == [("9", ()), ("12", (1, 3, 4)), ("13", (2,))]


def test_supporting_evidence_is_behind_the_own_value(desk: Desk) -> None:
    """Even if it says less, or more, as long as the quote is proven."""
    desk.claim("x", 9)
    desk.evidence("x", "supporting", "", ", says: {at_least: 5}", ", background: true")
    book = desk.load()
    (own,) = reports_of(book, book.claims["x"], proven(book))
    assert own.own
    assert own.evidence == ("x/supporting/1", "x/supporting/2")
    assert own.key == ("x", 0)


@pytest.mark.parametrize("status", list(QuoteStatus))
def test_only_proven_quotes_report(desk: Desk, status: QuoteStatus) -> None:
    """In the text or by receipt, and saying the value in words that are there."""
    desk.claim("x", 9)
    desk.evidence("x", "contradicting", ", says: 12")
    book = desk.load()
    (item,) = book.claims["x"].evidence
    checks = {item.id: QuoteCheck(status)}
    assert len(texts(book, "x", Verification(checks, {}, {}, {}))) == 1 + status.proven
    unsaid = Verification(checks, {}, {}, {}, {item.id: ("12",)})
    assert len(texts(book, "x", unsaid)) == 1


@pytest.mark.parametrize(("standing", "reported"), [("retracted", False), ("corrected", True)])
def test_a_retracted_source_reports_nothing(desk: Desk, standing: str, reported: bool) -> None:
    """What was taken back is nobody's word; what was corrected is of the record still."""
    desk.claim("x", 9)
    desk.evidence("x", "contradicting", ", says: 12")
    desk.evidence("x", "supporting", "")
    file = desk.folder / "sources" / "paper.yaml"
    file.write_text(file.read_text() + f"status: {{is: {standing}, date: 2024-01-01, note: n}}\n")
    book = desk.load()
    found = reports_of(book, book.claims["x"], proven(book))
    assert len(found) == 1 + reported
    assert bool(found[0].evidence) is reported


def readings(maker: Maker, *moments: Moment) -> Readings:
    """Readings of a book beside reports on when things were."""
    return readings_of(maker.template, [ReportedValue("e", 0, moment, ()) for moment in moments])


def seconds(of: date, hour: float = 0) -> Fraction:
    """A moment of a day, as a number."""
    return Fraction(of.toordinal() * DAY) + Fraction(int(hour * 3600))


def lies_in(domain: Domain, of: date, hour: float = 0) -> bool:
    """Whether a moment is in a domain."""
    return holds(domain, seconds(of, hour))


SUNDAY = date(2021, 10, 10)
NIGHT, MORNING = (20 * 60, 28 * 60), (6 * 60, 12 * 60)


def moment(maker: Maker, *, of: date | None = None, part: str = "", **parts: int) -> Moment:
    """A time as it is reported."""
    known = {"year": of.year, "month": of.month, "day": of.day} if of else {}
    return Moment(**known, **parts, part=maker.template.calendar.get(part), text="t")


def test_a_date_is_all_moments_of_its_day(maker: Maker) -> None:
    """From its first second up to the next day's, which is left out."""
    reported = moment(maker, of=SUNDAY)
    domain = readings(maker, reported).reported(("value", "e"), ReportedValue("e", 0, reported, ()))
    assert domain == (Interval(seconds(SUNDAY), seconds(SUNDAY) + DAY, high_open=True),)
    assert readings(maker, reported).reported(
        ("date", "e"), ReportedValue("e", 0, reported, ())
    ) == (Interval.point(seconds(SUNDAY)),)
    assert readings(maker, reported).reported(
        ("weekday", "e"), ReportedValue("e", 0, reported, ())
    ) == (Interval.point(6),)


def test_a_part_of_a_day_runs_into_the_next(maker: Maker) -> None:
    """Sunday night ends on Monday at four; its day is Sunday all the same."""
    reported = moment(maker, of=SUNDAY, part="night")
    found = readings(maker, reported)
    domain = found.reported(("value", "e"), ReportedValue("e", 0, reported, ()))
    assert lies_in(domain, SUNDAY, 20)
    assert lies_in(domain, date(2021, 10, 11), 3.99)
    assert not lies_in(domain, date(2021, 10, 11), 4)
    assert not lies_in(domain, SUNDAY, 19.99)
    assert found.reported(("date", "e"), ReportedValue("e", 0, reported, ())) == (
        Interval.point(seconds(SUNDAY)),
    )


@given(
    st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    st.integers(0, 6),
    st.integers(-80, 80),
    st.booleans(),
)
@settings(deadline=None)
def test_a_weekday_is_any_such_day_beside_the_dates_that_are_known(
    maker: Maker, known: date, weekday: int, shift: int, at_night: bool
) -> None:
    """Within eight weeks day by day; further away any moment, which is never too strict."""
    reported = moment(maker, weekday=weekday, part="night" if at_night else "")
    found = readings(maker, day(known), reported)
    domain = found.reported(("value", "e"), ReportedValue("e", 0, reported, ()))
    days = found.reported(("date", "e"), ReportedValue("e", 0, reported, ()))
    assert all(one.below(other) for one, other in pairwise(domain))
    other = date.fromordinal(known.toordinal() + shift)
    start, end = NIGHT if at_night else (0, 24 * 60)
    fits = other.weekday() == weekday
    if fits:
        assert lies_in(days, other)
        assert lies_in(domain, other, start / 60)
        assert lies_in(domain, other, end / 60 - 0.01)
    elif abs(shift) <= 7 * 8 - 7:
        assert not lies_in(days, other)
        assert not lies_in(domain, other, 12)
    assert found.reported(("weekday", "e"), ReportedValue("e", 0, reported, ())) == (
        Interval.point(weekday),
    )


@given(
    st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    st.integers(1, 12),
    st.integers(1, 31),
    st.integers(-3, 3),
    st.integers(-50, 50),
)
@settings(deadline=None)
def test_a_day_of_some_year(
    maker: Maker, known: date, month: int, number: int, years: int, shift: int
) -> None:
    """It may be in any year; about the dates that are known it is on no other day."""
    reported = moment(maker, month=month, day=number)
    found = readings(maker, day(known), reported)
    domain = found.reported(("value", "e"), ReportedValue("e", 0, reported, ()))
    with suppress(ValueError):  # no such day in that year
        assert lies_in(domain, date(known.year + years, month, number), 12)
    other = date.fromordinal(known.toordinal() + shift)
    if domain != (Interval(),):
        assert lies_in(domain, other, 12) is ((other.month, other.day) == (month, number))
    assert found.reported(("weekday", "e"), ReportedValue("e", 0, reported, ())) == tuple(
        map(Interval.point, range(7))
    )


@pytest.mark.parametrize("known", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar(maker: Maker, known: date) -> None:
    """Eight weeks more are not there."""
    reported = moment(maker, weekday=2)
    domain = readings(maker, day(known), reported).reported(
        ("value", "e"), ReportedValue("e", 0, reported, ())
    )
    assert all(one.below(other) for one, other in pairwise(domain))


@pytest.mark.parametrize(
    ("part", "named", "values"),
    [
        ("night", "night", {1}),
        ("night", "morning", {0}),
        ("", "night", {0, 1}),
        ("late", "night", {1}),
        ("evening", "night", {0, 1}),
    ],
)
def test_parts_of_the_day(
    tmp_path_factory: pytest.TempPathFactory, part: str, named: str, values: set[int]
) -> None:
    """A reported part of the day is the named one, is not, or may be."""
    desk = Desk(tmp_path_factory.mktemp("parts"))
    file = desk.folder / "book.yaml"
    more = '{late: ["23:00", "02:00"], evening: ["18:00", "21:00"], night'
    file.write_text(file.read_text().replace("{night", more))
    desk.event("e", f"2021-10-10 {part}".strip())
    book = desk.load()
    report = ReportedValue("e", 0, book.claims["e"].when, ())
    domain = readings_of(book, [report]).reported((f"daypart of {named}", "e"), report)
    assert {number for number in (0, 1) if holds(domain, Fraction(number))} == values


def test_what_nobody_is_believed_on(maker: Maker) -> None:
    """Counts are zero or more unless they are signed, ranks one or more; a moment is any."""
    made = maker.anew()
    for name, measure in (
        ("s", "seats"),
        ("b", "balance"),
        ("p", "points"),
        ("r", "place"),
        ("d", "delay"),
    ):
        made.add(name, measure, 3)
    made.add("e", "", day(SUNDAY))
    free = readings_of(made.book([]), [])
    ends = {name: free.free(("value", name)) for name in "sbprde"}
    nonnegative, anything = Interval(Fraction(0), None), Interval()
    assert ends == {
        "s": (nonnegative,),
        "d": (nonnegative,),
        "b": (anything,),
        "p": (anything,),
        "e": (anything,),
        "r": (Interval(Fraction(1), None),),
    }
    assert free.free(("truth", "e")) == (Interval.point(0), Interval.point(1))


def test_what_is_believed_allows_no_more_than_what_is_not(maker: Maker) -> None:
    """At most 5 seats are none of -1; of a balance they may be."""
    made = maker.anew()
    for name, measure in (("s", "seats"), ("b", "balance")):
        made.add(name, measure, 3)
    found = readings_of(made.book([]), [])
    most = Interval(None, Fraction(5))

    def reported(name: str, measure: str) -> Domain:
        report = ReportedValue(name, 0, figure(maker.template, measure, most), ())
        return found.reported(("value", name), report)

    assert reported("s", "seats") == (Interval(Fraction(0), Fraction(5)),)
    assert reported("b", "balance") == (most,)


def test_whether_a_claim_is_right(maker: Maker) -> None:
    """It is, if its own value is believed; not, if a rival's is."""
    found = readings(maker)
    assert found.reported(("truth", "e"), ReportedValue("e", 0, None, ())) == (Interval.point(1),)
    assert found.reported(("truth", "e"), ReportedValue("e", 1, None, ())) == (Interval.point(0),)
