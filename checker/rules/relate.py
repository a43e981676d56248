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
    Span,
    Sum,
    Weekday,
)
from checker.rules.units import (
    BARE,
    DAYPART,
    DURATION,
    FRACTION,
    PERCENT,
    POINTS,
    RATIO,
    TIME,
    WEEKDAY,
    ValueKind,
    added,
    combined,
    kind_of,
    scales,
)
from checker.solver.constraints import (
    DAY_SECONDS,
    NEGATED,
    Comparison,
    Constraints,
    Multiplication,
)
from checker.solver.linear import LinearExpr, Variable
from checker.values import Dimension, Interval
from checker.values.digits import MAXIMUM_DIGITS

DAYPART_OF: Final = "daypart of "


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as what a solver can work on."""

    comparison: Comparison
    definitions: Constraints
    """What its products and quotients are, as far as the comparison needs them."""

    spelled: Constraints
    """The same for all of them, as both sides are written."""

    domains: Mapping[Variable, Interval]
    """Of variables that belong to no claim."""

    divisors: tuple[LinearExpr, ...]
    left: tuple[ValueKind, LinearExpr]
    right: tuple[ValueKind, LinearExpr]

    @property
    def constraints(self) -> Constraints:
        """All that must be kept for the relation to hold."""
        return Constraints((self.comparison,)) + self.definitions

    @property
    def negated(self) -> Constraints:
        """All that must be kept for it to fail."""
        opposite = Comparison(self.comparison.form, NEGATED[self.comparison.operator])
        return Constraints((opposite,)) + self.definitions

    @property
    def variables(self) -> set[Variable]:
        """All that both sides speak of, as they are written: those that cancel out, too."""
        written = {*self.left[1].terms, *self.right[1].terms}
        return written | self.constraints.variables | self.spelled.variables

    @property
    def claims(self) -> set[str]:
        """The claims that its outcome can depend on: one that cancels out is none of them."""
        return {name for what, name in self.constraints.variables if what != "own"}


def relate(relation: Relation, book: Book, rule: str) -> Related:
    """The constraints of a relation; every claim that it names must be in the book.

    Raises ``ExpressionError`` with the place of what cannot be related.
    """
    return _Relating(book, rule).relation(relation)


class _Relating:
    def __init__(self, book: Book, rule: str) -> None:
        self._book = book
        self._rule = rule
        self._domains: dict[Variable, Interval] = {}
        self._comparisons: list[Comparison] = []
        self._multiplications: list[Multiplication] = []
        self._divisors: list[LinearExpr] = []

    def relation(self, relation: Relation) -> Related:
        if part := self._part_named(relation):
            left, right = part
        else:
            left, right = self._node(relation.left), self._node(relation.right)
        whole = Span(relation.left.span.start, relation.right.span.end)
        written = self._difference(left, right, relation.operator, whole)
        spelled = Constraints(tuple(self._comparisons), tuple(self._multiplications))
        form = self._without_quotient(written)
        return Related(
            comparison=Comparison(form, relation.operator),
            definitions=Constraints(tuple(self._comparisons), tuple(self._multiplications)),
            spelled=spelled,
            domains=self._domains,
            divisors=tuple(self._divisors),
            left=left,
            right=right,
        )

    def _without_quotient(self, form: LinearExpr) -> LinearExpr:
        """A quotient compared with a number, multiplied out where its divisor is never negative: no product is left."""
        if len(form.terms) != 1 or len(self._multiplications) != 1 or len(self._divisors) != 1:
            return form
        ((name, times),) = form.terms.items()
        (item,), (below,) = self._multiplications, self._divisors
        if (
            item.left.terms.keys() != {name}
            or below.constant < 0
            or not all(map(self._never_negative, below.terms.items()))
        ):
            return form
        (above,) = self._comparisons
        self._comparisons, self._multiplications = [Comparison(below, ">")], []
        over = LinearExpr.of(item.result) - above.form
        return over.scaled(times) + below.scaled(form.constant)

    def _never_negative(self, term: tuple[Variable, Fraction]) -> bool:
        (what, name), factor = term
        claim = self._book.claims.get(name)
        quantity = claim.quantity if claim is not None and what == "value" else None
        if quantity is None or factor < 0:
            return False
        measure = self._book.measures[quantity.measure]
        return not measure.signed and measure.dimension is not Dimension.POINTS

    def _difference(
        self,
        left: tuple[ValueKind, LinearExpr],
        right: tuple[ValueKind, LinearExpr],
        operator: str,
        span: Span,
    ) -> LinearExpr:
        kinds = {left[0], right[0]}
        if kinds & {WEEKDAY, DAYPART} and operator not in ("=", "!="):
            raise self._refuse(
                "weekdays and parts of the day are equal or not, and never more or less", span
            )
        found = scales(left[0], right[0]) or _with_zero(left, right) or _as_points(left, right)
        if found is None:
            raise self._refuse(f"{left[0].words} is never compared with {right[0].words}", span)
        return left[1].scaled(Fraction(found[0])) - right[1].scaled(Fraction(found[1]))

    def _refuse(self, message: str, span: Span) -> ExpressionError:
        return ExpressionError(message, span.start, max(span.end - span.start, 1), "rule-units")

    def _own(self, interval: Interval | None = None) -> Variable:
        """A variable of the rule itself, free unless it is an amount that is no one number."""
        name = ("own", f"{self._rule} {len(self._domains)}")
        self._domains[name] = interval or Interval()
        return name

    def _node(self, node: Node) -> tuple[ValueKind, LinearExpr]:
        match node:
            case Number(value, _):
                return BARE, LinearExpr({}, value)
            case Amount(quantity, _):
                kind = PERCENT if quantity.dimension is Dimension.PERCENT else DURATION
                single = quantity.interval.single
                form = (
                    LinearExpr.of(self._own(quantity.interval))
                    if single is None
                    else LinearExpr({}, single)
                )
                return kind, form
            case Day(day, _):
                return TIME, LinearExpr({}, Fraction(day.toordinal() * DAY_SECONDS))
            case Weekday(number, _):
                return WEEKDAY, LinearExpr({}, Fraction(number))
            case ClaimRef():
                return self._claim(node)
            case Call():
                return self._call(node)
            case Bare(inner, span):
                kind, form = self._node(inner)
                if kind.name in ("time", "weekday", "daypart") or kind == DURATION:
                    raise self._refuse(
                        f"{kind.words} is no number of anything; divide it by one: … / 1 hour", span
                    )
                return (BARE if not form.terms else RATIO), form
            case Sum():
                return self._sum(node)
            case Product():
                return self._product(node)
            case PartName(name, span):
                raise self._refuse(
                    f"“{name}” is a part of the day; compare it with daypart(…)", span
                )

    def _claim(self, ref: ClaimRef) -> tuple[ValueKind, LinearExpr]:
        claim = self._book.claims[ref.claim]
        if claim.quantity is not None:
            kind = kind_of(self._book.measures[claim.quantity.measure])
        elif claim.kind is ClaimKind.EVENT:
            kind = TIME
        else:
            raise self._refuse(f"{ref.claim} has no value; only count(…) takes it", ref.span)
        return kind, LinearExpr.of(("value", ref.claim))

    def _call(self, call: Call) -> tuple[ValueKind, LinearExpr]:
        if call.function == "count":
            form = LinearExpr({})
            for ref in call.claims:
                form = form + LinearExpr.of(("truth", ref.claim))
            return BARE, form
        (ref,) = call.claims
        if self._book.claims[ref.claim].kind is not ClaimKind.EVENT:
            raise self._refuse(
                f"{call.function}(…) takes an event, and {ref.claim} is none", ref.span
            )
        if call.function == "daypart":
            raise self._refuse(
                "daypart(…) stands alone on its side, beside the name of a part of the day",
                call.span,
            )
        return (WEEKDAY if call.function == "weekday" else TIME), LinearExpr.of(
            (call.function, ref.claim)
        )

    def _part_named(
        self, relation: Relation
    ) -> tuple[tuple[ValueKind, LinearExpr], tuple[ValueKind, LinearExpr]] | None:
        """``daypart(x) = night``: whether it is so is a variable that is 1 or 0."""
        for one, other in ((relation.left, relation.right), (relation.right, relation.left)):
            call, name = one.terms[0][0], other.terms[0][0]
            if (
                isinstance(call, Call)
                and call.function == "daypart"
                and len(one.terms) == len(other.terms) == 1
            ):
                text = name.name if isinstance(name, PartName) else ""
                if text not in self._book.calendar:
                    known = ", ".join(self._book.calendar) or "none"
                    raise self._refuse(
                        f"book.yaml has no such part of the day; it has: {known}", other.span
                    )
                ref = call.claims[0]
                if self._book.claims[ref.claim].kind is not ClaimKind.EVENT:
                    raise self._refuse(
                        f"daypart(…) takes an event, and {ref.claim} is none", ref.span
                    )
                return (DAYPART, LinearExpr.of((DAYPART_OF + text, ref.claim))), (
                    DAYPART,
                    LinearExpr({}, Fraction(1)),
                )
        return None

    def _sum(self, node: Sum) -> tuple[ValueKind, LinearExpr]:
        kind, form = BARE, LinearExpr({})
        for number, (part, minus) in enumerate(node.terms):
            other, more = self._node(part)
            if number == 0:
                if minus and other in (TIME, WEEKDAY, DAYPART):
                    raise self._refuse(f"{other.words} has no sign", part.span)
                kind, form = other, more.scaled(Fraction(-1)) if minus else more
                continue
            found = added(kind, other, minus) or _with_zero((kind, form), (other, more))
            if kind == other == PERCENT and minus and not (form.terms and more.terms):
                found = (
                    1,
                    1,
                    PERCENT,
                )  # 100% less a share is a share; one share less another is points
            if found is None:
                verb = "taken from" if minus else "added to"
                raise self._refuse(f"{other.words} is never {verb} {kind.words}", part.span)
            mine, theirs, kind = found
            form = form.scaled(Fraction(mine)) + more.scaled(Fraction(-theirs if minus else theirs))
        return kind, form

    def _product(self, node: Product) -> tuple[ValueKind, LinearExpr]:
        kind, form = self._node(node.factors[0][0])
        for part, over in node.factors[1:]:
            other, more = self._node(part)
            result = _quotient(kind, other) if over else _multiple(kind, other)
            if result is None:
                verb = "divided by" if over else "multiplied with"
                raise self._refuse(f"{kind.words} is never {verb} {other.words}", part.span)
            kind, scale = result
            form = (self._over(form, more, part.span) if over else self._times(form, more)).scaled(
                scale
            )
            self._check_size(form, part.span)
        return kind, form

    def _check_size(self, form: LinearExpr, span: Span) -> None:
        numbers = (form.constant, *form.terms.values())
        if any(
            max(abs(number.numerator), number.denominator) >= 10**MAXIMUM_DIGITS
            for number in numbers
        ):
            raise ExpressionError(
                "this makes a number larger than any figure of a text", span.start
            )

    def _times(self, left: LinearExpr, right: LinearExpr) -> LinearExpr:
        for one, other in ((left, right), (right, left)):
            if not one.terms:
                return other.scaled(one.constant)
        result = self._own()
        self._multiplications.append(Multiplication(result, left, right))
        return LinearExpr.of(result)

    def _over(self, above: LinearExpr, below: LinearExpr, span: Span) -> LinearExpr:
        if not below.terms:
            if not below.constant:
                raise ExpressionError(
                    "nothing can be divided by zero", span.start, span.end - span.start
                )
            return above.scaled(1 / below.constant)
        quotient, product = self._own(), self._own()
        self._comparisons.append(Comparison(LinearExpr.of(product) - above, "="))
        self._multiplications.append(Multiplication(product, LinearExpr.of(quotient), below))
        self._divisors.append(below)
        return LinearExpr.of(quotient)


def _with_zero(
    left: tuple[ValueKind, LinearExpr], right: tuple[ValueKind, LinearExpr]
) -> tuple[int, int, ValueKind] | None:
    """Zero needs no unit: a delay may be more than 0."""
    for (kind, form), (other, _) in ((left, right), (right, left)):
        if kind == BARE and not form.terms and not form.constant and other == DURATION:
            return 1, 1, DURATION
    return None


def _as_points(
    left: tuple[ValueKind, LinearExpr], right: tuple[ValueKind, LinearExpr]
) -> tuple[int, int, ValueKind] | None:
    """A difference of percentages may be held against “10%” as it is written."""
    for (kind, _), (other, form) in ((left, right), (right, left)):
        if kind == POINTS and other == PERCENT and not form.terms:
            return 1, 1, POINTS
    return None


def _multiple(one: ValueKind, other: ValueKind) -> tuple[ValueKind, Fraction] | None:
    """What a product is of, and by what to scale it: 41 percent of 100 seats are 41 seats."""
    for kind, factor in ((one, other), (other, one)):
        if factor in (BARE, FRACTION):
            return (
                (kind, Fraction(1))
                if kind.name in ("bare", "fraction", "number", "percent", "points")
                else None
            )
        if factor == PERCENT and kind.name in ("number", "percent"):
            return kind, Fraction(1, 100)
    if one.name == other.name == "number":
        return ValueKind("number", combined(one.unit, other.unit, 1)), Fraction(1)
    return None


def _quotient(one: ValueKind, other: ValueKind) -> tuple[ValueKind, Fraction] | None:
    if one.name in ("bare", "fraction") and other.name in ("bare", "fraction"):
        return FRACTION, Fraction(1)
    if other in (BARE, FRACTION):
        return (one, Fraction(1)) if one.name in ("number", "percent", "points") else None
    if one == other == PERCENT or one == other == POINTS:
        return RATIO, Fraction(1)
    if other == PERCENT and one.name in ("number", "bare", "fraction"):
        return one, Fraction(100)
    if one == PERCENT and other == RATIO:
        return PERCENT, Fraction(1)
    unit = one.unit if one.name == "number" else ()
    if other.name == "number" and one.name in ("number", "bare", "fraction"):
        return ValueKind("number", combined(unit, other.unit, -1)), Fraction(1)
    return None
