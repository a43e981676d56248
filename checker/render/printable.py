"""Makes text safe to print.

Every character gets a glyph, none changes the order of its neighbours, and none disappears
silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

import regex

SYMBOLS: Final = frozenset("†✓✗≠→≤≥●○◇◆■□▲△×÷−–—…·•“”‘’«»‹›")
"""Symbols that reports use themselves; the fonts that come with Typst have them."""

_PLAIN: Final = regex.compile(r"[\n\t -~\u00a0-\u017f‘’“”…–—]*+")
_INVISIBLE: Final = regex.compile(
    r"[\p{Variation_Selector}\u200c-\u200f\u061c\u2060\u2066-\u2069\ufeff\u00ad]"
)
_JOINED: Final = r"[\p{Arabic}\p{Devanagari}]"
_STRAY: Final = regex.compile(rf"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})|\u2060")
"""Joiners beside letters that do not join: invisible, and without a glyph in most fonts."""

_PILED: Final = regex.compile(r"(\p{M}{4})(\p{M}+)")
"""More than four marks on one letter would overlap the lines above and below."""

_LONG: Final = regex.compile(r"[^\s-]{33,}+")
_PIECE: Final = 16
_BREAK: Final = "\u200b"
_GAP: Final = regex.compile(r"\s+")
_RIGHT_TO_LEFT: Final = r"[\p{bidi_class=R}\p{bidi_class=AL}]"
_STRONG: Final = regex.compile(rf"(?P<left>\p{{bidi_class=L}})|{_RIGHT_TO_LEFT}")
_NAME_END: Final = r"[\p{bidi_class=R}\p{bidi_class=AL}\p{M}]"
_NAME: Final = regex.compile(rf"{_RIGHT_TO_LEFT}(?:[^,;:()/·|\p{{bidi_class=L}}]*{_NAME_END})?")
_ISOLATE: Final = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Printable:
    """The characters that have glyphs."""

    characters: frozenset[str]
    right_to_left: bool = False
    """Whether the page is read from right to left; left-to-right text is then isolated."""

    @classmethod
    def of(cls, fonts: Iterable[str]) -> Printable:
        """The characters of some font files.

        Raises ``ImportError`` without fontTools.
        """
        from fontTools.ttLib import TTFont

        found: set[str] = set()
        for font in fonts:
            with TTFont(font, lazy=True) as opened:
                found.update(map(chr, opened.getBestCmap()))
        return cls(frozenset(found) | SYMBOLS)

    def __call__(self, text: str) -> str:
        """The text on one line, with places to break long words.

        A character without a glyph becomes its code point. Names that run from right to left are
        isolated (Unicode Standard Annex 9, section 2.4), so that neighbours are not read as one.
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
        """A picture with the same words, each as wide as it was measured.

        A character without a glyph becomes an empty box. A line in which several glyphs make one
        character is drawn as an outline: Typst cannot map the glyphs of such a line to characters,
        and PDF/UA demands that map. The picture has an alternative text, so no reader loses words.
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
    """A rectangle of ink, clipped to the letters of the line."""
    ink = _INK.search(line["where"])
    return (
        f'<clipPath id="line-{number}">{line[0]}</clipPath>'
        f'<rect width="100%" height="100%"{ink[0] if ink else ""} clip-path="url(#line-{number})"/>'
    )


def _counted(pile: regex.Match[str]) -> str:
    return f"{pile[1]}[+{len(pile[2])}]"


def _breakable(word: regex.Match[str]) -> str:
    """A long word with places to break it, since it may be wider than its column."""
    return _BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))
