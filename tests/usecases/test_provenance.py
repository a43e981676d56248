"""Approvals against git: proved, consistent with, cannot be decided, or refused."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.git.run import Git, Output
from checker.review import ApprovalStatus, Provenance, Trust
from checker.usecases import UsageError, check_book
from checker.usecases.baseline import write_baseline
from checker.usecases.diff import diff
from checker.usecases.provenance import against_git, provenances, split_range, with_provenance
from checker.usecases.review import ReviewSession

from ..conftest import SPECIMENS
from ..repositories import Made

RESEARCHER = "Re Searcher <re@desk.example>"
EDITOR = "Ed Itor <ed@desk.example>"
OTHER = "Third Person <third@desk.example>"
CLAIM = "votes-for"
FILE = f"claims/bridge/{CLAIM}.yaml"


@dataclass
class Newsroom:
    """A repository with a book on ``main``, and a branch ``change`` that is checked out."""

    repo: Made

    @property
    def book(self) -> Path:
        """The folder of the book."""
        return self.repo.folder / "claims"

    def edit(self, old: str, new: str) -> None:
        """Replaces words of the claim."""
        file = self.repo.folder / FILE
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def propose(self, commit: bool = True) -> None:
        """The researcher rewords the claim and puts it in review."""
        self.edit("Fifteen councillors voted for", "Fifteen councillors voted in favour of")
        with (self.repo.folder / FILE).open("a", encoding="utf-8") as file:
            file.write("review:\n  state: in-review\n")
        if commit:
            self.repo.commit("Word the claim anew", author=RESEARCHER)

    def approve(self, by: str = EDITOR, name: str = CLAIM) -> None:
        """Approves the claim as it is in the files, in somebody's name."""
        who, _, email = by.partition(" <")
        self.repo.git("config", "user.name", who)
        self.repo.git("config", "user.email", email.rstrip(">"))
        desk = ReviewSession(self.book, None)
        view = desk.view(desk.claim(name))
        desk.approve(name, view.token, "", "2026-11-25T09:30:00Z")

    def found(self, base: str = "main", head: str = "HEAD") -> dict[str, Provenance]:
        """What git says, by claim."""
        report = check_book(self.book)
        return {item.claim: item for item in provenances(report, self.book, base, head)}

    def trust(self) -> Trust:
        """How far git bears the one approval out."""
        (only,) = self.found().values()
        return only.trust


@pytest.fixture
def newsroom(make_repo: Callable[..., Made]) -> Newsroom:
    """The base specimen, committed by the researcher."""
    repo = make_repo()
    shutil.copytree(SPECIMENS / "base", repo.folder / "claims")
    repo.commit("Begin the book", author=RESEARCHER)
    repo.git("checkout", "--quiet", "-b", "change")
    return Newsroom(repo)


def test_an_unsigned_commit_of_the_person_named_is_consistent(newsroom: Newsroom) -> None:
    """Anybody could have made it, and nothing speaks against it."""
    newsroom.propose()
    newsroom.approve()
    commit = newsroom.repo.commit("Approve", author=EDITOR)
    (found,) = newsroom.found().values()
    assert (found.trust, found.why, found.commit) == (Trust.CONSISTENT, "not signed", commit)


