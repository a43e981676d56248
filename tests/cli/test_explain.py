"""``checker explain``: whatever has an id."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import main

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("beams-cracked", ["supported, moderate", "Evidence against", "weak", "Depends on"]),
        ("gazette", ["Quoted 6 times", "If it is withdrawn", "author: Tova Lind"]),
        ("mayor", ["interested in: bridge", "Evidence from it"]),
        ("votes-add-up", ["result: holds", "with values: 15 + 8 = 23"]),
        ("quote-altered", ["# quote-altered", "How to fix"]),
    ],
)
def test_everything_with_an_id_is_explained(
    book: Path, name: str, words: list[str], capsys: Captured
) -> None:
    """Of a claim, a source, an entity, a rule, a kind of finding."""
    assert main(["explain", name, "--book", str(book)]) == 0
    out = capsys.readouterr().out
    for word in words:
        assert word in out


def test_explain_suggests_what_was_meant(book: Path, capsys: Captured) -> None:
    """A slip of the finger is not the end."""
    assert main(["explain", "beams-craked", "--book", str(book)]) == 2
    assert "did you mean beams-cracked" in capsys.readouterr().err


def test_a_kind_of_finding_needs_no_book(tmp_path: Path, capsys: Captured) -> None:
    """Help is there before there is anything to check."""
    assert main(["explain", "yaml-syntax", "--book", str(tmp_path)]) == 0
    assert "# yaml-syntax" in capsys.readouterr().out
