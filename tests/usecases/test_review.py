"""An editor's acts in a real repository: who may, what is written, and what is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.book import ReviewState, load_book
from checker.render import review as render
from checker.review import ApprovalStatus
from checker.usecases import UsageError, check_book, open_archive
from checker.usecases.file_history import BookHistory
from checker.usecases.review import ATTESTS, ReviewSession, SavedReview

from ..conftest import SPECIMENS
from ..repositories import Made

RE = "Re Searcher <re@desk.example>"
ED = "Ed Itor <ed@desk.example>"
AT = "2026-11-25T09:30:00Z"
CLAIM = "beams-cracked"
FILE = f"claims/bridge/{CLAIM}.yaml"


@dataclass
class Newsroom:
    """A book in a repository: recorded by the researcher, and the editor is the current user."""

    repo: Made

    @property
    def book(self) -> Path:
        """The folder of the book."""
        return self.repo.folder / "claims"

    def sit(self, who: str) -> None:
        """Whom git takes who works here for."""
        name, _, email = who.partition(" <")
        self.repo.git("config", "user.name", name)
        self.repo.git("config", "user.email", email.rstrip(">"))

    def edit(self, old: str, new: str, file: str = FILE) -> None:
        """Replaces words of a file."""
        path = self.repo.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def desk(self) -> ReviewSession:
        """The book as it is now."""
        return ReviewSession(self.book, None)

    def view(self, name: str = CLAIM) -> render.View:
        """A claim as it is shown now."""
        desk = self.desk()
        return desk.view(desk.claim(name))

    def refusal(self, name: str = CLAIM) -> str:
        """Why it may not be approved; empty if it may. What is shown and what is done agree."""
        view = self.view(name)
        before = self.files()
        if view.refusals:
            with pytest.raises(UsageError, match="cannot be approved") as caught:
                self.desk().approve(name, view.token, "", AT)
            assert str(caught.value).endswith("; ".join(view.refusals))
            assert self.files() == before
        return "; ".join(view.refusals)

    def approve(self, name: str = CLAIM, at: str = AT, note: str = "") -> SavedReview:
        """Reads a claim, and approves it."""
        return self.desk().approve(name, self.view(name).token, note, at)

    def files(self) -> dict[Path, bytes]:
        """Every file of the book."""
        return {path: path.read_bytes() for path in self.book.rglob("*") if path.is_file()}

    def state(self, name: str = CLAIM) -> ReviewState:
        """As the file has it."""
        return load_book(self.book).claims[name].review.state


@pytest.fixture
def newsroom(make_repo: Callable[..., Made]) -> Newsroom:
    """The base specimen, with one claim in review."""
    repo = make_repo()
    shutil.copytree(SPECIMENS / "base", repo.folder / "claims")
    room = Newsroom(repo)
    with (repo.folder / FILE).open("a") as file:
        file.write("review: {state: in-review}\n")
    repo.commit("Record the claims", author=RE)
    room.sit(ED)
    return room


def test_an_approval_says_who_when_what_and_of_which_words(newsroom: Newsroom) -> None:
    """At once, after the commit, and in a book read again; the rest of the file is unchanged."""
    before = (newsroom.repo.folder / FILE).read_text()
    done = newsroom.approve(note="Read beside both articles.")
    assert done.words == "approved beams-cracked as supported, moderate"
    text = done.path.read_text()
    assert text.startswith(before.removesuffix("review: {state: in-review}\n"))
    (act,) = load_book(newsroom.book).claims[CLAIM].review.thread
    assert (act.to, act.by, act.at, act.note) == (
        ReviewState.APPROVED,
        ED,
        AT,
        "Read beside both articles.",
    )
    assert (act.attests, act.verdict, act.strength) == (ATTESTS, "supported", "moderate")
    assert re.fullmatch(r"checker-claim/1 sha256 [0-9a-f]{64}", act.digest)
    newsroom.repo.commit("Approve", author=ED)
    report = check_book(newsroom.book)
    assert report.assessment.approvals[CLAIM].mark is ApprovalStatus.VALID
    assert report.summary.reviews == {
        "draft": 5,
        "in-review": 0,
        "approved": 1,
        "returned": 0,
        "lapsed": 0,
    }
    assert report.findings == ()


@pytest.mark.parametrize(
    ("person", "mailmap", "word"),
    [
        (RE, "", "recorded"),
        ("Somebody Else <RE@desk.example>", "", "recorded"),
        ("re  searcher <other@home.example>", "", "recorded"),
        ("R S <rs@home.example>", f"{RE} R S <rs@home.example>\n", "recorded"),
        ("R S <rs@home.example>", "", ""),
    ],
)
def test_who_recorded_a_claim_does_not_approve_it(
    newsroom: Newsroom, person: str, mailmap: str, word: str
) -> None:
    """By address or by name, and through .mailmap."""
    if mailmap:
        newsroom.repo.write(".mailmap", mailmap)
    newsroom.sit(person)
    refusal = newsroom.refusal()
    assert (word in refusal) if word else refusal == ""


def test_nor_who_edited_it_last(newsroom: Newsroom) -> None:
    """An editor who changes the wording asks another; a change of the review is no edit."""
    newsroom.edit("Fourteen", "14")
    newsroom.repo.commit("Reword", author=ED)
    assert "last edited it" in newsroom.refusal()
    newsroom.desk().assign(CLAIM, "Third Person <third@desk.example>")
    newsroom.repo.commit("Assign", author="Third Person <third@desk.example>")
    assert "last edited it" in newsroom.refusal()
    newsroom.edit("14 beams", "Fourteen beams")
    newsroom.repo.commit("Reword again", author=RE)
    assert newsroom.refusal() == ""


def test_who_only_assigned_or_approved_has_edited_nothing(newsroom: Newsroom) -> None:
    """The editor's own commits of the review block are no edits."""
    newsroom.desk().assign(CLAIM, ED)
    newsroom.repo.commit("Assign", author=ED)
    assert newsroom.refusal() == ""
    assert newsroom.view().recorded == newsroom.view().edited == (RE,)


