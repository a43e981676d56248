"""How long the scripts of the CI action take: for this repository, and for one changed claim in a
book of 10,000.

    python tests/benchmarks/action.py [CLAIMS]

runs ``changes.sh``, ``install.sh`` and ``check.sh`` as the action does, in a fresh clone with a
change of one claim, twice, and prints the second run: then pip has its wheels. ``checker ci``
without a base is measured beside them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / ".github" / "actions" / "check-claims"


def git(folder: Path, *arguments: str) -> str:
    """What a git command prints."""
    people = (
        "-c",
        "user.name=Bench",
        "-c",
        "user.email=bench@desk.example",
        "-c",
        "commit.gpgsign=false",
    )
    done = subprocess.run(
        ["git", *people, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def script(name: str, folder: Path, variables: dict[str, str]) -> tuple[float, dict[str, str]]:
    """Seconds that a script of the action takes, and what it puts into ``GITHUB_OUTPUT``."""
    output = folder.parent / f"{name}.output"
    output.write_text("", encoding="utf-8")
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md")}
    begin = time.perf_counter()
    subprocess.run(
        ["bash", str(SCRIPTS / name)],
        cwd=folder,
        env={**os.environ, **files, **variables},
        check=True,
        capture_output=True,
    )
    took = time.perf_counter() - begin
    pairs = (line.partition("=") for line in output.read_text(encoding="utf-8").splitlines())
    return took, {key: value for key, _, value in pairs}


def job(folder: Path, base: str) -> dict[str, float]:
    """Seconds of each script."""
    event = {
        "EVENT": "push",
        "PUSH_BEFORE": base,
        "BOOK": "claims",
        "INSTALL": str(ROOT),
        "PYTHON": sys.executable,
    }
    seconds: dict[str, float] = {}
    seconds["changes.sh"], found = script("changes.sh", folder, event)
    tool = {"TOOL": f"{found['out']}.tool", "OUT": found["out"], "BASE": found["base"]}
    seconds["install.sh"], _ = script("install.sh", folder, event | tool)
    seconds["check.sh"], status = script("check.sh", folder, event | tool)
    assert found["changed"] == "true", "the claim that was changed is a change"
    assert status["status"] in "01", "the check ran"
    whole = {**tool, "BASE": "", "OUT": f"{found['out']}.whole"}
    seconds["check.sh without a base"], _ = script("check.sh", folder, event | whole)
    for name in (found["out"], tool["TOOL"], whole["OUT"]):
        shutil.rmtree(name, ignore_errors=True)
    return seconds


def changed(folder: Path, book: Path) -> str:
    """A repository with a book, and one claim of it changed; the commit before."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copytree(book, folder / "claims")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Begin")
    base = git(folder, "rev-parse", "HEAD")
    claim = min(
        path
        for path in (folder / "claims").glob("*/*.yaml")
        if path.parent.name not in ("sources", "rules")
    )
    text = claim.read_text(encoding="utf-8")
    claim.write_text(
        text.replace("statement: ", "ask: The outlets.\nstatement: ", 1), encoding="utf-8"
    )
    git(folder, "commit", "--quiet", "--all", "-m", "Ask")
    return base


def main() -> None:
    """Measures and prints."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        subprocess.run(
            [
                sys.executable,
                str(Path(__file__).with_name("books.py")),
                str(place / "made"),
                str(claims),
            ],
            check=True,
        )
        checker = Path(sys.executable).with_name("checker")
        prove = [
            str(checker),
            "prove",
            str(place / "made" / "claims"),
            "--archive",
            str(place / "made" / "texts"),
        ]
        subprocess.run(prove, check=True, capture_output=True)
        for title, book in (
            ("this repository", ROOT / "claims"),
            (f"{claims:,} claims", place / "made" / "claims"),
        ):
            folder = place / title.split()[0].replace(",", "")
            base = changed(folder, book)
            job(folder, base)
            seconds = job(folder, base)
            total = sum(value for key, value in seconds.items() if "without" not in key)
            shown = ", ".join(f"{key} {value:.1f}" for key, value in seconds.items())
            print(f"{title}: {total:.1f} s ({shown})", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
