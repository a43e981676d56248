"""What the parts of a rule are of, and which may be added, compared or multiplied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.book import Measure
from checker.values import Dimension

Unit = tuple[tuple[str, int], ...]
"""Names with their powers: seats per district are ``(("districts", -1), ("seats", 1))``."""

SECOND: Final[Unit] = (("second", 1),)


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What a value is of."""

    name: str
    """One of these:

    - ``bare``: a number of the rule, which goes with whatever is beside it
    - ``fraction``: one bare number over another, which is a ratio beside a percentage
    - ``number``: of a unit
    - ``percent``, ``points``, ``rank``, ``time``, ``weekday``, ``daypart``
    """

    unit: Unit = ()

    @property
    def words(self) -> str:
        """As an error names it."""
        if self == DURATION:
            return "a duration"
        if self.name == "number":
            return _number_of(self.unit)
        return _WORDS[self.name]


def _number_of(unit: Unit) -> str:
    if not unit:
        return "a number without a unit"
    above = " · ".join(name for name, power in unit if power > 0)
    below = " · ".join(name for name, power in unit if power < 0)
    text = f"a number of {above or 'ones'}"
    return f"{text} per {below}" if below else text


_WORDS: Final = {
    "bare": "a bare number",
    "fraction": "a bare number",
    "percent": "a percentage",
    "points": "a number of percentage points",
    "rank": "a rank",
    "time": "a time",
    "weekday": "a weekday",
    "daypart": "a part of the day",
}

BARE: Final = ValueKind("bare")
FRACTION: Final = ValueKind("fraction")
RATIO: Final = ValueKind("number")
PERCENT: Final = ValueKind("percent")
POINTS: Final = ValueKind("points")
RANK: Final = ValueKind("rank")
TIME: Final = ValueKind("time")
DURATION: Final = ValueKind("number", SECOND)
WEEKDAY: Final = ValueKind("weekday")
DAYPART: Final = ValueKind("daypart")

LOOSE: Final = frozenset({BARE, FRACTION})
"""Numbers of the rule itself, which take the unit of what they go with."""

_OF_DIMENSION: Final[Mapping[Dimension, ValueKind]] = {
    Dimension.PERCENT: PERCENT,
    Dimension.POINTS: POINTS,
    Dimension.RANK: RANK,
    Dimension.DURATION: DURATION,
}


def kind_of(measure: Measure) -> ValueKind:
    """What a figure of a measure is of; “seats per district” is a quotient."""
    if measure.dimension in _OF_DIMENSION:
        return _OF_DIMENSION[measure.dimension]
    above, _, below = measure.unit.partition(" per ")
    powers = {above.strip(): 1}
    if below:
        powers[below.strip()] = -1
    return ValueKind("number", unit_of(powers))


def unit_of(powers: Mapping[str, int]) -> Unit:
    """A unit from its powers; those of zero are left out."""
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def combined(one: Unit, other: Unit, sign: int) -> Unit:
    """The unit of a product, or (``-1``) of a quotient."""
    powers = Counter(dict(one))
    for name, power in other:
        powers[name] += sign * power
    return unit_of(powers)


Scales = tuple[int, int, ValueKind]
"""What to multiply the left and the right side by so that both are of one kind, and that kind."""


def scales(one: ValueKind, other: ValueKind) -> Scales | None:
    """How two sides can be compared or added up; None if they never can."""
    if one == other:
        return 1, 1, one
    kinds = {one, other}
    if kinds in ({PERCENT, RATIO}, {PERCENT, FRACTION}):
        return (1, 100, PERCENT) if one == PERCENT else (100, 1, PERCENT)
    if kinds == LOOSE:
        return 1, 1, FRACTION
    if not kinds & LOOSE:
        return None
    known = one if other in LOOSE else other
    return None if known in (TIME, DURATION, WEEKDAY, DAYPART) else (1, 1, known)


_ADDED: Final[Mapping[tuple[ValueKind, ValueKind, bool], ValueKind | None]] = {
    # left, right, whether it is a difference: what the sum or the difference is of
    (TIME, TIME, False): None,
    (TIME, TIME, True): DURATION,
    (TIME, DURATION, False): TIME,
    (TIME, DURATION, True): TIME,
    (DURATION, TIME, False): TIME,
    (DURATION, TIME, True): None,
    (PERCENT, POINTS, False): PERCENT,
    (PERCENT, POINTS, True): PERCENT,
    (POINTS, PERCENT, False): PERCENT,
    (POINTS, PERCENT, True): None,
    (PERCENT, PERCENT, True): POINTS,
    (RANK, RANK, False): None,
    (RANK, RANK, True): BARE,
}
"""Sums and differences of kinds that do not simply go together as they are."""


def added(one: ValueKind, other: ValueKind, minus: bool) -> Scales | None:
    """How to add up two parts, or to take one from the other; None if that makes no sense."""
    if (one, other, minus) in _ADDED:
        kind = _ADDED[one, other, minus]
        return None if kind is None else (1, 1, kind)
    if {one, other} & {TIME, WEEKDAY, DAYPART}:
        return None
    return scales(one, other)


_SCALED: Final = frozenset({"bare", "fraction", "number", "percent", "points"})
"""Kinds that may be multiplied with a plain number. A rank or a time may not."""


def multiplied(one: ValueKind, other: ValueKind) -> tuple[ValueKind, Fraction] | None:
    """What a product is of, and what to scale it by: 41 percent of 100 seats are 41 seats."""
    for kind, factor in ((one, other), (other, one)):
        if factor in LOOSE:
            return (kind, Fraction(1)) if kind.name in _SCALED else None
        if factor == PERCENT and kind.name in ("number", "percent"):
            return kind, Fraction(1, 100)
    if one.name == other.name == "number":
        return ValueKind("number", combined(one.unit, other.unit, 1)), Fraction(1)
    return None


_RATIOS: Final[Mapping[tuple[ValueKind, ValueKind], ValueKind]] = {
    (PERCENT, PERCENT): RATIO,
    (POINTS, POINTS): RATIO,
    (PERCENT, RATIO): PERCENT,
}


def divided(one: ValueKind, other: ValueKind) -> tuple[ValueKind, Fraction] | None:
    """What a quotient is of, and what to scale it by."""
    if (one, other) in _RATIOS:
        return _RATIOS[one, other], Fraction(1)
    if other in LOOSE:
        kind = FRACTION if one in LOOSE else one
        return (kind, Fraction(1)) if one.name in _SCALED else None
    if one.name not in ("number", "bare", "fraction"):
        return None
    if other == PERCENT:
        return one, Fraction(100)
    if other.name == "number":  # a bare number has no unit
        return ValueKind("number", combined(one.unit, other.unit, -1)), Fraction(1)
    return None
