"""Constraints on variables: comparisons of linear forms, products of two, and the domains that values lie in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.solver.linear import LinearExpr, Variable
from checker.values import Interval

ZERO: Final = Interval.point(0)
SIGNS: Final[Mapping[str, Interval]] = {
    "=": ZERO,
    "<": Interval(None, Fraction(0), high_open=True),
    "<=": Interval(None, Fraction(0)),
    ">": Interval(Fraction(0), None, low_open=True),
    ">=": Interval(Fraction(0), None),
}
NEGATED: Final[Mapping[str, str]] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A form compared with zero."""

    form: LinearExpr
    operator: str

    def fits(self, interval: Interval) -> bool | None:
        """Whether all of an interval compares so; None if some does and some does not."""
        if self.operator == "!=":
            return (
                None
                if interval.overlaps(ZERO) and interval.single is None
                else interval.single != 0
            )
        sign = SIGNS[self.operator]
        if interval.within(sign):
            return True
        return None if interval.overlaps(sign) else False


@dataclass(frozen=True, slots=True)
class Multiplication:
    """``result`` is ``left`` times ``right``."""

    result: Variable
    left: LinearExpr
    right: LinearExpr


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must all be kept."""

    comparisons: tuple[Comparison, ...] = ()
    multiplications: tuple[Multiplication, ...] = ()
    weekdays: tuple[tuple[Variable, Variable], ...] = ()
    """A day, by its first second, and its weekday; looked at once the day is known."""

    def __add__(self, other: Constraints) -> Constraints:
        return Constraints(
            self.comparisons + other.comparisons,
            self.multiplications + other.multiplications,
            self.weekdays + other.weekdays,
        )

    @property
    def variables(self) -> set[Variable]:
        """All that they speak of."""
        forms = [item.form for item in self.comparisons]
        forms += [form for item in self.multiplications for form in (item.left, item.right)]
        return {name for form in forms for name in form.terms} | {
            item.result for item in self.multiplications
        }


DAY_SECONDS: Final = 86400


Domain = tuple[Interval, ...]
"""Stretches that lie apart, in order; a value lies in one of them."""

Domains = dict[Variable, Domain]


def hull(domain: Domain) -> Interval:
    """The smallest interval around a domain."""
    return domain[0] if len(domain) == 1 else domain[0].hull(domain[-1])


def holds(domain: Domain, value: Fraction) -> bool:
    return any(Interval.point(value).within(stretch) for stretch in domain)
