"""Whether variables can take values within their domains so that every constraint is kept.

Exact, and sound in one direction: ``REFUTED`` is proven. Linear constraints are decided; products of two
unknowns are narrowed and halved, and may stay ``OPEN``. Work is counted in steps, not in seconds, so that
the same book gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from typing import Final

from checker.solver.constraints import (
    SIGNS,
    ZERO,
    Comparison,
    Constraints,
    Domain,
    Domains,
    Multiplication,
    holds,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, Simplex, Variable
from checker.solver.presolve import reduced
from checker.values import Interval

MAXIMUM_ROUNDS: Final = 6
"""Rounds of narrowing: bounds can creep for ever."""

MAXIMUM_HALVINGS: Final = 6
"""Domains halved in one question."""

FINEST: Final = 1 << 32
"""Bounds that are narrowed to finer fractions are rounded outwards, or they would grow without end."""

LARGEST: Final = 1 << 128
"""So are those that are larger than any figure: x = x · x would double their digits in each round."""


class Answer(Enum):
    """What became of a question."""

    POSSIBLE = "possible"
    REFUTED = "refuted"
    OPEN = "open"


def solve(constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget) -> Answer:
    """Whether the constraints can be kept.

    Raises ``OutOfStepsError``.
    """
    return _solve(constraints, domains, budget, MAXIMUM_HALVINGS)


def _solve(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget, halvings: int
) -> Answer:
    left = reduced(constraints, domains, budget)
    if left is None:
        return Answer.REFUTED
    if not left.comparisons and not left.multiplications:
        return Answer.POSSIBLE
    return _Search(left, budget, halvings).run({name: domains[name] for name in left.variables})


def narrowed(
    constraints: Constraints, domains: Mapping[Variable, Domain], budget: Budget
) -> dict[Variable, Interval]:
    """What the constraints leave of each domain, as one stretch; of domains that they refute, what was left last.

    Raises ``OutOfStepsError``.
    """
    left = dict(domains)
    _narrowed(constraints, left, budget)
    return {name: hull(domain or domains[name]) for name, domain in left.items()}


class _Search:
    def __init__(self, constraints: Constraints, budget: Budget, halvings: int) -> None:
        self._constraints = constraints
        self._budget = budget
        self._halvings = halvings

    def run(self, domains: Domains) -> Answer:
        """Narrow, then ask the simplex method, then try each stretch of a domain that has several."""
        if not _narrowed(self._constraints, domains, self._budget):
            return Answer.REFUTED
        hulls = {name: hull(domain) for name, domain in domains.items()}
        undecided = [
            item
            for item in self._constraints.comparisons
            if not item.fits(item.form.interval(hulls))
        ]
        loose = [item for item in self._constraints.multiplications if _fixed(item, hulls) < 2]
        if not undecided and not loose:
            return Answer.POSSIBLE
        point = self._linear(undecided, hulls)
        if point is None:
            return Answer.REFUTED
        curved = [item for item in loose if not _fixed(item, hulls)]
        unequal = any(item.operator == "!=" for item in undecided)
        several = [
            name
            for name in Constraints(tuple(undecided), tuple(loose)).variables
            if len(domains[name]) > 1
            and (curved or unequal or not holds(domains[name], point[name]))
        ]
        if several:
            return self._each(domains, min(several, key=lambda name: (len(domains[name]), name)))
        if unequal and self._forced(undecided, hulls):
            return Answer.REFUTED
        return self._curved(curved, domains, point) if curved else Answer.POSSIBLE

    def _linear(
        self, undecided: Sequence[Comparison], hulls: Mapping[Variable, Interval]
    ) -> dict[Variable, Fraction] | None:
        forms = [(item.form, SIGNS[item.operator]) for item in undecided if item.operator != "!="]
        for item in self._constraints.multiplications:
            for one, other in ((item.left, item.right), (item.right, item.left)):
                fixed = one.interval(hulls).single
                if fixed is not None:
                    forms.append((LinearExpr.of(item.result) - other.scaled(fixed), ZERO))
                    break
        found = Simplex(forms, hulls, self._budget).point()
        if found is None:
            return None
        return {name: found.get(name, _inside(interval)) for name, interval in hulls.items()}

    def _forced(self, undecided: Sequence[Comparison], hulls: Mapping[Variable, Interval]) -> bool:
        """Whether something that must not be equal is; a convex region that fills no single plane fills no two."""
        plain = [item for item in undecided if item.operator != "!="]
        return any(
            all(
                self._linear([*plain, replace(item, operator=sign)], hulls) is None for sign in "<>"
            )
            for item in undecided
            if item.operator == "!="
        )

    def _each(self, domains: Domains, name: Variable) -> Answer:
        left_open = False
        for stretch in domains[name]:
            answer = self.run({**domains, name: (stretch,)})
            if answer is Answer.POSSIBLE:
                return answer
            left_open = left_open or answer is Answer.OPEN
        return Answer.OPEN if left_open else Answer.REFUTED

    def _curved(
        self, curved: Sequence[Multiplication], domains: Domains, point: dict[Variable, Fraction]
    ) -> Answer:
        """Products of two unknowns: try the point at hand, then values of one factor, then halve a domain."""
        products = self._constraints.multiplications
        for _ in products:  # a product may be a factor of another, and that of a third
            before = dict(point)
            for item in products:
                point[item.result] = item.left.at(point) * item.right.at(point)
            if point == before:
                break
        inside = all(
            Interval.point(value).within(hull(domains[name])) for name, value in point.items()
        )
        if inside and all(
            item.fits(Interval.point(item.form.at(point))) for item in self._constraints.comparisons
        ):
            return Answer.POSSIBLE
        factors = sorted(
            {name for item in curved for form in (item.left, item.right) for name in form.terms}
        )
        free = [name for name in factors if hull(domains[name]).single is None]
        if self._guessed(curved[0], domains, point):
            return Answer.POSSIBLE
        if self._halvings <= 0 or not free:
            return Answer.OPEN
        self._halvings -= 1
        name = max(free, key=lambda each: (_width(hull(domains[each])), each))
        return self._each({**domains, name: _halves(hull(domains[name]))}, name)

    def _guessed(
        self, item: Multiplication, domains: Domains, point: Mapping[Variable, Fraction]
    ) -> bool:
        """Whether some value of one factor, which makes the product linear, lets everything be kept."""
        others = tuple(other for other in self._constraints.multiplications if other is not item)
        hulls = {name: hull(domain) for name, domain in domains.items()}
        for factor, other in ((item.left, item.right), (item.right, item.left)):
            for value in _guesses(factor.at(point), factor.interval(hulls)):
                linear = (
                    Comparison(factor - LinearExpr({}, value), "="),
                    Comparison(other.scaled(value) - LinearExpr.of(item.result), "="),
                )
                some = Constraints((*self._constraints.comparisons, *linear), others)
                if _solve(some, domains, self._budget, 0) is Answer.POSSIBLE:
                    return True
        return False


def _guesses(value: Fraction, interval: Interval) -> Iterator[Fraction]:
    """A few numbers of an interval: one at hand, one on each side of zero, one inside."""
    for number in dict.fromkeys((value, Fraction(1), Fraction(-1), _inside(interval))):
        if Interval.point(number).within(interval):
            yield number


def _fixed(item: Multiplication, hulls: Mapping[Variable, Interval]) -> int:
    """How many of its two factors have one value."""
    return sum(form.interval(hulls).single is not None for form in (item.left, item.right))


def _inside(interval: Interval) -> Fraction:
    """Some number of an interval, not at an end if it has room."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return Fraction(0) if high is None else high - 1


