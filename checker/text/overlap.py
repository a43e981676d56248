"""How long a run of words two texts share: an outlet that copies is not an independent outlet.

Speech is left out, because two reporters who were both there quote the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from checker.text.tokens import IndexedText, is_word

COPIED: int = 25
"""Nobody writes this many words in a row twice by chance, outside quotation marks."""

Run = tuple[str, ...]


def shared_runs(texts: Mapping[str, IndexedText]) -> dict[tuple[str, str], int]:
    """The longest shared run of words of each pair of texts that share ``COPIED`` words or more."""
    words = {name: _narrated(text) for name, text in texts.items()}
    longest: dict[tuple[str, str], int] = {}
    for places in _runs(words).values():
        for (one, at), (other, there) in combinations(places, 2):
            # Within one text nothing is copied, and a run that began before is measured from there.
            if one == other or _began_before(words[one], at, words[other], there):
                continue
            length = _length(words[one], at, words[other], there)
            longest[one, other] = max(longest.get((one, other), 0), length)
    return longest


def _runs(words: Mapping[str, list[str]]) -> dict[Run, list[tuple[str, int]]]:
    """Where each run of ``COPIED`` words begins: text and index, the texts by name."""
    places: dict[Run, list[tuple[str, int]]] = {}
    for name in sorted(words):
        for at in range(len(words[name]) - COPIED + 1):
            run = tuple(words[name][at : at + COPIED])
            if "" not in run:
                places.setdefault(run, []).append((name, at))
    return places


def _began_before(one: list[str], at: int, other: list[str], there: int) -> bool:
    """Whether the words before two alike runs are alike, too; a gap is like nothing."""
    return bool(at and there) and one[at - 1] == other[there - 1] != ""


def _length(one: list[str], at: int, other: list[str], there: int) -> int:
    """How many words two texts have in common from two places on."""
    length = COPIED
    while (
        at + length < len(one)
        and there + length < len(other)
        and one[at + length] == other[there + length] != ""  # a gap is like nothing
    ):
        length += 1
    return length


def _narrated(text: IndexedText) -> list[str]:
    """The words outside quotation marks, case-folded; an empty one for each quotation."""
    words: list[str] = []
    speech = False
    for at, item in enumerate(text.tokens.texts):
        # A mark that was never closed ends with its paragraph.
        speech = speech and not _begins_line(text, at)
        if item == '"':
            opens = _opens(text.text[text.tokens.starts[at]], speech=speech)
            if opens and not speech:
                words.append("")
            speech = opens
        elif not speech and is_word(item):
            words.append(item.casefold())
    return words


def _begins_line(text: IndexedText, at: int) -> bool:
    """Whether a line ends before a token."""
    return at > 0 and "\n" in text.text[text.tokens.ends[at - 1] : text.tokens.starts[at]]


def _opens(mark: str, *, speech: bool) -> bool:
    """Whether a quotation mark begins speech."""
    return mark in "“„«" or (mark == '"' and not speech)
