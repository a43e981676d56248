"""The scripts of the CI action, run in real repositories: what changed, and the check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.render.ci import marker

if TYPE_CHECKING:
    from tests.project.conftest import Repository, Runner

ZEROS = "0" * 40
MARKER = "<!-- checker: claims -->"


# What changed: pull requests


def pull(origin: Repository, files: dict[str, str | None]) -> dict[str, str]:
    """A pull request with one commit on a branch, merged and checked out; with its event."""
    origin.git("checkout", "--quiet", "-b", "topic")
    origin.commit(files)
    base, head = origin.pull("topic")
    return {"PULL_BASE": base, "PULL_HEAD": head}


def test_a_changed_claim_is_seen_in_a_pull_request(origin: Repository, runner: Runner) -> None:
    """The base is what the merge would change."""
    event = pull(origin, {"claims/a/one.yaml": "id: one\nkind: event\n"})
    step = runner.changes(**event)
    assert step.status == 0, step.log
    assert step.outputs["changed"] == "true"
    assert step.outputs["base"] == event["PULL_BASE"]
    assert Path(step.outputs["out"]).is_dir()
    assert step.summary == ""


def test_without_a_change_of_claims_there_is_nothing_to_do(
    origin: Repository, runner: Runner
) -> None:
    """It says so, in the summary and in a body for the comment that may be there."""
    step = runner.changes(
        **pull(origin, {"notes.txt": "Other notes.\n", "claims-of-old.yaml": "x\n"})
    )
    assert step.status == 0, step.log
    assert step.outputs["changed"] == "false"
    assert "nothing that the claims in `claims` depend on has changed" in step.summary
    body = (Path(step.outputs["out"]) / "comment.md").read_text(encoding="utf-8")
    assert body.splitlines()[0] == MARKER
    assert "::notice" not in step.log


@pytest.mark.parametrize(
    "folder",
    [
        "claims",
        "desk/two-one/claims",
        "a -->b",
        "désk/صفّ",
        "%41",
        "x~y[1]",
        "a$(id)`b`'c\"\\x41",
        ".",
    ],
)
def test_the_comment_names_its_book(runner: Runner, origin: Repository, folder: str) -> None:
    """The scripts write the line that the tool writes; two books in one repository have two."""
    origin.commit({f"{folder}/book.yaml": "title: Another\n"})
    step = runner.changes(
        BOOK=folder, **pull(origin, {"notes.txt": "x", "book.yaml": "x"} if folder != "." else {})
    )
    assert step.outputs["changed"] == "false", step.log
    body = (Path(step.outputs["out"]) / "comment.md").read_text(encoding="utf-8")
    assert body.splitlines()[0] == marker("" if folder == "." else folder)
    assert body.splitlines()[0].count("--") == 2
    assert (body.splitlines()[0] == MARKER) is (folder == "claims")


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("schemas/claim.schema.json", True),
        ("claims/README.md", True),
        (".mailmap", False),
        (".github/workflows/claims.yml", False),
        (".github/workflows/other.yml", None),
        ("tool/pyproject.toml", False),
        ("tool/checker/new.py", False),
        ("pyproject.toml", None),
        ("sub/schemas/claim.schema.json", None),
    ],
)
def test_what_the_claims_depend_on(
    origin: Repository, runner: Runner, name: str, base: bool | None
) -> None:
    """Book and schemas are compared; a change of the tool or workflow checks everything."""
    origin.commit({"tool/pyproject.toml": "[project]\n"})
    event = pull(origin, {name: "new\n"})
    workflow = "some/body/.github/workflows/claims.yml@refs/pull/1/merge"
    step = runner.changes(**event, INSTALL="./tool[intake]", GITHUB_WORKFLOW_REF=workflow)
    assert step.outputs["changed"] == ("false" if base is None else "true"), step.log
    assert bool(step.outputs["base"]) is (base is not False)


def test_a_change_of_the_action_itself_has_everything_checked(
    origin: Repository, runner: Runner, root: Path
) -> None:
    """Where the action lies in the repository that it checks."""
    inside = ".github/actions/check-claims"
    origin.git("checkout", "--quiet", "main")
    shutil.copytree(root / inside, origin.folder / inside)
    origin.commit({})
    event = pull(origin, {f"{inside}/new.sh": "\n"})
    step = runner.changes(**event, GITHUB_ACTION_PATH=f"{origin.folder}/./{inside}")
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")


def test_the_base_is_the_merged_parent_where_main_has_moved_on(
    origin: Repository, runner: Runner
) -> None:
    """The event names an old base; what main did since is not the pull request's change."""
    origin.git("checkout", "--quiet", "-b", "topic")
    origin.commit({"notes.txt": "Mine.\n"})
    origin.git("checkout", "--quiet", "main")
    old = origin.git("rev-parse", "HEAD")
    origin.commit({"claims/a/two.yaml": "id: two\n"})
    _, head = origin.pull("topic")
    step = runner.changes(PULL_BASE=old, PULL_HEAD=head)
    assert step.outputs["changed"] == "false", step.log