def test_co_authors_are_authors(newsroom: Newsroom) -> None:
    """Of the record, and of the last change."""
    newsroom.edit("Fourteen", "14")
    newsroom.repo.commit(f"Reword\n\nCo-authored-by: {ED}", author=RE)
    assert "last edited it" in newsroom.refusal()


def test_a_claim_keeps_its_researcher_when_it_moves(newsroom: Newsroom) -> None:
    """Renamed by the editor: still recorded by the researcher, last edited by the editor."""
    newsroom.repo.git("mv", FILE, "claims/bridge/cracks.yaml")
    newsroom.edit("id: beams-cracked", "id: cracks", "claims/bridge/cracks.yaml")
    for rule in (newsroom.book / "rules").glob("*.yaml"):
        rule.write_text(rule.read_text().replace("beams-cracked", "cracks"))
    newsroom.repo.commit("Rename", author=ED)
    assert newsroom.view("cracks").recorded == (RE,)
    assert "last edited it" in newsroom.refusal("cracks")
    newsroom.sit(RE)
    assert "recorded it" in newsroom.refusal("cracks")


def test_an_edit_on_a_branch_counts_and_merging_does_not(newsroom: Newsroom) -> None:
    """Who merges a researcher's branch has edited nothing."""
    newsroom.repo.git("checkout", "-q", "-b", "wording")
    newsroom.edit("Fourteen", "14")
    newsroom.repo.commit("Reword", author="Third Person <third@desk.example>")
    newsroom.repo.git("checkout", "-q", "main")
    newsroom.repo.write("README.md", "x")
    newsroom.repo.commit("Elsewhere", author=ED)
    newsroom.repo.merge("wording", author=ED)
    assert newsroom.view().edited == ("Third Person <third@desk.example>",)
    assert newsroom.refusal() == ""


THIRD = "Third Person <third@desk.example>"
WORDS = "Fourteen beams"


