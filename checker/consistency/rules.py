"""Each rule of a book applied to the values that its claims assert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from checker.book import Book, Claim, RelationRule
from checker.consistency.expression import (
    ClaimRef,
    ExpressionError,
    Number,
    Relation,
    Sum,
    Weekday,
    WeekdayOf,
    parse_relation,
)
from checker.values import Dimension, Interval, Moment, Quantity, decimal_text, weekday_name


class Result(StrEnum):
    """What became of a rule."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What became of one rule."""

    rule: RelationRule
    result: Result
    claims: tuple[str, ...]
    arithmetic: str
    """The relation with values in place of claims: ``3 = 2 + 1``; empty where it could not be parsed."""

    missing: str
    """For an undecided rule: what would decide it."""

    depends_on: tuple[str, ...] = ()
    """The claims that do not cancel out."""

    error: ExpressionError | None = None
    unknown: tuple[ClaimRef, ...] = ()
    """Claims that the rule names and the book does not have."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right, by a rule that always holds; or, by a ``normally``, a tension."""

    rule: str
    claims: tuple[str, ...]
    """Those on whose values it depends; a claim that cancels out is not to blame."""

    message: str
    tension: bool


class _CannotDecideError(Exception):
    """A relation that has no truth value here; the message says what is missing."""


def check_rules(book: Book) -> tuple[tuple[RuleResult, ...], tuple[Conflict, ...]]:
    """The result of every rule, in the book's order, and what the broken ones make."""
    results = tuple(_check(book, rule) for rule in book.rules)
    conflicts = tuple(
        Conflict(item.rule.id, item.depends_on, _conflict_message(item), not item.rule.always)
        for item in results
        if item.result is Result.BROKEN
    )
    return results, conflicts


def _conflict_message(item: RuleResult) -> str:
    if item.rule.always:
        return f"{item.rule.expression} cannot be: {item.arithmetic}"
    return f"{item.rule.expression} is not so: {item.arithmetic}; unless {item.rule.unless}"


def _check(book: Book, rule: RelationRule) -> RuleResult:
    try:
        relation = parse_relation(rule.expression)
    except ExpressionError as error:
        return RuleResult(rule, Result.UNDECIDED, (), "", "a relation that can be read", error=error)
    refs = relation.claims
    names = tuple(ref.claim for ref in refs)
    unknown = tuple(ref for ref in refs if ref.claim not in book.claims)
    if unknown:
        missing = "claims " + ", ".join(ref.claim for ref in unknown)
        reported = tuple(ref for ref in unknown if ref.claim not in book.broken)
        return RuleResult(rule, Result.UNDECIDED, names, "", missing, unknown=reported)
    arithmetic = _arithmetic(relation, book.claims)
    depends_on = _depends_on(relation, names)
    try:
        result = _decide(relation, book.claims)
    except _CannotDecideError as error:
        return RuleResult(rule, Result.UNDECIDED, names, arithmetic, str(error), depends_on)
    missing = "exact values: these are too wide to tell" if result is Result.UNDECIDED else ""
    return RuleResult(rule, result, names, arithmetic, missing, depends_on)


def _decide(relation: Relation, claims: Mapping[str, Claim]) -> Result:
    days = [_single_weekday(side, claims) for side in (relation.left, relation.right)]
    if days[0] is not None or days[1] is not None:
        return _decide_weekdays(days[0], relation.operator, days[1])
    dimensions = {dimension for side in (relation.left, relation.right) for dimension in _dimensions(side, claims)}
    if len(dimensions) > 1:
        raise _CannotDecideError("values of one dimension: counts, percentages and durations do not mix")
    terms, constant = _difference(relation)
    if constant and Dimension.DURATION in dimensions:
        raise _CannotDecideError("durations on both sides: a bare number has no unit of time")
    total = Interval.point(constant)
    for name, factor in terms.items():
        total = total + _interval(claims[name]).scaled(factor)
    return _compare(total, relation.operator)