def test_a_branch_that_is_checked_out_itself_is_held_against_its_fork(
    origin: Repository, runner: Runner
) -> None:
    """The workflow checks out the head, and main moved on; or main was merged into it."""
    fork = origin.git("rev-parse", "main")
    origin.git("checkout", "--quiet", "-b", "topic")
    head = origin.commit({"notes.txt": "Mine.\n"})
    origin.git("checkout", "--quiet", "main")
    tip = origin.commit({"claims/a/two.yaml": "id: two\n"})
    origin.git("checkout", "--quiet", "topic")
    step = runner.changes(PULL_BASE=tip, PULL_HEAD=head)
    assert (step.outputs["changed"], step.outputs["base"]) == ("false", fork)
    origin.git("merge", "--quiet", "-m", "Merge main", "main")
    step = runner.changes(PULL_BASE=tip, PULL_HEAD=origin.git("rev-parse", "HEAD"))
    assert (step.outputs["changed"], step.outputs["base"]) == ("false", tip)


def test_a_rebased_branch(origin: Repository, runner: Runner) -> None:
    """Its commits are new, its change is the same."""
    origin.git("checkout", "--quiet", "-b", "topic")
    origin.commit({"claims/a/one.yaml": "id: one\nkind: event\n"})
    origin.git("checkout", "--quiet", "main")
    tip = origin.commit({"claims/a/two.yaml": "id: two\n"})
    origin.git("rebase", "--quiet", "main", "topic")
    base, head = origin.pull("topic")
    step = runner.changes(PULL_BASE=base, PULL_HEAD=head)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", tip)


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({"claims/a/one.yaml": None, "claims/a/uno.yaml": "id: one\n"}, "true"),  # a rename
        ({"claims/a/one.yaml": "id: one\r\n"}, "true"),  # line ends alone: the bytes are others
        ({}, "false"),  # an empty commit
    ],
)
def test_small_changes(
    origin: Repository, runner: Runner, files: dict[str, str | None], changed: str
) -> None:
    """A rename is a change, and so are line ends; an empty commit is not."""
    assert runner.changes(**pull(origin, files)).outputs["changed"] == changed


def test_a_change_that_was_taken_back_is_none(origin: Repository, runner: Runner) -> None:
    """Commits that cancel each other out leave nothing to check."""
    origin.git("checkout", "--quiet", "-b", "topic")
    origin.commit({"claims/a/one.yaml": "id: one\nkind: event\n"})
    origin.commit({"claims/a/one.yaml": "id: one\n"})
    base, head = origin.pull("topic")
    assert runner.changes(PULL_BASE=base, PULL_HEAD=head).outputs["changed"] == "false"


