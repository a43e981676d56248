"""Inside a hook, git's variables name the repository that runs the hook.

That need not be the repository that is asked about.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.git import GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """One commit, one file."""
    made = make_repo()
    made.write("claims/a.yaml", "id: a\n")
    made.commit("One")
    return made


ASK = f"""#!{sys.executable}
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from checker.git import Repository
folder, out, *names = sys.argv[1:] or [os.environ["ASK_FOLDER"], os.environ["ASK_OUT"]]
repository = Repository.at(Path(folder))
said = [str(repository.root), repository.commit("HEAD"), *repository.changed("HEAD", None)]
for line in (sys.stdin if os.environ.get("ASK_NEW") else ()):
    said.append(repository.commit(line.split()[1]))
Path(out).write_text("\\n".join(said))
"""


class Hook:
    """A hook that asks about a folder, and the answer that it got."""

    def __init__(self, made: Made, name: str, out: Path) -> None:
        self.out = out
        path = Path(made.git("rev-parse", "--git-path", f"hooks/{name}"))
        hook = made.folder / path
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(ASK)
        hook.chmod(0o755)

    def env(self, folder: Path, **more: str) -> dict[str, str]:
        """Variables that tell the hook where to look."""
        return {"ASK_FOLDER": str(folder), "ASK_OUT": str(self.out), **more}

    @property
    def said(self) -> list[str]:
        """The root, HEAD, and what changed since."""
        return self.out.read_text().split("\n")


def test_a_hook_that_asks_about_its_own_repository(repo: Made, tmp_path: Path) -> None:
    """The work tree is compared, whatever index the commit is made from.

    ``git commit FILE`` makes an index of its own.
    """
    hook = Hook(repo, "pre-commit", tmp_path / "said")
    before = repo.head
    repo.write("claims/a.yaml", "id: changed\n")
    repo.write("claims/new.yaml", "id: new\n")
    env = repo.people("A <a@x>") | hook.env(repo.folder / "claims")
    repo.git("commit", "-qm", "Two", "claims/a.yaml", env=env)
    assert hook.said == [str(repo.folder), before, "claims/a.yaml", "claims/new.yaml"]
    assert repo.head != before


@pytest.mark.parametrize("linked", [False, True])
def test_a_hook_that_asks_about_another_repository(
    repo: Made, make_repo: Maker, tmp_path: Path, linked: bool
) -> None:
    """The folder decides: in a linked work tree git sets ``GIT_DIR`` for its hooks."""
    other = make_repo("other")
    other.write("b.yaml", "b")
    head = other.commit("Other")
    if linked:
        repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
        repo = Made(tmp_path / "linked", begin=False)
    hook = Hook(repo, "pre-commit", tmp_path / "said")
    repo.write("claims/a.yaml", "id: changed\n")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "Two", env=repo.people("A <a@x>") | hook.env(other.folder))
    assert hook.said == [str(other.folder), head]


def test_git_dir_counts_where_the_folder_has_no_repository(
    repo: Made, make_repo: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A work tree whose repository is kept elsewhere; any other folder is refused as it was."""
    home = tmp_path / "home"
    shutil.move(repo.folder / ".git", tmp_path / "kept.git")
    shutil.move(repo.folder, home)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match="is not in a git repository"):
        Repository.at(home / "claims")
    monkeypatch.setenv("GIT_DIR", "kept.git")
    monkeypatch.setenv("GIT_WORK_TREE", "home")
    found = Repository.at(home / "claims")
    monkeypatch.chdir(home / "claims")
    assert found.root == home
    assert not found.dirty("claims/a.yaml")
    (home / "claims" / "a.yaml").write_text("id: changed\n")
    assert found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ("claims/a.yaml",)
    with pytest.raises(GitError, match="is not in a git repository"):
        Repository.at(tmp_path / "nothing")
    inside = make_repo("home/inner")
    assert Repository.at(inside.folder).root == inside.folder


def test_a_hook_that_receives_a_push_sees_what_is_pushed(repo: Made, tmp_path: Path) -> None:
    """It sees what git holds in quarantine until the hook accepts it.

    Another repository does not see it.
    """
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", ".", str(bare))
    (bare / "hooks").mkdir(exist_ok=True)
    script = bare / "hooks" / "pre-receive"
    script.write_text(ASK.replace('*repository.changed("HEAD", None)', ""))
    script.chmod(0o755)
    out = tmp_path / "said"
    repo.write("claims/a.yaml", "id: changed\n")
    head = repo.commit("Two")
    env = {"ASK_FOLDER": str(bare), "ASK_OUT": str(out), "ASK_NEW": "1"}
    repo.git("push", "--quiet", str(bare), "HEAD:refs/heads/new", env=env)
    assert out.read_text().split("\n")[-1] == head
