"""Quantities: a dimension, an exact interval in its base unit, and how to print it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from checker.values.interval import Interval


class Dimension(StrEnum):
    """What a quantity is of. Values of different dimensions are never compared."""

    COUNT = "count"
    """Things counted; base unit one."""

    PERCENT = "percent"
    """A share; base unit one percent."""

    POINTS = "points"
    """A difference of shares; base unit one percentage point."""

    DURATION = "duration"
    """A length of time; base unit one second."""

    RANK = "rank"
    """A place in an order; the first is 1."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, percentage or duration, exact or bounded."""

    dimension: Dimension
    interval: Interval
    """In the dimension's base unit."""

    text: str = field(compare=False)
    """As a person writes it: ``about 3,100``, ``41%``, ``7.5 hours``."""

    numbers: tuple[Fraction, ...] = field(compare=False)
    """The numbers that a quote must show for this value, in base units."""

    qualifier: str = field(default="", compare=False)
    """``about``, ``at_least``, …, or nothing."""


def decimal_text(number: Fraction) -> str:
    """A number as a decimal string, exact; as ``p/q`` where no decimal is exact."""
    denominator = number.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
