"""``checker review`` as a person types it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.book.schemas import load_schema
from checker.cli.main import build_parser, main
from checker.cli.review import _STATES
from checker.findings import Severity
from checker.usecases import check_book
from checker.usecases.review import ReviewSession

from ..conftest import SPECIMENS
from ..repositories import Made

Captured = pytest.CaptureFixture[str]
CLAIM = "beams-cracked"


@pytest.fixture
def desk(make_repo: Callable[..., Made], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the base specimen and one claim in review; the shell is in it."""
    repo = make_repo()
    shutil.copytree(SPECIMENS / "base", repo.folder / "claims")
    with (repo.folder / "claims" / "bridge" / f"{CLAIM}.yaml").open("a") as file:
        file.write("review: {state: in-review}\n")
    repo.commit("Record", author="Re Searcher <re@desk.example>")
    repo.git("config", "user.name", "Ed Itor")
    repo.git("config", "user.email", "ed@desk.example")
    monkeypatch.chdir(repo.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795599000")
    return repo.folder


def token(out: str) -> str:
    """What ``show`` proposes."""
    return out.partition("--seen ")[2].split()[0]


def test_an_editor_reads_and_approves(desk: Path, capsys: Captured) -> None:
    """next, approve, show; the line that is printed is the line that works."""
    assert main(["review", "next"]) == 0
    out = capsys.readouterr().out
    assert "You may approve it, as Ed Itor <ed@desk.example>" in out
    line = next(line.split() for line in out.splitlines() if "--seen" in line)
    assert main([*line[1:], "--note", "Read."]) == 0
    out = capsys.readouterr().out
    assert "approved beams-cracked as supported, moderate" in out
    assert "wrote claims/bridge/beams-cracked.yaml; commit it under your own name" in out
    text = (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_text()
    assert (
        "      by: Ed Itor <ed@desk.example>\n      at: 2026-11-25T09:30:00Z\n      note: Read.\n"
        in text
    )
    assert main(["review", "list", "--state", "approved"]) == 0
    assert "1 claim\n" in capsys.readouterr().out
    assert main(["review", "next"]) == 0
    assert capsys.readouterr().out.startswith("No claim needs your review. ")


def test_every_report_says_who_approved(desk: Path, capsys: Captured) -> None:
    """On the terminal, in Markdown, by explain; and that one lapsed, in each."""
    main(["review", "show", CLAIM])
    main(["review", "approve", CLAIM, "--seen", token(capsys.readouterr().out)])
    main(["check"])
    assert "1 of 6 claims approved by an editor." in capsys.readouterr().out
    main(["explain", CLAIM])
    assert "Review: approved by Ed Itor on 2026-11-25\n" in capsys.readouterr().out
    main(["check", "--format", "markdown"])
    assert "review: approved by Ed Itor on 2026-11-25" in capsys.readouterr().out
    file = desk / "claims" / "bridge" / f"{CLAIM}.yaml"
    file.write_text(file.read_text().replace("Fourteen", "14"))
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "0 of 6 claims approved by an editor; 1 approval lapsed." in out
    assert "warning[approval-lapsed] claims/bridge/beams-cracked.yaml:3:12" in out
    main(["check", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert list(Draft202012Validator(load_schema("report")).iter_errors(data)) == []
    (found,) = [claim["review"] for claim in data["claims"] if claim["id"] == CLAIM]
    assert found == {
        "state": "approved",
        "approval": "lapsed",
        "assigned": None,
        "by": "Ed Itor <ed@desk.example>",
        "at": "2026-11-25T09:30:00Z",
        "verdict": "supported",
        "strength": "moderate",
        "changed": ["statement"],
    }
    main(["explain", CLAIM])
    assert (
        "approved by Ed Itor on 2026-11-25, and lapsed (changed since: statement)"
        in capsys.readouterr().out
    )


def test_off_a_terminal_a_claim_is_approved_by_what_was_read(desk: Path, capsys: Captured) -> None:
    """Without the token it is refused, and nothing is written."""
    before = (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_bytes()
    for arguments, words in (
        ([], "read the claim first"),
        (["--seen", "0" * 12], "changed since you read it"),
    ):
        assert main(["review", "approve", CLAIM, *arguments]) == 2
        err = capsys.readouterr().err
        assert words in err
        assert err.count("\n") == 1
    assert (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_bytes() == before


class Terminal(io.StringIO):
    """What a person types, and sees."""

    def isatty(self) -> bool:
        """As a terminal says."""
        return True


@pytest.mark.parametrize(
    ("answer", "written"),
    [("y\n", True), ("yes\n", True), ("n\n", False), ("\n", False), ("", False)],
)
def test_on_a_terminal_the_claim_is_shown_and_the_editor_asked(
    desk: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool
) -> None:
    """Only yes approves."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["review", "approve", CLAIM]) == 0
    assert screen.getvalue().startswith("claim beams-cracked\n")
    assert (
        "Do the quotes support the claim as worded? Approve it as supported, moderate? [y/N]"
        in screen.getvalue()
    )
    assert ("Nothing was written." in screen.getvalue()) is not written
    assert (
        "state: approved" in (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_text()
    ) is written


def test_return_and_assign_write_what_they_say(desk: Path, capsys: Captured) -> None:
    """With the remedy where they are refused."""
    assert main(["review", "return", CLAIM]) == 2
    assert "--note TEXT" in capsys.readouterr().err
    assert main(["review", "return", CLAIM, "--note", "Whose word: the surveyor's, #1?"]) == 0
    assert main(["review", "assign", CLAIM, "Ed Itor <ed@desk.example>"]) == 2
    assert "state: in-review" in capsys.readouterr().err
    assert main(["review", "assign", "votes-for", "Third Person <third@desk.example>"]) == 0
    assert main(["review", "list", "--assigned", "third"]) == 0
    assert "votes-for" in capsys.readouterr().out
    assert [
        item for item in check_book(desk / "claims").findings if item.severity is Severity.ERROR
    ] == []


def test_another_book_is_named_in_what_is_proposed(
    desk: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the line can be copied."""
    monkeypatch.chdir(desk.parent)
    main(["review", "show", CLAIM, "--book", "repo/claims"])
    line = next(line.split() for line in capsys.readouterr().out.splitlines() if "--seen" in line)
    assert line[-2:] == ["--book", "repo/claims"]
    assert main(line[1:]) == 0
    assert main(["review", "list", "repo/claims", "--state", "approved"]) == 0
    assert "1 claim\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["show", "nothing"], ["approve", "nothing", "--seen", "x"], ["list", "nowhere"]]
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_done_is_said_in_one_line(capsys: Captured, arguments: list[str]) -> None:
    """Exit 2, and no traceback."""
    assert main(["review", *arguments]) == 2
    err = capsys.readouterr().err
    assert err.startswith("checker: ")
    assert err.count("\n") == 1


WRONG_CLOCKS = (
    "today", "-1", "-62135596800", "-30000000000", "253402300800", "9" * 5000, "1e9",
    "1_700_000_000", " 1", "+1",
    "1.5", "\u0661\u0662",
)  # fmt: skip


@pytest.mark.parametrize("clock", WRONG_CLOCKS, ids=lambda clock: clock[:12])
def test_a_clock_that_is_none_is_refused(
    desk: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    """SOURCE_DATE_EPOCH must be seconds from 1970 to 9999; else nothing is written."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
    before = (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_bytes()
    for arguments in (["review", "return", CLAIM, "--note", "Why?"], ["check"]):
        assert main(arguments) == 2
        assert f"SOURCE_DATE_EPOCH={clock} is not a number of seconds" in capsys.readouterr().err
    assert (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("clock", "time"),
    [("253402300799", "9999-12-31T23:59:59Z"), ("951782400", "2000-02-29T00:00:00Z")],
)
def test_the_clock_may_be_given(
    desk: Path, monkeypatch: pytest.MonkeyPatch, clock: str, time: str
) -> None:
    """To the second."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
    assert main(["review", "return", CLAIM, "--note", "Why?"]) == 0
    assert f"at: {time}\n" in (desk / "claims" / "bridge" / f"{CLAIM}.yaml").read_text()


@pytest.mark.usefixtures("desk")
def test_what_is_said_of_a_problem_steers_no_terminal(capsys: Captured) -> None:
    """Whatever was typed."""
    assert main(["review", "list", "no\x1b[31mwhere"]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "\\u001b[31mwhere" in err


def test_reading_writes_nothing(desk: Path, capsys: Captured) -> None:
    """list, show, next."""
    before = {
        path: path.read_bytes()
        for path in desk.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    for arguments in (["list"], ["show", CLAIM], ["next"]):
        assert main(["review", *arguments]) == 0
    assert capsys.readouterr().out
    assert before == {
        path: path.read_bytes()
        for path in desk.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_the_help_teaches_and_completion_knows_the_acts(capsys: Captured) -> None:
    """Of the command, and of each act."""
    for arguments in (
        [],
        *[[act] for act in ("list", "show", "next", "approve", "return", "assign")],
    ):
        with pytest.raises(SystemExit) as caught:
            main(["review", *arguments, "--help"])
        assert caught.value.code == 0
        assert "claim" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["review"])
    for shell in ("bash", "zsh", "tcsh"):
        assert main(["--print-completion", shell]) == 0
        assert "approve" in capsys.readouterr().out
    assert build_parser("review") is not None


def test_the_states_are_those_that_claims_are_listed_by(desk: Path) -> None:
    """A session understands each of them."""
    book = ReviewSession(desk / "claims", None)
    assert sum(len(book.listed(state)) for state in _STATES) == 6


def test_the_installed_command_does_it_too(desk: Path) -> None:
    """In a process of its own, in a shell whose git has no settings."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", "review", "next"],
        cwd=desk, env=dict(os.environ), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "claim beams-cracked" in done.stdout
