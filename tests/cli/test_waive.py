"""``checker waive`` as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_the_command_waives(book: Path, archive: Path, capsys: Captured) -> None:
    """Numbers, ranges and figures; and says what is missing."""
    where = ["--book", str(book), "--archive", str(archive)]
    assert (
        main(["waive", "gazette", "8-9", "6:2", *where, "--reason", "opinion", "--note", "n"]) == 0
    )
    assert "waived: “A survey found" in capsys.readouterr().out
    assert main(["waive", "gazette", "8-9", "6:2", *where, "--undo"]) == 0
    capsys.readouterr()
    for arguments, message in (
        (["8"], "needs a reason"),
        (["8", "--reason", "opinion"], "needs a note"),
        (["eight", "--reason", "opinion", "--note", "n"], "is not a sentence number"),
        (["9-8", "--reason", "opinion", "--note", "n"], "runs backwards"),
        (["8", "--reason", "opinion", "--note", "a\u0085b"], "cannot be printed"),
    ):
        assert main(["waive", "gazette", *arguments, *where]) == 2
        assert message in capsys.readouterr().err
    assert (
        main(["waive", "gazette", "8", "--book", str(book), "--reason", "opinion", "--note", "n"])
        == 2
    )
    assert "needs the texts" in capsys.readouterr().err
