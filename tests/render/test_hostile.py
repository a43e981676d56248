"""Texts that try to break out of a format: they are shown, and do nothing."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
import regex

from checker.assessment import Report
from checker.render import html, json_report, markdown, terminal
from checker.usecases import check_book

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> | a cell | `code` **bold** [link](http://evil.example)"
    " ![image](http://evil.example/i.png) <!-- comment --> &lt; \u202bgnp.exe\u202c \u2066x\u2069 @everyone"  # noqa: E501
    " #1 $x$ ${{ x }}"
    " {{ 7 * 7 }} {% raw %} =1+1 :: ::error::x %0A"
)


@pytest.fixture
def report(book: Path) -> Report:
    """A book whose every free text is hostile."""
    return hostile_report(book, HOSTILE)


def hostile_report(book: Path, hostile: str) -> Report:
    """The base book with a hostile text wherever it has a free one."""
    quoted = json.dumps(hostile, ensure_ascii=False)
    file = book / "bridge" / "beams-cracked.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace(
        "statement: Fourteen beams of the bridge are cracked.", f"statement: {quoted}"
    )
    text += f"    note: {quoted}\n    reading: {quoted}\n    origin_inferred: {quoted}\nnote: {quoted}\n"  # noqa: E501
    text = text.replace(
        "quote: Only 12", f"quote: {json.dumps(hostile + ' Only 12', ensure_ascii=False)} #"
    )
    file.write_text(text, encoding="utf-8")
    with (book / "bridge" / "votes-for.yaml").open("a", encoding="utf-8") as file_:
        file_.write(
            "review:\n  state: returned\n  thread:\n    - to: returned\n"
            "      by: '![x](//evil.example) & co <e@x.example>'\n"
            f"      at: 2026-11-24T10:00:00Z\n      note: {quoted}\n"
        )
    for path in (book / "book.yaml", book / "entities.yaml", book / "sources" / "gazette.yaml"):
        old = path.read_text(encoding="utf-8")
        for plain in (
            "The closing of Mill Bridge",
            "The bridge}",
            "Ostwick Gazette",
            "It speaks of itself as the gazette.",
        ):
            closing = "}" if plain.endswith("}") else ""
            old = old.replace(plain, quoted + closing)
        path.write_text(old, encoding="utf-8")
    with (book / "sources" / "courier.yaml").open("a", encoding="utf-8") as file_:
        file_.write(f"status: {{is: corrected, date: 2024-03-20, note: {quoted}}}\n")
    (book / "rules" / "more.yaml").write_text(
        f"- {{id: x, normally: votes-for = votes-against, unless: {quoted}, note: {quoted}}}\n"
        f"- {{id: y, always: votes-for = councillors, title: {quoted}, ask: {quoted}}}\n",
        encoding="utf-8",
    )
    return check_book(book)


class _Tags(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.comments: list[str] = []
        self.scripts = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


PARTS = """
html head meta title style body a header footer main nav section article div span p h1 h2 h3 h4 ul li dl dt dd b br
small code bdi blockquote figure figcaption table thead tbody tr th td label input select option button script
svg desc text line polyline polygon rect circle
"""  # noqa: E501
TAGS = frozenset(PARTS.split())
"""What the page is made of."""


def test_html_shows_hostile_text_as_text(report: Report) -> None:
    """No tag but the page's own, one script, no handler, nothing fetched; and nothing is lost."""
    page = _Tags()
    page.feed(html.render(report))
    assert page.tags <= TAGS
    assert not page.attributes & {"src", "srcset", "style"}
    assert not {name for name in page.attributes if name.startswith("on")}
    assert page.comments == []
    assert page.scripts == 1
    assert page.text.count("<script>alert(1)</script>") >= 5
    assert "49" not in page.text.split("{{ 7 * 7 }}")[0][-4:]


def test_html_holds_all_it_needs(report: Report) -> None:
    """No address is fetched: every link is to a place in the page."""
    text = html.render(report)
    assert "default-src 'none'" in text
    assert {href[0] for href in regex.findall(r'href="([^"]*)"', text)} == {"#"}
    assert "url(" not in text.split("</style>")[0]


def test_markdown_shows_hostile_text_as_text(report: Report) -> None:
    """No HTML but the report's own anchors and line breaks, no links out, every table row as wide
    as its header.
    """
    text = markdown.render(report)
    tags = {tag.lower() for tag in regex.findall(r"(?<!\\)<(/?[a-zA-Z!][^\s>]*)", text)}
    assert tags <= {"a", "/a", "br"}
    links = regex.findall(r"(?<!\\)\]\(([^)]*)\)", text)
    assert links
    assert all(link.startswith("#") for link in links)
    assert not regex.search(r"https?://", text)
    assert "\u202b" not in text
    width = None
    for line in text.splitlines():
        if not line.startswith("|"):
            width = None
            continue
        cells = len(regex.findall(r"(?<!\\)\|", line))
        width = width or cells
        assert cells == width, line


def test_a_terminal_is_not_steered(report: Report) -> None:
    """Direction marks are shown by their number, and no control character gets through."""
    text = terminal.render(report, "claims\x1b[2J")
    assert not regex.search(r"[\p{Cc}\p{Bidi_Control}--[\n]]", text, regex.VERSION1)
    assert "\\u202b" in text
    assert "\\u001b[2J" in text


def test_json_keeps_every_character(report: Report) -> None:
    """Data are not for looking at: nothing is changed."""
    claims = {claim["id"]: claim for claim in json.loads(json_report.render(report))["claims"]}
    assert claims["beams-cracked"]["statement"] == HOSTILE
