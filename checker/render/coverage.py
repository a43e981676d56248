"""Coverage of texts: on a terminal, in Markdown, as JSON, and as an annotated article in HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final

from tabulate import tabulate

from checker.coverage import (
    CoverageReport,
    CoveredSource,
    FigureCoverage,
    SentenceCoverage,
    SentenceState,
)
from checker.render import formatting
from checker.render.html import template
from checker.render.terminal import Paint, clean

SCHEMA_VERSION: Final = "1"
MARKS: Final = {SentenceState.COVERED: "✓", SentenceState.WAIVED: "–", SentenceState.OPEN: "○"}
"""So that a state is never told by colour alone."""

_STYLES: Final = {
    SentenceState.COVERED: "green",
    SentenceState.WAIVED: "dim",
    SentenceState.OPEN: "yellow",
}


def summary_text(item: CoveredSource) -> str:
    """One line on a source."""
    coverage = item.coverage
    counts = ", ".join(f"{coverage.count(state)} {state}" for state in SentenceState)
    figures = len(coverage.figures)
    return (
        f"{len(coverage.sentences)} sentences: {counts}; {figures} figures: "
        f"{figures - coverage.open_figures} accounted for, {coverage.open_figures} open"
    )


def state_text(item: CoveredSource, sentence: SentenceCoverage) -> str:
    """Why a sentence is in its state, in words."""
    if sentence.state is SentenceState.OPEN:
        still = [figure for figure in sentence.figures if figure.state is SentenceState.OPEN]
        marks = ", ".join(sorted(item.marks.get(sentence.number, ())))
        if sentence.claims and still:
            claims = ", ".join(sentence.claims)
            return f"open: {_figures_text(item, still)} not accounted for; quoted by {claims}"
        return f"open: {marks}" if marks else "open"
    if sentence.state is SentenceState.WAIVED:
        return "; ".join(f"waived, {waiver.reason}: {waiver.note}" for waiver in sentence.waivers)
    return f"covered by {', '.join(sentence.claims)}"


def _figures_text(item: CoveredSource, figures: list[FigureCoverage]) -> str:
    if item.text is None:
        return formatting.plural(len(figures), "figure")
    return ", ".join(f"“{' '.join(item.text.slice(*figure.span).split())}”" for figure in figures)


def passage(item: CoveredSource, sentence: SentenceCoverage) -> str:
    """The words of a sentence; its place, where the text is not at hand."""
    if item.text is None:
        return f"(tokens {sentence.span[0]} to {sentence.span[1]}; the text is not at hand)"
    return " ".join(item.text.slice(*sentence.span).split())


def terminal(
    report: CoverageReport, *, everything: bool, colour: bool = False, width: int = 100
) -> str:
    """The sources with their open sentences, or with every sentence."""
    paint = Paint(colour)
    blocks = []
    for item in report.sources:
        lines = [paint(item.source.id, "bold"), summary_text(item)]
        if item.stale:
            lines.append("the recorded outline is not that of the text: run “checker prove”")
        lines += [
            f"lapsed: a waiver of other words, {waiver.note}" for waiver in item.coverage.lapsed
        ]
        for sentence in item.coverage.sentences if everything else item.open:
            lines += _sentence_lines(item, sentence, paint, width)
        blocks.append("\n".join(lines))
    blocks += [
        f"{name}: neither text nor outline; run “checker prove” where the text is"
        for name in report.unknown
    ]
    total = f"{report.percent} percent of all sentences are accounted for"
    return "\n\n".join([*blocks, paint(total, "bold")]) + "\n"


def _sentence_lines(
    item: CoveredSource, sentence: SentenceCoverage, paint: Paint, width: int
) -> Iterator[str]:
    head = f"{MARKS[sentence.state]} {sentence.number:>3} "
    yield paint(f"{head}{clean(state_text(item, sentence))}", _STYLES[sentence.state])
    for line in wrap(clean(passage(item, sentence)), width - len(head)):
        yield " " * len(head) + line


def markdown(report: CoverageReport) -> str:
    """A table of the sources, and one of the sentences of each."""
    parts = [
        "# Coverage",
        _table(["source", *SentenceState, "figures", "open figures"], map(_counts, report.sources)),
    ]
    for item in report.sources:
        rows = [
            [
                sentence.number,
                f"{MARKS[sentence.state]} {sentence.state}",
                _escape(state_text(item, sentence)),
            ]
            for sentence in item.coverage.sentences
        ]
        parts += [f"## {item.source.id}", _table(["sentence", "state", "why"], rows)]
    return "\n\n".join(parts) + "\n"


def _counts(item: CoveredSource) -> list[object]:
    coverage = item.coverage
    return [
        item.source.id,
        *map(coverage.count, SentenceState),
        len(coverage.figures),
        coverage.open_figures,
    ]


def _table(headers: list[str], rows: Any) -> str:
    return tabulate(list(rows), headers=headers, tablefmt="pipe", disable_numparse=True)


def _escape(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def to_json(report: CoverageReport) -> str:
    """Plain data; no word of a text."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "book": {"name": report.book.name, "digest": report.book.digest},
        "percent": report.percent,
        "sources": [to_data(item) for item in report.sources],
        "unknown": list(report.unknown),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_data(item: CoveredSource) -> dict[str, Any]:
    """One source as plain data."""
    coverage = item.coverage
    return {
        "source": item.source.id,
        "percent": coverage.percent,
        **{str(state): coverage.count(state) for state in SentenceState},
        "figures": len(coverage.figures),
        "open_figures": coverage.open_figures,
        "sentences": [
            {
                "number": sentence.number,
                "tokens": list(sentence.span),
                "state": str(sentence.state),
                "marks": sorted(map(str, item.marks.get(sentence.number, ()))),
                "claims": list(sentence.claims),
                "figures": [
                    {
                        "tokens": list(figure.span),
                        "state": str(figure.state),
                        "claims": list(figure.claims),
                    }
                    for figure in sentence.figures
                ],
                "waived": [waiver.reason for waiver in sentence.waivers],
            }
            for sentence in coverage.sentences
        ],
    }


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence that are marked alike."""

    text: str
    quoted: bool
    figure: str
    """SentenceState of the figure that they are, or nothing."""


def html(report: CoverageReport) -> str:
    """The annotated articles: for the desk's own use, since they are other people's texts."""
    return template("coverage.html.j2").render(
        report=report,
        stretches=stretches,
        state_text=state_text,
        summary_text=summary_text,
        passage=passage,
        MARKS=MARKS,
    )


def stretches(item: CoveredSource, sentence: SentenceCoverage) -> list[Stretch]:
    """A sentence in pieces: what is quoted, what is a figure, what is neither."""
    if item.text is None:
        return [Stretch(passage(item, sentence), quoted=False, figure="")]
    text, tokens = item.text.text, item.text.tokens
    end = sentence.span[1]
    found: list[Stretch] = []
    for first, last in pairwise(_edges(sentence)):
        behind = tokens.ends[last - 1]
        gap = text[behind : tokens.starts[last]] if last < end else ""
        quoted = any(span[0] <= first < span[1] for span in sentence.quoted)
        goes_on = any(span[0] < last < span[1] for span in sentence.quoted)
        words = text[tokens.starts[first] : behind]
        found.append(Stretch(words, quoted, _figure_at(sentence, first)))
        found.append(Stretch(gap, quoted and goes_on, ""))
    return found


def _edges(sentence: SentenceCoverage) -> list[int]:
    """The tokens at which something begins or ends: the sentence, a quote, a figure."""
    figures = [figure.span for figure in sentence.figures]
    spans = (sentence.span, *sentence.quoted, *figures)
    return sorted({at for span in spans for at in span})


def _figure_at(sentence: SentenceCoverage, token: int) -> str:
    """The state of the figure that a token belongs to; empty if it belongs to none."""
    states = (
        str(figure.state) for figure in sentence.figures if figure.span[0] <= token < figure.span[1]
    )
    return next(states, "")
