"""The names in a sentence: entities of the book by their spellings, and names that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from checker.book import Entity
from checker.text.tokens import is_word, token_texts

_LINKS: Final = frozenset(
    {"of", "al", "the", "de", "del", "der", "van", "von", "bin", "ibn", "ben", "for", "and", "-"}
)
_WORDS: Final = (
    "the a an this that these those it he she they we i in on at of for from by with and or but as "
    "if when while after before since there here his her their its our my some many most all no "
    "not one two three four five six seven eight nine ten however according meanwhile also yet "
    "still only both each every few several other another such what who which why how where mr mrs "
    "ms dr former monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december"
)
_NOT_NAMES: Final = frozenset(_WORDS.split())
_SLUG: Final = regex.compile(r"[^a-z0-9]+")
_FOLDED: Final = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence."""

    start: int
    end: int
    """Token indexes in the sentence; the end exclusive."""

    entity: str
    """The id in the book; for a name that the book lacks, the id that is proposed."""

    name: str
    known: bool


def slug(text: str, longest: int = 48) -> str:
    """An id from words: small Latin letters, digits and hyphens; ``name`` if nothing is left."""
    import unicodedata

    folded = "".join(_FOLDED.get(character, character) for character in text.casefold())
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return _SLUG.sub("-", plain.replace("'", "")).strip("-")[:longest].strip("-") or "name"


class Names:
    """Finds names; built once for a book."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._spellings: dict[tuple[str, ...], Entity] = {}
        for entity in entities:
            for spelling in (entity.name, *entity.aliases):
                self._spellings.setdefault(_key(token_texts(spelling)), entity)
        self._longest = max(map(len, self._spellings), default=0)

    def find(self, tokens: Sequence[str]) -> list[Named]:
        """The names in a sentence, in order; the longest spelling wins, and none is in another."""
        found, at = [], 0
        while at < len(tokens):
            name = self._known(tokens, at) or _unknown(tokens, at)
            if name:
                found.append(name)
            at = name.end if name else at + 1
        return found

    def _known(self, tokens: Sequence[str], at: int) -> Named | None:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            entity = self._spellings.get(_key(tokens[at : at + length]))
            if entity:
                return Named(at, at + length, entity.id, entity.name, known=True)
        return None


def _key(tokens: Sequence[str]) -> tuple[str, ...]:
    """Tokens as spellings are compared: without case, and without a possessive’s ’s at the end."""
    folded = [token.casefold() for token in tokens]
    return (*folded[:-1], folded[-1].removesuffix("'s")) if folded else ()


def _unknown(tokens: Sequence[str], at: int) -> Named | None:
    """A run of capitalised words, in a script that has capitals."""
    if not _capital(tokens[at]) or tokens[at].casefold() in _NOT_NAMES:
        return None
    end = at + 1
    for place in range(at + 1, len(tokens)):
        if _capital(tokens[place]):
            end = place + 1
        elif tokens[place].casefold() not in _LINKS:
            break
    words = list(tokens[at:end])
    words[-1] = words[-1].removesuffix("'s")
    if at == 0 and len(words) == 1:  # the first word of a sentence has a capital anyway
        return None
    name = " ".join(words)
    return Named(at, end, slug(name), name, known=False)


def _capital(token: str) -> bool:
    return token[:1].isupper() and is_word(token)
