"""The page is valid HTML and CSS, says the Nu HTML Checker (the npm package vnu-jar, and Java)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checker.render import html
from checker.usecases import check_book


def complaints(page: Path) -> list[Any]:
    """Errors and warnings of the checker; VNU names its jar."""
    jar = os.environ.get("VNU", "")
    if not jar or shutil.which("java") is None:
        pytest.skip("the Nu HTML Checker is not at hand (VNU, the path of vnu.jar; Java)")
    done = subprocess.run(
        ["java", "-jar", jar, "--format", "json", str(page)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(done.stderr)["messages"]
    return [item["message"] for item in messages if item["type"] == "error"]


def test_the_report_is_valid(tmp_path: Path, root: Path) -> None:
    """The page on the repository's own book."""
    page = tmp_path / "report.html"
    page.write_text(html.render(check_book(root / "claims")), encoding="utf-8")
    assert complaints(page) == []


def test_an_invalid_page_is_refused(tmp_path: Path) -> None:
    """The checker can complain."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>x</title><p><table><b>x</table>", encoding="utf-8")
    assert complaints(page)
