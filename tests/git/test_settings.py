"""Variables and settings of a person change no answer, and nothing is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.git import GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """One commit, one file."""
    made = make_repo()
    made.write("claims/a.yaml", "id: a\n")
    made.commit("One")
    return made


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
def test_variables_that_lead_astray(
    repo: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """They lead nowhere."""
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


def test_settings_that_change_what_git_prints(
    repo: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They change nothing; neither does a person's own mailmap, which others do not have."""
    repo.write("claims/é.yaml", "e\n")
    repo.commit("É\n\nCo-authored-by: Éd <ed@x>")
    repo.git("mv", "claims/é.yaml", "claims/ö.yaml")
    repo.commit("Move")
    (repo.folder / "claims" / "new.yaml").write_text("new")

    def answers() -> list[object]:
        found = Repository.at(repo.folder)
        return [
            found.commits(None, "HEAD", signatures=True),
            found.history("claims/ö.yaml"),
            found.tree("HEAD", ""),
            found.changed("HEAD~1", "HEAD"),
            found.changed("HEAD~1", None),
            found.changed("HEAD", None),
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
