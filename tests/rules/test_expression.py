"""The grammar of rules: what an expression means, and where it is wrong."""

from __future__ import annotations

import ast
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.rules.expression import (
    FUNCTIONS,
    Amount,
    Bare,
    Call,
    ClaimRef,
    Day,
    Node,
    Number,
    PartName,
    Product,
    Sum,
    TextSpan,
    Weekday,
    parse_relation,
)
from checker.values import Dimension, Interval

CLAIMS = {"a": Fraction(3), "b-2": Fraction(-5), "seats-won": Fraction(7, 2)}


def evaluate(node: Node) -> Fraction:
    """A side with the values of CLAIMS."""
    match node:
        case Number(value):
            return value
        case ClaimRef(claim):
            return CLAIMS[claim]
        case Bare(inner):
            return evaluate(inner)
        case Sum(parts):
            return sum(
                ((-evaluate(part) if minus else evaluate(part)) for part, minus in parts),
                Fraction(0),
            )
        case Product(parts):
            total = Fraction(1)
            for part, over in parts:
                total = total / evaluate(part) if over else total * evaluate(part)
            return total
        case _:
            raise AssertionError(node)


def shape(node: Node) -> str:
    """A tree as text with a parenthesis around everything that is put together."""
    match node:
        case Number(value):
            return str(value)
        case ClaimRef(claim):
            return claim
        case Sum(((part, False),)):
            return shape(part)
        case Sum(((part, True),)):
            return f"-{shape(part)}"
        case Sum(((first, False), *others)):
            return (
                f"({shape(first)}"
                + "".join(f" {'-' if minus else '+'} {shape(one)}" for one, minus in others)
                + ")"
            )
        case Product(((first, False), *others)):
            return (
                f"({shape(first)}"
                + "".join(f" {'/' if over else '*'} {shape(one)}" for one, over in others)
                + ")"
            )
        case _:
            raise AssertionError(node)


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
        ("8 / 2 / 2", 2),
        ("8 / (2 / 2)", 8),
        ("6 / 2 * 3", 9),
        ("1/2 - 1 / 4", Fraction(1, 4)),
        ("a * b-2 * seats-won", Fraction(-105, 2)),
        ("a/2", Fraction(3, 2)),
        ("-6 / -a", 2),
        ("number(a - 1) * 2", 4),
        ("number(a) / number(seats-won)", Fraction(6, 7)),
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
    assert left == Call("weekday", (ClaimRef("vote-day", 8),), TextSpan(0, 17))
    assert right == Weekday(6, TextSpan(20, 26))
    assert parse_relation("weekday = sunday").claims == (
        ClaimRef("weekday", 0),
        ClaimRef("sunday", 10),
    )


def test_dates_and_parts_of_the_day() -> None:
    """A date is one token, whatever its hyphens; a part of the day may be in quotation marks."""
    relation = parse_relation("date(a) >= 2021-10-10")
    assert relation.left.terms == ((Call("date", (ClaimRef("a", 5),), TextSpan(0, 7)), False),)
    assert relation.right.terms == ((Day(date(2021, 10, 10), TextSpan(11, 21)), False),)
    assert parse_relation("2021-10-10-a = 1").claims == (ClaimRef("2021-10-10-a", 0),)
    relation = parse_relation('daypart(a) = "late night"')
    assert relation.right.terms == ((PartName("late night", TextSpan(14, 24)), False),)
    assert relation.claims == (ClaimRef("a", 8),)


@pytest.mark.parametrize("text", ["daypart(a) = night", "night != daypart(a)"])
def test_a_name_beside_daypart_is_no_claim(text: str) -> None:
    """It is a part of the day, which needs quotation marks only if it has a space; in a sum it is
    a claim.
    """
    assert [ref.claim for ref in parse_relation(text).claims] == ["a"]
    assert [ref.claim for ref in parse_relation(f"{text} + 1").claims] in (
        ["a", "night"],
        ["night", "a"],
    )


