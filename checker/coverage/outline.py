"""The outline of a text: where its sentences and figures are, without any of its words."""

from __future__ import annotations

from checker.book import Outline
from checker.text import IndexedText
from checker.text.sentences import Sentences
from checker.values.figures import figures_in


def outline_of(text: IndexedText, language: str) -> Outline:
    """The outline of a text; ``language`` is a BCP 47 tag and decides where sentences end."""
    spans = Sentences(text, language).spans
    figures = tuple(
        (start + figure.start, start + figure.end)
        for start, end in spans
        for figure in figures_in(text.tokens.texts[start:end])
    )
    return Outline(tuple(start for start, _ in spans), len(text.tokens), figures)
