"""The text of a document, and what the document states about itself.

trafilatura, which is made for taking articles out of pages, reads HTML. PDFium (pypdfium2) reads
PDF: unlike pypdf and pdfminer.six, it kept words whole in every specimen, in a tenth of the time.
No library got Arabic or Hebrew out of a PDF in order, so such a PDF is refused. Nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex

MAXIMUM_BYTES: Final = 50_000_000
MAXIMUM_PAGE: Final = 3_000_000
"""Bytes of an HTML page; no article is longer."""

_DATE: Final = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RIGHT_TO_LEFT: Final = regex.compile(
    r"[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}&&\p{L}]", regex.VERSION1
)
_LETTER: Final = regex.compile(r"\p{L}")
_ENDS: Final = frozenset(".!?:”\"'’)؟。")
_HTML: Final = regex.compile(
    rb"\s*(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|main|section|div|p|h1|meta|title)\b",
    regex.I | regex.S,
)


class IntakeError(Exception):
    """A document that cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text, and what it states about itself; what it does not state is None."""

    text: str
    """Paragraphs, with a blank line between them."""

    kind: str
    """``text``, ``html`` or ``pdf``."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """An ISO date."""

    url: str | None = None
    language: str | None = None


def extract(raw: bytes) -> Extracted:
    """The document in some bytes; its first bytes decide its kind.

    Raises ``IntakeError`` if it is empty, too large, damaged, or of a kind that cannot be read.
    """
    if len(raw) > MAXIMUM_BYTES:
        raise IntakeError(
            f"the document has {len(raw):,} bytes, and the limit is {MAXIMUM_BYTES:,}; "
            "take in the part that you need"
        )
    if raw.lstrip()[:5] == b"%PDF-":
        found = _pdf(raw)
    elif _HTML.match(raw[:20_000]):
        found = _html(raw)
    else:
        found = Extracted(_plain(raw), "text")
    if not found.text.strip():
        raise IntakeError(
            "the document has no text; if it is a picture of text, run text recognition first"
        )
    return found


def _plain(raw: bytes) -> str:
    if b"\x00" in raw:
        raise IntakeError("the document is neither a text, an HTML page nor a PDF; save it as one")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(f"the text is not UTF-8 (byte {error.start}); save it as UTF-8") from None


# HTML


def _html(raw: bytes) -> Extracted:
    if len(raw) > MAXIMUM_PAGE:
        raise IntakeError(
            f"the page has {len(raw):,} bytes, and the limit is {MAXIMUM_PAGE:,}; "
            "save the article alone"
        )
    try:
        import lxml.html
        import trafilatura
    except ModuleNotFoundError:
        raise IntakeError(
            "reading HTML needs more libraries; run pip install '.[intake]' in the tool's checkout"
        ) from None
    text = trafilatura.extract(raw, include_comments=False, include_tables=True) or ""
    try:
        page = lxml.html.document_fromstring(raw)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise IntakeError(f"the page cannot be read ({error}); save its text instead") from None
    return Extracted(
        "\n\n".join(line.strip() for line in text.splitlines() if line.strip()),
        "html",
        **_stated(page),
    )


_Facts = Mapping[str, str]

# For each fact, where a page may state it, the most reliable place first: the name of a ``meta``
# element, or a key of the article that JSON-LD describes.
_META: Final = "meta"
_LINKED: Final = "linked"
_STATED_IN: Final = {
    "title": ((_META, "og:title"), (_LINKED, "headline")),
    "author": ((_META, "author"), (_LINKED, "author")),
    "publisher": ((_META, "og:site_name"), (_LINKED, "publisher")),
    "published": ((_META, "article:published_time"), (_LINKED, "datePublished"), (_META, "date")),
}


def _stated(page: Any) -> dict[str, str | None]:
    """What a page's markup states explicitly; nothing that a library would guess."""
    places = {_META: _metas(page), _LINKED: _linked_data(page)}
    stated = {name: _first_stated(places, listed) for name, listed in _STATED_IN.items()}
    day = _DATE.match(stated["published"])
    found = {
        **stated,
        "title": stated["title"] or " ".join((page.findtext(".//title") or "").split()),
        "published": day.group() if day else "",
        "url": _canonical(page) or places[_META].get("og:url"),
        "language": (page.get("lang") or "").strip(),
    }
    return {name: value or None for name, value in found.items()}


def _first_stated(places: Mapping[str, _Facts], listed: Iterable[tuple[str, str]]) -> str:
    """The first text in some places of a page, or nothing."""
    texts = (places[place].get(name) for place, name in listed)
    return next(filter(None, texts), "")


def _metas(page: Any) -> dict[str, str]:
    """The contents of ``meta`` elements by their names; of two with one name, the first."""
    found = {}
    for item in reversed(page.findall(".//meta")):
        name = item.get("property") or item.get("name") or ""
        found[name.lower()] = (item.get("content") or "").strip()
    return found


def _canonical(page: Any) -> str | None:
    """The address that a page calls its own."""
    link = page.find(".//link[@rel='canonical']")
    return None if link is None else link.get("href")


def _linked_data(page: Any) -> dict[str, str]:
    """The texts and names of the first article that JSON-LD in a page describes."""
    for script in page.findall(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if "headline" in item:
                return {key: name for key, value in item.items() if (name := _name(value))}
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            yield from (inner for inner in item.get("@graph", ()) if isinstance(inner, dict))


def _name(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        return _name(value[0])
    found = value.get("name") if isinstance(value, dict) else value
    return found.strip() if isinstance(found, str) else ""


# PDF


def _pdf(raw: bytes) -> Extracted:
    try:
        import pypdfium2
    except ModuleNotFoundError:
        raise IntakeError(
            "reading PDF needs one more library; run pip install '.[intake]' in the tool's checkout"
        ) from None
    try:
        with pypdfium2.PdfDocument(raw) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
            stated = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        remedy = (
            "save it without a password" if "assword" in str(error) else "it is damaged or cut off"
        )
        raise IntakeError(f"the PDF cannot be opened ({error}): {remedy}") from None
    text = "\n".join(pages)
    letters = len(_LETTER.findall(text))
    if letters and len(_RIGHT_TO_LEFT.findall(text)) > letters / 5:
        raise IntakeError(
            "a PDF mixes up words that run from right to left; take in the text or the web page"
        )
    return Extracted(
        _paragraphs(text), "pdf", title=stated.get("Title"), author=stated.get("Author")
    )


def _paragraphs(text: str) -> str:
    """Lines of a page as paragraphs.

    A paragraph ends with a line that ends a sentence and is shorter than the others.
    """
    lines = [line.strip() for line in _joined(text).split("\n")]
    longest = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    going = False
    for line in lines:
        if not line:
            going = False
            continue
        if going:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        going = len(line) > 0.6 * longest and not (line[-1] in _ENDS and len(line) < 0.9 * longest)
    return "\n\n".join(paragraphs)


def _joined(text: str) -> str:
    """The text with words joined that a line's end broke.

    Before a capital or a digit, the hyphen belongs to the word and stays.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = regex.sub(r"(?<=\p{L})(?:\x02\n?|[\u00ad\u2010]\n)(?=\p{Ll})", "", whole)
    return regex.sub(r"(?:\x02\n?|\u2010\n)", "-", whole)
