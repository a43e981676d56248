"""What makes a sentence worth checking, by its words: English words, and figures of every script.

A mark is a reason to look and never a verdict: sentences without marks are shown, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from checker.values.dates import MONTH_NUMBERS, WEEKDAY_FORMS
from checker.values.figures import Figure, figures_in


class SentenceMark(StrEnum):
    """A reason to check a sentence."""

    FIGURE = "figure"
    ORDINAL = "ordinal"
    DATE = "date"
    COMPARISON = "comparison"
    SUPERLATIVE = "superlative"
    CAUSE = "cause"
    QUOTATION = "quotation"
    REPORTED = "reported speech"
    NAME = "name"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPARISON: Final = _words(
    "more less fewer than most least higher lower larger smaller bigger greater better worse "
    "earlier later longer shorter increase increased increases decrease decreased rise rose risen "
    "fall fell fallen drop dropped double doubled half majority minority similar identical same "
    "equal compared lead exceed exceeded gained lost"
)
_SUPERLATIVE: Final = _words(
    "biggest largest smallest highest lowest best worst most least main leading only never always "
    "ever all every none no sole entire first last unprecedented"
)
_CAUSE: Final = _words(
    "because since due caused causes cause led leads lead prompted result resulted resulting "
    "consequence therefore thus hence after following response appease order so reason explains "
    "blamed thanks"
)
REPORTING: Final = _words(
    "said says say saying told tells stated states statement announced announces declared claimed "
    "claims confirmed denied denies rejected accused accuses warned warns called calls demanded "
    "demands insisted stressed added noted explained described affirmed acknowledged according "
    "reported reports argued argues believes considered promised vowed pointed renewed requested "
    "emphasized expressed condemned denounced"
)
"""Words by which a sentence reports a statement."""

_ENDING: Final = "est"
_NOT_SUPERLATIVE: Final = _words(
    "west east rest test protest protests interest request contest arrest guest forest honest "
    "modest latest best invest suggest west midwest nest chest quest harvest manifest divest"
)
_CLEAR_DATE_WORDS: Final = WEEKDAY_FORMS.keys() | (
    MONTH_NUMBERS.keys() - {"may", "mar", "sep", "dec", "jan"}
)
"""Names of days and months that are hardly ever other words."""

_BY_WORD: Final = (
    (SentenceMark.DATE, _CLEAR_DATE_WORDS),
    (SentenceMark.COMPARISON, _COMPARISON),
    (SentenceMark.SUPERLATIVE, _SUPERLATIVE),
    (SentenceMark.CAUSE, _CAUSE),
    (SentenceMark.REPORTED, REPORTING),
    (SentenceMark.QUOTATION, frozenset({'"'})),
)
"""Marks that one of some words gives a sentence."""


def marks_of(tokens: Sequence[str]) -> frozenset[SentenceMark]:
    """The marks of a sentence, given as tokens."""
    words = frozenset(token.casefold() for token in tokens)
    found = {_of_figure(figure) for figure in figures_in(tokens)}
    found |= {mark for mark, listed in _BY_WORD if words & listed}
    if any(map(_is_superlative, words)):
        found.add(SentenceMark.SUPERLATIVE)
    if any(map(_is_name, tokens[1:])):
        found.add(SentenceMark.NAME)
    return frozenset(found)


def _of_figure(figure: Figure) -> SentenceMark:
    """The mark that a figure gives its sentence."""
    if figure.dated:
        return SentenceMark.DATE
    kinds = {mention.kind for mention in figure.mentions}
    return SentenceMark.ORDINAL if kinds == {"rank"} else SentenceMark.FIGURE


def _is_superlative(word: str) -> bool:
    """Whether a word has the ending of a superlative and is not one of those that just end so."""
    return len(word) > 5 and word.endswith(_ENDING) and word not in _NOT_SUPERLATIVE


def _is_name(token: str) -> bool:
    """Whether a token behind the first looks like a name: a capital, in scripts that have them."""
    word = token.casefold()
    return token[0].isupper() and word not in MONTH_NUMBERS and word not in WEEKDAY_FORMS