@pytest.mark.parametrize(
    "book", ["désk/مزاعم", "my claims", "a*b/[book]", ":(top)b", "-n", "it's `so`/100%"]
)
def test_paths_of_all_sorts(origin: Repository, runner: Runner, book: str) -> None:
    """Non-ASCII, spaces, and what a shell or git would read as something else."""
    origin.git("checkout", "--quiet", "main")
    origin.commit({f"{book}/book.yaml": "title: A book\n", "aab/b/book.yaml": "title: None\n"})
    origin.git("checkout", "--quiet", "-b", "other")
    origin.commit({"aab/b/x.yaml": "x\n", "aXb/x.yaml": "x\n", "aXb/k": "x\n", "b/x": "x\n"})
    base, head = origin.pull("other")
    step = runner.changes(PULL_BASE=base, PULL_HEAD=head, BOOK=f"{book}/")
    assert step.outputs["changed"] == "false", step.log
    origin.git("checkout", "--quiet", "main")
    step = runner.changes(**pull(origin, {f"{book}/a/é.yaml": "id: x\n"}), BOOK=f"./{book}")
    assert step.outputs["changed"] == "true", step.log


def test_the_schemas_are_those_beside_the_book(origin: Repository, runner: Runner) -> None:
    """Of a book further down, and not those of another at the top."""
    origin.commit({"desk/claims/book.yaml": "title: A book\n"})
    event = pull(origin, {"schemas/claim.schema.json": "{}\n"})
    assert runner.changes(**event, BOOK="desk/claims").outputs["changed"] == "false"
    origin.git("checkout", "--quiet", "-B", "topic", "main")
    origin.commit({"desk/schemas/claim.schema.json": "{}\n"})
    base, head = origin.pull("topic")
    step = runner.changes(PULL_BASE=base, PULL_HEAD=head, BOOK="desk/claims")
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", base)


def test_a_tool_from_another_repository_is_no_matter(
    origin: Repository, runner: Runner, tmp_path: Path
) -> None:
    """What is called alike here is not what is installed."""
    folder = tmp_path / "tool"
    folder.mkdir()
    type(origin)(folder, origin.environment).git("init", "--quiet")
    event = pull(origin, {"pyproject.toml": "x\n", "checker/new.py": "x\n"})
    assert runner.changes(**event, INSTALL=str(folder)).outputs["changed"] == "false"
    assert runner.changes(**event, INSTALL=".").outputs["changed"] == "true"


def test_a_book_that_is_the_repository(origin: Repository, runner: Runner) -> None:
    """Then every file is the book's."""
    origin.commit({"book.yaml": "title: A book\n"})
    step = runner.changes(**pull(origin, {"notes.txt": "Other.\n"}), BOOK=".")
    assert step.outputs["changed"] == "true"
    assert step.outputs["base"]


def test_a_deleted_book_is_an_error_that_says_so(origin: Repository, runner: Runner) -> None:
    """And so is one that was renamed."""
    step = runner.changes(**pull(origin, {"claims/book.yaml": None, "claims/a/one.yaml": None}))
    assert step.status == 2
    assert (
        "::error title=check-claims::there is no book.yaml in claims: the claim book was deleted"
        in step.log
    )
    assert "no book.yaml in `claims`" in step.summary
    assert step.outputs == {}


def test_pull_request_target_is_refused(origin: Repository, runner: Runner) -> None:
    """It would check what is there already, and find it in order."""
    step = runner.changes("pull_request_target", PULL_BASE=origin.git("rev-parse", "HEAD"))
    assert step.status == 2
    assert "::error" in step.log


# What changed: pushes and the rest