def branches(newsroom: Newsroom, *sides: tuple[str, str]) -> list[str]:
    """Branches from here, on each of which somebody writes other words; the first is ``main``."""
    for number, (_, _) in enumerate(sides[1:], 1):
        newsroom.repo.git("branch", f"side-{number}")
    for number, (who, words) in enumerate(sides):
        if number:
            newsroom.repo.git("checkout", "-q", f"side-{number}")
        newsroom.edit(WORDS, words)
        newsroom.repo.commit("Reword", author=who)
    newsroom.repo.git("checkout", "-q", "main")
    return [f"side-{number}" for number in range(1, len(sides))]


def settle(newsroom: Newsroom, sides: list[str], text: str, merger: str) -> None:
    """The sides merged by hand, into a file that says ``text``."""
    newsroom.repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", *sides)
    newsroom.repo.write(FILE, text)
    newsroom.repo.commit("Merge", author=merger)


@pytest.mark.parametrize("turned", [False, True])
def test_who_settles_a_conflict_edits_and_so_did_both_sides(
    newsroom: Newsroom, turned: bool
) -> None:
    """Four eyes: none of the three; those who edited before that are free again."""
    text = (newsroom.repo.folder / FILE).read_text()
    first, second = (ED, THIRD) if not turned else (THIRD, ED)
    sides = branches(newsroom, (first, "14 beams"), (second, "Some 14 beams"))
    settle(newsroom, sides, text.replace(WORDS, "Some fourteen beams"), "Mer Ger <m@desk.example>")
    assert set(newsroom.view().edited) == {ED, THIRD, "Mer Ger <m@desk.example>"}
    for who in (ED, THIRD, "Mer Ger <m@desk.example>"):
        newsroom.sit(who)
        assert "last edited it" in newsroom.refusal()
    newsroom.edit("Some fourteen", "Fourteen")
    newsroom.repo.commit("Reword", author=RE)
    newsroom.sit(ED)
    assert newsroom.refusal() == ""


def test_a_merge_of_many_is_of_all_of_them(newsroom: Newsroom) -> None:
    """Three sides, and one who merges."""
    text = (newsroom.repo.folder / FILE).read_text()
    people = (ED, THIRD, "Fo Urth <f@desk.example>")
    sides = branches(newsroom, *((who, f"{number} beams") for number, who in enumerate(people)))
    settle(newsroom, sides, text.replace(WORDS, "Some beams"), RE)
    assert set(newsroom.view().edited) == {*people, RE}


@pytest.mark.parametrize("merger", [ED, RE])
@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_that_takes_one_side_is_of_that_side(
    newsroom: Newsroom, merger: str, turned: bool
) -> None:
    """What was thrown away edited nothing, in whichever order it was made; nor did who merged."""
    people = [(ED, "14 beams"), (THIRD, "Some 14 beams")]
    sides = branches(newsroom, *(reversed(people) if turned else people))
    newsroom.repo.merge(*sides, author=merger, options=("-s", "ours"))
    assert newsroom.view().edited == (people[turned][0],)


def test_the_same_words_on_both_sides_are_of_both(newsroom: Newsroom) -> None:
    """Whoever wrote them first."""
    sides = branches(newsroom, (ED, "14 beams"), (THIRD, "14 beams"))
    newsroom.repo.merge(*sides, author=RE)
    assert set(newsroom.view().edited) == {ED, THIRD}


@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_that_brings_two_edits_together_is_of_all(newsroom: Newsroom, turned: bool) -> None:
    """Without a conflict: nobody but the merger has seen the whole."""
    people = [(ED, "Fourteen", "14"), (THIRD, "id: beams-cracked", "# a remark\nid: beams-cracked")]
    newsroom.repo.git("branch", "side")
    for number, (who, old, new) in enumerate(reversed(people) if turned else people):
        if number:
            newsroom.repo.git("checkout", "-q", "side")
        newsroom.edit(old, new)
        newsroom.repo.commit("Reword", author=who)
    newsroom.repo.git("checkout", "-q", "main")
    newsroom.repo.merge("side", author="Mer Ger <m@desk.example>")
    assert set(newsroom.view().edited) == {ED, THIRD, "Mer Ger <m@desk.example>"}


