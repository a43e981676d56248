"""The grammar of a rule: text to a tree, every node with its place. No text is ever run.

    relation = sum ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum
    sum      = product ( ( "+" | "-" ) product )*
    product  = factor ( ( "*" | "/" ) factor )*
    factor   = number [ unit ] | date | weekday name | daypart name | claim id
             | function "(" … ")" | "(" sum ")" | "-" factor
    function = "weekday" | "daypart" | "date" | "number" | "count"

A claim id may hold hyphens, so a minus between two ids needs a space on each side.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

import regex

from checker.values import Dimension, InvalidValue, Quantity, parse_quantity
from checker.values.calendar import WEEKDAYS
from checker.values.digits import MAXIMUM_DIGITS, parse_number

MAXIMUM_NESTING: Final = 50
OPERATORS: Final = ("=", "!=", "<", "<=", ">", ">=")
FUNCTIONS: Final = ("weekday", "daypart", "date", "number", "count")


class ExpressionError(ValueError):
    """A rule that cannot be read, or that relates values which do not go together."""

    def __init__(
        self, message: str, position: int, length: int = 1, kind: str = "rule-expression"
    ) -> None:
        super().__init__(message)
        self.position = position
        """Code point into the expression."""

        self.length = length
        self.kind = kind
        """The kind of finding that it makes."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A part of the rule's text, in code points: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the rule itself, without unit."""

    value: Fraction
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with a unit: ``41%``, ``7.5 hours``."""

    quantity: Quantity
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Day:
    """A date in the rule itself."""

    day: date
    span: TextSpan


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim, for its value."""

    claim: str
    position: int

    @property
    def span(self) -> TextSpan:
        """Its place in the rule."""
        return TextSpan(self.position, self.position + len(self.claim))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday named in the rule; Monday is 0."""

    number: int
    span: TextSpan


@dataclass(frozen=True, slots=True)
class PartName:
    """A part of the day named in the rule."""

    name: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Call:
    """``weekday``, ``daypart`` or ``date`` of one claim; ``count`` of several."""

    function: str
    claims: tuple[ClaimRef, ...]
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Bare:
    """``number(…)``: a sum without its unit."""

    inner: Sum
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Product:
    """Factors, each multiplied or (``True``) divided by."""

    factors: tuple[tuple[Node, bool], ...]
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms, each added or (``True``) taken away."""

    terms: tuple[tuple[Node, bool], ...]
    span: TextSpan


