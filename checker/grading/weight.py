"""What one piece of evidence weighs, by the rubric; and what a retraction does to the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checker.book import Book, Claim, Evidence, Stance
from checker.book.model import DOCUMENT, OUTLET, UNNAMED
from checker.grading import facts
from checker.grading.facts import Piece
from checker.grading.rubric import weight_row
from checker.grading.scale import Weight
from checker.verification import Verification


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence with its weight."""

    evidence: Evidence
    weight: Weight
    why: str
    undecided: bool = False
    """True for a stage that is not clear: reported, and neither for nor against."""

    counts_as_outlet: bool = True
    """Whether its outlet counts as an independent one.

    Not if the source is unreliable, was corrected since, names nobody, or says less than the claim.
    """


def weigh(book: Book, claim: Claim, verification: Verification) -> tuple[Weighed, ...]:
    """Every piece of evidence of a claim, weighed by itself, in the order of the claim."""
    return tuple(_weigh_one(Piece(book, claim, item, verification)) for item in claim.evidence)


def _weigh_one(piece: Piece) -> Weighed:
    row = weight_row(piece)
    doubtful = facts.unnamed(piece) or facts.unreliable(piece) or facts.corrected(piece)
    counts_as_outlet = not doubtful and not facts.says_less(piece)
    return Weighed(piece.item, row.weight, row.reason(piece), row.undecided, counts_as_outlet)


def with_retractions(book: Book, weighed: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """The same, but what an origin took back weighs nothing, and its retraction weighs most.

    A retraction with nothing to take back is an ordinary statement, and so is one in a source that
    was corrected since.
    """
    kept = tuple(weighed)
    if not any(item.evidence.retracts for item in kept):
        return kept
    final_sides = _final_sides(book, kept)
    return tuple(_after_retraction(book, item, final_sides) for item in kept)


def _final_sides(book: Book, weighed: Iterable[Weighed]) -> dict[str, Stance]:
    """The side on which each origin ends up that took back what it said on the other side."""
    sides: dict[str, set[Stance]] = {}
    final: dict[str, Stance] = {}
    for item in weighed:
        who = _who_retracts(book, item.evidence)
        if who and item.weight:
            sides.setdefault(who, set()).add(item.evidence.stance)
            if _is_retraction(book, item.evidence):
                final[who] = item.evidence.stance
    return {who: stance for who, stance in final.items() if len(sides[who]) > 1}


def _after_retraction(book: Book, item: Weighed, final_sides: Mapping[str, Stance]) -> Weighed:
    stance = final_sides.get(_who_retracts(book, item.evidence))
    if not item.weight or stance is None:
        return item
    name = book.entity_name(item.evidence.origin)
    if stance is not item.evidence.stance:
        return replace(item, weight=Weight.NONE, why=f"{name} takes this back")
    if _is_retraction(book, item.evidence):
        why = f"{name} takes back its own earlier statement"
        return replace(item, weight=Weight.STRONG, why=why)
    return item


def _is_retraction(book: Book, item: Evidence) -> bool:
    return item.retracts and not book.corrected(item.source)


def _who_retracts(book: Book, item: Evidence) -> str:
    """Who can take a statement back: its origin; for a source's own account, its outlet.

    Empty for the unnamed, who can take nothing back.
    """
    if item.origin in (OUTLET, DOCUMENT):
        return f"{item.origin} {book.outlet_of(item.source) or item.source}"
    return "" if item.origin == UNNAMED else book.root_of(item.origin)
