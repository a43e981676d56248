"""A repository to push, and a runner that does with the action's scripts what GitHub's does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / ".github" / "actions" / "check-claims"
SETTINGS = """
[init]
\tdefaultBranch = main
\ttemplateDir =
[commit]
\tgpgsign = false
[core]
\tautocrlf = false
[gc]
\tauto = 0
[maintenance]
\tauto = false
"""
"""Of git; no sample hooks are copied, and nothing is tidied up behind a commit."""


@dataclass
class Repository:
    """A git repository that no setting of the developer's touches."""

    folder: Path
    environment: dict[str, str]

    def git(self, *arguments: str) -> str:
        """What a git command prints."""
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout.strip()

    def commit(self, files: dict[str, str | None], message: str = "A change") -> str:
        """Writes or removes files, commits them, and names the commit."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def pull(self, branch: str, onto: str = "main") -> tuple[str, str]:
        """Merges a branch as GitHub does for a pull request, detached; returns base and head."""
        base, head = self.git("rev-parse", onto), self.git("rev-parse", branch)
        self.git("checkout", "--quiet", "--detach", onto)
        self.git("merge", "--quiet", "--no-ff", "-m", "Merge", branch)
        self.git("update-ref", "refs/pull/1/merge", "HEAD")
        return base, head

    def clone(self, folder: Path, ref: str, depth: int = 0) -> Repository:
        """What actions/checkout makes of one ref: detached, and shallow if there is a depth."""
        folder.mkdir()
        other = Repository(folder, self.environment)
        other.git("init", "--quiet")
        other.git("remote", "add", "origin", self.folder.as_uri())
        shallow = [f"--depth={depth}"] if depth else []
        other.git(
            "fetch", "--quiet", "--no-tags", *shallow, "origin", f"+{ref}:refs/remotes/pull/merge"
        )
        other.git("checkout", "--quiet", "--detach", "refs/remotes/pull/merge")
        return other


@dataclass
class Step:
    """What a step of the action came to."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass
class Runner:
    """Runs a script of the action in a workspace, with the environment that action.yml gives it."""

    workspace: Path
    temporary: Path
    environment: dict[str, str]
    path: list[Path] = field(default_factory=list)
    """Folders before the PATH, with stand-ins for commands."""

    def run(self, script: str, **variables: str) -> Step:
        """Runs it as composite actions run bash."""
        files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_bytes(b"")
        environment = self.environment | {name: str(path) for name, path in files.items()}
        environment |= {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(ACTION),
        } | variables
        environment["PATH"] = os.pathsep.join([*map(str, self.path), environment["PATH"]])
        action = Path(environment["GITHUB_ACTION_PATH"])
        done = subprocess.run(
            ["bash", str(action / script)],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            check=False,
        )
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return Step(
            done.returncode,
            done.stdout.decode() + done.stderr.decode(),
            dict(line.split("=", 1) for line in lines),
            files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"),
        )

    def stand_in(self, name: str, program: str) -> None:
        """Puts a Python program on the path as a command; it notes its arguments, then runs."""
        folder = self.temporary.parent / "stand-ins"
        folder.mkdir(exist_ok=True)
        log = str(folder / f"{name}.calls")
        noting = f"import json, sys\nopen({log!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        (folder / name).write_text(f"#!{sys.executable}\n{noting}{program}", encoding="utf-8")
        (folder / name).chmod(0o755)
        if folder not in self.path:
            self.path.append(folder)

    def calls(self, name: str) -> list[list[str]]:
        """The arguments that a stand-in was called with, call by call."""
        log = self.temporary.parent / "stand-ins" / f"{name}.calls"
        return (
            [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
            if log.is_file()
            else []
        )

    def changes(self, event: str = "pull_request", **variables: str) -> Step:
        """The first step: did anything change?"""
        return self.run(
            "changes.sh",
            **(
                {"BOOK": "claims", "INSTALL": "git+https://forge.example/tool@0a", "EVENT": event}
                | variables
            ),
        )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The shell's environment without what git, GitHub or this project read in it."""
    if not shutil.which("git") or not shutil.which("bash") or sys.platform == "win32":
        pytest.skip("the scripts of the action need git and bash")
    left_out = ("GIT_", "GITHUB_", "RUNNER_", "CHECKER_", "GH_", "COV_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    who = {"NAME": "Some Body", "EMAIL": "some@body.example", "DATE": "2026-01-02T03:04:05Z"}
    made = {
        f"GIT_{role}_{name}": value
        for role in ("AUTHOR", "COMMITTER")
        for name, value in who.items()
    }
    settings = tmp_path / "gitconfig"
    settings.write_text(SETTINGS)
    return (
        inherited
        | made
        | {
            "GIT_CONFIG_GLOBAL": str(settings),
            "GIT_CONFIG_SYSTEM": os.devnull,
            "HOME": str(tmp_path),
        }
    )


@pytest.fixture
def origin(tmp_path: Path, environment: dict[str, str]) -> Repository:
    """A repository with a book on its main branch, and something beside it."""
    folder = tmp_path / "origin"
    folder.mkdir()
    made = Repository(folder, environment)
    made.git("init", "--quiet")
    made.commit(
        {
            "claims/book.yaml": "title: A book\n",
            "claims/a/one.yaml": "id: one\n",
            "notes.txt": "Notes.\n",
        }
    )
    return made


@pytest.fixture
def runner(tmp_path: Path, origin: Repository) -> Runner:
    """A runner whose workspace is the repository itself."""
    temporary = tmp_path / "runner temp"
    temporary.mkdir()
    return Runner(origin.folder, temporary, origin.environment)
