"""Looking at a run of words without running over its edges."""

from __future__ import annotations

from collections.abc import Sequence


def word_at(words: Sequence[str], at: int) -> str:
    """The word at an index; nothing where there is none."""
    return words[at] if 0 <= at < len(words) else ""


def has_run(words: Sequence[str], at: int, *run: str) -> bool:
    """Whether these words begin at an index."""
    return at >= 0 and tuple(words[at : at + len(run)]) == run
