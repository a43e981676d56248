"""``checker init``."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.usecases.init import NewBook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    folder = parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar="DIR",
        help="where the book begins (default: here)",
    )
    folder.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]
    parser.add_argument(
        "--title", default="A new claim book", metavar="TEXT", help="what the book is about"
    )
    parser.add_argument(
        "--time-zone",
        default="UTC",
        metavar="ZONE",
        help="zone of its days and hours (default: UTC)",
    )
    parser.add_argument(
        "--install",
        default="",
        metavar="WHAT",
        help="what CI installs the tool from, as pip takes it (default: the commit that it was installed from, or "
        "else a wheel in tools/, which you make)",
    )
    parser.add_argument(
        "--keep", action="store_true", help="leave a README, git and editor settings that are there"
    )
    parser.epilog = (
        "Writes claims/ with an example, schemas/, an archive/ for texts that git ignores, a workflow with its action\n"
        "for GitHub, settings for VS Code and pre-commit. Nothing that is there is overwritten: if any of it is,\n"
        "nothing is written at all.\n"
        "examples:\n"
        '  checker init budget --title "The budget of 2027" --time-zone Europe/Stockholm\n'
        "  checker init --keep             in a repository that has a README already\n"
        "exit status: 0 done; 2 something is in the way, or could not run"
    )


def run(options: argparse.Namespace) -> int:
    """Writes the new book, lists its files, and says what to do next."""
    from checker.render.terminal import clean
    from checker.usecases.init import create_book

    folder = Path(options.folder)
    done = create_book(
        folder,
        title=options.title,
        time_zone=options.time_zone,
        keep=options.keep,
        install=options.install,
    )
    for path in done.written:
        print(clean(f"wrote {folder / path}"))
    for path in done.kept:
        print(clean(f"kept {folder / path}, as it was there"))
    lines = [*_of_the_repository(folder, done), "\nThe book checks green. Next:"]
    if folder.resolve() != Path.cwd():
        lines.append(f"  cd {_quoted(os.path.relpath(folder))}")
    lines += [
        "  checker check                                  what a check says",
        "  checker explain example-files                  the story of the example",
        "  checker intake ARTICLE --archive archive       a source of your own, and drafts of its claims",
        "  checker prove --archive archive                prove the quotes of new claims",
        "claims/README.md says how to record a claim.",
        *_of_the_tool(folder, done),
    ]
    print(clean("\n".join(lines)))
    return 0


def _of_the_repository(folder: Path, done: NewBook) -> list[str]:
    """What is to be done below the top of a repository, where GitHub and pre-commit look for nothing."""
    from checker.usecases.init import ACTION, BOOK, HOOKS, WORKFLOW

    if done.repository is None:
        return []
    below = folder.resolve().relative_to(done.repository).as_posix()
    lines = [
        f"\n{folder} is within the repository {done.repository}: GitHub and pre-commit read files at its top alone."
    ]
    if WORKFLOW in done.left_out:
        lines += [
            "It has the action there already, so none was written here. Add a job like that of the other book to its",
            "workflow, with a name of its own and this last step:",
            f"      - uses: ./{ACTION}",
            "        with:",
            f"          book: {json.dumps(f'{below}/{BOOK}', ensure_ascii=False)}",
            f"          artifact: {json.dumps('claims-report-' + below.replace('/', '-'), ensure_ascii=False)}",
            f"          install: {json.dumps(done.install, ensure_ascii=False)}",
        ]
    else:
        lines.append(
            f"Move .github there, and add to the workflow, beside install: book: {below}/{BOOK}"
        )
    how = f"To its {HOOKS}, add" if HOOKS in done.left_out else f"Move {HOOKS} there, with"
    return [
        *lines,
        f"{how} a hook of the entry “checker check {_quoted(f'{below}/{BOOK}')}” for files “^{below}/”.",
    ]


def _of_the_tool(folder: Path, done: NewBook) -> list[str]:
    """How CI comes by the tool, if something is to be done for it."""
    if not done.install.endswith(".whl") or "://" in done.install:
        return [f"CI installs the tool from {done.install}."]
    top = done.repository or folder
    if (top / done.install).is_file():
        return [f"CI installs the tool from {done.install}."]
    wheels = str(Path(done.install).parent)
    return [
        f"CI installs the tool from {done.install}, a wheel that you make and commit, at the top of the repository:",
        f"  pip wheel --no-deps --wheel-dir {_quoted(wheels)} {_checkout()}",
    ]


def _checkout() -> str:
    """The checkout that this runs from, or a word for it."""
    folder = Path(__file__).resolve().parents[2]
    return _quoted(str(folder)) if (folder / "pyproject.toml").is_file() else "CHECKOUT-OF-THE-TOOL"


def _quoted(path: str) -> str:
    import shlex

    return shlex.quote(path)
