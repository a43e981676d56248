"""What goes with what: sums, products and quotients of kinds of values."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from checker.rules.units import (
    BARE,
    DAYPART,
    DURATION,
    FRACTION,
    LOOSE,
    PERCENT,
    POINTS,
    RANK,
    RATIO,
    TIME,
    WEEKDAY,
    ValueKind,
    added,
    combined,
    divided,
    multiplied,
    scales,
)

SEATS = ValueKind("number", (("seats", 1),))
DISTRICTS = ValueKind("number", (("districts", 1),))
DENSITY = ValueKind("number", (("districts", -1), ("seats", 1)))
EVERY = [
    BARE,
    DAYPART,
    DURATION,
    FRACTION,
    PERCENT,
    POINTS,
    RANK,
    RATIO,
    TIME,
    WEEKDAY,
    SEATS,
    DENSITY,
]


@pytest.mark.parametrize(("one", "other"), list(product(EVERY, EVERY)))
def test_comparing_and_multiplying_do_not_depend_on_the_order(
    one: ValueKind, other: ValueKind
) -> None:
    """Sides exchanged give exchanged scales; a product is of the same kind either way."""
    there, back = scales(one, other), scales(other, one)
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert (there[1], there[0], there[2]) == back
    if not {one, other} <= LOOSE:
        assert multiplied(one, other) == multiplied(other, one)


@pytest.mark.parametrize(
    ("one", "other", "minus", "kind"),
    [
        (TIME, TIME, True, DURATION),
        (TIME, TIME, False, None),
        (TIME, DURATION, True, TIME),
        (DURATION, TIME, False, TIME),
        (DURATION, TIME, True, None),
        (PERCENT, PERCENT, True, POINTS),
        (PERCENT, PERCENT, False, PERCENT),
        (PERCENT, POINTS, True, PERCENT),
        (POINTS, PERCENT, True, None),
        (RANK, RANK, True, BARE),
        (RANK, RANK, False, None),
        (WEEKDAY, WEEKDAY, False, None),
        (DAYPART, BARE, False, None),
        (SEATS, SEATS, True, SEATS),
        (SEATS, DISTRICTS, False, None),
        (SEATS, BARE, False, SEATS),
    ],
)
def test_sums_and_differences(
    one: ValueKind, other: ValueKind, minus: bool, kind: ValueKind | None
) -> None:
    """Times differ by a length of time, percentages by points, ranks by a bare number."""
    found = added(one, other, minus)
    assert (None if found is None else found[2]) == kind


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SEATS, DISTRICTS, (DENSITY, 1)),
        (SEATS, SEATS, (RATIO, 1)),
        (SEATS, PERCENT, (SEATS, 100)),
        (PERCENT, PERCENT, (RATIO, 1)),
        (PERCENT, RATIO, (PERCENT, 1)),
        (BARE, BARE, (FRACTION, 1)),
        (SEATS, BARE, (SEATS, 1)),
        (BARE, SEATS, (ValueKind("number", (("seats", -1),)), 1)),
        (RANK, BARE, None),
        (PERCENT, SEATS, None),
        (POINTS, PERCENT, None),
        (SEATS, TIME, None),
    ],
)
def test_quotients(
    one: ValueKind, other: ValueKind, expected: tuple[ValueKind, int] | None
) -> None:
    """Units are divided; a number over a percentage is scaled by a hundred."""
    assert divided(one, other) == (expected and (expected[0], Fraction(expected[1])))


def test_units_that_cancel_out_are_left_out() -> None:
    """Seats per district, times districts, are seats."""
    assert combined(DENSITY.unit, DISTRICTS.unit, 1) == SEATS.unit
    assert combined(SEATS.unit, SEATS.unit, -1) == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (DENSITY, "a number of seats per districts"),
        (RATIO, "a number without a unit"),
        (DURATION, "a duration"),
        (FRACTION, "a bare number"),
        (ValueKind("number", (("seats", -1),)), "a number of ones per seats"),
    ],
)
def test_kinds_in_words(kind: ValueKind, words: str) -> None:
    """As an error names them."""
    assert kind.words == words
