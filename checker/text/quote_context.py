"""The frame of a quote: what its sentence says of the quoted words, and the quote leaves out.

“Iraqi factions were involved” stands word for word in “rejected accusations that Iraqi factions were
involved”. A frame is told from the words before the quote in its sentence, and for reporting, behind it
too. It is a warning for a human being, never a verdict: words of a frame can be about something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from checker.text.quotes import Match
from checker.text.sentences import Sentences
from checker.text.tokens import IndexedText


class ContextKind(StrEnum):
    """What a frame does to the words in it."""

    DENYING = "denying"
    CONDITIONAL = "conditional"
    ASKING = "asking"
    REPORTING = "reporting"
    CROSSING = "crossing"
    """Its parts are of two sentences."""


@dataclass(frozen=True, slots=True)
class Context:
    """A frame that a quote leaves out."""

    kind: ContextKind
    words: str
    """The words of the sentence that make it."""


_REACH: Final = 12
"""So many tokens before the quote a verb may stand that frames it."""

_NEAR: Final = 3
"""And so many a bare negation, which is mostly about the words right behind it."""


def _forms(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DENYING: Final = _forms(
    "deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed dismissing "
    "refute refutes refuted refuting rebut rebutted disprove disproved disproven debunk debunked "
    "false falsely untrue baseless unfounded hoax myth fake wrong disputed disputes doubt doubts doubted doubtful "
    "retracted retracts contrary"
)
_DENYING_PAIRS: Final = frozenset(
    {("failed", "to"), ("ruled", "out"), ("no", "evidence"), ("the", "case")}
)
"""Two words that deny, where one alone does not; “the case” as in “it is not the case that”."""

_DENIED: Final = _forms(
    "denied rejected dismissed refuted rebutted disproved disproven debunked false untrue baseless unfounded wrong "
    "fabricated invented retracted withdrawn"
)
"""Behind a form of “be”, these deny what stands before it."""

_BEING: Final = _forms(
    "is are was were be been being proved proven turned out found called remains"
)
_QUESTION: Final = frozenset("?؟？")
_NEGATIONS: Final = _forms("not no never nobody without cannot neither nor none hardly")
_CONDITIONAL: Final = _forms("if unless whether assuming provided supposing")
_REPORTING: Final = _forms(
    "said says saying told claim claims claimed claiming alleged alleges allegedly reportedly accused accuses "
    "accusing accusations according announced announces stated states insisted insists argued argues "
    "suggested suggests warned warns reported added adds believes believed tweeted wrote writes acknowledged "
    "acknowledges"
)


def context_of(text: IndexedText, sentences: Sentences, match: Match) -> Context | None:
    """The frame that a quote leaves out, or None: denying before conditional before reporting."""
    start, end = match.spans[0][0], match.spans[-1][1]
    first, last = sentences.around(start, end)
    behind = min(last, end + _REACH)
    words = {
        at: text.tokens.texts[at].casefold() for at in range(max(first, start - _REACH), behind)
    }
    before = range(max(first, start - _REACH), start)

    def framed(kind: ContextKind, at: int) -> Context:
        return Context(kind, " ".join(text.slice(at, start if at < start else at + 1).split()))

    left_out = _left_out(text, sentences, match)
    if left_out:
        return left_out
    for at in reversed(before):
        if _denies(words, at, near=at >= start - _NEAR):
            return framed(ContextKind.DENYING, at)
    for at in range(end, behind):
        if words[at] in _DENIED and any(words.get(place) in _BEING for place in (at - 1, at - 2)):
            return Context(ContextKind.DENYING, " ".join(text.slice(end, at + 1).split()))
    for at in reversed(before):
        if words[at] in _CONDITIONAL:
            return framed(ContextKind.CONDITIONAL, at)
    if (
        text.tokens.texts[last - 1] in _QUESTION
        or text.tokens.texts[min(end, last - 1)] in _QUESTION
    ):
        return Context(ContextKind.ASKING, " ".join(text.slice(end - 1, last).split()))
    for at in (*reversed(before), *range(end, behind)):
        if words[at] in _REPORTING:
            return framed(ContextKind.REPORTING, at)
    return None


def _denies(words: Mapping[int, str], at: int, *, near: bool) -> bool:
    """Whether a word before a quote denies it; a bare negation only if it is near."""
    word, pair = words[at], (words[at], words.get(at + 1, ""))
    if pair in _DENYING_PAIRS:
        return word != "the" or any(map(_negates, (words.get(at - 1, ""), words.get(at - 2, ""))))
    return word in _DENYING or (near and _negates(word))


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _left_out(text: IndexedText, sentences: Sentences, match: Match) -> Context | None:
    """What the omissions of a quote leave out: a denial, or the end of a sentence."""
    for (_, end), (start, _) in pairwise(match.spans):
        here, there = sentences.around(end - 1, end), sentences.around(start, start + 1)
        if here != there:
            words = (
                text.slice(max(here[0], end - _NEAR), end),
                text.slice(start, min(there[1], start + _NEAR)),
            )
            return Context(
                ContextKind.CROSSING, " … ".join(" ".join(part.split()) for part in words)
            )
        for at in range(end, start):
            word = text.tokens.texts[at].casefold()
            if word in _DENYING or _negates(word):
                return Context(
                    ContextKind.DENYING, " ".join(text.slice(at, min(start, at + _REACH)).split())
                )
    return None
