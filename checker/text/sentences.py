"""Where the sentences of a text begin and end, in tokens."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Final

from checker.text.tokens import IndexedText

_ENDS: Final = frozenset(".!?。！？؟۔।")
_CLOSING: Final = frozenset("\"'”’)]»")
_SHORT: Final = (
    "mr mrs ms dr prof gen col lt maj sgt capt gov sen rep st no vs etc jr sr rev hon pres "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATIONS: Final = frozenset(_SHORT.split())


class Sentences:
    """The sentences of a text. A blank line ends one; so does a full stop that is no abbreviation's."""

    def __init__(self, text: IndexedText) -> None:
        self._text = text

    @cached_property
    def starts(self) -> list[int]:
        """The first token of each sentence, in order."""
        text, tokens, found = self._text.text, self._text.tokens, [0]
        texts, starts, ends = tokens.texts, tokens.starts, tokens.ends
        ended = False
        for at in range(1, len(texts)):
            before = texts[at - 1]
            ended = self._ends(at - 1) if before[0] in _ENDS else ended and before in _CLOSING
            gap = starts[at] - ends[at - 1]
            if not ended and gap < 2:  # most tokens
                continue
            closing = texts[at] in _CLOSING and not gap  # behind a space, a mark opens
            if text.count("\n", ends[at - 1], starts[at]) > 1 or (ended and not closing and self._begins(at)):
                found.append(at)
                ended = False
        return found

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The tokens from the first of the sentence of ``start`` to the last of that of ``end`` (exclusive)."""
        first = self.starts[bisect_right(self.starts, start) - 1]
        behind = bisect_right(self.starts, end - 1)
        return first, self.starts[behind] if behind < len(self.starts) else len(self._text.tokens)

    def _ends(self, at: int) -> bool:
        """Whether a token, which begins with such a mark, ends a sentence."""
        mark = self._text.tokens.texts[at]
        before = self._text.tokens.texts[at - 1] if at else ""
        initial = len(before) == 1 and before.isalpha() and before.isupper()
        return mark != "." or not (initial or before.casefold() in _ABBREVIATIONS)

    def _begins(self, at: int) -> bool:
        """Whether a token can begin a sentence: not a small letter, not punctuation that goes on."""
        first = self._text.tokens.texts[at][0]
        return not first.islower() and first not in ",;:"
