"""The tour of the toolkit, played in a real repository.

Each block of ``checker/TOUR.md`` after a comment ``<!-- story: NAME -->`` is what the commands
here print; ``pytest --update`` writes it anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import regex

from ..repositories import Made, clean_environment

RESEARCHER = "Re Searcher <re@desk.example>"
EDITOR = "Ed Itor <ed@desk.example>"
CLAIM = "militia-parties-seats"
DISPUTED = "state-of-law-seats-preliminary"
BROKEN_RULE = "sadrist-loss"
FILE = f"claims/seat-totals/{CLAIM}.yaml"
SOURCE = "claims/sources/003_5d3a3419de98bc77.yaml"

_BLOCK = regex.compile(r"<!-- story: ([a-z-]+) -->\n\n```\n(.*?)```\n", regex.DOTALL)


class Desk:
    """A newsroom's repository, and what its people type."""

    def __init__(self, repo: Made) -> None:
        self.repo = repo

    def be(self, person: str) -> None:
        """Whoever sits at the keyboard now."""
        name, _, email = person.partition(" <")
        self.repo.git("config", "user.name", name)
        self.repo.git("config", "user.email", email.rstrip(">"))

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces words of a file."""
        file = self.repo.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *arguments: str, status: int = 0) -> str:
        """What ``checker`` prints."""
        done = subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=self.repo.folder,
            env=clean_environment() | {"PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1700100000"},
            capture_output=True,
            check=False,
        )
        out = done.stdout.decode("utf-8").replace(os.linesep, "\n")
        assert done.returncode == status, (
            f"{arguments}: {done.returncode}\n{out}\n{done.stderr.decode('utf-8')}"
        )
        return out


def shown(command: str, output: str, keep: Sequence[str]) -> str:
    """A command, and the lines of its output that begin with one of these, indent aside.

    An ellipsis stands for the other lines.
    """
    lines = [f"$ {command}"]
    for line in output.splitlines():
        if any(line.strip().startswith(word) for word in keep):
            # The id of a commit depends on every file of the book, so it would change too often.
            lines.append(regex.sub(r"\([0-9a-f]{12}\)", "(…)", line.rstrip()))
        elif lines[-1] != "…":
            lines.append("…")
    return "\n".join(lines) + "\n"


def head(command: str, output: str, lines: int) -> str:
    """A command, and the first lines of its output."""
    shown_lines = output.splitlines()[:lines]
    return "\n".join([f"$ {command}", *shown_lines, "…"]) + "\n"


def play(repo: Made) -> Mapping[str, str]:
    """The whole tour; what is printed, by the name of its block."""
    desk, blocks = Desk(repo), {}
    repo.commit("Begin the book", author=RESEARCHER)

    for block, name, lines in (("dispute", DISPUTED, 15), ("conflict", BROKEN_RULE, 24)):
        command = f"checker explain {name}"
        blocks[block] = head(command, desk.run("explain", name, "--no-archive"), lines)

    desk.be(RESEARCHER)
    repo.git("checkout", "--quiet", "-b", "militia-seats")
    desk.edit(FILE, "winning only 14 seats", "winning only 41 seats")
    desk.edit(FILE, "supporting:", "ask: The commission; which parties these are.\nsupporting:")
    repo.commit("Say whom to ask about the 14 seats", author=RESEARCHER)
    output = desk.run("check", "--changed-since", "main", "--no-archive", status=1)
    blocks["wrong-digit"] = (
        shown(
            "checker check --changed-since main; echo $?",
            output,
            [
                "error[quote-altered]",
                "the quote differs",
                "hint: the proven",
                "error[value-not",
                "the value is",
                "2 new",
            ],
        )
        + "1\n"
    )

    desk.edit(FILE, "winning only 41 seats", "winning only 14 seats")
    repo.commit("Quote what the article says", author=RESEARCHER)
    desk.be(EDITOR)
    output = desk.run("review", "show", CLAIM)
    (token,) = set(regex.findall(r"--seen ([0-9a-f]{12})", output))
    blocks["approval"] = shown(
        f"checker review show {CLAIM}",
        output,
        [
            "Parties linked",
            "✓",
            "“parties linked",
            "recorded",
            "You may",
            f"checker review approve {CLAIM}",
        ],
    )
    command = ["review", "approve", CLAIM, "--seen", token]
    output = desk.run(*command)
    blocks["approval"] += shown(
        f"checker {' '.join(command)}", output, ["approved", "commit", "wrote"]
    )
    repo.commit("Approve the 14 seats", author=EDITOR)
    output = desk.run("check", "--provenance", "main..HEAD", "--no-archive")
    blocks["approval"] += shown(
        "checker check --provenance main..HEAD", output, [f"{CLAIM}: approved", "signed"]
    )

    repo.git("checkout", "--quiet", "main")
    repo.merge("militia-seats", author=EDITOR)
    desk.be(RESEARCHER)
    repo.git("checkout", "--quiet", "-b", "correction")
    with (repo.folder / SOURCE).open("a", encoding="utf-8") as file:
        file.write("status: {is: corrected, date: 2021-12-01, note: Made up for this tour.}\n")
    repo.commit("Record the correction", author=RESEARCHER)
    output = desk.run("diff", "main", "--no-archive")
    row = output[output.index(f"│ {CLAIM} ") :]
    blocks["correction"] = (
        "$ checker diff main\n…\n"
        + "\n".join(line for line in output.splitlines() if "grades change" in line)
        + "\n…\n"
        + row[: row.index("├")]
        + "…\n"
        + shown(
            "",
            output,
            [
                f"- {CLAIM}: the approval",
                "approved (by",
                "warning[approval-grade",
                "error[approved-downgraded]",
                "approved as",
            ],
        ).removeprefix("$ \n…\n")
    )
    return blocks


@pytest.fixture
def newsroom(root: Path, make_repo: Callable[..., Made]) -> Made:
    """The project's own book, in a repository that begins with it."""
    repo = make_repo()
    for folder in ("claims", "schemas"):
        shutil.copytree(root / folder, repo.folder / folder)
    return repo


def test_the_tour_is_what_happens(newsroom: Made, root: Path, update: bool) -> None:
    """Every transcript, to the letter."""
    blocks = play(newsroom)
    tour = root / "checker" / "TOUR.md"
    text = tour.read_text(encoding="utf-8")
    if update:
        text = _BLOCK.sub(lambda at: f"<!-- story: {at[1]} -->\n\n```\n{blocks[at[1]]}```\n", text)
        tour.write_text(text, encoding="utf-8")
    assert dict(_BLOCK.findall(text)) == blocks
