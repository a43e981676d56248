"""The grammar of rules: what an expression means, and where it is wrong."""

from __future__ import annotations

import ast
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


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a-b", [("a-b", 1)]),
        ("a - b", [("a", 1), ("b", -1)]),
        ("a -b", [("a", 1), ("b", -1)]),
        ("a- b", [("a", 1), ("b", -1)]),
        ("a --b", [("a", 1), ("b", 1)]),
        ("a + -b", [("a", 1), ("b", -1)]),
        ("a-1", [("a-1", 1)]),
        ("a -1", [("a", 1), ("1", -1)]),
        ("3-1", [("3-1", 1)]),
        ("3 - 1", [("3", 1), ("1", -1)]),
        ("2nd-round - 1st-round", [("2nd-round", 1), ("1st-round", -1)]),
        ("(a)-(b)", [("a", 1), ("b", -1)]),
        ("-a*2", [("a", -2)]),
        ("2*-a", [("a", -2)]),
        ("-(a - 2 * b)", [("a", -1), ("b", 2)]),
        ("a - (b - (c - d))", [("a", 1), ("b", -1), ("c", 1), ("d", -1)]),
        ("0.5 * (a - b) * 3", [("a", Fraction(3, 2)), ("b", Fraction(-3, 2))]),
    ],
)
def test_terms_and_their_factors(text: str, terms: list[tuple[str, Fraction | int]]) -> None:
    """A hyphen between letters or digits belongs to an id; a minus has a space or a mark on one side at least."""
    found = []
    for term, factor in parse_relation(f"{text} = 0").left.terms:
        assert isinstance(term, Number | ClaimRef)
        found.append((str(term.value) if isinstance(term, Number) else term.claim, factor))
    assert found == terms


@pytest.mark.parametrize("number", range(7))
def test_every_weekday_has_its_number(number: int) -> None:
    """Monday is 0; space is free around the parentheses."""
    day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    relation = parse_relation(f"{day} != weekday ( the-day )")
    assert relation.left.terms == ((Weekday(number), Fraction(1)),)
    assert relation.right.terms == ((WeekdayOf(ClaimRef("the-day", len(day) + 14)), Fraction(1)),)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a * b = 1", "*", "one side of * must be a number"),
        ("(a + 1) * (2 - b) = 1", "*", "two claims cannot be multiplied"),
        ("1 = 2 + a * 3 * a", "* a", "two claims cannot be multiplied"),
        ("(a - a) * b = 1", "* b", "two claims cannot be multiplied"),
        ("weekday(a) * Sunday = 1", "*", "two claims cannot be multiplied"),
        ("a ≤ b", "≤", "“≤” means nothing here"),
        ("a − b = 1", "−", "“−” means nothing here"),
        ("seats_won = 1", "_", "“_” means nothing here"),
        ("1/2 = a", "/", "“/” means nothing here"),
        (".5 = a", ".", "“.” means nothing here"),
        ("𝟛 = a", "𝟛", "“𝟛” means nothing here"),
        ("a = b 🙂", "🙂", "“🙂” means nothing here"),
        ("a => b", "> b", "and “>” is here"),
        ("a <> b", "> b", "and “>” is here"),
        ("+a = 1", "+", "and “+” is here"),
        ("() = 1", ")", "and “)” is here"),
        ("(a = b)", "= b", "“)” was expected, and “=” is here"),
        ("2(a) = 1", "(a", "one of = != < <= > >= was expected, and “(” is here"),
        ("weekday() = Sunday", ")", "a claim was expected, and “)” is here"),
        ("weekday(-a) = Sunday", "-a", "a claim was expected, and “-” is here"),
        ("weekday((a)) = Sunday", "(a", "a claim was expected, and “(” is here"),
        ("weekday(a + b) = Sunday", "+", "“)” was expected, and “+” is here"),
        ("Weekday(a) = Sunday", "(a", "one of = != < <= > >= was expected, and “(” is here"),
        ("a + seats-won b = 1", "b = 1", "one of = != < <= > >= was expected, and “b” is here"),
        ("a <= b >= c", ">= c", "the end was expected, and “>=” is here"),
        ("a = 01", "01", "“01” is not a number"),
        ("a = 1,00", "1,00", "“1,00” is not a number"),
        ("a = 1,000,0", "1,000,0", "“1,000,0” is not a number"),
    ],
)
def test_the_place_of_an_error(text: str, place: str, message: str) -> None:
    """The code point where the trouble begins, behind letters outside the BMP as well."""
    with pytest.raises(ExpressionError) as caught:
        parse_relation(text)
    assert caught.value.position == text.index(place)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "length"), [("a = b <= c", 2), ("a = b seats-won", 9), ("a = (b", 1), ("a = 1,0000", 6), ("a = 2 / 3", 1)]
)
def test_the_length_of_an_error(text: str, length: int) -> None:
    """That of the word that should not be there; one at the end."""
    with pytest.raises(ExpressionError) as caught:
        parse_relation(text)
    assert caught.value.length == length


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(" * 10_000 + "a" + ")" * 10_000 + " = b", MAXIMUM_NESTING),
        ("a = " + "(" * 10_000 + "b" + ")" * 10_000, 4 + MAXIMUM_NESTING),
        ("a = " + "-" * 10_000 + "b", 4 + MAXIMUM_NESTING),
    ],
)
def test_too_deep_is_said_where_it_begins(text: str, position: int) -> None:
    """On either side, closed or not, and at once."""
    begun = time.monotonic()
    with pytest.raises(ExpressionError, match="too many parentheses or signs") as caught:
        parse_relation(text)
    assert caught.value.position == position
    assert time.monotonic() - begun < 5


