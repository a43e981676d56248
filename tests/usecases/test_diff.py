"""What a change does, in common repositories: merges, moves, shallow clones, empty ones."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.changes import Comparison, Effect
from checker.changes.scope import within
from checker.cli.main import main
from checker.usecases import UsageError
from checker.usecases.diff import diff

from ..repositories import Made
from .conftest import MakeBook, put

FOR = "claims/bridge/votes-for.yaml"
AGAINST = "claims/bridge/votes-against.yaml"
BEAMS = "claims/bridge/beams-cracked.yaml"
SAID = "statement: Fifteen councillors voted"
REWORDED = "statement: In all, fifteen councillors voted"


def of(repo: Made, base: str, head: str | None = None, folder: str = "claims") -> Comparison:
    """The comparison; nothing in the repository is otherwise after it."""
    before = traces(repo.folder)
    try:
        return diff(repo.folder / folder, base, head)
    finally:
        assert traces(repo.folder) == before


def traces(folder: Path) -> tuple[list[tuple[str, int, int]], bytes]:
    """Every file of a folder, ``.git`` included, with size and time; and git's status."""
    files = [
        (str(path), path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    ]
    index = folder / ".git" / "index"
    return files, index.read_bytes() if index.is_file() else b""


def effects(found: Comparison) -> dict[str, Effect]:
    """What became of each claim that was reached."""
    return {item.claim: item.effect for item in found.changes}


def reword(repo: Made, path: str = FOR) -> None:
    """One claim's statement is another."""
    put(repo, path, SAID, REWORDED)


def test_an_empty_diff(make_book: MakeBook) -> None:
    """HEAD against itself, and against the files as they are."""
    repo = make_book()
    for head in (None, "HEAD"):
        found = of(repo, "HEAD", head)
        assert (found.changes, found.files, found.fixed) == ((), (), ())
        assert all(item.known == "before" for item in found.after.findings)


def test_what_is_not_committed_yet(make_book: MakeBook) -> None:
    """Staged, not staged, new: the files as they are, against a commit."""
    repo = make_book()
    reword(repo)
    repo.git("add", "--all")
    put(repo, BEAMS, "Fourteen", "14")
    repo.write(
        "claims/bridge/new.yaml", "id: new\nkind: event\nstatement: New.\nwhen: 2024-03-13\n"
    )
    assert {
        name: str(effect)
        for name, effect in effects(of(repo, "HEAD")).items()
        if effect != "affected"
    } == {
        "votes-for": "edited",
        "beams-cracked": "edited",
        "new": "new",
    }
    assert effects(of(repo, "HEAD", "HEAD")) == {}


def test_what_others_did_on_the_base_is_not_of_the_change(make_book: MakeBook) -> None:
    """The state before is that of the merge base; after a merge of the base, too."""
    repo = make_book()
    repo.git("checkout", "--quiet", "-b", "topic")
    reword(repo)
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    put(repo, BEAMS, "Fourteen", "14")
    repo.commit()
    edited = {"votes-for": Effect.EDITED}
    assert effects(of(repo, "main", "topic")) == edited
    repo.git("checkout", "--quiet", "topic")
    repo.merge("main")
    found = of(repo, "main", "topic")
    assert effects(found) == edited
    assert effects(of(repo, "main")) == edited
    repo.git("checkout", "--quiet", "--detach")
    assert effects(of(repo, "main")) == edited
    assert "where main was left" not in found.base or found.base.startswith(
        repo.git("rev-parse", "main")[:12]
    )


def test_a_rebase_and_a_force_push(make_book: MakeBook, tmp_path: Path) -> None:
    """A rebased branch is compared with its new start; a lost base is reported."""
    repo = make_book()
    first = repo.head
    repo.git("checkout", "--quiet", "-b", "topic")
    reword(repo)
    old = repo.commit()
    repo.git("checkout", "--quiet", "main")
    put(repo, BEAMS, "Fourteen", "14")
    repo.commit()
    repo.git("rebase", "--quiet", "main", "topic", env=repo.people("Re Searcher <re@desk.example>"))
    assert effects(of(repo, "main", "topic")) == {"votes-for": Effect.EDITED}
    assert (
        set(effects(of(repo, old, "topic"))) == {"votes-for", "beams-cracked"}
        or of(repo, old).base == first[:12]
    )
    clone = repo.clone(tmp_path / "clone")
    with pytest.raises(
        UsageError,
        match="not in this clone: fetch it, or name another one if a forced push removed it",
    ):
        of(clone, old)


def test_a_folder_that_was_renamed(make_book: MakeBook) -> None:
    """Under the old name there is no book any more; under the new one, nothing is new."""
    repo = make_book()
    repo.git("mv", "claims", "facts")
    repo.commit()
    assert effects(of(repo, "HEAD~", folder="facts")) == {}
    gone = of(repo, "HEAD~", folder="claims")
    assert set(effects(gone).values()) == {Effect.REMOVED}
    assert gone.after.findings == ()


def test_a_book_that_was_deleted_and_one_that_is_new(make_book: MakeBook) -> None:
    """Told, and neither is an error of the tool."""
    repo = make_book()
    shutil.rmtree(repo.folder / "claims")
    repo.commit()
    for head in (None, "HEAD"):
        assert set(effects(of(repo, "HEAD~", head)).values()) == {Effect.REMOVED}
    repo.git("revert", "--no-edit", "HEAD", env=repo.people("Re Searcher <re@desk.example>"))
    found = of(repo, "HEAD~")
    assert set(effects(found).values()) == {Effect.NEW}
    assert found.grades_move


def test_no_book_on_either_side(make_book: MakeBook) -> None:
    """A slip in the folder's name."""
    repo = make_book()
    with pytest.raises(UsageError, match=r"clams holds no book\.yaml, neither at HEAD nor now"):
        of(repo, "HEAD", folder="clams")


def test_a_shallow_clone_is_named_as_such(make_book: MakeBook, tmp_path: Path) -> None:
    """With what to do about it."""
    repo = make_book()
    repo.git("checkout", "--quiet", "-b", "topic")
    for _ in range(3):
        put(repo, FOR, "statement: ", "statement: So, ")
        repo.commit()
    repo.git("checkout", "--quiet", "main")
    put(repo, BEAMS, "Fourteen", "14")
    repo.commit()
    clone = repo.clone(tmp_path / "clone", "--depth=1", "--no-single-branch", "--branch=topic")
    with pytest.raises(
        UsageError, match=r"shallow clone: fetch the whole history with `git fetch --unshallow`"
    ):
        of(clone, "origin/main")
    clone.git("fetch", "--quiet", "--unshallow")
    assert set(effects(of(clone, "origin/main"))) == {"votes-for"}


def test_unrelated_histories(make_book: MakeBook) -> None:
    """No commit in common."""
    repo = make_book()
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit()
    with pytest.raises(UsageError, match="no commit in common"):
        of(repo, "main", "other")


def test_an_unborn_branch(make_repo: Callable[..., Made], book: Path) -> None:
    """Nothing is committed yet."""
    repo = make_repo()
    shutil.copytree(book, repo.folder / "claims")
    with pytest.raises(UsageError, match="no commit is called"):
        of(repo, "main")


def test_no_git_and_no_repository(
    make_book: MakeBook, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two things, each with its remedy."""
    with pytest.raises(UsageError, match="repository"):
        diff(book, "HEAD")
    repo = make_book()
    monkeypatch.setenv("PATH", str(book))
    with pytest.raises(UsageError, match="install git"):
        diff(repo.folder / "claims", "HEAD")


@pytest.mark.parametrize(
    "name",
    ["-x", "--output=x", "", "a b", "HEAD^{tree}", "HEAD:claims", "\n", "é", "0" * 40, "@{u}"],
)
def test_names_that_stand_for_no_commit(make_book: MakeBook, name: str) -> None:
    """None is taken for an option; nothing is written."""
    with pytest.raises(UsageError):
        of(make_book(), name)


def test_a_branch_called_like_an_option(make_book: MakeBook) -> None:
    """git makes none, but a ref can be."""
    repo = make_book()
    repo.git("update-ref", "refs/heads/-x", "HEAD")
    assert of(repo, "-x").changes == ()


def test_a_worktree(make_book: MakeBook, tmp_path: Path) -> None:
    """Its own files and HEAD, the repository's objects."""
    repo = make_book()
    repo.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "topic")
    tree = Made(tmp_path / "tree", begin=False)
    reword(tree)
    assert set(effects(of(tree, "main"))) == {"votes-for"}
    assert effects(of(repo, "topic")) == {}


@pytest.mark.parametrize("folder", [".", "a/b/جسر", "with space"])
def test_wherever_the_book_lies(make_book: MakeBook, folder: str) -> None:
    """At the root, deep down, under a name of other letters; with the schemas beside it."""
    repo = make_book(folder)
    put(repo, f"{folder}/bridge/votes-for.yaml", SAID, REWORDED)
    repo.write(
        f"{folder}/../schemas/claim.schema.json" if folder != "." else "schemas/claim.schema.json",
        "{}",
    )
    found = of(repo, "HEAD", folder=folder)
    assert effects(found)["votes-for"] is Effect.EDITED
    assert found.schemas == ("claim",)
    assert effects(found)["vote-day"] is Effect.AFFECTED


def test_line_ends_alone_change_nothing(make_book: MakeBook) -> None:
    """A checkout with autocrlf, against its own commit."""
    repo = make_book()
    repo.git("config", "core.autocrlf", "true")
    for path in (repo.folder / "claims").rglob("*.yaml"):
        path.unlink()
    repo.git("checkout", "--quiet", "--", ".")
    assert b"\r\n" in (repo.folder / FOR).read_bytes()
    found = of(repo, "HEAD")
    assert (found.changes, found.fixed) == ((), ())
    assert all(item.known for item in found.after.findings)


@pytest.mark.parametrize("path", ["claims/book.yaml", "claims/entities.yaml", FOR,
                                  "claims/sources/courier.yaml",
                                  "claims/sources/courier.receipts.json",
                                  "claims/rules/bridge.yaml"])  # fmt: skip
@pytest.mark.parametrize("raw", [b"", b"\xff", b"{", b"- a", b"a: &a [*a]"], ids=str)
def test_a_book_that_is_broken_on_either_side(make_book: MakeBook, path: str, raw: bytes) -> None:
    """Findings, and fixed ones on the way back; never a traceback."""
    repo = make_book()
    repo.write(path, raw)
    found = of(repo, "HEAD")
    assert any(not item.known for item in found.after.findings)
    repo.commit()
    repo.git("revert", "--no-edit", "HEAD", env=repo.people("Re Searcher <re@desk.example>"))
    back = of(repo, "HEAD~")
    assert back.fixed
    assert not [item for item in back.after.findings if not item.known]


def test_two_merge_bases(make_book: MakeBook) -> None:
    """A criss-cross: one is chosen, the same each time."""
    repo = make_book()
    repo.git("checkout", "--quiet", "-b", "topic")
    reword(repo)
    one = repo.commit()
    repo.git("checkout", "--quiet", "main")
    put(repo, BEAMS, "Fourteen", "14")
    other = repo.commit()
    repo.merge("topic")
    repo.git("checkout", "--quiet", "topic")
    repo.merge(other)
    assert set(repo.git("merge-base", "--all", "main", "topic").split()) == {one, other}
    first = of(repo, "main", "topic")
    assert first.base == of(repo, "main", "topic").base
    assert first.base[:12] in (one[:12], other[:12])


def test_a_link_for_a_book(make_book: MakeBook, tmp_path: Path) -> None:
    """It is where it leads to."""
    repo = make_book()
    reword(repo)
    (tmp_path / "link").symlink_to(repo.folder / "claims")
    assert set(effects(diff(tmp_path / "link", "HEAD"))) == {"votes-for"}


CHECK = ("check", "claims", "--no-archive", "--changed-since", "HEAD", "--format")


def status(repo: Made, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit status of a command run in the repository."""
    monkeypatch.chdir(repo.folder)
    return main(list(arguments))


@pytest.mark.parametrize("form", ["terminal", "markdown", "json", "sarif", "github"])
def test_changed_since(
    make_book: MakeBook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    """An empty change passes; new findings count; those of before are marked."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    repo.commit()
    assert status(repo, monkeypatch, *CHECK, form) == 0
    put(repo, BEAMS, "Fourteen", "14")
    assert status(repo, monkeypatch, *CHECK, form) == 0
    capsys.readouterr()
    put(repo, BEAMS, "value: 14", "value: 13")
    assert status(repo, monkeypatch, *CHECK, form) == 1
    shown = capsys.readouterr().out
    told = shown
    if form in ("json", "sarif"):  # which hold more than findings: claims, pages
        data = json.loads(shown)
        told = json.dumps(data["findings"] if form == "json" else data["runs"][0]["results"])
    assert "beams-cracked.yaml" in told
    assert "votes-for.yaml" not in told, "its findings are old, and the change does not reach it"


def test_the_json_of_a_change_is_of_the_whole_book_but_for_its_findings(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grades depend on each other: claims, conflicts and counts are those of a whole check."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    repo.commit()
    put(repo, BEAMS, "value: 14", "value: 13")
    found = []
    for arguments in (CHECK, CHECK[:3] + CHECK[5:]):
        status(repo, monkeypatch, *arguments, "json")
        found.append(json.loads(capsys.readouterr().out))
    listed, whole = (data.pop("findings") for data in found)
    counts = [data["summary"].pop("findings") for data in found]
    assert found[0] == found[1]
    names = [{item["fingerprint"] for item in some} for some in (listed, whole)]
    assert names[0] < names[1]
    assert sum(counts[0].values()) == len(listed)


def test_only_what_concerns_the_change_is_shown(make_book: MakeBook) -> None:
    """Old findings of claims that it reaches are marked; those of others are not shown."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    repo.commit()
    put(repo, BEAMS, "value: 14", "value: 13")
    found = within(of(repo, "HEAD"))
    assert {item.location.path for item in found.after.findings} == {"bridge/beams-cracked.yaml"}
    put(repo, AGAINST, "Eight", "8")
    found = within(of(repo, "HEAD"))
    old = [item for item in found.after.findings if item.known]
    assert {item.known for item in old} == {"before"}
    assert any(item.kind == "conflict" for item in old), (
        "its rule relates it to a claim that changed"
    )
    assert found.after.summary.findings["known"] == len(old)


def test_a_gate_of_new_claims(make_book: MakeBook) -> None:
    """One outlet is not enough, two are, and the claims that were there are left alone."""
    repo = make_book()
    put(repo, "claims/book.yaml", "title:", "gates: [new-claim-one-outlet]\ntitle:")
    assert [item.kind for item in of(repo, "HEAD").after.findings if not item.known] == []
    raw = (repo.folder / BEAMS).read_text(encoding="utf-8")
    repo.write(
        "claims/bridge/cracks.yaml",
        raw.replace("id: beams-cracked", "id: cracks").replace("Fourteen", "14"),
    )
    raw = (repo.folder / FOR).read_text(encoding="utf-8")
    repo.write(
        "claims/bridge/ayes.yaml", raw.replace("id: votes-for", "id: ayes").replace(SAID, REWORDED)
    )
    repo.write(
        "claims/bridge/bare.yaml", "id: bare\nkind: event\nstatement: New.\nwhen: 2024-03-13\n"
    )
    found = [
        item for item in of(repo, "HEAD").after.findings if item.kind == "new-claim-one-outlet"
    ]
    assert {item.claim for item in found} == {"cracks", "bare"}
    assert {item.message for item in found} == {
        "this new claim is reported by 1 outlet, but new claims need 2 independent outlets",
        "this new claim is reported by no outlet, but new claims need 2 independent outlets",
    }
    repo.commit()
    assert not [
        item for item in of(repo, "HEAD").after.findings if item.kind == "new-claim-one-outlet"
    ]


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_the_command_prints_every_format(
    make_book: MakeBook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    """And passes, whatever came of it; a revision that there is not is exit 2, in one line."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    assert status(repo, monkeypatch, "diff", "HEAD", "--no-archive", "--format", form) == 0
    assert "votes-for" in capsys.readouterr().out
    assert status(repo, monkeypatch, "diff", "nope", "--format", form) == 2
    error = capsys.readouterr().err
    assert error.startswith("checker: ")
    assert error.count("\n") == 1


def test_a_path_is_where_one_stands(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder below the root."""
    repo = make_book()
    monkeypatch.chdir(repo.folder / "claims" / "bridge")
    assert main(["diff", "HEAD", "--book", os.pardir]) == 0


@pytest.mark.parametrize("commit", [True, False])
@pytest.mark.parametrize("link", [True, False])
def test_a_book_that_moved_is_the_same_book(make_book: MakeBook, commit: bool, link: bool) -> None:
    """A move makes nothing new, committed or not; other changes are reported."""
    repo = make_book()
    repo.git("checkout", "--quiet", "-b", "topic")
    (repo.folder / "desk").mkdir()
    repo.git("mv", "claims", "desk/büro")
    reword(repo, FOR.replace("claims", "desk/büro"))
    if link:
        (repo.folder / "claims").symlink_to("desk/büro")
    if commit:
        repo.commit("Move")
    for head in [None, "HEAD"] if commit else [None]:
        found = of(repo, "main", head, "desk/büro")
        assert effects(found) == {"votes-for": Effect.EDITED}
        assert found.base.endswith("then in claims")


@pytest.mark.parametrize("name", ["a-vote", "yes", "zeal"])
def test_a_claim_under_another_id_brings_nothing_new(make_book: MakeBook, name: str) -> None:
    """Its conflicts and findings are those of before; what is fixed stays fixed."""
    repo = make_book()
    put(repo, FOR, "value: 15", "value: 16")
    put(repo, "claims/book.yaml", "title:", "gates: [conflict-without-note]\ntitle:")
    repo.commit()
    repo.git("mv", FOR, f"claims/bridge/{name}.yaml")
    for path in (repo.folder / "claims").rglob("*.yaml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("votes-for", name), encoding="utf-8"
        )
    found = of(repo, "HEAD")
    assert effects(found)[name] is Effect.RENAMED
    assert (found.appeared, found.gone, found.fixed) == ((), (), ())
    assert {"conflict", "conflict-without-note", "value-not-in-quote"} <= {
        item.kind for item in found.after.findings
    }
    assert [item.kind for item in found.after.findings if not item.known] == []
    assert not any(cause.kind == "conflict" for item in found.changes for cause in item.because)


def test_a_copy_of_a_book_is_another_book(make_book: MakeBook) -> None:
    """As long as the first is there."""
    repo = make_book()
    shutil.copytree(repo.folder / "claims", repo.folder / "second")
    repo.commit("Copy")
    assert set(effects(of(repo, "HEAD~1", folder="second")).values()) == {Effect.NEW}
    assert set(effects(of(repo, "HEAD~1", "HEAD", folder="second")).values()) == {Effect.NEW}
