"""The ``checker`` command: finds the subcommand, imports only its module, and runs it."""

from __future__ import annotations

import argparse
import gc
import sys
from importlib import import_module
from typing import Final

from checker import __version__

COMMANDS: Final = {
    "check": "check a claim book: findings, verdicts, conflicts",
    "report": "write reports to read, to print, and for other programs",
    "explain": "explain a claim, source, entity, rule, or kind of finding",
    "diff": "show what a change does to verdicts, conflicts and findings",
    "review": "review claims: list, show, approve, return, assign",
    "prove": "find every quote in the archived texts, and write receipts",
    "intake": "add a text, web page or PDF as a source, with draft claims",
    "coverage": "show which sentences of the sources have claims",
    "waive": "record why a sentence or figure needs no claim",
    "baseline": "record the current findings, so that only new ones count",
    "ci": "check a change in CI: annotations, summary, comment, reports",
    "init": "start a new claim book with an example, CI and editor settings",
}

_DESCRIPTION: Final = """\
Check a claim book: prove its quotes, grade its claims by written rules, find what cannot all be
true, and write reports. A claim book is a folder of YAML files, one for each claim.
"""

_EPILOG: Final = """\
examples:
  checker check                      check the book in the folder claims
  checker explain quote-altered      what a kind of finding means, and how to fix it
  checker review next                show an editor the next claim to review
  checker diff main                  what this branch changes
  checker report                     write the reports into the folder reports

“checker COMMAND --help” explains a command, its options and its exit status.

Tab completion: checker --print-completion bash (or zsh, tcsh) prints a script for your shell.
"""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser; with ``only``, just the arguments of that command are added."""
    parser = argparse.ArgumentParser(
        prog="checker",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"checker {__version__}")
    parser.add_argument(
        "--print-completion",
        choices=("bash", "zsh", "tcsh"),
        help="print a tab completion script for a shell, and exit",
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
        print("checker: interrupted; no file was left half written", file=sys.stderr)
        return 130


def _main(argv: list[str] | None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    # Completion needs the arguments of every command; anything else only those of its own.
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
        # Nothing was done, which is not success.
        parser.print_help()
        return 2
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from checker.usecases.errors import UsageError

    if sys.stdout is None:  # closed by the caller
        print("checker: the standard output is closed", file=sys.stderr)
        return 2
    # A book is a few objects a line, and all of them are needed until the end. Looking for garbage
    # would take half of the time of a large book, and would find none.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = import_module(f"checker.cli.{options.command}").run(options)
        sys.stdout.flush()
    except UsageError as problem:
        from checker.render.terminal import clean  # slow to import, and only needed for errors

        print(f"checker: {clean(str(problem))}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of the pipe, such as head, has stopped reading
        _discard_output()
        return 141
    except OSError as error:  # commands report problems with files themselves; this is the output
        print(f"checker: the output cannot be written: {error.strerror}", file=sys.stderr)
        _discard_output()
        return 2
    return status


def _discard_output() -> None:
    """Sends the rest of the output nowhere, so that closing it at exit raises nothing."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
