"""What a change does to approvals: given, lapsed, withdrawn, gone with their claim,
counting again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.assessment.model import Assessment
from checker.book import Act, Claim, ReviewState
from checker.review import Approval, ApprovalStatus


@dataclass(frozen=True, slots=True)
class ApprovalChange:
    """A claim whose approval is not what it was."""

    claim: str
    what: str
    """``given``, ``lapsed``, ``grade changed``, ``valid again``, ``returned``, ``withdrawn``, or
    ``removed``.
    """

    by: str
    """Who approves, or had approved; of one that was returned, who returned it."""

    fields: tuple[str, ...] = ()
    """Of one that lapsed, what changed."""


def approval_changes(
    before: Assessment, after: Assessment, renamed: Mapping[str, str]
) -> Iterator[ApprovalChange]:
    """The approvals that are not what they were, by claim; ``renamed`` has the old ids of claims
    under a new one.
    """
    names = (
        (before.approvals.keys() - set(renamed.values())) | after.approvals.keys() | renamed.keys()
    )
    for name in sorted(names):
        was = renamed.get(name, name)
        old, new = before.approvals.get(was), after.approvals.get(name)
        if new is not None:
            claim = before.book.claims.get(was)
            yield from _present(name, old, new, claim.review.thread if claim else ())
        elif old is not None:
            yield _gone(name, old, after.book.claims.get(name))


def _present(
    name: str, old: Approval | None, new: Approval, thread: tuple[Act, ...]
) -> Iterator[ApprovalChange]:
    """How an approval that is there now changed, if it did; ``thread`` is that of before."""
    if old is not None and old.act == new.act and old.mark is new.mark:
        return
    act = new.act or (old.act if old else None)
    by = act.by if act else ""
    what = str(new.mark)
    if new.mark is ApprovalStatus.VALID:
        what = "valid again" if new.act in thread else "given"
    fields = tuple(map(str, new.changes)) if new.mark is ApprovalStatus.LAPSED else ()
    yield ApprovalChange(name, what, by, fields)


def _gone(name: str, old: Approval, claim: Claim | None) -> ApprovalChange:
    """What became of a claim that was approved, and is not."""
    by = old.act.by if old.act else ""
    if claim is None:
        return ApprovalChange(name, "removed", by)
    if claim.review.state is ReviewState.RETURNED:
        return ApprovalChange(
            name, "returned", claim.review.decision.by if claim.review.decision else by
        )
    return ApprovalChange(name, "withdrawn", by)
