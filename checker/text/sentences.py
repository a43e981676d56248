"""Where the sentences of a text begin and end, in tokens.

sentencex cuts them, by the rules of the text's language. pysbd and syntok were tried as well: on
the texts of this project all three agree on most sentences; pysbd is slower and no longer
maintained, and syntok cuts at brackets and semicolons. Two things are decided here, because
sentencex cannot know them: which line breaks end a block, and which brackets nobody closes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import regex

from checker.text.tokens import IndexedText

_BLANK: Final = regex.compile(r"(\n(?:[^\S\n]*\n)+)")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "„": "“", "‹": "›"}
_CLOSING: Final = {closing: opening for opening, closing in _PAIRS.items() if closing not in _PAIRS}
_SHORT: Final = regex.compile(r"\b(?:[ap]\.m|Inc|Co|Corp|Ltd|Bros|Jr|Sr)\.\s*$")
_GOES_ON: Final = regex.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April)\b"
)
"""“At 5 p.m. Sunday that …”: a day does not begin a sentence behind such an abbreviation."""

_MARKS: Final = regex.compile(f"[{regex.escape(''.join(_PAIRS | _CLOSING))}]")
_WRAPPED_AT: Final = 50
"""Lines shorter than this are not a paragraph that an editor has wrapped."""


class Sentences:
    """The sentences of a text. A blank line ends one, and so does the end of a heading."""

    def __init__(self, text: IndexedText, language: str = "en") -> None:
        self._text = text
        self._language = language

    @cached_property
    def starts(self) -> list[int]:
        """The first token of each sentence, in order."""
        places, found = self._text.tokens.starts, [0]
        for at in self._boundaries():
            first = bisect_left(places, at)
            if found[-1] < first < len(places):
                found.append(first)
        return found

    @property
    def spans(self) -> list[tuple[int, int]]:
        """First token of each sentence, and the one behind its last; nothing of an empty text."""
        ends = [*self.starts[1:], len(self._text.tokens)]
        return [(start, end) for start, end in zip(self.starts, ends, strict=True) if end > start]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """All tokens of the sentences that the tokens ``start`` to ``end`` (exclusive) touch."""
        first = self.starts[bisect_right(self.starts, start) - 1]
        behind = bisect_right(self.starts, end - 1)
        return first, self.starts[behind] if behind < len(self.starts) else len(self._text.tokens)

    def _boundaries(self) -> Iterator[int]:
        """The code points at which sentences begin."""
        import sentencex

        for start, block in _blocks(self._text.text):
            for sentence in sentencex.get_sentence_boundaries(
                self._language, _without_lone_marks(block)
            ):
                at = sentence["start_index"]
                if not (
                    at and _GOES_ON.match(block, at) and _SHORT.search(block, max(0, at - 12), at)
                ):
                    yield start + at


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs and headings, each with its place.

    Blank lines separate them. A line that was not wrapped at a margin is a block of its own.
    """
    at = 0
    for block in _BLANK.split(text):
        lines = block.splitlines(keepends=True)
        if _wrapped([line.strip() for line in lines]):
            lines = [block.replace("\n", " ")]
        for line in lines:
            yield at, line
            at += len(line)


def _wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph, broken where it reached the margin."""
    longest = max(map(len, lines), default=0)
    return (
        len(lines) > 1
        and longest >= _WRAPPED_AT
        and all(len(line) >= 0.7 * longest for line in lines[:-1])
    )


def _without_lone_marks(text: str) -> str:
    """The text with spaces for brackets and quotation marks without a partner; just as long."""
    opened: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    lone: list[int] = []
    for match in _MARKS.finditer(text):
        character, at = match.group(), match.start()
        if character in _PAIRS:
            opened.append((character, at))
            counts[character] += 1
        else:
            if not counts[_CLOSING[character]]:
                lone.append(at)
                continue
            inner = ""
            while inner != _CLOSING[character]:
                inner, place = opened.pop()
                counts[inner] -= 1
                lone.append(place)
            lone.pop()  # the last one is the partner
    characters = list(text)
    for at in (*lone, *(at for _, at in opened)):
        characters[at] = " "
    return "".join(characters)
