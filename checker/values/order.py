"""How two values compare: any two do, in exactly one way."""

from __future__ import annotations

from enum import StrEnum

from checker.values.calendar import DAY, Moment
from checker.values.quantity import Quantity

Value = Quantity | Moment


class Order(StrEnum):
    """The first two values are compatible, the others are not."""

    EQUAL = "equal"
    """They are the same value, ``about 3100`` and ``about 3100`` too."""

    OVERLAPPING = "overlapping"
    """Something is in both."""

    BEFORE = "before"
    """All of the one is smaller, or earlier, than all of the other."""

    AFTER = "after"
    """The other way round."""

    APART = "apart"
    """Nothing is in both, and no order is known: other dimensions, days of unknown years."""


def order(one: Value, other: Value) -> Order:
    """How one value compares with another."""
    if one is other or one == other:  # most evidence has the claim's own value
        return Order.EQUAL
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return _quantities(one, other)
    if isinstance(one, Moment) and isinstance(other, Moment):
        return _moments(one, other)
    return Order.APART


def compatible(one: Value, other: Value) -> bool:
    """Whether both values can be true at once; values of different dimensions cannot."""
    return order(one, other) in (Order.EQUAL, Order.OVERLAPPING)


def within(one: Value, other: Value) -> bool:
    """Whether one value says all that the other does.

    3,177 says that it is about 3,200; “about 3,200” does not say 3,177.
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.dimension is other.dimension and one.interval.within(other.interval)
    return isinstance(one, Moment) and isinstance(other, Moment) and one.within(other)


def _quantities(one: Quantity, other: Quantity) -> Order:
    if one.dimension is not other.dimension:
        return Order.APART
    if one.interval.below(other.interval):
        return Order.BEFORE
    return Order.AFTER if other.interval.below(one.interval) else Order.OVERLAPPING


def _moments(one: Moment, other: Moment) -> Order:
    if one.compatible(other):
        return Order.OVERLAPPING
    span, other_span = _minutes(one), _minutes(other)
    if span is None or other_span is None:
        return Order.APART
    return Order.BEFORE if span[1] <= other_span[0] else Order.AFTER


def _minutes(moment: Moment) -> tuple[int, int] | None:
    """The first minute and the one behind the last, counted from 1 January of the year 1.

    None if the day is not known.
    """
    day = moment.calendar_date
    if day is None:
        return None
    start, end = (moment.part.start, moment.part.end) if moment.part else (0, DAY)
    return day.toordinal() * DAY + start, day.toordinal() * DAY + end
