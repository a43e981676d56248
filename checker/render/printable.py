"""Text that a page can show: each character has a glyph, none moves its neighbours, none is left out silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import regex

SYMBOLS: Final = frozenset("†✓✗≠→≤≥●○◇◆■□▲△×÷−–—…·•“”‘’«»‹›")
"""What reports write themselves; the fonts that come with the engine have it."""

_PLAIN: Final = regex.compile(r"[\n\t -~\u00a0-\u017f‘’“”…–—]*+")
_INVISIBLE: Final = regex.compile(r"[\p{Variation_Selector}\u200c-\u200f\u061c\u2060\u2066-\u2069\ufeff\u00ad]")
_LONG: Final = regex.compile(r"[^\s-]{33,}+")
_PIECE: Final = 16
_BREAK: Final = "\u200b"
_GAP: Final = regex.compile(r"\s+")
_RIGHT_TO_LEFT: Final = r"[\p{bidi_class=R}\p{bidi_class=AL}]"
_STRONG: Final = regex.compile(rf"(?P<left>\p{{bidi_class=L}})|{_RIGHT_TO_LEFT}")
_NAME: Final = regex.compile(
    rf"{_RIGHT_TO_LEFT}(?:[^,;:()/·|\p{{bidi_class=L}}]*[\p{{bidi_class=R}}\p{{bidi_class=AL}}\p{{M}}])?"
)
_ISOLATE: Final = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Printable:
    """The characters that there are glyphs for."""

    characters: frozenset[str]
    right_to_left: bool = False
    """Whether the page is read so: then text that runs from left to right is isolated, with its marks."""

    @classmethod
    def of(cls, fonts: Iterable[str]) -> Printable:
        """What the fonts in some files can draw; raises ``ImportError`` without fontTools."""
        from fontTools.ttLib import TTFont

        found: set[str] = set()
        for font in fonts:
            with TTFont(font, lazy=True) as opened:
                found.update(map(chr, opened.getBestCmap()))
        return cls(frozenset(found) | SYMBOLS)

    def __call__(self, text: str) -> str:
        """Without breaks of lines; long words can be broken; a character without a glyph becomes its code point.

        Names that run from right to left are isolated (Unicode Standard Annex 9, section 2.4), so that two beside
        each other are not read as one.
        """
        flat = _LONG.sub(_breakable, _GAP.sub(" ", text))
        if _PLAIN.fullmatch(flat):
            return _ISOLATE.format(flat) if self.right_to_left and _STRONG.search(flat) else flat
        shown = "".join(map(self._shown, flat))
        first = _STRONG.search(shown)
        if first is None:
            return shown
        if not first["left"]:
            return _ISOLATE.format(shown)
        named = _NAME.sub(lambda found: _ISOLATE.format(found[0]), shown)
        return _ISOLATE.format(named) if self.right_to_left else named

    def drawn(self, text: str) -> str:
        """The text with the code points of characters that have no glyph, and otherwise as it is."""
        if _PLAIN.fullmatch(text):
            return text
        return "".join(one if one in _ISOLATES else self._shown(one) for one in text)

    def _shown(self, character: str) -> str:
        if character in self.characters and not _CONTROLS.match(character):
            return character
        return "" if _INVISIBLE.match(character) else f"[U+{ord(character):04X}]"


_CONTROLS: Final = regex.compile(r"[\p{Cc}\u202a-\u202e\u2028\u2029]|[\p{Variation_Selector}\p{Bidi_Control}]")
_ISOLATES: Final = frozenset("\u2066\u2067\u2068\u2069")


def _breakable(word: regex.Match[str]) -> str:
    """A word that may be wider than a column, with places to break it."""
    return _BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))
