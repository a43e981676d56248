"""What a drafted figure measures, and its value as a person would write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from checker.book import Measure
from checker.intake.names import slug
from checker.intake.sentence import TokenSpan
from checker.values import Dimension, InvalidValue, decimal_text, parse_quantity
from checker.values.phrases import Phrase
from checker.values.units import PERCENT, POINTS, SECONDS

_DEFAULT_UNITS: Final = {
    Dimension.PERCENT: "share",
    Dimension.DURATION: "duration",
    Dimension.RANK: "place",
}
_NEAR: Final = 4
"""Tokens on each side of a figure that may name what it measures."""


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


_UNIT_WORDS: Final = frozenset({"percent", "%", "per", "cent", "point", "of", "the", "a", "place"})
_UNIT_STEMS: Final = _UNIT_WORDS | {_stem(unit) for unit in SECONDS}
"""Words that say what kind of number it is, and not what it counts."""


def measure_for(
    known: Mapping[str, Measure],
    tokens: Sequence[str],
    span: TokenSpan,
    phrase: Phrase,
    noun: str,
    last: Measure | None,
) -> Measure:
    """The measure of a figure: one of the book's whose words are beside it, else a proposal.

    ``noun`` is what the figure counts, if the sentence says it; ``last`` is the measure of the
    figure before it in the sentence, which the figure shares if it names none.
    """
    dimension = _dimension(phrase)
    # What is counted is named by its noun, and nothing else around the figure matters.
    named = noun and dimension is Dimension.COUNT
    near = {_stem(noun)} if named else _stems_near(tokens, span)
    for measure in known.values():
        if measure.dimension is dimension and _stems_of(measure) & near:
            return measure
    if not noun and last is not None and last.dimension is dimension:
        return last
    return _proposed(known, dimension, noun)


def _stems_near(tokens: Sequence[str], span: TokenSpan) -> set[str]:
    around = tokens[max(0, span[0] - _NEAR) : span[1] + _NEAR + 1]
    return set(map(_stem, around)) - _UNIT_STEMS


def _stems_of(measure: Measure) -> set[str]:
    return {_stem(word) for word in (measure.unit.split()[-1], *measure.id.split("-"))}


def _proposed(known: Mapping[str, Measure], dimension: Dimension, noun: str) -> Measure:
    """A measure named after its unit; the book's own if it has one of that name and dimension."""
    has_letters = slug(noun) != slug("")  # a noun in another script makes no id
    unit = _DEFAULT_UNITS.get(dimension) or (noun if has_letters else "things")
    name = slug(unit)
    namesake = known.get(name)
    if namesake is not None and namesake.dimension is dimension:
        return namesake
    free_name = name if namesake is None else f"{name}-{dimension}"
    return Measure(free_name, dimension, unit, "Proposed by checker intake.")


def _dimension(phrase: Phrase) -> Dimension:
    if phrase.ordinal:
        return Dimension.RANK
    if phrase.unit == PERCENT:
        return Dimension.PERCENT
    if phrase.unit == POINTS:
        return Dimension.POINTS
    return Dimension.DURATION if phrase.unit in SECONDS else Dimension.COUNT


def value_of(phrase: Phrase, dimension: Dimension) -> tuple[Any, str]:
    """The value as a person would write it in a claim file, and a reading of the quote or nothing.

    A reading is needed where values cannot have the quote's qualifier.
    """
    number = phrase.values[0]
    is_plain = number.denominator == 1 and not phrase.unit
    bare: Any = int(number) if is_plain else _written(number, phrase.unit)
    if not phrase.qualifier:
        return bare, ""
    qualified = {phrase.qualifier: bare}
    try:
        parse_quantity(qualified, dimension)
    except InvalidValue:  # nearly two thirds: a fraction is not round
        if phrase.qualifier == "nearly":
            return {"less_than": bare}, ""
        return bare, f"The source says {phrase.qualifier.replace('_', ' ')} {bare}."
    return qualified, ""


def _written(number: Fraction, unit: str) -> str:
    text = decimal_text(number)
    if unit == PERCENT:
        return f"{text}%"
    if unit == POINTS:
        return f"{text} percentage points"
    plural = "" if number == 1 else "s"
    return f"{text} {unit}{plural}" if unit else text