def _difference(relation: Relation) -> tuple[dict[str, Fraction], Fraction]:
    """One side minus the other: each claim with its net factor, 0 where it cancels out, and the constant."""
    terms: dict[str, Fraction] = {}
    constant = Fraction(0)
    for side, sign in ((relation.left, 1), (relation.right, -1)):
        for term, factor in side.terms:
            if isinstance(term, Number):
                constant += term.value * factor * sign
            elif isinstance(term, ClaimRef):
                terms[term.claim] = terms.get(term.claim, Fraction(0)) + factor * sign
    return terms, constant


def _depends_on(relation: Relation, names: tuple[str, ...]) -> tuple[str, ...]:
    """The claims that a relation depends on: by a net factor, or by their weekday."""
    terms, _ = _difference(relation)
    days = {
        term.claim.claim
        for side in (relation.left, relation.right)
        for term, _ in side.terms
        if isinstance(term, WeekdayOf)
    }
    return tuple(name for name in names if terms.get(name) or name in days)


def _interval(claim: Claim) -> Interval:
    if isinstance(claim.value, Quantity):
        return claim.value.interval
    raise _CannotDecideError(f"a quantity of {claim.id}: it has none to reckon with")


def _dimensions(side: Sum, claims: Mapping[str, Claim]) -> set[Dimension]:
    values = [claims[term.claim].value for term, _ in side.terms if isinstance(term, ClaimRef)]
    return {value.dimension for value in values if isinstance(value, Quantity)}


def _compare(difference: Interval, operator: str) -> Result:
    """Whether left minus right fits the operator for every value, for none, or for some."""
    zero = Interval.point(0)
    below, above = difference.below(zero), zero.below(difference)
    not_above, not_below = below or difference.at_most(zero), above or zero.at_most(difference)
    always, never = {
        "=": (difference == zero, below or above),
        "!=": (below or above, difference == zero),
        "<": (below, not_below),
        "<=": (not_above, above),
        ">": (above, not_above),
        ">=": (not_below, below),
    }[operator]
    if always:
        return Result.HOLDS
    return Result.BROKEN if never else Result.UNDECIDED


def _single_weekday(side: Sum, claims: Mapping[str, Claim]) -> int | None:
    """The weekday that a side is, or None if it is not about weekdays."""
    about = [term for term, _ in side.terms if isinstance(term, Weekday | WeekdayOf)]
    if not about:
        return None
    if len(side.terms) > 1 or side.terms[0][1] != 1:
        raise _CannotDecideError("a weekday alone on its side: weekdays cannot be reckoned with")
    term = about[0]
    if isinstance(term, Weekday):
        return term.number
    value = claims[term.claim.claim].value
    known = value.known_weekday if isinstance(value, Moment) else None
    if known is None:
        raise _CannotDecideError(f"a date or weekday of {term.claim.claim}")
    return known


def _decide_weekdays(left: int | None, operator: str, right: int | None) -> Result:
    if left is None or right is None or operator not in ("=", "!="):
        raise _CannotDecideError("a weekday on each side of = or !=")
    return Result.HOLDS if (left == right) is (operator == "=") else Result.BROKEN


def _arithmetic(relation: Relation, claims: Mapping[str, Claim]) -> str:
    return f"{_side(relation.left, claims)} {relation.operator} {_side(relation.right, claims)}"


def _side(side: Sum, claims: Mapping[str, Claim]) -> str:
    words = []
    for number, (term, factor) in enumerate(side.terms):
        sign = "-" if factor < 0 else "+"
        size = abs(factor)
        if isinstance(term, Number):
            text = decimal_text(term.value * size)
        else:
            text = _term(term, claims) if size == 1 else f"{decimal_text(size)} * {_term(term, claims)}"
        lead = ("-" if sign == "-" else "") if number == 0 else f"{sign} "
        words.append(lead + text)
    return " ".join(words)


def _term(term: ClaimRef | Weekday | WeekdayOf, claims: Mapping[str, Claim]) -> str:
    if isinstance(term, Weekday):
        return weekday_name(term.number)
    if isinstance(term, WeekdayOf):
        value = claims[term.claim.claim].value
        known = value.known_weekday if isinstance(value, Moment) else None
        return weekday_name(known) if known is not None else f"weekday of {term.claim.claim}"
    value = claims[term.claim].value
    return value.text if value is not None else term.claim
