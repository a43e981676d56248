"""Whether bounds on linear expressions can all be kept: the simplex method with exact numbers.
 The method is the general simplex of Dutertre and de Moura (A Fast Linear-Arithmetic Solver for
DPLL(T), CAV 2006, sections 3 and 4). A strict bound (``<``) is a bound moved by an infinitely
small amount, so every number here is a pair: the number itself, and how many infinitely small
amounts on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from checker.solver.linear import Budget, LinearExpr, Variable
from checker.values import Interval

_Number = tuple[Fraction, Fraction]
"""A number, and how many infinitely small amounts are added to it. Pairs compare as they should."""

_ZERO: Final[_Number] = (Fraction(0), Fraction(0))


def _plus(one: _Number, other: _Number, times: Fraction = Fraction(1)) -> _Number:
    return one[0] + other[0] * times, one[1] + other[1] * times


class Simplex:
    """Bounds on variables and on linear expressions; ``point`` finds values that keep all of them.

    Columns are numbered: first the variables, then one for the value of each expression. A row
    says how the value of a basic column follows from the others.
    """

    def __init__(
        self,
        bounded: Iterable[tuple[LinearExpr, Interval]],
        domains: Mapping[Variable, Interval],
        budget: Budget,
    ) -> None:
        self._budget = budget
        self._names = sorted({variable for expr, _ in bounded for variable in expr.terms})
        columns = {variable: number for number, variable in enumerate(self._names)}
        self._low: list[_Number | None] = []
        self._high: list[_Number | None] = []
        for variable in self._names:
            self._bound(domains[variable], Fraction(0))
        self._rows: dict[int, dict[int, Fraction]] = {}
        for expr, interval in bounded:
            row = len(self._low)
            self._bound(interval, expr.constant)
            self._rows[row] = {columns[variable]: factor for variable, factor in expr.terms.items()}
        # Start within the bounds of all variables; only rows can then be out of bounds.
        self._values: list[_Number] = [_ZERO] * len(self._low)
        for column in columns.values():
            self._values[column] = self._nearest_to_zero(column)
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

    def _nearest_to_zero(self, column: int) -> _Number:
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
        if self._bounds_cross():
            return None
        while (row := self._row_out_of_bounds()) is not None:
            low = self._low[row]
            must_rise = low is not None and self._values[row] < low
            target = low if must_rise else self._high[row]
            column = self._entering_column(row, must_rise)
            if column is None or target is None:
                return None  # every column is at its bound: the row proves that no point exists
            self._pivot(row, column, target)
        return self._real_point()

    def _bounds_cross(self) -> bool:
        return any(
            low is not None and high is not None and low > high
            for low, high in zip(self._low, self._high, strict=True)
        )

    def _row_out_of_bounds(self) -> int | None:
        """The first such row: always taking the first makes the search end (Bland's rule)."""
        for row in sorted(self._rows):
            low, high, value = self._low[row], self._high[row], self._values[row]
            if (low is not None and value < low) or (high is not None and value > high):
                return row
        return None

    def _entering_column(self, row: int, row_must_rise: bool) -> int | None:
        """The first column that can move and takes the row's value in the direction it must go."""
        for column in sorted(self._rows[row]):
            must_rise = (self._rows[row][column] > 0) is row_must_rise
            end = self._high[column] if must_rise else self._low[column]
            value = self._values[column]
            if end is None or (value < end if must_rise else value > end):
                return column
        return None

    def _pivot(self, row: int, column: int, target: _Number) -> None:
        """Moves a basic column to its bound; the entering column takes its place in the basis."""
        factors = self._rows.pop(row)
        factor = factors.pop(column)
        step = _plus(target, self._values[row], Fraction(-1))
        step = (step[0] / factor, step[1] / factor)
        self._values[row] = target
        self._values[column] = _plus(self._values[column], step)
        # The row, solved for the entering column, which is then put into every other row.
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

    def _real_point(self) -> dict[Variable, Fraction]:
        """The point with a real number, at most 1, in place of the infinitely small amount."""
        small = Fraction(1)
        for low, high, value in zip(self._low, self._high, self._values, strict=True):
            for lower, upper in ((low, value), (value, high)):
                if lower is not None and upper is not None:
                    small = min(small, _largest_step(lower, upper))
        return {
            variable: self._values[number][0] + self._values[number][1] * small
            for number, variable in enumerate(self._names)
        }


def _largest_step(lower: _Number, upper: _Number) -> Fraction:
    """The largest amount, up to 1, for which the lower number stays below the upper one."""
    if lower[0] < upper[0] and lower[1] > upper[1]:
        return (upper[0] - lower[0]) / (lower[1] - upper[1])
    return Fraction(1)