def test_a_push_is_held_against_what_was_there_before(origin: Repository, runner: Runner) -> None:
    """Over several commits."""
    before = origin.git("rev-parse", "HEAD")
    notes = origin.commit({"notes.txt": "Other.\n"})
    assert runner.changes("push", PUSH_BEFORE=before).outputs["changed"] == "false"
    origin.commit({"claims/a/one.yaml": "id: one\nkind: event\n"})
    origin.commit({"notes.txt": "Yet other.\n"})
    for since in (before, notes):
        step = runner.changes("push", PUSH_BEFORE=since)
        assert (step.outputs["changed"], step.outputs["base"]) == ("true", since)


@pytest.mark.parametrize("before", [ZEROS, "", "not a commit", "$(touch pwned)"])
def test_a_new_branch_is_checked_whole(runner: Runner, before: str) -> None:
    """Nothing came before."""
    step = runner.changes("push", PUSH_BEFORE=before)
    assert (step.status, step.outputs["changed"], step.outputs["base"]) == (0, "true", "")
    assert not (runner.workspace / "pwned").exists()
    assert "::notice" not in step.log


def test_after_a_force_push_everything_is_checked(origin: Repository, runner: Runner) -> None:
    """A claim that was pushed over and is gone is a change, unknown to the old commit."""
    first = origin.git("rev-parse", "HEAD")
    gone = origin.commit({"claims/a/one.yaml": "id: one\nkind: event\n"})
    origin.git("reset", "--quiet", "--hard", first)
    step = runner.changes("push", PUSH_BEFORE=gone)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")
    assert "was force-pushed" in step.log
    step = runner.changes("push", PUSH_BEFORE="1234567890" * 4)  # and one that nobody has any more
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")
    assert "::notice" in step.log


def test_a_merge_group_is_held_against_its_base(origin: Repository, runner: Runner) -> None:
    """Detached, as a merge queue has it."""
    base = origin.git("rev-parse", "HEAD")
    origin.git("checkout", "--quiet", "--detach")
    origin.commit({"notes.txt": "Other.\n"})
    assert runner.changes("merge_group", GROUP_BASE=base).outputs["changed"] == "false"
    origin.commit({"claims/a/two.yaml": "id: two\n"})
    step = runner.changes("merge_group", GROUP_BASE=base)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", base)


@pytest.mark.parametrize("event", ["workflow_dispatch", "schedule", "repository_dispatch"])
def test_other_events_check_everything(runner: Runner, event: str) -> None:
    """Somebody asked for it."""
    step = runner.changes(event)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")


def test_outside_of_git_everything_is_checked(runner: Runner, tmp_path: Path) -> None:
    """With a notice; the same where git refuses to look."""
    runner.workspace = tmp_path / "plain"
    (runner.workspace / "claims").mkdir(parents=True)
    (runner.workspace / "claims" / "book.yaml").write_text("title: A book\n")
    step = runner.changes("push", PUSH_BEFORE="1" * 40)
    assert (step.status, step.outputs["changed"], step.outputs["base"]) == (0, "true", "")
    assert "::notice" in step.log


# What changed: checkouts of all sorts


@pytest.mark.parametrize("depth", [0, 1, 2, 50])
@pytest.mark.parametrize("changed", ["true", "false"])
def test_a_shallow_checkout_fetches_what_is_missing(
    origin: Repository, runner: Runner, tmp_path: Path, depth: int, changed: str
) -> None:
    """At every depth the answer is the same, and so is the base."""
    name = "claims/a/one.yaml" if changed == "true" else "notes.txt"
    event = pull(origin, {name: "other\n"})
    runner.workspace = origin.clone(tmp_path / "clone", "refs/pull/1/merge", depth).folder
    step = runner.changes(**event)
    assert (step.status, step.outputs["changed"], step.outputs["base"]) == (
        0,
        changed,
        event["PULL_BASE"],
    ), step.log


