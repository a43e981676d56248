"""Numbers in digits: each form, and each mistake."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.digits import MAXIMUM_DIGITS, InvalidValue, parse_number


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("73", "73"),
        ("0", "0"),
        ("-0", "0"),
        ("-5", "-5"),
        ("+5", "5"),
        ("3,177", "3177"),
        ("-3,177", "-3177"),
        ("1,234,567.89", "1234567.89"),
        ("3177", "3177"),
        ("1000000", "1000000"),
        ("7.5", "7.5"),
        ("7.50", "7.5"),
        ("0.5", "0.5"),
        ("-0.5", "-0.5"),
        ("-7.25", "-7.25"),
        ("1/3", "1/3"),
        ("-1/3", "-1/3"),
        ("2/3", "2/3"),
        ("4/2", "2"),
        (" 73 ", "73"),
        ("73\n", "73"),
        ("9" * MAXIMUM_DIGITS, "9" * MAXIMUM_DIGITS),
    ],
)
def test_table_of_numbers(raw: str, number: str) -> None:
    """Exact; thousands in threes."""
    assert parse_number(raw) == Fraction(number)


@pytest.mark.parametrize(
    "raw",
    [
        *[
            "",
            " ",
            "-",
            "+",
            ".",
            "/",
            ",",
            "%",
            "seven",
            "a73",
            "73a",
            "73 seats",
            "7 3",
            "10k",
            "10²",
            "½",
        ],
        *["012", "-012", "00", "007", "0,177", "0,000"],
        *[
            "1e3",
            "1E3",
            "0x10",
            "1_000",
            "inf",
            "nan",
            "NaN",
            "--5",
            "+-5",
            "- 5",
            "5-",
            "−5",
            "5.",
        ],
        *[
            ".5",
            "-.5",
            "31,77",
            "3,17",
            "3,1777",
            "3177,000",
            ",177",
            "3,",
            "3,,177",
            "1,000,00",
            "3.177.000",
            "3 177",
        ],
        *[
            "1/0",
            "1/",
            "/3",
            "1/-3",
            "1/3/5",
            "1/1.5",
            "1 / 3",
            "٧٣",
            "７３",
            "73\x00",
            "7\n3",
            "5%",
            "12:30",
        ],
        "9" * (MAXIMUM_DIGITS + 1),
    ],
)
def test_no_number(raw: str) -> None:
    """Refused, with what would be one in the message."""
    with pytest.raises(
        InvalidValue, match=r"is not a number; write it like 73, 3,177, 7\.5 or 1/3"
    ):
        parse_number(raw)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6
    )
)
@settings(deadline=None)
def test_a_decimal_is_read_exactly(number: Decimal) -> None:
    """With and without thousands separators."""
    assert parse_number(format(number, "f")) == Fraction(number)
    assert parse_number(format(number, ",f")) == Fraction(number)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
@settings(deadline=None)
def test_a_fraction_is_read_exactly(above: int, below: int) -> None:
    """Numerator over denominator."""
    assert parse_number(f"{above}/{below}") == Fraction(above, below)


@given(st.text(max_size=12) | st.text("0123456789,./+-e ", max_size=12))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_number_or_refused(raw: str) -> None:
    """No other exception, and what is read is what Python reads once the commas are gone."""
    try:
        number = parse_number(raw)
    except InvalidValue:
        return
    above, _, below = raw.replace(",", "").strip().partition("/")
    assert number == Fraction(above) / Fraction(below or "1")
