"""What a change does, as Markdown: for a pull request's comment, a job's summary, a mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tabulate import tabulate

from checker.changes import Comparison
from checker.findings import Finding
from checker.render import changes
from checker.render.i18n import _
from checker.render.markdown import code, escape
from checker.render.ui_strings import SEVERITIES

MAXIMUM_LINES: Final = 50
"""Limit on the items of each list: a comment holds 65,536 characters."""


def render(comparison: Comparison, *, known: bool = False) -> str:
    """The whole comparison; a list that is cut ends with the number of items left out.

    With ``known``, findings that were there before are listed as well.
    """
    parts = [
        f"**{escape(changes.headline(comparison))}**",
        escape(f"{comparison.base} → {comparison.head}"),
    ]
    rows = [
        (
            f"{code(row.claim)}<br>{escape(row.statement)}",
            f"{escape(row.before)} → {escape(row.after)}",
            "<br>".join(map(escape, row.because)),
        )
        for row in changes.rows(comparison)
    ]
    if rows:
        table = tabulate(
            rows[:MAXIMUM_LINES],
            headers=changes.table_heads(),
            tablefmt="github",
            disable_numparse=True,
        )
        parts.append(table)
        parts += [_more(len(rows))] if len(rows) > MAXIMUM_LINES else []
    name = comparison.after.assessment.book.name
    findings = sorted(comparison.after.findings, key=lambda item: -item.severity.rank)
    parts += _list("new", (finding_line(item, name) for item in findings if not item.known))
    if known:
        parts += _list("known", (finding_line(item, name) for item in findings if item.known))
    parts += _list("appeared", map(escape, changes.conflict_texts(comparison.appeared)))
    parts += _list("gone", map(escape, changes.conflict_texts(comparison.gone)))
    parts += _list("approvals", map(escape, changes.approval_texts(comparison)))
    parts += _list("provenance", map(escape, changes.provenance_texts(comparison.after)))
    parts += _list("schemas", map(code, comparison.schemas))
    parts += _list("affected", map(escape, changes.touched(comparison)))
    parts += _list("fixed", (finding_line(item, name) for item in comparison.fixed))
    parts.append(escape(f"{changes.known_text(comparison)}."))
    return "\n\n".join(parts) + "\n"


def finding_line(item: Finding, name: str) -> str:
    """One finding: severity, kind, place, message, hint."""
    where = code(f"{name}/{item.location.path}:{item.location.line}")
    hint = f" *{escape(item.hint)}*" if item.hint else ""
    return f"**{SEVERITIES[item.severity]}** {code(item.kind)} {where} {escape(item.message)}{hint}"


def _list(name: str, items: Iterable[str]) -> list[str]:
    """The items under the heading of this name; nothing if there are none."""
    lines = [f"- {item}" for item in items]
    if not lines:
        return []
    shown = lines[:MAXIMUM_LINES]
    if len(lines) > MAXIMUM_LINES:
        shown.append(f"- {_more(len(lines))}")
    return [f"### {changes.HEADINGS[name]}", "\n".join(shown)]


def _more(count: int) -> str:
    return _("… and {count} more: {command} lists them all").format(
        count=f"{count - MAXIMUM_LINES:,}", command=code("checker diff")
    )
