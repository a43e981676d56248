"""What would be wrong with a picture, whatever it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from checker.charts.drawing import LONGEST_ALT, TALLEST
from checker.charts.lettering import width_of
from checker.render.pictures import Picture

SPACE = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "text", "line", "rect", "polygon", "polyline", "circle"}


@dataclass(frozen=True)
class Placed:
    """A text with the room that it takes."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Placed) -> bool:
        """Whether both have some place in common."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def texts(picture: Picture) -> list[Placed]:
    """The texts of a picture, as they are drawn."""
    found = []
    for node in ET.fromstring(picture.svg).iter(f"{SPACE}text"):  # noqa: S314 - made here
        size, x, y = (float(node.attrib[name]) for name in ("font-size", "x", "y"))
        width = width_of(node.text or "", size, node.get("font-weight") == "bold")
        left = x - {"middle": width / 2, "end": width}.get(node.get("text-anchor", ""), 0)
        found.append(Placed(node.text or "", left, left + width, y - size * 0.8, y + size * 0.2))
    return found


def words_of(picture: Picture) -> str:
    """All that can be read in it."""
    return "\n".join(text.words for text in texts(picture))


def faults(picture: Picture) -> Iterator[str]:
    """Each fault in words."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - made here
    if root.get("viewBox") != f"0 0 {picture.width} {picture.height}" or root.get("role") != "img":
        yield "the element does not say what it is"
    names = [node.get("id") for node in root.iter() if node.get("id")]
    if root.get("aria-labelledby") != " ".join(map(str, names)) or not all(
        str(name).startswith(picture.id) for name in names
    ):
        yield f"ids are not the picture's own: {names}"
    for node in root.iter():
        if node.tag.removeprefix(SPACE) not in TAGS or any(
            key.startswith(("on", "style")) for key in node.attrib
        ):
            yield f"{node.tag} {node.attrib} has no place in a picture"
    if picture.height > TALLEST or not 0 < len(picture.alt) <= LONGEST_ALT or not picture.title:
        yield f"height {picture.height}, alt {len(picture.alt)}, title {picture.title!r}"
    placed = texts(picture)
    for text in placed:
        if (
            text.left < -0.1
            or text.right > picture.width + 0.1
            or text.top < 0
            or text.bottom > picture.height
        ):
            yield f"{text} runs out of the picture"
    for one, other in combinations(placed, 2):
        if one.meets(other):
            yield f"{one} and {other} are in the same place"
