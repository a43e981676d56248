"""Evidence against texts: each quote of a book proven, not proven, or not checked, and why.

Reads archived texts, writes nothing. May touch ``book`` and what is below it.
"""

from checker.verification.archive import Archive, ArchiveError
from checker.verification.model import QuoteCheck, QuoteStatus, TextStatus, Verification
from checker.verification.verify import Verified, verify_book

__all__ = [
    "Archive",
    "ArchiveError",
    "QuoteCheck",
    "QuoteStatus",
    "TextStatus",
    "Verification",
    "Verified",
    "verify_book",
]