def test_depth_is_not_length() -> None:
    """Parentheses side by side, however many, are not nested."""
    pair = "(" * (MAXIMUM_NESTING - 1) + "a" + ")" * (MAXIMUM_NESTING - 1)
    assert len(parse_relation(" + ".join([pair] * 100) + " = 0").left.terms) == 100


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (" + ".join(["a"] * 2_500) + " = 1", 2_500),
        ("*".join(["1"] * 4_990) + " * a = 1", 1),
        ("a" * 9_990 + " = 1", 1),
        (" " * 5_000 + "a = 1" + "\n" * 5_000, 1),
        (" + ".join(["(a)"] * 1_600) + " = 1", 1_600),
    ],
)
def test_long_relations_are_relations(text: str, terms: int) -> None:
    """About ten thousand characters, all of which count."""
    begun = time.monotonic()
    assert len(parse_relation(text).left.terms) == terms
    assert time.monotonic() - begun < 5


@given(st.lists(st.sampled_from([*SOUP, "weekday(", "seats-won", "<", ">=", "!=", "a = ", "00", ","]), max_size=40))
@settings(deadline=None, max_examples=400)
def test_an_error_lies_within_the_text(tokens: list[str]) -> None:
    """Its stretch never reaches beyond the end, save by the one place that the end itself has."""
    text = "".join(tokens)
    caught: list[ExpressionError] = []
    try:
        parse_relation(text)
    except ExpressionError as error:
        caught.append(error)
    for found in caught:
        assert found.length >= 1
        assert 0 <= found.position <= len(text)
        assert found.position + found.length <= max(len(text), found.position + 1)
        assert str(found)


# The second oracle is Python's own grammar, which ranks these signs alike: a formula is drawn as text with v0, v1, …
# in place of its leaves, without a parenthesis more than was drawn, and is read by ``ast`` and walked by ``worth``.
LEAVES = {
    "v0": ("a", CLAIMS["a"]),
    "v1": ("b-2", CLAIMS["b-2"]),
    "v2": ("seats-won", CLAIMS["seats-won"]),
    "v3": ("0", Fraction(0)),
    "v4": ("7", Fraction(7)),
    "v5": ("2.50", Fraction(5, 2)),
    "v6": ("1,200", Fraction(1200)),
}
NAMING = {"v0", "v1", "v2"}


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas made of smaller ones, in each way that the grammar has."""
    return st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from([" + ", " - ", " * ", "*", "+", " -"]), inner),
        inner.map("({})".format),
        inner.map("( {} )".format),
        inner.map("-{}".format),
        inner.map("- {}".format),
    )


formulas = st.recursive(st.sampled_from(sorted(LEAVES)), _larger, max_leaves=14)


def worth(node: ast.expr) -> tuple[Fraction, bool, bool]:
    """The value of a formula as Python reads it, whether it names a claim, and whether it is linear."""
    match node:
        case ast.Name(name):
            return LEAVES[name][1], name in NAMING, True
        case ast.UnaryOp(ast.USub(), operand):
            value, names, linear = worth(operand)
            return -value, names, linear
        case ast.BinOp(left, sign, right):
            (one, names, linear), (other, too, also) = worth(left), worth(right)
            if isinstance(sign, ast.Mult):
                return one * other, names or too, linear and also and not (names and too)
            return one + other if isinstance(sign, ast.Add) else one - other, names or too, linear and also
        case _:
            raise AssertionError(ast.dump(node))


@given(formulas, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
@settings(deadline=None, max_examples=500)
def test_a_formula_is_worth_what_python_says(formula: str, sign: str) -> None:
    """Ranks, signs and parentheses as in Python; a product of two claims, wherever it is, is refused."""
    value, _, linear = worth(ast.parse(formula, mode="eval").body)
    text = formula
    for name, (written, _) in LEAVES.items():
        text = text.replace(name, written)
    if not linear:
        with pytest.raises(ExpressionError, match="two claims cannot be multiplied") as caught:
            parse_relation(f"{text} {sign} 0")
        assert text[caught.value.position] == "*"
        return
    relation = parse_relation(f"0 {sign} {text}")
    assert relation.operator == sign
    assert evaluate(relation.right) == value


@pytest.mark.parametrize("text", ["3- 1 = 2", "3 -1 = 2", "3-(1) = 2"])
def test_a_minus_behind_a_number(text: str) -> None:
    """Only a letter or digit behind it makes a hyphen of it."""
    assert parse_relation(text).left.terms


def test_a_product_beyond_every_figure() -> None:
    """Multiplying numbers is no way to use up memory."""
    with pytest.raises(ExpressionError, match="larger than any figure"):
        parse_relation("*".join(["999999999"] * 1_000) + " * a = 1")
