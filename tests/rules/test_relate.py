"""What may be added to, compared with and multiplied by what, and where it is wrong."""

from __future__ import annotations

import pytest

from checker.book import Book
from checker.rules.expression import ExpressionError, parse_relation
from checker.rules.readings import readings_of
from checker.rules.relate import Related, relate
from checker.solver import Answer, Budget, Constraints, Domain, Variable, solve
from checker.values import Dimension, parse_quantity

from ..oracles import Desk, Maker

TIME = {"first": "2021-10-10 morning", "second": "2021-10-12", "sunday": "Sunday"}
FIGURES = {
    "seats": ("seats", 30),
    "more": ("seats", 45),
    "votes": ("votes", 900),
    "districts": ("districts", 15),
    "density": ("density", 2),
    "share": ("share", 40),
    "other": ("share", 60),
    "points": ("points", 3),
    "place": ("place", 2),
    "behind": ("place", 5),
    "delay": ("delay", 7200),
    "longer": ("delay", 86400),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, maker: Maker) -> Book:
    """A figure or two of each measure, events, and something said."""
    desk = Desk(tmp_path_factory.mktemp("relate"))
    for name, when in TIME.items():
        desk.event(name, when)
    desk.event("silent")
    desk.attribution("said")
    made = maker.anew()
    for name, (measure, value) in FIGURES.items():
        made.add(name, measure, value)
    loaded = desk.load()
    made.claims |= loaded.claims
    return made.book([])


def related(book: Book, text: str) -> Related:
    """A relation of the book's claims."""
    return relate(parse_relation(text), book, "r")


def possible(book: Book, found: Related, constraints: Constraints) -> bool:
    """Whether constraints can be kept with the values that the claims have."""
    domains: dict[Variable, Domain] = {
        name: (interval,) for name, interval in found.domains.items()
    }
    readings = readings_of(book, [])
    for variable in constraints.variables - domains.keys():
        what, name = variable
        quantity = book.claims[name].quantity
        fixed = quantity is not None and what == "value"
        domains[variable] = (
            (quantity.value.interval,) if fixed and quantity else readings.free(variable)
        )
    return solve(constraints, domains, Budget(100_000)) is not Answer.REFUTED


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        # a number of the rule goes with whatever is beside it
        ("seats", "30", "a number of seats"),
        ("share", "40", "a percentage"),
        ("points", "3", "a number of percentage points"),
        ("place", "2", "a rank"),
        ("seats + 15", "more", "a number of seats"),
        ("15 + seats", "more", "a number of seats"),
        ("100 - share", "60", "a percentage"),
        ("2 * seats", "60", "a number of seats"),
        ("delay", "2 hours", "a duration"),
        ("delay", "120 minutes", "a duration"),
        ("delay - delay", "0", "a duration"),
        ("12 * delay", "longer", "a duration"),
        ("delay + 22 hours", "1 day", "a duration"),
        # of one unit
        ("seats + seats", "60", "a number of seats"),
        ("seats + 0.5 * seats", "more", "a number of seats"),
        ("longer - delay", "22 hours", "a duration"),
        # percentages and ratios
        ("share", "40%", "a percentage"),
        ("share + other", "100%", "a percentage"),
        ("seats / more", "2 / 3", "a number without a unit"),
        ("other", "share * 1.5", "a percentage"),
        ("share", "12 / 30 * seats / seats", "a percentage"),
        ("12 / 30 * seats / seats", "share", "a number without a unit"),
        ("seats / more + 1 / 3", "1", "a number without a unit"),
        ("share / other", "2 / 3", "a number without a unit"),
        ("share / other", "seats / more", "a number without a unit"),
        ("points / points", "1", "a number without a unit"),
        ("share * seats", "12", "a number of seats"),
        ("seats * share", "12", "a number of seats"),
        ("40% * seats", "12", "a number of seats"),
        ("share * other", "24%", "a percentage"),
        ("seats / 40%", "75", "a number of seats"),
        # percentage points
        ("other - share", "20", "a number of percentage points"),
        ("other - share", "points + 17", "a number of percentage points"),
        ("share + points", "43%", "a percentage"),
        ("points + share", "43%", "a percentage"),
        ("share - points", "37%", "a percentage"),
        ("2 * points", "6", "a number of percentage points"),
        ("points / 3", "1", "a number of percentage points"),
        # products and quotients of units
        ("seats / districts", "density", "a number of seats per district"),
        ("density * districts", "seats", "a number of seats"),
        ("seats / density", "districts", "a number of district"),
        ("votes * seats / votes", "seats", "a number of seats"),
        ("votes / seats * seats", "votes", "a number of votes"),
        ("delay / 1 hour", "2", "a number without a unit"),
        ("longer / delay", "12", "a number without a unit"),
        ("seats / delay * delay", "seats", "a number of seats"),
        ("number(seats)", "30", "a number without a unit"),
        ("number(seats) * votes", "27,000", "a number of votes"),
        ("number(share)", "40", "a number without a unit"),
        ("number(seats) + number(votes)", "930", "a number without a unit"),
        ("number(delay / 1 hour)", "2", "a number without a unit"),
        # ranks
        ("behind - place", "3", "a bare number"),
        ("place", "behind - 3", "a rank"),
        ("place + 3", "behind", "a rank"),
    ],
)
def test_what_goes_with_what(book: Book, left: str, right: str, words: str) -> None:
    """It is so of the values, and what is said to be so is not said by mistake: the opposite is
    refuted.
    """
    found = related(book, f"{left} = {right}")
    assert found.left[0].words == words
    assert possible(book, found, found.constraints)
    assert not possible(book, found, found.negated)
    turned = related(book, f"{right} = {left}")
    assert possible(book, turned, turned.constraints)
    assert not possible(book, turned, turned.negated)


