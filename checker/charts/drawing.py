"""What every picture is drawn with: a sheet of SVG, and marks that differ by shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from checker.charts.lettering import clean, cut, isolated, width_of

WIDTH: Final = 640
"""User units; 9 pt are 12 units when the picture is as wide as the text of an A4 page."""

MARGIN: Final = 4
TALLEST: Final = 820
"""A picture that is higher would not fit on a page with its heading."""

SIZE: Final = 12.0
SMALL: Final = 10.5

INK: Final = "#1b1b1f"
SOFT: Final = "#5a5a66"
LINE: Final = "#d5d5dc"
PALE: Final = "#efeff3"
PAPER: Final = "#ffffff"
AGAINST: Final = "#9b1c1c"
SIGN_INKS: Final = {
    "tick": "#14622f",
    "cross": "#9b1c1c",
    "unequal": "#6b21a8",
    "question": "#7a4d00",
}
"""The signs that can be drawn before a line, each with its colour."""

_SPACE: Final = "http://www.w3.org/2000/svg"
_FONTS: Final = "Noto Sans, Amiri, sans-serif"
LONGEST_ALT: Final = 400


@dataclass(frozen=True, slots=True)
class Picture:
    """One SVG element, ready for a page, with a text for those who cannot see it."""

    id: str
    """Unique on a page."""

    title: str
    alt: str
    """What is to be seen, in one to three sentences."""

    svg: str
    width: int
    height: int


class Sheet:
    """An SVG that is being drawn, from the top left; the height is known when it is finished."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[ET.Element] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = SIZE,
        fill: str = INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """One line; ``y`` is its base line."""
        if not words:
            return
        found = {"x": _number(x), "y": _number(y), "font-size": _number(size), "fill": fill}
        if anchor != "start":
            found["text-anchor"] = anchor
        if bold:
            found["font-weight"] = "bold"
        self._add("text", found).text = clean(words)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = SIZE,
        fill: str = INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> float:
        """Lines below each other, the first with its top at ``y``.

        Returns where the next line has its top.
        """
        for number, words in enumerate(lines):
            self.text(x, y + line_height(size) * number + size, words, size, fill, anchor, bold)
        return y + line_height(size) * len(lines)

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        stroke: str = INK,
        width: float = 1.0,
        dash: str = "",
    ) -> None:
        """A straight line."""
        found = {"x1": _number(x), "y1": _number(y), "x2": _number(to_x), "y2": _number(to_y)}
        found |= {"stroke": stroke, "stroke-width": _number(width)}
        self._add("line", found | ({"stroke-dasharray": dash} if dash else {}))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "none",
        stroke: str = "",
        round_: float = 0,
    ) -> None:
        """A rectangle."""
        found = {
            "x": _number(x),
            "y": _number(y),
            "width": _number(width),
            "height": _number(height),
            "fill": fill,
        }
        if stroke:
            found |= {"stroke": stroke}
        if round_:
            found |= {"rx": _number(round_)}
        self._add("rect", found)

    def shape(
        self, points: Iterable[tuple[float, float]], fill: str, stroke: str = "", width: float = 1.0
    ) -> None:
        """A polygon."""
        found = {"points": " ".join(f"{_number(x)},{_number(y)}" for x, y in points), "fill": fill}
        self._add(
            "polygon",
            found | ({"stroke": stroke, "stroke-width": _number(width)} if stroke else {}),
        )

    def strokes(
        self, points: Iterable[tuple[float, float]], stroke: str, width: float = 1.0
    ) -> None:
        """Lines from point to point."""
        found = {
            "points": " ".join(f"{_number(x)},{_number(y)}" for x, y in points),
            "fill": "none",
        }
        self._add("polyline", found | {"stroke": stroke, "stroke-width": _number(width)})

    def circle(
        self, x: float, y: float, radius: float, fill: str, stroke: str, width: float = 1.0
    ) -> None:
        """A circle."""
        found = {"cx": _number(x), "cy": _number(y), "r": _number(radius), "fill": fill}
        self._add("circle", found | {"stroke": stroke, "stroke-width": _number(width)})

    def hatch(
        self, x: float, y: float, width: float, height: float, stroke: str = SOFT, gap: float = 7
    ) -> None:
        """A rectangle filled with slanting lines: what is missing."""
        at = gap
        while at < width + height:
            start, end = (
                (x + min(at, width), y + max(at - width, 0)),
                (x + max(at - height, 0), y + min(at, height)),
            )
            self.line(*start, *end, stroke=stroke, width=0.7)
            at += gap
        self.rect(x, y, width, height, stroke=stroke)

    def finish(self, title: str, alt: str, height: float) -> Picture:
        """The picture, with its words for those who cannot see it."""
        title, alt = (
            isolated(cut(clean(title), 120)) or self._name,
            isolated(cut(clean(alt), LONGEST_ALT - 20)),
        )
        tall = int(height + 0.999)
        ids = f"{self._name}-title", f"{self._name}-desc"
        root = ET.Element(
            "svg",
            {
                "xmlns": _SPACE,
                "viewBox": f"0 0 {WIDTH} {tall}",
                "width": str(WIDTH),
                "height": str(tall),
                "role": "img",
                "aria-labelledby": " ".join(ids),
                "font-family": _FONTS,
            },
        )
        for tag, name, words in (("title", ids[0], title), ("desc", ids[1], alt)):
            ET.SubElement(root, tag, {"id": name}).text = words
        root.extend(self._nodes)
        return Picture(self._name, title, alt, ET.tostring(root, encoding="unicode"), WIDTH, tall)

    def _add(self, tag: str, attributes: dict[str, str]) -> ET.Element:
        node = ET.Element(tag, attributes)
        self._nodes.append(node)
        return node


