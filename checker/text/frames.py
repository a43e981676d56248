"""The frame of a quote: what its sentence says of the quoted words, and the quote leaves out.

“Iraqi factions were involved” stands word for word in “rejected accusations that Iraqi factions were
involved”. A frame is told from the words before the quote in its sentence, and for reporting, behind it
too. It is a warning for a human being, never a verdict: words of a frame can be about something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checker.text.quotes import Match
from checker.text.sentences import Sentences
from checker.text.tokens import IndexedText


class FrameKind(StrEnum):
    """What a frame does to the words in it."""

    DENYING = "denying"
    CONDITIONAL = "conditional"
    ASKING = "asking"
    REPORTING = "reporting"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that a quote leaves out."""

    kind: FrameKind
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
    "false falsely untrue baseless unfounded hoax"
)
_QUESTION: Final = frozenset("?؟？")
_NEGATIONS: Final = _forms("not no never nobody without cannot neither nor none hardly")
_CONDITIONAL: Final = _forms("if unless whether")
_REPORTING: Final = _forms(
    "said says saying told claim claims claimed claiming alleged alleges allegedly reportedly accused accuses "
    "accusing accusations according announced announces stated states insisted insists argued argues "
    "suggested suggests warned warns reported"
)


def frame_of(text: IndexedText, sentences: Sentences, match: Match) -> Frame | None:
    """The frame that a quote leaves out, or None: denying before conditional before reporting."""
    start, end = match.spans[0][0], match.spans[-1][1]
    first, last = sentences.around(start, end)
    behind = min(last, end + _REACH)
    words = {at: text.tokens.texts[at].casefold() for at in range(max(first, start - _REACH), behind)}
    before = range(max(first, start - _REACH), start)
    near = range(max(first, start - _NEAR), start)

    def framed(kind: FrameKind, at: int) -> Frame:
        return Frame(kind, " ".join(text.slice(at, start if at < start else at + 1).split()))

    for at in reversed(before):
        if words[at] in _DENYING or (at in near and (words[at] in _NEGATIONS or words[at].endswith("n't"))):
            return framed(FrameKind.DENYING, at)
    for at in reversed(before):
        if words[at] in _CONDITIONAL:
            return framed(FrameKind.CONDITIONAL, at)
    if text.tokens.texts[last - 1] in _QUESTION or text.tokens.texts[min(end, last - 1)] in _QUESTION:
        return Frame(FrameKind.ASKING, " ".join(text.slice(end - 1, last).split()))
    for at in (*reversed(before), *range(end, behind)):
        if words[at] in _REPORTING:
            return framed(FrameKind.REPORTING, at)
    return None
