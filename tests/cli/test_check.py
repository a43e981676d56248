"""``checker check`` in the formats that name files as the repository does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker.book.schemas import load_schema
from checker.cli.main import main
from checker.usecases.report import published_path

from ..conftest import SPECIMENS
from ..repositories import Made

Captured = pytest.CaptureFixture[str]
Edit = Callable[[str, str, str], Path]


def place(sarif: str) -> str:
    """The address of the first result."""
    [result] = json.loads(sarif)["runs"][0]["results"]
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_files_are_named_below_the_root_of_the_repository(
    book: Path, edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """From wherever it is run; outside of a repository, from the current folder."""
    edit("bridge/beams-cracked.yaml", "says: 12", "says: 13")
    repository = tmp_path / "repository"
    moved = shutil.move(book, repository / "desk two" / "claims")
    monkeypatch.chdir(repository / "desk two")
    assert main(["check", "claims", "--format", "sarif"]) == 1
    assert place(capsys.readouterr().out) == "claims/bridge/beams-cracked.yaml"
    (repository / ".git").mkdir()
    for path in ("claims", str(moved), "../desk two/claims/"):
        assert main(["check", path, "--format", "sarif"]) == 1
        assert place(capsys.readouterr().out) == "desk%20two/claims/bridge/beams-cracked.yaml"
    assert main(["check", "claims", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(
        "::error file=desk two/claims/bridge/beams-cracked.yaml,line=12,"
    )


def test_the_root_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The book itself may be the root; ``.git`` may be a file; and a book may be anywhere."""
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert published_path(inner) == ""
    assert published_path(tmp_path / "elsewhere") == "elsewhere"
    (tmp_path / ".git").mkdir()
    assert published_path(Path()) == "inner"
    (inner / ".git").write_text("gitdir: ../.git/modules/inner\n")
    assert published_path(inner) == ""
    assert published_path(inner / "claims") == "claims"


@pytest.mark.parametrize("name", ["sarif", "github"])
def test_the_exit_status_is_that_of_the_other_formats(
    name: str, book: Path, edit: Edit, tmp_path: Path, capsys: Captured
) -> None:
    """0 without errors; 1 with one, unless it is in the baseline or may pass; 2 without a book."""
    assert main(["check", str(book), "--format", name]) == 0
    edit("bridge/beams-cracked.yaml", "says: 12", "says: 13")
    assert main(["check", str(book), "--format", name]) == 1
    assert main(["check", str(book), "--format", name, "--fail-on", "never"]) == 0
    assert main(["baseline", str(book)]) == 0
    assert main(["check", str(book), "--format", name]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path / "none"), "--format", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_the_hook_checks_everything_before_the_first_commit(
    root: Path, make_repo: Callable[..., Made], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Before the first commit everything is new; an unknown revision is reported."""
    repo = make_repo()
    shutil.copytree(SPECIMENS / "base", repo.folder / "claims")
    monkeypatch.chdir(repo.folder)
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    _, *arguments = [*hook["entry"].split(), *hook["args"]]
    assert main(arguments) == 0
    assert "6 claims are new" in capsys.readouterr().out
    file = repo.folder / "claims" / "bridge" / "beams-cracked.yaml"
    file.write_text(file.read_text().replace("says: 12", "says: 13"))
    assert main(arguments) == 1
    assert (
        "error[value-not-in-quote] claims/bridge/beams-cracked.yaml:12:" in capsys.readouterr().out
    )
    assert main(["check", "--changed-since", "main"]) == 2
    assert "no commits yet: commit first" in capsys.readouterr().err
    assert main(["check", "nowhere", "--changed-since", "HEAD"]) == 2
    assert "holds no book.yaml, and nothing is committed" in capsys.readouterr().err
    repo.commit("Begin")
    assert main(arguments) == 0
    repo.git("checkout", "--quiet", "--orphan", "anew")
    assert main(arguments) == 1


def test_check_prints_tables_summary_and_exits_0(book: Path, capsys: Captured) -> None:
    """No findings, no errors, no colour off a terminal."""
    assert main(["check", str(book)]) == 0
    out = capsys.readouterr().out
    assert "10 proven by receipt" in out
    assert "No editor has approved any of these claims yet." in out
    assert "beams-cracked" in out
    assert "\x1b" not in out


def test_check_marks_the_very_words(book: Path, capsys: Captured) -> None:
    """Kind, place, line, marker, hint."""
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(file.read_text().replace("says: 12", "says: 13"))
    assert main(["check", str(book)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(
        number for number, line in enumerate(lines) if line.startswith("error[value-not-in-quote]")
    )
    assert lines[at].endswith("bridge/beams-cracked.yaml:12:11")
    assert lines[at + 2].index("13") == lines[at + 3].index("^^")
    assert lines[at + 4].strip().startswith("hint:")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "note"], 1),
        (["--fail-on", "never"], 0),
    ],
)
def test_fail_on_sets_the_threshold(book: Path, arguments: list[str], status: int) -> None:
    """A book with a warning and no error."""
    (book / "bridge" / "built.yaml").write_text(
        "id: built\nkind: event\nstatement: It was built.\n"
    )
    assert main(["check", str(book), *arguments]) == status


def test_fail_on_never_still_says_when_nothing_could_be_verified(
    book: Path, capsys: Captured
) -> None:
    """“Total checks: 0” is not success."""
    for path in (book / "sources").glob("*.receipts.json"):
        path.unlink()
    assert main(["check", str(book), "--fail-on", "never"]) == 2
    captured = capsys.readouterr()
    assert "10 not checked" in captured.out
    assert "no quote could be verified" in captured.err


def test_a_book_without_claims_exits_2(book: Path, capsys: Captured) -> None:
    """Nothing to verify is nothing verified."""
    shutil.rmtree(book / "bridge")
    (book / "rules" / "bridge.yaml").unlink()
    assert main(["check", str(book)]) == 2
    assert "no evidence" in capsys.readouterr().err


def test_json_keeps_its_contract(book: Path, archive: Path, capsys: Captured) -> None:
    """Valid against its schema, with an archive, without one, and for a broken book."""
    validator = Draft202012Validator(load_schema("report"))
    for broken in (False, True):
        if broken:
            (book / "bridge" / "votes-for.yaml").write_bytes(b"\xff")
            (book / "rules" / "more.yaml").write_text(
                "- {id: x, always: beams-cracked = 1}\n- {id: y, always: '='}\n"
            )
        for extra in ([], ["--archive", str(archive)]):
            main(["check", str(book), "--format", "json", *extra])
            data = json.loads(capsys.readouterr().out)
            assert [error.message for error in validator.iter_errors(data)] == []
