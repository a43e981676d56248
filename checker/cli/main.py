"""The ``checker`` command: finds the subcommand, imports only its module, and runs it."""

from __future__ import annotations

import argparse
import gc
import sys
from importlib import import_module
from typing import Final

from checker import __version__

COMMANDS: Final = {
    "check": "findings, grades and conflicts of a claim book",
    "report": "write the reports: Markdown, HTML, JSON",
    "diff": "what a change does to grades, conflicts and findings, and why",
    "ci": "all that a CI job wants: annotations, SARIF, summary, comment, reports",
    "explain": "the story of a claim, source, entity, rule, or kind of finding",
    "intake": "a source record and draft claims from a text, a page or a PDF",
    "coverage": "sentence by sentence, what of each text is covered, waived, or open",
    "waive": "say why sentences or figures of a text need no claim",
    "review": "what waits for an editor: show it, approve it, return it",
    "baseline": "write down the findings of today, so that only new ones count",
    "prove": "read every quote in the archived texts, and write receipts",
    "init": "a new claim book with an example, a CI workflow and editor settings",
}

_EPILOG: Final = """\
examples:
  checker check                      the book in ./claims
  checker check path/to/claims --fail-on warning
  checker explain quote-altered      what a finding means and how to fix it
  checker prove --archive ../texts   prove the quotes where the texts are
  checker report                     write reports/report.md, .html and .json

exit status: 0 nothing found at or above --fail-on; 1 something found; 2 could not run
tab completion: checker --print-completion bash  (or zsh, tcsh)
"""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser; with ``only``, the arguments of one command alone are filled in."""
    parser = argparse.ArgumentParser(
        prog="checker",
        description="Checks a claim book: proves its quotes, grades its claims by written rules, writes reports.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"checker {__version__}")
    parser.add_argument(
        "--print-completion",
        choices=("bash", "zsh", "tcsh"),
        help="print the tab completion of a shell, and exit",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, text in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if only in (None, name):
            import_module(f"checker.cli.{name}").add_arguments(command)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Runs a command; returns its exit status."""
    try:
        return _main(argv)
    except KeyboardInterrupt:
        print("checker: stopped; nothing was left half written", file=sys.stderr)
        return 130


def _main(argv: list[str] | None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if any(argument.startswith("--print-completion") for argument in arguments):
        parser = build_parser()
    else:
        parser = build_parser(next((item for item in arguments if item in COMMANDS), "none"))
    options = parser.parse_args(arguments)
    if options.print_completion:
        import shtab

        print(shtab.complete(parser, options.print_completion))
        return 0
    if options.command is None:
        parser.print_help()
        return 2
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from checker.usecases.errors import UsageError

    if sys.stdout is None:  # closed by the caller
        print("checker: the standard output is closed", file=sys.stderr)
        return 2
    # A book is a few objects for each line of it, and all of them live until the end: collecting
    # garbage costs half of the time of a large book, and finds none.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = import_module(f"checker.cli.{options.command}").run(options)
        sys.stdout.flush()
    except UsageError as problem:
        from checker.render.terminal import (
            clean,  # with what it brings, where something went wrong alone
        )

        print(f"checker: {clean(str(problem))}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        _discard_output()
        return 141
    except OSError as error:  # what commands read and write themselves, they answer for
        print(f"checker: the output cannot be written: {error.strerror}", file=sys.stderr)
        _discard_output()
        return 2
    return status


def _discard_output() -> None:
    """Nothing more is written, at exit neither."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
