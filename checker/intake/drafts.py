"""Draft claims from a text: one for each figure, and one for each reported statement.

A draft quotes the right words, carries the value that stands in them, and proposes who and what is
meant. It is a beginning: what it proposes is for a researcher to confirm, and it says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import regex

from checker.book import Book, Measure
from checker.coverage import SentenceCoverage, SentenceState
from checker.coverage.marks import REPORTING
from checker.intake.names import Named, Names, slug
from checker.text import IndexedText, Match, parse_quote
from checker.text.quotes import QuoteError, locate
from checker.text.tokens import is_word
from checker.values import (
    Dimension,
    InvalidValue,
    decimal_text,
    parse_quantity,
    readings,
    words_with_places,
)
from checker.values.figures import Figure, figures_in
from checker.values.phrases import Phrase
from checker.values.units import PERCENT, POINTS, SECONDS
from checker.verification.number_boundaries import cut_number

LEAST_WORDS: Final = 4
MINIMUM_WORDS: Final = 6
MAXIMUM_WORDS: Final = 25
_DENYING: Final = frozenset(
    {"denied", "denies", "deny", "denying", "rejected", "dismissed", "refuted", "disputed"}
)
_CONTROL: Final = regex.compile(r"[\p{Cc}\p{Cs}\u2028\u2029]")
NOBODY: Final = "to-be-named"
_STOP_WORDS: Final = (
    "in on at of for from by with to and or but as if when while after before since than that which who were was is "
    "are had have has be been will would could should may might not there the a an his her their its this these those "
    "more less fewer according during against between into over under about per behind ahead"
)
_STOPS: Final = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft claim."""

    id: str
    topic: str
    data: Mapping[str, Any]
    """The record, in the order of its keys."""

    entities: Mapping[str, str]
    """Entities that it names and the book does not have, by the id that is proposed."""

    measure: Measure | None
    """A measure that it uses and the book does not have."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in the making of drafts."""

    number: int
    start: int
    tokens: tuple[str, ...]
    words: int
    names: tuple[Named, ...]
    phrases: Mapping[int, tuple[Phrase, tuple[int, int]]]
    """By token: the widest reading of the figure there, and its tokens."""


