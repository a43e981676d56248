"""Quotes of evidence: proven, not proven, not checked; and long enough, and short enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from checker.assessment import Assessment
from checker.book import ClaimKind, Evidence
from checker.book.model import OUTLET
from checker.findings import Finding, finding
from checker.text import Tokens, tokenize
from checker.verification import QuoteCheck, QuoteStatus

MINIMUM_WORDS: Final = 4
MAXIMUM_WORDS: Final = 25
MAXIMUM_GAP: Final = 40
"""Tokens that one omission may leave out: a long sentence."""


def statuses(assessment: Assessment) -> Iterator[Finding]:
    """Every quote that is not proven."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            check = assessment.verification.evidence[item.id]
            if not check.status.proven and (item.source in assessment.book.sources):
                yield _unproven(item, check)


def _unproven(item: Evidence, check: QuoteCheck) -> Finding:
    where = item.place.of("quote")
    match check.status:
        case QuoteStatus.UNCHECKED:
            message, hint = (
                f"not checked: {check.reason}",
                "run “checker prove” where the archive is",
            )
        case QuoteStatus.AMBIGUOUS:
            message, hint = (
                f"stands in {item.source} more than once",
                "quote more words, until it stands there once",
            )
        case QuoteStatus.ALTERED:
            message = f"not what {item.source} says" + (f": {check.reason}" if check.reason else "")
            differences = _differences(item.quote, check.nearest)
            if check.reason.startswith("it cuts"):
                return finding("quote-altered", where, message, "", item.claim)
            has = "the proven words are" if check.reason else "the text has"
            hint = (
                f"{has}: {differences}"
                if differences
                else "run “checker prove” where the archive is"
            )
        case _:
            message, hint = (
                f"not in {item.source}",
                f"nearest: “{' '.join(check.nearest.split())}”" if check.nearest else "",
            )
    if check.elsewhere:
        hint = f"these words are in {check.elsewhere}: correct the source"
    return finding(f"quote-{check.status.value}", where, message, hint, item.claim)


def _differences(quote: str, passage: str) -> str:
    """The passage with what differs in brackets, compared token by token as quotes are."""
    if not passage:
        return ""
    import difflib  # only a failed quote pays for it

    ours, theirs = tokenize(quote), tokenize(passage)
    marked = []
    matcher = difflib.SequenceMatcher(None, ours.texts, theirs.texts, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            marked.append(_slice(passage, theirs, c, d))
        else:
            marked.append(
                f"[{_slice(quote, ours, a, b) or 'nothing'} → {_slice(passage, theirs, c, d) or 'nothing'}]"
            )
    return " ".join(marked)


def _slice(text: str, tokens: Tokens, start: int, end: int) -> str:
    return (
        " ".join(text[tokens.starts[start] : tokens.ends[end - 1]].split()) if end > start else ""
    )


_CONTEXTS: Final = {
    "denied": "its sentence denies it",
    "conditional": "its sentence makes it a condition, or leaves it open",
    "question": "its sentence asks it",
    "reported": "its sentence gives it as somebody's word",
    "two sentences": "its parts are of two sentences",
}
_CONTEXT_HINTS: Final = {
    "two sentences": "make it two pieces of evidence, or explain with “reading” what joins them",
    "reported": "name the origin, or explain with “reading” why it is the source's own account",
}


def contexts(assessment: Assessment) -> Iterator[Finding]:
    """Quotes that leave out what their sentence says of them; told where the text is at hand."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            context = assessment.verification.evidence[item.id].context
            if context is None or item.reading or item.background:
                continue
            kind, words = context
            if kind == "reported" and (
                item.origin != OUTLET or claim.kind is ClaimKind.ATTRIBUTION
            ):
                continue
            yield finding(
                "quote-context",
                item.place.of("quote"),
                f"{_CONTEXTS[kind]}: “{words}”",
                _CONTEXT_HINTS.get(
                    kind, "quote these words, too, or explain with “reading” why they do not matter"
                ),
                claim.id,
            )


def parts(assessment: Assessment) -> Iterator[Finding]:
    """Parts of one quote between which more than a long sentence is left out: they may speak of two things."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            match = assessment.verification.evidence[item.id].match
            gap = (
                max((after[0] - before[1] for before, after in pairwise(match.spans)), default=0)
                if match
                else 0
            )
            if gap > MAXIMUM_GAP:
                yield finding(
                    "quote-parts-apart",
                    item.place.of("quote"),
                    f"{gap} words and marks are left out between its parts; {MAXIMUM_GAP} at most are wanted",
                    "make it two pieces of evidence",
                    claim.id,
                )


def lengths(assessment: Assessment) -> Iterator[Finding]:
    """Quotes outside four to 25 words: too few prove too little, more is more than the fact needs."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            words = item.parsed.words
            if not MINIMUM_WORDS <= words <= MAXIMUM_WORDS:
                yield finding(
                    "quote-length",
                    item.place.of("quote"),
                    f"the quote has {words} words; {MINIMUM_WORDS} to {MAXIMUM_WORDS} are wanted",
                    "quote the shortest run that carries the fact",
                    claim.id,
                )
