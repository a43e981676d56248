"""Text to tokens, in the same way for a quote and its source.

    token = number | word | full stops | any other character
    number = [sign] digits with separators, decimals and attached letters [percent]  10k, -5, 41 %
    word = letters with their marks, inner hyphens, apostrophes and digits           COVID-19

White space only separates tokens. The text is folded by the small table below, a character at a
time, then cut into tokens, and each token is brought to NFC; never NFKC, which would turn 10² into
102.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Final

import regex

_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_HYPHENS: Final = "\u2010\u2011\u2212\ufe63\uff0d"
_DASHES: Final = "\u2012\u2013\u2014\u2015\ufe58"
_NARROW_SPACES: Final = "\u00a0\u2007\u2009\u202f"
_SPACES: Final = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000"

FOLDS: Final[dict[str, str]] = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_HYPHENS + _DASHES, "-"),
    **dict.fromkeys(_NARROW_SPACES + _SPACES, " "),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07\u2039\u203a\u05f3", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02\u05f4", '"'),
    **dict.fromkeys("\uff05\ufe6a", "%"),
    "\u0387": "\u00b7",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
}
"""Every character that is folded; ``schemas/README.md`` prints this table."""

# Two distinctions are kept until tokens are cut, because they decide where: a dash never joins
# words as a hyphen does, and a narrow space may group the digits of a number.
_DASH: Final = "\u2013"
_NARROW: Final = "\u00a0"
_CUTTING: Final = {
    **FOLDS,
    **dict.fromkeys(_DASHES, _DASH),
    **dict.fromkeys(_NARROW_SPACES, _NARROW),
}
_FOLDING: Final = {ord(key): value for key, value in FOLDS.items()}
_LENGTH_CHANGING: Final = regex.compile(
    "[" + "".join(key for key, value in FOLDS.items() if len(value) != 1) + "]"
)

# Letters of scripts that put no spaces between words: there, a character is a token.
_UNSPACED: Final = (
    r"[[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ーｰ〆〱-〵〼]&&\p{L}]"
)
_NUMERALS: Final = (
    "〇零一二三四五六七八九十百千万亿萬億兩两"
    "\uf978\uf9b2\uf9d1"  # what NFC makes into one of these
)


@dataclass(frozen=True, slots=True)
class _Script:
    """The characters that a token pattern is made of, each as the inside of a character class."""

    letter: str
    number: str
    """Everything that counts as a digit, numerals of other scripts too."""

    digit: str
    mark: str
    unspaced: str
    numeral: str
    currency: str
    joint: str
    """Between digits: decimal points and separators of thousands."""

    point: str
    dash: str
    narrow: str
    space: str
    """White space, narrow too: it separates tokens, except before a percent sign."""

    percent: str
    gershayim: str = ""
    """Letters between which a quotation mark is part of the word: the gershayim of Hebrew."""

    def pattern(self) -> str:
        """The pattern of one token; in a number and in a word, separators may follow a digit."""
        marks = f"[{self.mark}]*" if self.mark else ""
        letter, joined = f"[{self.letter}]", f"[{self.letter}{self.number}{self.mark}]"
        separated = (
            f"(?<=[{self.number}])(?:[{self.joint}](?=[{self.digit}])"
            f"|['{self.narrow}](?=[{self.digit}]{{3}}(?![{self.digit}])))"
        )
        gershayim = rf"|(?<=[{self.gershayim}])\"(?=[{self.gershayim}])" if self.gershayim else ""
        percent = rf"(?:(?<=[{self.number}]{marks})[{self.space}]*[{self.percent}])?"
        # A hyphen or point opens a number unless it is behind a letter, a digit or a percent sign.
        number_before = f"[{self.letter}{self.number}{self.numeral}{self.percent}]{marks}"
        free = rf"(?<!{number_before}[+\-{self.dash}{self.point}])"
        # Nor does a comma behind a script without spaces: there, it separates two clauses.
        loose = rf"{free}(?<![{self.unspaced}]{marks},)" if self.unspaced else free
        unspaced = f"| [{self.unspaced}]{marks}" if self.unspaced else ""
        return rf"""
            # a sign, before a currency too
            (?:[+\-{self.dash}]{free}(?:{letter}{{0,3}}[{self.currency}])?)?
            (?:(?<![{self.number}])[{self.percent}])?  # %41, as some languages write
            (?:[{self.point}]{loose})?                 # .5
            [{self.number}{self.numeral}]
            (?:[{self.number}{self.mark}{self.numeral}] | {letter} | {separated})*
            {percent}
          {unspaced}
          | {letter}
            (?:{joined} | -(?=[{self.letter}{self.number}]) | '(?={letter}) | {separated}
              {gershayim})*
            {percent}
          | \.{{2,}}
          | [^{self.space}]{marks}
        """


_EVERY: Final = _Script(
    letter=rf"[\p{{L}}--{_UNSPACED}]",
    number=r"\p{N}",
    digit=r"\p{Nd}",
    mark=r"\p{M}",
    unspaced=_UNSPACED,
    numeral=_NUMERALS,
    currency=r"\p{Sc}",
    joint=".,٫٬·،．，",
    point=".,٫·．",
    dash=_DASH,
    narrow=_NARROW,
    space=r"\s",
    percent="%‰٪",
    gershayim=r"\p{Hebrew}",
)
_ASCII_DASH: Final = "\x01"
_ASCII_NARROW: Final = "\x02"
_ASCII: Final = _Script(
    letter="A-Za-z",
    number="0-9",
    digit="0-9",
    mark="",
    unspaced="",
    numeral="",
    currency="$",
    joint=".,",
    point=".,",
    dash=_ASCII_DASH,
    narrow=_ASCII_NARROW,
    space=r"\s" + _ASCII_NARROW,
    percent="%",
)
_ASCII_CUTTING: Final = {
    **_CUTTING,
    **dict.fromkeys(_DASHES, _ASCII_DASH),
    **dict.fromkeys(_NARROW_SPACES, _ASCII_NARROW),
}

_PATTERN: Final = regex.compile(_EVERY.pattern(), regex.VERBOSE | regex.VERSION1)
# Apart from dashes and quotation marks, most texts are plain English. Folded, they are ASCII if two
# control characters that the text does not have replace dashes and narrow spaces. A faster engine
# can then cut them.
_ASCII_PATTERN: Final = re.compile(_ASCII.pattern(), re.VERBOSE | re.ASCII)


class Tokens:
    """A text as tokens, each with its place.

    ``texts[i]`` is the normalised token; ``starts[i]`` and ``ends[i]`` are code points into the
    text, computed at first use.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.texts = token_texts(text)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each token begins."""
        return self._places[0]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Behind each token's last character."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[Sequence[int], Sequence[int]]:
        pattern, folded = _fold(self._text)
        spans = [match.span() for match in pattern.finditer(folded)]
        origins = _origins(self._text, folded)
        if origins is None:
            return [start for start, _ in spans], [end for _, end in spans]
        return [origins[start] for start, _ in spans], [origins[end - 1] + 1 for _, end in spans]


def normalize(token: str) -> str:
    """One token as it is compared."""
    if not token.isascii():
        token = unicodedata.normalize("NFC", token).translate(_FOLDING)
    if token[-1] in "%‰٪" and len(token) > 1:
        return token[:-1].rstrip() + token[-1]
    return token


def _translated(text: str, table: Mapping[str, str]) -> str:
    """``text.translate(table)``, much faster for the few different characters that a text has."""
    for character in table.keys() & set(text):
        text = text.replace(character, table[character])
    return text


def _fold(text: str) -> tuple[re.Pattern[str] | regex.Pattern[str], str]:
    """The pattern to cut a text by, and the text folded for it."""
    if _ASCII_DASH not in text and _ASCII_NARROW not in text:
        folded = text if text.isascii() else _translated(text, _ASCII_CUTTING)
        if folded.isascii():
            return _ASCII_PATTERN, folded
    return _PATTERN, _translated(text, _CUTTING)


def _origins(text: str, folded: str) -> list[int] | None:
    """For each character of a folded text, the code point that it comes from.

    None if folding moved no character.
    """
    if text.isascii() or not _LENGTH_CHANGING.search(text):
        return None
    lengths = [len(_CUTTING.get(character, character)) for character in text]
    assert sum(lengths) == len(folded), "both tables fold to texts of one length"
    return [at for at, length in enumerate(lengths) for _ in range(length)]


def tokenize(text: str) -> Tokens:
    """Tokens of a text, in order, with their code point positions."""
    return Tokens(text)


def token_texts(text: str) -> tuple[str, ...]:
    """The tokens of a text without their places."""
    if _cut_by_spaces(text):
        return tuple(chain.from_iterable(map(_RUN_TOKENS.__getitem__, text.split())))
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[str]:
    pattern, folded = _fold(text)
    for item in pattern.findall(folded):
        if pattern is _ASCII_PATTERN:
            item = item.replace(_ASCII_DASH, "-").replace(_ASCII_NARROW, " ")  # noqa: PLW2901
        yield normalize(item)


def _cut_by_spaces(text: str) -> bool:
    """Whether white space alone cuts a text into parts that hold whole tokens.

    That is so if no token holds white space, and ``str.split`` and the patterns agree on what white
    space is.
    """
    if any(map(text.__contains__, _NOT_BY_SPACES)):
        return False
    for sign in _PERCENT:
        at = text.find(sign, 1)  # before one that opens the text there is nothing
        while at > 0:
            before = text[at - 1]
            # Something invisible may hide white space before it.
            if before.isspace() or not before.isascii():
                return False
            at = text.find(sign, at + 1)
    return True


_NOT_BY_SPACES: Final = (*_NARROW_SPACES, "\x1c", "\x1d", "\x1e", "\x1f")
_PERCENT: Final = ("%", "‰", "٪", "\uff05", "\ufe6a")


class _RunTokens(dict[str, tuple[str, ...]]):
    """The tokens of runs without white space; words recur, so each run is cut only once."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        found = tuple(_cut(run))
        if len(run) <= _KEPT_LENGTH:
            if len(self) >= _KEPT:
                self.clear()
            self[run] = found
        return found


_KEPT: Final = 50_000
_KEPT_LENGTH: Final = 40
_RUN_TOKENS: Final = _RunTokens()


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, and not punctuation or a symbol."""
    return token.isalnum() or any(map(str.isalnum, token))


class IndexedText:
    """A text with its tokens, ready to be searched many times."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The indexes of each token."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens.texts):
            places[token].append(at)
        return dict(places)

    def find(self, needle: tuple[str, ...], most: int | None = None) -> list[int]:
        """Token indexes at which a run of tokens begins: the first ``most``, or all.

        Overlapping occurrences count, too.
        """
        if not needle:
            return []
        candidates = [self._places.get(token, ()) for token in needle]
        rarest = min(candidates, key=len)
        before, size, texts = candidates.index(rarest), len(needle), self.tokens.texts
        starts = (at - before for at in rarest if at >= before)
        return list(
            islice((start for start in starts if texts[start : start + size] == needle), most)
        )

    def slice(self, start: int, end: int) -> str:
        """The text from the token ``start`` to the token before ``end``."""
        return self.text[self.tokens.starts[start] : self.tokens.ends[end - 1]]
