"""The editor's review of a claim: its state, and the thread of what editors did and wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ReviewState(StrEnum):
    """The state as written in the file; the room ``review`` decides if an approval is valid."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Act:
    """An entry of the thread."""

    to: ReviewState
    by: str
    """``Name <email>``."""

    at: str
    """RFC 3339, in UTC: ``2026-11-25T09:30:00Z``."""

    note: str = ""
    attests: str = ""
    """What the approving editor confirms. This and all fields below are for approvals only."""

    verdict: str = ""
    strength: str = ""
    """Empty for a verdict without a strength."""

    digest: str = ""
    """``checker-claim/1 sha256 …``: the content that was approved."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """By field, the first digits of the digest of that field."""

    @property
    def name(self) -> str:
        """The name of the person, without the address."""
        return self.by.partition(" <")[0]

    @property
    def day(self) -> str:
        """The date, without the time."""
        return self.at.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Review:
    """The review block of a claim."""

    state: ReviewState = ReviewState.DRAFT
    assigned: str = ""
    """``Name <email>`` of the editor who is asked to read it, or empty."""

    thread: tuple[Act, ...] = ()
    """Oldest first."""

    @property
    def decision(self) -> Act | None:
        """The last entry, if it approved or returned the claim and the state says the same."""
        if not self.thread or self.state not in (ReviewState.APPROVED, ReviewState.RETURNED):
            return None
        last = self.thread[-1]
        return last if last.to is self.state else None

    @property
    def approval(self) -> Act | None:
        """The entry that approved the claim, if it is the decision."""
        return self.decision if self.state is ReviewState.APPROVED else None


def build_review(data: Mapping[str, Any] | None) -> Review:
    """The review from a claim's ``review`` block that fits its schema; a draft for None."""
    if data is None:
        return Review()
    return Review(
        state=ReviewState(data["state"]),
        assigned=data.get("assigned", ""),
        thread=tuple(
            Act(
                to=ReviewState(item["to"]),
                by=item["by"],
                at=item["at"],
                note=item.get("note", ""),
                attests=item.get("attests", ""),
                verdict=item.get("verdict", ""),
                strength=item.get("strength", ""),
                digest=item.get("digest", ""),
                fields=dict(item.get("fields", {})),
            )
            for item in data.get("thread", ())
        ),
    )
