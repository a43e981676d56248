"""``checker review``."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.cli import common

if TYPE_CHECKING:
    from checker.usecases.review import ReviewSession, SavedReview

_ACTS: Final = {
    "list": "claims by where their review stands",
    "show": "a claim beside its evidence, its grade, its thread, and whether you may approve it",
    "next": "show the next claim that waits for you",
    "approve": "put your name to it that the quotes support the claim as worded",
    "return": "give a claim back to its researcher, with the reason",
    "assign": "ask an editor to read a claim; a draft comes into review by it",
}
_STATES: Final = ("draft", "in-review", "approved", "returned", "lapsed", "grade-moved")

_EPILOG: Final = """\
A claim is a draft, in review, approved, or returned. An approval binds the claim, its evidence and the texts
that it quotes: it lapses when one of them changes, and asks for a fresh look when the grade moves for another
reason. Nobody approves what they recorded or edited last: who you are, git says. What is decided is
written into the review block of the claim's file, and nothing else of the file changes; commit it under your
own name.
examples:
  checker review next                                  what waits for me
  checker review show beams-cracked
  checker review approve beams-cracked --seen 3f2a9c014b7d
  checker review return beams-cracked --note "The second quote speaks of the final results."
  checker review assign beams-cracked "Ed Itor <ed@desk.example>"
  checker review list --state lapsed
exit status: 0 done; 2 refused, or could not run
"""

_HELP: Final = {
    "list": "What changed in a lapsed one, and why a grade moved, is told by “checker review show”.",
    "show": "The last lines say whether you may approve it, and with which words.",
    "next": "First what is assigned to you, then what is assigned to nobody: in review, lapsed, or with a grade that\n"
    "moved. What you recorded or edited last is passed over.",
    "approve": "One claim at a time, for it has to be read. --seen is the token that “checker review show” prints;\n"
    "it says what was read. On a terminal it may be left out: the claim is shown, and you are asked.\n"
    "Refused, with the reason: quotes that are not proven, errors, your own claim, changes that are not committed, a\n"
    "file that changed since.",
    "return": "From in-review, or from approved, which takes the approval back.",
    "assign": "Name and address as git has them.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments: a subcommand an act."""
    parser.epilog = _EPILOG
    acts = parser.add_subparsers(dest="act", metavar="ACT", title="acts", required=True)
    for name, text in _ACTS.items():
        act = acts.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=_HELP[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == "list":
            _add_list(act)
        elif name != "next":
            act.add_argument("id", metavar="ID", help="the claim")
        if name == "approve":
            act.add_argument("--seen", metavar="TOKEN", help="what “checker review show” printed")
        if name == "assign":
            act.add_argument("editor", metavar="EDITOR", help="“Name <email>”")
        if name in ("approve", "return"):
            wanted = (
                "a remark for the thread" if name == "approve" else "the reason: what is to be done"
            )
            act.add_argument("--note", metavar="TEXT", default="", help=f"{wanted}, on one line")
        act.add_argument(
            "--book",
            default="claims",
            metavar="PATH",
            help="folder of the claim book (default: claims)",
        )
        common.add_archive(act)


def _add_list(act: argparse.ArgumentParser) -> None:
    path = act.add_argument(
        "path", nargs="?", metavar="PATH", help="folder of the book (default: --book)"
    )
    path.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]
    act.add_argument("--state", choices=_STATES, default="", help="only these")
    act.add_argument("--topic", default="", help="only claims of this topic")
    act.add_argument(
        "--assigned",
        default="",
        metavar="NAME",
        help="only those assigned to somebody of this name",
    )


def run(options: argparse.Namespace) -> int:
    """Shows, or writes down what was decided."""
    from checker.render import review as render
    from checker.render.terminal import clean
    from checker.usecases import open_archive
    from checker.usecases.review import ReviewSession

    folder = Path(getattr(options, "path", None) or options.book)
    desk = ReviewSession(folder, open_archive(common.archive_folder(options)))
    width = common.width(sys.stdout)
    beside = "" if options.book == "claims" else f" --book {shlex.quote(options.book)}"
    if options.act == "list":
        print(
            render.listing(
                desk.report, desk.listed(options.state, options.topic, options.assigned)
            ),
            end="",
        )
    elif options.act == "show":
        print(render.show(desk.view(desk.claim(options.id)), width, beside), end="")
    elif options.act == "next":
        view = desk.following()
        print(render.show(view, width, beside) if view else "No claim waits for you.\n", end="")
    else:
        done = _decide(desk, options)
        if done is None:
            print("Nothing was written.")
            return 0
        print(
            f"{clean(done.words)}\nwrote {os.path.relpath(done.path)}; commit it under your own name"
        )
    return 0


def _decide(desk: ReviewSession, options: argparse.Namespace) -> SavedReview | None:
    """Writes what was decided; None if the editor said no."""
    if options.act == "assign":
        return desk.assign(options.id, options.editor)
    if options.act == "return":
        return desk.give_back(options.id, options.note, _now())
    seen = options.seen or _asked(desk, options.id)
    return desk.approve(options.id, seen, options.note, _now()) if seen else None


def _asked(desk: ReviewSession, name: str) -> str:
    """The token, if the editor reads the claim here and says yes; raises ``UsageError`` off a terminal."""
    from checker.render import review as render
    from checker.usecases import UsageError

    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            f"read it first: “checker review show {name}” prints the line that approves it, with --seen"
        )
    view = desk.view(desk.claim(name))
    print(render.show(view, common.width(sys.stdout)))
    if view.refusals:
        raise UsageError(f"{name} cannot be approved: see above")
    try:
        answer = input(
            f"Do the quotes support the claim as worded? Approve it as {view.grade}? [y/N] "
        )
    except EOFError:
        answer = ""
    return view.token if answer.strip().lower() in ("y", "yes") else ""


def _now() -> str:
    """The time, or SOURCE_DATE_EPOCH; raises ``UsageError`` if that is no time."""
    return (common.given_time() or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
