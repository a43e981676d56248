"""The comment on a pull request, written by the CI action with a stand-in for ``gh``."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project.conftest import Runner

MARKER = "<!-- checker: claims -->"

GH = """
import os, pathlib, subprocess
state = pathlib.Path(os.environ["GH_STATE"])
pages = json.loads(state.read_text())
arguments = sys.argv[2:]
path = next(item for item in arguments if item == "user" or item.startswith("repos/"))

def fail(text):
    print(json.dumps({"message": text}))
    print("gh: " + text + " (HTTP 403)", file=sys.stderr)
    raise SystemExit(1)

def show(value):
    if "--jq" in arguments:
        jq = ["jq", "--raw-output", arguments[arguments.index("--jq") + 1]]
        done = subprocess.run(
            jq, input=json.dumps(value), capture_output=True, text=True, check=True
        )
        sys.stdout.write(done.stdout)

if path == "user":
    if not os.environ.get("GH_LOGIN"):
        fail("Resource not accessible by integration")
    show({"login": os.environ["GH_LOGIN"]})
elif "--method" in arguments:
    if os.environ.get("GH_READ_ONLY"):
        fail("Resource not accessible by integration")
    body = next(item for item in arguments if item.startswith("body=@"))[6:]
    text = pathlib.Path(body).read_text(encoding="utf-8")
    journal = state.with_suffix(".written")
    written = json.loads(journal.read_text()) if journal.exists() else []
    method = arguments[arguments.index("--method") + 1]
    journal.write_text(json.dumps(written + [[method, path, text]]))
else:
    for page in pages if "--paginate" in arguments else pages[:1]:
        show(page)
