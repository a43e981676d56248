"""Numbers with the words around them: ranges, units, qualifiers."""

from __future__ import annotations

import pytest

from .spelling import numbers, said


@pytest.mark.parametrize(
    ("quote", "kind", "values"),
    [
        ("between 40 and 45 percent", "percent", ["40", "45"]),
        ("from forty to forty-five percent", "percent", ["40", "45"]),
        ("40-45 percent", "percent", ["40", "45"]),
        ("40–45%", "percent", ["40", "45"]),
        ("two to three hours", "duration", ["7200", "10800"]),
        ("between 2 and 3 million people", "count", ["2000000", "3000000"]),
    ],
)
def test_a_range_has_one_unit(quote: str, kind: str, values: list[str]) -> None:
    """What stands behind the second number is said of both."""
    assert set(values) <= numbers(quote, kind)


@pytest.mark.parametrize("quote", ["won 73 and 41 percent voted", "in 2018 - 41 percent"])
def test_a_number_before_a_percentage_may_be_a_count(quote: str) -> None:
    """Where both readings are possible, both are found."""
    assert numbers(quote) & {"73", "2018"}
    assert "41" in numbers(quote, "percent")


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("more than 3,000 boxes", {"more_than"}),
        ("in excess of 3,000 boxes", {"more_than"}),
        ("at least 3,000 boxes", {"at_least"}),
        ("no fewer than 3,000 boxes", {"at_least"}),
        ("no more than 3,000 boxes", {"at_most"}),
        ("fewer than 3,000 boxes", {"less_than"}),
        ("nearly 3,000 boxes", {"nearly"}),
        ("roughly three thousand boxes", {"about"}),
        ("3,000 or more boxes", {"at_least"}),
        ("3,000+ boxes", {"at_least"}),
        ("3,000 boxes or so", {""}),
        ("over 3,000 boxes", {"more_than", ""}),
        ("about 3,000 boxes", {"about", ""}),
        ("up to 3,000 boxes", {"at_most"}),
        ("the 3,000 boxes", {""}),
        ("more boxes than 3,000", {""}),
    ],
)
def test_qualifiers(quote: str, expected: set[str]) -> None:
    """A clear qualifier belongs to the number; “over” or “about” may not."""
    assert {item.qualifier for item in said(quote) if item.value == 3000} == expected


@pytest.mark.parametrize(
    ("quote", "kind", "expected"),
    [
        ("two of which were shot down", "count", {"2"}),
        ("in third place", "rank", {"3"}),
        ("in third place", "count", set()),
        ("the 10th seat", "rank", {"10"}),
        ("the twenty-first seat", "rank", {"21"}),
        ("the one hundred and twenty-second seat", "rank", {"122"}),
        ("rose by 3 percentage points", "points", {"3"}),
        ("rose by 3 percentage points", "percent", set()),
        ("rose by three percentage points", "points", {"3"}),
        ("one in five voters", "percent", {"20"}),
        ("two out of three voters", "count", {"2", "3", "2/3"}),
        ("half a million voters", "count", {"500000"}),
        ("an hour and a half", "duration", {"5400"}),
        ("two hours and a half", "duration", {"9000"}),
        ("half an hour later", "duration", {"1800"}),
        ("waited two hours and 30 minutes", "duration", {"9000"}),
        ("waited 2 hours, 30 minutes", "duration", {"9000"}),
        ("an hour and twenty minutes", "duration", {"4800"}),
        ("a year and six months", "duration", {str(18 * 28 * 86400)}),
        ("12 hours, 5 minutes and 3 seconds", "duration", {"43503"}),
        ("two weeks and three days", "duration", {str(17 * 86400)}),
        ("two hours and three days", "duration", {"7200", str(3 * 86400)}),
        ("2 hours and 90 minutes", "duration", {"7200", "5400"}),
        ("two months and 3 days", "duration", {str(56 * 86400), str(3 * 86400)}),
        ("two hours and 30 minutes", "count", set()),
        ("two hours and 30 people", "count", {"2", "30"}),
        ("a 7-hour wait", "duration", {"25200"}),
        ("a seven-hour wait", "duration", {"25200"}),
        ("41‰", "percent", {"41/10"}),
        ("tens of thousands of voters", "count", {"20000"}),
        ("a dozen boxes", "count", {"12"}),
        ("two dozen boxes", "count", {"24"}),
        ("٣٬١٧٧ صندوق", "count", {"3177"}),
        ("۴۱٪ رأی", "percent", {"41"}),
        ("７７ 票", "count", {"77"}),
        ("7½ hours", "duration", {"27000"}),
        ("٧٫٥ hours", "duration", {"27000"}),
    ],
)
def test_numbers_of_every_kind(quote: str, kind: str, expected: set[str]) -> None:
    """Ranks, points, fractions, durations, indefinite numbers, other digits."""
    assert numbers(quote, kind) == expected
