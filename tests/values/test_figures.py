"""The figures of a text, and which of them are dates."""

from __future__ import annotations

import pytest

from checker.text import tokenize
from checker.values.figures import figures_in


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("won 73 of the 329 seats", ["73", "329"]),
        ("seven and a half hours", ["seven and a half"]),
        ("one of them, and one million votes", ["one million"]),
        ("the third fell, two of which were shot down", ["third", "two"]),
        ("10 October 2021", ["10", "2021"]),
        ("the second-largest bloc", ["second-largest"]),
        ("an F-15 over route 66", ["66"]),
        ("41 per cent, -5, 3,177 and ٧٣", ["41", "-5", "3,177", "٧٣"]),
        ("£5bn and $3m after 10k and 5m of rope", ["5bn", "3m", "10k"]),
        ("no figure here", []),
    ],
)
def test_figures(sentence: str, figures: list[str]) -> None:
    """Every number, date and ordinal, each by itself."""
    tokens = tokenize(sentence)
    found = [
        sentence[tokens.starts[item.start] : tokens.ends[item.end - 1]]
        for item in figures_in(tokens.texts)
    ]
    assert found == figures


def test_days_and_years_are_dated() -> None:
    """And a number of seats is not."""
    undated = tokenize("1500 people paid 2400 euros, 2000 percent, on the 25 march there").texts
    assert not any(item.dated for item in figures_in(undated))
    tokens = tokenize("on 10 October 2021 they won 73 seats, 5 of them in May, on 14 May").texts
    assert [(tokens[item.start], item.dated) for item in figures_in(tokens)] == [
        ("10", True),
        ("2021", True),
        ("73", False),
        ("5", False),
        ("14", True),
    ]
