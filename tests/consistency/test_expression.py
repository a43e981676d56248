"""The grammar of rules: what an expression means, and where it is wrong."""

from __future__ import annotations

import time
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.consistency.expression import (
    MAXIMUM_NESTING,
    ClaimRef,
    ExpressionError,
    Number,
    Sum,
    Weekday,
    WeekdayOf,
    parse_relation,
)

CLAIMS = {"a": Fraction(3), "b-2": Fraction(-5), "seats-won": Fraction(7, 2)}


def evaluate(side: Sum) -> Fraction:
    """A side with the values of CLAIMS."""
    total = Fraction(0)
    for term, factor in side.terms:
        assert isinstance(term, Number | ClaimRef)
        total += factor * (term.value if isinstance(term, Number) else CLAIMS[term.claim])
    return total


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("1 - 2 - 3", -4),
        ("1 - (2 - 3)", 2),
        ("-2 * 3 + 1", -5),
        ("--2", 2),
        ("-(2 - 5) * 4", 12),
        ("1,000 + 0.5", Fraction(2001, 2)),
        ("a + b-2", -2),
        ("a - b-2", 8),
        ("2 * (a + seats-won) * 3", 39),
        ("(a - 1) * 2", 4),
        ("2 * 3 * a", 18),
        ("  a\t+\n2 ", 5),
    ],
)
def test_what_an_expression_is_worth(text: str, value: Fraction | int) -> None:
    """Multiplication before addition, from the left; a hyphen within an id is no minus."""
    relation = parse_relation(f"{text} = 0")
    assert evaluate(relation.left) == value
    assert evaluate(relation.right) == 0


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_operators(operator: str) -> None:
    """With and without space around them."""
    assert parse_relation(f"a{operator}b-2").operator == operator
    assert parse_relation(f"a {operator} b-2").operator == operator


def test_weekdays() -> None:
    """The name of a weekday, and the weekday of a claim's time."""
    relation = parse_relation("weekday(vote-day) = Sunday")
    (left, _), (right, _) = relation.left.terms[0], relation.right.terms[0]
    assert isinstance(left, WeekdayOf)
    assert left.claim == ClaimRef("vote-day", 8)
    assert right == Weekday(6)
    assert parse_relation("weekday = sunday").claims == (ClaimRef("weekday", 0), ClaimRef("sunday", 10))


def test_claims_are_named_once_in_order() -> None:
    """Each with the place where it is first named."""
    relation = parse_relation("b-2 + a = a + weekday(c) + 2 * b-2")
    assert [(ref.claim, ref.position) for ref in relation.claims] == [("b-2", 0), ("a", 6), ("c", 22)]


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "the end is here"),
        ("a", 1, "one of = != < <= > >= was expected, and the end is here"),
        ("a =", 3, "a claim, a number, or “(” was expected"),
        ("a = b c", 6, "the end was expected, and “c” is here"),
        ("a == b", 3, "“=” is here"),
        ("a = (b", 6, "“)” was expected, and the end is here"),
        ("a = b)", 5, "“)” is here"),
        ("a = b = c", 6, "“=” is here"),
        ("a * b-2 = 1", 2, "two claims cannot be multiplied"),
        ("a = 2 / 3", 6, "“/” means nothing here"),
        ("a = “b”", 4, "““” means nothing here"),
        ("a = 1,0000,", 4, ""),
        ("a + = b", 4, "a claim, a number, or “(” was expected, and “=” is here"),
        ("weekday(3) = Sunday", 8, "a claim was expected, and “3” is here"),
        ("weekday(a = Sunday", 10, "“)” was expected"),
        ("a = 12seats-", 12, "the end is here"),
        ("a- = b", 3, "“=” is here"),
        ("a = -", 5, "the end is here"),
    ],
)
def test_what_is_wrong_and_where(text: str, position: int, message: str) -> None:
    """The message names what was expected; the position is a code point into the text."""
    with pytest.raises(ExpressionError) as caught:
        parse_relation(text)
    assert caught.value.position == position
    assert message in str(caught.value)
    assert caught.value.length >= 1


@pytest.mark.parametrize("opening", ["(", "-", "2*(", "- ("])
def test_nesting_has_an_end(opening: str) -> None:
    """As deep as the constant says, and never a RecursionError."""
    deep = f"{opening * 10_000}a = b"
    with pytest.raises(ExpressionError, match="too many parentheses or signs"):
        parse_relation(deep)
    allowed = MAXIMUM_NESTING - 1
    assert parse_relation(f"{'(' * allowed}a{')' * allowed} = b").left.terms == ((ClaimRef("a", allowed), Fraction(1)),)


@pytest.mark.parametrize(
    "text", ["a + " * 2500 + "a = 1", "2 * " * 2500 + "a = 1", "9" * 10_000 + " = a", "a" * 10_000]
)
def test_long_expressions_are_read_quickly(text: str) -> None:
    """Ten thousand characters take no longer than a human notices."""
    begun = time.monotonic()
    with suppress(ExpressionError):
        parse_relation(text)
    assert time.monotonic() - begun < 5


SOUP = [
    "a",
    "b-2",
    "weekday",
    "Sunday",
    "(",
    ")",
    "+",
    "-",
    " - ",
    "*",
    "=",
    "<=",
    "!",
    "1",
    "2.5",
    "1,000",
    " ",
    "\n",
    "“",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SOUP), max_size=15).map("".join)))
@settings(deadline=None, max_examples=400)
def test_any_text_is_a_relation_or_an_error_with_a_place(text: str) -> None:
    """Nothing else leaves the parser."""
    try:
        places = {ref.position: ref.claim for ref in parse_relation(text).claims}
    except ExpressionError as error:
        places = {error.position: ""}
    for position, name in places.items():
        assert 0 <= position <= len(text)
        assert text[position : position + len(name)] == name


def _binary(inner: st.SearchStrategy[tuple[str, Fraction, bool]]) -> st.SearchStrategy[tuple[str, Fraction, bool]]:
    """Larger expressions from smaller ones: text, worth, and whether it names no claim."""

    def join(
        left: tuple[str, Fraction, bool], sign: str, right: tuple[str, Fraction, bool]
    ) -> tuple[str, Fraction, bool]:
        constant = left[2] and right[2]
        if sign == "*":
            if not (left[2] or right[2]):
                sign = "+"
            else:
                return f"({left[0]}) * ({right[0]})", left[1] * right[1], constant
        value = left[1] + right[1] if sign == "+" else left[1] - right[1]
        return f"{left[0]} {sign} ({right[0]})", value, constant

    return st.builds(join, inner, st.sampled_from("+-*"), inner)


leaves = st.one_of(
    st.integers(0, 999).map(lambda number: (str(number), Fraction(number), True)),
    st.sampled_from(sorted(CLAIMS)).map(lambda name: (name, CLAIMS[name], False)),
    st.integers(0, 99).map(lambda number: (f"-{number}", Fraction(-number), True)),
)


@given(st.recursive(leaves, _binary, max_leaves=12), st.recursive(leaves, _binary, max_leaves=6))
@settings(deadline=None)
def test_a_generated_expression_is_worth_what_it_was_made_of(
    left: tuple[str, Fraction, bool], right: tuple[str, Fraction, bool]
) -> None:
    """The parser agrees with exact arithmetic."""
    relation = parse_relation(f"{left[0]} <= {right[0]}")
    assert (evaluate(relation.left), evaluate(relation.right)) == (left[1], right[1])
