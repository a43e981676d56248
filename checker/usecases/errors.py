"""Why a use case could not run at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


class UsageError(Exception):
    """The command could not run. The message says why, and what to do; nothing was checked."""


def unknown(what: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a name that does not exist, with similar names, or all if there are few.

    The message begins with ``what``, as in “the book has no claim “brigde””.
    """
    import difflib  # only needed when something went wrong

    names = list(dict.fromkeys(known))
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    hint = ""
    if close:
        hint = f"; did you mean {_either(close)}?"
    elif 0 < len(names) <= _FEW:
        hint = f"; choose one of {', '.join(names)}"
    shown = name if name.isprintable() else name.encode("unicode_escape").decode()
    return UsageError(f"{what} “{shown}”{hint}")


_FEW: Final = 12
"""Most names that are all listed."""


def _either(names: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
