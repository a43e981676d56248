"""The words of comparisons, explanations, coverage and CI pass through gettext, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import regex

from checker.assessment import Report
from checker.changes import Comparison
from checker.render import changes, ci, coverage, diff_markdown, diff_terminal, explain
from checker.render.i18n import language
from checker.usecases import check_book
from checker.usecases.coverage import coverage as coverage_of

from .test_diff import EDITOR, change
from .test_i18n import Pseudo, foreign, own_words

_LETTERS = regex.compile(r"\p{L}{2,}")
_BARE = regex.compile(r"`+[^`]*`+|<[^>]*>|[│╭╮╰╯─├┤┬┴┼*_#\u200b\\]")
_COMMAND = regex.compile(r"checker review \w+.*")


@pytest.fixture(scope="module")
def report(specimens: Path) -> Report:
    """A small book with something of everything."""
    return check_book(specimens / "base")


def english(text: str, known: Iterable[str]) -> list[str]:
    """The lines of a text in which words are left that are neither translated nor the book's."""
    words = sorted({*known, EDITOR, "HEAD"}, key=len, reverse=True)
    lines = [" ".join(_BARE.sub(" ", line).split()) for line in text.splitlines()]
    return [line for line in lines if _LETTERS.search(own_words(line, words))]


def causes(comparison: Comparison) -> Iterator[str]:
    """What a comparison says that is not translated: causes and names, as messages are."""
    for item in comparison.changes:
        for cause in item.because:
            yield from (cause.text, cause.what, cause.name)
    for approval in comparison.approvals:
        yield from approval.fields
    yield from (item.why for item in comparison.after.provenance)
    yield from (comparison.base, comparison.head, *comparison.schemas)


def words_of(comparison: Comparison) -> set[str]:
    """The words of the book on both sides, of findings, and of causes."""
    sides = (comparison.before, comparison.after)
    found = {text for side in sides for text in foreign(side)}
    found |= {item.hint for side in sides for item in side.findings}
    found |= {item.message for item in comparison.fixed}
    return found | {text for text in causes(comparison) if text}


def test_every_own_word_of_a_comparison_is_translated() -> None:
    """The sentences of each list, whatever lays them out."""
    found = change()
    with language(Pseudo()):
        lines = [changes.headline(found), changes.known_text(found), *changes.HEADINGS.values()]
        lines += [*changes.touched(found), *changes.approval_texts(found), *changes.table_heads()]
        lines += changes.conflict_texts((*found.appeared, *found.gone))
        lines += changes.provenance_texts(found.after)
        for row in changes.rows(found):
            lines += [row.before, row.after, *row.because]
        page, screen = diff_markdown.render(found), diff_terminal.render(found, "claims")
    ids = {rule.id for side in (found.before, found.after) for rule in side.assessment.book.rules}
    known = {*words_of(found), *ids, "f" * 12}
    assert english("\n".join(lines), known) == []
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert len(headings) == 8
    assert english("\n".join(headings), known) == []
    assert "⟦Àfféctéd, gràdé ünchàngéd⟧" in screen


def test_every_own_word_of_a_job_is_translated(report: Report) -> None:
    """Of the summary; of a change that leaves the book alone."""
    known = {*foreign(report), *(item.hint for item in report.findings)}
    with language(Pseudo()):
        pages = [ci.summary(report, None), ci.summary(None, None), ci.summary(report, change())]
    assert english(pages[0] + pages[1], known) == []
    assert "### ⟦Thé whõlé bõõk⟧" in pages[2]


def test_every_own_word_of_an_explanation_is_translated(report: Report) -> None:
    """Of a claim, a source, an entity, a rule; lines are as wide as they come."""
    book = report.assessment.book
    with pytest.MonkeyPatch.context() as patch, language(Pseudo()):
        patch.setattr(explain, "_WIDTH", 1_000)
        texts = [explain.claim(report, claim) for claim in book.claims.values()]
        texts += [explain.source(report, source) for source in book.sources.values()]
        texts += [explain.entity(report, entity) for entity in book.entities.values()]
        texts += [explain.rule(rule, report) for rule in report.assessment.rules]
    own = {*book.entities, *book.measures, *book.topics, "no archive was given"}
    own |= {entity.note for entity in book.entities.values() if entity.note}
    paths = {claim.place.document.path for claim in book.claims.values()}
    assert english("\n".join(texts), {*foreign(report), *own, *paths}) == []


def test_every_own_word_of_coverage_is_translated(specimens: Path, report: Report) -> None:
    """On the terminal, in Markdown, on the page of articles."""
    found = coverage_of(specimens / "base", None, [])
    with language(Pseudo()):
        texts = [coverage.terminal(found, everything=True, width=1_000), coverage.markdown(found)]
        page = coverage.html(found)
    marks = {mark for item in found.sources for marks in item.marks.values() for mark in marks}
    assert english("\n".join(texts), {*foreign(report), *map(str, marks)}) == []
    body = page[page.index("<body>") :]
    assert english(body, {*foreign(report), *map(str, marks)}) == []
