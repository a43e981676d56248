"""What an approval is bound to, whether it still stands, and how far git bears it out.

Pure. May touch ``book`` and what is below.
"""

from checker.review.approval import (
    Approval,
    ApprovalStatus,
    FieldChange,
    approval_of,
    changes,
    stands_for,
)
from checker.review.canonical import digest_of, field_digests, parts_of, texts_of
from checker.review.provenance import CommitFacts, Provenance, Trust, judge
from checker.review.thread import problems

__all__ = [
    "Approval",
    "ApprovalStatus",
    "CommitFacts",
    "FieldChange",
    "Provenance",
    "Trust",
    "approval_of",
    "changes",
    "digest_of",
    "field_digests",
    "judge",
    "parts_of",
    "problems",
    "stands_for",
    "texts_of",
]
