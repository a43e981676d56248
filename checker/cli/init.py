"""``checker init``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    folder = parser.add_argument(
        "folder", nargs="?", default=".", metavar="DIR", help="where the book begins (default: here)"
    )
    folder.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]
    parser.add_argument("--title", default="A new claim book", metavar="TEXT", help="what the book is about")
    parser.add_argument("--time-zone", default="UTC", metavar="ZONE", help="zone of its days and hours (default: UTC)")
    parser.add_argument("--keep", action="store_true", help="leave a README, git and editor settings that are there")
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
    from checker.usecases.init import begin

    folder = Path(options.folder)
    done = begin(folder, title=options.title, time_zone=options.time_zone, keep=options.keep)
    for path in done.written:
        print(clean(f"wrote {folder / path}"))
    for path in done.kept:
        print(clean(f"kept {folder / path}, as it was there"))
    if done.repository is not None:
        print(
            clean(
                f"\n{folder} is within the repository {done.repository}: GitHub reads workflows at its top alone.\n"
                "Move .github there, and name the folder of the book in the workflow (book: …)."
            )
        )
    lines = ["\nThe book checks green. Next:"]
    if folder.resolve() != Path.cwd():
        lines.append(f"  cd {_quoted(os.path.relpath(folder))}")
    lines += [
        "  checker check                                  what a check says",
        "  checker explain example-files                  the story of the example",
        "  checker intake ARTICLE --archive archive       a source of your own, and drafts of its claims",
        "  checker prove --archive archive                prove the quotes of new claims",
        "claims/README.md says how to record a claim, .github/workflows/claims.yml where CI gets the tool from.",
    ]
    print(clean("\n".join(lines)))
    return 0


def _quoted(path: str) -> str:
    import shlex

    return shlex.quote(path)
