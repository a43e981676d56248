"""``checker prove`` as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_prove_needs_texts(book: Path, capsys: Captured) -> None:
    """And says where to name them."""
    assert main(["prove", str(book)]) == 2
    assert "--archive" in capsys.readouterr().err


def test_prove_says_what_it_could_not_prove(book: Path, archive: Path, capsys: Captured) -> None:
    """Exit 1, the quote named, the others proven."""
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(file.read_text().replace("14 of the", "13 of the"))
    assert main(["prove", str(book), "--archive", str(archive)]) == 1
    out = capsys.readouterr().out
    assert "not proven: “13 of the bridge's 40 beams are cracked”" in out
    assert "courier: 6 quotes proven; nothing changed" in out
