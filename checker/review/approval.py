"""Whether an approval still stands: it lapses with what it is bound to, and asks for a look when
the grade moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checker.book import Act, Book, Claim, ReviewState
from checker.review.canonical import (
    digest_of,
    digest_problem,
    field_digests,
    parts_of,
    texts_of,
)


class ApprovalStatus(StrEnum):
    """What became of an approval."""

    VALID = "valid"
    LAPSED = "lapsed"
    """The claim, its evidence or its texts are not what was approved."""

    GRADE_CHANGED = "grade changed"
    """They are, and the verdict or its strength is another, for a reason elsewhere."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is not as it was approved."""

    field: str
    """``statement``, ``supporting/2``, ``texts`` …; of evidence that is gone, by its number then.
    """

    how: str
    """``changed``, ``new``, ``gone``, or ``moved`` for evidence in another order."""

    def __str__(self) -> str:
        return self.field if self.how == "changed" else f"{self.field} ({self.how})"


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval, and what became of it."""

    act: Act | None
    """None if the state says approved and the thread does not."""

    mark: ApprovalStatus
    changes: tuple[FieldChange, ...] = ()
    """Of one that lapsed; empty if it cannot be told what changed."""

    problem: str = ""
    """Why it cannot be told whether it stands; then it does not."""

    before: tuple[str, str] = ("", "")
    """Verdict and strength as approved."""

    after: tuple[str, str] = ("", "")
    """Verdict and strength now."""


def approval_of(book: Book, claim: Claim, verdict: str, strength: str) -> Approval | None:
    """What became of the approval of a claim whose grade is now ``verdict`` and ``strength``; None
    without one.
    """
    if claim.review.state is not ReviewState.APPROVED:
        return None
    act, after = claim.review.approval, (verdict, strength)
    if act is None:
        return Approval(
            None, ApprovalStatus.LAPSED, problem="no entry of the thread approves it", after=after
        )
    before = (act.verdict, act.strength)
    if problem := digest_problem(act.digest):
        return Approval(act, ApprovalStatus.LAPSED, problem=problem, before=before, after=after)
    if not stands_for(book, claim, act):
        data = claim.place.document.data
        found = changes(act.fields, field_digests(parts_of(data, texts_of(book, data))))
        return Approval(act, ApprovalStatus.LAPSED, found, before=before, after=after)
    return Approval(
        act,
        ApprovalStatus.VALID if before == after else ApprovalStatus.GRADE_CHANGED,
        before=before,
        after=after,
    )


def stands_for(book: Book, claim: Claim, act: Act) -> bool:
    """Whether a claim, its evidence and its texts are what an entry of its thread approved."""
    data = claim.place.document.data
    return digest_of(data, texts_of(book, data)) == act.digest


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """What differs between the fields then and now; nothing if the fields then were not recorded.

    Evidence is known by what it is and not by its number, so that a quote that is put in first is
    one that is new and not a change of all.
    """
    if not before:
        return ()
    gone = [name for name in before if name not in after]
    found = [
        FieldChange(name, _how(name, before, after))
        for name in (*after, *gone)
        if "/" not in name and before.get(name) != after.get(name)
    ]
    lists = {name.partition("/")[0] for name in (*before, *after) if "/" in name}
    for name in sorted(lists, reverse=True):
        found += _list_changes(name, _items(name, before), _items(name, after))
    return tuple(found)


def _how(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    if name not in before:
        return "new"
    return "changed" if name in after else "gone"


def _items(name: str, fields: Mapping[str, str]) -> dict[int, str]:
    """The digests of a list's items, by number."""
    numbers = (field.partition("/") for field in fields if field.startswith(f"{name}/"))
    return {
        int(number): fields[f"{name}/{number}"] for _, _, number in numbers if number.isdecimal()
    }


def _list_changes(name: str, before: dict[int, str], after: dict[int, str]) -> list[FieldChange]:
    """What changed in a list: items changed, new and gone; or only their order."""
    new = _unmatched(after, before)
    gone = _unmatched(before, after)
    if not new and not gone:
        return [FieldChange(name, "moved")] if before != after else []
    found = [
        FieldChange(f"{name}/{number}", "changed" if number in gone else "new") for number in new
    ]
    removed = [number for number in gone if number not in new]
    return found + [FieldChange(f"{name}/{number}", "gone") for number in removed]


def _unmatched(items: dict[int, str], others: dict[int, str]) -> list[int]:
    """The numbers of items that have no equal among the others; each of these is matched once."""
    left = list(others.values())
    found = []
    for number, digest in sorted(items.items()):
        if digest in left:
            left.remove(digest)
        else:
            found.append(number)
    return found
