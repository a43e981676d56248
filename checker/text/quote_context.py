"""The context of a quote: what its sentence says about the quoted words, and the quote leaves out.

“Iraqi factions were involved” is part, word for word, of “rejected accusations that Iraqi
factions were involved”. The context is read from the words before the quote in its sentence, and
for denials and reports from those behind it, too. It is a warning to a reader and never decides a
verdict, because such words can be about something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from checker.text.quotes import Match
from checker.text.sentences import Sentences
from checker.text.tokens import IndexedText


class ContextKind(StrEnum):
    """What the sentence does with the quoted words."""

    DENIED = "denied"
    CONDITIONAL = "conditional"
    QUESTION = "question"
    REPORTED = "reported"
    TWO_SENTENCES = "two sentences"
    """The parts of the quote are from two sentences."""


@dataclass(frozen=True, slots=True)
class QuoteContext:
    """A context that a quote leaves out."""

    kind: ContextKind
    words: str
    """The words of the sentence that show it."""


_REACH: Final = 12
"""A verb can be at most this many tokens away from the quote that it is about."""

_NEAR: Final = 3
"""The same for a bare negation, which is mostly about the words right behind it."""


def _forms(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DENIALS: Final = _forms(
    "deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed "
    "dismissing refute refutes refuted refuting rebut rebutted disprove disproved disproven debunk "
    "debunked false falsely untrue baseless unfounded hoax myth fake wrong disputed disputes doubt "
    "doubts doubted doubtful retracted retracts contrary"
)
_DENIAL_PAIRS: Final = frozenset(
    {("failed", "to"), ("ruled", "out"), ("no", "evidence"), ("the", "case")}
)
"""Two words that deny together and not alone; “the case” as in “it is not the case that”."""

_DENIED: Final = _forms(
    "denied rejected dismissed refuted rebutted disproved disproven debunked false untrue baseless "
    "unfounded wrong fabricated invented retracted withdrawn"
)
"""Behind a form of “be”, these deny what is before it."""

_BEING: Final = _forms(
    "is are was were be been being proved proven turned out found called remains"
)
_QUESTION_MARKS: Final = frozenset("?؟？")
_NEGATIONS: Final = _forms("not no never nobody without cannot neither nor none hardly")
_CONDITIONAL: Final = _forms("if unless whether assuming provided supposing")
_REPORTING: Final = _forms(
    "said says saying told claim claims claimed claiming alleged alleges allegedly reportedly "
    "accused accuses accusing accusations according announced announces stated states insisted "
    "insists argued argues suggested suggests warned warns reported added adds believes believed "
    "tweeted wrote writes acknowledged acknowledges"
)


@dataclass(frozen=True, slots=True)
class _InSentence:
    """A quote in its sentence."""

    text: IndexedText
    start: int
    end: int
    """Tokens of the quote, omissions included; the end exclusive."""

    last: int
    """Index behind the sentence's last token."""

    words: dict[int, str]
    """By index: the case-folded tokens within reach of the quote, in its sentence."""

    @property
    def before(self) -> Iterator[int]:
        """The tokens before the quote, the nearest first."""
        return (at for at in reversed(self.words) if at < self.start)

    @property
    def behind(self) -> Iterator[int]:
        """The tokens behind the quote, in order."""
        return (at for at in self.words if at >= self.end)

    def from_word(self, kind: ContextKind, at: int) -> QuoteContext:
        """The context that a word makes: the words from it to the quote, or it alone behind it."""
        return self.context(kind, at, self.start if at < self.start else at + 1)

    def context(self, kind: ContextKind, start: int, end: int) -> QuoteContext:
        """The context that the words of a range make."""
        return QuoteContext(kind, _line(self.text, start, end))


def context_of(text: IndexedText, sentences: Sentences, match: Match) -> QuoteContext | None:
    """The context that a quote leaves out, or None; of several, the first in ``_RULES``."""
    left_out = _left_out(text, sentences, match)
    if left_out:
        return left_out
    start, end = match.spans[0][0], match.spans[-1][1]
    first, last = sentences.around(start, end)
    reach = range(max(first, start - _REACH), min(last, end + _REACH))
    words = {at: text.tokens.texts[at].casefold() for at in reach}
    quoted = _InSentence(text, start, end, last, words)
    return next((found for rule in _RULES if (found := rule(quoted))), None)


