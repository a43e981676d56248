"""What one piece of evidence weighs, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from checker.book import Book, Claim, Evidence, Kind, Stance
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.text.quotes import quoted_words
from checker.values import Mention, compatible, mentions, wanted
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
    """Every piece of evidence of a claim with its weight, in the order of the claim."""
    retracting = {
        book.root_of(item.origin): item.stance
        for item in claim.evidence
        if item.retracts and verification.proven(item.id) and _side_fits(claim, item)
    }
    return tuple(_weigh_one(book, claim, item, verification, retracting) for item in claim.evidence)


def unsaid(book: Book, item: Evidence) -> frozenset[Mention]:
    """What is missing from the quote for it to say its value; nothing if ``reading`` explains it."""
    if item.says is None or item.background or item.reading:
        return frozenset()
    tokens = [token for fragment in item.parsed.fragments for token in fragment]
    return wanted(item.says) - mentions(tokens, book.calendar)


def _side_fits(claim: Claim, item: Evidence) -> bool:
    """Whether what the evidence says is on the side that it is filed under."""
    if item.says is None or claim.value is None:
        return True
    return compatible(claim.value, item.says) is (item.stance is Stance.SUPPORTING)


def _weigh_one(
    book: Book, claim: Claim, item: Evidence, verification: Verification, retracting: dict[str, Stance]
) -> Weighed:
    check = verification.evidence[item.id]
    if not check.status.proven:
        return Weighed(item, Weight.NONE, f"the quote is {check.status.value}")
    if item.background:
        return Weighed(item, Weight.NONE, "background")
    if not _side_fits(claim, item):
        side = "differs from" if item.stance is Stance.SUPPORTING else "does not differ from"
        return Weighed(item, Weight.NONE, f"what it says {side} the claim's value")
    missing = unsaid(book, item)
    if missing:
        return Weighed(item, Weight.NONE, "the quote does not say " + (item.says.text if item.says else ""))
    stage = claim.quantity.stage if claim.quantity else None
    if item.stage is not None and item.stage != stage:
        if item.stage == UNCLEAR:
            return Weighed(item, Weight.NONE, "at which stage it speaks is unclear: undecided", undecided=True)
        return Weighed(item, Weight.NONE, f"it speaks of another stage, {item.stage}")
    origin = book.root_of(item.origin)
    if origin in retracting and retracting[origin] is not item.stance:
        return Weighed(item, Weight.NONE, f"{book.entity_name(item.origin)} takes this back")
    source = book.sources.get(item.source)
    if source is not None and source.unreliable:
        return Weighed(item, Weight.WEAK, f"the source is marked unreliable: {source.unreliable}")
    if claim.kind is Kind.ATTRIBUTION:
        return _weigh_relayed(item)
    return _weigh_origin(book, claim, item)


def _weigh_relayed(item: Evidence) -> Weighed:
    """Evidence that somebody said something: by the witness, not by the speaker."""
    if item.origin == DOCUMENT:
        return Weighed(item, Weight.STRONG, "the document itself")
    if quoted_words(item.quote) >= SPEECH_WORDS:
        return Weighed(item, Weight.FAIR, "relays the words in quotation marks")
    return Weighed(item, Weight.WEAK, "relays the sense, not the words")


def _weigh_origin(book: Book, claim: Claim, item: Evidence) -> Weighed:
    """Evidence of a figure or an event: by whose word it is."""
    name = book.entity_name(item.origin)
    if item.origin == DOCUMENT:
        return Weighed(item, Weight.STRONG, "the document itself")
    if item.retracts:
        return Weighed(item, Weight.STRONG, f"{name} takes its own earlier word back")
    if item.origin == OUTLET:
        return Weighed(item, Weight.FAIR, "the source's own account")
    if item.origin == UNNAMED:
        return Weighed(item, Weight.WEAK, "the origin is not named")
    interest = interest_of(book, claim, item.origin)
    if interest:
        return Weighed(item, Weight.WEAK, f"{name} speaks in its own cause: {interest}")
    measure = claim.quantity.measure if claim.quantity else None
    for entity in book.chain(item.origin):
        known = book.entities.get(entity)
        if known and measure in known.authority:
            return Weighed(item, Weight.STRONG, f"{name} is an authority on {measure} and has no interest here")
    return Weighed(item, Weight.FAIR, f"{name} is named and has no interest here")


def interest_of(book: Book, claim: Claim, origin: str) -> str:
    """Why an origin speaks in its own cause in a claim, or nothing."""
    for entity in book.chain(origin):
        if entity in claim.interested:
            return claim.interested[entity]
        known = book.entities.get(entity)
        if known and claim.topic in known.interested:
            return known.note or f"interested in {claim.topic}"
    return ""
