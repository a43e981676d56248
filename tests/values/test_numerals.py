"""Numbers in digits and in words, some spelled by another library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from checker.values.mentions import mentions
from checker.values.numerals import ordinal_text

from .spelling import CALENDAR, in_words, numbers


def test_the_words_of_the_test() -> None:
    """The test's own spelling is English."""
    assert in_words(3177) == "three thousand one hundred and seventy-seven"
    assert in_words(250_000, link=" ") == "two hundred fifty thousand"
    assert in_words(1001) == "one thousand and one"


sizes = st.integers(0, 40) | st.integers(0, 999_999) | st.integers(0, 10**12 - 1)


sizes |= st.tuples(st.integers(0, 120), st.sampled_from([10, 100, 1000, 10**6, 10**9])).map(
    lambda pair: pair[0] * pair[1]
)


@given(sizes, st.sampled_from("- "), st.sampled_from([" ", " and "]))
@settings(deadline=None, max_examples=400)
def test_a_number_in_words_is_found(number: int, joint: str, link: str) -> None:
    """Any number below a million million, and no other number with it.

    Hyphenated or not, with "and" or without.
    """
    words = in_words(number, joint, link)
    assert numbers(f"They counted {words} boxes there.") == {str(number)}
    assert numbers(words.capitalize()) == {str(number)}


@given(
    sizes,
    sizes,
    st.sampled_from(["from {} to {} boxes", "{} or {}", "{}, {}", "{} of the {}"]),
    st.booleans(),
)
@settings(deadline=None, max_examples=300)
def test_two_numbers_are_both_found(one: int, other: int, frame: str, digits: bool) -> None:
    """Neither swallows the other; at most the first takes the scale word of the second."""
    found = numbers(frame.format(f"{one:,}" if digits else in_words(one), in_words(other)))
    assert {str(one), str(other)} <= found
    assert found <= {str(other), *(str(one * scale) for scale in (1, 1000, 10**6, 10**9))}


_VOCABULARY = (
    "zero one two nine ten nineteen twenty ninety-nine hundred thousand million and a half minus "
    "negative percent per cent % 5 -5 .5 1.5 3,177 41% 10th 2021 hours day days month to or - may "
    "October Sundays night early hours of the"
)


anything = st.lists(st.sampled_from(_VOCABULARY.split()) | st.text(max_size=3), max_size=8)


@given(anything, anything)
@settings(deadline=None, max_examples=300)
def test_sentences_are_read_one_by_one(one: list[str], other: list[str]) -> None:
    """In any order of words nothing breaks, and nothing is read across a full stop."""
    assert mentions([*one, ".", *other], CALENDAR) == mentions(one, CALENDAR) | mentions(
        other, CALENDAR
    )


def test_every_number_up_to_a_thousand_in_words() -> None:
    """The irregular ones are all among these."""
    for number in range(1101):
        assert numbers(f"the {in_words(number)} boxes") == {str(number)}, number


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "-{:,}", "+{}", "({:,})", "“{},”"]))
@settings(deadline=None)
def test_a_number_in_digits_is_found(number: int, spelling: str) -> None:
    """Grouped or not, in brackets or quotation marks; with its sign."""
    expected = -number if spelling.startswith("-") else number
    assert numbers(f"They counted {spelling.format(number)} boxes") == {str(expected)}


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("won 73 seats", ["73"]),
        ("won seventy-three seats", ["73"]),
        ("Seventy-Three seats", ["73"]),
        ("3,177 ballot boxes", ["3177"]),
        ("three thousand one hundred and seventy-seven", ["3177"]),
        ("two of which", ["2"]),
        ("twenty-five", ["25"]),
        ("twenty five", ["25"]),
        ("one million", ["1000000"]),
        ("two million five hundred thousand and one", ["2500001"]),
        ("three billion", ["3000000000"]),
        ("1.5 million voters", ["1500000"]),
        ("5 thousand", ["5000"]),
        ("two hundred and fifty thousand", ["250000"]),
        ("one hundred and two thousand", ["102000"]),
        ("-5 degrees", ["-5"]),
        ("7.5 points", ["15/2"]),
        ("seven and a half points", ["15/2"]),
        ("one, two and three", ["1", "2", "3"]),
        ("two three", ["2", "3"]),
        ("nineteen eighty-four", ["19", "84"]),
        ("73 of 329", ["73", "329"]),
        ("from 54 to 73", ["54", "73"]),
        ("won 73-37", ["73", "37"]),
        # not these
        ("10k voters", ["10000"]),
        ("10² metres", []),
        ("the 1990s", []),
        ("twofold, someone, tenth", []),
        ("COVID-19", []),
        ("31,77 boxes", []),
        ("hundreds of thousands", ["200000"]),
        ("and a half", []),
        ("", []),
    ],
)
def test_table_of_counts(quote: str, counts: list[str]) -> None:
    """Just these numbers are said."""
    assert numbers(quote) == set(counts)


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("twenty twelve", "32"),
        ("twenty nineteen", "39"),
        ("twenty-nineteen", "39"),
        ("twenty ten", "30"),
    ],
)
def test_only_one_to_nine_follow_the_tens(quote: str, wrong: str) -> None:
    """The year twenty nineteen is not the number 39."""
    assert wrong not in numbers(quote)


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("between one hundred and two hundred people", ["100", "200"]),
        ("between two thousand and three thousand", ["2000", "3000"]),
        ("between one million and two million", ["1000000", "2000000"]),
        ("from one hundred five hundred", ["100", "500"]),
    ],
)
def test_two_numbers_are_not_one(quote: str, counts: list[str]) -> None:
    """A scale word that is not smaller than the one before it belongs to another number."""
    assert numbers(quote) == set(counts)


