"""A thread only grows: entries that are removed or altered are reported, with who did it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.usecases import check_book
from checker.usecases.ci import run_job
from checker.usecases.provenance import against_git

from ..conftest import SPECIMENS
from ..repositories import Made
from .test_provenance import Newsroom, signed

RE = "Re Searcher <re@desk.example>"
ED = "Ed Itor <ed@desk.example>"
THIRD = "Third Person <third@desk.example>"
CLAIM = "votes-for"
FILE = f"claims/bridge/{CLAIM}.yaml"
RETURNED = """    - to: returned
      by: Ed Itor <ed@desk.example>
      at: 2026-11-24T10:00:00Z
      note: The second quote speaks of the final results.
"""
APPROVED = f"""    - to: approved
      by: Ed Itor <ed@desk.example>
      at: 2026-11-25T10:00:00Z
      attests: the quotes support the claim as worded
      verdict: supported
      strength: high
      digest: checker-claim/1 sha256 {"0a" * 32}
"""
AGAIN = """    - to: returned
      by: Third Person <third@desk.example>
      at: 2026-11-26T10:00:00Z
      note: Whose word is it?
"""


@dataclass
class Desk:
    """A claim that was returned and then approved on ``main``; a branch is checked out."""

    repo: Made
    content: str

    def write(self, *thread: str, state: str = "in-review", path: str = FILE) -> None:
        """The claim with this thread."""
        entries = "  thread:\n" + "".join(thread) if thread else ""
        self.repo.write(path, f"{self.content}review:\n  state: {state}\n{entries}")

    def commit(self, *thread: str, author: str = RE) -> str:
        """The same, committed."""
        self.write(*thread)
        return self.repo.commit("Change", author=author)

    def found(self, base: str = "main") -> list[str]:
        """What is said of threads."""
        book = self.repo.folder / "claims"
        report = against_git(check_book(book), book, base)
        return sorted(item.message for item in report.findings if item.kind == "thread-altered")


@pytest.fixture
def desk(make_repo: Callable[..., Made]) -> Desk:
    """Begun by the researcher; the thread is the editor's."""
    repo = make_repo()
    shutil.copytree(SPECIMENS / "base", repo.folder / "claims")
    made = Desk(repo, (repo.folder / FILE).read_text())
    repo.commit("Begin", author=RE)
    made.commit(RETURNED, author=ED)
    made.commit(RETURNED, APPROVED, author=ED)
    repo.git("checkout", "--quiet", "-b", "change")
    return made


def named(entry: str) -> str:
    """As messages name it."""
    to, by, at = (line.partition(": ")[2] for line in entry.splitlines()[:3])
    return f"the entry “{to}” by {by} of {at}"


def test_a_thread_that_grows_is_in_order(desk: Desk) -> None:
    """So is one whose entries are written in another way, and a commit that leaves it alone."""
    desk.commit(RETURNED, APPROVED, AGAIN, author=THIRD)
    assert desk.found() == []
    desk.commit(RETURNED.replace("note: The", "note:\n        The"), APPROVED, AGAIN)
    desk.repo.write("claims/notes.md", "x")
    desk.repo.commit()
    assert desk.found() == []
    assert desk.found("HEAD") == []


@pytest.mark.parametrize(
    ("kept", "gone"),
    [
        ([APPROVED], [RETURNED]),
        ([RETURNED], [APPROVED]),
        ([], [RETURNED, APPROVED]),
        ([APPROVED, AGAIN], [RETURNED]),
    ],
)
@pytest.mark.parametrize("author", [RE, ED])
def test_an_entry_that_is_removed_is_reported(
    desk: Desk, kept: list[str], gone: list[str], author: str
) -> None:
    """Of either sort, whoever does it, and whatever comes in its place."""
    commit = desk.commit(*kept, author=author)
    assert desk.found() == sorted(
        f"{named(entry)} was removed, by {author} in {commit[:12]}" for entry in gone
    )


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("final results", "first results", "note"),
        (
            "The second quote speaks of the final results.",
            "Go on.\n      attests: so",
            "attests, note",
        ),
        ("Ed Itor <ed@", "Re Searcher <re@", "by"),
        ("2026-11-24", "2026-11-23", "at"),
    ],
)
def test_an_entry_that_is_altered_is_reported(desk: Desk, old: str, new: str, keys: str) -> None:
    """A reason, a name, a time."""
    assert old in RETURNED
    commit = desk.commit(RETURNED.replace(old, new), APPROVED)
    assert desk.found() == [f"{named(RETURNED)} was altered ({keys}), by {RE} in {commit[:12]}"]


def test_what_is_put_back_is_in_order(desk: Desk) -> None:
    """Whoever removes it a second time is reported, although it came back in between."""
    desk.commit(APPROVED)
    assert desk.found()
    desk.commit(RETURNED, APPROVED)
    assert desk.found() == []
    desk.commit(APPROVED)
    assert len(desk.found()) == 1


