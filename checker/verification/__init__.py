"""Check each quote of a book against its text: proven, not proven, or not checked, and why.

This room reads archived texts and writes nothing. It may import ``book`` and the rooms below it.
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