class Drafter:
    """Writes the drafts of one text."""

    def __init__(self, book: Book, source: str, text: IndexedText, topic: str) -> None:
        self._book = book
        self._source = source
        self._text = text
        self._topic = topic
        self._names = Names(book.entities.values())

    def drafts(self, sentences: Sequence[SentenceCoverage]) -> list[Draft]:
        """Drafts for what is open in the sentences, in the order of the text; one for each quantity."""
        found: dict[str, Draft] = {}
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for coverage in sentences:
            if coverage.state is SentenceState.OPEN:
                for draft in self._of_sentence(coverage):
                    quantity = draft.data.get("quantity", {})
                    others = alike[f"{quantity.get('measure')} {quantity.get('value')}"]
                    same = next((name for name in others if _same(found[name], draft)), None)
                    if same:
                        found[same] = _merged(found[same], draft)
                    elif draft.id not in found:
                        found[draft.id] = draft
                        others.append(draft.id)
        return list(found.values())

    def _of_sentence(self, coverage: SentenceCoverage) -> Iterator[Draft]:
        start, end = coverage.span
        tokens = self._text.tokens.texts[start:end]
        words = sum(map(is_word, tokens))
        names = tuple(self._names.find(tokens))
        sentence = _Sentence(coverage.number, start, tokens, words, names, _phrases(tokens))
        open_figures = {
            figure.span for figure in coverage.figures if figure.state is SentenceState.OPEN
        }
        last: Measure | None = None
        for figure in figures_in(tokens):
            if (start + figure.start, start + figure.end) in open_figures and not figure.dated:
                draft, last = self._figure(sentence, figure, last)
                if draft:
                    yield draft
        if not coverage.claims:
            reported = self._reported(sentence)
            if reported:
                yield reported

    # figures

    def _figure(
        self, sentence: _Sentence, figure: Figure, last: Measure | None
    ) -> tuple[Draft | None, Measure | None]:
        """The draft of a figure, and its measure; ``last`` is that of the figure before it in the sentence."""
        phrase, span = sentence.phrases.get(figure.start, (None, (figure.start, figure.end)))
        if any(token.casefold() in _DENYING for token in sentence.tokens[: figure.start]):
            return None, last  # who denies a figure is no independent outlet for it
        if phrase is None or (phrase.ordinal and not _is_place(sentence.tokens, span)):
            return None, last
        speaker = _speaker(sentence)
        subject = _subject(sentence, figure, speaker)
        noun, behind = _noun(sentence.tokens, span[1])
        measure = self._measure(sentence.tokens, span, phrase, noun, last)
        quote = self._quote(sentence, (span[0], behind), subject) or self._quote(
            sentence, span, None
        )
        if quote is None:
            return None, measure
        value, reading = _value(phrase, measure.dimension)
        evidence: dict[str, Any] = {"source": self._source, "quote": quote}
        if speaker:
            evidence |= {
                "origin": speaker.entity,
                "origin_inferred": f"The sentence names {speaker.name}.",
            }
        if reading:
            evidence["reading"] = reading
        unit = "" if phrase.unit or phrase.ordinal else f" {measure.unit}"
        draft = self._draft(
            f"{slug(self._source, 80)}-{sentence.number:02}-{slug(decimal_text(phrase.values[0]))}-{measure.id}",
            "figure",
            f"{subject.name if subject else 'To be named'}: {parse_quantity(value, measure.dimension).text}{unit}, "
            f"as in “{quote}”.",
            {
                "quantity": {
                    "subject": subject.entity if subject else NOBODY,
                    "measure": measure.id,
                    "value": value,
                }
            },
            evidence,
            sentence,
            [item for item in (subject, speaker) if item],
            None if measure.id in self._book.measures else measure,
            nobody=subject is None,
        )
        return draft, measure

    def _measure(
        self,
        tokens: Sequence[str],
        span: tuple[int, int],
        phrase: Phrase,
        noun: str,
        last: Measure | None,
    ) -> Measure:
        """A measure of the book whose words stand by the figure, else one that is proposed."""
        dimension = _dimension(phrase)
        near = {_stem(token) for token in tokens[max(0, span[0] - 4) : span[1] + 5]} - _UNITS
        if (
            noun and dimension is Dimension.COUNT
        ):  # what is counted is named: nothing else around it counts
            near = {_stem(noun)}
        for measure in self._book.measures.values():
            words = {_stem(word) for word in (measure.unit.split()[-1], *measure.id.split("-"))}
            if measure.dimension is dimension and words & near:
                return measure
        if not noun and last is not None and last.dimension is dimension:
            return last
        defaults = {
            Dimension.PERCENT: "share",
            Dimension.DURATION: "duration",
            Dimension.RANK: "place",
        }
        unit = defaults.get(dimension) or (noun if slug(noun) != slug("") else "things")
        known = self._book.measures.get(slug(unit))
        if known is not None and known.dimension is dimension:
            return known
        return Measure(
            slug(unit) if known is None else f"{slug(unit)}-{dimension}",
            dimension,
            unit,
            "Proposed by checker intake.",
        )

    # statements

    def _reported(self, sentence: _Sentence) -> Draft | None:
        verb = next(
            (at for at, token in enumerate(sentence.tokens) if token.casefold() in REPORTING), None
        )
        if verb is None:
            return None
        speaker = _speaker(sentence)
        quote = self._quote(sentence, (verb, verb + 1), speaker, longest=True)
        if quote is None:
            return None
        name = speaker.name if speaker else "Somebody"
        return self._draft(
            f"{slug(self._source, 80)}-{sentence.number:02}-said",
            "attribution",
            f"{name} made a statement, in the words of the source: “{quote}”.",
            {"speaker": speaker.entity if speaker else NOBODY},
            {"source": self._source, "quote": quote},
            sentence,
            [speaker] if speaker else [],
            None,
            nobody=speaker is None,
        )

    def _draft(
        self,
        name: str,
        kind: str,
        statement: str,
        middle: Mapping[str, Any],
        evidence: Mapping[str, Any],
        sentence: _Sentence,
        named: Sequence[Named],
        measure: Measure | None,
        *,
        nobody: bool,
    ) -> Draft:
        entities = {item.entity: item.name for item in named if not item.known}
        if nobody and NOBODY not in self._book.entities:
            entities[NOBODY] = "To be named by the researcher"
        data = {
            "id": name,
            "kind": kind,
            "statement": statement,
            **middle,
            "supporting": [evidence],
            "review": {"state": "draft"},
            "note": f"Drafted by checker intake from sentence {sentence.number}; confirm who, what and whose word.",
        }
        return Draft(name, self._topic, data, entities, measure)

    # quotes

    def _quote(
        self,
        sentence: _Sentence,
        span: tuple[int, int],
        about: Named | None,
        *,
        longest: bool = False,
    ) -> str | None:
        """The shortest run around a span that stands there once and cuts no number; None if there is none."""
        first, last = span
        if about and max(last, about.end) - min(first, about.start) <= MAXIMUM_WORDS:
            first, last = min(first, about.start), max(last, about.end)
        wanted = MAXIMUM_WORDS - 3 if longest else MINIMUM_WORDS
        while True:
            raw = " ".join(self._text.slice(sentence.start + first, sentence.start + last).split())
            words = sum(map(is_word, sentence.tokens[first:last]))
            if words > MAXIMUM_WORDS:
                return None
            enough = words >= (
                LEAST_WORDS if _is_clause(sentence.tokens, first, last) and not longest else wanted
            )
            if (enough or words == sentence.words) and self._stands(raw):
                return self._closed(sentence, first, last)
            wider = _wider(sentence.tokens, first, last)
            if wider is None:
                return None
            first, last = wider

    def _closed(self, sentence: _Sentence, first: int, last: int) -> str:
        """The words of a run, with the quotation mark at its edge if its partner is inside."""
        if sentence.tokens[first:last].count('"') % 2:
            if last < len(sentence.tokens) and sentence.tokens[last] == '"':
                last += 1
            elif first > 0 and sentence.tokens[first - 1] == '"':
                first -= 1
        raw = " ".join(self._text.slice(sentence.start + first, sentence.start + last).split())
        return raw.rstrip(" .,;:")

    def _stands(self, raw: str) -> bool:
        try:
            quote = parse_quote(raw)
        except QuoteError:
            return False
        matches: list[Match] = locate(self._text, quote)
        if _CONTROL.search(raw):
            return False
        return (
            quote.words >= LEAST_WORDS
            and len(matches) == 1
            and not cut_number(self._text, matches[0])
        )


