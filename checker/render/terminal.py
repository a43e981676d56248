"""The report on a terminal: a table for each topic, findings with their lines, a summary."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Final, NamedTuple

import regex
from tabulate import MIN_PADDING, tabulate

from checker.assessment import Report
from checker.book import Claim, Stance
from checker.findings import Finding, Severity
from checker.grading import Verdict, Weight
from checker.render import formatting
from checker.render.changes import HEADINGS, provenance_texts
from checker.render.disagreements import Disagreement, disagreements
from checker.render.i18n import N_, _
from checker.render.ui_strings import WORDS, word

_STYLES: Final = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "magenta": "35",
    "cyan": "36",
}
_VERDICT_STYLE: Final = {
    Verdict.SUPPORTED: "green",
    Verdict.CONTRADICTED: "red",
    Verdict.DISPUTED: "magenta",
    Verdict.UNPROVEN: "yellow",
}
_SEVERITY_STYLE: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_UNPRINTABLE: Final = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029--[\n]]", regex.VERSION1
)

_BREAK: Final = regex.compile(r"\r\n|\r|\n")
"""The line ends that the reader of the book knows, and no others."""


class Paint:
    """Colours text, or leaves it as it is."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, *styles: str) -> str:
        if not self._colour or not styles:
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


def clean(text: str) -> str:
    """Text that cannot control a terminal: control and direction characters, and halves of
    surrogate pairs, are shown as escapes.
    """
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def one_line(text: str) -> str:
    """The same for a single line: line breaks are shown as escapes, too."""
    return clean(text).replace("\n", "\\u000a")


def hung(text: str, margin: int) -> str:
    """The same, with every line but the first indented by ``margin``."""
    return clean("\n".join(_BREAK.split(text.rstrip()))).replace("\n", f"\n{' ' * margin}")


def columns(text: str) -> int:
    """Terminal columns that a text fills: two for a wide character, none for a combining mark."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def render(report: Report, typed_path: str, *, colour: bool = False, width: int = 100) -> str:
    """The whole report. ``typed_path`` is the book's folder as the reader typed it."""
    paint = Paint(colour)
    parts = [_heading(report, paint)]
    parts += [
        _topic(report, topic.title, claims, paint, width)
        for topic, claims in report.claims_by_topic
        if claims
    ]
    parts += [_disagreements(report, paint, width)]
    parts += [_findings(report, typed_path, paint)] if report.findings else []
    parts += [_provenance(report, paint, width)] if report.provenance else []
    parts.append(_summary(report, paint))
    return "\n".join(parts)


_NARROW: Final = 80
"""Below this many columns of the terminal, only the first column beside the claim is shown."""


def _heading(report: Report, paint: Paint) -> str:
    book = report.assessment.book
    as_of = ""
    if report.as_of:
        as_of = " · " + _("data as of {date}").format(date=report.as_of)
    return f"{paint(one_line(book.title), 'bold')}\n{paint(f'{book.digest[:19]}…{as_of}', 'dim')}\n"


def _topic(report: Report, title: str, claims: tuple[Claim, ...], paint: Paint, width: int) -> str:
    """One table of equal width in every topic: the statement with its id, then the columns."""
    shown = _COLUMNS if width >= _NARROW else _COLUMNS[:1]
    borders = 3 * (len(shown) + 1) + 1
    room = max(20, width - sum(column.width for column in shown) - borders)
    rows = [
        [_statement(claim, paint, room), *(column.cell(report, claim, paint) for column in shown)]
        for claim in claims
    ]
    heads = [(_("claim"), room), *((_(column.head), column.width) for column in shown)]
    table = tabulate(
        rows,
        # tabulate widens a column to its head and this padding
        headers=[text.ljust(wide - MIN_PADDING) for text, wide in heads],
        tablefmt="rounded_grid",
        disable_numparse=True,
        preserve_whitespace=True,
    )
    return f"{paint(one_line(title), 'bold')}\n{table}\n"


def _statement(claim: Claim, paint: Paint, room: int) -> str:
    lines = _wrapped(clean(claim.statement), room)
    return "\n".join([*lines, *(paint(line, "dim") for line in _wrapped(claim.id, room))])


def _wrapped(text: str, room: int) -> list[str]:
    """``wrap``, but fast for a text that already fits."""
    return [text] if len(text) <= room and text == " ".join(text.split()) else wrap(text, room)


def _verdict(report: Report, claim: Claim, paint: Paint) -> str:
    grade = report.assessment.grades[claim.id]
    return paint(formatting.marked_verdict(grade), _VERDICT_STYLE[grade.verdict])


def _for(report: Report, claim: Claim, _paint: Paint) -> str:
    return _tally(report, claim, Stance.SUPPORTING)


def _against(report: Report, claim: Claim, _paint: Paint) -> str:
    return _tally(report, claim, Stance.CONTRADICTING)


def _tally(report: Report, claim: Claim, stance: Stance) -> str:
    """The heaviest weight on one side and the outlets behind it: ``strong ×2``."""
    lines = [line for line in report.assessment.grades[claim.id].lines if line.stance is stance]
    if lines:
        return f"{word(str(lines[0].weight))} ×{lines[0].independent_outlets}"
    quoted = formatting.evidence_rows(report, claim, stance)
    return word(str(Weight.NONE)) if quoted else "—"


