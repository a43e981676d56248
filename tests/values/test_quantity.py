"""Numbers as decimal text, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.values.digits import MAXIMUM_DIGITS, parse_number
from checker.values.quantity import decimal_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("73", "73"),
        ("-5", "-5"),
        ("1000", "1000"),
        ("7.5", "7.5"),
        ("-0.5", "-0.5"),
        ("-7.25", "-7.25"),
        ("0.05", "0.05"),
        ("-0.001", "-0.001"),
        ("1/8", "0.125"),
        ("-3/40", "-0.075"),
        ("100.10", "100.1"),
        ("1/3", "1/3"),
        ("-22/7", "-22/7"),
        ("1/1024", "0.0009765625"),
    ],
)
def test_table_of_decimal_texts(number: str, text: str) -> None:
    """No exponent, no superfluous zero; a fraction only where no decimal is exact."""
    assert decimal_text(Fraction(number)) == text


@given(st.integers(-(10**15), 10**15), st.integers(0, 10))
@settings(deadline=None, max_examples=300)
def test_decimal_text_round_trips(digits: int, places: int) -> None:
    """A decimal is written so that it is read as itself, in plain digits."""
    number = Fraction(digits, 10**places)
    text = decimal_text(number)
    assert Fraction(text) == number
    assert parse_number(text) == number
    assert set(text) <= set("-.0123456789")
    assert "." not in text or not text.endswith(("0", "."))


@given(st.fractions(max_denominator=10**4))
@settings(deadline=None)
def test_any_fraction_round_trips(number: Fraction) -> None:
    """As a decimal, or as p/q."""
    assert Fraction(decimal_text(number)) == number
    divides_a_power_of_ten = pow(10, 40, number.denominator) == 0
    assert ("/" in decimal_text(number)) is not divides_a_power_of_ten


@pytest.mark.parametrize(
    "raw",
    [
        "1234567890123456789012345678.5",
        "-0.1234567890123456789012345678901234567",
        "99999999999999999999999999999.9",
        "0.1000000000000000000000000000000000001",
    ],
)
def test_decimal_text_is_exact_for_every_number_that_can_be_written(raw: str) -> None:
    """However many digits a value may have, none is lost."""
    assert len(raw) <= MAXIMUM_DIGITS
    assert decimal_text(parse_number(raw)) == raw