def _number(value: float) -> str:
    """Rounded to a tenth, as short as it goes."""
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def line_height(size: float) -> float:
    """From one base line to the next."""
    return size * 1.25


def mark(
    sheet: Sheet, shape: str, x: float, y: float, ink: str = INK, hollow: bool = False
) -> None:
    """A mark around a point: ``dot``, ``diamond`` or ``square``; a hollow one weighs little."""
    fill = PAPER if hollow else ink
    if shape == "dot":
        sheet.circle(x, y, 4.5, fill, ink, 1.6)
    elif shape == "diamond":
        sheet.shape([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], fill, ink, 1.6)
    else:
        sheet.shape(
            [(x - 3.5, y - 3.5), (x + 3.5, y - 3.5), (x + 3.5, y + 3.5), (x - 3.5, y + 3.5)],
            fill,
            ink,
            1.6,
        )


def arrow(
    sheet: Sheet, x: float, to_x: float, y: float, ink: str = INK, width: float = 1.6
) -> None:
    """A level line with a head at its end."""
    side = 5 if to_x >= x else -5
    sheet.line(x, y, to_x - side, y, ink, width)
    sheet.shape([(to_x, y), (to_x - side, y - 3.5), (to_x - side, y + 3.5)], ink)


_STROKES: Final[Mapping[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "tick": (((-4, 0), (-1, 4), (4.5, -4)),),
    "cross": (((-3.5, -3.5), (3.5, 3.5)), ((-3.5, 3.5), (3.5, -3.5))),
    "unequal": (((-4, -1.8), (4, -1.8)), ((-4, 1.8), (4, 1.8)), ((-2, 4.5), (2, -4.5))),
}
"""Lines of a sign, from point to point, around its middle."""


def sign(sheet: Sheet, name: str, x: float, y: float) -> None:
    """✓, ✗, ≠ or ? around a point."""
    # Drawn, since the fonts of the page do not have all of them.
    ink = SIGN_INKS[name]
    if name == "question":
        sheet.text(x, y + 4, "?", SIZE, ink, "middle", bold=True)
        return
    for points in _STROKES[name]:
        sheet.strokes([(x + right, y + down) for right, down in points], ink, 1.8)


SIGN: Final = "sign:"
"""Before the name of a sign, where a shape is asked for."""

Entry = tuple[str, bool, str, str]
"""Of a legend: shape, hollow, ink, and what it means."""


def legend(sheet: Sheet, entries: Sequence[Entry], y: float, x: float = MARGIN) -> float:
    """What the shapes mean, in rows from the left; where the next thing would have its top."""
    if not entries:
        return y
    left, top = x, y + 6
    for shape, hollow, ink, words in entries:
        width = 20 + width_of(words, SMALL) + 16
        if left + width > WIDTH and left > x:
            left, top = x, top + 17
        legend_mark(sheet, shape, left + 7, top + 7, ink, hollow)
        sheet.text(left + 18, top + 11, words, SMALL, SOFT)
        left += width
    return top + 18


def legend_mark(sheet: Sheet, shape: str, x: float, y: float, ink: str, hollow: bool) -> None:
    """A mark as a legend shows it: a point, a bar, an arrow, a line, or a sign (``sign:tick``)."""
    if shape.startswith(SIGN):
        sign(sheet, shape.removeprefix(SIGN), x, y)
        return
    match shape:
        case "bar":
            sheet.rect(x - 6, y - 4, 12, 8, PAPER if hollow else ink, ink)
        case "span" | "dashed":
            span(sheet, x - 7, x + 7, y, ink, "2 2" if shape == "dashed" else "")
        case "arrow":
            arrow(sheet, x - 7, x + 7, y, ink)
        case "guide":
            sheet.line(x, y - 7, x, y + 7, ink, 1, "3 2")
        case "hatch":
            sheet.hatch(x - 6, y - 5, 12, 10, ink, 4)
        case "tick":
            sheet.line(x, y - 6, x, y + 6, ink, 2)
        case _:
            mark(sheet, shape, x, y, ink, hollow)


def span(sheet: Sheet, x: float, to_x: float, y: float, ink: str = INK, dash: str = "") -> None:
    """A stretch with a cap at each end: somewhere in it."""
    sheet.line(x, y, to_x, y, ink, 1.6, dash)
    for end in (x, to_x):
        sheet.line(end, y - 4, end, y + 4, ink, 1.6)


def remark(sheet: Sheet, words: str, y: float) -> float:
    """A line in small type below the rest; returns where the next thing has its top."""
    if not words:
        return y
    sheet.text(MARGIN, y + 16, words, SMALL, SOFT)
    return y + 22