Node = Number | Amount | Day | ClaimRef | Weekday | PartName | Call | Bare | Product | Sum


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sides and how they must compare."""

    left: Sum
    operator: str
    right: Sum

    @property
    def claims(self) -> tuple[ClaimRef, ...]:
        """The claims that it names, in order, each once."""
        found: dict[str, ClaimRef] = {}
        for ref in (*_refs(self.left), *_refs(self.right)):
            found.setdefault(ref.claim, ref)
        return tuple(found.values())


def _refs(node: Node) -> Iterator[ClaimRef]:
    match node:
        case ClaimRef():
            yield node
        case Call():
            yield from node.claims
        case Bare():
            yield from _refs(node.inner)
        case Sum(parts) | Product(parts):
            for part, _ in parts:
                yield from _refs(part)


_TOKEN: Final = regex.compile(
    r"\s*(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-]))"
    r"|(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?!\w|-[A-Za-z0-9]))"
    r"|(?P<name>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"
    r"|\"(?P<text>[^\"]*)\""
    r"|(?P<operator><=|>=|!=|[=<>])|(?P<mark>[-+*/(),%]))"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    span: TextSpan


def _scan(text: str) -> list[_Token]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if not match:
            position = at + len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionError(f"“{text[position]}” cannot be used here", position)
        kind = match.lastgroup or ""
        tokens.append(_Token(kind, match.group(kind), TextSpan(*match.span(kind))))
        at = match.end()
    tokens.append(_Token("end", "", TextSpan(len(text), len(text))))
    return tokens


class _RelationParser:
    """Recursive descent, one method a rule of the grammar."""

    def __init__(self, text: str, claims: Container[str]) -> None:
        self._tokens = _scan(text)
        for token in self._tokens:
            name = token.text.rstrip(",")
            if token.kind in ("number", "date") and name in claims:
                message = (
                    f"“{name}” is a {token.kind} here, and a claim of the book as well; "
                    "give the claim another id"
                )
                raise ExpressionError(message, token.span.start, len(name))
        self._at = 0
        self._depth = 0

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._here
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _fail(self, wanted: str) -> ExpressionError:
        token = self._here
        found = f"“{token.text}”" if token.text else "the end"
        return ExpressionError(
            f"expected {wanted}, found {found}", token.span.start, max(len(token.text), 1)
        )

    def _expect(self, mark: str) -> TextSpan:
        if self._here.kind != "mark" or self._here.text != mark:
            raise self._fail(f"“{mark}”")
        return self._next().span

    def relation(self) -> Relation:
        left = self._sum()
        if self._here.kind != "operator":
            raise self._fail("one of " + " ".join(OPERATORS))
        operator = self._next().text
        right = self._sum()
        if self._here.kind != "end":
            raise self._fail("the end")
        return Relation(_part_of_day(left, right), operator, _part_of_day(right, left))

    def _sum(self) -> Sum:
        terms: list[tuple[Node, bool]] = [(self._product(), False)]
        while self._here.kind == "mark" and self._here.text in "+-":
            minus = self._next().text == "-"
            terms.append((self._product(), minus))
        return Sum(tuple(terms), TextSpan(terms[0][0].span.start, terms[-1][0].span.end))

    def _product(self) -> Node:
        factors: list[tuple[Node, bool]] = [(self._factor(), False)]
        while self._here.kind == "mark" and self._here.text in "*/":
            over = self._next().text == "/"
            factors.append((self._factor(), over))
        if len(factors) == 1:
            return factors[0][0]
        return Product(tuple(factors), TextSpan(factors[0][0].span.start, factors[-1][0].span.end))

    def _factor(self) -> Node:
        self._depth += 1
        token = self._here
        if self._depth > MAXIMUM_NESTING:
            raise ExpressionError("too many parentheses or signs", token.span.start)
        found: Node
        match token.kind, token.text:
            case "mark", "-":
                self._next()
                inner = self._factor()
                found = Sum(((inner, True),), TextSpan(token.span.start, inner.span.end))
            case "mark", "(":
                self._next()
                terms = self._sum().terms
                found = Sum(terms, TextSpan(token.span.start, self._expect(")").end))
            case "number", _:
                found = self._number()
            case "date", _:
                found = self._date()
            case "text", _:
                found = PartName(self._next().text, token.span)
            case "name", _:
                found = self._name()
            case _:
                raise self._fail("a claim, a number, or “(”")
        self._depth -= 1
        return found

    def _number(self) -> Node:
        token = self._next()
        try:
            value = parse_number(token.text)
        except InvalidValue as error:
            raise ExpressionError(
                str(error), token.span.start, min(len(token.text), MAXIMUM_DIGITS)
            ) from None
        unit = self._here
        if unit.kind == "mark" and unit.text == "%":
            self._next()
            return Amount(
                parse_quantity(f"{token.text}%", Dimension.PERCENT),
                TextSpan(token.span.start, unit.span.end),
            )
        if unit.kind != "name":
            return Number(value, token.span)
        self._next()
        try:
            quantity = parse_quantity(f"{token.text} {unit.text}", Dimension.DURATION)
        except InvalidValue:
            message = (
                f"“{unit.text}” is not a unit of time; "
                "put a sign between a number and a claim, as in 2 * seats"
            )
            raise ExpressionError(message, unit.span.start, len(unit.text)) from None
        return Amount(quantity, TextSpan(token.span.start, unit.span.end))

    def _date(self) -> Day:
        token = self._next()
        try:
            return Day(date.fromisoformat(token.text), token.span)
        except ValueError:
            message = f"{token.text} is not a day of the calendar"
            raise ExpressionError(message, token.span.start, len(token.text)) from None

    def _name(self) -> Node:
        token = self._next()
        if self._here.kind == "mark" and self._here.text == "(":
            return self._call(token)
        if token.text in WEEKDAYS:
            return Weekday(WEEKDAYS.index(token.text), token.span)
        return ClaimRef(token.text, token.span.start)

    def _call(self, name: _Token) -> Node:
        if name.text not in FUNCTIONS:
            message = f"there is no function “{name.text}”; there are {', '.join(FUNCTIONS)}"
            raise ExpressionError(message, name.span.start, len(name.text))
        self._next()
        if name.text == "number":
            inner = self._sum()
            return Bare(inner, TextSpan(name.span.start, self._expect(")").end))
        claims = [self._claim()]
        while name.text == "count" and self._here.text == ",":
            self._next()
            claims.append(self._claim())
        return Call(name.text, tuple(claims), TextSpan(name.span.start, self._expect(")").end))

    def _claim(self) -> ClaimRef:
        if self._here.kind != "name":
            raise self._fail("a claim")
        token = self._next()
        return ClaimRef(token.text, token.span.start)


def _part_of_day(side: Sum, other: Sum) -> Sum:
    """A side of the relation: a name beside ``daypart(…)`` is a part of the day, not a claim."""
    match side.terms, other.terms:
        case ((ClaimRef(name) as ref, False),), ((Call("daypart"), False),):
            return Sum(((PartName(name, ref.span), False),), side.span)
    return side


def days_of(relation: Relation) -> tuple[date, ...]:
    """The dates that a rule names."""
    return tuple(_days(relation.left)) + tuple(_days(relation.right))


def _days(node: Node) -> Iterator[date]:
    match node:
        case Day(day, _):
            yield day
        case Bare(inner):
            yield from _days(inner)
        case Sum(parts) | Product(parts):
            for part, _ in parts:
                yield from _days(part)


def parse_relation(text: str, claims: Container[str] = ()) -> Relation:
    """A relation from its text.

    Raises ``ExpressionError`` with the position of what is wrong. A number or date that is also the
    id of one of the ``claims`` is refused, because it would not be clear which is meant.
    """
    return _RelationParser(text, claims).relation()
