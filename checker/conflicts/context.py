"""A book as resolutions and messages need it: with its reported values, costs and quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.book import Book
from checker.conflicts.groups import Reports
from checker.conflicts.model import Costs
from checker.values import Quantity

QuantityIndex = Mapping[tuple[str, str, str | None], Sequence[Quantity]]
"""The values that the book has for each subject, measure and stage."""


@dataclass(frozen=True, slots=True)
class BookContext:
    """What resolutions and messages depend on beside the conflict sets; one for the whole book."""

    book: Book
    reports: Reports
    costs: Costs
    quantities: QuantityIndex


def context_of(book: Book, reports: Reports, costs: Costs) -> BookContext:
    """A book with its reported values, and its quantities ready to be looked up."""
    quantities: dict[tuple[str, str, str | None], list[Quantity]] = {}
    for claim in book.claims.values():
        if claim.quantity is not None:
            key = (claim.quantity.subject, claim.quantity.measure, claim.quantity.stage)
            quantities.setdefault(key, []).append(claim.quantity.value)
    return BookContext(book, reports, costs, quantities)
