"""What the parts of a rule are of, and what may be added to, compared with or multiplied by what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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
    """``bare`` (a number of the rule, which goes with whatever stands beside it), ``fraction`` (one bare number
    over another, which is a ratio beside a percentage), ``number`` (of a unit), ``percent``, ``points``,
    ``rank``, ``time``, ``weekday``, ``daypart``."""

    unit: Unit = ()

    @property
    def words(self) -> str:
        """As an error names it."""
        if self.name in ("bare", "fraction"):
            return "a bare number"
        if self == DURATION:
            return "a duration"
        if self.name != "number":
            return _WORDS[self.name]
        if not self.unit:
            return "a number without a unit"
        above = " · ".join(name for name, power in self.unit if power > 0)
        below = " · ".join(name for name, power in self.unit if power < 0)
        return f"a number of {above or 'ones'}" + (f" per {below}" if below else "")


_WORDS: Final = {
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


def kind_of(measure: Measure) -> ValueKind:
    """What a figure of a measure is of; “seats per district” is a quotient."""
    match measure.dimension:
        case Dimension.PERCENT:
            return PERCENT
        case Dimension.POINTS:
            return POINTS
        case Dimension.RANK:
            return RANK
        case Dimension.DURATION:
            return DURATION
    above, _, below = measure.unit.partition(" per ")
    return ValueKind(
        "number", unit_of({above.strip(): 1, **({below.strip(): -1} if below else {})})
    )


def unit_of(powers: dict[str, int]) -> Unit:
    """A unit from its powers; those of zero fall away."""
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def combined(one: Unit, other: Unit, sign: int) -> Unit:
    """The unit of a product, or (``-1``) of a quotient."""
    powers = Counter(dict(one))
    for name, power in other:
        powers[name] += sign * power
    return unit_of(powers)


def scales(one: ValueKind, other: ValueKind) -> tuple[int, int, ValueKind] | None:
    """By what to scale both sides of a sum or comparison so that they are of one kind; None if they never are."""
    if one == other:
        return 1, 1, one
    if {one, other} in ({PERCENT, RATIO}, {PERCENT, FRACTION}):
        return (1, 100, PERCENT) if one == PERCENT else (100, 1, PERCENT)
    loose = {BARE, FRACTION}
    if one in loose or other in loose:
        known = one if other in loose else other
        if {one, other} == loose:
            return 1, 1, FRACTION
        return None if known in (TIME, DURATION, WEEKDAY, DAYPART) else (1, 1, known)
    return None


def added(one: ValueKind, other: ValueKind, minus: bool) -> tuple[int, int, ValueKind] | None:
    """The same for a sum or a difference, and what that is of."""
    if one == TIME and other == TIME:
        return (1, 1, DURATION) if minus else None
    if TIME in (one, other):
        return (1, 1, TIME) if DURATION in (one, other) and not (minus and other == TIME) else None
    if {one, other} == {PERCENT, POINTS}:
        return None if minus and one == POINTS else (1, 1, PERCENT)
    if one == other == PERCENT and minus:
        return 1, 1, POINTS
    if one == other == RANK:
        return (1, 1, BARE) if minus else None
    if WEEKDAY in (one, other) or DAYPART in (one, other):
        return None
    return scales(one, other)
