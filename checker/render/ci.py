"""What a CI job says on a forge: the summary of the job, and the comment on a pull request."""

from __future__ import annotations

from typing import Final

from tabulate import tabulate

from checker.assessment import Report
from checker.changes import Comparison
from checker.render import diff_markdown, formatting
from checker.render.diff_markdown import MAXIMUM_LINES, finding_line
from checker.render.i18n import N_, _, ngettext
from checker.render.markdown import code, escape
from checker.render.ui_strings import WORDS

_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./")

LONGEST_COMMENT: Final = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""

LONGEST_SUMMARY: Final = 1_000_000
"""Bytes; GitHub drops a summary of more than 1 MiB."""

UNCHANGED: Final = N_(
    "No claim changed, and nothing that a claim depends on: there was nothing to check."
)
"""Printed as it is, or translated in a summary."""


def marker(book_path: str) -> str:
    """The first line of the comment, by which a later run finds it: no other book of the repository
    has the same.

    The path is below the root of the repository, empty for the root itself. The action's scripts
    write the same.
    """
    path = book_path.encode("utf-8", "surrogateescape") or b"."
    escaped = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path)
    return f"<!-- checker: {escaped} -->"


def comment(report: Report | None, comparison: Comparison | None, book_path: str) -> str:
    """The body of a comment that each run for this book writes over; its first line is the
    ``marker``.
    """
    return f"{marker(book_path)}\n{_cut(_text(report, comparison), LONGEST_COMMENT)}"


def summary(report: Report | None, comparison: Comparison | None) -> str:
    """The page of a job: the same, and the counts of the whole book."""
    text = _text(report, comparison)
    if report is not None and comparison is not None:
        text += f"\n### {_('The whole book')}\n\n{_counts(report)}\n"
    return _cut(text, LONGEST_SUMMARY // 4)  # a character is four bytes at most


def _text(report: Report | None, comparison: Comparison | None) -> str:
    if report is None:
        return f"## {WORDS['claims']}\n\n{_(UNCHANGED)}\n"
    title = f"## {WORDS['claims']}: {_verdict(report)}\n\n"
    if comparison is not None:
        return title + diff_markdown.render(comparison)
    findings = sorted(
        (item for item in report.findings if not item.known), key=lambda item: -item.severity.rank
    )
    lines = [
        f"- {finding_line(item, report.assessment.book.name)}" for item in findings[:MAXIMUM_LINES]
    ]
    if len(findings) > MAXIMUM_LINES:
        more = _("… and {count} more: {command} lists them all").format(
            count=f"{len(findings) - MAXIMUM_LINES:,}", command=code("checker check")
        )
        lines.append(f"- {more}")
    body = "\n".join(lines) or _("Nothing was found.")
    return f"{title}{_counts(report)}\n\n### {WORDS['findings']}\n\n{body}\n"


def _verdict(report: Report) -> str:
    """``2 errors``, or that nothing blocks the change."""
    errors = sum(item.severity.value == "error" and not item.known for item in report.findings)
    return ngettext("{count} error", "{count} errors", errors) if errors else _("no errors")


def _counts(report: Report) -> str:
    summary = report.summary
    rows = [
        (WORDS["claims"], f"{summary.claims}: {formatting.counts_text(summary.verdicts)}"),
        (_("Quotes"), formatting.quotes_text(summary)),
        (WORDS["rules"], formatting.rules_text(report)),
        (WORDS["review"], formatting.review_text(report)),
        (WORDS["findings"], formatting.findings_text(report)),
    ]
    return tabulate(
        [tuple(map(escape, row)) for row in rows],
        headers=("", ""),
        tablefmt="github",
        disable_numparse=True,
    )


def _cut(text: str, longest: int) -> str:
    """A text cut at the end of a line."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition("\n")[0]
    message = _("… cut here: the rest is in the report of this run, and {command} prints it")
    return f"{kept}\n\n{message.format(command=code('checker diff'))}\n"
