"""Constraints made smaller before anything is searched: numbers put in, loose ends cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from checker.solver.constraints import (
    DAY_SECONDS,
    Comparison,
    Constraints,
    Domain,
    Multiplication,
    holds,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, Variable
from checker.values import Interval

_COMPARE: Final[Mapping[str, Callable[[Fraction], bool]]] = {
    "=": lambda number: number == 0,
    "!=": lambda number: number != 0,
    "<": lambda number: number < 0,
    "<=": lambda number: number <= 0,
    ">": lambda number: number > 0,
    ">=": lambda number: number >= 0,
}


def reduced(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget
) -> Constraints | None:
    """What is left to decide, or None if that is refuted already.

    Raises ``OutOfStepsError``.
    """
    left = _Reduced(domains, budget).reduce(constraints)
    return None if left is None else _without_loose_ends(left, domains)


def _without_loose_ends(
    constraints: Constraints, domains: Mapping[Variable, Domain]
) -> Constraints:
    """Without what can be kept whatever the rest does: an unknown that stands nowhere else can make up for it."""
    while True:
        seen = Counter(name for item in constraints.comparisons for name in item.form.terms)
        seen.update(
            name
            for item in constraints.multiplications
            for name in (*item.left.terms, *item.right.terms)
        )
        seen.update(item.result for item in constraints.multiplications)
        hulls = {name: hull(domains[name]) for name in seen}
        alone = {name for name, times in seen.items() if times == 1 and len(domains[name]) == 1}
        comparisons = tuple(
            item for item in constraints.comparisons if not _gives_way(item, alone, hulls)
        )
        multiplications = tuple(
            item
            for item in constraints.multiplications
            if item.result not in alone
            or not (item.left.interval(hulls) * item.right.interval(hulls)).within(
                hulls[item.result]
            )
        )
        if len(comparisons) + len(multiplications) == len(constraints.comparisons) + len(
            constraints.multiplications
        ):
            return constraints
        constraints = Constraints(comparisons, multiplications)


def _gives_way(item: Comparison, alone: set[Variable], hulls: Mapping[Variable, Interval]) -> bool:
    """Whether one unknown of a comparison, which stands nowhere else, can always be chosen to fit."""
    for name in alone & item.form.terms.keys():
        factor = item.form.terms[name]
        rest = LinearExpr(
            {other: times for other, times in item.form.terms.items() if other != name},
            item.form.constant,
        )
        own = hulls[name]
        if item.operator == "=":
            if rest.interval(hulls).scaled(-1 / factor).within(own):
                return True
        elif item.operator == "!=":
            if own.single is None:
                return True
        elif (own.low if (item.operator[0] == "<") is (factor > 0) else own.high) is None:
            return True
    return False


class _Reduced:
    """Constraints with numbers in place of all variables that have but one value, or are given one by an equation."""

    def __init__(self, domains: Mapping[Variable, Domain], budget: Budget) -> None:
        self._domains, self._budget = domains, budget
        self._fixed: dict[Variable, Fraction] = {}

    def reduce(self, constraints: Constraints) -> Constraints | None:
        """What is left to decide, or None if that is refuted already."""
        comparisons, products = list(constraints.comparisons), list(constraints.multiplications)
        while True:
            known = len(self._fixed)
            left, again = [], []
            for item in products:
                one, other = self._form(item.left), self._form(item.right)
                if one.terms and other.terms:
                    left.append(Multiplication(item.result, one, other))
                    continue
                factor, form = (one.constant, other) if not one.terms else (other.constant, one)
                comparisons.append(
                    Comparison(form.scaled(factor) - LinearExpr.of(item.result), "=")
                )
            products = left
            for comparison in comparisons:
                form = self._form(comparison.form)
                verdict = self._settled(form, comparison.operator)
                if verdict is False:
                    return None
                if verdict is None:
                    again.append(Comparison(form, comparison.operator))
            comparisons = again
            if not all(self._on_its_weekday(day, weekday) for day, weekday in constraints.weekdays):
                return None
            if len(self._fixed) == known:
                return self._joined(comparisons, products)

    def _on_its_weekday(self, day: Variable, weekday: Variable) -> bool:
        """Whether a day that is known can have the weekday that is told of it, which is known then, too."""
        second = self._value(day)
        if second is None:
            return True
        number = Fraction(
            (int(second // DAY_SECONDS) + 6) % 7
        )  # the first day of the calendar was a Monday
        if not holds(self._domains[weekday], number):
            return False
        return self._fixed.setdefault(weekday, number) == number

    def _joined(self, comparisons: list[Comparison], products: list[Multiplication]) -> Constraints:
        """A product's result may have one value by now: a variable of its own carries it."""
        for item in products:
            value = self._value(item.result)
            if value is not None:
                comparisons.append(Comparison(LinearExpr({item.result: Fraction(1)}, -value), "="))
        return Constraints(tuple(comparisons), tuple(products))

    def _value(self, name: Variable) -> Fraction | None:
        if name not in self._fixed:
            domain = self._domains[name]
            single = domain[0].single if len(domain) == 1 else None
            if single is None:
                return None
            self._fixed[name] = single
        return self._fixed[name]

    def _form(self, form: LinearExpr) -> LinearExpr:
        """A form with numbers in place of what has one value."""
        self._budget.spend(len(form.terms))
        constant, terms = form.constant, {}
        for name, factor in form.terms.items():
            value = self._value(name)
            if value is None:
                terms[name] = factor
            else:
                constant += factor * value
        return form if len(terms) == len(form.terms) else LinearExpr(terms, constant)

    def _settled(self, form: LinearExpr, operator: str) -> bool | None:
        """Whether a comparison of numbers holds; an equation with one unknown gives it its value."""
        if not form.terms:
            return _COMPARE[operator](form.constant)
        if operator == "=" and len(form.terms) == 1:
            ((name, factor),) = form.terms.items()
            value = -form.constant / factor
            size = value.numerator.bit_length() + value.denominator.bit_length()
            self._budget.spend(size * size >> 16)  # squares of squares grow without end
            if not holds(self._domains[name], value):
                return False
            self._fixed[name] = value
            return True
        return None