def _wider(tokens: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """A run with one token more: to the left within its clause, then to the right, then beyond the clause."""
    if first > 0 and tokens[first - 1] not in _BREAKS:
        return first - 1, last
    if last < len(tokens) and tokens[last] not in _BREAKS:
        return first, last + 1
    if first > 0:
        return first - 1, last
    return (first, last + 1) if last < len(tokens) else None


def _is_clause(tokens: Sequence[str], first: int, last: int) -> bool:
    """Whether a run has a mark, or the sentence's edge, on both sides."""
    return (first == 0 or tokens[first - 1] in _BREAKS) and (
        last == len(tokens) or tokens[last] in _BREAKS
    )


_BREAKS: Final = frozenset(',;:()[]"-–—.!?')


def _phrases(tokens: Sequence[str]) -> dict[int, tuple[Phrase, tuple[int, int]]]:
    """By token, the first reading of the figure that it is part of, and that reading's tokens."""
    words, places = words_with_places(tokens)
    found: dict[int, tuple[Phrase, tuple[int, int]]] = {}
    for group in readings(words):
        for phrase in group:
            span = places[phrase.start], places[phrase.end - 1] + 1
            for at in range(*span):
                found.setdefault(at, (phrase, span))
    return found


def _is_place(tokens: Sequence[str], span: tuple[int, int]) -> bool:
    behind = tokens[span[1]].casefold() if span[1] < len(tokens) else ""
    return behind in ("place", "largest", "biggest") or any(
        "-" in token for token in tokens[slice(*span)]
    )


def _dimension(phrase: Phrase) -> Dimension:
    if phrase.ordinal:
        return Dimension.RANK
    if phrase.unit in (PERCENT, POINTS):
        return Dimension.PERCENT if phrase.unit == PERCENT else Dimension.POINTS
    return Dimension.DURATION if phrase.unit in SECONDS else Dimension.COUNT


def _value(phrase: Phrase, dimension: Dimension) -> tuple[Any, str]:
    """The value as a person would write it; and a reading, where the grammar of values has no such qualifier."""
    number = phrase.values[0]
    bare: Any = (
        int(number)
        if number.denominator == 1 and not phrase.unit
        else _written(number, phrase.unit)
    )
    if not phrase.qualifier:
        return bare, ""
    try:
        parse_quantity({phrase.qualifier: bare}, dimension)
    except InvalidValue:  # nearly two thirds: there is no last digit to go by
        if phrase.qualifier == "nearly":
            return {"less_than": bare}, ""
        return bare, f"The source says {phrase.qualifier.replace('_', ' ')} {bare}."
    return {phrase.qualifier: bare}, ""


def _written(number: Fraction, unit: str) -> str:
    text = decimal_text(number)
    if unit == PERCENT:
        return f"{text}%"
    if unit == POINTS:
        return f"{text} percentage points"
    return f"{text} {unit}{'' if number == 1 else 's'}" if unit else text


def _noun(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """What is counted, and the token behind it: “of the 30 planned cuts” are cuts. Nothing, and ``at``, if not told."""
    place = at
    of = tokens[at : at + 1] and tokens[at].casefold() == "of"
    while (
        of
        and place < min(len(tokens), at + 4)
        and (
            tokens[place].casefold() in ("of", "the", "its", "their", "these")
            or tokens[place][0].isdigit()
        )
    ):
        place += 1
    words: list[str] = []
    while place < len(tokens) and len(words) < 3:
        token = tokens[place]
        verb = bool(words) and token.endswith("ed")
        if not token.isalpha() or token.casefold() in _STOPS or token[0].isupper() or verb:
            break
        words.append(tokens[place].casefold())
        place += 1
    return (words[-1], place) if words else ("", at)


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


_UNITS: Final = frozenset(
    {
        "percent",
        "%",
        "per",
        "cent",
        "point",
        "of",
        "the",
        "a",
        *(_stem(unit) for unit in SECONDS),
        "place",
    }
)
"""Words that say what kind of number it is, and not of what."""


def _subject(sentence: _Sentence, figure: Figure, speaker: Named | None) -> Named | None:
    """Whose figure it is: the nearest name before it, else the nearest behind; who speaks of it is not."""
    names = [item for item in sentence.names if item is not speaker]
    ahead = [item for item in names if item.end <= figure.start]
    behind = [item for item in names if item.start >= figure.end]
    return ahead[-1] if ahead else behind[0] if behind else None


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are of one quantity, told twice: the same measure and value, and no two subjects."""
    ours, theirs = one.data.get("quantity"), other.data.get("quantity")
    if not ours or not theirs:
        return False
    subjects = {ours["subject"], theirs["subject"]} - {NOBODY}
    return len(subjects) < 2 and (ours["measure"], ours["value"]) == (
        theirs["measure"],
        theirs["value"],
    )


def _merged(one: Draft, other: Draft) -> Draft:
    """The first draft with the evidence of both; what the second knows of the subject is kept."""
    better = other if one.data["quantity"]["subject"] == NOBODY else one
    data = {
        **one.data,
        "statement": better.data["statement"],
        "quantity": better.data["quantity"],
        "supporting": [*one.data["supporting"], *other.data["supporting"]],
    }
    entities = {**one.entities, **other.entities}
    if better is other and data["quantity"]["subject"] != NOBODY:
        entities.pop(NOBODY, None)
    return replace(one, data=data, entities=entities)


def _speaker(sentence: _Sentence) -> Named | None:
    """Whose word a sentence reports: the name before its verb of saying, or behind “according to”."""
    words = [token.casefold() for token in sentence.tokens]
    for at in range(len(words) - 1):
        if words[at : at + 2] == ["according", "to"]:
            return next(
                (item for item in sentence.names if item.start >= at + 2 and item.start - at <= 6),
                None,
            )
    for at, word in enumerate(words):
        if word in REPORTING:
            ahead = [item for item in sentence.names if item.end <= at]
            behind = [item for item in sentence.names if item.start == at + 1]
            return ahead[-1] if ahead else behind[0] if behind else None
    return None
