"""What a change does, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from tabulate import tabulate

from checker.changes import Comparison
from checker.render import changes
from checker.render.terminal import Paint, clean, finding_text, one_line


def render(
    comparison: Comparison,
    typed_path: str,
    *,
    colour: bool = False,
    width: int = 100,
    known: bool = False,
) -> str:
    """The whole comparison. ``typed_path`` is the book's folder as the reader typed it.

    With ``known``, findings that were there before are shown as well.
    """
    paint = Paint(colour)
    parts = [
        paint(one_line(_title(comparison)), "bold"),
        paint(one_line(f"{comparison.base} → {comparison.head}"), "dim"),
        "",
        paint(changes.headline(comparison), "bold"),
    ]
    rows = changes.rows(comparison)
    if rows:
        parts += ["", _table(rows, width)]
    for name, texts in (
        ("affected", changes.touched(comparison)),
        ("appeared", changes.conflict_texts(comparison.appeared)),
        ("gone", changes.conflict_texts(comparison.gone)),
        ("approvals", changes.approval_texts(comparison)),
        ("provenance", changes.provenance_texts(comparison.after)),
        ("schemas", comparison.schemas),
    ):
        parts += _list(name, texts, paint, width)
    parts += _findings(comparison, typed_path, paint, known)
    fixed = [f"{item.kind} {item.location.path}: {item.message}" for item in comparison.fixed]
    parts += _list("fixed", fixed, paint, width)
    parts += ["", changes.known_text(comparison)]
    return "\n".join(parts) + "\n"


def _title(comparison: Comparison) -> str:
    """The title of the book; of the state before, if there is none after."""
    after = comparison.after.assessment.book
    return after.title if after.claims else comparison.before.assessment.book.title


def _findings(comparison: Comparison, typed_path: str, paint: Paint, known: bool) -> Iterator[str]:
    """The new findings; with ``known``, the old ones as well."""
    findings = comparison.after.findings
    groups = [("new", [item for item in findings if not item.known])]
    if known:
        old = [item for item in findings if item.known]
        groups.append(("known", old))
    for name, found in groups:
        if found:
            yield from ("", paint(changes.HEADINGS[name], "bold"))
        for item in found:
            yield finding_text(comparison.after, item, typed_path, paint)


def _table(rows: list[changes.ChangeRow], width: int) -> str:
    """Claims, grades, reasons; the reasons take what room there is."""
    room = max(24, (width - 30) // 2)
    cells = [
        [
            "\n".join([*wrap(clean(row.claim), room, break_on_hyphens=False)]),
            "\n→ ".join((row.before, row.after)),
            "\n".join(
                line
                for why in row.because
                for line in wrap(clean(why), room, subsequent_indent="  ")
            ),
        ]
        for row in rows
    ]
    heads = changes.table_heads()
    return tabulate(cells, headers=heads, tablefmt="rounded_grid", disable_numparse=True)


def _list(name: str, items: Iterable[str], paint: Paint, width: int) -> list[str]:
    """The items under the heading of this name; nothing if there are none."""
    lines = [
        line
        for item in items
        for line in wrap(
            clean(item),
            width,
            initial_indent="  - ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
    ]
    return ["", paint(changes.HEADINGS[name], "bold"), *lines] if lines else []
