"""What a quote says, in digits or in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from checker.text.tokens import tokenize
from checker.values.calendar import DAY, MONTHS, WEEKDAYS, Daypart
from checker.values.mentions import (
    Mention,
    dated_weekdays,
    mentions,
    unsaid,
    wanted,
)
from checker.values.numerals import ordinal_text
from checker.values.parse import parse_moment, parse_quantity
from checker.values.quantity import Dimension

COUNT, PERCENT, DURATION = Dimension.COUNT, Dimension.PERCENT, Dimension.DURATION
CALENDAR = {
    "morning": Daypart("morning", 6 * 60, 12 * 60),
    "night": Daypart("night", 20 * 60, DAY + 4 * 60),
    "early hours": Daypart("early hours", 0, 6 * 60),
}


def said(quote: str) -> frozenset[Mention]:
    """What the words of a quote mention."""
    return mentions(tokenize(quote).texts, CALENDAR)


def numbers(quote: str, kind: str = "count") -> set[str]:
    """The values of one kind that a quote mentions, as text."""
    return {str(mention.value) for mention in said(quote) if mention.kind == kind}


# numbers in words, by other hands

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL, TENS = _SMALL.split(), _TENS.split()
SCALES = [(10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")]


def in_words(number: int, joint: str = "-", link: str = " and ") -> str:
    """A number below a million million in English."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (joint + SMALL[ones] if ones else "")
    unit, name = next(pair for pair in SCALES if pair[0] <= number)
    head, rest = divmod(number, unit)
    text = f"{in_words(head, joint, link)} {name}"
    if not rest:
        return text
    return text + (link if rest < 100 else " ") + in_words(rest, joint, link)


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
    ("quote", "kind", "value"),
    [
        ("41 percent", "percent", "41"),
        ("41%", "percent", "41"),
        ("41 %", "percent", "41"),
        ("41 per cent", "percent", "41"),
        ("41 pc", "percent", "41"),
        ("forty-one percent", "percent", "41"),
        ("-0.5%", "percent", "-1/2"),
        ("two and a half percent", "percent", "5/2"),
        ("7.5 hours", "duration", "27000"),
        ("seven and a half hours", "duration", "27000"),
        ("one hour", "duration", "3600"),
        ("ninety minutes", "duration", "5400"),
        ("two weeks", "duration", "1209600"),
        ("a seven-hour wait", "duration", "25200"),
        ("a seven-and-a-half-hour wait", "duration", "27000"),
        ("2 months", "duration", "4838400"),
        ("Sunday", "weekday", "6"),
        ("SUNDAY", "weekday", "6"),
        ("Sunday’s election", "weekday", "6"),
        ("on Sundays", "weekday", "6"),
        ("the Sundays' papers", "weekday", "6"),
        ("10 October", "day", "1010"),
        ("October 10", "day", "1010"),
        ("October 10, 2021", "day", "1010"),
        ("10th October", "day", "1010"),
        ("October 1st", "day", "1001"),
        ("29 february", "day", "229"),
        ("in 2021", "year", "2021"),
        ("late on Tuesday night", "part", "night"),
        ("in the early hours of Sunday", "part", "early hours"),
        ("Sunday Morning", "part", "morning"),
    ],
)
def test_table_of_mentions(quote: str, kind: str, value: str) -> None:
    """Just this is said of that kind."""
    assert numbers(quote, kind) == {value}


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("41 percent", "count"),
        ("41%", "count"),
        ("41 seats", "percent"),
        ("41 percentage points", "percent"),
        ("seven hourly buses", "duration"),
        ("7 hours", "percent"),
        ("someday, holidays, Sun", "weekday"),
        ("October", "day"),
        ("October 32", "day"),
        ("October 0", "day"),
        ("0 October", "day"),
        ("the Mayor, 10 people", "day"),
        ("10, October", "day"),
        ("3,177 people", "year"),
        ("20211 people", "year"),
        ("two thousand", "year"),
        ("nightly, midnight, nightclub", "part"),
        ("early on, hours later", "part"),
    ],
)
def test_what_is_not_mentioned(quote: str, kind: str) -> None:
    """Nothing of that kind is said."""
    assert numbers(quote, kind) == set()


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


# what a value wants