@pytest.mark.parametrize(
    ("text", "dimension", "interval", "end"),
    [
        ("41%", Dimension.PERCENT, Interval.point(41), 3),
        ("41 %", Dimension.PERCENT, Interval.point(41), 4),
        ("0.5%", Dimension.PERCENT, Interval.point(Fraction(1, 2)), 4),
        ("7.5 hours", Dimension.DURATION, Interval.point(27000), 9),
        ("1 hour", Dimension.DURATION, Interval.point(3600), 6),
        ("1,000 days", Dimension.DURATION, Interval.point(86_400_000), 10),
        ("1 month", Dimension.DURATION, Interval(Fraction(28 * 86400), Fraction(31 * 86400)), 7),
    ],
)
def test_numbers_with_a_unit(text: str, dimension: Dimension, interval: Interval, end: int) -> None:
    """Percentages and lengths of time, in base units; a month is 28 to 31 days."""
    ((amount, minus),) = parse_relation(f"{text} = a").left.terms
    assert isinstance(amount, Amount)
    assert not minus
    assert (amount.quantity.dimension, amount.quantity.interval) == (dimension, interval)
    assert amount.span == TextSpan(0, end)


def test_functions() -> None:
    """``count`` takes several claims, ``number`` a sum, the others one claim; the names alone are
    claims.
    """
    ((count, _),) = parse_relation("count(a, b-2,c) <= 1").left.terms
    assert count == Call(
        "count", (ClaimRef("a", 6), ClaimRef("b-2", 9), ClaimRef("c", 13)), TextSpan(0, 15)
    )
    ((bare, _),) = parse_relation("number(a + 2) = 1").left.terms
    assert isinstance(bare, Bare)
    assert (shape(bare.inner), bare.span) == ("(a + 2)", TextSpan(0, 13))
    for name in FUNCTIONS:
        assert parse_relation(f"{name} = 1").claims == (ClaimRef(name, 0),)
        assert parse_relation(f"{name} (a) = 1").claims == (ClaimRef("a", len(name) + 2),)


def test_spans() -> None:
    """Every node has its place in the text, with its parentheses, a sum from its first term to its
    last.
    """
    text = "(a - 2) * b-2 + 3 <= -a / 4"
    relation = parse_relation(text)

    def written(node: Node) -> str:
        return text[node.span.start : node.span.end]

    assert written(relation.left) == "(a - 2) * b-2 + 3"
    assert [written(part) for part, _ in relation.left.terms] == ["(a - 2) * b-2", "3"]
    assert written(relation.right) == "-a / 4"
    (product, _), *_ = relation.right.terms
    assert isinstance(product, Product)
    assert [written(part) for part, _ in product.factors] == ["-a", "4"]


def test_claims_are_named_once_in_order() -> None:
    """Each with the place where it is first named."""
    relation = parse_relation("b-2 + a = a + weekday(c) + 2 * b-2 / number(d - count(e, a))")
    found = [(ref.claim, ref.position) for ref in relation.claims]
    assert found == [("b-2", 0), ("a", 6), ("c", 22), ("d", 44), ("e", 54)]


Worth = tuple[str, Fraction]


def _binary(inner: st.SearchStrategy[Worth]) -> st.SearchStrategy[Worth]:
    """Larger expressions from smaller ones: text and worth."""

    def join(left: Worth, sign: str, right: Worth) -> Worth:
        if sign == "/" and not right[1]:
            sign = "+"
        if sign in "*/":
            value = left[1] * right[1] if sign == "*" else left[1] / right[1]
            return f"({left[0]}) {sign} ({right[0]})", value
        value = left[1] + right[1] if sign == "+" else left[1] - right[1]
        return f"{left[0]} {sign} ({right[0]})", value

    return st.builds(join, inner, st.sampled_from("+-*/"), inner)


leaves = st.one_of(
    st.integers(0, 999).map(lambda number: (str(number), Fraction(number))),
    st.sampled_from(sorted(CLAIMS)).map(lambda name: (name, CLAIMS[name])),
    st.integers(0, 99).map(lambda number: (f"-{number}", Fraction(-number))),
)