def test_a_shallow_checkout_of_a_long_push(
    origin: Repository, runner: Runner, tmp_path: Path
) -> None:
    """More commits than are fetched at first."""
    before = origin.git("rev-parse", "HEAD")
    origin.commit({"claims/a/one.yaml": "other\n"})
    tree = origin.git("rev-parse", "HEAD^{tree}")
    head = origin.git("rev-parse", "HEAD")
    for number in range(120):
        head = origin.git("commit-tree", "-p", head, "-m", f"Commit {number}", tree)
    origin.git("reset", "--quiet", "--hard", head)
    runner.workspace = origin.clone(tmp_path / "clone", "refs/heads/main", 1).folder
    step = runner.changes("push", PUSH_BEFORE=before)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", before), step.log


def test_a_shallow_checkout_that_cannot_fetch_is_checked_whole(
    origin: Repository, runner: Runner, tmp_path: Path
) -> None:
    """A private repository whose token was not kept, say."""
    event = pull(origin, {"notes.txt": "Other.\n"})
    clone = origin.clone(tmp_path / "clone", "refs/pull/1/merge", 1)
    clone.git("remote", "set-url", "origin", (tmp_path / "nowhere").as_uri())
    runner.workspace = clone.folder
    step = runner.changes(**event)
    assert (step.status, step.outputs["changed"], step.outputs["base"]) == (0, "true", "")
    assert "::notice title=check-claims::" in step.log
    assert "fetch-depth: 0" in step.log


def test_a_submodule_beside_the_book_is_no_matter(
    origin: Repository, runner: Runner, tmp_path: Path
) -> None:
    """A book in a submodule is checked whole; one that was not checked out is an error."""
    folder = tmp_path / "texts"
    folder.mkdir()
    other = type(origin)(folder, origin.environment)
    other.git("init", "--quiet")
    other.commit({"book/book.yaml": "title: Another book\n"})
    origin.git("submodule", "--quiet", "add", other.folder.as_uri(), "texts")
    origin.commit({})
    event = pull(origin, {"notes.txt": "Other.\n"})
    assert runner.changes(**event).outputs["changed"] == "false"
    step = runner.changes(**event, BOOK="texts/book")
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")
    assert "submodule" in step.log
    shutil.rmtree(origin.folder / "texts")
    assert runner.changes(**event, BOOK="texts/book").status == 2


def test_a_submodule_inside_the_book_that_moves_is_a_change(
    origin: Repository, runner: Runner, tmp_path: Path
) -> None:
    """Whatever the repository says of ignoring it."""
    folder = tmp_path / "texts"
    folder.mkdir()
    other = type(origin)(folder, origin.environment)
    other.git("init", "--quiet")
    other.commit({"x.yaml": "x\n"})
    origin.git("submodule", "--quiet", "add", other.folder.as_uri(), "claims/texts")
    origin.git("config", "--file", ".gitmodules", "submodule.claims/texts.ignore", "all")
    origin.commit({})
    origin.git("checkout", "--quiet", "-b", "topic")
    moved = other.commit({"x.yaml": "y\n"})
    origin.git("update-index", "--cacheinfo", f"160000,{moved},claims/texts")
    origin.git("commit", "--quiet", "-m", "Move it")
    base, head = origin.git("rev-parse", "main"), origin.git("rev-parse", "HEAD")
    assert runner.changes(PULL_BASE=base, PULL_HEAD=head).outputs["changed"] == "true"


def test_a_repository_that_is_checked_out_below_the_workspace(
    origin: Repository, runner: Runner
) -> None:
    """``path:`` of actions/checkout."""
    event = pull(origin, {"claims/a/one.yaml": "other\n"})
    runner.workspace = origin.folder.parent
    step = runner.changes(**event, BOOK="origin/claims")
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", event["PULL_BASE"])


# The check