@pytest.mark.parametrize(
    ("raw", "dimension", "expected"),
    [
        (73, COUNT, [("count", 73, "")]),
        ({"about": 3100}, COUNT, [("count", 3100, "about")]),
        (
            {"between": ["40%", "45%"]},
            PERCENT,
            [("percent", 40, "between"), ("percent", 45, "between")],
        ),
        ({"between": [2, 2]}, COUNT, [("count", 2, "between")]),
        ("7.5 hours", DURATION, [("duration", 27000, "")]),
    ],
)
def test_wanted_of_a_quantity(
    raw: object, dimension: Dimension, expected: list[tuple[str, int, str]]
) -> None:
    """Its numbers as written, each with its qualifier."""
    assert wanted(parse_quantity(raw, dimension)) == {Mention(*item) for item in expected}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2021-10-10", [("day", Fraction(1010)), ("year", Fraction(2021))]),
        ("10 October", [("day", Fraction(1010))]),
        ("Sunday", [("weekday", Fraction(6))]),
        ("Monday night", [("weekday", Fraction(0)), ("part", "night")]),
    ],
)
def test_wanted_of_a_moment(raw: str, expected: list[tuple[str, Fraction | str]]) -> None:
    """All that it tells, Monday and its number 0 too."""
    assert wanted(parse_moment(raw, CALENDAR)) == {Mention(kind, value) for kind, value in expected}


plain = st.integers(-(10**6), 10**6).map(str) | st.decimals(-1000, 1000, places=2).map(
    lambda number: f"{number:f}"
)
forms = st.sampled_from(["", "at_least", "at_most", "more_than", "less_than", "between"])


@given(
    plain,
    forms,
    st.sampled_from([(COUNT, ""), (PERCENT, "%"), (PERCENT, " percent"), (DURATION, " hours")]),
)
@settings(deadline=None)
def test_a_value_is_said_by_its_own_text(raw: str, form: str, unit: tuple[Dimension, str]) -> None:
    """What the tool prints for a value, a quote may say for it."""
    written: object = raw + unit[1]
    operand = [written, written] if form == "between" else written
    quantity = parse_quantity({form: operand} if form else written, unit[0])
    assert wanted(quantity) <= said(quantity.text)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["", " morning", " night", " early hours"]))
