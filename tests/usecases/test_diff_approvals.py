"""What a change does to approvals, as ``checker diff`` shows it, and the gate on approvals."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.book.schemas import load_schema
from checker.cli.main import main
from checker.usecases.review import ReviewSession

from ..repositories import Made
from .conftest import MakeBook, put

RESEARCHER = "Re Searcher <re@desk.example>"
EDITOR = "Ed Itor <ed@desk.example>"
CLAIM = "votes-for"
FILE = f"claims/bridge/{CLAIM}.yaml"
SAID = "statement: Fifteen councillors"
REWORDED = "statement: In all, fifteen councillors"
FELL = "approved-downgraded"


@dataclass
class Desks:
    """A repository whose book has one approved claim, and the commands run in it."""

    repo: Made
    capsys: pytest.CaptureFixture[str]

    def as_person(self, person: str) -> None:
        """Who works in the repository from now on."""
        name, _, email = person.partition(" <")
        self.repo.git("config", "user.name", name)
        self.repo.git("config", "user.email", email.rstrip(">"))

    def approve(self, at: str = "2026-11-25T09:30:00Z") -> None:
        """The editor reads the claim and approves it, in a commit."""
        self.as_person(EDITOR)
        desk = ReviewSession(self.repo.folder / "claims", None)
        desk.approve(CLAIM, desk.view(desk.claim(CLAIM)).token, "", at)
        self.repo.commit("Approve", author=EDITOR)

    def give_back(self) -> None:
        """The editor returns the claim."""
        self.as_person(EDITOR)
        ReviewSession(self.repo.folder / "claims", None).give_back(
            CLAIM, "Whose count?", "2026-11-26T09:30:00Z"
        )

    def told(self, base: str = "HEAD", form: str = "terminal") -> str:
        """What ``checker diff`` prints."""
        self.capsys.readouterr()
        assert main(["diff", base, "--no-archive", "--format", form]) == 0
        return self.capsys.readouterr().out

    def data(self, base: str = "HEAD") -> dict[str, Any]:
        """The same as data, which fits its schema."""
        data: dict[str, Any] = json.loads(self.told(base, "json"))
        assert not list(Draft202012Validator(load_schema("diff")).iter_errors(data))
        return data

    def approvals(self, base: str = "HEAD") -> list[tuple[str, str, str]]:
        """Which approvals are not what they were: claim, what, whose."""
        return [(item["claim"], item["what"], item["by"]) for item in self.data(base)["approvals"]]

    def downgraded_finding(self, base: str = "HEAD") -> list[str]:
        """The words of the gate on the claim, if it is shut; the exit status agrees."""
        found = [item for item in self.data(base)["findings"]["new"] if item["kind"] == FELL]
        if found:
            assert {item["claim"] for item in found} == {CLAIM}
            assert main(["check", "--no-archive", "--changed-since", base]) == 1
        return [item["message"] for item in found]

    def rewrite(self, change: Callable[[str], str]) -> None:
        """The claim's file is another."""
        file = self.repo.folder / FILE
        old = file.read_text(encoding="utf-8")
        new = change(old)
        assert new != old
        file.write_text(new, encoding="utf-8")


