"""The outline of a text: where its sentences and figures stand, and no word of it."""

from __future__ import annotations

from checker.book import Outline
from checker.text import IndexedText
from checker.text.sentences import Sentences
from checker.values.figures import figures_in


def outline_of(text: IndexedText, language: str) -> Outline:
    """The outline of a text in a language (a BCP 47 tag; its rules for sentences are used)."""
    spans = Sentences(text, language).spans
    figures = tuple(
        (start + figure.start, start + figure.end)
        for start, end in spans
        for figure in figures_in(text.tokens.texts[start:end])
    )
    return Outline(tuple(start for start, _ in spans), len(text.tokens), figures)
