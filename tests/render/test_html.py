"""The page: everything that an edition has, links that lead somewhere, one script that it allows by
its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

from checker.assessment import Report
from checker.render import html
from checker.render.edition import Edition, Selection, edition_of
from checker.render.edition.model import (
    ClaimPart,
    Digest,
    DisagreementGroup,
    DisagreementPart,
    GlanceRow,
    Item,
    Link,
    QuotePart,
    RulePart,
    SourcePart,
    TopicPart,
)
from checker.render.pictures import Picture, history_picture
from checker.render.ui_strings import CONTROLS, WORDS
from checker.usecases import check_book

from ..conftest import ROOT
from .test_golden import example
from .test_hostile import HOSTILE, hostile_report

SILENT = {
    Edition: {"language", "whole_book"},
    ClaimPart: {"id", "label", "topic", "state"},
    GlanceRow: {"volume"},
    DisagreementGroup: {"label"},
    DisagreementPart: {"label", "kind"},
    QuotePart: {"status", "language"},
    RulePart: {"label"},
    SourcePart: {"label"},
    TopicPart: {"label"},
}
"""What a page does not print: it is in attributes, in the path of the file, or in the picture
itself.
"""


class Page(HTMLParser):
    """What is to be read, what is pointed at, and in which order headings come."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.ids, self.targets, self.heads = "", [], [], []
        self.languages: list[str] = []
        self._hidden = ""
        self.feed(text)

    ids: list[str]
    targets: list[str]
    heads: list[int]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += filter(None, [found.get("id")])
        self.targets += filter(
            None,
            [found.get("href"), *(f"#{i}" for i in (found.get("aria-labelledby") or "").split())],
        )
        self.languages += filter(None, [found.get("lang")])
        self.heads += [int(tag[1])] if regex.fullmatch("h[1-6]", tag) else []
        self._hidden = tag if tag in ("style", "script") else ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the name is the base class's
        self._hidden = ""


def squeezed(text: str) -> str:
    """Without what a page does to blanks."""
    return regex.sub(r"\s+", "", text)


def texts(item: Any) -> Iterator[str]:
    """Every text of an edition that is there to be read."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple):
        for one in item:
            yield from texts(one)
    elif isinstance(item, Link):
        yield item.text
    elif isinstance(item, Picture):
        yield from regex.findall(r"<text[^>]*>([^<&]*)<", item.svg)
    elif is_dataclass(item):
        for field in fields(item):
            if field.name not in SILENT.get(type(item), ()):
                yield from texts(getattr(item, field.name))


@pytest.fixture(scope="module")
def real() -> Report:
    """The report on the repository's own book."""
    return check_book(ROOT / "claims")


def some(report: Report) -> Edition:
    """A dossier."""
    return edition_of(
        report, Selection(frozenset({"stations-counted", "outstanding-boxes"}), "Dossier: two")
    )


@pytest.fixture(params=["book", "dossier", "one claim", "hostile", "example"])
def edition(request: pytest.FixtureRequest, real: Report, book: Path) -> Edition:
    """Editions of all sorts."""
    made: dict[str, Any] = {
        "book": lambda: edition_of(real),
        "dossier": lambda: some(real),
        "one claim": lambda: edition_of(
            real, Selection(frozenset({"stations-counted"}), "Dossier: one")
        ),
        "hostile": lambda: edition_of(hostile_report(book, HOSTILE)),
        "example": lambda: edition_of(example(book)),
    }
    found: Edition = made[request.param]()
    return found


def test_everything_of_an_edition_is_in_the_page(edition: Edition) -> None:
    """Each text that it has, in the words that it has it."""
    shown = squeezed(Page(html.render_edition(edition)).text)
    wanted = {html._shown(text) for text in texts(edition)}
    assert [text for text in wanted if squeezed(text) not in shown] == []


def test_links_lead_somewhere_and_ids_are_unique(edition: Edition) -> None:
    """Names of headings as well."""
    page = Page(html.render_edition(edition))
    assert len(page.ids) == len(set(page.ids))
    assert {target.removeprefix("#") for target in page.targets} <= set(page.ids)


def test_headings_skip_no_level(edition: Edition) -> None:
    """One of the first, and none two deeper than the one before."""
    heads = Page(html.render_edition(edition)).heads
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(heads))


def test_a_link_to_another_edition_is_text(real: Report) -> None:
    """Words without an anchor."""
    edition = some(real)
    digest = Digest("Elsewhere", "", (Item(Link("not in here", "claim-of-another-book")),), None)
    text = html.render_edition(replace(edition, brief=(digest,)))
    assert "not in here" in text
    assert "claim-of-another-book" not in text


def test_the_order_is_that_of_the_printed_report(real: Report) -> None:
    """By the headings."""
    text = unescape(html.render(real))
    names = ("brief", "contents", "glance", "disagreements", "histories", "timelines", "parts")
    heads = [WORDS[name] for name in names] + [topic.title for topic in edition_of(real).topics]
    heads += [WORDS[name] for name in ("sources", "method", "rules", "glossary", "findings")]
    assert regex.findall(r"<h2[^>]*>(?:<bdi>)?([^<]*)", text) == heads


