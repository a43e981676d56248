"""Git repositories for tests, in temporary folders, independent of the developer's git settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

AUTHOR = "Re Searcher <re@desk.example>"
CLEAN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "file",
}
SETTINGS = """
[user]
\tname = Re Searcher
\temail = re@desk.example
[gc]
\tauto = 0
[maintenance]
\tauto = false
"""
"""Set in the repository, since the program under test asks for the user; nothing is cleaned up."""
FIRST = 1_700_000_000
"""The clock of a repository begins here, and goes on a minute with each commit."""


def clean_environment() -> dict[str, str]:
    """The variables of the process, without git's, and without the settings of user and machine."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_")
    } | CLEAN


class Made:
    """A repository to work in: ``write``, ``commit``, and any other ``git`` command."""

    def __init__(self, folder: Path, *options: str, begin: bool = True) -> None:
        self.folder = folder
        self.minutes = 0
        folder.mkdir(parents=True, exist_ok=True)
        if begin:
            self.git("init", "--quiet", "--initial-branch=main", "--template=", *options)
        config = self.folder / self.git("rev-parse", "--git-common-dir") / "config"
        with config.open("a", encoding="utf-8") as file:
            file.write(SETTINGS)

    def git(
        self, *arguments: str, given: str | bytes = b"", env: dict[str, str] | None = None
    ) -> str:
        """What a git command prints, without the newline at its end; an error if it fails."""
        data = given.encode() if isinstance(given, str) else given
        variables = clean_environment() | (env or {})
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=variables,
            input=data,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (
            f"git {' '.join(arguments)}: {done.stderr.decode('utf-8', 'replace')}"
        )
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """A file of the work tree."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def commit(
        self,
        message: str = "Change",
        author: str = AUTHOR,
        committer: str | None = None,
        options: tuple[str, ...] = (),
    ) -> str:
        """Everything in the work tree committed by ``author``; the object id."""
        self.git("add", "--all")
        given = message.encode()
        self.git(
            "commit",
            "--quiet",
            "--allow-empty",
            "--file=-",
            *options,
            given=given,
            env=self.people(author, committer),
        )
        return self.head

    def merge(
        self,
        *branches: str,
        message: str = "Merge",
        author: str = AUTHOR,
        options: tuple[str, ...] = (),
    ) -> str:
        """Branches merged by ``author``; the object id."""
        self.git(
            "merge",
            "--quiet",
            "--no-ff",
            "-m",
            message,
            *options,
            *branches,
            env=self.people(author),
        )
        return self.head

    def people(self, author: str, committer: str | None = None) -> dict[str, str]:
        """The variables that make a commit somebody's, a minute after the one before."""
        self.minutes += 1
        found = {}
        for role, person in (("AUTHOR", author), ("COMMITTER", committer or author)):
            name, _, email = person.rpartition(" <")
            found |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": email.rstrip(">")}
            found[f"GIT_{role}_DATE"] = f"{FIRST + 60 * self.minutes} +0000"
        return found

    @property
    def head(self) -> str:
        """The object id of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def clone(self, folder: Path, *options: str) -> Made:
        """A clone through git's own transport, so that ``--depth`` and ``--filter`` work."""
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.git("clone", "--quiet", *options, self.folder.as_uri(), str(folder))
        return Made(folder, begin=False)


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
