"""Quotes of evidence: proven, long enough, short enough, and true to their context."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from checker.book import Claim, ClaimKind, Evidence
from checker.book.model import OUTLET
from checker.checks.quote_differences import differences
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding
from checker.verification import QuoteCheck, QuoteStatus

MINIMUM_WORDS: Final = 4
MAXIMUM_WORDS: Final = 25
MAXIMUM_GAP: Final = 40
"""Tokens that one omission may leave out: a long sentence."""

_PROVE: Final = "run “checker prove” with the archive"

_CONTEXTS: Final = {
    "denied": "the sentence denies what the quote says",
    "conditional": "the sentence makes the quote depend on a condition, or leaves it open",
    "question": "the sentence asks what the quote says",
    "reported": "the sentence says who the quote comes from",
    "two sentences": "the parts of the quote come from two sentences",
}
_CONTEXT_HINTS: Final = {
    "two sentences": "split the quote into two pieces of evidence, or explain in “reading” how its "
    "parts belong together",
    "reported": "write who says it as “origin”, or explain in “reading” why it is the source's own "
    "account",
}
_OTHER_CONTEXT_HINT: Final = (
    "quote these words as well, or explain in “reading” why they do not matter"
)


@check("quote-missing", Severity.ERROR, "A quote is not in the text", scope=Scope.CLAIM)
@check("quote-altered", Severity.ERROR, "A quote differs from the text", scope=Scope.CLAIM)
@check(
    "quote-ambiguous", Severity.ERROR, "A quote is in the text more than once", scope=Scope.CLAIM
)
@check("quote-unchecked", Severity.WARNING, "A quote could not be checked", scope=Scope.CLAIM)
def statuses(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Every quote that is not proven."""
    for item in claim.evidence:
        proof = facts.verification.evidence[item.id]
        if not proof.status.proven and item.source in facts.book.sources:
            yield _not_proven(item, proof)


def _not_proven(item: Evidence, proof: QuoteCheck) -> Finding:
    message, hint = _described(item, proof)
    if proof.elsewhere and not _cuts_a_number(proof):
        hint = f"these words are in {proof.elsewhere}: correct “source”"
    kind = f"quote-{proof.status.value}"
    return finding(kind, item.place.of("quote"), message, hint, item.claim)


def _described(item: Evidence, proof: QuoteCheck) -> tuple[str, str]:
    """Message and hint for a quote that is not proven."""
    match proof.status:
        case QuoteStatus.UNCHECKED:
            return f"the quote was not checked: {proof.reason}", _PROVE
        case QuoteStatus.AMBIGUOUS:
            message = f"the quote is in the text of {item.source} more than once"
            return message, "quote more words, so that they are in the text only once"
        case QuoteStatus.ALTERED:
            reason = f": {proof.reason}" if proof.reason else ""
            message = f"the quote differs from the text of {item.source}{reason}"
            return message, _difference_hint(item, proof)
        case _:
            nearest = " ".join(proof.nearest.split())
            hint = f"the nearest passage is “{nearest}”" if nearest else ""
            return f"the quote is not in the text of {item.source}", hint


def _difference_hint(item: Evidence, proof: QuoteCheck) -> str:
    if _cuts_a_number(proof):
        return ""  # the reason says already what to do
    marked = differences(item.quote, proof.nearest)
    if not marked:
        return _PROVE
    # With a reason, the quote was compared with a receipt; without one, with the text itself.
    return f"the proven words are: {marked}" if proof.reason else f"the text has: {marked}"


def _cuts_a_number(proof: QuoteCheck) -> bool:
    return proof.status is QuoteStatus.ALTERED and proof.reason.startswith("it cuts")


@check(
    "quote-context",
    Severity.WARNING,
    "A quote leaves out words that change its meaning",
    scope=Scope.CLAIM,
)
def contexts(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Quotes that leave out a denial, a condition, a question or a speaker in their sentence.

    Needs the texts: a receipt does not prove the context of a quote.
    """
    for item in claim.evidence:
        context = facts.verification.evidence[item.id].context
        if context is None or item.reading or item.background:
            continue
        kind, words = context
        # An origin or a speaker says already whose words they are.
        has_speaker = item.origin != OUTLET or claim.kind is ClaimKind.ATTRIBUTION
        if kind == "reported" and has_speaker:
            continue
        yield finding(
            "quote-context",
            item.place.of("quote"),
            f"{_CONTEXTS[kind]}: “{words}”",
            _CONTEXT_HINTS.get(kind, _OTHER_CONTEXT_HINT),
            claim.id,
        )


@check("quote-gap", Severity.WARNING, "A quote leaves out too much text", scope=Scope.CLAIM)
def gaps(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Quotes that leave out more than a long sentence: their parts may be about two things."""
    for item in claim.evidence:
        match = facts.verification.evidence[item.id].match
        if match is None:
            continue
        between = [after[0] - before[1] for before, after in pairwise(match.spans)]
        gap = max(between, default=0)
        if gap > MAXIMUM_GAP:
            yield finding(
                "quote-gap",
                item.place.of("quote"),
                f"the quote leaves out {gap} words and marks between its parts; at most "
                f"{MAXIMUM_GAP} are allowed",
                "split the quote into two pieces of evidence",
                claim.id,
            )


@check("quote-length", Severity.WARNING, "A quote is too short or too long", scope=Scope.CLAIM)
def lengths(_: Facts, claim: Claim) -> Iterator[Finding]:
    """Quotes outside 4 to 25 words: fewer prove too little, more are not needed."""
    for item in claim.evidence:
        words = item.parsed.words
        if not MINIMUM_WORDS <= words <= MAXIMUM_WORDS:
            yield finding(
                "quote-length",
                item.place.of("quote"),
                f"the quote has {words} {'word' if words == 1 else 'words'}; "
                f"use {MINIMUM_WORDS} to {MAXIMUM_WORDS}",
                "quote the shortest passage that states the fact",
                claim.id,
            )
