"""What makes a sentence worth checking, told from its words. English words; figures in every script.

A mark is a reason to look, and never a verdict: a sentence without marks is shown as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from checker.values.dates import MONTH_NUMBERS, WEEKDAY_FORMS
from checker.values.figures import figures_in


class Mark(StrEnum):
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
    "more less fewer than most least higher lower larger smaller bigger greater better worse earlier later longer "
    "shorter increase increased increases decrease decreased rise rose risen fall fell fallen drop dropped double "
    "doubled half majority minority similar identical same equal compared lead exceed exceeded gained lost"
)
_SUPERLATIVE: Final = _words(
    "biggest largest smallest highest lowest best worst most least main leading only never always ever all every "
    "none no sole entire first last unprecedented"
)
_CAUSE: Final = _words(
    "because since due caused causes cause led leads lead prompted result resulted resulting consequence therefore "
    "thus hence after following response appease order so reason explains blamed thanks"
)
REPORTING: Final = _words(
    "said says say saying told tells stated states statement announced announces declared claimed claims confirmed "
    "denied denies rejected accused accuses warned warns called calls demanded demands insisted stressed added noted "
    "explained described affirmed acknowledged according reported reports argued argues believes considered promised "
    "vowed pointed renewed requested emphasized expressed condemned denounced"
)
"""Words by which a sentence gives somebody's word."""

_QUOTES: Final = frozenset('"')
_ENDING: Final = "est"
_NOT_SUPERLATIVE: Final = _words(
    "west east rest test protest protests interest request contest arrest guest forest honest modest latest best "
    "invest suggest west midwest nest chest quest harvest manifest divest"
)


def marks_of(tokens: Sequence[str]) -> frozenset[Mark]:
    """The marks of a sentence, given as tokens."""
    words = [token.casefold() for token in tokens]
    have = frozenset(words)
    found = set()
    for figure in figures_in(tokens):
        kinds = {mention.kind for mention in figure.mentions}
        found.add(Mark.DATE if figure.dated else Mark.ORDINAL if kinds == {"rank"} else Mark.FIGURE)
    if have & (WEEKDAY_FORMS.keys() | (MONTH_NUMBERS.keys() - {"may", "mar", "sep", "dec", "jan"})):
        found.add(Mark.DATE)
    for mark, listed in (
        (Mark.COMPARISON, _COMPARISON),
        (Mark.CAUSE, _CAUSE),
        (Mark.REPORTED, REPORTING),
    ):
        if have & listed:
            found.add(mark)
    if have & _SUPERLATIVE or any(
        len(word) > 5 and word.endswith(_ENDING) and word not in _NOT_SUPERLATIVE for word in have
    ):
        found.add(Mark.SUPERLATIVE)
    if have & _QUOTES:
        found.add(Mark.QUOTATION)
    if any(_is_name(token) for token in tokens[1:]):
        found.add(Mark.NAME)
    return frozenset(found)


def _is_name(token: str) -> bool:
    """Whether a token behind the first looks like a name: a capital, in scripts that have them."""
    return (
        token[0].isupper()
        and token.casefold() not in MONTH_NUMBERS
        and token.casefold() not in WEEKDAY_FORMS
    )