CHECKER = """
import os, pathlib
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
if os.environ.get("WRITES") == "yes":
    (out / "summary.md").write_text("## Summary of " + sys.argv[-1] + "\\n", encoding="utf-8")
    (out / "findings.sarif").write_text("{}")
print("::error file=claims/a.yaml,line=1::a finding")
raise SystemExit(int(os.environ["STATUS"]))
"""


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_exit_status_is_kept_for_the_gate(runner: Runner, tmp_path: Path, status: int) -> None:
    """The step itself succeeds, so that everything is uploaded."""
    runner.stand_in("checker", CHECKER)
    out = tmp_path / "the out"
    out.mkdir()
    step = runner.run(
        "check.sh",
        BOOK="my claims",
        BASE="1" * 40,
        OUT=str(out),
        TOOL="",
        STATUS=str(status),
        WRITES="yes",
    )
    assert step.status == 0, step.log
    assert step.outputs == {"status": str(status), "sarif": "true"}
    assert step.summary == "## Summary of my claims\n"
    assert "::error file=" in step.log
    assert runner.calls("checker") == [
        ["ci", "--out", str(out), "--base", "1" * 40, "--", "my claims"]
    ]


def test_a_check_that_could_not_run_says_so(runner: Runner, tmp_path: Path) -> None:
    """Without a base, and with nothing written."""
    runner.stand_in("checker", CHECKER)
    step = runner.run(
        "check.sh", BOOK="-x`", BASE="", OUT=str(tmp_path), TOOL="", STATUS="2", WRITES="no"
    )
    assert step.outputs == {"status": "2", "sarif": "false"}
    assert "could not run (exit status 2)" in step.summary
    assert runner.calls("checker") == [["ci", "--out", str(tmp_path), "--", "-x`"]]


def test_a_summary_that_github_would_refuse_is_left_out(runner: Runner, tmp_path: Path) -> None:
    """1 MiB is the most that a step may write."""
    runner.stand_in("checker", CHECKER)
    (tmp_path / "summary.md").write_text("x" * 1_000_001)
    step = runner.run(
        "check.sh", BOOK="claims", BASE="", OUT=str(tmp_path), TOOL="", STATUS="0", WRITES="no"
    )
    assert len(step.summary) < 500
    assert "too long" in step.summary


def test_the_tool_is_taken_from_its_own_environment(runner: Runner, tmp_path: Path) -> None:
    """Before the one on the PATH."""
    runner.stand_in("checker", "raise SystemExit(9)")
    tool = tmp_path / "tool" / "bin"
    tool.mkdir(parents=True)
    (tool / "checker").write_text("#!/bin/sh\nexit 1\n")
    (tool / "checker").chmod(0o755)
    step = runner.run("check.sh", BOOK="claims", BASE="", OUT=str(tmp_path), TOOL=str(tool.parent))
    assert step.outputs["status"] == "1"


@pytest.mark.parametrize(
    "install", ["", "--index-url=https://elsewhere.example", "-r requirements.txt"]
)
def test_an_option_of_pip_is_no_requirement(runner: Runner, tmp_path: Path, install: str) -> None:
    """Nothing but one requirement reaches pip."""
    step = runner.run(
        "install.sh", PYTHON=sys.executable, INSTALL=install, TOOL=str(tmp_path / "tool")
    )
    assert step.status == 2
    assert not (tmp_path / "tool").exists()


def test_the_tool_is_installed_apart(runner: Runner, tmp_path: Path) -> None:
    """From a folder, into an environment that the caller's Python knows nothing of."""
    package = tmp_path / "a package"
    package.mkdir()
    (package / "checker_stand_in.py").write_text("def main():\n    return 7\n")
    (package / "build.py").write_text(BACKEND)
    (package / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "build"\nbackend-path = ["."]\n'
    )
    tool = tmp_path / "tool"
    step = runner.run("install.sh", PYTHON=sys.executable, INSTALL=str(package), TOOL=str(tool))
    assert step.status == 0, step.log
    step = runner.run("check.sh", BOOK="claims", BASE="", OUT=str(tmp_path), TOOL=str(tool))
    assert step.outputs["status"] == "7"


