"""The grammar of a rule.

    relation = sum ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum
    sum      = product ( ( "+" | "-" ) product )*
    product  = atom ( "*" atom )*          at most one factor is not a number
    atom     = number | claim id | weekday name | "weekday" "(" claim id ")" | "(" sum ")" | "-" atom

A claim id may hold hyphens, so a minus between two ids needs a space on each side.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import regex

from checker.values.calendar import WEEKDAYS
from checker.values.numerals import MAXIMUM_DIGITS, InvalidValue, parse_number

MAXIMUM_NESTING: Final = 50


class ExpressionError(ValueError):
    """A relation that cannot be parsed."""

    def __init__(self, message: str, position: int, length: int = 1) -> None:
        super().__init__(message)
        self.position = position
        """Code point into the expression."""

        self.length = length


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the rule itself."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim, for its value."""

    claim: str
    position: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday named in the rule; Monday is 0."""

    number: int


@dataclass(frozen=True, slots=True)
class WeekdayOf:
    """The weekday of a claim's time."""

    claim: ClaimRef


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up, each times a number: ``a - 2 * b`` is ``((a, 1), (b, -2))``."""

    terms: tuple[tuple[Term, Fraction], ...]


Term = Number | ClaimRef | Weekday | WeekdayOf


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
        for term, _ in (*self.left.terms, *self.right.terms):
            ref = term.claim if isinstance(term, WeekdayOf) else term
            if isinstance(ref, ClaimRef):
                found.setdefault(ref.claim, ref)
        return tuple(found.values())


_TOKEN: Final = regex.compile(
    r"\s*(?:(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?!\w|-[A-Za-z0-9]))|(?P<name>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<operator><=|>=|!=|[=<>])|(?P<mark>[-+*()]))"
)


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._scan()
        self._at = 0
        self._depth = 0

    def _scan(self) -> list[tuple[str, str, int]]:
        tokens, at = [], 0
        while self._text[at:].strip():
            match = _TOKEN.match(self._text, at)
            if not match:
                position = at + len(self._text[at:]) - len(self._text[at:].lstrip())
                raise ExpressionError(f"“{self._text[position]}” means nothing here", position)
            kind = match.lastgroup or ""
            tokens.append((kind, match.group(kind), match.start(kind)))
            at = match.end()
        tokens.append(("end", "", len(self._text)))
        return tokens

    def _next(self) -> tuple[str, str, int]:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _fail(self, wanted: str) -> ExpressionError:
        _, text, position = self._tokens[self._at]
        found = f"“{text}”" if text else "the end"
        return ExpressionError(f"{wanted} was expected, and {found} is here", position, max(len(text), 1))

    def relation(self) -> Relation:
        left = self._sum()
        kind, operator, _ = self._tokens[self._at]
        if kind != "operator":
            raise self._fail("one of = != < <= > >=")
        self._next()
        right = self._sum()
        if self._tokens[self._at][0] != "end":
            raise self._fail("the end")
        return Relation(left, operator, right)

    def _sum(self) -> Sum:
        terms = list(self._product())
        while self._tokens[self._at][1] in ("+", "-"):
            sign = 1 if self._next()[1] == "+" else -1
            terms += [(term, factor * sign) for term, factor in self._product()]
        return Sum(tuple(terms))

    def _product(self) -> list[tuple[Term, Fraction]]:
        terms = self._atom()
        while self._tokens[self._at][1] == "*":
            position = self._next()[2]
            terms = self._multiply(terms, self._atom(), position)
        return terms

    def _multiply(
        self, left: list[tuple[Term, Fraction]], right: list[tuple[Term, Fraction]], position: int
    ) -> list[tuple[Term, Fraction]]:
        for one, other in ((left, right), (right, left)):
            if all(isinstance(term, Number) for term, _ in one):
                factor = sum((term.value * times for term, times in one if isinstance(term, Number)), Fraction(0))
                products = [(term, times * factor) for term, times in other]
                if any(max(abs(times.numerator), times.denominator) >= 10**MAXIMUM_DIGITS for _, times in products):
                    raise ExpressionError("the product is larger than any figure of a text", position)
                return products
        raise ExpressionError("two claims cannot be multiplied; one side of * must be a number", position)

    def _atom(self) -> list[tuple[Term, Fraction]]:
        self._depth += 1
        if self._depth > MAXIMUM_NESTING:
            raise ExpressionError("too many parentheses or signs", self._tokens[self._at][2])
        kind, text, _position = self._tokens[self._at]
        if text == "-":
            self._next()
            inner = [(term, -factor) for term, factor in self._atom()]
        elif text == "(":
            self._next()
            inner = list(self._sum().terms)
            self._expect(")")
        elif kind == "number":
            inner = [(self._number(), Fraction(1))]
        elif kind == "name":
            inner = [(self._name(), Fraction(1))]
        else:
            raise self._fail("a claim, a number, or “(”")
        self._depth -= 1
        return inner

    def _expect(self, mark: str) -> None:
        if self._tokens[self._at][1] != mark:
            raise self._fail(f"“{mark}”")
        self._next()

    def _number(self) -> Number:
        _, text, position = self._next()
        try:
            return Number(parse_number(text))
        except InvalidValue as error:
            raise ExpressionError(str(error), position, min(len(text), MAXIMUM_DIGITS)) from None

    def _name(self) -> Term:
        _, text, position = self._next()
        if text == "weekday" and self._tokens[self._at][1] == "(":
            self._next()
            kind, claim, at = self._tokens[self._at]
            if kind != "name":
                raise self._fail("a claim")
            self._next()
            self._expect(")")
            return WeekdayOf(ClaimRef(claim, at))
        if text in WEEKDAYS:
            return Weekday(WEEKDAYS.index(text))
        return ClaimRef(text, position)


def parse_relation(text: str) -> Relation:
    """A relation from its text.

    Raises ``ExpressionError`` with the position of what is wrong.
    """
    return _Parser(text).relation()
