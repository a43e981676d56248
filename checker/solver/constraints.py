"""Constraints on variables: linear ones, products of two expressions, and the domains of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.solver.linear import LinearExpr, Variable
from checker.values import Interval

DAY_SECONDS: Final = 86400

ZERO: Final = Interval.point(0)
ALLOWED: Final[Mapping[str, Interval]] = {
    "=": ZERO,
    "<": Interval(None, Fraction(0), high_open=True),
    "<=": Interval(None, Fraction(0)),
    ">": Interval(Fraction(0), None, low_open=True),
    ">=": Interval(Fraction(0), None),
}
"""What an expression may be if it must compare so with zero; for ``!=`` that is no interval."""

COMPARE: Final[Mapping[str, Callable[[Fraction], bool]]] = {
    "=": lambda number: number == 0,
    "!=": lambda number: number != 0,
    "<": lambda number: number < 0,
    "<=": lambda number: number <= 0,
    ">": lambda number: number > 0,
    ">=": lambda number: number >= 0,
}
"""Whether a number compares so with zero."""

_NEGATED: Final[Mapping[str, str]] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
}


@dataclass(frozen=True, slots=True)
class LinearConstraint:
    """A linear expression compared with zero."""

    expr: LinearExpr
    operator: str
    """``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``."""

    @property
    def negated(self) -> LinearConstraint:
        """The constraint that holds wherever this one does not."""
        return LinearConstraint(self.expr, _NEGATED[self.operator])

    def fits(self, interval: Interval) -> bool | None:
        """Whether all of an interval compares so; None if some of it does and some does not."""
        if self.operator == "!=":
            # An interval around zero has numbers on both sides, unless it is zero itself.
            if interval.single is None and interval.overlaps(ZERO):
                return None
            return interval.single != 0
        allowed = ALLOWED[self.operator]
        if interval.within(allowed):
            return True
        return None if interval.overlaps(allowed) else False


@dataclass(frozen=True, slots=True)
class ProductConstraint:
    """``result`` is ``left`` times ``right``."""

    result: Variable
    left: LinearExpr
    right: LinearExpr

    def fixed_factors(self, hulls: Mapping[Variable, Interval]) -> int:
        """How many of the two factors have a single value."""
        return sum(expr.interval(hulls).single is not None for expr in (self.left, self.right))


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must all hold."""

    linear: tuple[LinearConstraint, ...] = ()
    products: tuple[ProductConstraint, ...] = ()
    weekdays: tuple[tuple[Variable, Variable], ...] = ()
    """A day, by its first second, and its weekday. Looked at once the day has a single value."""

    def __add__(self, other: Constraints) -> Constraints:
        return Constraints(
            self.linear + other.linear,
            self.products + other.products,
            self.weekdays + other.weekdays,
        )

    @property
    def variables(self) -> set[Variable]:
        """The variables of all linear and product constraints."""
        found: set[Variable] = set()
        for item in self.linear:
            found.update(item.expr.terms)
        for product in self.products:
            found.update(product.left.terms, product.right.terms, (product.result,))
        return found


Domain = tuple[Interval, ...]
"""Intervals that do not touch, in order; a value lies in one of them."""

Domains = dict[Variable, Domain]


def hull(domain: Domain) -> Interval:
    """The smallest interval around a domain."""
    return domain[0] if len(domain) == 1 else domain[0].hull(domain[-1])


def holds(domain: Domain, value: Fraction) -> bool:
    """Whether a value lies in a domain."""
    return any(Interval.point(value).within(stretch) for stretch in domain)
