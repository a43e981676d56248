"""Why a use case could not run at all."""

from __future__ import annotations

from collections.abc import Iterable


class UsageError(Exception):
    """Not a finding: nothing was checked. The message says why, and what to do."""


def unknown(what: str, name: str, known: Iterable[str]) -> UsageError:
    """That there is no such name, as in “{what} “{name}””, with the nearest of those that there are."""
    import difflib  # where something went wrong alone

    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    shown = name if name.isprintable() else name.encode("unicode_escape").decode()
    return UsageError(f"{what} “{shown}”{hint}")
