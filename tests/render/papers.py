"""A PDF as its readers see it: words, bookmarks, structure, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import regex

pikepdf = pytest.importorskip("pikepdf", reason="the extra “pdf” is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="the extra “intake” is not installed")

ROW, HEADINGS = "/TR", ("/H1", "/H2", "/H3", "/H4")


class Paper:
    """One PDF."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.file = pikepdf.open(BytesIO(raw))
        self._seen = pdfium.PdfDocument(raw)
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.file.pages, 1)}

    @property
    def pages(self) -> list[str]:
        """The words of each page, as they are extracted."""
        found = []
        for page in self._seen:
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
        return found

    @property
    def text(self) -> str:
        """All words, without any space: lines may be broken anywhere in a long word."""
        return squeezed("".join(self.pages))

    @property
    def bookmarks(self) -> list[str]:
        """The outline, from top to bottom."""
        return [item.get_title() for item in self._seen.get_toc()]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the first page, in points."""
        width, height = self._seen[0].get_size()
        return width, height

    def outside(self, margin: float) -> list[tuple[int, str]]:
        """Pages and characters that stand nearer to an edge than ``margin`` points."""
        found = []
        for number, page in enumerate(self._seen, 1):
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                blank = left == right or bottom == top
                if not blank and (
                    left < margin
                    or bottom < margin
                    or right > width - margin
                    or top > height - margin
                ):
                    found.append((number, text.get_text_range(index, 1)))
            text.close()
            page.close()
        return found

    def elements(self) -> Iterator[tuple[str, frozenset[int], Any]]:
        """Structure elements in the order of reading: kind, the pages that they stand on, and the
        element.
        """
        yield from self._below(self.file.Root.StructTreeRoot)

    def _below(self, element: Any) -> Iterator[tuple[str, frozenset[int], Any]]:
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S), self._pages_of(kid), kid
                yield from self._below(kid)

    def _pages_of(self, element: Any) -> frozenset[int]:
        found = set()
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found |= self._pages_of(kid)
            elif isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid:
                found.add(self._pages[kid.Pg.objgen])
            elif "/Pg" in element:
                found.add(self._pages[element.Pg.objgen])
        return frozenset(found)

    def links(self) -> int:
        """How many links lead to a place in the document; fails for one that leads nowhere."""
        count = 0
        for page in self.file.pages:
            for mark in page.get("/Annots", ()):
                where = mark.get(
                    "/Dest", mark.get("/A", {}).get("/D", None) if "/A" in mark else None
                )
                assert where is not None, f"a link leads out of the document: {mark}"
                count += 1
        return count


def squeezed(text: str) -> str:
    """Text without spaces, isolates and hyphens, for which extraction has a noncharacter where a
    line was broken.
    """
    return regex.sub(r"[\s\u2066-\u2069\u0002\ufffe\u00ad\u200b-]+", "", text)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
