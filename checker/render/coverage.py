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
from checker.render.html import template
from checker.render.i18n import N_, Translated, _, ngettext
from checker.render.terminal import Paint, clean
from checker.render.ui_strings import WORDS

SCHEMA_VERSION: Final = "1"
MARKS: Final = {SentenceState.COVERED: "✓", SentenceState.WAIVED: "–", SentenceState.OPEN: "○"}
"""A state is never shown by colour alone."""

STATES: Final = Translated(
    {
        SentenceState.COVERED: N_("covered"),
        SentenceState.WAIVED: N_("waived"),
        SentenceState.OPEN: N_("open"),
    }
)

_STYLES: Final = {
    SentenceState.COVERED: "green",
    SentenceState.WAIVED: "dim",
    SentenceState.OPEN: "yellow",
}


def summary_text(item: CoveredSource) -> str:
    """One line on a source."""
    coverage = item.coverage
    states = ", ".join(f"{coverage.count(state)} {STATES[state]}" for state in SentenceState)
    sentences = ngettext("{count} sentence", "{count} sentences", len(coverage.sentences))
    figures = ngettext("{count} figure", "{count} figures", len(coverage.figures))
    accounted_for = _("{covered} accounted for, {open} open").format(
        covered=len(coverage.figures) - coverage.open_figures, open=coverage.open_figures
    )
    return f"{sentences}: {states}; {figures}: {accounted_for}"


def state_text(item: CoveredSource, sentence: SentenceCoverage) -> str:
    """Why a sentence is in its state, in words."""
    if sentence.state is SentenceState.OPEN:
        still = [figure for figure in sentence.figures if figure.state is SentenceState.OPEN]
        marks = ", ".join(sorted(item.marks.get(sentence.number, ())))
        if sentence.claims and still:
            return _("open: {figures} not accounted for; quoted by {claims}").format(
                figures=_figures_text(item, still), claims=", ".join(sentence.claims)
            )
        return f"{STATES[sentence.state]}: {marks}" if marks else STATES[sentence.state]
    if sentence.state is SentenceState.WAIVED:
        waived = _("waived, {reason}: {note}")
        return "; ".join(
            waived.format(reason=waiver.reason, note=waiver.note) for waiver in sentence.waivers
        )
    return _("covered by {claims}").format(claims=", ".join(sentence.claims))


def _figures_text(item: CoveredSource, figures: list[FigureCoverage]) -> str:
    if item.text is None:
        return ngettext("{count} figure", "{count} figures", len(figures))
    return ", ".join(f"“{' '.join(item.text.slice(*figure.span).split())}”" for figure in figures)


def passage(item: CoveredSource, sentence: SentenceCoverage) -> str:
    """The words of a sentence; its position, if the text is not available."""
    if item.text is None:
        message = _("(tokens {first} to {last}; the text is not available)")
        return message.format(first=sentence.span[0], last=sentence.span[1])
    return " ".join(item.text.slice(*sentence.span).split())


def notices(item: CoveredSource) -> list[str]:
    """What is wrong with the outline or the waivers of a source, a sentence each."""
    found = []
    if item.stale:
        found.append(_("The recorded outline does not match the text; run “checker prove”."))
    lapsed = _("A waiver no longer applies, because its words have changed: {note}")
    return found + [lapsed.format(note=waiver.note) for waiver in item.coverage.lapsed]


def unknown_text(source: str) -> str:
    """That nothing is known about a source, and what to do."""
    return _(
        "{source}: there is neither a text nor an outline; run “checker prove” with the text"
    ).format(source=source)


def total_text(report: CoverageReport) -> str:
    """How much of all texts is accounted for."""
    return _("{percent} percent of all sentences are accounted for").format(percent=report.percent)


def terminal(
    report: CoverageReport, *, everything: bool, colour: bool = False, width: int = 100
) -> str:
    """The sources with their open sentences, or with every sentence."""
    paint = Paint(colour)
    blocks = []
    for item in report.sources:
        lines = [paint(item.source.id, "bold"), summary_text(item)]
        lines += map(clean, notices(item))
        for sentence in item.coverage.sentences if everything else item.open:
            lines += _sentence_lines(item, sentence, paint, width)
        blocks.append("\n".join(lines))
    blocks += [clean(unknown_text(name)) for name in report.unknown]
    total = total_text(report)
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
        f"# {WORDS['coverage']}",
        _table(_source_heads(), map(_counts, report.sources)),
    ]
    heads = [_("sentence"), _("state"), _("why")]
    for item in report.sources:
        rows = [
            [
                sentence.number,
                f"{MARKS[sentence.state]} {STATES[sentence.state]}",
                _escape(state_text(item, sentence)),
            ]
            for sentence in item.coverage.sentences
        ]
        parts += [f"## {item.source.id}", _table(heads, rows)]
    return "\n\n".join(parts) + "\n"


def _source_heads() -> list[str]:
    return [_("source"), *STATES.values(), _("figures"), _("open figures")]


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
    """The state of the figure that they are; empty if they are none."""


_PAGE: Final = Translated(
    {
        "coverage": N_("coverage"),
        "use": N_("Coverage, for internal use: the articles belong to their publishers"),
        "quoted": N_("quoted by a claim"),
        "covered": N_("figure covered"),
        "waived": N_("waived"),
        "open": N_("open"),
    }
)


def html(report: CoverageReport) -> str:
    """The annotated articles: for internal use, because the texts belong to their publishers."""
    return template("coverage.html.j2").render(
        report=report,
        stretches=stretches,
        state_text=state_text,
        summary_text=summary_text,
        passage=passage,
        notices=notices,
        unknown_text=unknown_text,
        total_text=total_text,
        MARKS=MARKS,
        words=_PAGE,
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
