"""``checker report``: which files it writes, and what it prints if one cannot be made."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli.main import main

from ..repositories import Made, snapshot

Captured = pytest.CaptureFixture[str]
Edit = Callable[[str, str, str], Path]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where reports go."""
    return tmp_path / "out"


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra is not installed."""
    from checker.render import pdf

    pdf._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)


def report(book: Path, out: Path, *options: str) -> int:
    """The command on a book."""
    return main(["report", str(book), "--no-archive", "--quiet", "--out", str(out), *options])


def names(out: Path) -> set[str]:
    """The files in a folder."""
    return {path.name for path in out.iterdir()} if out.is_dir() else set()


def test_all_formats(book: Path, out: Path) -> None:
    """Four files, and all of them current then."""
    pytest.importorskip("typst", reason="the extra “pdf” is not installed")
    assert report(book, out) == 0
    assert names(out) == {"report.md", "report.html", "report.json", "report.pdf"}
    assert report(book, out, "--check") == 0


def test_check_names_what_is_out_of_date(
    book: Path, out: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PDF is out of date as well once the book changes; nothing is written."""
    pytest.importorskip("typst", reason="the extra “pdf” is not installed")
    report(book, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    edit("book.yaml", "The closing of Mill Bridge", "The reopening of Mill Bridge")
    capsys.readouterr()
    assert report(book, out, "--check") == 1
    printed = capsys.readouterr().out
    assert all(f"{name} is out of date" in printed for name in before)
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_the_others_are_written(
    book: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message; a failure only where a PDF was asked for."""
    assert report(book, out) == 0
    assert names(out) == {"report.md", "report.html", "report.json"}
    printed = capsys.readouterr().err
    assert printed.count("typst") == 1
    assert "pip install" in printed
    assert report(book, out, "--format", "pdf,md") == 2
    assert names(out) == {"report.md", "report.html", "report.json"}


def test_a_dossier_of_claims(book: Path, out: Path) -> None:
    """Named by its first claim."""
    pytest.importorskip("typst", reason="the extra “pdf” is not installed")
    assert report(book, out, "--claim", "votes-for", "--claim", "vote-day") == 0
    assert names(out) == {"dossier-votes-for-and-1-more.html", "dossier-votes-for-and-1-more.pdf"}


def test_a_claim_named_twice_is_one(book: Path, out: Path) -> None:
    """The name counts it once."""
    assert (
        report(book, out, "--claim", "votes-for", "--claim", "votes-for", "--format", "html") == 0
    )
    assert names(out) == {"dossier-votes-for.html"}


def test_a_dossier_of_a_topic(book: Path, out: Path) -> None:
    """All its claims."""
    assert report(book, out, "--topic", "bridge", "--format", "html") == 0
    page = (out / "dossier-bridge.html").read_text(encoding="utf-8")
    assert "Fifteen councillors voted for the closure." in page
    assert "Dossier: " in page


def test_a_dossier_of_a_change(
    make_repo: Callable[..., Made], book: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The claims that a change affects; without a change there is no dossier."""
    repo = make_repo()
    folder = shutil.copytree(book, repo.folder / "claims")
    repo.commit("Record")
    assert report(folder, out, "--changed-since", "HEAD", "--format", "html") == 0
    assert names(out) == set()
    (folder / "bridge" / "surveyor-said-cost.yaml").rename(folder / "gone")
    capsys.readouterr()
    assert report(folder, out, "--changed-since", "HEAD", "--format", "html") == 0
    assert "lists claims that were removed" in capsys.readouterr().out
    (folder / "gone").rename(folder / "bridge" / "surveyor-said-cost.yaml")
    file = folder / "bridge" / "votes-for.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "note: Counted twice.\n", encoding="utf-8")
    assert report(folder, out, "--changed-since", "HEAD", "--format", "html") == 0
    page = (out / "dossier-changes.html").read_text(encoding="utf-8")
    assert "what changed since HEAD" in page
    assert "No grade changes." in page
    assert 'id="votes-for"' in page
    assert 'id="surveyor-said-cost"' not in page


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--claim", "vote-for"], "has no claim “vote-for”; did you mean votes-for"),
        (["--topic", "bridges"], "has no topic “bridges”; did you mean bridge"),
        (["--claim", "votes-for", "--format", "md,html"], "markdown cannot be a dossier"),
        (["--claim", "votes-for", "--changed-since", "HEAD"], "leave out --claim and --topic"),
        (["--format", "docx"], "there is no format “docx”"),
    ],
)
def test_what_cannot_be_done_is_said(
    book: Path, out: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the remedy, and nothing is written."""
    assert report(book, out, *options) == 2
    assert words in capsys.readouterr().err
    assert names(out) == set()


def test_report_writes_three_files_once(book: Path, capsys: Captured) -> None:
    """Then finds them up to date, and out of date when the book changes."""
    command = ["report", str(book), "--quiet", "--format", "md,html,json"]
    assert main(command) == 0
    folder = book.parent / "reports"
    assert sorted(path.name for path in folder.iterdir()) == [
        "report.html",
        "report.json",
        "report.md",
    ]
    before = snapshot(folder)
    assert main(command) == 0
    assert snapshot(folder) == before
    assert "unchanged" in capsys.readouterr().err
    assert main([*command, "--check"]) == 0
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(file.read_text() + "note: new\n")
    assert main(["report", str(book), "--check"]) == 1
    assert snapshot(folder) == before


def test_report_refuses_an_unknown_format(book: Path, capsys: Captured) -> None:
    """And names those it knows."""
    assert main(["report", str(book), "--format", "md,docx"]) == 2
    assert "choose markdown, html, json" in capsys.readouterr().err


def test_report_that_cannot_be_written_says_so(
    book: Path, tmp_path: Path, capsys: Captured
) -> None:
    """A file is where the folder should be."""
    (tmp_path / "taken").write_text("x")
    assert main(["report", str(book), "--quiet", "--out", str(tmp_path / "taken")]) == 2
    assert "cannot be" in capsys.readouterr().err
