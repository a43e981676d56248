"""Run one git command: its environment, its output as bytes, and its failures as messages."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class GitError(Exception):
    """Git gave no answer. The message says why, and what to do about it."""

    def __init__(self, message: str) -> None:
        """Keep a message that can be printed: bytes that are not UTF-8 are escaped."""
        super().__init__(message.encode("utf-8", "backslashreplace").decode("utf-8"))


class NoRepository(GitError):
    """There is no repository at or above a folder."""


OPTIONS = (
    "--no-pager",
    "-c", "core.quotePath=false",
    "-c", "core.fsmonitor=false",  # it may start a daemon, or a hook from the repository
    "-c", "color.ui=false",
    "-c", "log.showSignature=false",
    "-c", "diff.autoRefreshIndex=true",
    # Only the .mailmap of the repository counts, so that names are the same everywhere.
    "-c", f"mailmap.file={os.devnull}",
)  # fmt: skip

OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE")
"""Variables of a hook that receives a push; with them it sees commits not yet accepted."""

PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""Variables of any hook, with which git finds the repository that runs it."""

DROPPED = (
    *OBJECTS, *PLACES,
    "GIT_INDEX_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_QUARANTINE_PATH", "GIT_CONFIG",
    "GIT_ATTR_SOURCE", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
    "GIT_REDIRECT_STDIN", "GIT_REDIRECT_STDOUT", "GIT_REDIRECT_STDERR",
)  # fmt: skip
"""Variables that would lead to another repository, another index, or another form of output."""

SET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # also forbids to fetch, in versions before GIT_NO_LAZY_FETCH
    "GIT_LITERAL_PATHSPECS": "1",
}


def environment(kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for git: those of this process, without ``DROPPED``, with ``SET`` and ``kept``.

    Settings for this run (``git -c``, ``GIT_CONFIG_COUNT``, ``GIT_CONFIG_GLOBAL``) stay in force.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return inherited | SET | dict(kept or {})


def raw(text: str) -> bytes:
    """A name as bytes, the way git stores it. Raises ``GitError`` if it cannot be a name."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise GitError(f"{text!a} cannot be a name in git: use one that is valid text") from None


def text(data: bytes) -> str:
    """Bytes from git as text. ``raw`` turns it back into the same bytes, UTF-8 or not."""
    return data.decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Output:
    """The result of a command."""

    status: int
    out: bytes
    err: bytes

    @property
    def reason(self) -> str:
        """Git's own reason for a failure, on one line."""
        lines = self.err.decode("utf-8", "replace").splitlines()
        fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
        words = (fatal or lines or [f"exit status {self.status}"])[-1]
        return re.sub(r"^(fatal|error): ", "", words).strip()


@dataclass(frozen=True, slots=True)
class Git:
    """The folder in which git runs, and its environment variables."""

    folder: Path
    variables: Mapping[str, str]

    def ask(self, *arguments: str, given: bytes = b"") -> Output:
        """The result of ``git arguments``, whatever its exit status.

        Raises ``GitError`` if git does not run.
        """
        import subprocess  # imported here, because most commands of the checker do not need it

        if any("\0" in argument for argument in arguments):
            raise GitError("names in git cannot have a NUL character: use another name")
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
                message = f"the folder {self.folder} is gone: run this in a folder that exists"
                raise GitError(message) from problem
            message = f"the git command could not be run ({problem.strerror})"
            raise GitError(f"{message}: install git, or add it to the PATH") from problem
        return Output(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """The output of ``git arguments``. Raises ``GitError`` with git's reason if it fails."""
        answer = self.ask(*arguments, given=given)
        if answer.status:
            raise GitError(
                f"git {arguments[0]} failed: {answer.reason}.{self._remedy(answer.reason)}"
            )
        return answer.out

    def _remedy(self, reason: str) -> str:
        """What to do about missing objects; empty for any other reason."""
        if "promisor" in reason or "lazy" in reason:
            return " " + PARTIAL
        return " " + BROKEN if _LACKS_OBJECTS.search(reason) else ""


_LACKS_OBJECTS = re.compile(
    r"bad object|bad tree|unable to read|not a valid object|missing|could not (read|parse)"
)

PARTIAL = (
    "This is a partial clone, and the checker never fetches: clone without a filter "
    "(in a workflow, remove `filter:` from the checkout step), "
    "or run `git fetch --refetch --no-filter`"
)
SHALLOW = (
    "This is a shallow clone: fetch the whole history with `git fetch --unshallow` "
    "(in a workflow, write `fetch-depth: 0` in the checkout step)"
)
BROKEN = (
    "The clone lacks objects that it should have: make a fresh clone (`git fsck` lists the objects)"
)
