"""What a quote says: the numbers, percentages, durations and times in its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.values.calendar import Calendar, Moment
from checker.values.dates import MONTH_NUMBERS, WEEKDAY_FORMS, days_beside, days_in
from checker.values.number_words import pieces
from checker.values.phrases import Phrase, phrases
from checker.values.quantity import Dimension, Quantity
from checker.values.units import PERCENT, POINTS, SECONDS


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a quote mentions; two are the same if kind, value and qualifier are."""

    kind: str
    """A dimension, whose values are in base units; or one of a time's:

    ``weekday`` (Monday is 0), ``day`` (month * 100 + day), ``year``, ``part`` (a name), ``date``
    (year * 10000 + month * 100 + day) and ``undated`` (a day beside no year).
    """

    value: Fraction | str
    qualifier: str = ""
    """One of the qualifiers of values, or nothing for just this number."""


_SAID_BY: Final[dict[str, frozenset[str]]] = {
    "": frozenset({""}),
    "about": frozenset({"", "about", "nearly"}),
    "nearly": frozenset({"nearly"}),
    "at_least": frozenset({"", "at_least", "more_than"}),
    "more_than": frozenset({"more_than"}),
    "at_most": frozenset({"", "at_most", "less_than", "nearly"}),
    "less_than": frozenset({"less_than", "nearly"}),
    "between": frozenset({"between"}),
}
"""By qualifier of a value, those in a quote that say it: its own, and those that say more."""


def words_of(tokens: Sequence[str]) -> list[str]:
    """Tokens as the grammar reads them: case-folded, hyphenated numbers in pieces."""
    return [
        word
        for token in tokens
        for word in (pieces(token.casefold()) if "-" in token else (token.casefold(),))
    ]


def words_with_places(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words of tokens, and for each the index of its token."""
    pairs = [(word, at) for at, token in enumerate(tokens) for word in words_of((token,))]
    return [word for word, _ in pairs], [at for _, at in pairs]


def wanted(value: Quantity | Moment) -> frozenset[Mention]:
    """What a quote must mention to say a value."""
    if isinstance(value, Quantity):
        return frozenset(
            Mention(value.dimension.value, number, value.qualifier) for number in value.numbers
        )
    found = set()
    if value.month and value.day:
        found.add(Mention("day", Fraction(value.month * 100 + value.day)))
    if value.year:
        found.add(Mention("year", Fraction(value.year)))
    if value.weekday is not None:
        found.add(Mention("weekday", Fraction(value.weekday)))
    if value.part:
        found.add(Mention("part", value.part.name))
    return frozenset(found)


def unsaid(value: Quantity | Moment, said: frozenset[Mention]) -> frozenset[Mention]:
    """What of a value a quote does not say; a number with another qualifier is not said."""
    if isinstance(value, Moment) and _of_another_year(value, said):
        return frozenset({Mention("year", Fraction(value.year or 0))})
    return frozenset(
        mention
        for mention in wanted(value)
        if not any(
            Mention(mention.kind, mention.value, other) in said
            for other in _SAID_BY[mention.qualifier]
        )
    )


def _of_another_year(value: Moment, said: frozenset[Mention]) -> bool:
    """Whether a date's day is said only with another year: “10 October 2019” is no day of 2021."""
    if not (value.year and value.month and value.day):
        return False
    day = value.month * 100 + value.day
    own = Mention("date", Fraction(value.year * 10000 + day))
    without_year = Mention("undated", Fraction(day))
    if own in said or without_year in said:
        return False
    return any(mention.kind == "date" and _is_day(mention.value, day) for mention in said)


def _is_day(date: Fraction | str, day: int) -> bool:
    return isinstance(date, Fraction) and date % 10000 == day


def mentions(tokens: Sequence[str], calendar: Calendar) -> frozenset[Mention]:
    """Everything that the tokens of a quote mention."""
    words = words_of(tokens)
    found = {mention for phrase in phrases(words) for mention in of_phrase(phrase)}
    for at, word in enumerate(words):
        if word in WEEKDAY_FORMS:
            found.add(Mention("weekday", Fraction(WEEKDAY_FORMS[word])))
        elif _is_month(tokens, words, at):
            found |= _of_days(words, at)
        elif _is_year(word):
            found.add(Mention("year", Fraction(int(word))))
            found |= _of_days(words, at)
    joined = f" {' '.join(words)} "
    found |= {Mention("part", name) for name in calendar if f" {name} " in joined}
    return frozenset(found)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit()


def _is_month(tokens: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether a word is the name of a month; “may” and “march” need a capital."""
    word = words[at]
    return word in MONTH_NUMBERS and (word not in _VERBS or _has_capital(tokens, words, at))


_VERBS: Final = frozenset({"may", "march"})
"""Months that are verbs unless they have a capital."""


def _has_capital(tokens: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the word at this very place has a capital, and not only the same word elsewhere."""
    # Words are case-folded and may be pieces of tokens, so the nth word is the nth such token.
    alike = [token for token in tokens if token.casefold() == words[at]]
    nth = words[:at].count(words[at])
    return nth < len(alike) and alike[nth][:1].isupper()


def _of_days(words: Sequence[str], at: int) -> set[Mention]:
    """The days that a month, or an ISO date, at a word can mean, alone and with their years."""
    found = set()
    for day, year in days_beside(words, at):
        found.add(Mention("day", Fraction(day)))
        dated = Mention("date", Fraction(year * 10000 + day))
        found.add(dated if year else Mention("undated", Fraction(day)))
    return found


def dated_weekdays(tokens: Sequence[str]) -> Iterator[Moment]:
    """Each date in tokens that has a weekday beside it."""
    if not WEEKDAY_FORMS.keys().isdisjoint(map(str.casefold, tokens)):  # few quotes name one
        yield from (day for day in days_in(words_of(tokens)) if day.weekday is not None)


def of_phrase(phrase: Phrase) -> Iterator[Mention]:
    """A number in each dimension that it can be of; of a range, both ends."""
    for value in phrase.values:
        if phrase.ordinal:
            yield Mention(Dimension.RANK.value, value, phrase.qualifier)
        elif phrase.unit == PERCENT:
            yield Mention(Dimension.PERCENT.value, value, phrase.qualifier)
        elif phrase.unit == POINTS:
            yield Mention(Dimension.POINTS.value, value, phrase.qualifier)
        else:
            if phrase.counted:
                yield Mention(Dimension.COUNT.value, value, phrase.qualifier)
            if phrase.unit in SECONDS:
                yield Mention(
                    Dimension.DURATION.value, value * SECONDS[phrase.unit][0], phrase.qualifier
                )
