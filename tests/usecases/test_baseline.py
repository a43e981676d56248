"""A book with old findings: known ones do not count, fixed ones leave, new ones count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from checker.cli.main import main
from checker.findings import Severity
from checker.usecases import check_book
from checker.usecases.baseline import write_baseline

Edit: TypeAlias = Callable[[str, str, str], Path]
FOR = "bridge/votes-for.yaml"


def test_known_findings_are_shown_and_do_not_count(book: Path, edit: Edit) -> None:
    """Until something new comes."""
    edit(FOR, "value: 15", "value: 16")
    assert main(["check", str(book), "--no-archive"]) == 1
    assert main(["baseline", str(book), "--no-archive"]) == 0
    report = check_book(book)
    assert {item.known for item in report.findings if item.severity is not Severity.NOTE} == {
        "baseline"
    }
    assert report.summary.findings["error"] == 0
    assert report.summary.findings["known"] > 0
    assert main(["check", str(book), "--no-archive"]) == 0
    edit("bridge/beams-cracked.yaml", "value: 14", "value: 13")
    assert main(["check", str(book), "--no-archive"]) == 1


def test_lines_that_move_keep_what_is_known(book: Path, edit: Edit) -> None:
    """It is known by what it is about."""
    edit(FOR, "value: 15", "value: 16")
    write_baseline(book, None)
    edit(FOR, "kind:", "# a remark\nkind:")
    assert check_book(book).worst() in (None, Severity.NOTE)


def test_writing_twice_changes_nothing(book: Path, edit: Edit) -> None:
    """Neither bytes nor time; and says so."""
    edit(FOR, "value: 15", "value: 16")
    first = write_baseline(book, None)
    before = first.path.stat().st_mtime_ns, first.path.read_bytes()
    second = write_baseline(book, None)
    assert (first.changed, second.changed, second.added, second.left) == (True, False, (), 0)
    assert (second.path.stat().st_mtime_ns, second.path.read_bytes()) == before


def test_what_leaves_the_baseline_and_is_not_fixed_is_said(
    book: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another severity, entries would come back as new without a warning."""
    edit(FOR, "value: 15", "value: 16")
    known = len(write_baseline(book, None, Severity.NOTE).known)
    assert main(["baseline", str(book), "--no-archive", "--at-least", "error"]) == 0
    out = capsys.readouterr().out
    left = len(write_baseline(book, None, Severity.ERROR).known)
    assert known - left == 1
    assert "removed 1 entry: still found, but below the severity error" in out
    assert main(["baseline", str(book), "--no-archive", "--at-least", "error"]) == 0
    assert "removed" not in capsys.readouterr().out


def test_what_is_fixed_is_asked_to_leave(book: Path, edit: Edit) -> None:
    """A warning until the file is written again; with nothing left, the file is removed."""
    edit(FOR, "value: 15", "value: 16")
    count = len(write_baseline(book, None).known)
    edit(FOR, "value: 16", "value: 15")
    fixed = [item for item in check_book(book).findings if item.kind == "baseline-fixed"]
    assert len(fixed) == count
    assert {item.location.path for item in fixed} == {"baseline.yaml"}
    again = write_baseline(book, None)
    assert (again.changed, again.left, again.known) == (True, count, ())
    assert not again.path.exists()
    assert write_baseline(book, None).changed is False


def test_a_baseline_that_cannot_be_read_hides_nothing(book: Path, edit: Edit) -> None:
    """And is itself written again."""
    edit(FOR, "value: 15", "value: 16")
    for raw in (b"known: [", b"", b"\xff", b"&a [*a]", b"known:\n- {finding: 1}\n"):
        (book / "baseline.yaml").write_bytes(raw)
        report = check_book(book)
        assert report.worst() is Severity.ERROR
        assert any(item.location.path == "baseline.yaml" for item in report.findings), raw
        assert not any(item.known for item in report.findings)
        write_baseline(book, None)
        assert check_book(book).worst() in (None, Severity.NOTE)


def test_notes_are_written_if_asked_for(book: Path) -> None:
    """By default errors and warnings."""
    severities = {item.severity for item in write_baseline(book, None, Severity.NOTE).known}
    found = {item.severity for item in check_book(book).findings}
    assert severities == found


def test_no_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and nothing is written."""
    assert main(["baseline", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "book.yaml" in capsys.readouterr().err
