"""Rules that cannot be read: what is wrong, and where."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rules.expression import (
    MAXIMUM_NESTING,
    ClaimRef,
    ExpressionError,
    parse_relation,
)


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "found the end"),
        ("a", 1, "expected one of = != < <= > >=, found the end"),
        ("a =", 3, "expected a claim, a number, or “(”"),
        ("a = b c", 6, "expected the end, found “c”"),
        ("a == b", 3, "found “=”"),
        ("a = (b", 6, "expected “)”, found the end"),
        ("a = b)", 5, "found “)”"),
        ("a = b = c", 6, "found “=”"),
        ("a = 2 / ", 8, "expected a claim, a number, or “(”, found the end"),
        ("a = / 3", 4, "found “/”"),
        ("a = 2 // 3", 7, "found “/”"),
        ("a ** 2 = 3", 3, "found “*”"),
        ("a % = 1", 2, "found “%”"),
        ("a, b = 1", 1, "found “,”"),
        ("count() = 1", 6, "expected a claim, found “)”"),
        ("count(a,) = 1", 8, "expected a claim, found “)”"),
        ("count(a b) = 1", 8, "expected “)”, found “b”"),
        ("weekday(a, b) = Sunday", 9, "expected “)”, found “,”"),
        ("number() = 1", 7, "found “)”"),
        ("number(a = 1", 9, "expected “)”, found “=”"),
        (
            "a = 12 seats",
            7,
            "“seats” is not a unit of time; put a sign between a number and a claim",
        ),
        ("a = 2 b-2", 6, "“b-2” is not a unit of time"),
        ("date(a) = 2021-02-29", 10, "2021-02-29 is not a day of the calendar"),
        ("date(a) = 2021-13-01", 10, "2021-13-01 is not a day of the calendar"),
        ('daypart(a) = "night', 13, '“"” cannot be used here'),
        (
            "sum(a) = 1",
            0,
            "there is no function “sum”; there are weekday, daypart, date, number, count",
        ),
        ("a = “b”", 4, "““” cannot be used here"),
        ("a = 1,0000,", 4, ""),
        ("a + = b", 4, "expected a claim, a number, or “(”, found “=”"),
        ("weekday(3) = Sunday", 8, "expected a claim, found “3”"),
        ("weekday(a = Sunday", 10, "expected “)”"),
        ("a = 12seats-", 12, "found the end"),
        ("a- = b", 3, "found “=”"),
        ("a = -", 5, "found the end"),
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
    assert parse_relation(f"{'(' * allowed}a{')' * allowed} = b").claims[0] == ClaimRef(
        "a", allowed
    )


@pytest.mark.parametrize(
    "text",
    [
        "a + " * 2500 + "a = 1",
        "2 * " * 2500 + "a = 1",
        "a / " * 2500 + "a = 1",
        "9" * 10_000 + " = a",
        "a" * 10_000,
    ],
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
    "/",
    "%",
    ",",
    "count(",
    "number(",
    "date(",
    'daypart(a) = "night"',
    "2021-10-10",
    " hours",
    " ",
    "\n",
    "“",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SOUP), max_size=15).map("".join)))
@settings(deadline=None, max_examples=200)
def test_any_text_is_a_relation_or_an_error_with_a_place(text: str) -> None:
    """Nothing else leaves the parser."""
    try:
        places = {ref.position: ref.claim for ref in parse_relation(text).claims}
    except ExpressionError as error:
        places = {error.position: ""}
    for position, name in places.items():
        assert 0 <= position <= len(text)
        assert text[position : position + len(name)] == name


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a ≤ b", "≤", "“≤” cannot be used here"),
        ("a − b = 1", "−", "“−” cannot be used here"),
        ("seats_won = 1", "_", "“_” cannot be used here"),
        ("a ÷ 2 = b", "÷", "“÷” cannot be used here"),
        ("a^2 = b", "^", "“^” cannot be used here"),
        (".5 = a", ".", "“.” cannot be used here"),
        ("𝟛 = a", "𝟛", "“𝟛” cannot be used here"),
        ("a = b 🙂", "🙂", "“🙂” cannot be used here"),
        ("a => b", "> b", "found “>”"),
        ("a <> b", "> b", "found “>”"),
        ("+a = 1", "+", "found “+”"),
        ("() = 1", ")", "found “)”"),
        ("(a = b)", "= b", "expected “)”, found “=”"),
        ("2(a) = 1", "(a", "expected one of = != < <= > >=, found “(”"),
        ("weekday() = Sunday", ")", "expected a claim, found “)”"),
        ("weekday(-a) = Sunday", "-a", "expected a claim, found “-”"),
        ("weekday((a)) = Sunday", "(a", "expected a claim, found “(”"),
        ("weekday(a + b) = Sunday", "+", "expected “)”, found “+”"),
        ("Weekday(a) = Sunday", "Weekday", "there is no function “Weekday”"),
        ("2 weekday(a) = Sunday", "weekday", "“weekday” is not a unit of time"),
        ("a + seats-won b = 1", "b = 1", "expected one of = != < <= > >=, found “b”"),
        ("a <= b >= c", ">= c", "expected the end, found “>=”"),
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
    ("text", "length"),
    [
        ("a = b <= c", 2),
        ("a = b seats-won", 9),
        ("a = (b", 1),
        ("a = 1,0000", 6),
        ("a = 2 seats-won", 9),
        ("add(a) = 1", 3),
    ],
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
        ("/".join(["a"] * 4_990) + " = 1", 1),
        ("count(" + ",".join(["a"] * 4_990) + ") = 1", 1),
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


@given(
    st.lists(
        st.sampled_from([*SOUP, "weekday(", "seats-won", "<", ">=", "!=", "a = ", "00", ","]),
        max_size=40,
    )
)
@settings(deadline=None, max_examples=200)
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