@pytest.mark.parametrize(
    "text",
    [
        "first < second",
        "second - first > 1 day",
        "second - first > delay",
        "first + 2 days >= 2021-10-12",
        "2 days + first >= second",
        "second - 1 day <= first + 2 days",
        "first >= 2021-10-10",
        "date(first) = 2021-10-10",
        "date(second) - date(first) = 2 days",
        "(second - first) / 1 day > 1",
        "weekday(first) = Sunday",
        "Sunday != weekday(second)",
        "weekday(first) = weekday(sunday)",
        "daypart(first) = morning",
        "night != daypart(first)",
        'daypart(first) = "morning"',
        "count(first, seats, said, silent) >= 2",
        "count(said) = 1",
        "count(said, first) * 2 <= 4",
        "count(said) * seats <= seats",
    ],
)
def test_times_and_truths_that_can_be_related(book: Book, text: str) -> None:
    """Moments, days, weekdays, parts of the day; and how many claims are right, whatever they
    are.
    """
    assert related(book, text).constraints.linear


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "seats = votes",
            "seats = votes",
            "a number of seats cannot be compared with a number of votes",
        ),
        (
            "1 + seats < 2 * votes",
            "1 + seats < 2 * votes",
            "a number of seats cannot be compared with",
        ),
        (
            "seats = share",
            "seats = share",
            "a number of seats cannot be compared with a percentage",
        ),
        (
            "seats = points",
            "seats = points",
            "cannot be compared with a number of percentage points",
        ),
        (
            "share = points",
            "share = points",
            "a percentage cannot be compared with a number of percentage points",
        ),
        ("place = share", "place = share", "a rank cannot be compared with a percentage"),
        ("place = seats", "place = seats", "a rank cannot be compared with a number of seats"),
        ("delay = 40", "delay = 40", "a duration cannot be compared with a bare number"),
        ("delay > seats", "delay > seats", "a duration cannot be compared with a number of seats"),
        (
            "seats / districts = seats",
            "seats / districts = seats",
            "a number of seats per district cannot be compared",
        ),
        (
            "seats * seats = seats",
            "seats * seats = seats",
            "cannot be compared with a number of seats",
        ),
        ("first = 1", "first = 1", "a time cannot be compared with a bare number"),
        ("first = delay", "first = delay", "a time cannot be compared with a duration"),
        (
            "second - first = 2",
            "second - first = 2",
            "a duration cannot be compared with a bare number",
        ),
        (
            "weekday(first) = 6",
            "weekday(first) = 6",
            "a weekday cannot be compared with a bare number",
        ),
        (
            "weekday(first) = seats",
            "weekday(first) = seats",
            "a weekday cannot be compared with a number of seats",
        ),
        ("first = Sunday", "first = Sunday", "a time cannot be compared with a weekday"),
        (
            "weekday(first) <= Sunday",
            "weekday(first) <= Sunday",
            "are equal or not, and never more or less",
        ),
        (
            "daypart(first) < night",
            "daypart(first) < night",
            "are equal or not, and never more or less",
        ),
        ("seats + votes = 1", "votes", "a number of votes cannot be added to a number of seats"),
        (
            "1 = more + seats - votes",
            "votes",
            "a number of votes cannot be taken from a number of seats",
        ),
        ("seats + share = 70", "share", "a percentage cannot be added to a number of seats"),
        ("place + behind = 7", "behind", "a rank cannot be added to a rank"),
        ("place + seats = 7", "seats", "a number of seats cannot be added to a rank"),
        (
            "points - share = 1",
            "share",
            "a percentage cannot be taken from a number of percentage points",
        ),
        ("delay + 5 > 1 hour", "5", "a bare number cannot be added to a duration"),
        ("first + second = 1 day", "second", "a time cannot be added to a time"),
        ("first + 2 = second", "2", "a bare number cannot be added to a time"),
        ("1 day - first < 1 day", "first", "a time cannot be taken from a duration"),
        ("-first = second", "first", "a time has no sign"),
        ("-weekday(first) = Sunday", "weekday(first)", "a weekday has no sign"),
        ("weekday(first) + 1 = Monday", "1", "a bare number cannot be added to a weekday"),
        (
            "1 + weekday(first) = Monday",
            "weekday(first)",
            "a weekday cannot be added to a bare number",
        ),
        ("2 * first = second", "first", "a bare number cannot be multiplied by a time"),
        ("first * second = second", "second", "a time cannot be multiplied by a time"),
        (
            "2 * Sunday = weekday(first)",
            "Sunday",
            "a bare number cannot be multiplied by a weekday",
        ),
        ("place * 2 = behind", "2", "a rank cannot be multiplied by a bare number"),
        ("place / behind = 1", "behind", "a rank cannot be divided by a rank"),
        (
            "points * seats = 1",
            "seats",
            "a number of percentage points cannot be multiplied by a number of seats",
        ),
        (
            "share / points = 1",
            "points",
            "a percentage cannot be divided by a number of percentage points",
        ),
        ("share / seats = 1", "seats", "a percentage cannot be divided by a number of seats"),
        ("seats / first = 1", "first", "cannot be divided by a time"),
        ("seats / 0 = 1", "0", "nothing can be divided by zero"),
        ("seats / (1 - 1) = 1", "(1 - 1)", "nothing can be divided by zero"),
        (
            "number(delay) = 2",
            "number(delay)",
            "number(…) cannot take a duration; divide it by one: … / 1 hour",
        ),
        ("1 = number(first)", "number(first)", "number(…) cannot take a time"),
        (
            "number(weekday(first)) = 6",
            "number(weekday(first))",
            "number(…) cannot take a weekday",
        ),
        ("said = 1", "said", "said has no value; only count(…) takes it"),
        ("seats + said = 1", "said", "said has no value"),
        ("weekday(seats) = Sunday", "seats", "weekday(…) takes an event, and seats is not one"),
        ("date(said) = 2021-10-10", "said", "date(…) takes an event, and said is not one"),
        ("daypart(seats) = night", "seats", "daypart(…) takes an event, and seats is not one"),
        ("daypart(first) = evening", "evening", "no such part of the day; it has: night, morning"),
        ("daypart(first) = daypart(second)", "daypart(second)", "no such part of the day"),
        ("daypart(first) = Sunday", "Sunday", "no such part of the day"),
        ("daypart(first) + 1 = 2", "daypart(first)", "daypart(…) must be alone on its side"),
        ('"night" = first', "night", "“night” is a part of the day; compare it with daypart(…)"),
    ],
)
def test_what_does_not_go_and_where(book: Book, text: str, place: str, message: str) -> None:
    """A comparison is wrong as a whole, a sum or a product at the part that does not go with what
    is before it.
    """
    with pytest.raises(ExpressionError) as caught:
        related(book, text)
    error = caught.value
    assert message in str(error)
    assert text[error.position : error.position + error.length] == place
    expected = "rule-expression" if "zero" in message else "rule-units"
    assert error.kind == expected


