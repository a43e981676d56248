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

_NOTHING_TO_REVIEW: Final = """\
No claim needs your review. Claims that you recorded or last edited are for somebody else.
"""

_STATES: Final = ("draft", "in-review", "approved", "returned", "lapsed", "grade-moved")

_DESCRIPTION: Final = """\
Review claims: see which need an editor, read one beside its evidence, approve it or return it.

A claim is a draft, in review, approved, or returned. Approving says that the quotes support the
claim as worded. The approval lapses when the claim, its evidence or a quoted text changes, and the
claim needs another look when its verdict changes for another reason. Whoever recorded or last
edited a claim cannot approve it; git knows who that is.

A decision is written into the claim's file, and nothing else in the file changes. Commit it under
your own name.
"""

_EPILOG: Final = """\
examples:
  checker review next
  checker review show beams-cracked
  checker review approve beams-cracked --seen 3f2a9c014b7d
  checker review return beams-cracked --note "The second quote is about the final results."
  checker review assign beams-cracked "Ed Itor <ed@desk.example>"
  checker review list --state lapsed

“checker review ACT --help” explains one of them.

exit status:
  0  done
  2  refused, with the reason, or the command could not run
"""

_ACTS: Final = {
    "list": (
        "list claims by the state of their review",
        """\
“checker review show” says what changed since an approval lapsed, and why a verdict changed.
""",
    ),
    "show": (
        "show a claim with its evidence, verdict and review thread",
        """\
The last lines say whether you may approve the claim, and with which command.
""",
    ),
    "next": (
        "show the next claim that needs your review",
        """\
Claims assigned to you come first, then those assigned to nobody: in review, lapsed, or with a
verdict that changed. Claims that you recorded or last edited are left out.
""",
    ),
    "approve": (
        "approve a claim: its quotes support it as worded",
        """\
--seen takes the token that “checker review show” prints; it proves which version you read. On a
terminal you can leave it out: the claim is shown, and you are asked to confirm.

An approval is refused if a quote is not proven, if the claim has an error, if you recorded or last
edited the claim, if its changes are not committed, or if it changed since you read it.
""",
    ),
    "return": (
        "return a claim to its researcher, with the reason",
        """\
You can return claims that are in review. Returning an approved claim withdraws the approval.
""",
    ),
    "assign": (
        "ask an editor to review a claim",
        """\
Write the name and address as git has them. Assigning a draft puts it in review.
""",
    ),
}
"""For each act: its line in the list, and what its own help adds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments: a subcommand for each act."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    acts = parser.add_subparsers(dest="act", metavar="ACT", title="acts", required=True)
    for name, (summary, details) in _ACTS.items():
        act = acts.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.\n\n{details}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == "list":
            _add_list(act)
        elif name != "next":
            act.add_argument("id", metavar="ID", help="id of the claim")
        if name in _ADD_MORE:
            _ADD_MORE[name](act)
        common.add_book_option(act)
        common.add_archive(act)


def _add_list(act: argparse.ArgumentParser) -> None:
    path = act.add_argument(
        "path", nargs="?", metavar="PATH", help="folder of the book (default: --book)"
    )
    path.complete = {"bash": "_shtab_compgen_dirs"}  # type: ignore[attr-defined]
    act.add_argument("--state", choices=_STATES, default="", help="only claims in this state")
    act.add_argument("--topic", default="", help="only claims of this topic")
    act.add_argument(
        "--assigned",
        default="",
        metavar="NAME",
        help="only claims assigned to an editor whose name or address contains this",
    )


def _add_approve(act: argparse.ArgumentParser) -> None:
    act.add_argument("--seen", metavar="TOKEN", help="the token that “checker review show” printed")
    act.add_argument(
        "--note", metavar="TEXT", default="", help="a remark for the thread, on one line"
    )


def _add_return(act: argparse.ArgumentParser) -> None:
    act.add_argument(
        "--note", metavar="TEXT", default="", help="what the researcher should do, on one line"
    )


def _add_assign(act: argparse.ArgumentParser) -> None:
    act.add_argument("editor", metavar="EDITOR", help="“Name <email>”")


_ADD_MORE: Final = {"approve": _add_approve, "return": _add_return, "assign": _add_assign}
"""The acts that take more than the id of a claim."""


def run(options: argparse.Namespace) -> int:
    """Shows claims, or records a decision."""
    from checker.usecases import open_archive
    from checker.usecases.review import ReviewSession

    folder = Path(getattr(options, "path", None) or options.book)
    session = ReviewSession(folder, open_archive(common.archive_folder(options)))
    if options.act in ("list", "show", "next"):
        print(_shown(session, options), end="")
        return 0
    saved = _decide(session, options)
    if saved is None:
        print("Nothing was written.")
        return 0
    from checker.render.terminal import clean

    print(clean(saved.words))
    print(f"wrote {os.path.relpath(saved.path)}; commit it under your own name")
    return 0


def _shown(session: ReviewSession, options: argparse.Namespace) -> str:
    """The text that an act which changes nothing prints."""
    from checker.render import review as render

    if options.act == "list":
        listed = session.listed(options.state, options.topic, options.assigned)
        return render.listing(session.report, listed)
    if options.act == "show":
        view = session.view(session.claim(options.id))
    else:
        following = session.following()
        if following is None:
            return _NOTHING_TO_REVIEW
        view = following
    # The commands that the view suggests have to find the same book.
    book_option = "" if options.book == "claims" else f" --book {shlex.quote(options.book)}"
    return render.show(view, common.width(sys.stdout), book_option)


def _decide(session: ReviewSession, options: argparse.Namespace) -> SavedReview | None:
    """Records the decision; None if the editor answered no."""
    if options.act == "assign":
        return session.assign(options.id, options.editor)
    if options.act == "return":
        return session.give_back(options.id, options.note, _now())
    token = options.seen or _confirmed(session, options.id)
    return session.approve(options.id, token, options.note, _now()) if token else None


def _confirmed(session: ReviewSession, name: str) -> str:
    """Shows the claim and asks; the token if the answer is yes, else empty.

    Raises ``UsageError`` if there is no terminal to ask on, or the claim cannot be approved.
    """
    from checker.render import review as render
    from checker.usecases import UsageError

    claim = session.claim(name)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            f"read the claim first: “checker review show {name}” prints the command that approves "
            "it, with --seen"
        )
    view = session.view(claim)
    print(render.show(view, common.width(sys.stdout)))
    if view.refusals:
        raise UsageError(f"{name} cannot be approved, for the reasons above")
    try:
        question = "Do the quotes support the claim as worded?"
        answer = input(f"{question} Approve it as {view.grade}? [y/N] ")
    except EOFError:  # no answer is no approval
        answer = ""
    return view.token if answer.strip().lower() in ("y", "yes") else ""


def _now() -> str:
    """The time in SOURCE_DATE_EPOCH, else now. Raises ``UsageError`` if the variable is wrong."""
    return (common.given_time() or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
