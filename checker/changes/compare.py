"""Two states of a book: what a change does to grades and conflicts, and by which way.

Both are graded by the same code, so that nothing but the book makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.assessment.model import Report
from checker.book import Claim
from checker.changes.approvals import ApprovalChange, approval_changes
from checker.changes.change_impact import Cause, causes, identity
from checker.conflicts import Conflict
from checker.findings import Finding
from checker.grading import Grade


class Effect(StrEnum):
    """What became of a claim."""

    NEW = "new"
    REMOVED = "removed"
    RENAMED = "renamed"
    GRADE = "grade"
    """Its grade is another."""

    EDITED = "edited"
    """Its file is another, and its grade the same."""

    AFFECTED = "affected"
    """Something that it depends on changed, and its grade did not."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that a change reaches, directly or not."""

    claim: str
    """Its id; of a claim that was removed, the id that it had."""

    was: str
    """The id that a renamed claim had; else empty."""

    effect: Effect
    before: Grade | None
    after: Grade | None
    because: tuple[Cause, ...]

    @property
    def moved(self) -> bool:
        """Whether it had a grade, has one, and they differ in verdict or strength."""
        return (
            self.before is not None
            and self.after is not None
            and self.before.judged != self.after.judged
        )


@dataclass(frozen=True)
class Comparison:
    """All that is otherwise."""

    base: str
    """What the state before is called: a commit, in words."""

    head: str
    """What the state after is called: a commit, or the working tree."""

    before: Report
    after: Report
    changes: tuple[ClaimChange, ...]
    """Sorted by claim."""

    appeared: tuple[Conflict, ...]
    """Conflicts and discrepancies that were not there, in the order of the case."""

    gone: tuple[Conflict, ...]
    approvals: tuple[ApprovalChange, ...]
    """Sorted by claim."""

    fixed: tuple[Finding, ...]
    """Findings that are there no more."""

    files: tuple[str, ...]
    """Paths below the book whose bytes are others, or that are there on one side alone; sorted."""

    schemas: tuple[str, ...]
    """Names of schema files beside the book that are others: both sides were read with the present
    ones.
    """

    @property
    def grades_move(self) -> bool:
        """Whether any claim has another grade, or there are others than before."""
        return any(item.moved or item.before is None or item.after is None for item in self.changes)

    @property
    def renamed(self) -> dict[str, str]:
        """Of claims under another id, the id that they had."""
        return {item.claim: item.was for item in self.changes if item.was}

    @property
    def touched(self) -> frozenset[str]:
        """The claims there are that the change reaches."""
        return frozenset(item.claim for item in self.changes if item.after is not None)


def compare(
    before: Report,
    after: Report,
    schemas: tuple[str, ...] = (),
    names: tuple[str, str] = ("before", "after"),
) -> Comparison:
    """What is otherwise in a report than in the one before; ``names`` are what the two are
    called.
    """
    old, new = before.assessment, after.assessment
    renamed = _renamed(old.book.claims, new.book.claims)
    files = _files(old.book.files, new.book.files)
    there, here = (
        {identity(item) for item in old.conflicts},
        {identity(item, renamed) for item in new.conflicts},
    )
    appeared = tuple(item for item in new.conflicts if identity(item, renamed) not in there)
    gone = tuple(item for item in old.conflicts if identity(item) not in here)
    found = causes(old, new, renamed, (*appeared, *gone), schemas)
    changes = sorted(_changes(before, after, renamed, found), key=lambda item: item.claim)
    left = set(after.fingerprints_before(renamed))
    fixed = [
        item
        for item, name in zip(before.findings, before.fingerprints, strict=True)
        if name not in left
    ]
    approvals = tuple(approval_changes(old, new, renamed))
    return Comparison(
        *names,
        before,
        after,
        tuple(changes),
        appeared,
        gone,
        approvals,
        tuple(fixed),
        files,
        schemas,
    )


def _changes(
    before: Report,
    after: Report,
    renamed: Mapping[str, str],
    found: Mapping[str, tuple[Cause, ...]],
) -> Iterator[ClaimChange]:
    was, now = before.assessment.grades, after.assessment.grades
    taken = set(renamed.values())
    for name, grade in now.items():
        old = renamed.get(name, name)
        earlier, because = was.get(old), found.get(name, ())
        effect = _effect(old != name, earlier, grade, because)
        if effect is not None:
            shown_old = old if effect is Effect.RENAMED else ""
            yield ClaimChange(name, shown_old, effect, earlier, grade, because)
    for name, grade in was.items():
        if name not in now and name not in taken:
            yield ClaimChange(name, "", Effect.REMOVED, grade, None, ())


def _effect(
    renamed: bool, before: Grade | None, after: Grade, because: Sequence[Cause]
) -> Effect | None:
    """What a change does to a claim that is there now; None if it does not reach it."""
    if before is None:
        return Effect.NEW
    if renamed:
        return Effect.RENAMED
    if before.judged != after.judged:
        return Effect.GRADE
    if not because:
        return None
    edited = any(cause.kind == "claim" for cause in because)
    return Effect.EDITED if edited else Effect.AFFECTED


def _renamed(before: Mapping[str, Claim], after: Mapping[str, Claim]) -> dict[str, str]:
    """New ids that are old claims under another name, with the id that they had."""
    gone = {name: claim for name, claim in before.items() if name not in after}
    found = {}
    for name, claim in after.items():
        if name in before or not gone:
            continue
        alike = max(gone.values(), key=lambda other: (_likeness(other, claim), other.id))
        if _likeness(alike, claim) >= _SAME:
            found[name] = alike.id
            del gone[alike.id]
    return found


_SAME = 2
"""How much must be the same for two claims to be one: of statement, value and half the evidence."""


def _likeness(one: Claim, other: Claim) -> int:
    if one.kind is not other.kind:
        return 0
    quotes = [{(item.source, item.quote) for item in claim.evidence} for claim in (one, other)]
    shared = len(quotes[0] & quotes[1])
    value = (one.quantity, one.when, one.speaker) == (other.quantity, other.when, other.speaker)
    valued = bool(one.quantity or one.when or one.speaker)
    evidence = shared * 2 >= max(map(len, quotes)) and shared > 0
    return (
        (one.statement == other.statement)
        + (value and valued)
        + evidence
        + (one.evidence == other.evidence == ())
    )


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    )
