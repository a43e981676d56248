"""Sources beside each other: how many words in a row two of them share, and who stands behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from checker.assessment import Report
from checker.book import Book, Source
from checker.render.pictures.drawing import (
    INK,
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SIZE,
    SMALL,
    SOFT,
    WIDTH,
    Picture,
    Sheet,
    left_out,
    line_height,
)
from checker.render.pictures.lettering import fitted, isolated, width_of

_MOST: Final = 20
_ROW: Final = 34.0
_NARROWEST_NAMES: Final = 240.0
_BEFORE_NAMES: Final = 26.0
_WIDEST: Final = 40.0


def overlap_picture(report: Report) -> Picture | None:
    """A table of the sources with each other; None where no two share text or an outlet."""
    book = report.assessment.book
    copied = {
        (min(name, other), max(name, other)): book.copied(name, other)
        for name, source in book.sources.items()
        for other in source.shared
        if other in book.sources and other != name
    }
    counted = Counter(book.outlet_of(name) for name in book.sources)
    with_outlet = [
        name
        for name in sorted(book.sources)
        if book.outlet_of(name) and counted[book.outlet_of(name)] > 1
    ]
    if not copied and not with_outlet:
        return None
    sources = _shown(book, [*sorted({name for pair in copied for name in pair}), *with_outlet])
    sheet = Sheet("sources-shared")
    bottom = _table(sheet, book, sources)
    bottom = left_out(sheet, len(book.sources) - len(sources), bottom)
    bottom = _legend(sheet, bool(copied), bool(with_outlet), bottom + 8)
    return sheet.finish(
        "Sources, and the text that they share", _alt(book, copied, with_outlet), bottom
    )


def _same_outlet(book: Book, one: str, other: str) -> bool:
    outlet = book.outlet_of(one)
    return outlet is not None and outlet == book.outlet_of(other)


def _shown(book: Book, joined: Sequence[str]) -> list[Source]:
    """All sources, or of many those that have something to do with each other; those of one outlet together."""
    names = (
        list(book.sources) if len(book.sources) <= _MOST else list(dict.fromkeys(joined))[:_MOST]
    )
    return [
        book.sources[name]
        for name in sorted(
            names, key=lambda name: (book.outlet_of(name) is None, _outlet(book, name), name)
        )
    ]


def _outlet(book: Book, name: str) -> str:
    outlet = book.outlet_of(name)
    return book.entity_name(outlet) if outlet else "no outlet"


def _table(sheet: Sheet, book: Book, sources: Sequence[Source]) -> float:
    """A row a source, and a column for each of the same numbers; each pair once, below the diagonal."""
    cell = min(_WIDEST, (WIDTH - MARGIN - _NARROWEST_NAMES) / len(sources))
    names = [
        width_of(fitted(isolated(_outlet(book, source.id)), WIDTH, SIZE), SIZE)
        for source in sources
    ]
    start = min(
        max(_NARROWEST_NAMES, max(names) + _BEFORE_NAMES + 16), WIDTH - MARGIN - cell * len(sources)
    )
    top = line_height(SMALL) + 6
    for number in range(1, len(sources) + 1):
        sheet.text(start + cell * (number - 0.5), SMALL + 1, str(number), SMALL, SOFT, "middle")
    for row, source in enumerate(sources):
        y = top + _ROW * row
        _name(sheet, book, source, row + 1, y, start)
        for column, other in enumerate(sources[: row + 1]):
            _cell(sheet, book, (source.id, other.id), start + cell * column, y, cell)
        sheet.line(MARGIN, y + _ROW, start + cell * (row + 1), y + _ROW, LINE, 0.5)
    return top + _ROW * len(sources)


def _name(sheet: Sheet, book: Book, source: Source, number: int, y: float, end: float) -> None:
    room = end - MARGIN - _BEFORE_NAMES - 10
    sheet.text(MARGIN + 18, y + 14, str(number), SIZE, SOFT, "end")
    sheet.text(
        MARGIN + _BEFORE_NAMES, y + 14, fitted(isolated(_outlet(book, source.id)), room, SIZE), SIZE
    )
    sheet.text(
        MARGIN + _BEFORE_NAMES, y + 28, fitted(isolated(source.id), room, SMALL), SMALL, SOFT
    )


def _cell(
    sheet: Sheet, book: Book, pair: tuple[str, str], x: float, y: float, width: float
) -> None:
    """The longest shared run in words; a dot for none; its ground tells that one outlet stands behind both."""
    one, other = pair
    if one == other:
        sheet.rect(x, y, width, _ROW, LINE)
        return
    words = book.copied(one, other)
    if words:
        sheet.rect(x + 0.5, y + 0.5, width - 1, _ROW - 1, INK)
        text = fitted(f"{words:,}", width - 2, SIZE if width > 30 else 8, bold=True)
        sheet.text(
            x + width / 2,
            y + _ROW / 2 + 4,
            text,
            SIZE if width > 30 else 8,
            PAPER,
            "middle",
            bold=True,
        )
    elif _same_outlet(book, one, other):
        sheet.rect(x, y, width, _ROW, PALE)
    if _same_outlet(book, one, other):
        sheet.rect(x + 2.5, y + 2.5, width - 5, _ROW - 5, stroke=PAPER if words else SOFT)
    if not words:
        sheet.circle(x + width / 2, y + _ROW / 2, 1.2, SOFT, SOFT)


def _legend(sheet: Sheet, copied: bool, with_outlet: bool, y: float) -> float:
    """What the cells mean, a line each."""
    if copied:
        sheet.rect(MARGIN, y, 26, 15, INK)
        sheet.text(MARGIN + 13, y + 11.5, "78", SMALL, PAPER, "middle", bold=True)
        words = "so many words in a row stand in both: text is copied, and they are one independent outlet"
        sheet.text(MARGIN + 34, y + 11.5, words, SMALL, SOFT)
        y += 20
    sheet.circle(MARGIN + 13, y + 8, 1.2, SOFT, SOFT)
    sheet.text(MARGIN + 34, y + 11.5, "no long run of words is shared", SMALL, SOFT)
    y += 20
    if with_outlet:
        sheet.rect(MARGIN, y, 26, 15, PALE)
        sheet.rect(MARGIN + 2, y + 2, 22, 11, stroke=SOFT)
        sheet.text(
            MARGIN + 34,
            y + 11.5,
            "framed: one outlet stands behind both, and they are one independent outlet",
            SMALL,
            SOFT,
        )
        y += 20
    return y


def _alt(book: Book, copied: dict[tuple[str, str], int], with_outlet: Sequence[str]) -> str:
    told = sorted(copied.items(), key=lambda item: (-item[1], item[0]))
    parts = [
        f"{one} and {other} share {words:,} words in a row" for (one, other), words in told[:4]
    ] or ["no two share a long run of words"]
    outlets = sorted({_outlet(book, one) for one in with_outlet})
    tail = f" One outlet stands behind several: {', '.join(outlets)}." if outlets else ""
    return f"{len(book.sources)} sources: {'; '.join(parts)}.{tail}"