def test_a_wheel_of_the_repository_is_installed(
    runner: Runner, origin: Repository, tmp_path: Path
) -> None:
    """A missing wheel is reported; a change of it means a whole check."""
    tool, name = tmp_path / "tool", "tools/stand_in-1-py3-none-any.whl"
    step = runner.run("install.sh", PYTHON=sys.executable, INSTALL=name, TOOL=str(tool))
    assert step.status == 2
    assert f"::error title=check-claims::there is no {name} in the repository. Make it" in step.log
    (tmp_path / "checker_stand_in.py").write_text("def main():\n    return 7\n")
    (origin.folder / "tools").mkdir()
    program = f"{BACKEND}\nbuild_wheel({str(origin.folder / 'tools')!r})"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    event = pull(origin, {"notes.txt": "Committed with the wheel.\n"})
    step = runner.changes(**event, INSTALL=name)
    assert (step.outputs["changed"], step.outputs["base"]) == ("true", "")
    assert runner.changes(**event).outputs["changed"] == "false"
    step = runner.run("install.sh", PYTHON=sys.executable, INSTALL=name, TOOL=str(tool))
    assert step.status == 0, step.log
    step = runner.run("check.sh", BOOK="claims", BASE="", OUT=str(tmp_path), TOOL=str(tool))
    assert step.outputs["status"] == "7"


BACKEND = """
import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name, about = "stand_in-1-py3-none-any.whl", "stand_in-1.dist-info"
    with zipfile.ZipFile(wheel_directory + "/" + name, "w") as wheel:
        wheel.write("checker_stand_in.py")
        for file, lines in (
            ("METADATA", ["Metadata-Version: 2.1", "Name: stand-in", "Version: 1"]),
            ("WHEEL", ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"]),
            ("entry_points.txt", ["[console_scripts]", "checker = checker_stand_in:main"]),
        ):
            wheel.writestr(about + "/" + file, "\\n".join(lines) + "\\n")
        wheel.writestr(about + "/RECORD", "")
    return name
"""


# All of it together


def test_the_real_tool_where_it_has_the_command(
    root: Path, runner: Runner, origin: Repository
) -> None:
    """One wrong digit in a pull request: the steps as the action runs them."""
    from checker.cli.main import COMMANDS

    if "ci" not in COMMANDS:
        pytest.skip("checker ci is not there yet")
    origin.git("checkout", "--quiet", "main")
    shutil.rmtree(origin.folder / "claims")
    shutil.copytree(root / "tests" / "specimens" / "base", origin.folder / "claims")
    origin.commit({})
    text = (origin.folder / "claims" / "bridge" / "beams-cracked.yaml").read_text(encoding="utf-8")
    event = pull(origin, {"claims/bridge/beams-cracked.yaml": text.replace("says: 12", "says: 13")})
    changes = runner.changes(**event)
    bin_folder = Path(sys.executable).parent
    runner.path.append(bin_folder)
    step = runner.run(
        "check.sh", BOOK="claims", BASE=changes.outputs["base"], OUT=changes.outputs["out"], TOOL=""
    )
    assert step.outputs == {"status": "1", "sarif": "true"}, step.log
    assert "::error" in step.log
    assert (Path(changes.outputs["out"]) / "comment.md").read_text(encoding="utf-8").splitlines()[
        0
    ] == MARKER
    assert step.summary


def test_the_scripts_are_in_order(root: Path) -> None:
    """By shellcheck, where it is installed."""
    found = shutil.which("shellcheck") or shutil.which(
        "shellcheck", path=str(Path(sys.executable).parent)
    )
    if found is None:
        pytest.skip("shellcheck is not installed")
    scripts = sorted((root / ".github" / "actions").rglob("*.sh"))
    assert len(scripts) == 5
    done = subprocess.run(
        [found, "--external-sources", *scripts, root / ".ci" / "run"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    for script in scripts:
        if script.name != "lib.sh":
            assert "\nset -euo pipefail\n" in script.read_text(encoding="utf-8"), script
