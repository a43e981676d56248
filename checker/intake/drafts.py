"""Draft claims from a text: one for each figure, and one for each reported statement.

A draft quotes the right words, has the value that is in them, and proposes who and what is meant.
It is a beginning for a researcher to confirm, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from checker.book import Book, Measure
from checker.coverage import SentenceCoverage, SentenceState
from checker.intake.measures import measure_for, value_of
from checker.intake.names import Named, Names, slug
from checker.intake.quoting import Quoter
from checker.intake.sentence import ReadSentence, is_rank, noun_behind, phrases_by_token
from checker.text import IndexedText
from checker.text.tokens import is_word
from checker.values import decimal_text, parse_quantity
from checker.values.figures import Figure, figures_in
from checker.values.phrases import Phrase

NOBODY: Final = "to-be-named"
"""The id of the entity for anybody whom a sentence does not name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft claim."""

    id: str
    topic: str
    data: Mapping[str, Any]
    """The record, in the order of its keys."""

    entities: Mapping[str, str]
    """Names of entities that it needs and the book does not have, by the proposed id."""

    measure: Measure | None
    """A measure that it uses and the book does not have."""


class Drafter:
    """Writes the drafts of one text."""

    def __init__(self, book: Book, source: str, text: IndexedText, topic: str) -> None:
        self._book = book
        self._source = source
        self._text = text
        self._topic = topic
        self._names = Names(book.entities.values())
        self._quoter = Quoter(text)

    def drafts(self, sentences: Sequence[SentenceCoverage]) -> list[Draft]:
        """Drafts for what is open in the sentences, in the order of the text; one per quantity."""
        found: dict[str, Draft] = {}
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for draft in self._all_drafts(sentences):
            quantity = draft.data.get("quantity", {})
            others = alike[f"{quantity.get('measure')} {quantity.get('value')}"]
            same = next((name for name in others if _same(found[name], draft)), None)
            if same:
                found[same] = _merged(found[same], draft)
            elif draft.id not in found:
                found[draft.id] = draft
                others.append(draft.id)
        return list(found.values())

    def _all_drafts(self, sentences: Sequence[SentenceCoverage]) -> Iterator[Draft]:
        """The drafts of each open sentence, the same quantity more than once."""
        for coverage in sentences:
            if coverage.state is SentenceState.OPEN:
                yield from self._of_sentence(coverage)

    def _of_sentence(self, coverage: SentenceCoverage) -> Iterator[Draft]:
        """Drafts of a sentence's open figures, and of its statement if no claim quotes it."""
        sentence = self._read(coverage)
        last: Measure | None = None
        for figure in _open_figures(sentence, coverage):
            draft, last = self._figure(sentence, figure, last)
            if draft:
                yield draft
        if not coverage.claims:
            reported = self._reported(sentence)
            if reported:
                yield reported

    def _read(self, coverage: SentenceCoverage) -> ReadSentence:
        start, end = coverage.span
        tokens = self._text.tokens.texts[start:end]
        return ReadSentence(
            number=coverage.number,
            start=start,
            tokens=tokens,
            words=sum(map(is_word, tokens)),
            names=tuple(self._names.find(tokens)),
            phrases=phrases_by_token(tokens),
        )

    # figures

    def _figure(
        self, sentence: ReadSentence, figure: Figure, last: Measure | None
    ) -> tuple[Draft | None, Measure | None]:
        """The draft of a figure, and its measure; ``last`` is the measure of the figure before."""
        if figure.start not in sentence.phrases:
            return None, last
        phrase, span = sentence.phrases[figure.start]
        # Somebody who denies a figure does not support it.
        if sentence.denies_before(figure.start) or not _is_draftable(sentence, phrase, span):
            return None, last
        speaker = sentence.speaker
        subject = sentence.subject(figure, speaker)
        noun, behind = noun_behind(sentence.tokens, span[1])
        measure = measure_for(self._book.measures, sentence.tokens, span, phrase, noun, last)
        quote = self._quoter.quote(sentence, (span[0], behind), subject)
        quote = quote or self._quoter.quote(sentence, span, None)
        if quote is None:
            return None, measure
        draft = self._figure_draft(sentence, phrase, measure, quote, subject, speaker)
        return draft, measure

    def _figure_draft(
        self,
        sentence: ReadSentence,
        phrase: Phrase,
        measure: Measure,
        quote: str,
        subject: Named | None,
        speaker: Named | None,
    ) -> Draft:
        """The claim about a figure, with its one piece of evidence."""
        value, reading = value_of(phrase, measure.dimension)
        evidence: dict[str, Any] = {"source": self._source, "quote": quote}
        if speaker:
            evidence["origin"] = speaker.entity
            evidence["origin_inferred"] = f"The sentence names {speaker.name}."
        if reading:
            evidence["reading"] = reading
        number = slug(decimal_text(phrase.values[0]))
        value_text = parse_quantity(value, measure.dimension).text
        unit = "" if phrase.unit or phrase.ordinal else f" {measure.unit}"
        name = subject.name if subject else "To be named"
        quantity = {
            "subject": subject.entity if subject else NOBODY,
            "measure": measure.id,
            "value": value,
        }
        return self._draft(
            f"{self._id_of(sentence)}-{number}-{measure.id}",
            "figure",
            f"{name}: {value_text}{unit}, as in “{quote}”.",
            {"quantity": quantity},
            evidence,
            sentence,
            [item for item in (subject, speaker) if item],
            None if measure.id in self._book.measures else measure,
            nobody=subject is None,
        )

    # statements

    def _reported(self, sentence: ReadSentence) -> Draft | None:
        """The claim that somebody made the statement that a sentence reports."""
        verb = sentence.reporting_verb
        if verb is None:
            return None
        speaker = sentence.speaker
        quote = self._quoter.quote(sentence, (verb, verb + 1), speaker, longest=True)
        if quote is None:
            return None
        name = speaker.name if speaker else "Somebody"
        return self._draft(
            f"{self._id_of(sentence)}-said",
            "attribution",
            f"{name} made a statement, in the words of the source: “{quote}”.",
            {"speaker": speaker.entity if speaker else NOBODY},
            {"source": self._source, "quote": quote},
            sentence,
            [speaker] if speaker else [],
            None,
            nobody=speaker is None,
        )

    def _id_of(self, sentence: ReadSentence) -> str:
        """How the ids of a sentence's drafts begin."""
        return f"{slug(self._source, 80)}-{sentence.number:02}"

    def _draft(
        self,
        name: str,
        kind: str,
        statement: str,
        middle: Mapping[str, Any],
        evidence: Mapping[str, Any],
        sentence: ReadSentence,
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
            "note": f"Drafted by checker intake from sentence {sentence.number}; "
            "confirm who, what and who says so.",
        }
        return Draft(name, self._topic, data, entities, measure)


def _open_figures(sentence: ReadSentence, coverage: SentenceCoverage) -> Iterator[Figure]:
    """The figures of a sentence that nothing accounts for; dates are no claims of their own."""
    open_spans = {figure.span for figure in coverage.figures if figure.state is SentenceState.OPEN}
    for figure in figures_in(sentence.tokens):
        span = (sentence.start + figure.start, sentence.start + figure.end)
        if span in open_spans and not figure.dated:
            yield figure


def _is_draftable(sentence: ReadSentence, phrase: Phrase, span: tuple[int, int]) -> bool:
    """Whether a figure can be a claim; an ordinal can only if it is a place in an order."""
    return not phrase.ordinal or is_rank(sentence.tokens, span)


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are of one quantity: equal measures and values, and no two subjects."""
    ours, theirs = one.data.get("quantity"), other.data.get("quantity")
    if not ours or not theirs:
        return False
    subjects = {ours["subject"], theirs["subject"]} - {NOBODY}
    same_value = (ours["measure"], ours["value"]) == (theirs["measure"], theirs["value"])
    return len(subjects) < 2 and same_value


def _merged(one: Draft, other: Draft) -> Draft:
    """The first draft with the evidence of both, and the subject that either knows."""
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
