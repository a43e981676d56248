"""A rule's tree as constraints on variables: units checked, products and quotients taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.book import Book, ClaimKind
from checker.rules.expression import (
    Amount,
    Bare,
    Call,
    ClaimRef,
    Day,
    ExpressionError,
    Node,
    Number,
    PartName,
    Product,
    Relation,
    Sum,
    TextSpan,
    Weekday,
)
from checker.rules.units import (
    BARE,
    DAYPART,
    DURATION,
    PERCENT,
    POINTS,
    RATIO,
    TIME,
    WEEKDAY,
    Scales,
    ValueKind,
    added,
    divided,
    kind_of,
    multiplied,
    scales,
)
from checker.solver import (
    DAY_SECONDS,
    Constraints,
    LinearConstraint,
    LinearExpr,
    ProductConstraint,
    Variable,
)
from checker.values import Dimension, Interval
from checker.values.digits import MAXIMUM_DIGITS

DAYPART_OF: Final = "daypart of "
"""Starts the name of a variable that is 1 if an event was in a part of the day, else 0."""

LARGEST_NUMBER: Final = 10**MAXIMUM_DIGITS

Term = tuple[ValueKind, LinearExpr]
"""A part of a rule: what it is of, and its value in terms of variables."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation in the form that a solver can work on."""

    comparison: LinearConstraint
    definitions: Constraints
    """What its products and quotients are, as far as the comparison needs them."""

    spelled: Constraints
    """The same for all of them, as both sides are written."""

    domains: Mapping[Variable, Interval]
    """Of variables that belong to no claim."""

    divisors: tuple[LinearExpr, ...]
    left: Term
    right: Term

    @property
    def constraints(self) -> Constraints:
        """All that must hold for the relation to hold."""
        return Constraints((self.comparison,)) + self.definitions

    @property
    def negated(self) -> Constraints:
        """All that must hold for it to fail."""
        return Constraints((self.comparison.negated,)) + self.definitions

    @property
    def variables(self) -> set[Variable]:
        """All variables that both sides name as they are written, even those that cancel out."""
        written = {*self.left[1].terms, *self.right[1].terms}
        return written | self.constraints.variables | self.spelled.variables

    @property
    def claims(self) -> set[str]:
        """The claims that its outcome can depend on; one that cancels out is not among them."""
        return {name for what, name in self.constraints.variables if what != "own"}


def relate(relation: Relation, book: Book, rule: str) -> Related:
    """The constraints of a relation; every claim that it names must be in the book.

    Raises ``ExpressionError`` with the place of what cannot be related.
    """
    return _Compiler(book, rule).relation(relation)


