"""Paragraphs, lists and evidence as plain text for a terminal, without tables and colours."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from checker.book import Stance
from checker.render import formatting
from checker.render.i18n import _
from checker.render.terminal import clean
from checker.render.ui_strings import SEVERITIES, WORDS, word


def paragraph(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The lines of a text, at least one; ``first`` and ``rest`` are put before them.

    Ids are not cut at their hyphens, so that readers can copy them.
    """
    found = wrap(
        clean(text),
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
    return found or [""]


def items(texts: Iterable[str], width: int, indent: str = "  ") -> list[str]:
    """A list with dashes."""
    lines = []
    for text in texts:
        lines += paragraph(text, width, f"{indent}- ", f"{indent}  ")
    return lines


def side(stance: Stance) -> str:
    """Whether a quote is for a claim or against it."""
    return _("for") if stance is Stance.SUPPORTING else _("against")


def where_from(row: formatting.EvidenceRow) -> str:
    """The source and its outlet."""
    return f"{row.evidence.source} ({row.outlet})"


def statement_by(row: formatting.EvidenceRow) -> str:
    """Who makes the statement, and which value it gives: “origin: Ines Falk; says 14”."""
    text = _("origin: {name}").format(name=row.origin)
    return f"{text}; {_('says')} {row.says}" if row.says else text


def status(row: formatting.EvidenceRow) -> str:
    """Whether the quote is proven."""
    return formatting.STATUS_WORDS[row.check.status.value]


def weight(row: formatting.EvidenceRow) -> str:
    """The weight of the evidence, and why."""
    return f"{WORDS['weighs']} {word(str(row.weight))} ({row.why})"


def remarks(row: formatting.EvidenceRow) -> list[str]:
    """What the claim's file says about a quote, one line each."""
    evidence = row.evidence
    labelled = (
        (_("stage"), evidence.stage),
        (_("reading"), evidence.reading),
        (_("origin inferred"), evidence.origin_inferred),
        (_("note"), evidence.note),
    )
    return [f"{label}: {text}" for label, text in labelled if text]


def finding(severity: str, kind: str, message: str, known: str = "") -> str:
    """A finding on one line: “error[quote-altered] the quote differs …”."""
    head = f"{SEVERITIES[severity]}[{kind}]"
    return " ".join(part for part in (head, known, message) if part)
