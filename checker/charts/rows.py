"""Rows with marks on one scale: who or what on the left, the value in words, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.charts.drawing import (
    INK,
    LINE,
    MARGIN,
    PAPER,
    SIZE,
    SMALL,
    SOFT,
    TALLEST,
    WIDTH,
    Sheet,
    arrow,
    line_height,
    mark,
    sign,
    span,
)
from checker.charts.lettering import fitted, width_of, wrap
from checker.charts.scales import Axis, NumberScale, Scale
from checker.values import Interval, Quantity

PLOT_START: Final = 350.0
PLOT_END: Final = WIDTH - 16.0
_VALUE_END: Final = 330.0
_WIDEST_VALUE: Final = 104.0
_GAP: Final = 14.0
_REACH: Final = 30.0
"""Length of an arrow that has no end."""

_ROOM: Final = 10.0
"""Between the ends of the line and the outermost values."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the scale of a row."""

    shape: str
    """``dot``, ``diamond`` or ``square`` at each number; ``bar``, ``span`` or ``arrow`` over a
    stretch; ``tick``; ``none`` for the stretch alone, whether it ends or not."""

    low: Fraction | None
    high: Fraction | None
    numbers: tuple[Fraction, ...] = ()
    ink: str = INK
    hollow: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture."""

    label: str
    below: str = ""
    """Smaller, below the label."""

    value: str = ""
    marks: tuple[Mark, ...] = ()
    heading: str = ""
    """Above the row, over the whole width; where it is the row before's, it is not drawn again."""

    sign: str = ""
    """Before the label: the name of a sign."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row with its words in lines, and where it lies."""

    row: Row
    label: list[str]
    below: list[str]
    value: list[str]
    heading: list[str]
    top: float

    @property
    def body(self) -> float:
        """The top of what is below the heading."""
        return self.top + (line_height(SMALL) + 6 if self.heading else 0)

    @property
    def text_height(self) -> float:
        """Of the label and what is below it."""
        left = (
            line_height(SIZE) * len(self.label)
            + line_height(SMALL) * len(self.below)
            + (2 if self.below else 0)
        )
        return max(left, line_height(SIZE) * len(self.value), 16)

    @property
    def bottom(self) -> float:
        """Where the next row begins."""
        return self.body + self.text_height + 9

    @property
    def middle(self) -> float:
        """The level of the marks: the first line of the label."""
        return self.body + line_height(SIZE) / 2 + 1.5


def draw_rows(
    sheet: Sheet,
    rows: Sequence[Row],
    scale: Scale,
    unit: str,
    guide: tuple[Fraction, ...] = (),
    top: float = 0,
) -> float:
    """The rows with their scale below; where the next thing would have its top.

    Guides are values that the marks are to be compared with.
    """
    laid = _lay(rows, top)
    bottom = laid[-1].bottom
    _grid(sheet, scale, laid[0].body - 2, bottom, guide)
    for item in laid:
        _draw(sheet, item, scale)
    return _axis(sheet, scale, unit, bottom)


def _lay(rows: Sequence[Row], top: float) -> list[_Laid]:
    laid: list[_Laid] = []
    heading = ""
    values = [wrap(row.value, _WIDEST_VALUE, SIZE, 2, bold=True) for row in rows]
    widths = [width_of(line, SIZE, bold=True) for lines in values for line in lines]
    widest = max(widths, default=0.0)
    for row, value in zip(rows, values, strict=True):
        indent = 16 if row.sign else 0
        room = (_VALUE_END - widest - _GAP if row.value else _VALUE_END) - MARGIN - indent
        shown = row.heading if row.heading != heading else ""
        heading = row.heading
        laid.append(
            _Laid(
                row,
                wrap(row.label, room, SIZE, 3),
                wrap(row.below, room, SMALL, 3),
                value,
                [fitted(shown, WIDTH - 2 * MARGIN, SMALL, bold=True)] if shown else [],
                laid[-1].bottom if laid else top,
            )
        )
    return laid


def split(rows: Sequence[Row], height: float = TALLEST - 90) -> list[list[Row]]:
    """The rows in parts that fit on a page each."""
    parts: list[list[Row]] = [[]]
    for row in rows:
        if parts[-1] and _lay([*parts[-1], row], 0)[-1].bottom > height:
            parts.append([])
        parts[-1].append(row)
    return parts


def _grid(sheet: Sheet, scale: Scale, top: float, bottom: float, guide: Sequence[Fraction]) -> None:
    for x in scale.grid:
        sheet.line(x, top, x, bottom, LINE, 0.7)
    for value in guide:
        sheet.line(scale.x(value), top, scale.x(value), bottom, SOFT, 1, "3 2")


def _draw(sheet: Sheet, item: _Laid, scale: Scale) -> None:
    if item.heading:
        sheet.lines(MARGIN, item.top, item.heading, SMALL, SOFT, bold=True)
    left = MARGIN
    if item.row.sign:
        sign(sheet, item.row.sign, MARGIN + 5, item.middle)
        left += 16
    below = sheet.lines(left, item.body, item.label)
    sheet.lines(left, below + 2, item.below, SMALL, SOFT)
    sheet.lines(_VALUE_END, item.body, item.value, anchor="end", bold=True)
    for one in item.row.marks:
        draw_mark(sheet, one, scale, item.middle)
    sheet.line(MARGIN, item.bottom - 4, WIDTH - MARGIN, item.bottom - 4, LINE, 0.5)