def _width(interval: Interval) -> tuple[bool, Fraction]:
    low, high = interval.low, interval.high
    return (True, Fraction(0)) if low is None or high is None else (False, high - low)


def _halves(interval: Interval) -> Domain:
    """An interval in two: at zero, else at its middle, or, where it has no end, at twice what it has."""
    low, high = interval.low, interval.high
    if (low is None or low < 0) and (high is None or high > 0):
        middle = Fraction(0)
    elif low is not None and high is not None:
        middle = (low + high) / 2
    elif low is not None:
        middle = low * 2 + 1 if low >= 0 else Fraction(0)
    elif high is not None:
        middle = high * 2 - 1 if high <= 0 else Fraction(0)
    else:
        middle = Fraction(0)
    parts = (
        interval.meet(Interval(None, middle)),
        interval.meet(Interval(middle, None, low_open=True)),
    )
    return tuple(part for part in parts if part is not None)


def _narrowed(constraints: Constraints, domains: Domains, budget: Budget) -> bool:
    """Narrows domains in place by each constraint; False if one of them has nothing left."""
    for _ in range(MAXIMUM_ROUNDS):
        before = dict(domains)
        for comparison in constraints.comparisons:
            if comparison.operator == "!=":
                budget.spend(len(comparison.form.terms))
                if (
                    comparison.form.interval(
                        {name: hull(domains[name]) for name in comparison.form.terms}
                    ).single
                    == 0
                ):
                    return False
            elif not _narrow(comparison.form, SIGNS[comparison.operator], domains, budget):
                return False
        for item in constraints.multiplications:
            if not _narrow_product(item, domains, budget):
                return False
        if domains == before:
            return True
    return True


