"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_the_archive_may_come_from_the_environment(
    book: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """``CHECKER_ARCHIVE``; ``--no-archive`` overrules it."""
    monkeypatch.setenv("CHECKER_ARCHIVE", str(archive))
    main(["check", str(book)])
    assert "10 proven in the text" in capsys.readouterr().out
    main(["check", str(book), "--no-archive"])
    assert "10 proven by receipt" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["yesterday", "2021-13-01", "2021-W10-1", "20211014"])
def test_as_of_wants_a_date(book: Path, wrong: str, capsys: Captured) -> None:
    """And says how to write one."""
    assert main(["check", str(book), "--as-of", wrong]) == 2
    assert "is not a date" in capsys.readouterr().err


def test_as_of_may_come_from_source_date_epoch(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """No clock is read without it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1634083200")
    main(["check", str(book)])
    assert "data as of 2021-10-13" in capsys.readouterr().out
