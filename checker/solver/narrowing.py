"""Domains narrowed by constraints: what the other variables leave to each one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from checker.solver.constraints import (
    ALLOWED,
    ZERO,
    Constraints,
    Domain,
    Domains,
    LinearConstraint,
    ProductConstraint,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, Variable
from checker.values import Interval

MAXIMUM_ROUNDS: Final = 6
"""Limit on rounds of narrowing: bounds can creep closer for ever."""

FINEST: Final = 1 << 32
"""Bounds with a larger denominator are rounded outwards, or fractions would grow without end."""

LARGEST: Final = 1 << 128
"""Bounds beyond this are rounded outwards: x = x · x would double their digits in each round."""


def narrowed(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget
) -> dict[Variable, Interval]:
    """What the constraints leave of each domain, as one interval.

    A domain that the constraints refute is returned whole. Raises ``OutOfStepsError``.
    """
    left = dict(domains)
    narrow(constraints, left, budget)
    return {name: hull(domain or domains[name]) for name, domain in left.items()}


def narrow(constraints: Constraints, domains: Domains, budget: Budget) -> bool:
    """Narrows domains in place by each constraint in turn; False if one of them has nothing left.

    Raises ``OutOfStepsError``.
    """
    for _ in range(MAXIMUM_ROUNDS):
        before = dict(domains)
        for item in constraints.linear:
            if not _narrow_linear(item, domains, budget):
                return False
        for product in constraints.products:
            if not _narrow_product(product, domains, budget):
                return False
        if domains == before:
            return True
    return True


def _narrow_linear(item: LinearConstraint, domains: Domains, budget: Budget) -> bool:
    if item.operator != "!=":
        return _narrow_expr(item.expr, ALLOWED[item.operator], domains, budget)
    budget.spend(len(item.expr.terms))
    hulls = {name: hull(domains[name]) for name in item.expr.terms}
    return item.expr.interval(hulls).single != 0


def _narrow_expr(expr: LinearExpr, target: Interval, domains: Domains, budget: Budget) -> bool:
    """Narrows each variable of an expression that must lie in an interval to what the others
    leave it.
    """
    names = list(expr.terms)
    budget.spend(1 + 3 * len(names))
    parts = [hull(domains[name]).scaled(expr.terms[name]) for name in names]
    # Sums of the parts before each one; with the sum of those behind it, they make the sum of all
    # others.
    before = [Interval.point(expr.constant)]
    for part in parts:
        before.append(before[-1] + part)
    if not before[-1].overlaps(target):
        return False
    behind = ZERO
    for number in range(len(names) - 1, -1, -1):
        name = names[number]
        if parts[number].single is None:
            allowed = (target - (before[number] + behind)).scaled(1 / expr.terms[name])
            if not _keep(name, allowed, domains):
                return False
        behind = behind + parts[number]
    return True


def _narrow_product(item: ProductConstraint, domains: Domains, budget: Budget) -> bool:
    budget.spend(4)
    names = (*item.left.terms, *item.right.terms, item.result)
    hulls = {name: hull(domains[name]) for name in names}
    left, right = item.left.interval(hulls), item.right.interval(hulls)
    product = left * right
    if item.left == item.right:
        product = product.meet(ALLOWED[">="]) or ZERO  # a square
    if not _keep(item.result, product, domains):
        return False
    result = hull(domains[item.result])
    for factor, other in ((item.left, right), (item.right, left)):
        inverse = other.inverse()
        if inverse is None or not factor.terms:
            continue  # the other factor may be zero, which says nothing about this one
        if not _narrow_expr(factor, result * inverse, domains, budget):
            return False
    return True


def _keep(name: Variable, allowed: Interval, domains: Domains) -> bool:
    """Cuts a domain down to an interval; False if nothing is left."""
    domain = domains[name]
    if hull(domain).within(allowed):
        return True
    allowed = _coarse(allowed)
    kept = []
    for stretch in domain:
        part = stretch.meet(allowed)
        if part is not None:
            kept.append(part)
    domains[name] = tuple(kept)
    return bool(kept)


def _coarse(interval: Interval) -> Interval:
    """An interval that is no smaller, and whose ends are no finer and no larger than the limits."""
    if interval.single is not None:
        return interval
    low, low_open = _outward(interval.low, interval.low_open)
    mirrored = None if interval.high is None else -interval.high
    high, high_open = _outward(mirrored, interval.high_open)
    return Interval(low, None if high is None else -high, low_open, high_open)


def _outward(end: Fraction | None, is_open: bool) -> tuple[Fraction | None, bool]:
    """A lower end, or a lower one with fewer digits."""
    if end is None or end < -LARGEST:
        return None, False
    if end > LARGEST:
        return Fraction(LARGEST), False
    if end.denominator <= FINEST:
        return end, is_open
    return Fraction(end * FINEST // 1, FINEST), False
