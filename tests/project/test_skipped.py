"""``pytest --last-skipped`` runs what an earlier run had to skip; ``--no-skips`` forbids skips."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = """
from skipped import Skipped, add_options

def pytest_addoption(parser):
    add_options(parser)

def pytest_configure(config):
    config.pluginmanager.register(Skipped(config))
"""
TESTS = """
import os, pytest

@pytest.mark.parametrize("number", [1, 2])
def test_needs(number):
    if number == 2 and "AT_HAND" not in os.environ:
        pytest.skip("not at hand")

def test_other():
    pass

@pytest.mark.xfail
def test_expected_to_fail():
    assert False
"""
MODULE = """
import os, pytest

if "AT_HAND" not in os.environ:
    pytest.skip("not at hand", allow_module_level=True)

def test_within():
    pass
"""


@pytest.mark.parametrize(
    "processes", [(), ("-p", "xdist.plugin", "-n", "2")], ids=["one process", "two"]
)
def test_what_was_skipped_is_run_and_nothing_else(
    root: Path, tmp_path: Path, processes: tuple[str, ...]
) -> None:
    """Tests, and modules as a whole; then there is nothing left, which is no failure."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "test_module.py").write_text(MODULE)

    def run(*arguments: str, status: int = 0, **variables: str) -> str:
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "COV_"))
        }
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-v", "--rootdir=.", *processes, *arguments],
            cwd=tmp_path,
            env=clean
            | {"PYTHONPATH": str(root / "tests"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
            | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    assert "no run has left a record" in run("--last-skipped", status=4)
    forbidden = run("--no-skips", status=1)
    assert "skipped, which --no-skips forbids" in forbidden
    assert (
        "test_some.py::test_needs[2]\ntest_module.py" in forbidden
        or "test_module.py\n" in forbidden
    )
    assert "2 passed, 2 skipped, 1 xfailed" in run()
    out = run("--last-skipped", "--no-skips", AT_HAND="yes")
    assert "test_needs[2]" in out
    assert "test_within" in out
    assert "2 passed" in out
    assert not any(other in out for other in ("test_needs[1]", "test_other", "expected_to_fail"))
    assert " passed" not in run("--last-skipped", AT_HAND="yes")