def test_an_edit_is_followed_through_a_rename_on_the_other_side(newsroom: Newsroom) -> None:
    """One moves the file to another topic, another rewords it; git merges both."""
    newsroom.repo.git("branch", "side")
    (newsroom.book / "other").mkdir()
    newsroom.repo.git("mv", FILE, "claims/other/beams-cracked.yaml")
    newsroom.repo.commit("Move", author=ED)
    newsroom.repo.git("checkout", "-q", "side")
    newsroom.edit(WORDS, "14 beams")
    newsroom.repo.commit("Reword", author=THIRD)
    newsroom.repo.git("checkout", "-q", "main")
    newsroom.repo.merge("side", author="Mer Ger <m@desk.example>")
    past = BookHistory(newsroom.book).authorship_at("claims/other/beams-cracked.yaml")
    assert [str(who) for who in past.recorded] == [RE]
    assert [str(who) for who in past.edited] == [THIRD]


def test_a_side_that_only_reviewed_has_edited_nothing(newsroom: Newsroom) -> None:
    """A conflict in the review block alone is settled without becoming an author."""
    newsroom.edit(WORDS, "14 beams")
    newsroom.repo.commit("Reword", author=THIRD)
    text = (newsroom.repo.folder / FILE).read_text()
    newsroom.repo.git("branch", "side-1")
    for branch, assigned in (("main", "A <a@b.example>"), ("side-1", "C <c@d.example>")):
        newsroom.repo.git("checkout", "-q", branch)
        newsroom.desk().assign(CLAIM, assigned)
        newsroom.repo.commit("Assign", author=ED)
    newsroom.repo.git("checkout", "-q", "main")
    settle(newsroom, ["side-1"], text, ED)
    assert newsroom.view().edited == (THIRD,)


@pytest.mark.parametrize(
    "how", ["deleted", "untracked", "staged", "changed", "link", "link in place", "left out"]
)
def test_who_is_who_is_committed_before_anything_is_approved(newsroom: Newsroom, how: str) -> None:
    """However .mailmap comes to be another one in the folder than in the history."""
    people = newsroom.repo.folder / ".mailmap"
    if how in ("deleted", "changed", "link in place", "left out"):
        newsroom.repo.write(".mailmap", f"{THIRD} <t@home.example>\n")
        newsroom.repo.commit("Say who is who", author=RE)
        assert newsroom.refusal() == ""
    if how in ("deleted", "link in place"):
        people.unlink()
    if how == "left out":
        newsroom.repo.git("sparse-checkout", "set", "--no-cone", "/claims/")
        assert not people.exists()
    if "link" in how:
        newsroom.repo.write("people", f"{THIRD} <t@home.example>\n")
        people.symlink_to("people" if how == "link in place" else "nowhere")
    if how in ("untracked", "staged", "changed"):
        newsroom.repo.write(".mailmap", f"{ED} <e@home.example>\n")
    if how == "staged":
        newsroom.repo.git("add", ".mailmap")
        people.unlink()
    refusal = newsroom.refusal()
    assert ".mailmap, which tells people apart" in refusal


def test_changes_that_nobody_signed_are_not_approved(newsroom: Newsroom) -> None:
    """Besides the review block; once committed they are somebody's."""
    newsroom.edit(
        "review: {state: in-review}", "review:\n  state: in-review\n  assigned: A <a@b.example>"
    )
    assert newsroom.refusal() == ""
    newsroom.edit("Fourteen", "14")
    assert "not committed" in newsroom.refusal()
    newsroom.repo.git("add", "--all")
    assert "not committed" in newsroom.refusal()
    newsroom.repo.commit("Reword", author=RE)
    assert newsroom.refusal() == ""
    newsroom.edit("id: beams", "# a remark\nid: beams")
    assert "not committed" in newsroom.refusal()


