"""A folder of YAML, read into an immutable Book in which every node knows its place.

Reads files, writes none. May touch ``text``, ``values`` and ``findings``.
"""

from checker.book.folder import BookError, Contents, read_folder
from checker.book.loader import build_book, load_book
from checker.book.model import (
    BaselineEntry,
    Book,
    Claim,
    ClaimKind,
    Entity,
    Evidence,
    NodePosition,
    Outlet,
    Outline,
    RelationRule,
    Source,
    Stance,
    Stated,
    Waiver,
)
from checker.book.receipts import ReceiptFile
from checker.book.review import Act, Review, ReviewState
from checker.book.settings import Measure, Rubric, Settings, Topic
from checker.book.status import SourceStatus, StatusKind

__all__ = [
    "Act",
    "BaselineEntry",
    "Book",
    "BookError",
    "Claim",
    "ClaimKind",
    "Contents",
    "Entity",
    "Evidence",
    "Measure",
    "Outlet",
    "Outline",
    "NodePosition",
    "ReceiptFile",
    "RelationRule",
    "Review",
    "ReviewState",
    "Rubric",
    "Settings",
    "Source",
    "SourceStatus",
    "Stance",
    "StatusKind",
    "Stated",
    "Topic",
    "Waiver",
    "build_book",
    "load_book",
    "read_folder",
]