@settings(deadline=None)
def test_a_date_is_said_in_both_orders(day: date, part: str) -> None:
    """Day before month, month before day, with an ordinal, and with the weekday."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    behind = [f"{month} {day.day}{suffix}, {day.year}" for suffix in ("", "th")]
    for spelling in (f"{day.day} {month} {day.year}", *behind):
        quote = f"On {weekday}{part}, {spelling}, they voted"
        assert wanted(parse_moment(day.isoformat() + part, CALENDAR)) <= said(quote)
        assert wanted(parse_moment(weekday + part, CALENDAR)) <= said(quote)
        assert numbers(quote, "day") == {str(day.month * 100 + day.day)}
        assert numbers(quote, "year") == {str(day.year)}
        assert numbers(quote, "weekday") == {str(day.weekday())}


# what stands around a number


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
    ("raw", "quote", "says"),
    [
        (3000, "more than 3,000 boxes", False),
        ({"more_than": 3000}, "more than 3,000 boxes", True),
        ({"more_than": 3000}, "3,000 boxes", False),
        ({"at_least": 3000}, "3,000 boxes", True),
        ({"at_least": 3000}, "more than 3,000 boxes", True),
        ({"at_least": 3000}, "fewer than 3,000 boxes", False),
        ({"at_most": 3000}, "nearly 3,000 boxes", True),
        ({"about": 3000}, "3,000 boxes", True),
        ({"about": 3000}, "nearly 3,000 boxes", True),
        ({"about": 3000}, "more than 3,000 boxes", False),
        ({"nearly": 3000}, "nearly 3,000 boxes", True),
        ({"nearly": 3000}, "3,000 boxes", False),
        (3000, "over 3,000 boxes", True),
        ({"at_least": 24}, "dozens of boxes", True),
        (24, "dozens of boxes", False),
        ({"between": [2, 3]}, "between two and three thousand", False),
        ({"between": [2000, 3000]}, "between two and three thousand", True),
    ],
)
def test_what_says_a_qualified_value(raw: object, quote: str, says: bool) -> None:
    """The same number with the same qualifier, or one that says more; never one that says less."""
    assert (not unsaid(parse_quantity(raw, COUNT), said(quote))) is says


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
    """Only those that stand together."""
    found = dated_weekdays(tokenize(quote).texts)
    assert [f"{day.weekday} {day.year}-{day.month}-{day.day}" for day in found] == expected


def says(value: object, dimension: str, quote: str) -> bool:
    """Whether a quote says a value."""
    return not unsaid(parse_quantity(value, Dimension(dimension)), said(quote))


NOT_JUST_THAT = (
    "just under 73|at the most 73|73 at most|73 at least|>73|≥73|~73|approx. 73|circa 73|"
    "virtually 73|exceeding 73|topped 73|greater than 73|a minimum 73|up to 73|as many as 73|"
    "73-plus|12:73|73 000 boxes|between 73 and 80|70 to 73 boxes|73 ½|73 million|73/80|on 3/10/73"
)


@pytest.mark.parametrize("quote", NOT_JUST_THAT.split("|"))
def test_a_number_that_is_not_just_that(quote: str) -> None:
    """A qualifier, a range, a fraction, a time of day: none of them says 73."""
    assert not says(73, "count", quote)


@pytest.mark.parametrize(
    ("value", "dimension", "quote"),
    [
        ({"between": [30, 40]}, "count", "between 30 and 40 people"),
        ({"between": ["2 hours", "3 hours"]}, "duration", "between 2 hours and 3 hours"),
        (69, "count", "reduced from 73 to 69"),
        (3, "count", "won 3-1"),
        (73, "count", "won 73 at least 5 of them in Najaf"),
        (73000, "count", "73 000 boxes"),
        (300, "count", "3 hundred people"),
        (2500000, "count", "2 ½ million"),
        (2500000, "count", "2 1/2 million"),
        (1500000, "count", "a million and a half people"),
        (200000, "count", "2 lakh votes"),
        ("1/3", "count", "1/3 of them"),
        ("41%", "percent", "a 41-percent turnout"),
        ("20%", "percent", "one in five"),
        ("5 percentage points", "points", "a 5-percentage-point lead"),
        ("1 hour", "duration", "it took an hour"),
        ({"nearly": "1 hour"}, "duration", "nearly an hour"),
        ("15 minutes", "duration", "a quarter of an hour"),
        ("45 minutes", "duration", "three-quarters of an hour"),
        ("30 minutes", "duration", "a half-hour"),
        ("7.75 hours", "duration", "seven and three quarters hours"),
    ],
)
def test_numbers_as_newspapers_write_them(value: object, dimension: str, quote: str) -> None:
    """Each was misread or refused once."""
    assert says(value, dimension, quote)


@pytest.mark.parametrize(
    ("value", "dimension", "quote"),
    [
        ({"between": [2, 3]}, "count", "the 2 lists won 3"),
        ("1 hour", "duration", "nearly an hour"),
        ("1 hour", "duration", "a quarter of an hour"),
        ("1 hour", "duration", "at 80 km an hour"),
        (1, "count", "no one at all"),
    ],
)
def test_what_is_not_said(value: object, dimension: str, quote: str) -> None:
    """Each was taken for said once."""
    assert not says(value, dimension, quote)


@pytest.mark.parametrize(
    ("time", "quote", "expected"),
    [
        ("2021-10-10", "It was held on Oct. 10, 2021", True),
        ("2021-10-10", "on 10 October of that year, 2021", True),
        ("2021-10-10", "10 October 2019 was like that of 2021", False),
        ("2021-10-10", "10 October 2019 was like 10 October, in 2021", True),
        ("10 October", "on 10 October 2019", True),
        ("10 May", "the 10 may have known", False),
        ("10 May", "on 10 May they met", True),
        ("3 March", "they march 3 miles", False),
        ("10 November", "on October 10 November began", False),
        ("10 October", "on October 10 November began", True),
    ],
)
def test_a_day_with_its_own_year(time: str, quote: str, expected: bool) -> None:
    """And months that are none."""
    assert (not unsaid(parse_moment(time, CALENDAR), said(quote))) is expected