def _narrow(form: LinearExpr, target: Interval, domains: Domains, budget: Budget) -> bool:
    """Narrows each variable of a form that must lie in an interval to what the others leave it."""
    names = list(form.terms)
    budget.spend(1 + 3 * len(names))
    parts = [hull(domains[name]).scaled(form.terms[name]) for name in names]
    before = [Interval.point(form.constant)]
    for part in parts:
        before.append(before[-1] + part)
    if not before[-1].overlaps(target):
        return False
    behind = ZERO
    for number in range(len(names) - 1, -1, -1):
        name = names[number]
        if parts[number].single is None:
            allowed = (target - (before[number] + behind)).scaled(1 / form.terms[name])
            if not _keep(name, allowed, domains):
                return False
        behind = behind + parts[number]
    return True


def _keep(name: Variable, allowed: Interval, domains: Domains) -> bool:
    domain = domains[name]
    if hull(domain).within(allowed):
        return True
    kept = tuple(part for stretch in domain if (part := stretch.meet(_coarse(allowed))) is not None)
    domains[name] = kept
    return bool(kept)


def _coarse(interval: Interval) -> Interval:
    """An interval that is no smaller, with ends that are no finer and no larger than they need be."""
    if interval.single is not None:
        return interval
    low, low_open = _outward(interval.low, interval.low_open)
    high, high_open = _outward(
        None if interval.high is None else -interval.high, interval.high_open
    )
    return Interval(low, None if high is None else -high, low_open, high_open)


def _outward(end: Fraction | None, is_open: bool) -> tuple[Fraction | None, bool]:
    """A lower end, or one that lies below and is less unwieldy."""
    if end is None or end < -LARGEST:
        return None, False
    if end > LARGEST:
        return Fraction(LARGEST), False
    if end.denominator <= FINEST:
        return end, is_open
    return Fraction(end * FINEST // 1, FINEST), False


def _narrow_product(item: Multiplication, domains: Domains, budget: Budget) -> bool:
    budget.spend(4)
    hulls = {
        name: hull(domains[name]) for name in (*item.left.terms, *item.right.terms, item.result)
    }
    left, right = item.left.interval(hulls), item.right.interval(hulls)
    product = left * right
    if item.left == item.right:
        product = product.meet(SIGNS[">="]) or ZERO  # a square
    if not _keep(item.result, product, domains):
        return False
    result = hull(domains[item.result])
    for one, other in ((item.left, right), (item.right, left)):
        inverse = other.inverse()
        if (
            inverse is not None
            and one.terms
            and not _narrow(one, result * inverse, domains, budget)
        ):
            return False
    return True