def test_a_number_beyond_every_figure(book: Book) -> None:
    """Multiplying numbers is no way to use up memory."""
    with pytest.raises(ExpressionError, match="larger than any figure"):
        related(book, "*".join(["999999999"] * 1_000) + " * seats = 1")
    with pytest.raises(ExpressionError, match="larger than any figure"):
        related(book, "seats" + " / 999999999" * 1_000 + " = 1")


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("seats + more - more = 30", {"seats"}),
        ("seats - seats = 1", set()),
        ("0 * seats = more", {"more"}),
        ("seats * districts = 3 * districts * seats", {"seats", "districts"}),
        ("seats / districts = density", {"seats", "districts", "density"}),
        ("count(said, seats) = weekday(first) - weekday(first)", None),
        ("count(said, seats) >= 1", {"said", "seats"}),
        ("weekday(first) = Sunday", {"first"}),
    ],
)
def test_the_claims_that_it_can_depend_on(book: Book, text: str, claims: set[str] | None) -> None:
    """One that cancels out is not among them."""
    if claims is None:
        with pytest.raises(ExpressionError):
            related(book, text)
        return
    assert related(book, text).claims == claims


def test_an_amount_that_is_no_one_number(book: Book) -> None:
    """A month has 28 to 31 days, and equals itself only if it is written once."""
    found = related(book, "longer * 30 = 1 month")
    assert possible(book, found, found.constraints)
    assert possible(book, found, found.negated)
    found = related(book, "longer * 27 < 1 month")
    assert not possible(book, found, found.negated)
    month = parse_quantity("1 month", Dimension.DURATION).interval
    assert list(found.domains.values()) == [month]


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("share = 0.4 * more / more", True),
        ("share - 0.1 * more / more = 30%", True),
        ("0.1 * more / more + share = 50%", True),
        ("seats / more < share + 27", True),
        ("seats / more > share + 26", True),
        ("share = 0.4", False),
        ("share * seats / more = 40 * 30 / 45", False),
        ("share * seats / more = 40 * 2 / 3 * 1%", True),
    ],
)
def test_a_percentage_is_a_hundred_times_a_ratio(book: Book, text: str, so: bool) -> None:
    """On either side, in sums as well; a bare number beside a percentage is one of percents."""
    found = related(book, text)
    assert possible(book, found, found.constraints) is so
    assert possible(book, found, found.negated) is not so
