"""What one piece of evidence weighs, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from checker.book import (
    Book,
    Claim,
    ClaimKind,
    Evidence,
    Stance,
)
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.text.quotes import quoted_words, without_edges
from checker.values import compatible, within
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

    independent_outlet: bool = True
    """Whether the source counts as an independent outlet: not if it is unreliable, was corrected since, names nobody, or says less
    than the claim."""


def weigh(book: Book, claim: Claim, verification: Verification) -> tuple[Weighed, ...]:
    """Every piece of evidence of a claim, weighed by itself, in the order of the claim."""
    return tuple(_weigh_one(book, claim, item, verification) for item in claim.evidence)


def with_retractions(book: Book, weighed: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """The same, but what an origin took back weighs nothing, and its taking it back weighs most.

    A retraction with nothing to take back is a word like any other, and so is one in a source that was
    corrected since.
    """
    kept = tuple(weighed)
    if not any(item.evidence.retracts for item in kept):
        return kept
    sides: dict[str, set[Stance]] = {}
    retracting: dict[str, Stance] = {}
    for item in kept:
        voice = _voice(book, item.evidence)
        if voice and item.weight:
            sides.setdefault(voice, set()).add(item.evidence.stance)
            if item.evidence.retracts and not book.corrected(item.evidence.source):
                retracting[voice] = item.evidence.stance
    later = {voice: stance for voice, stance in retracting.items() if len(sides[voice]) > 1}
    return tuple(_after(book, item, later) for item in kept) if later else kept


def _after(book: Book, item: Weighed, later: dict[str, Stance]) -> Weighed:
    stance, name = later.get(_voice(book, item.evidence)), book.entity_name(item.evidence.origin)
    if not item.weight or stance is None:
        return item
    if stance is not item.evidence.stance:
        return replace(item, weight=Weight.NONE, why=f"{name} takes this back")
    if item.evidence.retracts and not book.corrected(item.evidence.source):
        return replace(item, weight=Weight.STRONG, why=f"{name} takes its own earlier word back")
    return item


def _voice(book: Book, item: Evidence) -> str:
    """Who can take a word back: its origin; for a source's own account, its outlet; nobody for the unnamed."""
    if item.origin in (OUTLET, DOCUMENT):
        return f"{item.origin} {book.outlet_of(item.source) or item.source}"
    return "" if item.origin == UNNAMED else book.root_of(item.origin)


def _vague(claim: Claim, item: Evidence) -> bool:
    """Whether supporting evidence says less than the claim: “Sunday” of a date, “at least one” of 73."""
    if item.says is None or claim.value is None or item.stance is not Stance.SUPPORTING:
        return False
    return not within(item.says, claim.value)


def _side_fits(claim: Claim, item: Evidence) -> bool:
    """Whether what the evidence says is on the side that it is filed under."""
    if item.says is None or claim.value is None:
        return True
    return compatible(claim.value, item.says) is (item.stance is Stance.SUPPORTING)


def _weigh_one(book: Book, claim: Claim, item: Evidence, verification: Verification) -> Weighed:
    weight, why, undecided = _own_weight(book, claim, item, verification)
    source = book.sources.get(item.source)
    doubtful = source is not None and (source.unreliable or book.corrected(source.id))
    independent_outlet = item.origin != UNNAMED and not doubtful and not _vague(claim, item)
    return Weighed(item, weight, why, undecided, independent_outlet)


_Own = tuple[Weight, str, bool]


def _own_weight(book: Book, claim: Claim, item: Evidence, verification: Verification) -> _Own:
    check = verification.evidence[item.id]
    if not check.status.proven:
        return Weight.NONE, f"the quote is {check.status.value}", False
    source = book.sources.get(item.source)
    if source is not None and book.retracted(source.id):
        return Weight.NONE, f"the source was {source.status}", False
    if item.background:
        return Weight.NONE, "background", False
    if not _side_fits(claim, item):
        side = "differs from" if item.stance is Stance.SUPPORTING else "does not differ from"
        return Weight.NONE, f"what it says {side} the claim's value", False
    if item.id in verification.missing_values:
        return Weight.NONE, "the quote does not say " + (item.says.text if item.says else ""), False
    stage = claim.quantity.stage if claim.quantity else None
    if item.stage is not None and item.stage != stage:
        if item.stage == UNCLEAR:
            return Weight.NONE, "at which stage it speaks is unclear: undecided", True
        return Weight.NONE, f"it speaks of another stage, {item.stage}", False
    if source is not None and source.unreliable:
        return Weight.WEAK, f"the source is marked unreliable: {source.unreliable}", False
    if item.origin == DOCUMENT and not (source is not None and source.document):
        return Weight.NONE, "the source is not marked as a document", False
    if source is not None and book.corrected(source.id):
        return (
            Weight.WEAK,
            f"to be proven against the corrected text; the source was {source.status}",
            False,
        )
    if item.says and _vague(claim, item):
        return (
            Weight.WEAK,
            f"it says only {item.says.text}, and leaves room for other values",
            False,
        )
    weight, why = (
        _relayed_weight(item)
        if claim.kind is ClaimKind.ATTRIBUTION
        else _origin_weight(book, claim, item)
    )
    return weight, why, False


def _relayed_weight(item: Evidence) -> tuple[Weight, str]:
    """Evidence that somebody said something: by the independent outlet, not by the speaker."""
    if item.origin == DOCUMENT:
        return Weight.STRONG, "the document itself"
    if quoted_words(without_edges(item.quote)) >= SPEECH_WORDS:
        return Weight.FAIR, "relays the words in quotation marks"
    return Weight.WEAK, "relays the sense, not the words"


def _origin_weight(book: Book, claim: Claim, item: Evidence) -> tuple[Weight, str]:
    """Evidence of a figure or an event: by whose word it is."""
    name = book.entity_name(item.origin)
    if item.origin == DOCUMENT:
        return Weight.STRONG, "the document itself"
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
