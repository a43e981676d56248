"""What is wrong with a review block that fits its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from checker.book import Act, Review, ReviewState
from checker.review.canonical import digest_problem

GRADED: Final = frozenset({"supported", "contradicted"})
"""The verdicts that have a strength."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    steps: tuple[str | int, ...]
    """From the claim's root to the node."""

    message: str
    hint: str


def problems(review: Review) -> Iterator[Problem]:
    """What a schema cannot say: the state against the thread, times, grades, digests."""
    if review.state in (ReviewState.APPROVED, ReviewState.RETURNED) and review.decision is None:
        last = (
            f"the last entry of the thread says {review.thread[-1].to}"
            if review.thread
            else "there is no thread"
        )
        yield Problem(
            ("review", "state"),
            f"the state is {review.state}, and {last}",
            "write state: in-review, and let an editor run “checker review”",
        )
    before = ""
    for number, act in enumerate(review.thread):
        steps = ("review", "thread", number)
        if not _is_time(act.at):
            yield Problem(
                (*steps, "at"), f"{act.at} is no time of the calendar", "write 2026-11-24T10:00:00Z"
            )
        elif act.at < before:
            yield Problem(
                (*steps, "at"),
                f"{act.at} is before the entry above it, {before}",
                "the oldest comes first",
            )
        before = max(before, act.at) if _is_time(act.at) else before
        if act.to is ReviewState.APPROVED:
            yield from _of_approval(act, steps)


def _of_approval(act: Act, steps: tuple[str | int, ...]) -> Iterator[Problem]:
    if act.verdict in GRADED and not act.strength:
        yield Problem(
            (*steps, "verdict"), f"approved as {act.verdict}, without a strength", "approve it anew"
        )
    if act.verdict not in GRADED and act.strength:
        yield Problem((*steps, "strength"), f"{act.verdict} has no strength", "approve it anew")
    if problem := digest_problem(act.digest):
        yield Problem((*steps, "digest"), problem, "approve it anew")


def _is_time(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").year > 0
    except ValueError:
        return False
