"""``checker intake`` as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import main

FILES = Path(__file__).parents[1] / "intake" / "specimens"
Captured = pytest.CaptureFixture[str]


def test_the_command(book: Path, tmp_path: Path, capsys: Captured) -> None:
    """Says what it wrote, and what is open."""
    texts = tmp_path / "texts"
    texts.mkdir()
    where = ["--book", str(book), "--archive", str(texts)]
    assert main(["intake", str(FILES / "court.txt"), *where, "--id", "verdict"]) == 0
    out = capsys.readouterr().out
    assert "wrote " in out
    assert "verdict: 8 new drafts" in out
    assert main(["intake", str(FILES / "nothing.txt"), *where]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["intake", str(FILES / "court.txt"), "--book", str(book)]) == 2
    assert "needs a place to be kept" in capsys.readouterr().err
    (texts / "zero.txt").write_bytes(b"")
    assert main(["intake", str(texts / "zero.txt"), *where]) == 2
    assert "the document has no text" in capsys.readouterr().err
