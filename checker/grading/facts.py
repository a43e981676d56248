"""What the weight of a piece of evidence depends on, and how a reason says it.

One function for each condition of the rubric, named for what is true when it returns True.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.book import Book, Claim, ClaimKind, Evidence, Source, Stance
from checker.book.model import DOCUMENT, OUTLET, UNCLEAR, UNNAMED
from checker.text.quotes import quoted_words, without_edges
from checker.values import compatible, within
from checker.verification import Verification

SPEECH_WORDS: Final = 3
"""From this many words inside quotation marks on, a quote gives speech and does not name a term."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, and what its weight depends on."""

    book: Book
    claim: Claim
    item: Evidence
    verification: Verification

    @property
    def source(self) -> Source | None:
        """The source, if its record could be read."""
        return self.book.sources.get(self.item.source)

    @property
    def claimed_stage(self) -> str | None:
        """The stage that the claim is about."""
        return self.claim.quantity.stage if self.claim.quantity else None

    @property
    def name(self) -> str:
        """The origin's name."""
        return self.book.entity_name(self.item.origin)


def not_proven(piece: Piece) -> bool:
    """The quote is not proven."""
    return not piece.verification.evidence[piece.item.id].status.proven


def retracted(piece: Piece) -> bool:
    """The source was retracted."""
    return piece.source is not None and piece.book.retracted(piece.source.id)


def background(piece: Piece) -> bool:
    """The evidence is marked as background."""
    return piece.item.background


def on_the_wrong_side(piece: Piece) -> bool:
    """Its value agrees with the claim against it, or differs from the claim for it."""
    item, claimed = piece.item, piece.claim.value
    if item.says is None or claimed is None:
        return False
    agrees = compatible(claimed, item.says)
    return agrees is not (item.stance is Stance.SUPPORTING)


def value_missing(piece: Piece) -> bool:
    """The quote does not say its value, and no reading explains how it does."""
    return piece.item.id in piece.verification.missing_values


def stage_unclear(piece: Piece) -> bool:
    """It is recorded that the stage is unclear."""
    return piece.item.stage == UNCLEAR != piece.claimed_stage


def another_stage(piece: Piece) -> bool:
    """It is about another stage than the claim."""
    return piece.item.stage not in (None, UNCLEAR, piece.claimed_stage)


def unreliable(piece: Piece) -> bool:
    """The source is marked unreliable."""
    return piece.source is not None and bool(piece.source.unreliable)


def no_document(piece: Piece) -> bool:
    """The document is its origin, and the source is not marked as one."""
    is_document = piece.source is not None and piece.source.document
    return piece.item.origin == DOCUMENT and not is_document


def corrected(piece: Piece) -> bool:
    """The source was corrected after its text was archived."""
    return piece.source is not None and piece.book.corrected(piece.source.id)


def says_less(piece: Piece) -> bool:
    """Whether supporting evidence says less than the claim: “at least one” of 73."""
    item, claimed = piece.item, piece.claim.value
    if item.says is None or claimed is None or item.stance is not Stance.SUPPORTING:
        return False
    return not within(item.says, claimed)


def attribution(piece: Piece) -> bool:
    """The claim is that somebody said something."""
    return piece.claim.kind is ClaimKind.ATTRIBUTION


def document(piece: Piece) -> bool:
    """The origin is the document itself."""
    return piece.item.origin == DOCUMENT


def attributed_speech(piece: Piece) -> bool:
    """The claim is an attribution, and the quote has speech in quotation marks."""
    return attribution(piece) and quoted_words(without_edges(piece.item.quote)) >= SPEECH_WORDS


def own_account(piece: Piece) -> bool:
    """It is the source's own account."""
    return piece.item.origin == OUTLET


def unnamed(piece: Piece) -> bool:
    """The origin is not named."""
    return piece.item.origin == UNNAMED


def interest_of(book: Book, claim: Claim, origin: str) -> str:
    """Why an origin has an interest in a claim; empty if it has none."""
    for entity in book.chain(origin):
        if entity in claim.interested:
            return claim.interested[entity]
        known = book.entities.get(entity)
        if known and claim.topic in known.interested:
            return known.note or f"interested in {claim.topic}"
    return ""


def interested(piece: Piece) -> bool:
    """The origin, or a body it belongs to, has an interest in the claim."""
    return bool(interest_of(piece.book, piece.claim, piece.item.origin))


def authority(piece: Piece) -> bool:
    """The origin, or a body it belongs to, is an authority on the claim's measure."""
    if piece.claim.quantity is None:
        return False
    measure = piece.claim.quantity.measure
    chain = (piece.book.entities.get(name) for name in piece.book.chain(piece.item.origin))
    return any(entity is not None and measure in entity.authority for entity in chain)


def otherwise(_: Piece) -> bool:
    """Nothing before applies."""
    return True


def why_wrong_side(piece: Piece) -> str:
    """Which way the value is wrong."""
    supporting = piece.item.stance is Stance.SUPPORTING
    return f"its value {'differs from' if supporting else 'agrees with'} the claim's value"


def why_unreliable(piece: Piece) -> str:
    """Why the source is marked."""
    assert piece.source is not None, "only a source can be unreliable"
    return f"the source is marked unreliable: {piece.source.unreliable}"


def why_status(piece: Piece) -> str:
    """What became of the source."""
    assert piece.source is not None, "only a source can be retracted or corrected"
    return f"the source was {piece.source.status}"


def why_says_less(piece: Piece) -> str:
    """What the evidence says."""
    assert piece.item.says is not None, "only a value can say less"
    return f"it says only {piece.item.says.text}, which leaves room for other values"


def why_authority(piece: Piece) -> str:
    """On what the origin is an authority."""
    assert piece.claim.quantity is not None, "only a figure has a measure"
    measure = piece.claim.quantity.measure
    return f"{piece.name} is an authority on {measure} and has no interest here"


def why_interested(piece: Piece) -> str:
    """Which interest the origin has."""
    interest = interest_of(piece.book, piece.claim, piece.item.origin)
    return f"{piece.name} has an interest: {interest}"


def why_not_proven(piece: Piece) -> str:
    """What became of the quote."""
    return f"the quote is {piece.verification.evidence[piece.item.id].status.value}"


def why_value_missing(piece: Piece) -> str:
    """The value that the quote should say."""
    says = piece.item.says
    return f"the quote does not say {says.text if says else 'its value'}"


def why_corrected(piece: Piece) -> str:
    """What is missing, and what became of the source."""
    return f"not yet proven against the corrected text; {why_status(piece)}"


def why_another_stage(piece: Piece) -> str:
    """Which stage it is about."""
    return f"it is about another stage, {piece.item.stage}"


def why_named(piece: Piece) -> str:
    """Who is named."""
    return f"{piece.name} is named and has no interest here"
