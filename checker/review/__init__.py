"""What an approval is bound to, and whether it still stands.

Pure. May touch ``book`` and what is below.
"""

from checker.review.approval import Approval, Change, Mark, approval_of, changes
from checker.review.canonical import digest_of, field_digests, parts_of, texts_of
from checker.review.thread import problems

__all__ = [
    "Approval",
    "Change",
    "Mark",
    "approval_of",
    "changes",
    "digest_of",
    "field_digests",
    "parts_of",
    "problems",
    "texts_of",
]
