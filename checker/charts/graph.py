"""Boxes on the left joined by lines to boxes on the right: what belongs to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from checker.charts.drawing import (
    AGAINST,
    INK,
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SIGN,
    SIZE,
    SOFT,
    TALLEST,
    WIDTH,
    Sheet,
    line_height,
    mark,
    sign,
)

LEFT_END: Final = 356.0
RIGHT_START: Final = 410.0
RIGHT_END: Final = WIDTH - MARGIN
PADDING: Final = 8.0
INDENT: Final = 18.0
"""Room for the mark before a line."""

_GAP: Final = 12.0
_TALLEST_COLUMN: Final = TALLEST - 160.0


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A line of a box."""

    words: str
    size: float = SIZE
    ink: str = INK
    bold: bool = False
    mark: str = ""
    """Before the line: the name of a sign with ``sign:`` before it, or of a shape, drawn hollow."""

    indent: float = 0.0
    gap: float = 0.0
    """Room above the line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines."""

    name: str
    """Unique in its column."""

    lines: tuple[BoxLine, ...]

    @property
    def height(self) -> float:
        """With its padding."""
        return sum(line_height(line.size) + line.gap for line in self.lines) + 2 * PADDING


Links = Mapping[str, Sequence[str]]
"""For each box on the right, the boxes on the left that it is joined to, from the top."""

_Tops = Mapping[str, float]


def fitting(boxes: Sequence[Box]) -> list[Box]:
    """As many boxes, from the first, as a column has room for."""
    bottoms = accumulate(box.height + _GAP for box in boxes)
    return [box for box, bottom in zip(boxes, bottoms, strict=True) if bottom <= _TALLEST_COLUMN]


def draw_graph(sheet: Sheet, left: Sequence[Box], right: Sequence[Box], links: Links) -> float:
    """Draws both columns and the lines between them; returns the bottom."""
    left_tops, right_tops = _place(left, right, links)
    _join(sheet, left, right, links, left_tops, right_tops)
    for box in left:
        _draw(sheet, box, left_tops[box.name], MARGIN, LEFT_END, PALE)
    for box in right:
        _draw(sheet, box, right_tops[box.name], RIGHT_START, RIGHT_END, PAPER)
    bottoms = [left_tops[box.name] + box.height for box in left]
    bottoms += [right_tops[box.name] + box.height for box in right]
    return max(bottoms)


def _place(left: Sequence[Box], right: Sequence[Box], links: Links) -> tuple[_Tops, _Tops]:
    """Where each box begins: those on the right as near to the middle of their boxes as can be."""
    left_tops, bottom = _stacked(left)
    middles = {box.name: left_tops[box.name] + box.height / 2 for box in left}

    def wanted(box: Box) -> float:
        joined = links[box.name]
        return sum(middles[name] for name in joined) / max(len(joined), 1) - box.height / 2

    ordered = sorted(right, key=lambda box: (wanted(box), box.name))
    right_tops: dict[str, float] = {}
    at = 2.0
    remaining = sum(box.height + _GAP for box in ordered) - _GAP
    for box in ordered:
        # What comes below must still have room above the bottom of the left column.
        right_tops[box.name] = max(at, min(wanted(box), bottom - remaining))
        at = right_tops[box.name] + box.height + _GAP
        remaining -= box.height + _GAP
    return left_tops, right_tops


def _stacked(boxes: Sequence[Box]) -> tuple[dict[str, float], float]:
    """Boxes below each other: the top of each, and the bottom of the last."""
    tops: dict[str, float] = {}
    at = 2.0
    for box in boxes:
        tops[box.name] = at
        at += box.height + _GAP
    return tops, at - _GAP


def _join(
    sheet: Sheet,
    left: Sequence[Box],
    right: Sequence[Box],
    links: Links,
    left_tops: _Tops,
    right_tops: _Tops,
) -> None:
    """A line for each link; both ends are spread along the boxes."""
    ordered = sorted(right, key=lambda box: right_tops[box.name])
    for box in left:
        joined = [other for other in ordered if box.name in links[other.name]]
        for number, other in enumerate(joined, 1):
            start = left_tops[box.name] + box.height * number / (len(joined) + 1)
            names = links[other.name]
            share = (names.index(box.name) + 1) / (len(names) + 1)
            end = right_tops[other.name] + other.height * share
            sheet.line(LEFT_END, start, RIGHT_START, end, SOFT, 1.2)
            sheet.circle(LEFT_END, start, 2, SOFT, SOFT)
            sheet.circle(RIGHT_START, end, 2, SOFT, SOFT)


def _draw(sheet: Sheet, box: Box, top: float, x: float, to_x: float, fill: str) -> None:
    sheet.rect(x, top, to_x - x, box.height, fill, LINE if fill == PALE else SOFT, 4)
    at = top + PADDING
    left = x + PADDING
    for line in box.lines:
        at += line.gap
        middle = at + line.size * 0.65
        if line.mark.startswith(SIGN):
            sign(sheet, line.mark.removeprefix(SIGN), left + 5, middle)
        elif line.mark:
            mark(sheet, line.mark, left + 5, middle, AGAINST, hollow=True)
        at = sheet.lines(left + line.indent, at, [line.words], line.size, line.ink, bold=line.bold)
