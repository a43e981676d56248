"""A sentence as drafts need it: its figures and names, its speaker, and what its figures count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.coverage.marks import REPORTING
from checker.intake.names import Named
from checker.values import readings, words_with_places
from checker.values.figures import Figure
from checker.values.phrases import Phrase

TokenSpan = tuple[int, int]
"""First token in the sentence, and the one behind the last."""

_DENYING: Final = frozenset(
    {"denied", "denies", "deny", "denying", "rejected", "dismissed", "refuted", "disputed"}
)
_STOP_WORDS: Final = (
    "in on at of for from by with to and or but as if when while after before since than that "
    "which who were was is are had have has be been will would could should may might not there "
    "the a an his her their its this these those more less fewer according during against between "
    "into over under about per behind ahead"
)
_STOPS: Final = frozenset(_STOP_WORDS.split())
_AFTER_OF: Final = frozenset({"of", "the", "its", "their", "these"})
_LONGEST_NOUN: Final = 3
_REACH_OF_ACCORDING: Final = 6
_ORDER_NOUNS: Final = frozenset({"place", "largest", "biggest"})


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as drafts are made from it."""

    number: int
    """From 1, in the order of the text."""

    start: int
    """Its first token's index in the text."""

    tokens: tuple[str, ...]
    words: int
    names: tuple[Named, ...]
    phrases: Mapping[int, tuple[Phrase, TokenSpan]]
    """By token: the first reading of the figure there, and its tokens."""

    def denies_before(self, at: int) -> bool:
        """Whether a word of denial is before a token."""
        return any(token.casefold() in _DENYING for token in self.tokens[:at])

    @property
    def reporting_verb(self) -> int | None:
        """The index of its first word that reports a statement."""
        found = (at for at, token in enumerate(self.tokens) if token.casefold() in REPORTING)
        return next(found, None)

    @property
    def speaker(self) -> Named | None:
        """Who makes the statement that it reports, if it is named.

        That is the name behind “according to”, or the name beside its verb of saying.
        """
        words = [token.casefold() for token in self.tokens]
        for at in range(len(words) - 1):
            if words[at : at + 2] == ["according", "to"]:
                return self._named_soon_behind(at)
        verb = self.reporting_verb
        if verb is None:
            return None
        ahead = [item for item in self.names if item.end <= verb]
        behind = [item for item in self.names if item.start == verb + 1]
        return _nearest(ahead, behind)

    def _named_soon_behind(self, at: int) -> Named | None:
        """The first name behind “according to” at an index, if it is near."""
        behind = (item for item in self.names if item.start >= at + 2)
        return next((item for item in behind if item.start - at <= _REACH_OF_ACCORDING), None)

    def subject(self, figure: Figure, speaker: Named | None) -> Named | None:
        """Whose figure it is: the nearest name before it, else behind it, except the speaker."""
        names = [item for item in self.names if item is not speaker]
        ahead = [item for item in names if item.end <= figure.start]
        behind = [item for item in names if item.start >= figure.end]
        return _nearest(ahead, behind)


def _nearest(ahead: Sequence[Named], behind: Sequence[Named]) -> Named | None:
    """The last name before a place, or else the first behind it."""
    if ahead:
        return ahead[-1]
    return behind[0] if behind else None


def phrases_by_token(tokens: Sequence[str]) -> dict[int, tuple[Phrase, TokenSpan]]:
    """By token, the first reading of the figure that it is part of, and that reading's tokens."""
    words, places = words_with_places(tokens)
    found: dict[int, tuple[Phrase, TokenSpan]] = {}
    for group in readings(words):
        for phrase in group:
            span = places[phrase.start], places[phrase.end - 1] + 1
            for at in range(*span):
                found.setdefault(at, (phrase, span))
    return found


def is_rank(tokens: Sequence[str], span: TokenSpan) -> bool:
    """Whether an ordinal is a place in an order: “third place”, “second-largest”."""
    behind = tokens[span[1]].casefold() if span[1] < len(tokens) else ""
    return behind in _ORDER_NOUNS or any("-" in token for token in tokens[slice(*span)])


def noun_behind(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """What a figure that ends at ``at`` counts, and the index behind it.

    “Of the 30 planned cuts” are cuts. Nothing, and ``at``, if the sentence does not say it.
    """
    place = _behind_of(tokens, at)
    words: list[str] = []
    while place < len(tokens) and len(words) < _LONGEST_NOUN:
        if _ends_noun(tokens[place], is_first=not words):
            break
        words.append(tokens[place].casefold())
        place += 1
    return (words[-1], place) if words else ("", at)


def _behind_of(tokens: Sequence[str], at: int) -> int:
    """The index behind “of the”, “of its 30”, if that begins at ``at``; else ``at``."""
    if at >= len(tokens) or tokens[at].casefold() != "of":
        return at
    place, limit = at, min(len(tokens), at + 4)
    while place < limit and _continues_of(tokens[place]):
        place += 1
    return place


def _continues_of(token: str) -> bool:
    return token.casefold() in _AFTER_OF or token[0].isdigit()


def _ends_noun(token: str, *, is_first: bool) -> bool:
    """Whether a token is no part of the words for what is counted: a name, a verb, a stop word."""
    is_verb = not is_first and token.endswith("ed")
    is_name = token[0].isupper()
    return is_verb or is_name or not token.isalpha() or token.casefold() in _STOPS
