"""The command line as a person uses it: the installed command, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.book.schemas import load_schema
from checker.cli.main import COMMANDS, main

Captured = pytest.CaptureFixture[str]


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
        number for number, line in enumerate(lines) if line.startswith("error[says-not-in-quote]")
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


@pytest.mark.parametrize("command", ["check", "report", "prove"])
def test_no_book_is_said_in_one_line(
    command: str, tmp_path: Path, archive: Path, capsys: Captured
) -> None:
    """With what to do, and without a traceback."""
    extra = ["--archive", str(archive)]
    assert main([command, str(tmp_path / "nowhere"), *extra]) == 2
    err = capsys.readouterr().err
    assert err.startswith("checker: ")
    assert "is not a folder" in err
    assert err.count("\n") == 1


def test_check_and_explain_write_nothing(book: Path, archive: Path, capsys: Captured) -> None:
    """Principle 5, on disk."""
    before = snapshot(book.parent)
    for arguments in (
        ["check", str(book)],
        ["check", str(book), "--format", "json"],
        ["check", str(book), "--archive", str(archive)],
        ["explain", "beams-cracked", "--book", str(book)],
        ["report", str(book), "--check"],
    ):
        main(arguments)
    assert snapshot(book.parent) == before
    assert capsys.readouterr().out


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
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("x")
    assert main(["report", str(book), "--quiet", "--out", str(tmp_path / "taken")]) == 2
    assert "cannot be" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("beams-cracked", ["supported, moderate", "Evidence against", "weak", "Depends on"]),
        ("gazette", ["Quoted 6 times", "If it is withdrawn", "author: Tova Lind"]),
        ("mayor", ["interested in: bridge", "Its word"]),
        ("votes-add-up", ["result: holds", "with values: 15 + 8 = 23"]),
        ("quote-altered", ["# quote-altered", "How to fix"]),
    ],
)
def test_explain_tells_the_story(book: Path, name: str, words: list[str], capsys: Captured) -> None:
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


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_printed(shell: str, capsys: Captured) -> None:
    """And knows every command."""
    assert main(["--print-completion", shell]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: Captured) -> None:
    """With the exit statuses or examples that its user needs."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert re.search("exit status|examples", capsys.readouterr().out)


def test_without_a_command_the_help_is_printed(capsys: Captured) -> None:
    """Exit 2: nothing was done."""
    assert main([]) == 2
    assert "examples:" in capsys.readouterr().out


def installed(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_an_ascii_terminal_is_no_reason_to_fail(book: Path) -> None:
    """Characters that it lacks are escaped."""
    done = installed("check", str(book), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\\u2713" in done.stdout


def test_json_is_utf_8_whatever_the_terminal(book: Path) -> None:
    """A contract does not depend on a locale."""
    done = installed(
        "check", str(book), "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert "“will take" in json.loads(done.stdout)["claims"][2]["evidence"][0]["quote"]


def test_a_reader_that_leaves_is_no_error(book: Path) -> None:
    """``checker check | head -1``."""
    script = f"{sys.executable} -m checker check {book} --format json | head -c 1"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "{"
    assert done.stderr == ""


def modules_after(arguments: str) -> set[str]:
    """The modules that a run of the command has imported."""
    code = (
        "import sys\nfrom checker.cli.main import main\n"
        f"try: main({arguments})\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_imports_no_heavy_module() -> None:
    """What makes ``--help`` quick, told without a clock."""
    done = modules_after("['--help']")
    heavy = {
        "yaml",
        "jsonschema",
        "jsonschema_rs",
        "regex",
        "jinja2",
        "tabulate",
        "rapidfuzz",
        "shtab",
        "checker.book",
    }
    assert not heavy & done


def test_a_clean_check_imports_only_what_it_needs(book: Path) -> None:
    """The words of schema errors, the hints and the page are for those who need them."""
    done = modules_after(f"['check', {str(book)!r}]")
    assert not {"jsonschema", "jinja2", "rapidfuzz", "shtab"} & done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_said_in_one_line(book: Path) -> None:
    """Exit status 2, which is not that of a book with findings."""
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        found = subprocess.run(
            [sys.executable, "-m", "checker", "check", str(book)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert found.returncode == 2
    assert found.stderr.decode().splitlines() == [
        "checker: the output cannot be written: No space left on device"
    ]


@pytest.mark.skipif(
    os.name != "posix", reason="how a shell of another kind closes a stream is its own affair"
)
def test_a_closed_output_is_said_in_one_line(book: Path) -> None:
    """As a shell closes it: ``checker check >&-``."""
    command = f'"{sys.executable}" -m checker check "{book}" >&-'
    found = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert found.returncode == 2
    assert found.stderr.decode().splitlines() == ["checker: the standard output is closed"]