@pytest.mark.parametrize(
    ("quote", "kind", "value"),
    [
        ("one and a half million voters", "count", "1500000"),
        ("three and a half thousand boxes", "count", "3500"),
        ("7 and a half hours", "duration", "27000"),
        ("2 and a half percent", "percent", "5/2"),
    ],
)
def test_and_a_half(quote: str, kind: str, value: str) -> None:
    """Of whatever is counted."""
    assert numbers(quote, kind) == {value}


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("a hundred and five seats", "105"),
        ("a hundred five seats", "105"),
        ("a thousand and one seats", "1001"),
        ("a hundred seats", "100"),
        ("a million voters", "1000000"),
        ("a hundred thousand voters", "100000"),
    ],
)
def test_a_hundred_is_one_hundred(quote: str, count: str) -> None:
    """The article is a number before a scale word; above all, a hundred and five is not five."""
    assert numbers(quote) == {count}


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("half a million voters", ["500000"]),
        ("a quarter of a million voters", ["250000"]),
        ("three quarters of a million voters", ["750000"]),
        ("two-thirds of the seats", ["2/3"]),
        ("half a day in a million", ["1000000"]),
        ("the twenty-fifth seat", []),
        ("a loss of -$5 million", ["-5000000"]),
    ],
)
def test_fractions(quote: str, counts: list[str]) -> None:
    """A part of a scale word, and of one."""
    assert numbers(quote) == set(counts)


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("the twenty-first seat", "20"),
        ("two-thirds of the seats", "2"),
        ("two thirds of the seats", "2"),
        ("three-quarters of voters", "3"),
        ("four fifths of voters", "4"),
        ("a one-sided vote", "1"),
    ],
)
def test_a_part_of_a_word_is_no_number(quote: str, wrong: str) -> None:
    """Two thirds are not two, the twenty-first is not the twentieth."""
    assert wrong not in numbers(quote)


@pytest.mark.parametrize(
    ("quote", "kind", "value"),
    [
        (".5 percent", "percent", "1/2"),
        ("-.5 percent", "percent", "-1/2"),
        ("%41 of voters", "percent", "41"),
        ("3’177 boxes", "count", "3177"),
        ("3\u202f177 boxes", "count", "3177"),
    ],
)
def test_every_number_token_is_read(quote: str, kind: str, value: str) -> None:
    """The spellings of numbers that tokens know."""
    assert numbers(quote, kind) == {value}


@pytest.mark.parametrize(
    "quote", ["minus five percent", "minus 5 percent", "negative five percent"]
)
def test_a_sign_in_words_counts(quote: str) -> None:
    """Minus five is not five."""
    assert "5" not in numbers(quote, "percent")


@given(st.integers(0, 10**12))
@settings(deadline=None)
def test_numbers_in_words_by_another_library(number: int) -> None:
    """num2words writes it, with commas and hyphens of its own; the same number is read."""
    words = num2words(number).replace(",", "")
    assert str(number) in numbers(f"exactly {words} votes")


@given(st.integers(1, 999))
@settings(deadline=None)
def test_ordinals_by_another_library(number: int) -> None:
    """num2words writes them; ordinal_text writes the digits."""
    assert numbers(f"in the {num2words(number, to='ordinal')} seat", "rank") == {str(number)}
    assert ordinal_text(number) == num2words(number, to="ordinal_num")