class _Compiler:
    """Walks a tree and collects the constraints that define its products and quotients."""

    def __init__(self, book: Book, rule: str) -> None:
        self._book = book
        self._rule = rule
        self._domains: dict[Variable, Interval] = {}
        self._linear: list[LinearConstraint] = []
        self._products: list[ProductConstraint] = []
        self._divisors: list[LinearExpr] = []

    def relation(self, relation: Relation) -> Related:
        sides = self._daypart_sides(relation)
        if sides is None:
            sides = self._term(relation.left), self._term(relation.right)
        left, right = sides
        whole = TextSpan(relation.left.span.start, relation.right.span.end)
        written = self._difference(left, right, relation.operator, whole)
        # As written, before a quotient is multiplied out: messages show every part.
        spelled = Constraints(tuple(self._linear), tuple(self._products))
        expr = self._without_quotient(written)
        return Related(
            comparison=LinearConstraint(expr, relation.operator),
            definitions=Constraints(tuple(self._linear), tuple(self._products)),
            spelled=spelled,
            domains=self._domains,
            divisors=tuple(self._divisors),
            left=left,
            right=right,
        )

    def _without_quotient(self, expr: LinearExpr) -> LinearExpr:
        """A quotient compared with a number, multiplied out if its divisor is never negative.

        ``a / b < 2`` becomes ``a < 2 * b`` with ``b > 0``, which is linear.
        """
        if (len(expr.terms), len(self._products), len(self._divisors)) != (1, 1, 1):
            return expr
        ((name, times),) = expr.terms.items()
        (product,), (below,) = self._products, self._divisors
        is_the_quotient = product.left.terms.keys() == {name}
        if not is_the_quotient or not self._never_negative(below):
            return expr
        (above,) = self._linear
        self._linear, self._products = [LinearConstraint(below, ">")], []
        over = LinearExpr.of(product.result) - above.expr
        return over.scaled(times) + below.scaled(expr.constant)

    def _never_negative(self, expr: LinearExpr) -> bool:
        if expr.constant < 0:
            return False
        return all(
            factor >= 0 and self._is_unsigned_quantity(variable)
            for variable, factor in expr.terms.items()
        )

    def _is_unsigned_quantity(self, variable: Variable) -> bool:
        what, name = variable
        claim = self._book.claims.get(name)
        quantity = claim.quantity if claim is not None and what == "value" else None
        if quantity is None:
            return False
        measure = self._book.measures[quantity.measure]
        return not measure.signed and measure.dimension is not Dimension.POINTS

    def _difference(self, left: Term, right: Term, operator: str, span: TextSpan) -> LinearExpr:
        """The left side less the right, both scaled to one kind: what is compared with zero."""
        kinds = {left[0], right[0]}
        if kinds & {WEEKDAY, DAYPART} and operator not in ("=", "!="):
            raise self._refuse(
                "weekdays and parts of the day are equal or not, and never more or less", span
            )
        found = scales(left[0], right[0]) or _with_zero(left, right) or _as_points(left, right)
        if found is None:
            raise self._refuse(f"{left[0].words} cannot be compared with {right[0].words}", span)
        return left[1].scaled(Fraction(found[0])) - right[1].scaled(Fraction(found[1]))

    def _refuse(self, message: str, span: TextSpan) -> ExpressionError:
        return ExpressionError(message, span.start, max(span.end - span.start, 1), "rule-units")

    def _own(self, interval: Interval | None = None) -> Variable:
        """A new variable of the rule itself; it may be anything unless an interval is given."""
        name = ("own", f"{self._rule} {len(self._domains)}")
        self._domains[name] = interval or Interval()
        return name

    def _term(self, node: Node) -> Term:
        match node:
            case Number() | Day() | Weekday():
                return _constant(node)
            case Amount():
                return self._amount(node)
            case ClaimRef():
                return self._claim(node)
            case Call():
                return self._call(node)
            case Bare():
                return self._bare(node)
            case Sum():
                return self._sum(node)
            case Product():
                return self._product(node)
            case PartName(name, span):
                raise self._refuse(
                    f"“{name}” is a part of the day; compare it with daypart(…)", span
                )

    def _amount(self, amount: Amount) -> Term:
        quantity = amount.quantity
        kind = PERCENT if quantity.dimension is Dimension.PERCENT else DURATION
        single = quantity.interval.single
        if single is None:  # a month has 28 to 31 days
            return kind, LinearExpr.of(self._own(quantity.interval))
        return kind, LinearExpr({}, single)

    def _bare(self, node: Bare) -> Term:
        kind, expr = self._term(node.inner)
        if kind.name in ("time", "weekday", "daypart") or kind == DURATION:
            message = f"number(…) cannot take {kind.words}; divide it by one: … / 1 hour"
            raise self._refuse(message, node.span)
        return (RATIO if expr.terms else BARE), expr

    def _claim(self, ref: ClaimRef) -> Term:
        claim = self._book.claims[ref.claim]
        if claim.quantity is not None:
            kind = kind_of(self._book.measures[claim.quantity.measure])
        elif claim.kind is ClaimKind.EVENT:
            kind = TIME
        else:
            raise self._refuse(f"{ref.claim} has no value; only count(…) takes it", ref.span)
        return kind, LinearExpr.of(("value", ref.claim))

    def _call(self, call: Call) -> Term:
        if call.function == "count":
            expr = LinearExpr({})
            for ref in call.claims:
                expr = expr + LinearExpr.of(("truth", ref.claim))
            return BARE, expr
        (ref,) = call.claims
        self._check_event(call.function, ref)
        if call.function == "daypart":
            raise self._refuse(
                "daypart(…) must be alone on its side, opposite the name of a part of the day",
                call.span,
            )
        kind = WEEKDAY if call.function == "weekday" else TIME
        return kind, LinearExpr.of((call.function, ref.claim))

    def _check_event(self, function: str, ref: ClaimRef) -> None:
        if self._book.claims[ref.claim].kind is not ClaimKind.EVENT:
            message = f"{function}(…) takes an event, and {ref.claim} is not one"
            raise self._refuse(message, ref.span)

    def _daypart_sides(self, relation: Relation) -> tuple[Term, Term] | None:
        """``daypart(x) = night``: a variable that is 1 or 0 is compared with 1."""
        for one, other in ((relation.left, relation.right), (relation.right, relation.left)):
            call = one.terms[0][0]
            alone = len(one.terms) == len(other.terms) == 1
            if alone and isinstance(call, Call) and call.function == "daypart":
                part = self._part_name(other)
                self._check_event("daypart", call.claims[0])
                is_part = LinearExpr.of((DAYPART_OF + part, call.claims[0].claim))
                return (DAYPART, is_part), (DAYPART, LinearExpr({}, Fraction(1)))
        return None

    def _part_name(self, side: Sum) -> str:
        node = side.terms[0][0]
        name = node.name if isinstance(node, PartName) else ""
        if name not in self._book.calendar:
            known = ", ".join(self._book.calendar) or "none"
            raise self._refuse(f"book.yaml has no such part of the day; it has: {known}", side.span)
        return name

    def _sum(self, node: Sum) -> Term:
        first, minus = node.terms[0]
        kind, expr = self._term(first)
        if minus:
            if kind in (TIME, WEEKDAY, DAYPART):
                raise self._refuse(f"{kind.words} has no sign", first.span)
            expr = expr.scaled(Fraction(-1))
        for part, minus in node.terms[1:]:
            kind, expr = self._add((kind, expr), self._term(part), minus, part.span)
        return kind, expr

    def _add(self, total: Term, part: Term, minus: bool, span: TextSpan) -> Term:
        (kind, expr), (other, more) = total, part
        found = added(kind, other, minus) or _with_zero(total, part)
        if kind == other == PERCENT and minus and not (expr.terms and more.terms):
            # 100% less a share is a share; one share less another is percentage points.
            found = 1, 1, PERCENT
        if found is None:
            verb = "taken from" if minus else "added to"
            raise self._refuse(f"{other.words} cannot be {verb} {kind.words}", span)
        mine, theirs, kind = found
        sign = -theirs if minus else theirs
        return kind, expr.scaled(Fraction(mine)) + more.scaled(Fraction(sign))

    def _product(self, node: Product) -> Term:
        kind, expr = self._term(node.factors[0][0])
        for part, over in node.factors[1:]:
            other, more = self._term(part)
            result = divided(kind, other) if over else multiplied(kind, other)
            if result is None:
                verb = "divided by" if over else "multiplied by"
                raise self._refuse(f"{kind.words} cannot be {verb} {other.words}", part.span)
            kind, scale = result
            expr = self._over(expr, more, part.span) if over else self._times(expr, more)
            expr = expr.scaled(scale)
            _check_size(expr, part.span)
        return kind, expr

    def _times(self, left: LinearExpr, right: LinearExpr) -> LinearExpr:
        for one, other in ((left, right), (right, left)):
            if not one.terms:
                return other.scaled(one.constant)
        result = self._own()
        self._products.append(ProductConstraint(result, left, right))
        return LinearExpr.of(result)

    def _over(self, above: LinearExpr, below: LinearExpr, span: TextSpan) -> LinearExpr:
        if not below.terms:
            if not below.constant:
                raise ExpressionError(
                    "nothing can be divided by zero", span.start, span.end - span.start
                )
            return above.scaled(1 / below.constant)
        # q = a / b is written as q * b = a, because the solver knows products only.
        quotient, product = self._own(), self._own()
        self._linear.append(LinearConstraint(LinearExpr.of(product) - above, "="))
        self._products.append(ProductConstraint(product, LinearExpr.of(quotient), below))
        self._divisors.append(below)
        return LinearExpr.of(quotient)


