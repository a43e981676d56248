"""The command line as a person uses it: the installed command, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli.main import COMMANDS, main

from ..repositories import snapshot

Captured = pytest.CaptureFixture[str]


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
    """What makes ``--help`` quick, measured without a clock."""
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
