"""Text to tokens, the one way both a quote and its source go.

A token is a number with its sign, separators, decimals, percent sign and attached letters ("10k");
a word with its marks, inner hyphens and apostrophes; or any other character. White space only
separates. Normalisation is NFC and the small fold table below, a character at a time; never NFKC,
which would make 10² into 102.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

import regex

_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_HYPHENS: Final = "-\u2010\u2011"
_APOSTROPHES: Final = "'\u2019\u2018\u02bc\uff07"
_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

FOLDS: Final[dict[str, str]] = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
}
"""Every fold there is; ``schemas/README.md`` prints it."""

_TABLE: Final = {ord(key): value for key, value in FOLDS.items()}

# The class of scripts that put no spaces between words: there, a character is a token.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

_PATTERN: Final = regex.compile(
    rf"""
    (?P<number>
        (?:(?<![\p{{L}}\p{{M}}\p{{N}}])[+\-{_DASHES}])?          # a hyphen after a letter or digit is no sign
        (?:(?<!\p{{N}})[%٪])?                                   # %41, as some languages write
        (?:(?<![\p{{L}}\p{{M}}\p{{N}}])[.,٫])?                   # .5
        [\p{{Nd}}\p{{No}}\p{{Nl}}]
        (?:
            [\p{{N}}\p{{L}}\p{{M}}{_INVISIBLE}]
          | [.,٫٬](?=\p{{Nd}})
          | ['\u2019\u00a0\u202f\u2009](?=\p{{Nd}}{{3}}(?!\p{{Nd}}))  # 3'177, 3 177
        )*
        (?:[ \u00a0\u202f\u2009]?[%‰٪])?
    )
  | [〇零一二三四五六七八九十百千万亿萬億兩两]+               # a number in Chinese characters
  | [{_UNSPACED}][\p{{M}}{_INVISIBLE}]*
  | [\p{{L}}--[{_UNSPACED}]]
    (?:
        [[\p{{L}}\p{{M}}\p{{N}}{_INVISIBLE}]--[{_UNSPACED}]]
      | [{_HYPHENS}{_APOSTROPHES}](?=[[\p{{L}}\p{{N}}]--[{_UNSPACED}]])
    )*
  | \.\.\.
  | [^\s{_INVISIBLE}][\p{{M}}{_INVISIBLE}]*
    """,
    regex.VERBOSE | regex.VERSION1,
)

_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens, each with its place.

    ``texts[i]`` is the normalised token; ``starts[i]`` and ``ends[i]`` are code points into the text.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)


def normalize(token: str) -> str:
    """One token as it is compared: folded, NFC, folded again (NFC can uncover a folded character)."""
    if token.isascii():
        folded = token
    else:
        folded = unicodedata.normalize("NFC", token.translate(_TABLE)).translate(_TABLE)
    if folded[-1:] in "%‰٪" and len(folded) > 1:
        return folded[:-1].rstrip() + folded[-1]
    return folded


def tokenize(text: str) -> Tokens:
    """Tokens of a text, in order, with their code point positions."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PATTERN.finditer(text):
        token = normalize(match.group())
        if token:
            texts.append(token)
            starts.append(match.start())
            ends.append(match.end())
    return Tokens(tuple(texts), tuple(starts), tuple(ends))


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, as against punctuation or a symbol."""
    return any(character.isalnum() for character in token)


class IndexedText:
    """A text with its tokens, ready to be searched many times."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self._joined = _SEPARATOR + _SEPARATOR.join(self.tokens.texts) + _SEPARATOR

    def find(self, needle: tuple[str, ...]) -> list[int]:
        """Token indexes at which a run of tokens begins; every occurrence, overlapping ones too."""
        if not needle:
            return []
        wanted = _SEPARATOR + _SEPARATOR.join(needle) + _SEPARATOR
        found: list[int] = []
        index, scanned = 0, 0
        position = self._joined.find(wanted)
        while position >= 0:
            index += self._joined.count(_SEPARATOR, scanned, position)
            scanned = position
            found.append(index)
            position = self._joined.find(wanted, position + 1)
        return found

    def slice(self, start: int, end: int) -> str:
        """The text from the first to behind the last of the tokens ``start`` to ``end`` (exclusive)."""
        return self.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]
