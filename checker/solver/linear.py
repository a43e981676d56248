"""Variables, sums of them, and the budget of steps that all work on them is paid from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from checker.values import Interval

Variable = tuple[str, str]
"""Two strings, such as ``("value", claim)``. Variables are sorted, so that results never vary."""


class OutOfStepsError(Exception):
    """The budget is used up, and the question is not decided."""


class Budget:
    """Steps of work that are left. A step is about one operation on a number, on any machine.

    Time is counted in steps and not in seconds, so that the same book gets the same result
    everywhere.
    """

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Takes steps off; raises ``OutOfStepsError`` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfStepsError


@dataclass(frozen=True, slots=True)
class LinearExpr:
    """A constant plus a sum of variables, each times a factor other than zero."""

    terms: Mapping[Variable, Fraction]
    constant: Fraction = Fraction(0)

    @classmethod
    def of(cls, variable: Variable) -> LinearExpr:
        """One variable."""
        return cls({variable: Fraction(1)})

    def __add__(self, other: LinearExpr) -> LinearExpr:
        terms = dict(self.terms)
        for variable, factor in other.terms.items():
            total = terms.get(variable, 0) + factor
            if total:
                terms[variable] = Fraction(total)
            else:
                terms.pop(variable, None)
        return LinearExpr(terms, self.constant + other.constant)

    def __sub__(self, other: LinearExpr) -> LinearExpr:
        return self + other.scaled(Fraction(-1))

    def scaled(self, factor: Fraction) -> LinearExpr:
        """The expression times a number."""
        if not factor:
            return LinearExpr({})
        return LinearExpr(
            {variable: times * factor for variable, times in self.terms.items()},
            self.constant * factor,
        )

    def interval(self, domains: Mapping[Variable, Interval]) -> Interval:
        """All values it can have if each variable may take any value of its domain."""
        total = Interval.point(self.constant)
        for variable, factor in self.terms.items():
            total = total + domains[variable].scaled(factor)
        return total

    def at(self, values: Mapping[Variable, Fraction]) -> Fraction:
        """Its value at a point."""
        return sum(
            (values[variable] * factor for variable, factor in self.terms.items()), self.constant
        )