def _constant(node: Number | Day | Weekday) -> Term:
    match node:
        case Number(value, _):
            return BARE, LinearExpr({}, value)
        case Day(day, _):
            return TIME, LinearExpr({}, Fraction(day.toordinal() * DAY_SECONDS))
        case Weekday(number, _):
            return WEEKDAY, LinearExpr({}, Fraction(number))


def _check_size(expr: LinearExpr, span: TextSpan) -> None:
    for number in (expr.constant, *expr.terms.values()):
        if max(abs(number.numerator), number.denominator) >= LARGEST_NUMBER:
            raise ExpressionError(
                "this makes a number larger than any figure of a text", span.start
            )


def _with_zero(left: Term, right: Term) -> Scales | None:
    """Zero needs no unit: a delay may be more than 0."""
    for (kind, expr), (other, _) in ((left, right), (right, left)):
        is_zero = kind == BARE and not expr.terms and not expr.constant
        if is_zero and other == DURATION:
            return 1, 1, DURATION
    return None


def _as_points(left: Term, right: Term) -> Scales | None:
    """A difference of percentages may be compared with “10%” as it is written."""
    for (kind, _), (other, expr) in ((left, right), (right, left)):
        if kind == POINTS and other == PERCENT and not expr.terms:
            return 1, 1, POINTS
    return None
