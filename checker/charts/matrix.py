"""Things held against each other: a row and a column for each, a cell for each pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from checker.charts.drawing import (
    INK,
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SIZE,
    SMALL,
    SOFT,
    WIDTH,
    Sheet,
    line_height,
)
from checker.charts.lettering import fitted, width_of

_ROW: Final = 34.0
_NARROWEST_NAMES: Final = 240.0
_BEFORE_NAMES: Final = 26.0
_WIDEST_CELL: Final = 40.0
_ROOM_FOR_SIZE: Final = 30.0
"""A cell that is narrower shows its number in small type."""

_TINY: Final = 8.0
_LEGEND_CELL: Final = 26.0


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """One of the things: a row, and the column of the same number."""

    name: str
    below: str = ""
    """Smaller, below the name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a pair has in common."""

    number: int = 0
    """Shown on a dark ground; a dot for none."""

    framed: bool = False


def draw_matrix(
    sheet: Sheet, items: Sequence[MatrixItem], cell: Callable[[int, int], Cell]
) -> float:
    """Each pair once, below the diagonal. Returns the bottom.

    ``cell`` is called with the row and the column, as places in ``items``.
    """
    width = min(_WIDEST_CELL, (WIDTH - MARGIN - _NARROWEST_NAMES) / len(items))
    start = _start(items, width)
    top = line_height(SMALL) + 6
    for number in range(1, len(items) + 1):
        sheet.text(start + width * (number - 0.5), SMALL + 1, str(number), SMALL, SOFT, "middle")
    for row, item in enumerate(items):
        y = top + _ROW * row
        _draw_name(sheet, item, row + 1, y, start)
        for column in range(row):
            _draw_cell(sheet, cell(row, column), start + width * column, y, width)
        sheet.rect(start + width * row, y, width, _ROW, LINE)
        sheet.line(MARGIN, y + _ROW, start + width * (row + 1), y + _ROW, LINE, 0.5)
    return top + _ROW * len(items)


def _start(items: Sequence[MatrixItem], width: float) -> float:
    """Where the cells begin: behind the longest name, if there is room."""
    longest = max(width_of(fitted(item.name, WIDTH, SIZE), SIZE) for item in items)
    wanted = max(_NARROWEST_NAMES, longest + _BEFORE_NAMES + 16)
    return min(wanted, WIDTH - MARGIN - width * len(items))


def _draw_name(sheet: Sheet, item: MatrixItem, number: int, y: float, end: float) -> None:
    left = MARGIN + _BEFORE_NAMES
    room = end - left - 10
    sheet.text(MARGIN + 18, y + 14, str(number), SIZE, SOFT, "end")
    sheet.text(left, y + 14, fitted(item.name, room, SIZE), SIZE)
    sheet.text(left, y + 28, fitted(item.below, room, SMALL), SMALL, SOFT)


def _draw_cell(sheet: Sheet, cell: Cell, x: float, y: float, width: float) -> None:
    middle = x + width / 2
    size = SIZE if width > _ROOM_FOR_SIZE else _TINY
    if cell.number:
        sheet.rect(x + 0.5, y + 0.5, width - 1, _ROW - 1, INK)
        text = fitted(f"{cell.number:,}", width - 2, size, bold=True)
        sheet.text(middle, y + _ROW / 2 + 4, text, size, PAPER, "middle", bold=True)
    elif cell.framed:
        sheet.rect(x, y, width, _ROW, PALE)
    if cell.framed:
        frame = PAPER if cell.number else SOFT
        sheet.rect(x + 2.5, y + 2.5, width - 5, _ROW - 5, stroke=frame)
    if not cell.number:
        sheet.circle(middle, y + _ROW / 2, 1.2, SOFT, SOFT)


def draw_matrix_legend(sheet: Sheet, number: str, none: str, framed: str, y: float) -> float:
    """What the cells mean, a line each; an empty text leaves its line out. Returns the bottom."""
    if number:
        sheet.rect(MARGIN, y, _LEGEND_CELL, 15, INK)
        sheet.text(MARGIN + 13, y + 11.5, "78", SMALL, PAPER, "middle", bold=True)
        y = _legend_line(sheet, number, y)
    if none:
        sheet.circle(MARGIN + 13, y + 8, 1.2, SOFT, SOFT)
        y = _legend_line(sheet, none, y)
    if framed:
        sheet.rect(MARGIN, y, _LEGEND_CELL, 15, PALE)
        sheet.rect(MARGIN + 2, y + 2, _LEGEND_CELL - 4, 11, stroke=SOFT)
        y = _legend_line(sheet, framed, y)
    return y


def _legend_line(sheet: Sheet, words: str, y: float) -> float:
    sheet.text(MARGIN + _LEGEND_CELL + 8, y + 11.5, words, SMALL, SOFT)
    return y + 20