def test_the_bare_id_of_a_claim_is_an_anchor(real: Report) -> None:
    """As it was before claims had labels; but not where something else is called that."""
    page = Page(html.render(real))
    assert set(real.assessment.book.claims) <= set(page.ids)
    edition = some(real)
    topic = edition.topics[0]
    for name in ("sources", "claim-stations-counted", topic.label, "glance-1", "filter"):
        claims = (replace(topic.claims[0], id=name), *topic.claims[1:])
        other = replace(edition, topics=(replace(topic, claims=claims), *edition.topics[1:]))
        page = Page(html.render_edition(other))
        assert len(page.ids) == len(set(page.ids)), name


def test_the_page_allows_its_own_style_and_script_alone(real: Report) -> None:
    """By their hashes; everything else is refused."""
    text = html.render(real)
    (policy,) = regex.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag in ("style", "script"):
        (content,) = regex.findall(rf"<{tag}>(.*?)</{tag}>", text, regex.DOTALL)
        assert (
            rules.pop(f"{tag}-src")
            == f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
        )
    assert set(rules) == {"default-src", "base-uri", "form-action"}
    assert set(rules.values()) == {"'none'"}


def test_controls_are_hidden_until_a_script_shows_them(real: Report) -> None:
    """Without one, everything is there, and nothing that does not work; one claim needs no
    search.
    """
    text = html.render(real)
    assert regex.search(r'<div id="filter"[^>]* hidden[ >]', text)
    assert not regex.search(r'<article class="claim[^>]* hidden', text)
    assert all(
        words in text for words in (CONTROLS["clear"], CONTROLS["search"], CONTROLS["shown"])
    )
    assert "<built-in" not in text
    assert 'id="filter"' not in html.render_edition(
        edition_of(real, Selection(frozenset({"stations-counted"}), "One"))
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x07b\x00", "a[U+0007]b[U+0000]"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_nobody_sees_is_named(real: Report, text: str, shown: str) -> None:
    """In the page, and in the heads of printed pages."""
    page = html.render_edition(replace(some(real), title=text))
    assert f"<bdi>{shown}</bdi></h1>" in page
    assert regex.search(r"[^\P{Cc}\n]|[\u202a-\u202e]", page) is None


def test_letters_and_what_joins_them_stay(real: Report) -> None:
    """Arabic, Persian with its non-joiners, emoji of several parts, isolates."""
    title = "مقتدى الصدر می‌خواهم 👩‍🚒 \u2068x\u2069 1\u00a0000"
    assert f"<bdi>{title}</bdi></h1>" in html.render_edition(replace(some(real), title=title))


@pytest.mark.parametrize(
    "title", ["</style><script>alert(1)</script>", '" } * { display: none } \\', "مقتدى\n"]
)
def test_a_title_stays_within_the_head_of_a_printed_page(real: Report, title: str) -> None:
    """It is a string of the style sheet."""
    (style,) = regex.findall(
        r"<style>(.*?)</style>", html.render_edition(replace(some(real), title=title)), regex.DOTALL
    )
    (content,) = regex.findall(r"@top-left \{ content: \"([^\"\n]*)\"; font", style)
    read = regex.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), content)
    assert read == title
    assert regex.fullmatch(r"[A-Za-z0-9 \\]*", content)


def test_quotes_in_other_languages_say_so(real: Report) -> None:
    """So that they are read aloud, hyphenated and set as what they are."""
    edition = some(real)
    claim = edition.topics[0].claims[0]
    arabic = replace(claim.supporting[0], language="ar", quote="“قال الصدر”")
    topic = replace(
        edition.topics[0], claims=(replace(claim, supporting=(arabic, *claim.supporting)),)
    )
    page = Page(html.render_edition(replace(edition, topics=(topic,))))
    assert page.languages == ["en", "ar"]


def test_words_beside_a_quote_are_shown(real: Report) -> None:
    """Apart from it."""
    edition = some(real)
    claim = edition.topics[0].claims[0]
    quote = replace(claim.supporting[0], before="He said ", after=" and left")
    topic = replace(edition.topics[0], claims=(replace(claim, supporting=(quote,)),))
    text = html.render_edition(replace(edition, topics=(topic,)))
    assert (
        f'<span class="beside">…He said </span><bdi>{quote.quote}</bdi><span class="beside"> and left…</span>'  # noqa: E501
        in text
    )


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("en", ""),
        ("ar", "rtl"),
        ("ar-IQ", "rtl"),
        ("fa", "rtl"),
        ("ckb", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", ""),
    ],
)
def test_a_page_begins_where_its_language_does(real: Report, language: str, direction: str) -> None:
    """By language, or by the script that its tag names."""
    page = html.render_edition(replace(some(real), language=language))
    assert f'<html lang="{language}"' + (f' dir="{direction}">' if direction else ">") in page


def test_paper_is_for_who_prints_to_choose(real: Report) -> None:
    """A size in the style sheet would take the choice of Letter, or of pages on their side,
    away.
    """
    assert regex.search(r"@page[^{]*\{[^}]*\bsize:", html.render(real)) is None


def test_pictures_of_histories_are_told_apart(real: Report) -> None:
    """A subject a-b with a measure c is not a subject a with a measure b-c: ids of a page are
    unique.
    """
    found = [(history, history_picture(real, history)) for history in real.assessment.histories]
    drawn = [(history, picture) for history, picture in found if picture]
    assert drawn
    for history, picture in drawn:
        assert picture.id.removeprefix("history-").split("--") == [history.subject, history.measure]
