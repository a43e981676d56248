"""``checker init``."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.usecases.init import NewBook


_DESCRIPTION: Final = """\
Start a new claim book that checks without errors: an example claim with its source, schemas for
editors, an archive folder that git ignores, a CI workflow for GitHub, and settings for VS Code and
pre-commit.

Existing files are never overwritten. If a file is in the way, nothing is written at all.
"""

_EPILOG: Final = """\
examples:
  checker init budget --title "The budget of 2027" --time-zone Europe/Stockholm
  checker init --keep             in a repository that already has a README

exit status:
  0  done
  2  something is in the way, or the command could not run
"""

_NEXT_STEPS: Final = (
    ("checker check", "check the book"),
    ("checker explain example-files", "see why the example has its verdict"),
    ("checker intake ARTICLE --archive archive", "add a source of your own, with draft claims"),
    ("checker prove --archive archive", "prove the quotes of new claims"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    folder = parser.add_argument(
        "folder",
        nargs="?",
        default=".",
        metavar="DIR",
        help="folder of the new repository (default: the current folder)",
    )
    folder.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]
    parser.add_argument(
        "--title",
        default="A new claim book",
        metavar="TEXT",
        help="title of the book (default: A new claim book)",
    )
    parser.add_argument(
        "--time-zone",
        default="UTC",
        metavar="ZONE",
        help="time zone of its dates and times, such as Europe/Stockholm (default: UTC)",
    )
    parser.add_argument(
        "--install",
        default="",
        metavar="WHAT",
        help="what pip installs the tool from in CI (default: the git commit that this tool was "
        "installed from, if any; else a wheel in tools/, which you have to make)",
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep an existing README and existing settings for git, editors and pre-commit",
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
        print(clean(f"kept {folder / path}"))
    lines = [
        *_repository_advice(folder, done),
        "\nThe book has no errors. Next steps:",
        *_next_steps(folder),
        "claims/README.md explains how to record a claim.",
        *_install_advice(folder, done),
    ]
    print(clean("\n".join(lines)))
    return 0


def _next_steps(folder: Path) -> list[str]:
    enter = []
    # The other commands look for the book in the current folder.
    if folder.resolve() != Path.cwd():
        enter = [f"  cd {_quoted(os.path.relpath(folder))}"]
    width = max(len(command) for command, _ in _NEXT_STEPS)
    return [*enter, *(f"  {command:{width}}  {what}" for command, what in _NEXT_STEPS)]


def _repository_advice(folder: Path, done: NewBook) -> list[str]:
    """What to do if the folder is not the top of its repository.

    GitHub and pre-commit only read files at the top.
    """
    if done.repository is None:
        return []
    below = folder.resolve().relative_to(done.repository).as_posix()
    return [
        f"\nThis book is inside the repository {done.repository}.",
        "GitHub and pre-commit only read files at its top.",
        *_workflow_advice(below, done),
        _hook_advice(below, done),
    ]


def _workflow_advice(below: str, done: NewBook) -> list[str]:
    from checker.usecases.init import ACTION, BOOK, WORKFLOW

    book = f"{below}/{BOOK}"
    if WORKFLOW not in done.left_out:
        return [
            "Move the folder .github to the top, and add to its workflow, beside “install”:",
            f"          book: {_yaml(book)}",
        ]
    artifact = f"claims-report-{below.replace('/', '-')}"
    return [
        "The action is already there, so no workflow was written. In the workflow of the",
        "repository, copy the job of the other book, rename it, and make this its last step:",
        f"      - uses: ./{ACTION}",
        "        with:",
        f"          book: {_yaml(book)}",
        f"          artifact: {_yaml(artifact)}",
        f"          install: {_yaml(done.install)}",
    ]


def _hook_advice(below: str, done: NewBook) -> str:
    from checker.usecases.init import BOOK, HOOKS

    command = f"checker check {_quoted(f'{below}/{BOOK}')}"
    if HOOKS in done.left_out:
        return f"Add a hook to its {HOOKS}, with the entry “{command}” and the files “^{below}/”."
    return f"Move {HOOKS} to the top, with the entry “{command}” and the files “^{below}/”."


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _install_advice(folder: Path, done: NewBook) -> list[str]:
    """Where CI installs the tool from, and what has to be done so that it can."""
    is_wheel_here = done.install.endswith(".whl") and "://" not in done.install
    top = done.repository or folder
    if not is_wheel_here or (top / done.install).is_file():
        return [f"CI installs the tool from {done.install}."]
    wheels = str(Path(done.install).parent)
    return [
        f"CI installs the tool from {done.install}.",
        "Make this wheel at the top of the repository, and commit it:",
        f"  pip wheel --no-deps --wheel-dir {_quoted(wheels)} {_checkout()}",
    ]


def _checkout() -> str:
    """The checkout that the tool runs from, or a placeholder for it."""
    folder = Path(__file__).resolve().parents[2]
    return _quoted(str(folder)) if (folder / "pyproject.toml").is_file() else "CHECKOUT-OF-THE-TOOL"


def _quoted(path: str) -> str:
    import shlex

    return shlex.quote(path)
