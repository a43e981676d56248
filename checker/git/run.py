"""One git command: its environment, its output as bytes, its failure in words."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class GitError(Exception):
    """Git could not say. The message tells what is so, and what to do about it."""

    def __init__(self, message: str) -> None:
        """Names that are not UTF-8 are spelt out, so that the message can be printed."""
        super().__init__(message.encode("utf-8", "backslashreplace").decode("utf-8"))


class NoRepository(GitError):
    """There is none where one was looked for."""


OPTIONS = (
    "--no-pager",
    "-c", "core.quotePath=false",
    "-c", "core.fsmonitor=false",  # a daemon, or a hook of the repository's
    "-c", "color.ui=false",
    "-c", "log.showSignature=false",
    "-c", "diff.autoRefreshIndex=true",
    "-c", f"mailmap.file={os.devnull}",  # the repository's own .mailmap alone: the same people on every machine
)  # fmt: skip

OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE")
"""What a hook that receives a push is given, so that it sees commits which are not let in yet."""

PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""What a hook is given so that git finds the repository that runs it."""

DROPPED = (
    *OBJECTS, *PLACES,
    "GIT_INDEX_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE",
    "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_QUARANTINE_PATH", "GIT_CONFIG", "GIT_ATTR_SOURCE",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
    "GIT_REDIRECT_STDIN", "GIT_REDIRECT_STDOUT", "GIT_REDIRECT_STDERR",
)  # fmt: skip
"""Variables that would lead to another repository, another index, or other words than are read here."""

SET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same, for a git that is older than the variable above
    "GIT_LITERAL_PATHSPECS": "1",
}


def environment(kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of the process without those that lead astray, with those that git needs, and ``kept``.

    Settings given for this run (``git -c``, ``GIT_CONFIG_COUNT``, ``GIT_CONFIG_GLOBAL``) stay.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return inherited | SET | dict(kept or {})


def raw(text: str) -> bytes:
    """A name as git has it: bytes, UTF-8 where it is text. Raises ``GitError`` if it can be no name."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise GitError(f"{text!a} cannot be a name in git: give one that is text") from None


def text(data: bytes) -> str:
    """Bytes of git as text; what is not UTF-8 comes back as it was through ``raw``."""
    return data.decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Output:
    """What a command left."""

    status: int
    out: bytes
    err: bytes

    @property
    def reason(self) -> str:
        """Git's own words for what went wrong, on one line."""
        lines = self.err.decode("utf-8", "replace").splitlines()
        fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
        words = (fatal or lines or [f"exit status {self.status}"])[-1]
        return re.sub(r"^(fatal|error): ", "", words).strip()


@dataclass(frozen=True, slots=True)
class Git:
    """Where git runs, and with which variables."""

    folder: Path
    variables: Mapping[str, str]

    def ask(self, *arguments: str, given: bytes = b"") -> Output:
        """What ``git arguments`` answers, whatever its exit status. Raises ``GitError`` if git does not run."""
        import subprocess  # here, because most commands of the outlet never need it

        if any("\0" in argument for argument in arguments):
            raise GitError("no name in git has a NUL character in it: give one without")
        command: Sequence[str | bytes] = ("git", *OPTIONS, *arguments)
        if os.name != "nt":
            command = [raw(part) for part in ("git", *OPTIONS, *arguments)]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=dict(self.variables),
                input=given,
                capture_output=True,
                check=False,
            )
        except OSError as problem:
            if not self.folder.is_dir():
                raise GitError(
                    f"the folder {self.folder} is gone: start from one that is there"
                ) from problem
            raise GitError(
                f"the git command could not be run ({problem.strerror}): install git, or put it on the PATH"
            ) from problem
        return Output(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What ``git arguments`` prints. Raises ``GitError`` with git's own words if it fails."""
        answer = self.ask(*arguments, given=given)
        if answer.status:
            raise GitError(
                f"git {arguments[0]} failed: {answer.reason}.{self._remedy(answer.reason)}"
            )
        return answer.out

    def _remedy(self, reason: str) -> str:
        """What to do about objects that are not there; empty for any other reason."""
        if "promisor" in reason or "lazy" in reason:
            return " " + PARTIAL
        if re.search(
            r"bad object|bad tree|unable to read|not a valid object|missing|could not (read|parse)",
            reason,
        ):
            return " " + BROKEN
        return ""


PARTIAL = (
    "This is a partial clone, and nothing is fetched behind your back: clone it without a filter "
    "(in a workflow, drop `filter:` from the checkout step), or run `git fetch --refetch --no-filter`"
)
SHALLOW = (
    "This is a shallow clone: fetch the whole history with `git fetch --unshallow` "
    "(in a workflow, `fetch-depth: 0` in the checkout step)"
)
BROKEN = (
    "The clone lacks objects that it should have: `git fsck` names them; a fresh clone has them"
)
