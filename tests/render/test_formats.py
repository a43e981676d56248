"""The registry of formats: names, scopes, help, and how a format is added."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.render import formats
from checker.render.formats import (
    FORMATS,
    Format,
    FormatScope,
    Renderer,
    UnknownFormatError,
    format_named,
    help_text,
    printable,
    writable,
)

TINY = """
def render(report):
    return "".join(f"{name}\\n" for name in report.assessment.book.claims)
"""


@pytest.fixture
def _tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format of one module and one line of the registry."""
    (tmp_path / "tiny_format.py").write_text(TINY)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "tiny_format", raising=False)
    added = Format("tiny", "the names of the claims", suffix="txt", book=Renderer("tiny_format"))
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, added))


@pytest.mark.usefixtures("_tiny")
def test_a_format_is_a_module_and_a_line(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be printed and written, and help and errors name it."""
    assert main(["check", str(book), "--no-archive", "--format", "tiny"]) == 0
    printed = capsys.readouterr().out
    assert "beams-cracked\n" in printed
    out = tmp_path / "out"
    options = ["--no-archive", "--quiet", "--format", "tiny", "--out", str(out)]
    assert main(["report", str(book), *options]) == 0
    assert (out / "report.txt").read_text() == printed
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "tiny" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["check", str(book), "--format", "tinny"])
    assert "there is no format “tinny”" in capsys.readouterr().err
    assert "tiny" in help_text(printable(FormatScope.BOOK))


def test_names_and_aliases_are_unique() -> None:
    """And so are the files that are written."""
    names = [name for item in FORMATS for name in (item.name, *item.aliases)]
    assert len(set(names)) == len(names)
    for attribute in ("suffix", "job_file", "change_file"):
        found = [getattr(item, attribute) for item in FORMATS if getattr(item, attribute)]
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.name)
def test_every_format_can_do_something(item: Format) -> None:
    """Its functions are there, and a binary format is only ever written."""
    scopes = [scope for scope in FormatScope if item.shows(scope)]
    assert scopes
    assert item.suffix or not item.binary
    for scope in scopes:
        renderer = getattr(item, scope)
        if renderer is not None:
            module = __import__(renderer.module, fromlist=["render"])
            assert callable(getattr(module, renderer.function))


def test_one_name_in_every_command(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``md`` and ``markdown`` are the same, wherever a format is named."""
    for name in ("md", "markdown"):
        assert main(["check", str(book), "--no-archive", "--format", name]) == 0
    first, second = capsys.readouterr().out.split("# The closing", 2)[1:]
    assert first.rstrip() == second.rstrip()
    assert main(["report", str(book), "--quiet", "--format", "github"]) == 2
    assert "github cannot be written as a file; choose" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["check", str(book), "--format", "pdf"])
    assert "pdf cannot be printed by this command; choose terminal" in capsys.readouterr().err
    assert main(["report", str(book), "--claim", "beams-cracked", "--format", "json"]) == 2
    assert "json cannot be a dossier; choose html or pdf" in capsys.readouterr().err


def test_an_unknown_name_lists_the_known() -> None:
    """In the order of the registry."""
    with pytest.raises(UnknownFormatError, match="terminal, markdown or json"):
        format_named("yaml", printable(FormatScope.CHANGE), "printed")
    assert [item.name for item in writable(FormatScope.EDITION)] == ["html", "pdf"]