def test_an_approval_of_before_is_no_business_of_the_change(newsroom: Newsroom) -> None:
    """Only what the range brings is asked about."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    newsroom.repo.git("checkout", "--quiet", "-b", "next")
    newsroom.repo.write("claims/bridge/note.md", "")
    newsroom.repo.commit("Something else", author=RESEARCHER)
    assert newsroom.found(base="change") == {}
    assert newsroom.found(base="main") != {}


def test_each_approval_costs_as_many_processes_as_the_one_before(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day of approvals, one a commit: git is not asked about the square of them."""
    names = (
        "votes-for",
        "votes-against",
        "councillors",
        "beams-cracked",
        "vote-day",
        "surveyor-said-cost",
    )
    for name in names:
        with (newsroom.book / "bridge" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write("review:\n  state: in-review\n")
    newsroom.repo.commit("Ask for a review", author=RESEARCHER)
    for name in names:
        newsroom.approve(name=name)
        newsroom.repo.commit(f"Approve {name}", author=EDITOR)
    asked: list[tuple[str, ...]] = []
    ask = Git.ask

    def noted(self: Git, *arguments: str, given: bytes = b"") -> Output:
        asked.append(arguments)
        return ask(self, *arguments, given=given)

    monkeypatch.setattr(Git, "ask", noted)
    counts = []
    for some in (2, 4, 6):
        asked.clear()
        assert [item.trust for item in newsroom.found(f"HEAD~{some}").values()] == [
            Trust.CONSISTENT
        ] * some
        counts.append(len(asked))
    assert counts[2] - counts[1] <= counts[1] - counts[0], counts


def test_an_approval_that_somebody_else_committed_is_refused(newsroom: Newsroom) -> None:
    """The researcher writes the editor's name."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve in another's name", author=RESEARCHER)
    (found,) = newsroom.found().values()
    assert found.trust is Trust.REFUSED
    assert found.why == f"it names {EDITOR}, and {RESEARCHER} committed it"


def test_who_edited_the_claim_last_does_not_approve_it(newsroom: Newsroom) -> None:
    """Though it was approved while somebody else's name was on the last change."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.git("stash", "--quiet")
    newsroom.edit("kind: figure", "kind: figure  # as they say")
    newsroom.repo.commit("Touch it", author=EDITOR)
    newsroom.repo.git("stash", "pop", "--quiet")
    newsroom.repo.commit("Approve", author=EDITOR)
    (found,) = newsroom.found().values()
    assert (found.trust, found.why) == (
        Trust.REFUSED,
        f"{EDITOR} recorded the claim, or edited it last",
    )


def test_content_and_approval_in_one_commit_of_one_person_are_refused(newsroom: Newsroom) -> None:
    """Nobody else is in that commit who could have been the second pair of eyes."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.git("reset", "--quiet", "--soft", "main")
    newsroom.repo.commit("All by myself", author=EDITOR)
    assert newsroom.trust() is Trust.REFUSED


def test_the_mailmap_makes_two_addresses_one_person(newsroom: Newsroom) -> None:
    """For the better and for the worse."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author="E. I. <ed@home.example>")
    assert newsroom.trust() is Trust.REFUSED
    newsroom.repo.write(".mailmap", f"{EDITOR} <ed@home.example>\n")
    assert newsroom.trust() is Trust.CONSISTENT
    newsroom.repo.write(".mailmap", f"{EDITOR} <ed@home.example>\n{EDITOR} <re@desk.example>\n")
    assert newsroom.trust() is Trust.REFUSED


def test_a_change_does_not_say_itself_who_is_who(newsroom: Newsroom) -> None:
    """A .mailmap that comes with the approval could make one person two."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.write(".mailmap", f"{OTHER} <third@home.example>\n")
    newsroom.repo.commit("Approve", author=EDITOR)
    (found,) = newsroom.found().values()
    assert found.trust is Trust.REFUSED
    assert ".mailmap" in found.why


def test_a_coauthor_does_not_excuse_a_forged_approval(newsroom: Newsroom) -> None:
    """Where nothing but the review block changed, nothing was squashed."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit(f"Approve\n\nCo-authored-by: {EDITOR}", author=RESEARCHER)
    assert newsroom.trust() is Trust.REFUSED


def test_who_takes_out_a_return_answers_for_the_approval_before_it(newsroom: Newsroom) -> None:
    """The old entry is the editor's, and making it count again is not."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    approved = (newsroom.repo.folder / FILE).read_text(encoding="utf-8")
    ReviewSession(newsroom.book, None).give_back(CLAIM, "Wrong stage.", "2026-11-26T09:30:00Z")
    newsroom.repo.commit("Return", author=EDITOR)
    newsroom.repo.git("branch", "returned")
    newsroom.repo.write(FILE, approved)
    newsroom.repo.commit("Tidy up", author=RESEARCHER)
    (found,) = newsroom.found(base="returned").values()
    assert (found.trust, found.why) == (
        Trust.REFUSED,
        f"it names {EDITOR}, and {RESEARCHER} committed it",
    )


def test_a_file_of_another_kind_with_the_claims_name_hides_nothing(newsroom: Newsroom) -> None:
    """Rules, sources and waivers are no claims."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.write(f"claims/waivers/{CLAIM}.yaml", "text: none\n")
    newsroom.repo.write(f"claims/rules/{CLAIM}.yaml", "- id: x\n  always: votes-for = 15\n")
    newsroom.repo.commit("Forge", author=RESEARCHER)
    assert newsroom.trust() is Trust.REFUSED


def test_a_squash_with_coauthors_cannot_be_decided(newsroom: Newsroom) -> None:
    """One commit of the researcher, with the editor as a co-author."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    newsroom.repo.git("reset", "--quiet", "--soft", "main")
    newsroom.repo.commit(f"Word and approve\n\nCo-authored-by: {EDITOR}", author=RESEARCHER)
    (found,) = newsroom.found().values()
    assert found.trust is Trust.UNDECIDED
    assert found.why.startswith("squashed: ")


def test_a_coauthor_who_has_no_part_in_the_approval_excuses_nobody(newsroom: Newsroom) -> None:
    """A trailer with a third name does not make a forged approval undecided."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit(f"Approve\n\nCo-authored-by: {OTHER}", author=RESEARCHER)
    assert newsroom.trust() is Trust.REFUSED


def test_a_rebase_by_somebody_else_cannot_be_decided(newsroom: Newsroom) -> None:
    """The author is the editor, the committer is not, and nothing is signed."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR, committer=OTHER)
    (found,) = newsroom.found().values()
    assert (found.trust, found.why) == (Trust.UNDECIDED, f"rebased, or applied, by {OTHER}")


def test_a_merge_brings_what_its_branch_brought(newsroom: Newsroom) -> None:
    """The commit of the branch is judged, not the merge."""
    newsroom.propose()
    newsroom.approve()
    commit = newsroom.repo.commit("Approve", author=EDITOR)
    newsroom.repo.git("checkout", "--quiet", "-b", "pull", "main")
    newsroom.repo.write("README.md", "A newsroom.\n")
    newsroom.repo.commit("Elsewhere", author=OTHER)
    newsroom.repo.merge("change", author=OTHER)
    (found,) = newsroom.found().values()
    assert (found.trust, found.commit) == (Trust.CONSISTENT, commit)


def test_an_approval_slipped_into_a_merge_is_the_mergers(newsroom: Newsroom) -> None:
    """No parent has it, so who merged it wrote it."""
    newsroom.propose()
    newsroom.repo.git("checkout", "--quiet", "-b", "pull", "main")
    newsroom.repo.write("README.md", "A newsroom.\n")
    newsroom.repo.commit("Elsewhere", author=OTHER)
    newsroom.repo.git("merge", "--quiet", "--no-ff", "--no-commit", "change")
    newsroom.repo.git("stash", "--quiet")
    newsroom.repo.git(
        "merge", "--quiet", "--no-ff", "-m", "Merge", "change", env=newsroom.repo.people(OTHER)
    )
    newsroom.approve()
    newsroom.repo.git("add", "--all")
    newsroom.repo.git("commit", "--quiet", "--amend", "--no-edit", env=newsroom.repo.people(OTHER))
    assert newsroom.trust() is Trust.REFUSED


def test_a_book_that_moves_keeps_its_approvals(newsroom: Newsroom) -> None:
    """Moving the folder approves nothing; entries lost on the way are still reported."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    newsroom.repo.git("checkout", "--quiet", "-b", "next")
    newsroom.repo.git("mv", "claims", "büro")
    newsroom.repo.commit("Move the book", author=RESEARCHER)
    book = newsroom.repo.folder / "büro"
    assert provenances(check_book(book), book, "change") == ()
    (found,) = provenances(check_book(book), book, "main")
    assert (found.trust, found.why) == (Trust.CONSISTENT, "not signed")
    newsroom.repo.git("reset", "--quiet", "--hard", "change")
    newsroom.edit("Ed Itor", "Third Person")
    newsroom.repo.commit("In another's name", author=RESEARCHER)
    newsroom.repo.git("mv", "claims", "büro")
    newsroom.repo.commit("Move the book", author=RESEARCHER)
    rules = {item.kind for item in against_git(check_book(book), book, "change").findings}
    assert rules == {"approval-provenance", "thread-altered"}


def test_an_approval_that_has_lapsed_is_judged_when_it_comes(newsroom: Newsroom) -> None:
    """In another's name, for words of the next change: then it is nobody's new act."""
    newsroom.propose()
    newsroom.edit("Fifteen councillors voted in favour of", "Fifteen councillors agreed to")
    newsroom.repo.commit("Word it as it is to be", author=RESEARCHER)
    newsroom.approve()
    newsroom.edit("Fifteen councillors agreed to", "Fifteen councillors voted in favour of")
    newsroom.repo.commit("In another's name, lapsed", author=RESEARCHER)
    (approval,) = check_book(newsroom.book).assessment.approvals.values()
    assert approval.mark is ApprovalStatus.LAPSED
    assert newsroom.trust() is Trust.REFUSED


def test_an_approval_that_is_not_committed_is_said_to_be_so(newsroom: Newsroom) -> None:
    """Not that it was squashed."""
    newsroom.propose()
    newsroom.approve()
    (found,) = newsroom.found().values()
    assert found.trust is Trust.UNDECIDED
    assert "squashed" not in found.why
    (told,) = against_git(check_book(newsroom.book), newsroom.book, "main").findings
    assert told.hint.startswith("commit it")


def test_a_claim_that_moves_keeps_its_approval_and_its_history(newsroom: Newsroom) -> None:
    """To another topic's folder, after the approval."""
    newsroom.propose()
    newsroom.approve()
    commit = newsroom.repo.commit("Approve", author=EDITOR)
    file = newsroom.repo.folder / "claims" / "book.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "  votes: {title: Votes}\n", encoding="utf-8"
    )
    (newsroom.repo.folder / "claims" / "votes").mkdir()
    newsroom.repo.git("mv", FILE, f"claims/votes/{CLAIM}.yaml")
    newsroom.repo.commit("Move it", author=RESEARCHER)
    (found,) = newsroom.found().values()
    assert (found.trust, found.commit) == (Trust.CONSISTENT, commit)


