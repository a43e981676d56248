"""A CI job: what it writes, what it prints, when it passes; and limits for changes of thousands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.book.schemas import load_schema
from checker.cli.main import main
from checker.render.ci import LONGEST_COMMENT, UNCHANGED, marker
from checker.render.formats import formats_named
from checker.usecases.ci import run_job

from .conftest import MakeBook, put

FOR = "claims/bridge/votes-for.yaml"


def test_a_change_that_leaves_the_book_alone(
    make_book: MakeBook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Passes, whatever the book is like, and says so in summary and comment."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    repo.commit()
    repo.write("other.txt", "something else")
    monkeypatch.chdir(repo.folder)
    out = tmp_path / "out"
    assert main(["ci", "claims", "--base", "HEAD", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{UNCHANGED}\n"
    assert {path.name for path in out.iterdir()} == {"summary.md", "comment.md"}
    assert (out / "comment.md").read_text(encoding="utf-8").startswith(f"{marker('claims')}\n")


@pytest.mark.parametrize("base", [None, "HEAD"])
def test_what_is_written(make_book: MakeBook, tmp_path: Path, base: str | None) -> None:
    """All that a forge can show; each in its format."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    out = tmp_path / "out"
    job = run_job(repo.folder / "claims", base, out, reports=formats_named("md", "html", "json"))
    names = {
        "findings.sarif",
        "summary.md",
        "comment.md",
        "report.md",
        "report.html",
        "report.json",
    }
    assert {path.name for path in out.iterdir()} == names | ({"diff.json"} if base else set())
    assert {path.name for path in job.written} == {path.name for path in out.iterdir()}
    assert job.book_path == "claims"
    if base:
        data = json.loads((out / "diff.json").read_text(encoding="utf-8"))
        assert not list(Draft202012Validator(load_schema("diff")).iter_errors(data))


def test_only_what_is_new_counts(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a base; without, everything does."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    repo.commit()
    put(repo, "claims/bridge/beams-cracked.yaml", "Fourteen", "14")
    monkeypatch.chdir(repo.folder)
    out = ["--out", str(tmp_path / "out")]
    assert main(["ci", "claims", "--base", "HEAD", *out]) == 0
    assert main(["ci", "claims", *out]) == 1
    put(repo, "claims/bridge/beams-cracked.yaml", "value: 14", "value: 13")
    assert main(["ci", "claims", "--base", "HEAD", *out]) == 1
    assert main(["ci", "claims", "--base", "nope", *out]) == 2


def test_a_book_that_was_deleted(make_book: MakeBook, tmp_path: Path) -> None:
    """Reported, not fallen over."""
    repo = make_book()
    repo.git("rm", "-r", "--quiet", "claims")
    job = run_job(repo.folder / "claims", "HEAD", tmp_path / "out")
    assert job.comparison is not None
    assert "6 claims are removed" in (tmp_path / "out" / "comment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["new.yaml", "notes.docx"])
def test_what_is_no_file_of_a_book_is_found_all_the_same(
    make_book: MakeBook, tmp_path: Path, name: str
) -> None:
    """A link that leads out, a stray file: a change of nothing else is checked, too."""
    repo = make_book()
    assert run_job(repo.folder / "claims", "HEAD", tmp_path / "out").report is None
    (repo.folder / "claims" / "bridge" / name).symlink_to("../../other.txt")
    for commit in (False, True):
        if commit:
            repo.commit()
        report = run_job(
            repo.folder / "claims", "HEAD~1" if commit else "HEAD", tmp_path / "out"
        ).report
        assert report is not None
        assert any(name in item.location.path and not item.known for item in report.findings)
    assert run_job(repo.folder / "claims", "HEAD", tmp_path / "out").report is None


def test_a_book_that_only_moved_is_checked(make_book: MakeBook, tmp_path: Path) -> None:
    """Its findings have other addresses; a forge wants to hear them."""
    repo = make_book()
    repo.git("mv", "claims", "facts")
    repo.commit()
    job = run_job(repo.folder / "facts", "HEAD~1", tmp_path / "out")
    assert job.comparison is not None
    assert not job.comparison.changes


def test_thousands_of_changes(make_book: MakeBook, tmp_path: Path) -> None:
    """Comment and summary stay below a forge's limits, and say what is left out."""
    repo = make_book()
    override = chr(0x202E)
    long = f"A long statement with | pipes, `ticks` and <tags>, {override}, @names. " * 20
    for number in range(1200):
        repo.write(
            f"claims/bridge/n-{number}.yaml",
            f"id: n-{number}\nkind: event\nstatement: '{long}{number}'\nwhen: nonsense\n",
        )
    run_job(repo.folder / "claims", "HEAD", tmp_path / "out")
    comment = (tmp_path / "out" / "comment.md").read_text(encoding="utf-8")
    assert len(comment) <= 65_536
    assert len(comment) <= LONGEST_COMMENT + 200
    assert (tmp_path / "out" / "summary.md").stat().st_size < 1_000_000
    assert "more:" in comment or "cut here" in comment
