"""The report's own words pass through gettext: a catalogue of nonsense shows which do not."""

from __future__ import annotations

import gettext
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import regex

from checker.assessment import Report
from checker.render import html, json_report, markdown
from checker.render.i18n import Translated, _, language, ngettext
from checker.usecases import check_book

_PLACEHOLDER = regex.compile(r"(\{[^}]*\})")
_ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
_OWN = regex.compile(r"⟦(?:[^⟦⟧]|(?R))*⟧")
_LETTERS = regex.compile(r"\p{L}{2,}")


class Pseudo(gettext.NullTranslations):
    """Puts every message in brackets, with accents on its vowels; placeholders stay."""

    def gettext(self, message: str) -> str:
        """The message, changed beyond mistaking it for English."""
        parts = _PLACEHOLDER.split(message)
        changed = [
            part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts)
        ]
        return f"⟦{''.join(changed)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for the count, likewise."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class Texts(HTMLParser):
    """The texts of a page that a person reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes with words are read out."""
        if tag not in ("meta", "input", "br", "link"):
            self._inside.append(tag)
        spoken = ("placeholder", "title", "alt", "aria-label", "data-shown", "data-all")
        self.found += [value for name, value in attrs if name in spoken and value]

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element."""
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text between tags; code, styles and scripts are no words."""
        if not {"style", "script", "code"} & set(self._inside) and data.strip():
            self.found.append(" ".join(data.split()))


def strings(data: Any) -> Iterator[str]:
    """All strings in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def foreign(report: Report) -> list[str]:
    """What is never translated: the words of the book, and the messages of findings and grades.

    Single words of the JSON report are left out: these are its own, such as “supported”.
    """
    book = report.assessment.book
    found = {text for text in strings(json_report.to_data(report)) if " " in text.strip()}
    found |= {text[:1].upper() + text[1:] for text in found}
    found |= {
        *book.claims,
        *book.sources,
        *book.stages,
        book.time_zone,
        book.name,
        book.title,
        book.digest,
    }
    found |= {rule.id for rule in book.rules} | {finding.kind for finding in report.findings}
    found |= {entity.name for entity in book.entities.values()}
    found |= {topic.title for topic in book.topics.values()}
    found |= {measure.unit for measure in book.measures.values()}
    found |= {source.outlet.reason for source in book.sources.values() if source.outlet}
    found |= {source.states("title") or "" for source in book.sources.values()}
    texts = {" ".join(text.split()).rstrip(".") for text in found}
    return sorted((text for text in texts if _LETTERS.search(text)), key=len, reverse=True)


def own_words(text: str, known: list[str]) -> str:
    """What is left of a text without translated messages and words of the book."""
    left = text
    while (shorter := _OWN.sub(" ", left)) != left:
        left = shorter
    left = left.translate(str.maketrans("‘’", "“”"))
    for part in known:
        if part in left:
            left = left.replace(part, " ")
    return left


@pytest.fixture(scope="module")
def report(specimens: Path) -> Report:
    """A small book with something of everything."""
    return check_book(specimens / "base")


def untranslated(report: Report, page: str) -> list[str]:
    """The texts of a page in which some word is neither translated nor the book's."""
    reader = Texts()
    reader.feed(page)
    known = foreign(report)
    return [text for text in dict.fromkeys(reader.found) if _LETTERS.search(own_words(text, known))]


def test_every_own_word_of_the_page_is_translated(report: Report) -> None:
    """Headings, labels, sentences, counts, and what pictures say."""
    with language(Pseudo()):
        page = html.render(report)
    assert untranslated(report, page) == []


def test_every_own_word_of_the_markdown_is_translated(report: Report) -> None:
    """Cell by cell, without code, links and anchors."""
    with language(Pseudo()):
        text = markdown.render(report)
    known = foreign(report)
    bare = regex.sub(r"`+[^`]*`+|\\(#[^)]*\\)|<[^>]*>|\\\\(?=[^\\w\\s])", " ", text)
    cells = [" ".join(cell.split()) for line in bare.splitlines() for cell in line.split("|")]
    assert [cell for cell in cells if _LETTERS.search(own_words(cell, known))] == []


def test_the_pseudo_locale_finds_english(report: Report) -> None:
    """Without the catalogue, nearly all texts would be complained of."""
    found = untranslated(report, html.render(report))
    assert "Claims at a glance" in found
    assert len(found) > 50


def test_a_catalogue_holds_only_where_it_is_used() -> None:
    """And constants are looked up when they are used."""
    constant = Translated({"name": "Name"})
    assert constant["name"] == _("Name") == "Name"
    with language(Pseudo()):
        assert constant["name"] == "⟦Nàmé⟧"
        assert ngettext("{count} claim", "{count} claims", 2_000) == "⟦2,000 clàîms⟧"
    assert ngettext("{count} claim", "{count} claims", 1) == "1 claim"
    assert dict(constant) == {"name": "Name"}


def test_messages_can_be_extracted(root: Path, tmp_path: Path) -> None:
    """With the usual tool, into a template for translators."""
    pytest.importorskip("babel", reason="babel is in the extra dev")
    template = tmp_path / "checker.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "--no-location"]
    options = ["-k", "N_", "-o", str(template), str(root / "checker" / "render")]
    subprocess.run([*command, *options], check=True, capture_output=True)
    text = template.read_text(encoding="utf-8")
    for message in ("Claims at a glance", "{count} claim", "A term that nobody explained"):
        assert (f'"{message}"' in text) is (message != "A term that nobody explained")
    assert 'msgid_plural "{count} claims"' in text
