"""A folder of YAML, read into an immutable Book in which every node knows its place.

Reads files, writes none. May touch ``text``, ``values`` and ``findings``.
"""

from checker.book.loader import BookError, load_book
from checker.book.model import (
    Book,
    Claim,
    Entity,
    Evidence,
    House,
    Kind,
    Measure,
    Outline,
    Place,
    RelationRule,
    Rubric,
    Source,
    Stance,
    Stated,
    Topic,
    Waiver,
)
from checker.book.receipts import ReceiptFile
from checker.book.status import SourceStatus, Standing

__all__ = [
    "Book",
    "BookError",
    "Claim",
    "Entity",
    "Evidence",
    "House",
    "Kind",
    "Measure",
    "Outline",
    "Place",
    "ReceiptFile",
    "RelationRule",
    "Rubric",
    "Source",
    "SourceStatus",
    "Stance",
    "Standing",
    "Stated",
    "Topic",
    "Waiver",
    "load_book",
]
