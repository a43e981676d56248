"""Sources held against each other: shared runs of words, and shared outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from checker.assessment import Report
from checker.book import Book
from checker.charts.drawing import Picture, Sheet, remark
from checker.charts.lettering import isolated
from checker.charts.matrix import Cell, MatrixItem, draw_matrix, draw_matrix_legend
from checker.render.i18n import _
from checker.render.pictures.adapters import left_out_text

_MOST: Final = 20


def overlap_picture(report: Report) -> Picture | None:
    """A table of the sources with each other; None where no two share text or an outlet."""
    book = report.assessment.book
    copied = _copied(book)
    with_outlet = _of_one_outlet(book)
    if not copied and not with_outlet:
        return None
    names = _shown(book, [*sorted({name for pair in copied for name in pair}), *with_outlet])
    sheet = Sheet("sources-shared")
    items = [MatrixItem(isolated(_outlet(book, name)), isolated(name)) for name in names]
    bottom = draw_matrix(sheet, items, lambda row, column: _cell(book, names[row], names[column]))
    bottom = remark(sheet, left_out_text(len(book.sources) - len(names)), bottom)
    bottom = draw_matrix_legend(
        sheet,
        _("words in a row that both share: one has copied, so they count as one") if copied else "",
        _("no long run of words in common"),
        _("framed: the same outlet, so they count as one") if with_outlet else "",
        bottom + 8,
    )
    title = _("Sources, and the text that they share")
    return sheet.finish(title, _alt(book, copied, with_outlet), bottom)


def _copied(book: Book) -> dict[tuple[str, str], int]:
    """Pairs of sources that share a long run of words, with its length in words."""
    found = {}
    for name, source in book.sources.items():
        for other in source.shared:
            if other in book.sources and other != name:
                pair = (min(name, other), max(name, other))
                found[pair] = book.copied(name, other)
    return found


def _of_one_outlet(book: Book) -> list[str]:
    """The sources whose outlet publishes another source as well."""
    outlets = {name: book.outlet_of(name) for name in sorted(book.sources)}
    counted = Counter(outlet for outlet in outlets.values() if outlet)
    return [name for name, outlet in outlets.items() if outlet and counted[outlet] > 1]


def _same_outlet(book: Book, one: str, other: str) -> bool:
    outlet = book.outlet_of(one)
    return outlet is not None and outlet == book.outlet_of(other)


def _shown(book: Book, joined: Sequence[str]) -> list[str]:
    """All sources; of many, those that have something in common. Those of one outlet together."""
    few = len(book.sources) <= _MOST
    names = list(book.sources) if few else list(dict.fromkeys(joined))[:_MOST]
    return sorted(names, key=lambda name: (book.outlet_of(name) is None, _outlet(book, name), name))


def _outlet(book: Book, name: str) -> str:
    outlet = book.outlet_of(name)
    return book.entity_name(outlet) if outlet else _("no known outlet")


def _cell(book: Book, one: str, other: str) -> Cell:
    """How long a run of words two sources share, and whether one outlet publishes both."""
    return Cell(book.copied(one, other), _same_outlet(book, one, other))


def _alt(book: Book, copied: dict[tuple[str, str], int], with_outlet: Sequence[str]) -> str:
    longest = sorted(copied.items(), key=lambda item: (-item[1], item[0]))
    parts = [
        _("{one} and {other} share {words} words in a row").format(
            one=one, other=other, words=f"{words:,}"
        )
        for (one, other), words in longest[:4]
    ] or [_("no two have a long run of words in common")]
    outlets = sorted({_outlet(book, one) for one in with_outlet})
    alt = _("{count} sources: {pairs}.").format(count=len(book.sources), pairs="; ".join(parts))
    if not outlets:
        return alt
    several = _("Outlets with several sources: {outlets}.").format(outlets=", ".join(outlets))
    return f"{alt} {several}"
