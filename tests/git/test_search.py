"""Which repository: found from a folder, whatever a hook's environment says; and the reasons when there is none."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize("path", ["", "claims", "claims/a.yaml", "claims/gone/deeper", "./claims/../claims"])
def test_found_from_any_folder_in_it(repo: Made, path: str) -> None:
    """One that is gone, and a file, included."""
    found = Repository.at(repo.folder / path)
    assert found.root == repo.folder
    assert not found.shallow


def test_the_folder_may_be_relative(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """To where the process is."""
    monkeypatch.chdir(repo.folder / "claims")
    assert Repository.at(Path()).root == repo.folder
    assert Repository.at(Path("gone")).below(Path("gone")) == "claims/gone"


def test_the_path_of_a_folder_below_the_root(repo: Made, tmp_path: Path) -> None:
    """With forward slashes; links on the way are followed; outside is refused."""
    found = Repository.at(repo.folder)
    (repo.folder / "link").symlink_to("claims")
    assert found.below(repo.folder) == ""
    assert found.below(repo.folder / "claims") == "claims"
    assert found.below(repo.folder / "نص" / "gone") == "نص/gone"
    assert found.below(repo.folder / "link" / "turnout") == "claims/turnout"
    with pytest.raises(GitError, match="does not lie in the repository"):
        found.below(tmp_path)


def test_a_root_with_a_newline_in_its_name(make_repo: Maker) -> None:
    """Is still one folder."""
    made = make_repo("two\nlines ")
    made.write("a", "a")
    made.commit()
    assert Repository.at(made.folder).root == made.folder


def test_no_repository(make_repo: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says what to do."""
    make_repo("elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(GitError, match="lies in no git repository: work in a clone, or begin one with `git init`"):
        Repository.at(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["a\0b", "\udc00" * 2, "x" * 5000])
def test_a_folder_that_cannot_be(name: str, make_repo: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is no repository either."""
    make_repo("elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(GitError):
        Repository.at(tmp_path / name)


def test_git_is_not_installed(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says so, and what to do."""
    monkeypatch.setenv("PATH", str(repo.folder))
    with pytest.raises(GitError, match="install git"):
        Repository.at(repo.folder)


def test_the_folder_goes_away_meanwhile(repo: Made) -> None:
    """Which is not to be mistaken for a missing git."""
    found = Repository.at(repo.folder)
    shutil.rmtree(repo.folder)
    with pytest.raises(GitError, match="is gone"):
        found.commit("HEAD")


def test_a_repository_of_another_user(repo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names the setting that git wants."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match=r"another user: if you do, run `git config --global --add safe\.directory"):
        Repository.at(repo.folder)


def test_a_broken_repository(repo: Made) -> None:
    """In git's own words."""
    repo.write(".git/config", "[core\n")
    with pytest.raises(GitError, match=r"git cannot read the repository at .*: bad config"):
        Repository.at(repo.folder)


def test_a_repository_without_a_commit(make_repo: Maker) -> None:
    """Is one; its HEAD names nothing."""
    made = make_repo()
    made.write("a.yaml", "a")
    found = Repository.at(made.folder)
    assert found.dirty("a.yaml")
    assert not found.dirty("b.yaml")
    assert str(found.identity()) == "Re Searcher <re@desk.example>"
    with pytest.raises(GitError, match="no commit is called 'HEAD'"):
        found.history("a.yaml")


def test_a_bare_repository(repo: Made, tmp_path: Path) -> None:
    """Everything but the work tree."""
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", ".", str(bare))
    found = Repository.at(bare / "claims")
    assert found.root == bare
    assert found.below(bare / "claims") == "claims"
    assert list(found.tree("HEAD", "claims")) == ["a.yaml"]
    assert found.blob("HEAD", "claims/a.yaml") == b"id: a\n"
    assert len(found.history("claims/a.yaml")) == 1
    for ask in (lambda: found.dirty("claims/a.yaml"), lambda: found.changed("HEAD", None)):
        with pytest.raises(GitError, match="has no work tree"):
            ask()


def test_a_linked_work_tree(repo: Made, tmp_path: Path) -> None:
    """Its own HEAD, its own files."""
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    linked = Made(tmp_path / "linked", begin=False)
    linked.write("claims/b.yaml", "id: b\n")
    two = linked.commit("Two")
    found = Repository.at(linked.folder / "claims")
    assert found.root == linked.folder
    assert found.commit("HEAD") == two
    assert found.commit("main") == repo.head
    linked.write("claims/b.yaml", "id: c\n")
    assert found.dirty("claims/b.yaml")


def test_a_submodule_is_a_repository_of_its_own(repo: Made, make_repo: Maker) -> None:
    """And in the outer one it is a module, not a folder."""
    outer = make_repo("outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.folder), "book")
    outer.commit("Add the book")
    inner = Repository.at(outer.folder / "book" / "claims")
    assert inner.root == outer.folder / "book"
    assert inner.below(outer.folder / "book" / "claims") == "claims"
    assert inner.commit("HEAD") == repo.head
    entry = Repository.at(outer.folder).tree("HEAD", "")["book"]
    assert (entry.kind, entry.oid) == ("module", repo.head)
    assert Repository.at(outer.folder).blob("HEAD", "book") is None


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
    """A hook that asks about a folder, and what it was told."""

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
    """The work tree is compared, whatever index the commit is made from (``git commit FILE`` makes one)."""
    hook = Hook(repo, "pre-commit", tmp_path / "said")
    before = repo.head
    repo.write("claims/a.yaml", "id: changed\n")
    repo.write("claims/new.yaml", "id: new\n")
    env = repo.people("A <a@x>") | hook.env(repo.folder / "claims")
    repo.git("commit", "-qm", "Two", "claims/a.yaml", env=env)
    assert hook.said == [str(repo.folder), before, "claims/a.yaml", "claims/new.yaml"]
    assert repo.head != before


@pytest.mark.parametrize("linked", [False, True])
def test_a_hook_that_asks_about_another_repository(repo: Made, make_repo: Maker, tmp_path: Path, linked: bool) -> None:
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
    with pytest.raises(GitError, match="lies in no git repository"):
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
    with pytest.raises(GitError, match="lies in no git repository"):
        Repository.at(tmp_path / "nothing")
    inside = make_repo("home/inner")
    assert Repository.at(inside.folder).root == inside.folder


def test_a_hook_that_receives_a_push_sees_what_is_pushed(repo: Made, tmp_path: Path) -> None:
    """Though git holds it in quarantine until the hook lets it in; and another repository does not see it."""
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "/nowhere"),
        ("GIT_WORK_TREE", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere/index"),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_COMMON_DIR", "/nowhere"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_EXTERNAL_DIFF", "false"),
        ("GIT_PAGER", "false"),
        ("GIT_SHALLOW_FILE", "/nowhere"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANGUAGE", "de"),
    ],
)
def test_variables_that_lead_astray(repo: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Do not."""
    monkeypatch.setenv(name, value)
    found = Repository.at(repo.folder)
    assert found.root == repo.folder
    assert list(found.tree("HEAD", "")) == ["claims/a.yaml"]
    assert not found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ()
    assert found.commits(None, "HEAD", ["CLAIMS"]) == ()
    with pytest.raises(GitError, match="no commit is called 'nothing'"):
        found.commit("nothing")


SETTINGS = """
[core]
    quotePath = true
    pager = false
    abbrev = 4
    fsmonitor = /bin/false
[color]
    ui = always
[log]
    showSignature = true
    follow = true
    decorate = full
    date = relative
[format]
    pretty = oneline
[diff]
    renames = copies
    renameLimit = 1
    noprefix = true
    relative = true
    external = false
    ignoreSubmodules = all
    orderFile = /nowhere
    autoRefreshIndex = false
[status]
    showUntrackedFiles = no
    relativePaths = true
    short = true
    branch = true
    renames = copies
[i18n]
    logOutputEncoding = latin1
[trailer]
    separators = "#"
[mailmap]
    file = MAILMAP
[rev]
    x = y
[alias]
    status = log
    ls-tree = log
"""


def test_settings_that_change_what_git_prints(repo: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change nothing here; a person's own mailmap neither, which the next machine does not have."""
    repo.write("claims/é.yaml", "e\n")
    repo.commit("É\n\nCo-authored-by: Éd <ed@x>")
    repo.git("mv", "claims/é.yaml", "claims/ö.yaml")
    repo.commit("Move")
    (repo.folder / "claims" / "new.yaml").write_text("new")

    def answers() -> list[object]:
        found = Repository.at(repo.folder)
        return [
            found.commits(None, "HEAD", signatures=True), found.history("claims/ö.yaml"), found.tree("HEAD", ""),
            found.changed("HEAD~1", "HEAD"), found.changed("HEAD~1", None), found.changed("HEAD", None),
            found.dirty("claims/new.yaml"), found.dirty("claims/a.yaml"), found.identity(),
        ]  # fmt: skip

    plain = answers()
    config, mailmap = tmp_path / "config", tmp_path / "mailmap"
    mailmap.write_text("Somebody Else <else@x> <re@desk.example>\n")
    config.write_text(SETTINGS.replace("MAILMAP", str(mailmap)))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert answers() == plain


def test_nothing_is_written(repo: Made) -> None:
    """Not even the index, whose times are out of date after a file was touched."""
    os.utime(repo.folder / "claims" / "a.yaml", (1, 1))
    index = (repo.folder / ".git" / "index").read_bytes()
    before = sorted(path for path in repo.folder.rglob("*"))
    found = Repository.at(repo.folder)
    assert not found.dirty("claims/a.yaml")
    assert found.changed("HEAD", None) == ()
    assert (repo.folder / ".git" / "index").read_bytes() == index
    assert sorted(path for path in repo.folder.rglob("*")) == before
