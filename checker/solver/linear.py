"""Linear forms, and whether bounds on them can all be kept: the simplex method with exact numbers.

The method is the general simplex of Dutertre and de Moura (A Fast Linear-Arithmetic Solver for DPLL(T),
CAV 2006, sections 3 and 4): a bound that excludes its end is moved by an infinitely small amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.values import Interval

Variable = tuple[str, str]
"""What of what: ``("value", claim)``, ``("weekday", claim)``, …; sorted, so that results never vary."""


class OutOfStepsError(Exception):
    """The work allowed is done, and the question is not decided."""


class Budget:
    """Steps of work that may still be done; a step is about one operation on a number, whatever the machine."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Takes steps off; raises ``OutOfStepsError`` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfStepsError


@dataclass(frozen=True, slots=True)
class LinearExpr:
    """A sum of variables, each times a number other than zero, and a constant."""

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
        """Every part times a number."""
        if not factor:
            return LinearExpr({})
        return LinearExpr(
            {variable: times * factor for variable, times in self.terms.items()},
            self.constant * factor,
        )

    def interval(self, domains: Mapping[Variable, Interval]) -> Interval:
        """All values it can have while each variable keeps to its domain, by itself."""
        total = Interval.point(self.constant)
        for variable, factor in self.terms.items():
            total = total + domains[variable].scaled(factor)
        return total

    def at(self, values: Mapping[Variable, Fraction]) -> Fraction:
        """Its value at a point."""
        return sum(
            (values[variable] * factor for variable, factor in self.terms.items()), self.constant
        )


_Number = tuple[Fraction, Fraction]
"""A number and how many infinitely small amounts on top."""

_ZERO: Final[_Number] = (Fraction(0), Fraction(0))


def _plus(one: _Number, other: _Number, times: Fraction = Fraction(1)) -> _Number:
    return one[0] + other[0] * times, one[1] + other[1] * times


class Simplex:
    """Bounds on variables and on forms; ``point`` finds values within all of them."""

    def __init__(
        self,
        forms: Iterable[tuple[LinearExpr, Interval]],
        domains: Mapping[Variable, Interval],
        budget: Budget,
    ) -> None:
        self._budget = budget
        self._names = sorted({variable for form, _ in forms for variable in form.terms})
        columns = {variable: number for number, variable in enumerate(self._names)}
        self._low: list[_Number | None] = []
        self._high: list[_Number | None] = []
        for variable in self._names:
            self._bound(domains[variable], Fraction(0))
        self._rows: dict[int, dict[int, Fraction]] = {}
        for form, interval in forms:
            row = len(self._low)
            self._bound(interval, form.constant)
            self._rows[row] = {columns[variable]: factor for variable, factor in form.terms.items()}
        self._values: list[_Number] = [_ZERO] * len(self._low)
        for column in columns.values():
            self._values[column] = self._nearest(column)
        for row, factors in self._rows.items():
            self._values[row] = self._sum(factors)

    def _bound(self, interval: Interval, constant: Fraction) -> None:
        low, high = interval.low, interval.high
        self._low.append(
            None if low is None else (low - constant, Fraction(int(interval.low_open)))
        )
        self._high.append(
            None if high is None else (high - constant, Fraction(-int(interval.high_open)))
        )

    def _nearest(self, column: int) -> _Number:
        low, high = self._low[column], self._high[column]
        if low is not None and low > _ZERO:
            return low
        return high if high is not None and high < _ZERO else _ZERO

    def _sum(self, factors: Mapping[int, Fraction]) -> _Number:
        total = _ZERO
        for column, factor in factors.items():
            total = _plus(total, self._values[column], factor)
        return total

    def point(self) -> dict[Variable, Fraction] | None:
        """Values of the variables that keep every bound, or None if there are none.

        Raises ``OutOfStepsError``.
        """
        if any(
            low is not None and high is not None and low > high
            for low, high in zip(self._low, self._high, strict=True)
        ):
            return None
        while (row := self._broken()) is not None:
            wanted = self._low[row]
            rising = wanted is not None and self._values[row] < wanted
            target = wanted if rising else self._high[row]
            column = self._entering(row, rising)
            if column is None or target is None:
                return None
            self._pivot(row, column, target)
        return self._solid()

    def _broken(self) -> int | None:
        """The first row whose value is out of bounds; the first, so that it ends (Bland's rule)."""
        for row in sorted(self._rows):
            low, high, value = self._low[row], self._high[row], self._values[row]
            if (low is not None and value < low) or (high is not None and value > high):
                return row
        return None

    def _entering(self, row: int, rising: bool) -> int | None:
        for column in sorted(self._rows[row]):
            up = (self._rows[row][column] > 0) is rising
            end = self._high[column] if up else self._low[column]
            if end is None or (self._values[column] < end if up else self._values[column] > end):
                return column
        return None

    def _pivot(self, row: int, column: int, target: _Number) -> None:
        factors = self._rows.pop(row)
        factor = factors.pop(column)
        step = _plus(target, self._values[row], Fraction(-1))
        step = (step[0] / factor, step[1] / factor)
        self._values[row] = target
        self._values[column] = _plus(self._values[column], step)
        entered = {name: -times / factor for name, times in factors.items()}
        entered[row] = 1 / factor
        self._budget.spend(len(entered) * (1 + len(self._rows)))
        for other, line in self._rows.items():
            times = line.pop(column, None)
            if times is None:
                continue
            self._values[other] = _plus(self._values[other], step, times)
            for name, added in entered.items():
                total = line.get(name, Fraction(0)) + times * added
                if total:
                    line[name] = total
                else:
                    line.pop(name, None)
        self._rows[column] = entered

    def _solid(self) -> dict[Variable, Fraction]:
        """The point with a small number in place of the infinitely small: it may be at most 1."""
        small = Fraction(1)
        for low, high, value in zip(self._low, self._high, self._values, strict=True):
            for lower, upper in ((low, value), (value, high)):
                if (
                    lower is not None
                    and upper is not None
                    and lower[0] < upper[0]
                    and lower[1] > upper[1]
                ):
                    small = min(small, (upper[0] - lower[0]) / (lower[1] - upper[1]))
        return {
            variable: self._values[number][0] + self._values[number][1] * small
            for number, variable in enumerate(self._names)
        }
