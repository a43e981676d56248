"""Why a sentence is worth checking."""

from __future__ import annotations

import pytest

from checker.coverage import SentenceMark, marks_of
from checker.text import tokenize
from checker.values.figures import figures_in


def marks(sentence: str) -> set[str]:
    """The marks of a sentence, as words."""
    return {str(mark) for mark in marks_of(tokenize(sentence).texts)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bloc won 73 seats.", {"figure"}),
        ("It came in third place.", {"ordinal"}),
        ("They met on 10 October.", {"date"}),
        ("They met on Sunday.", {"date"}),
        ("It was built in 1911.", {"date"}),
        ("They have more seats.", {"comparison"}),
        ("It was the biggest scam.", {"superlative"}),
        ("It closed because of the frost.", {"cause"}),
        ("They called it “fabricated”.", {"reported speech", "quotation"}),
        ("There the mayor met Ines Falk.", {"name"}),
        ("It rained.", set()),
        ("They rest in the forest.", set()),
        ("فاز الحزب بـ ٧٣ مقعدا", {"figure"}),
        ("", set()),
    ],
)
def test_marks(sentence: str, expected: set[str]) -> None:
    """Each for a reason of its own."""
    assert marks(sentence) == expected


def test_every_mark_is_given_to_something() -> None:
    """A mark that no sentence can have would be a promise not kept."""
    sentence = (
        "On Sunday Ines Falk said that “seven” of the 40 beams, "
        "more than in 1911, fell first because of the worst frost."
    )
    assert marks(sentence) == {str(mark) for mark in SentenceMark}


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