def draw_mark(sheet: Sheet, one: Mark, scale: Scale, y: float) -> None:
    """A mark at its place on the scale."""
    draw = _STRETCHES.get(one.shape)
    if draw is None or one.low is None or one.high is None:
        _points(sheet, one, scale, y)
    else:
        draw(sheet, one, scale.x(one.low), scale.x(one.high), y)


def _bar(sheet: Sheet, one: Mark, low: float, high: float, y: float) -> None:
    fill = PAPER if one.hollow else one.ink
    sheet.rect(low, y - 5, max(high - low, 2), 10, fill, one.ink)


def _tick(sheet: Sheet, one: Mark, low: float, _high: float, y: float) -> None:
    # The wider line in the colour of the paper makes it visible on a dark bar, in print as well.
    sheet.line(low, y - 8, low, y + 8, PAPER, 5.5)
    sheet.line(low, y - 8, low, y + 8, one.ink, 2.2)


def _span(sheet: Sheet, one: Mark, low: float, high: float, y: float) -> None:
    span(sheet, low, high, y, one.ink, "2 2" if one.dashed else "")


def _change(sheet: Sheet, one: Mark, low: float, high: float, y: float) -> None:
    if abs(high - low) < 8:
        mark(sheet, "square", high, y, one.ink, one.hollow)
    else:
        arrow(sheet, low, high, y, one.ink)
        sheet.line(low, y - 4, low, y + 4, one.ink, 1.6)


_STRETCHES: Final = {"arrow": _change, "bar": _bar, "tick": _tick, "span": _span}
"""Marks that are drawn from one value to another."""


def _points(sheet: Sheet, one: Mark, scale: Scale, y: float) -> None:
    """The numbers themselves, and the stretch that they stand for."""
    places = [scale.x(number) for number in one.numbers]
    if one.low is None or one.high is None:
        start = _open_end(sheet, one, scale, y)
        places = places or [start]
    elif one.low != one.high:
        span(sheet, scale.x(one.low), scale.x(one.high), y, one.ink)
    if one.shape == "none":
        return
    for x in places:
        mark(sheet, one.shape, x, y, one.ink, one.hollow)


def _open_end(sheet: Sheet, one: Mark, scale: Scale, y: float) -> float:
    """An arrow away from the end that is known; returns where it begins."""
    leftward = one.low is None
    edge = one.high if leftward else one.low
    start = scale.x(edge) if edge is not None else (scale.start + scale.end) / 2
    if leftward:
        end = max(start - _REACH, scale.start)
    else:
        end = min(start + _REACH, scale.end + 8)
    arrow(sheet, start, end, y, one.ink)
    return start


def _axis(sheet: Sheet, scale: Scale, unit: str, y: float) -> float:
    """The scale: its line with breaks, ticks with their words, and what they count."""
    at, behind = scale.start, 0.0
    for x, words in scale.breaks:
        sheet.line(at, y, x - 7, y, SOFT)
        for side in (-7, 3):
            sheet.line(x + side, y + 4, x + side + 4, y - 4, SOFT)
        half = width_of(words, SMALL) / 2
        if x - half > behind and x + half <= WIDTH:
            sheet.text(x, y + line_height(SMALL) * 2 + SMALL + 8, words, SMALL, SOFT, "middle")
            behind = x + half + 4
        at = x + 7
    sheet.line(at, y, scale.end, y, SOFT)
    below = y
    for x in scale.grid:
        sheet.line(x, y, x, y + 4, SOFT)
    for tick in scale.ticks:
        below = max(below, sheet.lines(tick.middle, y + 5, tick.lines, SMALL, SOFT, "middle"))
    words = fitted(unit, _VALUE_END - MARGIN, SMALL)
    sheet.text(_VALUE_END, y + 5 + SMALL, words, SMALL, SOFT, "end")
    return max(below, y + (line_height(SMALL) * 3 + 10 if scale.breaks else 20))


def number_scale(
    values: Sequence[Quantity], axis: Axis, more: Sequence[Interval] = ()
) -> NumberScale:
    """A scale on which all the values and intervals have room, those without an end, too."""
    intervals = [*(value.interval for value in values), *more]
    lows = [found.low for found in intervals]
    highs = [found.high for found in intervals]
    numbers = [number for value in values for number in value.numbers]
    ends = [end for end in (*lows, *highs, *numbers) if end is not None]
    # An arrow without an end needs room.
    before = _REACH if None in lows else _ROOM
    behind = _REACH if None in highs else _ROOM
    low, high = min(ends, default=Fraction(0)), max(ends, default=Fraction(0))
    return NumberScale(low, high, axis, PLOT_START, PLOT_END, before, behind)


def _reaches(interval: Interval, number: Fraction) -> bool:
    """Whether a number is in an interval, its ends included."""
    above = interval.low is None or number >= interval.low
    return above and (interval.high is None or number <= interval.high)


def points(value: Quantity, shape: str, ink: str = INK, hollow: bool = False) -> Mark:
    """A quantity as a mark: its numbers, and how far they reach."""
    found = value.interval
    numbers = tuple(number for number in value.numbers if _reaches(found, number))
    if found.single is not None:
        numbers = (found.single,)
    return Mark(shape, found.low, found.high, numbers, ink, hollow)