def test_lines_that_git_checks_out_otherwise_are_no_change(newsroom: Newsroom) -> None:
    """CR LF in the folder, LF in git."""
    path = newsroom.repo.folder / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    newsroom.repo.git("config", "core.autocrlf", "true")
    assert newsroom.refusal() == ""
    newsroom.approve()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 20


def test_a_file_that_is_not_committed_is_nobodys(newsroom: Newsroom) -> None:
    """Neither new nor staged."""
    (newsroom.book / "bridge" / "more.yaml").write_text(
        (newsroom.repo.folder / FILE).read_text().replace("id: beams-cracked", "id: more")
    )
    assert "is not committed" in newsroom.refusal("more")


def test_without_git_nobody_knows_who_recorded_it(
    book: Path, make_repo: Callable[..., Made]
) -> None:
    """No repository; one without commits; one in which git knows nobody."""
    with (book / "bridge" / f"{CLAIM}.yaml").open("a") as file:
        file.write("review: {state: in-review}\n")
    desk = ReviewSession(book, None)
    view = desk.view(desk.claim(CLAIM))
    assert "not in a git repository" in "; ".join(view.refusals)
    assert "You may not approve it" in render.show(view)
    with pytest.raises(UsageError, match="not in a git repository"):
        desk.give_back(CLAIM, "Why?", AT)
    repo = make_repo("new")
    shutil.copytree(book, repo.folder / "claims")
    room = Newsroom(repo)
    assert "no commit yet" in room.refusal()
    repo.commit("Record", author=RE)
    repo.git("config", "--unset", "user.name")
    repo.git("config", "--unset", "user.email")
    assert "git does not know who you are" in room.refusal()


def test_a_shallow_clone_cannot_tell(newsroom: Newsroom, tmp_path: Path) -> None:
    """With its history fetched it can."""
    newsroom.repo.write("README.md", "x")
    newsroom.repo.commit("Later", author="Third Person <third@desk.example>")
    clone = Newsroom(newsroom.repo.clone(tmp_path / "clone", "--depth", "1"))
    clone.sit(ED)
    assert "shallow clone" in clone.refusal()
    clone.repo.git("fetch", "--quiet", "--unshallow")
    assert clone.refusal() == ""


def test_quotes_that_are_not_proven_and_errors_are_not_approved(newsroom: Newsroom) -> None:
    """Of the claim, and of the records of its sources; each with its words."""
    newsroom.edit("says: 12", "says: 13")
    newsroom.repo.commit("Slip", author=RE)
    assert "it has 1 error: bridge/beams-cracked.yaml:12 " in newsroom.refusal()
    newsroom.edit("says: 13", "says: 12")
    newsroom.edit("14 of the bridge's 40", "14 of this bridge's 40")
    newsroom.repo.commit("Another quote", author=RE)
    assert "1 of its 2 quotes is not proven" in newsroom.refusal()
    newsroom.edit("14 of this bridge's 40", "14 of the bridge's 40")
    newsroom.edit("is: 2024-03-12", "is: 2024-03-13", "claims/sources/gazette.yaml")
    newsroom.repo.commit("A record that is wrong", author=RE)
    assert "sources/gazette.yaml" in newsroom.refusal()


def test_a_claim_that_quotes_nothing_or_cannot_be_read(newsroom: Newsroom) -> None:
    """There is nothing to approve."""
    newsroom.repo.write(
        "claims/bridge/bare.yaml",
        "id: bare\nkind: event\nstatement: So.\nreview: {state: in-review}\n",
    )
    newsroom.repo.write("claims/bridge/odd.yaml", "id: odd\nkind: event\nsaying: So.\n")
    newsroom.repo.commit("More", author=RE)
    assert "it has no evidence" in newsroom.refusal("bare")
    with pytest.raises(UsageError, match=r"bridge/odd.yaml cannot be read: .*correct it first"):
        newsroom.desk().claim("odd")
    with pytest.raises(UsageError, match="did you mean beams-cracked"):
        newsroom.desk().claim("beam-cracked")


