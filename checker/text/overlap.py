"""How long a run of words two texts share: who copies is no second independent outlet.

Speech is left out: two reporters who were both there quote the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from checker.text.tokens import IndexedText, is_word

COPIED: int = 25
"""So many words in a row, outside quotation marks, are not written twice by chance."""

Run = tuple[str, ...]


def shared_runs(texts: Mapping[str, IndexedText]) -> dict[tuple[str, str], int]:
    """The longest shared run of words of each pair of texts that share ``COPIED`` words or more."""
    words = {name: _narrated(text) for name, text in texts.items()}
    places: dict[Run, list[tuple[str, int]]] = {}
    for name in sorted(words):
        for at in range(len(words[name]) - COPIED + 1):
            run = tuple(words[name][at : at + COPIED])
            if "" not in run:
                places.setdefault(run, []).append((name, at))
    longest: dict[tuple[str, str], int] = {}
    for found in places.values():
        for (one, at), (other, there) in combinations(found, 2):
            if one == other or (
                at and there and words[one][at - 1] == words[other][there - 1] != ""
            ):
                continue  # within one text, or in the middle of a run that began before
            pair = (one, other)
            longest[pair] = max(longest.get(pair, 0), _length(words[one], at, words[other], there))
    return longest


def _length(one: list[str], at: int, other: list[str], there: int) -> int:
    """How far two texts go on alike."""
    length = COPIED
    while (
        at + length < len(one)
        and there + length < len(other)
        and one[at + length] == other[there + length] != ""  # a gap is like nothing
    ):
        length += 1
    return length


def _narrated(text: IndexedText) -> list[str]:
    """The words outside quotation marks, case-folded; an empty one for each stretch of speech."""
    words: list[str] = []
    speech = False
    for at, item in enumerate(text.tokens.texts):
        start = text.tokens.starts[at]
        if at and text.text.count("\n", text.tokens.ends[at - 1], start):
            speech = False  # a mark that was never closed ends with its paragraph
        if item == '"':
            raw = text.text[start]
            opens = raw in "“„«" or (raw == '"' and not speech)
            if opens and not speech:
                words.append("")
            speech = opens
        elif not speech and is_word(item):
            words.append(item.casefold())
    return words
