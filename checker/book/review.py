"""Where a claim stands in the editor's review: its state, and the thread of what was done and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ReviewState(StrEnum):
    """As the file has it; whether an approval still stands is for ``review`` to say."""

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
    """What who approves puts their name to; this and all below are empty in other entries."""

    verdict: str = ""
    strength: str = ""
    """Empty for a verdict that has none."""

    digest: str = ""
    """``checker-claim/1 sha256 …``: what the approval is bound to."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """By field, the first digits of its own digest."""

    @property
    def name(self) -> str:
        """Who, without the address."""
        return self.by.partition(" <")[0]

    @property
    def day(self) -> str:
        """When, without the time."""
        return self.at.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Review:
    """The review block of a claim."""

    state: ReviewState = ReviewState.DRAFT
    assigned: str = ""
    """``Name <email>`` of who is asked to read it, or empty."""

    thread: tuple[Act, ...] = ()
    """Oldest first."""

    @property
    def decision(self) -> Act | None:
        """The entry that made the state what it is; None for a draft, in review, or if there is no such entry."""
        decided = (
            self.state in (ReviewState.APPROVED, ReviewState.RETURNED)
            and self.thread
            and self.thread[-1].to is self.state
        )
        return self.thread[-1] if decided else None

    @property
    def approval(self) -> Act | None:
        """The entry that approved the claim as it was then, if the state says so, too."""
        return self.decision if self.state is ReviewState.APPROVED else None


def build_review(data: Mapping[str, Any] | None) -> Review:
    """The review from the block of a claim that fits its schema, or from None if there is no block."""
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
