"""Whether variables can take values within their domains so that every constraint holds.
 Exact, and sound in one direction: ``REFUTED`` is proven. Linear constraints are decided (by
narrowing, then by the simplex method of Dutertre and de Moura, 2006). Products of two unknowns
are narrowed and halved, and the answer may stay ``OPEN``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
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
    holds,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, Variable
from checker.solver.narrowing import narrow
from checker.solver.presolve import reduced
from checker.solver.simplex import Simplex
from checker.values import Interval

MAXIMUM_HALVINGS: Final = 6
"""Limit on domains halved in one solver call."""

_Hulls = Mapping[Variable, Interval]


class Answer(Enum):
    """Result of a solver call."""

    POSSIBLE = "possible"
    REFUTED = "refuted"
    OPEN = "open"


def solve(constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget) -> Answer:
    """Whether all constraints can hold while every variable has a value of its domain.

    Raises ``OutOfStepsError``.
    """
    return _solve(constraints, domains, budget, MAXIMUM_HALVINGS)


def _solve(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget, halvings: int
) -> Answer:
    left = reduced(constraints, domains, budget)
    if left is None:
        return Answer.REFUTED
    if not left.linear and not left.products:
        return Answer.POSSIBLE
    search = _BranchSearch(left, budget, halvings)
    return search.run({name: domains[name] for name in left.variables})


@dataclass(frozen=True, slots=True)
class _Undecided:
    """The constraints that intervals alone do not settle."""

    linear: tuple[LinearConstraint, ...]
    loose: tuple[ProductConstraint, ...]
    """Products in which a factor is unknown."""

    curved: tuple[ProductConstraint, ...]
    """Those of them in which both factors are unknown, so that they are not linear."""

    @property
    def unequal(self) -> bool:
        """Whether something must differ from zero, which no interval can say."""
        return any(item.operator == "!=" for item in self.linear)

    @property
    def variables(self) -> set[Variable]:
        """The variables of these constraints."""
        return Constraints(self.linear, self.loose).variables


def _undecided(constraints: Constraints, hulls: _Hulls) -> _Undecided:
    linear = tuple(item for item in constraints.linear if not item.fits(item.expr.interval(hulls)))
    known = [(item, item.fixed_factors(hulls)) for item in constraints.products]
    loose = tuple(item for item, factors in known if factors < 2)
    curved = tuple(item for item, factors in known if factors == 0)
    return _Undecided(linear, loose, curved)


class _BranchSearch:
    """Narrows, asks the simplex method, and branches over the intervals of a domain where it
    must.
    """

    def __init__(self, constraints: Constraints, budget: Budget, halvings: int) -> None:
        self._constraints = constraints
        self._budget = budget
        self._halvings = halvings

    def run(self, domains: Domains) -> Answer:
        """The answer for these domains, which are narrowed in place."""
        if not narrow(self._constraints, domains, self._budget):
            return Answer.REFUTED
        hulls = {name: hull(domain) for name, domain in domains.items()}
        undecided = _undecided(self._constraints, hulls)
        if not undecided.linear and not undecided.loose:
            return Answer.POSSIBLE
        # Without the curved products the rest is linear: if that has no point, nothing has one.
        point = self._linear_point(undecided.linear, hulls)
        if point is None:
            return Answer.REFUTED
        # The point is within hulls; a domain of several intervals has gaps that it may lie in.
        name = _to_branch_on(undecided, domains, point)
        if name is not None:
            return self._branch(domains, name)
        if undecided.unequal and self._forced_equal(undecided.linear, hulls):
            return Answer.REFUTED
        if not undecided.curved:
            return Answer.POSSIBLE
        return self._try_products(undecided.curved, domains, point)

    def _linear_point(
        self, linear: Sequence[LinearConstraint], hulls: _Hulls
    ) -> dict[Variable, Fraction] | None:
        """A point that keeps everything linear, products with a known factor included; None if
        none does.
        """
        bounded = [(item.expr, ALLOWED[item.operator]) for item in linear if item.operator != "!="]
        for product in self._constraints.products:
            for one, other in ((product.left, product.right), (product.right, product.left)):
                fixed = one.interval(hulls).single
                if fixed is not None:
                    bounded.append((LinearExpr.of(product.result) - other.scaled(fixed), ZERO))
                    break
        found = Simplex(bounded, hulls, self._budget).point()
        if found is None:
            return None
        return {name: found.get(name, _inside(interval)) for name, interval in hulls.items()}

    def _forced_equal(self, linear: Sequence[LinearConstraint], hulls: _Hulls) -> bool:
        """Whether an expression that must differ from zero can be neither below nor above it.

        One at a time is enough: a convex region that lies in no single plane is not covered by
        several of them either.
        """
        plain = [item for item in linear if item.operator != "!="]

        def can_be(item: LinearConstraint, sign: str) -> bool:
            return self._linear_point([*plain, replace(item, operator=sign)], hulls) is not None

        return any(
            not can_be(item, "<") and not can_be(item, ">")
            for item in linear
            if item.operator == "!="
        )

    def _branch(self, domains: Domains, name: Variable) -> Answer:
        """Each interval of one domain in turn."""
        left_open = False
        for stretch in domains[name]:
            answer = self.run({**domains, name: (stretch,)})
            if answer is Answer.POSSIBLE:
                return answer
            left_open = left_open or answer is Answer.OPEN
        return Answer.OPEN if left_open else Answer.REFUTED

    def _try_products(
        self, curved: Sequence[ProductConstraint], domains: Domains, point: dict[Variable, Fraction]
    ) -> Answer:
        """Products of two unknowns: try the point, then values of one factor, then halve a
        domain.
        """
        self._multiply_out(point)
        if self._keeps_all(point, domains) or self._guessed(curved[0], domains, point):
            return Answer.POSSIBLE
        name = _widest_factor(curved, domains)
        if self._halvings <= 0 or name is None:
            return Answer.OPEN
        self._halvings -= 1
        return self._branch({**domains, name: _halves(hull(domains[name]))}, name)

    def _multiply_out(self, point: dict[Variable, Fraction]) -> None:
        """Sets the result of each product at a point.

        It may be a factor of another, so this repeats.
        """
        products = self._constraints.products
        for _ in products:
            before = dict(point)
            for item in products:
                point[item.result] = item.left.at(point) * item.right.at(point)
            if point == before:
                return

    def _keeps_all(self, point: Mapping[Variable, Fraction], domains: Domains) -> bool:
        inside = all(
            Interval.point(value).within(hull(domains[name])) for name, value in point.items()
        )
        return inside and all(
            item.fits(Interval.point(item.expr.at(point))) for item in self._constraints.linear
        )

    def _guessed(
        self, item: ProductConstraint, domains: Domains, point: Mapping[Variable, Fraction]
    ) -> bool:
        """Whether everything can hold with some value of one factor, which makes the product
        linear.
        """
        others = tuple(other for other in self._constraints.products if other is not item)
        hulls = {name: hull(domain) for name, domain in domains.items()}
        for factor, other in ((item.left, item.right), (item.right, item.left)):
            for value in _guesses(factor.at(point), factor.interval(hulls)):
                product = other.scaled(value) - LinearExpr.of(item.result)
                linear = (
                    LinearConstraint(factor - LinearExpr({}, value), "="),
                    LinearConstraint(product, "="),
                )
                simpler = Constraints((*self._constraints.linear, *linear), others)
                # No halvings inside a guess, or guesses would multiply.
                if _solve(simpler, domains, self._budget, 0) is Answer.POSSIBLE:
                    return True
        return False


def _to_branch_on(
    undecided: _Undecided, domains: Domains, point: Mapping[Variable, Fraction]
) -> Variable | None:
    """The variable of fewest intervals that the point does not settle; None if all are settled."""
    point_is_not_enough = bool(undecided.curved) or undecided.unequal
    several = [
        name
        for name in undecided.variables
        if len(domains[name]) > 1 and (point_is_not_enough or not holds(domains[name], point[name]))
    ]
    return min(several, key=lambda name: (len(domains[name]), name), default=None)


def _widest_factor(curved: Sequence[ProductConstraint], domains: Domains) -> Variable | None:
    """The variable of the factors whose domain is widest; None if all have one value."""
    factors = {name for item in curved for name in (*item.left.terms, *item.right.terms)}
    free = [name for name in factors if hull(domains[name]).single is None]
    return max(free, key=lambda name: (_width(hull(domains[name])), name), default=None)


def _guesses(value: Fraction, interval: Interval) -> Iterator[Fraction]:
    """A few numbers of an interval: the given value, one on each side of zero, one inside."""
    for number in dict.fromkeys((value, Fraction(1), Fraction(-1), _inside(interval))):
        if Interval.point(number).within(interval):
            yield number


def _inside(interval: Interval) -> Fraction:
    """Some number of an interval, not at an end if there is room."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return Fraction(0) if high is None else high - 1


def _width(interval: Interval) -> tuple[bool, Fraction]:
    """How wide an interval is, for comparison; one without an end is the widest."""
    low, high = interval.low, interval.high
    return (True, Fraction(0)) if low is None or high is None else (False, high - low)


def _halves(interval: Interval) -> Domain:
    """An interval in two parts."""
    middle = _middle(interval)
    parts = (
        interval.meet(Interval(None, middle)),
        interval.meet(Interval(middle, None, low_open=True)),
    )
    return tuple(part for part in parts if part is not None)


def _middle(interval: Interval) -> Fraction:
    """Where to cut an interval: at zero, else in the middle, or at about twice its one end."""
    low, high = interval.low, interval.high
    if (low is None or low < 0) and (high is None or high > 0):
        return Fraction(0)
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low * 2 + 1
    assert high is not None, "an interval without ends holds zero"
    return high * 2 - 1
