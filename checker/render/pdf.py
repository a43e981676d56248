"""The printed report: an edition, laid out by Typst from one template.

Typst is an extra. It sees the template, the edition as JSON, the pictures, and fonts that come as
packages. It cannot reach system fonts, files or the clock, so the same edition gives the
same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from checker.render.direction import direction
from checker.render.edition import Edition
from checker.render.edition.model import Labelled, Link, QuotePart
from checker.render.pictures import Picture
from checker.render.printable import Printable
from checker.render.ui_strings import template_words

PAPERS: Final = {"a4": "a4", "letter": "us-letter"}
"""Paper sizes, with Typst's names for them."""

FONTS: Final = ("fontpkg_amiri", "fontpkg_noto_sans")

SHORT: Final = {"short": 1_100, "page-short": 1_900}
"""A part with fewer characters, at half or full width, fits on any page and is kept whole."""

LONG: Final = 9_000
"""A part with more characters may be split. Between the two limits, Typst measures the part."""

CELL: Final = 600
"""A table row with fewer characters is kept whole in any column; longer rows are measured."""

WORD: Final = 80
"""Limit in points on the width of a column that is as wide as its words."""

PICTURE: Final = 500
"""Characters that take about as much room as a picture."""

ROOM: Final = {"a4": 700, "letter": 650}
"""A little less than the height in points of the text on a page."""

COMPACT: Final = 8
"""A dossier of at most this many claims has no contents and starts no new page for each part."""

NAMES: Final = frozenset({"id", "kind", "status", "target", "verdict"})
"""Fields by which the template looks things up; they stay as they are."""

SECTIONS: Final = (
    "brief",
    "disagreements",
    "histories",
    "timelines",
    "parts",
    "sources",
    "method",
    "rules",
    "glossary",
    "findings",
)
"""Labels that the template itself sets."""

RUNNING: Final = {"title": 80, "subject": 45}
"""Limit on the characters of each page header; longer ones would run off the paper."""

WIDE: Final = 640
"""Width of a picture, in its own units, that fills the width of a page."""


class EngineMissingError(Exception):
    """The typesetter is not installed; the message says how to get it."""


class TypesettingError(Exception):
    """Typst could not set the report; the message is Typst's own."""


def render(edition: Edition, paper: str = "a4") -> bytes:
    """The edition as PDF/UA-1 (ISO 14289-1).

    Raises ``EngineMissingError`` without the extra, ``TypesettingError`` if Typst fails.
    """
    engine = _engine()
    inputs, digest = _inputs(edition, paper, engine.printable)
    try:
        made: bytes = engine.typst.compile(
            {**inputs, "keywords.json": _json([f"content sha256:{digest}"])},
            font_paths=engine.fonts,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except engine.typst.TypstError as error:
        raise TypesettingError(f"Typst could not set the report: {error.message}") from None
    return _packed(made, engine.pikepdf)


def current(made: bytes, edition: Edition, paper: str = "a4") -> bool:
    """Whether a PDF shows an edition, by the digest of its content, whichever version set it.

    Raises ``EngineMissingError`` without the extra.
    """
    engine = _engine()
    _, digest = _inputs(edition, paper, engine.printable)
    try:
        with engine.pikepdf.open(BytesIO(made)) as opened:
            return digest in str(opened.docinfo.get("/Keywords", ""))
    except engine.pikepdf.PdfError:
        return False


def _packed(made: bytes, pikepdf: Any) -> bytes:
    """The same PDF in object streams, a third of the size: a tagged PDF is mostly structure."""
    packed = BytesIO()
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(BytesIO(made)) as opened:
        opened.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class _Engine:
    typst: Any
    fonts: Any
    pikepdf: Any
    printable: Printable


@cache
def _engine() -> _Engine:
    """The typesetter, its fonts, the characters that they have, and the PDF library."""
    try:
        typst, pikepdf = import_module("typst"), import_module("pikepdf")
        folders = [files(name).joinpath("files") for name in FONTS]
        printable = Printable.of(
            str(font)
            for folder in folders
            for font in folder.iterdir()
            if "Italic" not in font.name
        )
    except ImportError as error:
        raise EngineMissingError(
            f"a PDF needs {error.name}: pip install '.[pdf]' in the tool's checkout"
        ) from None
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])
    return _Engine(typst, fonts, pikepdf, printable)


