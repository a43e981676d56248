"""Quotes that end inside a number of several tokens, or leave out its unit or qualifier."""

from __future__ import annotations

import pytest

from checker.text import IndexedText, parse_quote
from checker.text.quotes import locate
from checker.verification.number_boundaries import cut_number


def cut(text: str, quote: str) -> str:
    """The number that a quote cuts through in a text that has it once."""
    indexed = IndexedText(text)
    (match,) = locate(indexed, parse_quote(quote))
    return cut_number(indexed, match)


@pytest.mark.parametrize(
    ("text", "quote", "through"),
    [
        ("They won 1 500 000 votes there", "They won 1", "won 1 500 000"),
        ("with votes and 3.5 million more", "with votes and 3.5", "3.5 million"),
        ("fifty five pounds in all", "five pounds in all", "fifty five"),
        ("the turnout was 41 per cent", "the turnout was 41", "41 per cent"),
        ("the turnout was 41 percent", "the turnout was 41", "41 percent"),
        ("one hundred and five people came", "five people came", "one hundred and five"),
        ("a share of 3/4 of voters", "a share of 3", "of 3/4"),
        ("it began at 12:30 in Najaf", "30 in Najaf", "12:30 in"),
        ("fewer than 30 seats were won by us", "30 seats were won by us", "fewer than 30"),
        ("Almost 20 seats were lost by them", "20 seats were lost by them", "Almost 20"),
        ("more than 3,100 stations in the east", "3,100 stations in the east", "more than 3,100"),
        ("a delay of seven and a half hours", "a delay of seven", "seven and a half hours"),
        ("it took 7 hours to count", "it took 7", "7 hours"),
        ("it took two hours and 30 minutes", "it took two hours", "two hours and 30 minutes"),
        ("it took an hour and twenty minutes", "twenty minutes", "an hour and twenty minutes"),
        (
            "Between 30 and 40 people died in the square",
            "40 people died in the square",
            "Between 30 and 40",
        ),
        ("Some 30 to 40 people died in the square", "40 people died in the square", "30 to 40"),
        (
            "at the very least 3,000 people died here",
            "3,000 people died here",
            "at the very least 3,000",
        ),
        ("It was 73 at most here", "It was 73", "73 at most"),
        ("There were 73 ½ seats", "There were 73", "73 ½"),
        ("It won 3 hundred seats", "It won 3", "3 hundred"),
        ("anti–Sadr lists won it", "Sadr lists won it", "anti–Sadr lists"),
        ("they won ≥ 30 seats", "30 seats", "≥ 30"),
        ("it fell to \u2212 5 degrees", "5 degrees", "\u2212 5"),
        ("3,000 or more boxes", "3,000", "3,000 or more"),
        ("10^2 people came", "10", "10^2"),
    ],
)
def test_a_number_is_quoted_whole(text: str, quote: str, through: str) -> None:
    """The passage that the quote cuts through is given."""
    assert cut(text, quote) == through


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("They won 73 seats in May", "They won 73"),
        ("They won 73 seats in May", "73 seats in May"),
        ("They won 73 seats, 12 of them in Najaf", "They won 73 seats"),
        ("the turnout was 41 percent there", "the turnout was 41 percent"),
        ("fewer than 30 seats were won", "fewer than 30 seats"),
        ("disputes over 37 seats went on", "37 seats went on"),
        ("they won 73 and 41 percent voted", "they won 73"),
        ("seats - 5 of them - were lost", "5 of them"),
        ("one hundred and five people came", "one hundred and five people"),
        ("73", "73"),
        ("in 2018, 300 people came", "300 people came"),
        ("He said 12 men left", "He said"),
    ],
)
def test_what_is_whole_is_left_alone(text: str, quote: str) -> None:
    """A quote may end beside a number, or before a word that may or may not belong to it."""
    assert cut(text, quote) == ""
