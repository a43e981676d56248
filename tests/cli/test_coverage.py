"""``checker coverage`` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.render import coverage as render
from checker.usecases import open_archive
from checker.usecases.coverage import SentenceRef, coverage, waive
from checker.verification import Archive

Captured = pytest.CaptureFixture[str]


def test_the_command(book: Path, archive: Path, capsys: Captured) -> None:
    """Open sentences, or all; the exit status by --fail-under."""
    where = ["--book", str(book), "--archive", str(archive)]
    assert main(["coverage", "gazette", *where]) == 0
    out = capsys.readouterr().out
    assert "○   6 open: “40” not accounted for; quoted by beams-cracked" in out
    assert "covered by votes-for" not in out
    assert main(["coverage", "gazette", "--all", *where, "--fail-under", "54"]) == 0
    assert "✓   5 covered by councillors, votes-for, votes-against" in capsys.readouterr().out
    assert main(["coverage", "gazette", *where, "--fail-under", "55"]) == 1


def test_the_command_without_texts(book: Path, capsys: Captured) -> None:
    """Places instead of words."""
    assert main(["coverage", "gazette", "--book", str(book)]) == 0
    out = capsys.readouterr().out
    assert "(tokens 45 to 60; the text is not available)" in out
    assert "beams are cracked" not in out


def test_a_source_of_which_nothing_is_known(book: Path, capsys: Captured) -> None:
    """It is named, and it fails a threshold."""
    (book / "sources" / "gazette.receipts.json").unlink()
    assert main(["coverage", "--book", str(book), "--fail-under", "0"]) == 1
    assert "gazette: there is neither a text nor an outline" in capsys.readouterr().out


def test_formats(book: Path, archive: Path) -> None:
    """Markdown and JSON hold no word of the text; HTML is the annotated article."""
    waive(book, Archive(archive), "gazette", [SentenceRef(8)], "opinion", "His <view> | of it.")
    report = coverage(book, open_archive(archive), ["gazette"])
    data = json.loads(render.to_json(report))
    assert data["sources"][0]["sentences"][5]["figures"][1] == {
        "tokens": [55, 56],
        "state": "open",
        "claims": [],
    }
    assert "Ostwick" not in render.to_json(report) + render.markdown(report)
    assert "waived, opinion: His &lt;view> \\| of it." in render.markdown(report)
    page = render.html(report)
    assert '<b class="figure open">40</b>' in page or '<b class="figure open quoted">40</b>' in page
    assert "His &lt;view&gt; | of it." in page
    assert "<script" not in page


def test_an_annotated_article_never_goes_into_the_book(
    book: Path, archive: Path, capsys: Captured
) -> None:
    """It is somebody else's text."""
    where = ["--book", str(book), "--archive", str(archive), "--format", "html"]
    assert main(["coverage", *where, "--out", str(book / "coverage.html")]) == 2
    assert "inside the book" in capsys.readouterr().err
    for_texts = book.parent / "texts"
    for_texts.mkdir()
    inside = ["--book", str(book), "--archive", str(for_texts), "--out", str(for_texts / "x.txt")]
    assert main(["coverage", *inside]) == 2
    assert "inside the archive" in capsys.readouterr().err
    out = book.parent / "coverage.html"
    assert main(["coverage", *where, "--out", str(out)]) == 0
    assert "Mill Bridge" in out.read_text(encoding="utf-8")
