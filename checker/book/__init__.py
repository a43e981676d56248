"""Read a folder of YAML into an immutable Book in which every record knows its position.

This room reads files and writes none. It may import ``text``, ``values`` and ``findings``. What is
wrong with a file becomes a finding; only a folder that is not a book raises ``BookError``.
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
    "NodePosition",
    "Outlet",
    "Outline",
    "ReceiptFile",
    "RelationRule",
    "Review",
    "ReviewState",
    "Rubric",
    "Settings",
    "Source",
    "SourceStatus",
    "Stance",
    "Stated",
    "StatusKind",
    "Topic",
    "Waiver",
    "build_book",
    "load_book",
    "read_folder",
]
