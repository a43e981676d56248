"""Text that a page can show: each character has a glyph, none moves its neighbours, none is left out silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

import regex

SYMBOLS: Final = frozenset("†✓✗≠→≤≥●○◇◆■□▲△×÷−–—…·•“”‘’«»‹›")
"""What reports write themselves; the fonts that come with the engine have it."""

_PLAIN: Final = regex.compile(r"[\n\t -~\u00a0-\u017f‘’“”…–—]*+")
_INVISIBLE: Final = regex.compile(
    r"[\p{Variation_Selector}\u200c-\u200f\u061c\u2060\u2066-\u2069\ufeff\u00ad]"
)
_STRAY: Final = regex.compile(
    r"(?<![\p{Arabic}\p{Devanagari}])[\u200c\u200d]|[\u200c\u200d](?![\p{Arabic}\p{Devanagari}])|\u2060"
)
"""What joins or parts letters where there are none that it could: a glyph without a form, in no font that is near."""

_PILED: Final = regex.compile(r"(\p{M}{4})(\p{M}+)")
"""Marks above marks; more than these would stand in the lines above and below."""

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
        flat = _LONG.sub(_breakable, _PILED.sub(_counted, _STRAY.sub("", _GAP.sub(" ", text))))
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

    def drawn(self, svg: str) -> str:
        """A picture of the same words, each as wide as it was measured: what has no glyph becomes an empty box.

        Of a line in which several glyphs make one character, the outline is drawn: the engine cannot say which
        characters the glyphs of such a line in a picture stand for, and PDF/UA refuses what it cannot say that of.
        The picture has its words beside it, so nothing is lost to who cannot see it.
        """
        if _PLAIN.fullmatch(svg):
            return svg
        whole = _STRAY.sub("", normalize("NFC", svg))
        known = "".join(one if one in _ISOLATES else self._boxed(one) for one in whole)
        count = iter(range(len(known)))
        return _LINE.sub(lambda found: _outlined(found, next(count)), known)

    def _boxed(self, character: str) -> str:
        shown = self._shown(character)
        return shown if len(shown) < 2 else _BOX

    def _shown(self, character: str) -> str:
        if character in self.characters and not _CONTROLS.match(character):
            return character
        return "" if _INVISIBLE.match(character) else f"[U+{ord(character):04X}]"


_CONTROLS: Final = regex.compile(
    r"[\p{Cc}\u202a-\u202e\u2028\u2029]|[\p{Variation_Selector}\p{Bidi_Control}]"
)
_ISOLATES: Final = frozenset("\u2066\u2067\u2068\u2069")


_BOX: Final = "□"
_LINE: Final = regex.compile(
    r"<text(?P<where>(?: [a-z-]+=\"[^\"<>]*\")*)>(?P<words>[^<]*[\p{M}≠ǸǹḀ-ỿ][^<]*)</text>"
)
_INK: Final = regex.compile(r' fill="[^"]*"')


def _outlined(line: regex.Match[str], number: int) -> str:
    """A field of ink, seen through the letters."""
    ink = _INK.search(line["where"])
    return (
        f'<clipPath id="line-{number}">{line[0]}</clipPath>'
        f'<rect width="100%" height="100%"{ink[0] if ink else ""} clip-path="url(#line-{number})"/>'
    )


def _counted(pile: regex.Match[str]) -> str:
    return f"{pile[1]}[+{len(pile[2])}]"


def _breakable(word: regex.Match[str]) -> str:
    """A word that may be wider than a column, with places to break it."""
    return _BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))