def test_a_history_that_is_cut_off_cannot_decide(newsroom: Newsroom, tmp_path: Path) -> None:
    """A shallow clone does not know who recorded the claim; it says so, and what to do."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    clone = newsroom.repo.clone(tmp_path / "shallow", "--depth", "1")
    with pytest.raises(UsageError, match="shallow"):
        provenances(check_book(clone.folder / "claims"), clone.folder / "claims", "origin/main")


def signed(newsroom: Newsroom, tmp_path: Path, owner: str, trusted: bool = True) -> None:
    """The current commit signed with an SSH key of ``owner``, trusted or not."""
    key = tmp_path / f"key-{owner}"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    allowed = tmp_path / "allowed"
    public = Path(f"{key}.pub").read_text(encoding="utf-8")
    allowed.write_text(f"{owner} {public}" if trusted else "", encoding="utf-8")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(key)),
        ("gpg.ssh.allowedSignersFile", str(allowed)),
    ):
        newsroom.repo.git("config", name, value)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not at hand")
@pytest.mark.parametrize(
    ("owner", "trusted", "trust"),
    [
        ("ed@desk.example", True, Trust.PROVED),
        ("third@desk.example", True, Trust.REFUSED),
        ("ed@desk.example", False, Trust.CONSISTENT),
    ],
)
def test_a_signature_is_proof_if_it_is_the_persons_own(
    newsroom: Newsroom, tmp_path: Path, owner: str, trusted: bool, trust: Trust
) -> None:
    """Somebody else's speaks against it; one that cannot be checked here says nothing."""
    newsroom.propose()
    newsroom.approve()
    signed(newsroom, tmp_path, owner, trusted)
    newsroom.repo.commit("Approve", author=EDITOR, options=("--gpg-sign",))
    assert newsroom.trust() is trust


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not at hand")
def test_a_committer_who_calls_himself_the_forge_is_not_it(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """The signature says whose it is."""
    newsroom.propose()
    newsroom.approve()
    signed(newsroom, tmp_path, "re@desk.example")
    newsroom.repo.commit(
        "Approve", author=EDITOR, committer="GitHub <noreply@github.com>", options=("--gpg-sign",)
    )
    assert newsroom.trust() is Trust.REFUSED


def test_a_change_does_not_lift_the_gate_that_it_breaks(newsroom: Newsroom) -> None:
    """Nor does it put its own errors into the baseline."""
    book = newsroom.repo.folder / "claims" / "book.yaml"
    gateless = book.read_text(encoding="utf-8")
    book.write_text(gateless + "gates: [conflict-without-note]\n", encoding="utf-8")
    newsroom.repo.commit("Shut the gate", author=EDITOR)
    newsroom.repo.git("branch", "-f", "main")
    rules = newsroom.repo.folder / "claims" / "rules" / "bridge.yaml"
    rules.write_text(
        "- id: x\n  always: votes-for + votes-against = councillors + 1\n", encoding="utf-8"
    )
    book.write_text(gateless, encoding="utf-8")
    newsroom.repo.commit("Open it and pass", author=RESEARCHER)
    new = [item.kind for item in diff(newsroom.book, "main").after.findings if not item.known]
    assert "conflict-without-note" in new
    book.write_text(gateless + "gates: [conflict-without-note]\n", encoding="utf-8")
    write_baseline(newsroom.book, None)
    new = [item.kind for item in diff(newsroom.book, "main").after.findings if not item.known]
    assert "conflict-without-note" in new


def test_what_git_says_becomes_findings(newsroom: Newsroom) -> None:
    """An error for a forged approval at its line; a warning for a squash; else nothing."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Forge", author=RESEARCHER)
    report = check_book(newsroom.book)
    told = with_provenance(report, provenances(report, newsroom.book, "main"))
    (finding,) = [item for item in told.findings if item not in report.findings]
    assert (finding.kind, finding.severity.value) == ("approval-provenance", "error")
    line = (
        (newsroom.repo.folder / FILE)
        .read_text(encoding="utf-8")
        .splitlines()[finding.location.line - 1]
    )
    assert line.strip() == f"by: {EDITOR}"
    newsroom.repo.git(
        "commit", "--quiet", "--amend", "--no-edit", env=newsroom.repo.people(EDITOR, OTHER)
    )
    newsroom.repo.git("commit", "--quiet", "--amend", f"--author={EDITOR}", "--no-edit", env={
        "GIT_COMMITTER_NAME": "Third Person",
        "GIT_COMMITTER_EMAIL": "third@desk.example"})  # fmt: skip
    told = with_provenance(report, provenances(report, newsroom.book, "main"))
    assert [item.kind for item in told.findings if item not in report.findings] == [
        "approval-undecided"
    ]


def test_the_command_says_how_far_git_bears_each_approval_out(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And exits 1 for one that it refuses."""
    newsroom.propose()
    newsroom.approve()
    newsroom.repo.commit("Approve", author=EDITOR)
    monkeypatch.chdir(newsroom.repo.folder)
    assert main(["check", "--provenance", "main..HEAD", "--fail-on", "error"]) == 0
    assert (
        f"{CLAIM}: approved by {EDITOR} — consistent with what git has: not signed"
        in capsys.readouterr().out
    )
    newsroom.repo.git("commit", "--quiet", "--amend", f"--author={RESEARCHER}", "--no-edit")
    assert main(["check", "--provenance", "main.."]) == 1
    assert "error[approval-provenance]" in capsys.readouterr().out
    assert main(["check", "--provenance", "main"]) == 2
    assert main(["check", "--provenance", ""]) == 2
    assert main(["check", "--changed-since", ""]) == 2
    assert main(["check", "--provenance", "nowhere..HEAD"]) == 2


@pytest.mark.parametrize("text", ["main", "..HEAD", "main...HEAD", ""])
def test_a_range_has_two_ends(text: str) -> None:
    """And two full stops between them."""
    with pytest.raises(UsageError, match=r"main\.\.HEAD"):
        split_range(text)
