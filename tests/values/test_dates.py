"""Days as people write them."""

from __future__ import annotations

import pytest

from checker.text.tokens import tokenize
from checker.values.mentions import dated_weekdays

from .spelling import numbers


@pytest.mark.parametrize("quote", ["in May 5% of voters", "fell in October 10% below"])
def test_a_percentage_is_no_day(quote: str) -> None:
    """A month beside a percentage is no date."""
    assert numbers(quote, "day") == set()


@pytest.mark.parametrize(
    "quote", ["in October -5 degrees", "it fell in May +5 percent", "in May %5 of voters"]
)
def test_a_number_with_a_sign_is_no_day(quote: str) -> None:
    """A month beside a signed number is no date."""
    assert numbers(quote, "day") == set()


@pytest.mark.parametrize(
    ("quote", "day", "year"),
    [
        ("on the 10th of October", {"1010"}, set()),
        ("October 10th, 2021", {"1010"}, {"2021"}),
        ("10 Oct 2021", {"1010"}, {"2021"}),
        ("Sept. 5", {"905"}, set()),
        ("2021-10-10", {"1010"}, {"2021"}),
        ("between 9 and 10 October", {"1010"}, set()),
    ],
)
def test_days(quote: str, day: set[str], year: set[str]) -> None:
    """In the forms that newspapers use."""
    assert numbers(quote, "day") == day
    assert numbers(quote, "year") == year


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("on Monday, 12 March, in the town hall", ["0 None-3-12"]),
        ("on Monday 12 March 2024", ["0 2024-3-12"]),
        ("met on March 12 (Tuesday)", ["1 None-3-12"]),
        ("on 12 March, a Tuesday, and on Friday, March 15th", ["1 None-3-12", "4 None-3-15"]),
        ("2021-10-10, Sunday", ["6 2021-10-10"]),
        ("on Monday and on 12 March", []),
        ("on 12 March they met; Monday came", []),
        ("in March", []),
        ("", []),
    ],
)
def test_dates_with_their_weekday(quote: str, expected: list[str]) -> None:
    """Only those beside each other."""
    found = dated_weekdays(tokenize(quote).texts)
    assert [f"{day.weekday} {day.year}-{day.month}-{day.day}" for day in found] == expected
