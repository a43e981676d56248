"""Why a use case could not run at all."""

from __future__ import annotations

from collections.abc import Iterable


class UsageError(Exception):
    """The command could not run. The message says why, and what to do; nothing was checked."""


def unknown(what: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a name that does not exist, with the nearest names that do.

    The message begins with ``what``, as in “the book has no claim “brigde””.
    """
    import difflib  # only needed when something went wrong

    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"; did you mean {_either(close)}?" if close else ""
    shown = name if name.isprintable() else name.encode("unicode_escape").decode()
    return UsageError(f"{what} “{shown}”{hint}")


def _either(names: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
