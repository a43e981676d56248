"""What all tests share: the folders, the archive, the update flag, books made from specimens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .repositories import CLEAN, Made
from .skipped import Skipped, add_options

ROOT = Path(__file__).resolve().parents[1]
SPECIMENS = ROOT / "tests" / "specimens"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` writes what the tests expect anew, and removes what nothing expects any more."""
    parser.addoption(
        "--update", action="store_true", help="rewrite golden files and expected findings"
    )
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Every run keeps a record of what it skipped."""
    config.pluginmanager.register(Skipped(config))


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the caller's shell has set."""
    for name in ("CHECKER_ARCHIVE", "SOURCE_DATE_EPOCH", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected results are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def specimens() -> Path:
    """The folder of specimens."""
    return SPECIMENS


# Read before the fixture above clears it: the archive of the five articles, where it is at hand.
_ARTICLES = Path(os.environ.get("CHECKER_ARCHIVE") or ROOT.parent / "shared" / "articles")


@pytest.fixture(scope="session")
def articles() -> Path:
    """The texts of the five articles, which never enter the repository."""
    if not _ARTICLES.is_dir():
        pytest.skip("the texts of the articles are not at hand (CHECKER_ARCHIVE)")
    return _ARTICLES


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the base specimen, to be changed at will."""
    return shutil.copytree(SPECIMENS / "base", tmp_path / "claims")


@pytest.fixture
def make_repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Made]:
    """Makes git repositories in temporary folders; the program under test sees no settings but
    theirs.
    """
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in CLEAN.items():
        monkeypatch.setenv(name, value)
    return lambda name="repo", *options: Made(tmp_path / name, *options)


@pytest.fixture
def archive() -> Path:
    """The texts of the specimens."""
    return SPECIMENS / "archive"


@pytest.fixture
def edit(book: Path) -> Callable[[str, str, str], Path]:
    """Replaces text in a file of the copied book; the old text must be there."""

    def change(path: str, old: str, new: str) -> Path:
        file = book / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file

    return change
