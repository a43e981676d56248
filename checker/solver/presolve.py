"""Constraints made smaller before any search: numbers put in, and what can always be kept left
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from checker.solver.constraints import (
    COMPARE,
    DAY_SECONDS,
    Constraints,
    Domain,
    LinearConstraint,
    ProductConstraint,
    holds,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, Variable
from checker.values import Interval


def reduced(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget
) -> Constraints | None:
    """What is left to decide, or None if the constraints are already refuted.

    Raises ``OutOfStepsError``.
    """
    left = _Substitution(domains, budget).reduce(constraints)
    return None if left is None else _without_loose_ends(left, domains)


def _without_loose_ends(
    constraints: Constraints, domains: Mapping[Variable, Domain]
) -> Constraints:
    """Without constraints that can be kept whatever the rest does.

    Such a constraint has a variable that no other constraint has, and that can take up any
    difference. Leaving one out can set free a variable of another, so this goes on until nothing
    changes.
    """
    while True:
        uses = _uses(constraints)
        hulls = {name: hull(domains[name]) for name in uses}
        alone = {name for name in uses if uses[name] == 1 and len(domains[name]) == 1}
        left = _without_those_that_give_way(constraints, alone, hulls)
        if _size(left) == _size(constraints):
            return constraints
        constraints = left


def _without_those_that_give_way(
    constraints: Constraints, alone: set[Variable], hulls: Mapping[Variable, Interval]
) -> Constraints:
    return Constraints(
        tuple(item for item in constraints.linear if not _gives_way(item, alone, hulls)),
        tuple(item for item in constraints.products if not _result_gives_way(item, alone, hulls)),
    )


def _size(constraints: Constraints) -> tuple[int, int]:
    return len(constraints.linear), len(constraints.products)


def _uses(constraints: Constraints) -> Counter[Variable]:
    """How often each variable is used."""
    uses: Counter[Variable] = Counter()
    for item in constraints.linear:
        uses.update(item.expr.terms.keys())
    for product in constraints.products:
        uses.update((*product.left.terms, *product.right.terms, product.result))
    return uses


def _gives_way(
    item: LinearConstraint, alone: set[Variable], hulls: Mapping[Variable, Interval]
) -> bool:
    """Whether a variable that is used nowhere else can always be chosen so that the constraint
    holds.
    """
    return any(_can_make_up(item, name, hulls) for name in alone & item.expr.terms.keys())


def _can_make_up(
    item: LinearConstraint, name: Variable, hulls: Mapping[Variable, Interval]
) -> bool:
    factor, own = item.expr.terms[name], hulls[name]
    if item.operator == "=":
        others = {other: times for other, times in item.expr.terms.items() if other != name}
        rest = LinearExpr(others, item.expr.constant)
        return rest.interval(hulls).scaled(-1 / factor).within(own)
    if item.operator == "!=":
        return own.single is None
    # An inequality gives way if the variable has no bound on the side that helps.
    must_fall = item.operator.startswith("<") is (factor > 0)
    return (own.low if must_fall else own.high) is None


def _result_gives_way(
    item: ProductConstraint, alone: set[Variable], hulls: Mapping[Variable, Interval]
) -> bool:
    """Whether the result is used nowhere else, and may be any product of the two factors."""
    if item.result not in alone:
        return False
    product = item.left.interval(hulls) * item.right.interval(hulls)
    return product.within(hulls[item.result])


class _Substitution:
    """Puts numbers in place of variables that have one value, or are given one by an equation."""

    def __init__(self, domains: Mapping[Variable, Domain], budget: Budget) -> None:
        self._domains, self._budget = domains, budget
        self._fixed: dict[Variable, Fraction] = {}

    def reduce(self, constraints: Constraints) -> Constraints | None:
        """What is left to decide, or None if that is refuted already."""
        linear, products = list(constraints.linear), list(constraints.products)
        while True:
            known = len(self._fixed)
            products, made_linear = self._linear_products(products)
            left = self._unsettled(linear + made_linear)
            if left is None:
                return None
            linear = left
            if not all(self._on_its_weekday(day, weekday) for day, weekday in constraints.weekdays):
                return None
            # A variable that got its value in this round may settle more in the next.
            if len(self._fixed) == known:
                return self._with_fixed_results(linear, products)

    def _linear_products(
        self, products: list[ProductConstraint]
    ) -> tuple[list[ProductConstraint], list[LinearConstraint]]:
        """Products of two unknowns, and those with a known factor as linear constraints."""
        left: list[ProductConstraint] = []
        linear: list[LinearConstraint] = []
        for item in products:
            one, other = self._put_in(item.left), self._put_in(item.right)
            if one.terms and other.terms:
                left.append(ProductConstraint(item.result, one, other))
                continue
            # One factor is a number by now.
            factor, expr = (other.constant, one) if one.terms else (one.constant, other)
            difference = expr.scaled(factor) - LinearExpr.of(item.result)
            linear.append(LinearConstraint(difference, "="))
        return left, linear

    def _unsettled(self, linear: list[LinearConstraint]) -> list[LinearConstraint] | None:
        """The constraints that are not settled by the numbers put in; None if one of them fails."""
        left = []
        for item in linear:
            expr = self._put_in(item.expr)
            settled = self._settled(expr, item.operator)
            if settled is False:
                return None
            if settled is None:
                left.append(LinearConstraint(expr, item.operator))
        return left

    def _on_its_weekday(self, day: Variable, weekday: Variable) -> bool:
        """Whether a known day can have its reported weekday; that weekday is known then, too."""
        second = self._value(day)
        if second is None:
            return True
        # Day 1 of the calendar was a Monday, which is weekday 0.
        number = Fraction((int(second // DAY_SECONDS) + 6) % 7)
        if not holds(self._domains[weekday], number):
            return False
        return self._fixed.setdefault(weekday, number) == number

    def _with_fixed_results(
        self, linear: list[LinearConstraint], products: list[ProductConstraint]
    ) -> Constraints:
        """Products keep their result as a variable: one that has a value by now is held to it."""
        for item in products:
            value = self._value(item.result)
            if value is not None:
                expr = LinearExpr({item.result: Fraction(1)}, -value)
                linear.append(LinearConstraint(expr, "="))
        return Constraints(tuple(linear), tuple(products))

    def _value(self, name: Variable) -> Fraction | None:
        if name not in self._fixed:
            domain = self._domains[name]
            single = domain[0].single if len(domain) == 1 else None
            if single is None:
                return None
            self._fixed[name] = single
        return self._fixed[name]

    def _put_in(self, expr: LinearExpr) -> LinearExpr:
        """An expression with numbers in place of variables that have one value."""
        self._budget.spend(len(expr.terms))
        constant, terms = expr.constant, {}
        for name, factor in expr.terms.items():
            value = self._value(name)
            if value is None:
                terms[name] = factor
            else:
                constant += factor * value
        return expr if len(terms) == len(expr.terms) else LinearExpr(terms, constant)

    def _settled(self, expr: LinearExpr, operator: str) -> bool | None:
        """Whether a comparison of numbers holds; an equation with one unknown settles that."""
        if not expr.terms:
            return COMPARE[operator](expr.constant)
        if operator != "=" or len(expr.terms) > 1:
            return None
        ((name, factor),) = expr.terms.items()
        value = -expr.constant / factor
        # Squares of squares grow without end: long numbers must cost steps.
        size = value.numerator.bit_length() + value.denominator.bit_length()
        self._budget.spend(size * size >> 16)
        if not holds(self._domains[name], value):
            return False
        self._fixed[name] = value
        return True