def _denied_before(quoted: _InSentence) -> QuoteContext | None:
    """“denied that …”."""
    for at in quoted.before:
        if _denies(quoted.words, at, near=at >= quoted.start - _NEAR):
            return quoted.from_word(ContextKind.DENIED, at)
    return None


def _denied_behind(quoted: _InSentence) -> QuoteContext | None:
    """“… was denied”, “… turned out to be false”."""
    for at in quoted.behind:
        ahead = (quoted.words.get(at - 1), quoted.words.get(at - 2))
        if quoted.words[at] in _DENIED and any(word in _BEING for word in ahead):
            return quoted.context(ContextKind.DENIED, quoted.end, at + 1)
    return None


def _conditional(quoted: _InSentence) -> QuoteContext | None:
    """“if …”, “whether …”."""
    for at in quoted.before:
        if quoted.words[at] in _CONDITIONAL:
            return quoted.from_word(ContextKind.CONDITIONAL, at)
    return None


def _question(quoted: _InSentence) -> QuoteContext | None:
    """A question mark at the end of the sentence, or right behind the quote."""
    tokens, last = quoted.text.tokens.texts, quoted.last - 1
    if tokens[last] in _QUESTION_MARKS or tokens[min(quoted.end, last)] in _QUESTION_MARKS:
        return quoted.context(ContextKind.QUESTION, quoted.end - 1, quoted.last)
    return None


def _reported(quoted: _InSentence) -> QuoteContext | None:
    """“said that …”, “…, officials said”."""
    for at in (*quoted.before, *quoted.behind):
        if quoted.words[at] in _REPORTING:
            return quoted.from_word(ContextKind.REPORTED, at)
    return None


_RULES: Final[tuple[Callable[[_InSentence], QuoteContext | None], ...]] = (
    _denied_before,
    _denied_behind,
    _conditional,
    _question,
    _reported,
)


def _denies(words: Mapping[int, str], at: int, *, near: bool) -> bool:
    """Whether a word before a quote denies it; a bare negation only if it is near."""
    word, pair = words[at], (words[at], words.get(at + 1, ""))
    if pair in _DENIAL_PAIRS:
        return word != "the" or any(map(_negates, (words.get(at - 1, ""), words.get(at - 2, ""))))
    return word in _DENIALS or (near and _negates(word))


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _left_out(text: IndexedText, sentences: Sentences, match: Match) -> QuoteContext | None:
    """What the omissions of a quote leave out: a denial, or the end of a sentence."""
    for (_, end), (start, _) in pairwise(match.spans):
        found = _next_sentence(text, sentences, end, start) or _omitted_denial(text, end, start)
        if found:
            return found
    return None


def _next_sentence(
    text: IndexedText, sentences: Sentences, end: int, start: int
) -> QuoteContext | None:
    """The edges of two parts, if they are in two sentences."""
    here, there = sentences.around(end - 1, end), sentences.around(start, start + 1)
    if here == there:
        return None
    edges = (
        _line(text, max(here[0], end - _NEAR), end),
        _line(text, start, min(there[1], start + _NEAR)),
    )
    return QuoteContext(ContextKind.TWO_SENTENCES, " … ".join(edges))


def _omitted_denial(text: IndexedText, end: int, start: int) -> QuoteContext | None:
    """The denial that the omission from ``end`` to ``start`` leaves out."""
    for at in range(end, start):
        word = text.tokens.texts[at].casefold()
        if word in _DENIALS or _negates(word):
            return QuoteContext(ContextKind.DENIED, _line(text, at, min(start, at + _REACH)))
    return None


def _line(text: IndexedText, start: int, end: int) -> str:
    """The words of a range on one line."""
    return " ".join(text.slice(start, end).split())
