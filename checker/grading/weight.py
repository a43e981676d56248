"""What one piece of evidence weighs, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from checker.book import Book, Claim, Evidence, Kind, Stance
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.text.quotes import quoted_words
from checker.values import compatible
from checker.verification import Verification

SPEECH_WORDS = 3
"""So many words inside quotation marks make a quote relay speech rather than name a term."""


class Weight(IntEnum):
    """Ordinal; nothing is ever added up."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence with its weight."""

    evidence: Evidence
    weight: Weight
    why: str
    undecided: bool = False
    """True for a stage that is not clear: reported, and neither for nor against."""


def weigh(book: Book, claim: Claim, verification: Verification) -> tuple[Weighed, ...]:
    """Every piece of evidence of a claim, weighed by itself, in the order of the claim."""
    return tuple(_weigh_one(book, claim, item, verification) for item in claim.evidence)


def without_retracted(book: Book, weighed: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """The same, but nothing that an origin took back weighs any more."""
    kept = tuple(weighed)
    retracting = {
        book.root_of(item.evidence.origin): item.evidence.stance
        for item in kept
        if item.weight and item.evidence.retracts
    }
    return tuple(_retracted(book, item, retracting) for item in kept) if retracting else kept


def _retracted(book: Book, item: Weighed, retracting: dict[str, Stance]) -> Weighed:
    stance = retracting.get(book.root_of(item.evidence.origin))
    if not item.weight or stance in (None, item.evidence.stance):
        return item
    return replace(item, weight=Weight.NONE, why=f"{book.entity_name(item.evidence.origin)} takes this back")


def _side_fits(claim: Claim, item: Evidence) -> bool:
    """Whether what the evidence says is on the side that it is filed under."""
    if item.says is None or claim.value is None:
        return True
    return compatible(claim.value, item.says) is (item.stance is Stance.SUPPORTING)


def _weigh_one(book: Book, claim: Claim, item: Evidence, verification: Verification) -> Weighed:
    weight, why, undecided = _own_weight(book, claim, item, verification)
    return Weighed(item, weight, why, undecided)


_Own = tuple[Weight, str, bool]


def _own_weight(book: Book, claim: Claim, item: Evidence, verification: Verification) -> _Own:
    check = verification.evidence[item.id]
    if not check.status.proven:
        return Weight.NONE, f"the quote is {check.status.value}", False
    if item.background:
        return Weight.NONE, "background", False
    if not _side_fits(claim, item):
        side = "differs from" if item.stance is Stance.SUPPORTING else "does not differ from"
        return Weight.NONE, f"what it says {side} the claim's value", False
    if item.id in verification.unsaid:
        return Weight.NONE, "the quote does not say " + (item.says.text if item.says else ""), False
    stage = claim.quantity.stage if claim.quantity else None
    if item.stage is not None and item.stage != stage:
        if item.stage == UNCLEAR:
            return Weight.NONE, "at which stage it speaks is unclear: undecided", True
        return Weight.NONE, f"it speaks of another stage, {item.stage}", False
    source = book.sources.get(item.source)
    if source is not None and source.unreliable:
        return Weight.WEAK, f"the source is marked unreliable: {source.unreliable}", False
    weight, why = _relayed_weight(item) if claim.kind is Kind.ATTRIBUTION else _origin_weight(book, claim, item)
    return weight, why, False


def _relayed_weight(item: Evidence) -> tuple[Weight, str]:
    """Evidence that somebody said something: by the witness, not by the speaker."""
    if item.origin == DOCUMENT:
        return Weight.STRONG, "the document itself"
    if quoted_words(item.quote) >= SPEECH_WORDS:
        return Weight.FAIR, "relays the words in quotation marks"
    return Weight.WEAK, "relays the sense, not the words"


def _origin_weight(book: Book, claim: Claim, item: Evidence) -> tuple[Weight, str]:
    """Evidence of a figure or an event: by whose word it is."""
    name = book.entity_name(item.origin)
    if item.origin == DOCUMENT:
        return Weight.STRONG, "the document itself"
    if item.retracts:
        return Weight.STRONG, f"{name} takes its own earlier word back"
    if item.origin == OUTLET:
        return Weight.FAIR, "the source's own account"
    if item.origin == UNNAMED:
        return Weight.WEAK, "the origin is not named"
    interest = interest_of(book, claim, item.origin)
    if interest:
        return Weight.WEAK, f"{name} speaks in its own cause: {interest}"
    measure = claim.quantity.measure if claim.quantity else None
    for entity in book.chain(item.origin):
        known = book.entities.get(entity)
        if known and measure in known.authority:
            return Weight.STRONG, f"{name} is an authority on {measure} and has no interest here"
    return Weight.FAIR, f"{name} is named and has no interest here"


def interest_of(book: Book, claim: Claim, origin: str) -> str:
    """Why an origin speaks in its own cause in a claim, or nothing."""
    for entity in book.chain(origin):
        if entity in claim.interested:
            return claim.interested[entity]
        known = book.entities.get(entity)
        if known and claim.topic in known.interested:
            return known.note or f"interested in {claim.topic}"
    return ""