def test_a_token_is_of_what_was_read(newsroom: Newsroom) -> None:
    """The bytes of the file, what the approval binds, and the grade; nothing else moves it."""
    token = newsroom.view().token
    assert newsroom.view().token == token
    newsroom.edit("Ostwick Courier", "The Courier", "claims/entities.yaml")
    assert newsroom.view().token == token
    newsroom.edit("id: beams-cracked", "id: beams-cracked # so")
    newsroom.repo.commit("A remark", author=RE)
    second = newsroom.view().token
    newsroom.edit(
        "authority: [beams, resolution]", "authority: [resolution]", "claims/entities.yaml"
    )
    third = newsroom.view().token
    assert len({token, second, third}) == 3
    for old in (token, second, "", "x"):
        with pytest.raises(UsageError, match="changed since you read it"):
            newsroom.desk().approve(CLAIM, old, "", AT)
    assert newsroom.state() is ReviewState.IN_REVIEW


def test_a_file_that_changes_under_the_editors_hands_is_left_alone(newsroom: Newsroom) -> None:
    """Compared with what was checked, right before it is written."""
    desk, token = newsroom.desk(), newsroom.view().token
    newsroom.edit("Fourteen", "Forty")
    with pytest.raises(UsageError, match=r"nothing was written|not committed"):
        desk.approve(CLAIM, token, "", AT)
    with pytest.raises(
        UsageError, match="changed while it was being checked, and nothing was written"
    ):
        desk.give_back(CLAIM, "Why?", AT)
    assert "Forty" in (newsroom.repo.folder / FILE).read_text()
    assert newsroom.state() is ReviewState.IN_REVIEW


def test_states_follow_each_other(newsroom: Newsroom) -> None:
    """From a draft by assigning; back by hand alone; a valid approval is given once."""
    desk = newsroom.desk()
    assert "it is a draft; ask an editor first" in newsroom.refusal("votes-for")
    with pytest.raises(UsageError, match="it is a draft"):
        desk.give_back("votes-for", "Why?", AT)
    desk.assign("votes-for", ED)
    assert newsroom.state("votes-for") is ReviewState.IN_REVIEW
    newsroom.desk().give_back("votes-for", "Whose word is it?", AT)
    assert newsroom.state("votes-for") is ReviewState.RETURNED
    assert "it was returned" in newsroom.refusal("votes-for")
    with pytest.raises(UsageError, match="it was returned"):
        newsroom.desk().give_back("votes-for", "Again", AT)
    with pytest.raises(UsageError, match="it was returned"):
        newsroom.desk().assign("votes-for", ED)
    newsroom.edit("state: returned", "state: in-review", "claims/bridge/votes-for.yaml")
    newsroom.approve("votes-for", "2026-11-26T10:00:00Z")
    assert "it is already approved" in newsroom.refusal("votes-for")
    newsroom.desk().assign("votes-for", "Third Person <third@desk.example>")
    assert newsroom.state("votes-for") is ReviewState.APPROVED
    newsroom.desk().give_back("votes-for", "A reader wrote: sixteen.", "2026-11-27T10:00:00Z")
    acts = load_book(newsroom.book).claims["votes-for"].review.thread
    assert [(act.to, act.note) for act in acts] == [
        (ReviewState.RETURNED, "Whose word is it?"),
        (ReviewState.APPROVED, ""),
        (ReviewState.RETURNED, "A reader wrote: sixteen."),
    ]


@pytest.mark.parametrize("note", ["", "  ", "two\nlines", "bell\a", "over\u202eride"])
def test_a_return_needs_a_reason_on_one_line(newsroom: Newsroom, note: str) -> None:
    """Which an editor can read, and print."""
    with pytest.raises(UsageError, match=r"needs a reason|cannot be printed"):
        newsroom.desk().give_back(CLAIM, note, AT)
    newsroom.desk().give_back(CLAIM, "می\u200cگوید", AT)
    assert load_book(newsroom.book).claims[CLAIM].review.thread[-1].note == "می\u200cگوید"