@given(st.recursive(leaves, _binary, max_leaves=12), st.recursive(leaves, _binary, max_leaves=6))
@settings(deadline=None)
def test_a_generated_expression_is_worth_what_it_was_made_of(left: Worth, right: Worth) -> None:
    """The parser agrees with exact arithmetic."""
    relation = parse_relation(f"{left[0]} <= {right[0]}")
    assert (evaluate(relation.left), evaluate(relation.right)) == (left[1], right[1])


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a-b", "a-b"),
        ("a - b", "(a - b)"),
        ("a -b", "(a - b)"),
        ("a- b", "(a - b)"),
        ("a --b", "(a - -b)"),
        ("a + -b", "(a + -b)"),
        ("a-1", "a-1"),
        ("a -1", "(a - 1)"),
        ("3-1", "3-1"),
        ("3 - 1", "(3 - 1)"),
        ("2nd-round - 1st-round", "(2nd-round - 1st-round)"),
        ("(a)-(b)", "(a - b)"),
        ("-a*2", "(-a * 2)"),
        ("2*-a", "(2 * -a)"),
        ("-(a - 2 * b)", "-(a - (2 * b))"),
        ("a - (b - (c - d))", "(a - (b - (c - d)))"),
        ("0.5 * (a - b) * 3", "(1/2 * (a - b) * 3)"),
        ("a + b * c - d / e / f", "(a + (b * c) - (d / e / f))"),
        ("a / b * c", "(a / b * c)"),
        ("a / (b * c)", "(a / (b * c))"),
        ("a/b", "(a / b)"),
        ("a-b/c-d", "(a-b / c-d)"),
    ],
)
def test_trees(text: str, tree: str) -> None:
    """A hyphen between letters or digits belongs to an id; a minus has a space or a mark on one
    side at least.
    """
    assert shape(parse_relation(f"{text} = 0").left) == tree
    assert shape(parse_relation(f"0 = {text}").right) == tree


@pytest.mark.parametrize("number", range(7))
def test_every_weekday_has_its_number(number: int) -> None:
    """Monday is 0; space is free around the parentheses."""
    day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    relation = parse_relation(f"{day} != weekday ( the-day )")
    assert relation.left.terms == ((Weekday(number, TextSpan(0, len(day))), False),)
    span = TextSpan(len(day) + 4, len(day) + 23)
    assert relation.right.terms == (
        (Call("weekday", (ClaimRef("the-day", len(day) + 14),), span), False),
    )


# The second oracle is Python's own grammar, which ranks these signs alike: a formula is drawn as
# text with v0, v1, …
# in place of its leaves, without a parenthesis more than was drawn, and is read by ``ast`` and
# walked by ``worth``.
LEAVES = {
    "v0": ("a", CLAIMS["a"]),
    "v1": ("b-2", CLAIMS["b-2"]),
    "v2": ("seats-won", CLAIMS["seats-won"]),
    "v3": ("0", Fraction(0)),
    "v4": ("7", Fraction(7)),
    "v5": ("2.50", Fraction(5, 2)),
    "v6": ("1,200", Fraction(1200)),
}


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas made of smaller ones, in each way that the grammar has."""
    return st.one_of(
        st.builds(
            "{}{}{}".format,
            inner,
            st.sampled_from([" + ", " - ", " * ", "*", "+", " -", "/", " / "]),
            inner,
        ),
        inner.map("({})".format),
        inner.map("( {} )".format),
        inner.map("-{}".format),
        inner.map("- {}".format),
    )


formulas = st.recursive(st.sampled_from(sorted(LEAVES)), _larger, max_leaves=14)


def worth(node: ast.expr) -> Fraction:
    """The value of a formula as Python reads it."""
    match node:
        case ast.Name(name):
            return LEAVES[name][1]
        case ast.UnaryOp(ast.USub(), operand):
            return -worth(operand)
        case ast.BinOp(left, sign, right):
            one, other = worth(left), worth(right)
            match sign:
                case ast.Mult():
                    return one * other
                case ast.Div():
                    return one / other
                case ast.Add():
                    return one + other
            return one - other
        case _:
            raise AssertionError(ast.dump(node))


@given(formulas, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
@settings(deadline=None, max_examples=200)
def test_a_formula_is_worth_what_python_says(formula: str, sign: str) -> None:
    """Ranks, signs and parentheses as in Python."""
    text = formula
    for name, (written, _) in LEAVES.items():
        text = text.replace(name, written)
    relation = parse_relation(f"0 {sign} {text}")
    assert relation.operator == sign
    try:
        value = worth(ast.parse(formula, mode="eval").body)
    except ZeroDivisionError:
        assume(False)
    assert evaluate(relation.right) == value


@pytest.mark.parametrize("text", ["3- 1 = 2", "3 -1 = 2", "3-(1) = 2"])
def test_a_minus_behind_a_number(text: str) -> None:
    """Only a letter or digit behind it makes a hyphen of it."""
    assert shape(parse_relation(text).left) == "(3 - 1)"