"""

BOT = {"login": "github-actions[bot]", "type": "Bot"}
PERSON = {"login": "somebody", "type": "User"}


def comment(number: int, body: str | None, user: dict[str, str] | None = None) -> dict[str, object]:
    """A comment as the API lists it."""
    return {"id": number, "body": body, "user": user or BOT}


class Comments:
    """A pull request with comments, and what the script does to them."""

    def __init__(self, runner: Runner, *pages: list[dict[str, object]]) -> None:
        self.runner = runner
        self.state = runner.temporary / "state.json"
        self.state.write_text(json.dumps(pages or [[]]))
        self.body = runner.temporary / "comment.md"
        self.body.write_text(f"{MARKER}\n## Claims\n\nText.\n", encoding="utf-8")
        runner.stand_in("gh", GH)

    def run(self, **variables: str) -> str:
        """Runs the script, which never fails; its log."""
        step = self.runner.run(
            "comment.sh",
            **(
                {
                    "BODY": str(self.body),
                    "PULL": "7",
                    "FORK": "false",
                    "CREATE": "true",
                    "GITHUB_REPOSITORY": "some/body",
                }
                | {"GH_TOKEN": "none", "GH_STATE": str(self.state)}
                | variables
            ),
        )
        assert step.status == 0, step.log
        return step.log

    @property
    def written(self) -> list[list[str]]:
        """Method, path and body of each writing call."""
        path = self.state.with_suffix(".written")
        return json.loads(path.read_text()) if path.exists() else []


needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="the stand-in for gh needs jq")


@needs_jq
def test_a_first_comment_is_created(runner: Runner) -> None:
    """With the body as it is."""
    comments = Comments(runner, [comment(1, "Something else."), comment(2, None)])
    assert comments.run() == ""
    assert comments.written == [
        ["POST", "repos/some/body/issues/7/comments", comments.body.read_text()]
    ]


@needs_jq
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_comment_is_found_on_any_page_and_updated(runner: Runner, end: str) -> None:
    """Behind a hundred others, with line ends of either kind."""
    first = [comment(number, "Text.") for number in range(100)]
    comments = Comments(
        runner, first, [comment(123, f"{MARKER}{end}old{end}"), comment(124, f"{MARKER}\nnewer")]
    )
    assert comments.run() == ""
    assert [call[:2] for call in comments.written] == [
        ["PATCH", "repos/some/body/issues/comments/123"]
    ]


@needs_jq
def test_a_comment_of_somebody_else_is_left_alone(runner: Runner) -> None:
    """Whoever quotes the marker, or writes it first; by login where the token knows its own."""
    quoting = [
        comment(1, f"{MARKER}\nmine", PERSON),
        comment(2, f"> {MARKER}"),
        comment(3, f"x\n{MARKER}"),
    ]
    comments = Comments(runner, quoting)
    comments.run()
    assert [call[0] for call in comments.written] == ["POST"]
    comments = Comments(
        runner, [*quoting, comment(4, f"{MARKER}\nx", {"login": "another", "type": "User"})]
    )
    comments.run(GH_LOGIN="another")
    assert comments.written[1][:2] == ["PATCH", "repos/some/body/issues/comments/4"]
    comments = Comments(runner, [comment(5, f"{MARKER}\nx")])
    comments.run(GH_LOGIN="another")
    assert comments.written[2][0] == "POST"


@needs_jq
def test_without_a_change_of_claims_only_an_old_comment_is_updated(runner: Runner) -> None:
    """None is created to say that nothing happened."""
    comments = Comments(runner)
    comments.run(CREATE="false")
    assert comments.written == []
    comments = Comments(runner, [comment(5, f"{MARKER}\nx")])
    comments.run(CREATE="false")
    assert [call[0] for call in comments.written] == ["PATCH"]


def test_on_a_fork_nothing_is_asked(runner: Runner) -> None:
    """A notice, and no call that would fail."""
    comments = Comments(runner)
    assert (
        "::notice title=check-claims::no comment was written: the pull request comes from a fork"
        in comments.run(FORK="true")
    )
    assert runner.calls("gh") == []


@needs_jq
def test_a_token_that_may_not_write_is_a_notice(runner: Runner) -> None:
    """403, and the check goes on."""
    log = Comments(runner).run(GH_READ_ONLY="yes")
    assert "::notice" in log
    assert "HTTP 403" in log


def test_a_gh_that_fails_is_a_notice(runner: Runner) -> None:
    """Whatever it says, in one line."""
    comments = Comments(runner)
    runner.stand_in("gh", "print('boom\\n::error::100%', file=sys.stderr)\nraise SystemExit(1)")
    assert "boom%0A::error::100%25" in comments.run()


@needs_jq
def test_two_books_have_a_comment_each(runner: Runner) -> None:
    """The job of one never writes over what the other says."""
    other = "<!-- checker: desk/two%2Done/claims -->"
    comments = Comments(runner, [comment(3, f"{other}\nx"), comment(4, f"{MARKER}\nx")])
    comments.run()
    comments.body.write_text(f"{other}\n## Claims\n")
    comments.run()
    comments.body.write_text("<!-- checker: claims2 -->\n## Claims\n")
    comments.run()
    assert [call[:2] for call in comments.written] == [
        ["PATCH", "repos/some/body/issues/comments/4"],
        ["PATCH", "repos/some/body/issues/comments/3"],
        ["POST", "repos/some/body/issues/7/comments"],
    ]


def test_outside_of_a_pull_request_there_is_no_comment(runner: Runner) -> None:
    """Silently."""
    assert Comments(runner).run(PULL="") == ""
    assert runner.calls("gh") == []


def test_a_body_without_its_marker_is_not_written(runner: Runner) -> None:
    """It would never be found again."""
    comments = Comments(runner)
    for first in (
        "## Claims",
        "<!-- checker: -->",
        "<!-- checker: a --> b",
        "<!-- checker: a b -->",
        "<!-- other -->",
    ):
        comments.body.write_text(f"{first}\n")
        assert "first line" in comments.run()
    comments.body.write_text("")
    assert "the check wrote none" in comments.run()
    assert runner.calls("gh") == []


@needs_jq
@pytest.mark.parametrize("line", ["a row of text", "صفّ من النص", "😀 row"])
def test_a_body_that_is_too_long_is_cut_at_a_line(runner: Runner, line: str) -> None:
    """65,536 characters are taken, by any way of counting; the marker stays first."""
    comments = Comments(runner)
    comments.body.write_text(f"{MARKER}\n" + f"{line}\n" * 20_000, encoding="utf-8")
    comments.run()
    ((_, _, body),) = comments.written
    lines = body.splitlines()
    assert lines[0] == MARKER
    assert "cut" in lines[2]
    assert set(lines[4:]) == {line}
    assert 60_000 < len(body.encode()) <= 65_536