def test_an_entry_of_the_range_is_of_whom_it_names(desk: Desk) -> None:
    """Only they may remove it before merging; an entry in another's name should be removed."""
    desk.commit(RETURNED, APPROVED, AGAIN, author=THIRD)
    commit = desk.commit(RETURNED, APPROVED)
    assert desk.found() == [f"{named(AGAIN)} was removed, by {RE} in {commit[:12]}"]
    desk.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    desk.commit(RETURNED, APPROVED, author=THIRD)
    assert desk.found() == []
    desk.repo.git("reset", "--quiet", "--hard", "main")
    desk.commit(RETURNED, APPROVED, AGAIN)
    desk.commit(RETURNED, APPROVED, author=ED)
    assert desk.found() == []


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not at hand")
def test_an_entry_whose_signature_is_bad_may_go(desk: Desk, tmp_path: Path) -> None:
    """Nobody knows whose it is; a good one, and none at all, are of whom they name."""
    signed(Newsroom(desk.repo), tmp_path, "third@desk.example")
    desk.write(RETURNED, APPROVED, AGAIN)
    good = desk.repo.commit("Return", author=THIRD, options=("--gpg-sign",))
    desk.commit(RETURNED, APPROVED)
    assert len(desk.found()) == 1
    forged = desk.repo.git("cat-file", "commit", good).replace("\nReturn", "\nReturn it") + "\n"
    bad = desk.repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged)
    desk.repo.git("reset", "--quiet", "--hard", bad)
    desk.commit(RETURNED, APPROVED)
    assert desk.found() == []


def test_a_merge_that_drops_an_entry_is_reported(desk: Desk) -> None:
    """Both sides' entries are kept, or it is said who did not."""
    desk.repo.git("checkout", "--quiet", "main")
    desk.commit(RETURNED, APPROVED, AGAIN, author=THIRD)
    desk.repo.git("checkout", "--quiet", "change")
    mine = AGAIN.replace("Third Person <third", "Ed Itor <ed")
    desk.commit(RETURNED, APPROVED, mine, author=ED)
    assert desk.found() == []
    desk.repo.git("merge", "--quiet", "--no-commit", "-s", "ours", "main")
    merge = desk.repo.commit("Merge", author=RE)
    assert desk.found() == [f"{named(AGAIN)} was removed, by {RE} in {merge[:12]}"]
    desk.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    desk.repo.git("merge", "--quiet", "--no-commit", "-s", "ours", "main")
    desk.commit(RETURNED, APPROVED, mine, AGAIN)
    assert desk.found() == []


def test_a_file_that_moves_keeps_its_thread(desk: Desk) -> None:
    """Under another name, in another folder, or gone for a while."""
    desk.repo.git("rm", "--quiet", FILE)
    desk.repo.commit("Remove")
    desk.write(APPROVED)
    desk.repo.commit("Bring back")
    assert [message.partition(", by")[0] for message in desk.found()] == [
        f"{named(RETURNED)} was removed"
    ]
    desk.repo.git("reset", "--quiet", "--hard", "main")
    desk.repo.git("rm", "--quiet", FILE)
    desk.content = desk.content.replace(f"id: {CLAIM}", "id: votes-yes")
    desk.write(APPROVED, path="claims/other/votes-yes.yaml")
    book = desk.repo.folder / "claims" / "book.yaml"
    book.write_text(book.read_text().replace("topics:\n", "topics:\n  other: {title: Other}\n"))
    commit = desk.repo.commit("Move")
    assert desk.found() == [f"{named(RETURNED)} was removed, by {RE} in {commit[:12]}"]


def test_a_review_block_that_cannot_be_read_has_no_entries(desk: Desk) -> None:
    """Invalid threads and entries are reported elsewhere; missing ones are reported here."""
    for odd in (
        "review: no\n",
        "review: [x]\n",
        "review: {thread: x}\n",
        "review: {thread: [x, {}]}\n",
        "\t",
    ):
        desk.repo.write(FILE, desk.content + odd)
        desk.repo.commit("Odd")
    desk.commit(RETURNED, APPROVED)
    assert desk.found() == []


def test_the_command_and_the_job_tell_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error at the thread, which shuts the gate, though no approval is at stake."""
    desk.commit(APPROVED)
    monkeypatch.chdir(desk.repo.folder)
    assert main(["check", "--provenance", "main..HEAD"]) == 1
    assert f"error[thread-altered] {FILE}:" in capsys.readouterr().out
    job = run_job(desk.repo.folder / "claims", "main", tmp_path / "out")
    assert job.report is not None
    assert [item.kind for item in job.report.findings if item.severity.value == "error"] == [
        "thread-altered"
    ]
    assert "thread-altered" in (tmp_path / "out" / "comment.md").read_text(encoding="utf-8")
    assert main(["explain", "thread-altered"]) == 0


@pytest.mark.parametrize(
    ("author", "committer", "message", "told"),
    [
        (RE, None, "Return", True),
        (ED, None, "Return", False),
        (ED, RE, "Return, rebased", False),
        (RE, "GitHub <noreply@github.com>", "Return, squashed", False),
        (RE, None, f"Return, squashed\n\nCo-authored-by: {ED}", False),
    ],
)
def test_a_claim_returned_in_anothers_name(
    desk: Desk, author: str, committer: str | None, message: str, told: bool
) -> None:
    """It would withdraw an approval as if by the editor; squashed commits are not accused."""
    again = RETURNED.replace("2026-11-24", "2026-11-27")
    desk.write(RETURNED, APPROVED, again, state="returned")
    desk.repo.commit(message, author=author, committer=committer)
    book = desk.repo.folder / "claims"
    found = [
        item.message
        for item in against_git(check_book(book), book, "main").findings
        if item.kind == "approval-provenance"
    ]
    assert found == ([f"returned by {ED}: it names {ED}, and {RE} committed it"] if told else [])