class Column(NamedTuple):
    """A column of the table of claims."""

    head: str
    """Marked for translation."""

    width: int
    cell: Callable[[Report, Claim, Paint], str]


_COLUMNS: Final[tuple[Column, ...]] = (
    Column(N_("verdict"), 24, _verdict),
    Column(N_("for"), 9, _for),
    Column(N_("against"), 9, _against),
)
"""The columns beside the claim. To add one, add a line with its head, its width and its text."""


def _disagreements(report: Report, paint: Paint, width: int) -> str:
    """What cannot all be right: who says what, why it does not fit, whom to ask."""
    lines = [paint(WORDS["disagreements"], "bold")]
    for heading, items in disagreements(report):
        lines += ["", paint(heading, _DISAGREEMENT_STYLE.get(items[0].kind, "yellow"))]
        for item in items:
            lines += _disagreement(item, paint, width)
    lines += [
        f"  {WORDS['undecided']}: {hung(item.message, 4)}" for item in report.assessment.undecided
    ]
    return "\n".join(lines if len(lines) > 1 else [*lines, "  " + _("nothing was found")]) + "\n"


def _disagreement(item: Disagreement, paint: Paint, width: int) -> Iterator[str]:
    """Who says what, why it does not fit, whom to ask."""
    yield from _hanging(item.title, width, "  ")
    for side in item.sides:
        verdict = f" · {side.verdict}" if side.verdict else ""
        for line in _hanging(f"{side.value} — {side.who}{verdict}", width, "    "):
            yield paint(line, "dim")
    for why in item.why:
        if why.lower() != item.title.lower():
            yield from _hanging(f"{_('why:')} {why}", width, "    ")
    if item.ask:
        yield from _hanging(f"{_('ask:')} {item.ask}", width, "    ")


_DISAGREEMENT_STYLE: Final = {"conflict": "red", "contradicted": "red", "disputed": "magenta"}


def _hanging(text: str, width: int, indent: str) -> list[str]:
    return wrap(
        clean(text),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )


def _provenance(report: Report, paint: Paint, width: int) -> str:
    """What git shows about approvals."""
    lines = [line for text in provenance_texts(report) for line in _hanging(text, width, "  ")]
    return "\n".join([paint(HEADINGS["provenance"], "bold"), *lines]) + "\n"


def _findings(report: Report, book_path: str, paint: Paint) -> str:
    blocks = [paint(WORDS["findings"], "bold")]
    for finding in sorted(
        report.findings, key=lambda item: (bool(item.known), -item.severity.rank, item.order)
    ):
        blocks.append(finding_text(report, finding, book_path, paint))
    return "\n".join(blocks) + "\n"


def finding_text(report: Report, finding: Finding, book_path: str, paint: Paint) -> str:
    """One finding: kind and place, the message, the line with a marker under it, the hint."""
    at = finding.location
    head = paint(f"{finding.severity}[{finding.kind}]", _SEVERITY_STYLE[finding.severity], "bold")
    known = f" {paint(formatting.known_text(finding), 'dim')}" if finding.known else ""
    place = one_line(f"{book_path}/{at.path}")
    lines = [f"{head} {place}:{at.line}:{at.column}{known}", f"  {hung(finding.message, 2)}"]
    source = _BREAK.split(report.assessment.book.lines.get(at.path, ""))
    if at.line <= len(source) and source[at.line - 1].strip():
        lines += _marked(source[at.line - 1], finding, paint)
    lines += [
        f"  at {one_line(f'{book_path}/{where.path}')}:{where.line} {hung(words, 5)}"
        for where, words in finding.related
    ]
    if finding.hint:
        lines.append(f"  {paint('hint:', 'cyan')} {hung(finding.hint, 8)}")
    return "\n".join(lines)


def _marked(line: str, finding: Finding, paint: Paint) -> list[str]:
    """The line of the file, cut to a readable length, with a marker under the range concerned."""
    at = finding.location
    start = at.column - 1
    end = at.end_column - 1 if at.end_line == at.line else len(line)
    offset = max(0, start - 60)
    window = line[offset : offset + 110]
    before, marked = line[offset:start], line[start : min(max(end, start + 1), offset + 110)]
    gutter = f"{at.line:>5} | "
    lead, tail = ("…" if offset else ""), ("…" if offset + 110 < len(line) else "")
    pad = " " * (columns(clean(before)) + len(lead))
    carets = "^" * max(columns(clean(marked)), 1)
    style = _SEVERITY_STYLE[finding.severity]
    return [
        f"{paint(gutter, 'dim')}{lead}{clean(window)}{tail}",
        f"{' ' * 5} | {pad}{paint(carets, style)}",
    ]


def _summary(report: Report, paint: Paint) -> str:
    summary = report.summary
    stated = formatting.counts_text(summary.stated, formatting.STATUS_WORDS)
    rows = [
        [_("claims"), f"{summary.claims}: {formatting.counts_text(summary.verdicts)}"],
        [_("quotes"), formatting.quotes_text(summary)],
        [
            _("sources"),
            _("{count}; what they state about themselves: {stated}").format(
                count=summary.sources, stated=stated
            ),
        ],
        [_("rules"), formatting.rules_text(report)],
        [_("review"), formatting.review_text(report)],
        [_("findings"), formatting.findings_text(report)],
    ]
    table = tabulate(rows, tablefmt="plain", disable_numparse=True)
    return f"{paint(_('Summary'), 'bold')}\n{table}\n"