def _inputs(edition: Edition, paper: str, printable: Printable) -> tuple[dict[str, bytes], str]:
    """The files that Typst sees, and one digest of them all."""
    reads = direction(edition.language)
    plain = _Plain(replace(printable, right_to_left=reads == "rtl"))
    content = plain.of(edition)
    claims = sum(len(topic.claims) for topic in edition.topics)
    data = {
        "edition": content,
        "title": content["title"],
        "paper": PAPERS[paper],
        "language": _language(edition.language),
        "direction": reads,
        "description": f"{edition.subject}, {edition.digest}",
        "running": {
            **plain.running(title=edition.title, subject=edition.subject),
            "digest": edition.digest[:23],
        },
        "compact": claims <= COMPACT and not edition.whole_book,
        **SHORT,
        "long": LONG,
        "cell": CELL,
        "word": WORD,
        "room": ROOM[paper],
        "words": plain.words(),
    }
    template = files(__package__).joinpath("templates", "report.typ").read_bytes()
    inputs = {"main.typ": template, "data.json": _json(data), **plain.pictures}
    return inputs, _digest(inputs)


def _digest(inputs: dict[str, bytes]) -> str:
    whole = sha256()
    for name, raw in sorted(inputs.items()):
        whole.update(f"{name} {len(raw)}\n".encode() + raw)
    return whole.hexdigest()


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _language(tag: str) -> dict[str, str | None]:
    """The language and the region of a tag such as ``en-GB``."""
    primary, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), None)
    return {"lang": primary.lower() if 2 <= len(primary) <= 3 else "en", "region": region}


class _Plain:
    """Turns an edition into plain data: mappings and printable texts, with pictures as files."""

    def __init__(self, printable: Printable) -> None:
        self.pictures: dict[str, bytes] = {}
        self._printable = printable
        self._labels = set(SECTIONS)
        self._links: list[dict[str, str]] = []

    def of(self, edition: Edition) -> dict[str, Any]:
        """The edition as mappings; links to parts that it does not have become text."""
        made: dict[str, Any] = self._plain(edition)
        for link in self._links:
            if link["target"] not in self._labels:
                link["target"] = ""
        return made

    def words(self) -> dict[str, Any]:
        """The report's own words."""
        shown = self._printable
        return {
            key: shown(word) if isinstance(word, str) else [*map(shown, word)]
            for key, word in template_words().items()
        }

    def running(self, **texts: str) -> dict[str, str]:
        """Page headers, cut to the room there."""
        return {name: self._cut(text, RUNNING[name]) for name, text in texts.items()}

    def _cut(self, text: str, room: int) -> str:
        """Cut by what is shown: a character without a glyph takes the room of its code point."""
        shown, kept = self._printable(text), len(text)
        while len(shown) > room:
            kept = min(kept - 1, kept * room // len(shown))
            shown = self._printable(f"{text[:kept].rstrip()}…")
        return shown

    def _plain(self, item: Any) -> Any:
        if isinstance(item, str):
            return self._printable(item)
        if isinstance(item, tuple):
            return [self._plain(one) for one in item]
        if isinstance(item, Picture):
            return self._picture(item)
        return self._record(item) if is_dataclass(item) else item

    def _record(self, item: Any) -> dict[str, Any]:
        """The fields of a part, with the number of characters in all of them as ``size``."""
        # The label of a ``Labelled`` is a word to be read; any other label is a link's target.
        keys = NAMES if isinstance(item, Labelled) else {*NAMES, "label"}
        made: dict[str, Any] = {}
        for field in fields(item):
            value = getattr(item, field.name)
            made[field.name] = value if field.name in keys else self._plain(value)
        if isinstance(item, Link):
            self._links.append(made)
        elif not isinstance(item, Labelled) and "label" in made:
            self._labels.add(made["label"])
        made["size"] = _length(made)
        if isinstance(item, QuotePart):
            made["proven"] = item.status in ("text", "receipt")
            made["language"] = _language(item.language or "en")["lang"]
        return made

    def _picture(self, item: Picture) -> dict[str, Any]:
        self.pictures[f"pictures/{item.id}.svg"] = self._printable.drawn(item.svg).encode()
        shown = {
            "id": item.id,
            "title": self._printable(item.title),
            "alt": self._printable(item.alt),
        }
        return {**shown, "share": round(min(1.0, item.width / WIDE), 3)}


def _length(made: Any) -> int:
    """The number of characters in all texts; a part that knows its size is not measured again."""
    if isinstance(made, str):
        return len(made)
    if isinstance(made, dict):
        if "size" in made:
            return int(made["size"])
        return sum(map(_length, made.values())) + (PICTURE if "share" in made else 0)
    return sum(map(_length, made)) if isinstance(made, list) else 0