@pytest.mark.parametrize(
    "words", ["Ed", "ed@desk.example", "<ed@desk.example>", "Ed Itor <>", "Ed <a b>", "E\nd <a@b>"]
)
def test_an_editor_is_named_as_git_names_them(newsroom: Newsroom, words: str) -> None:
    """Anything else is refused, and nothing is written."""
    before = newsroom.files()
    with pytest.raises(UsageError, match="is not a name and address"):
        newsroom.desk().assign(CLAIM, words)
    assert newsroom.files() == before


def test_a_clock_that_is_behind_the_thread_is_refused(newsroom: Newsroom) -> None:
    """Or the entries would be out of order."""
    newsroom.approve()
    with pytest.raises(UsageError, match="set the clock"):
        newsroom.desk().give_back(CLAIM, "Why?", "2026-11-25T09:29:59Z")


def test_what_lapsed_shows_the_old_words_and_can_be_renewed(newsroom: Newsroom) -> None:
    """Field by field, from the version that was approved, whatever came between."""
    newsroom.approve()
    newsroom.repo.commit("Approve", author=ED)
    newsroom.edit("Fourteen", "About fourteen")
    newsroom.repo.commit("Hedge", author=RE)
    newsroom.edit("About fourteen", "Some fourteen")
    newsroom.edit("    says: 12\n", "    says: 12\n    reading: Twelve.\n")
    newsroom.repo.commit("Hedge again", author=RE)
    view = newsroom.view()
    assert [(item.field, item.how) for item in view.changed] == [
        ("statement", "changed"),
        ("contradicting/1", "changed"),
    ]
    shown = render.show(view)
    assert "statement: “Fourteen beams of the bridge are cracked.” → “Some fourteen beams" in shown
    assert "contradicting/1, reading: nothing → “Twelve.”" in shown
    assert "lapsed (changed since: statement, contradicting/1)" in shown
    assert view.refusals == ()
    newsroom.approve(at="2026-11-26T09:30:00Z")
    assert newsroom.desk().report.assessment.approvals[CLAIM].mark is ApprovalStatus.VALID
    assert len(load_book(newsroom.book).claims[CLAIM].review.thread) == 2


def test_a_text_that_changed_is_found_in_the_history(newsroom: Newsroom) -> None:
    """The claim's file is the same; the record of its source is not."""
    newsroom.approve()
    newsroom.repo.commit("Approve", author=ED)
    newsroom.edit("523b981a", "623b981a", "claims/sources/gazette.yaml")
    view = newsroom.view()
    ((change),) = view.changed
    assert (change.field, change.before["gazette"][:8], change.after["gazette"][:8]) == (
        "texts",
        "523b981a",
        "623b981a",
    )
    assert view.refusals  # its quotes are not proven any more


def test_without_the_old_version_the_fields_are_named(newsroom: Newsroom) -> None:
    """All in one commit, as after a squash; the reason is given."""
    newsroom.approve()
    newsroom.edit("Fourteen", "Some fourteen")
    newsroom.repo.git("checkout", "--quiet", "--orphan", "squashed")
    newsroom.repo.commit("Squashed", author=RE)
    view = newsroom.view()
    assert [item.field for item in view.changed] == ["statement"]
    shown = " ".join(render.show(view).split())
    assert "statement: changed, now “Some fourteen" in shown
    assert "The old words are not known: the approved version is not in the history" in shown


def test_a_grade_that_moved_asks_for_a_fresh_look(newsroom: Newsroom) -> None:
    """The approval is valid, may be renewed, and is reported until then."""
    newsroom.approve()
    newsroom.repo.commit("Approve", author=ED)
    newsroom.edit(
        "authority: [beams, resolution]", "authority: [resolution]", "claims/entities.yaml"
    )
    (moved,) = [
        item for item in newsroom.desk().report.findings if item.kind == "approval-grade-changed"
    ]
    assert moved.message.startswith("approved as supported, moderate, but now unproven: ")
    assert newsroom.desk().report.summary.reviews["approved"] == 1
    newsroom.approve(at="2026-11-26T09:30:00Z")
    assert newsroom.desk().report.assessment.approvals[CLAIM].mark is ApprovalStatus.VALID
    assert load_book(newsroom.book).claims[CLAIM].review.thread[-1].verdict == "unproven"