@pytest.fixture
def desks(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desks:
    """The gate is named, the claim approved; the commit before is ``before``."""
    repo = make_book()
    put(repo, "claims/book.yaml", "title:", f"gates: [{FELL}]\ntitle:")
    with (repo.folder / FILE).open("a", encoding="utf-8") as file:
        file.write("review:\n  state: in-review\n")
    repo.commit("Ask for a review", author=RESEARCHER)
    repo.git("tag", "before")
    monkeypatch.chdir(repo.folder)
    made = Desks(repo, capsys)
    made.approve()
    return made


def without_review(text: str) -> str:
    """A claim's file without its review block."""
    return text.partition("review:")[0]


def in_review(text: str) -> str:
    """The same, put back to be reviewed; the thread stays."""
    return text.replace("  state: approved", "  state: in-review")


def reworded(text: str) -> str:
    """Another statement."""
    return text.replace(SAID, REWORDED)


def test_given(desks: Desks) -> None:
    """By whom; and nothing where nothing changed."""
    assert desks.approvals("before") == [(CLAIM, "given", EDITOR)]
    assert f"{CLAIM}: approved (by {EDITOR})" in desks.told("before")
    assert desks.approvals("HEAD") == []
    assert "Approvals" not in desks.told("HEAD")


def test_lapsed(desks: Desks) -> None:
    """With the fields that changed; the gate minds the grade alone."""
    desks.rewrite(reworded)
    assert desks.approvals() == [(CLAIM, "lapsed", EDITOR)]
    assert "the approval lapsed, because what was approved has changed" in desks.told()
    assert desks.data()["approvals"][0]["fields"] == ["statement"]
    assert desks.downgraded_finding() == []


def test_grade_moved(desks: Desks) -> None:
    """By a source that was taken back; the claim's own file is as it was."""
    put(desks.repo, "claims/sources/courier.yaml", "author: null",
        "author: null\nstatus: {is: retracted, date: 2024-03-20, note: It says so.}")  # fmt: skip
    assert desks.approvals() == [(CLAIM, "grade changed", EDITOR)]
    assert "the approval is valid, but the grade is not the one approved" in desks.told()
    assert len(desks.downgraded_finding()) == 1


def test_returned(desks: Desks) -> None:
    """By whom; an editor's own act breaks no gate, though the claim be removed later."""
    desks.give_back()
    assert desks.approvals() == [(CLAIM, "returned", EDITOR)]
    assert f"{CLAIM}: returned after it had been approved (by {EDITOR})" in desks.told()
    assert desks.downgraded_finding() == []
    desks.repo.commit("Return", author=EDITOR)
    (desks.repo.folder / FILE).unlink()
    assert desks.approvals() == []
    assert desks.downgraded_finding() == []


def test_withdrawn(desks: Desks) -> None:
    """The block removed, or only the state reset, of an unchanged claim: nobody returned it."""
    for change in (without_review, in_review):
        desks.rewrite(change)
        assert desks.approvals() == [(CLAIM, "withdrawn", EDITOR)]
        assert "no longer approved, and not returned" in desks.told()
        (message,) = desks.downgraded_finding()
        assert message.startswith(
            "Ed Itor approved the claim as supported, high, but it was set back to "
        )
        desks.repo.git("checkout", "--quiet", "--", ".")


def test_edited_and_put_back_to_be_reviewed(desks: Desks) -> None:
    """The approval had lapsed by the edit; but its entry stays in the thread."""
    desks.rewrite(lambda text: in_review(reworded(text)))
    assert desks.approvals() == [(CLAIM, "withdrawn", EDITOR)]
    assert desks.downgraded_finding() == []
    desks.rewrite(lambda text: f"{without_review(text)}review:\n  state: in-review\n")
    assert len(desks.downgraded_finding()) == 1


def test_withdrawn_and_downgraded_is_one_finding(desks: Desks) -> None:
    """On the grade."""
    desks.rewrite(lambda text: without_review(text).partition("  - source: courier")[0])
    (message,) = desks.downgraded_finding()
    assert message.startswith("approved as supported, high, but now supported, moderate")


def test_an_entry_that_was_removed_from_the_thread(desks: Desks) -> None:
    """The state is approved without an approval: an error that names the lost approval."""
    first = (desks.repo.folder / FILE).read_text(encoding="utf-8")
    desks.give_back()
    desks.repo.commit("Return", author=EDITOR)
    desks.rewrite(lambda text: text.replace("state: returned", "state: approved"))
    assert desks.approvals("HEAD~") == [(CLAIM, "lapsed", EDITOR)]
    assert main(["check", "--no-archive", "--changed-since", "HEAD~"]) == 1
    desks.rewrite(lambda _: first)
    assert desks.approvals() == [(CLAIM, "valid again", EDITOR)], (
        "it is not given: it was, and was taken back"
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_removed(desks: Desks, form: str) -> None:
    """Told in the first line, among the approvals, and at the gate; in every format."""
    (desks.repo.folder / FILE).unlink()
    assert desks.approvals() == [(CLAIM, "removed", EDITOR)]
    assert desks.downgraded_finding() == [
        (
            "Ed Itor approved the claim as supported, high, but it has been removed, and no editor "
            "returned it"
        )
    ]
    told = desks.told(form=form)
    assert "it has been removed, and no editor returned it" in " ".join(told.split())
    if form != "json":
        assert "1 approved claim is removed." in told.replace("**", "")
        assert "the approved claim is no longer in the book" in " ".join(told.split())
    for other in ("terminal", "markdown", "json", "sarif", "github"):
        assert main(["check", "--no-archive", "--changed-since", "HEAD", "--format", other]) == 1
        assert "no editor returned it" in " ".join(desks.capsys.readouterr().out.split())


def test_removed_where_no_gate_is_named(desks: Desks) -> None:
    """Told all the same; the change that lifts the gate does not pass it."""
    put(desks.repo, "claims/book.yaml", f"gates: [{FELL}]\n", "")
    (desks.repo.folder / FILE).unlink()
    assert len(desks.downgraded_finding()) == 1
    desks.repo.git("checkout", "--quiet", "--", FILE)
    desks.repo.commit("Lift the gate")
    (desks.repo.folder / FILE).unlink()
    assert desks.downgraded_finding() == []
    assert "1 approved claim is removed." in desks.told()


def test_the_whole_book_removed(desks: Desks) -> None:
    """Six claims, one of them approved."""
    shutil.rmtree(desks.repo.folder / "claims")
    assert [item["kind"] for item in desks.data()["findings"]["new"]] == [FELL]
    assert "6 claims are removed, 1 of them approved." in desks.told()


def test_a_file_that_cannot_be_read_is_not_removed(desks: Desks) -> None:
    """It has an error of its own, which is reported."""
    desks.rewrite(lambda text: text.replace("kind: figure", "kind: figur"))
    assert desks.downgraded_finding() == []
    told = desks.told()
    assert "1 claim cannot be read." in told
    assert "its file cannot be read" in told
    assert "the file cannot be read, so nothing is known about its approval" in " ".join(
        told.split()
    )
    assert "removed" not in told
    assert "not in the book" not in told
    assert main(["check", "--no-archive", "--changed-since", "HEAD"]) == 1
    desks.repo.commit()
    desks.rewrite(lambda text: text.replace("kind: figur\n", "kind: figure\n"))
    assert "its file could not be read before" in desks.told()
    assert "it is new" not in desks.told()


def test_renamed(desks: Desks) -> None:
    """The id is part of what was approved: it lapses, once, under the new name."""
    new = desks.repo.folder / "claims" / "bridge" / "ayes.yaml"
    text = (
        (desks.repo.folder / FILE).read_text(encoding="utf-8").replace(f"id: {CLAIM}", "id: ayes")
    )
    (desks.repo.folder / FILE).unlink()
    put(desks.repo, "claims/rules/bridge.yaml", CLAIM, "ayes")
    new.write_text(text, encoding="utf-8")
    assert desks.approvals() == [("ayes", "lapsed", EDITOR)]
    assert desks.downgraded_finding() == []
    new.write_text(without_review(text), encoding="utf-8")
    assert desks.approvals() == [("ayes", "withdrawn", EDITOR)]
    assert [item["claim"] for item in desks.data()["findings"]["new"] if item["kind"] == FELL] == [
        "ayes"
    ]


def test_valid_again(desks: Desks) -> None:
    """A change that undoes what made it lapse; a new approval counts as given."""
    desks.rewrite(reworded)
    lapsed = desks.repo.commit("Reword", author=RESEARCHER)
    desks.rewrite(lambda text: text.replace(REWORDED, SAID))
    assert desks.approvals() == [(CLAIM, "valid again", EDITOR)]
    assert "the approval is valid again" in desks.told()
    desks.repo.git("checkout", "--quiet", "--", ".")
    desks.approve("2026-11-27T09:30:00Z")
    assert desks.approvals(lapsed) == [(CLAIM, "given", EDITOR)]


def test_by_way_of_a_merge_that_takes_one_side(desks: Desks) -> None:
    """An older branch is merged so that its file wins: the lost approval is reported."""
    repo: Made = desks.repo
    repo.git("checkout", "--quiet", "-b", "old", "before")
    desks.rewrite(lambda text: text.replace("kind: figure", "# seen\nkind: figure"))
    repo.commit("Remark", author=RESEARCHER)
    repo.git("checkout", "--quiet", "-b", "topic", "main")
    repo.git("merge", "--quiet", "--no-commit", "-s", "ours", "old", env=repo.people(RESEARCHER))
    repo.git("checkout", "--quiet", "old", "--", ".")
    repo.commit("Merge", author=RESEARCHER)
    assert desks.approvals("main") == [(CLAIM, "withdrawn", EDITOR)]
    assert len(desks.downgraded_finding("main")) == 1


def test_line_ends_and_comments_touch_no_approval(desks: Desks, tmp_path: Path) -> None:
    """A clone that checks out with other line ends, and a remark."""
    clone = desks.repo.clone(tmp_path / "clone", "--config", "core.autocrlf=true")
    assert b"\r\n" in (clone.folder / FILE).read_bytes()
    assert main(["diff", "HEAD", "--book", str(clone.folder / "claims"), "--no-archive"]) == 0
    desks.rewrite(lambda text: f"# a remark\n{text}")
    assert desks.approvals() == []
