"""Words of a picture: made safe, measured by estimate, and broken into lines that fit."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import regex

CUT: Final = "…"
_READ: Final = 2_000
"""Characters of a text that can be seen at all; what is behind them is never measured."""

_INVALID: Final = regex.compile(
    r"[^\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]|[\u007F-\u009F\uFFFE\uFFFF]"
)
"""What XML forbids or no font shows; white space is folded before."""

_DIRECTIONS: Final = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")
_PILED: Final = regex.compile(r"(\p{M}{3})\p{M}+")
_CLUSTER: Final = regex.compile(r"\X")
_PICTURED: Final = regex.compile(r"\p{Extended_Pictographic}|[\U0001F1E6-\U0001F1FF]")
_RTL: Final = (
    r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\U00010800-\U00010FFF\U0001E800-\U0001EFFF]+"
)
_RUN: Final = regex.compile(rf"{_RTL}(?:[ '’-]{_RTL})*")
_LATIN: Final = regex.compile(r"\p{Latin}")
_PIECE: Final = regex.compile(r"\S+")

_NARROW: Final = frozenset("ijl.,:;'|!‘’·")
_SLIM: Final = frozenset('frtI()[]-/\\"“”`{}J')
_WIDE: Final = frozenset("MW@%‰—…")


def clean(text: str) -> str:
    """Text that XML can hold and one line can show.

    What XML forbids becomes U+FFFD, and marks do not pile up.
    """
    folded = " ".join(text[:_READ].split()) + (CUT if len(text) > _READ else "")
    return _PILED.sub(r"\1", _INVALID.sub("\ufffd", folded))


def isolated(text: str) -> str:
    """Isolates words that run from right to left from what is beside them in the same line.

    Among Latin words each run is isolated by itself, since the next name must not join it; a text
    without Latin words is isolated as a whole.
    """
    bare = _DIRECTIONS.sub("", text)
    if not _RUN.search(bare):
        return bare
    return _RUN.sub("\u2068\\g<0>\u2069", bare) if _LATIN.search(bare) else f"\u2068{bare}\u2069"


def cut(text: str, length: int) -> str:
    """A text cut to a number of characters, at the end of a word if there is one."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    whole = head.rpartition(" ")[0]
    return (whole if len(whole) > length // 2 else head).rstrip(" ,;:.—–-(") + CUT


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is at most, in the fonts that may show it."""
    return sum(map(_width, _CLUSTER.findall(text))) * size * (1.08 if bold else 1.0)


@lru_cache(maxsize=4096)
def _width(cluster: str) -> float:
    """Of one character as it is seen, in units of the size."""
    if _PICTURED.search(cluster) and not cluster.isascii():
        return 1.35
    return sum(map(_of_one, cluster))


def _of_one(character: str) -> float:
    if character.isascii():
        return _of_ascii(character)
    if character in _NARROW:
        return 0.34
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if "\ufdf0" <= character <= "\ufdff":  # whole phrases in one character
        return 12.0
    if "\u0590" <= character <= "\u08ff":
        return 0.7
    if character < "\u0250":
        return 0.85 if category == "Lu" else 0.66
    return 1.0


def _of_ascii(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _SLIM:
        return 0.45
    if character in _WIDE or character == "m":
        return 1.0
    if character == " ":
        return 0.32
    if character == "w":
        return 0.83
    return 0.78 if character.isupper() else 0.62


def wrap(text: str, width: float, size: float, most: int = 2, bold: bool = False) -> list[str]:
    """Lines that fit a column; what does not fit into the last of them is cut, and shown to be."""
    words = _PIECE.findall(clean(_DIRECTIONS.sub("", text) if "\u2068" not in text else text))
    lines: list[str] = []
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if width_of(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, size, bold)
        lines += full
        if len(lines) > most:
            break
    lines += [line] if line else []
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], width, size, bold)]
    return _closed(lines)


def _closed(lines: list[str]) -> list[str]:
    """Each line with its isolates closed; those that run on are opened again on the next."""
    found, opened = [], 0
    for line in lines:
        kept = ["\u2068"] * opened
        for character in line:
            if character == "\u2069":
                if not opened:
                    continue
                opened -= 1
            opened += character == "\u2068"
            kept.append(character)
        found.append("".join(kept) + "\u2069" * opened)
    return found


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that fit; one piece if it fits."""
    pieces, piece, used = [], "", 0.0
    for cluster in _CLUSTER.findall(word):
        more = width_of(cluster, size, bold)
        if piece and used + more > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += cluster
        used += more
    return [*pieces, piece]


def _shortened(line: str, width: float, size: float, bold: bool) -> str:
    clusters = _CLUSTER.findall(line)
    while clusters and width_of("".join(clusters).rstrip(" ,;:—–-") + CUT, size, bold) > width:
        clusters.pop()
    return "".join(clusters).rstrip(" ,;:—–-") + CUT


def fitted(text: str, width: float, size: float, bold: bool = False) -> str:
    """One line that fits, cut if it must be."""
    return next(iter(wrap(text, width, size, 1, bold)), "")


def upper_first(text: str) -> str:
    """The beginning of a sentence."""
    return text[:1].upper() + text[1:]