def test_next_is_mine_first_then_nobodys_and_never_my_own(newsroom: Newsroom) -> None:
    """In review, lapsed, or of another grade; what is somebody else's is passed over."""
    assert newsroom.desk().following() is not None
    for name in ("votes-for", "votes-against", "councillors"):
        newsroom.desk().assign(
            name, ED if name == "votes-for" else "Third Person <third@desk.example>"
        )
    newsroom.repo.commit("Assign", author=ED)
    order = []
    for day in range(26, 30):
        view = newsroom.desk().following()
        if view is None:
            break
        order.append(view.claim.id)
        newsroom.approve(view.claim.id, f"2026-11-{day}T09:30:00Z")
        newsroom.repo.commit("Approve", author=ED)
    assert order == ["votes-for", CLAIM]
    newsroom.edit("Fourteen", "14")
    newsroom.repo.commit("Reword", author=RE)
    view = newsroom.desk().following()
    assert view is not None
    assert view.claim.id == CLAIM
    newsroom.sit(RE)
    assert newsroom.desk().following() is None


def test_the_list_tells_what_is_where(newsroom: Newsroom) -> None:
    """By state, topic and name."""
    newsroom.approve()
    newsroom.desk().assign("votes-for", ED)
    desk = newsroom.desk()

    def names(**wanted: str) -> list[str]:
        return [claim.id for claim in desk.listed(**wanted)]

    assert len(names()) == len(names(topic="bridge")) == 6
    assert names(state="approved") == [CLAIM]
    assert (
        names(state="in-review")
        == names(assigned="ed itor")
        == names(assigned="ed@desk")
        == ["votes-for"]
    )
    assert names(state="lapsed") == names(state="grade-moved") == names(assigned="nobody") == []
    with pytest.raises(UsageError, match="no topic"):
        desk.listed(topic="nowhere")
    newsroom.edit("Fourteen", "14")
    desk = newsroom.desk()
    assert names(state="lapsed") == [CLAIM]
    assert names(state="approved") == []
    shown = render.listing(desk.report, desk.listed())
    assert re.search(r"beams-cracked +lapsed +supported, moderate +— +2026-11-25 by Ed Itor", shown)
    assert shown.endswith("6 claims\n")


def test_nothing_that_is_shown_steers_a_terminal(newsroom: Newsroom) -> None:
    """Escapes in a file are shown, not sent."""
    newsroom.edit(
        "review: {state: in-review}", 'review: {state: in-review, assigned: "E\\e[31m <a@b>"}'
    )
    newsroom.edit("statement: ", 'statement: "\\e[31mRed" #')
    shown = render.show(newsroom.view()) + render.listing(
        newsroom.desk().report, newsroom.desk().listed()
    )
    assert "\x1b" not in shown
    assert "\\u001b[31mRed" in shown


def test_both_sides_stand_beside_each_other(newsroom: Newsroom) -> None:
    """Where there is room; one above the other where there is none."""
    view = newsroom.view()
    lines = render.show(view, 100).splitlines()
    head = next(line for line in lines if line.startswith("For "))
    assert head.endswith("│ Against")
    assert max(map(len, lines)) <= 100
    narrow = render.show(view, 60).splitlines()
    assert "For" in narrow
    assert "Against" in narrow


def test_the_texts_prove_as_well_as_the_receipts(newsroom: Newsroom) -> None:
    """With an archive, the same claim is the same."""
    desk = ReviewSession(newsroom.book, open_archive(SPECIMENS / "archive"))
    view = desk.view(desk.claim(CLAIM))
    assert view.refusals == ()
    assert view.token == newsroom.view().token
    assert "proven in the text" in render.show(view)
