"""Whether an approval was committed by the person that it names, and not by an author of what it
approves.

Judged by the commit that brings the entry of the thread: its author, committer, co-authors and
signature. What squashing or rebasing has made unknowable is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checker.book import Act
from checker.git import Commit, Person, Signature


class Trust(StrEnum):
    """How far git bears an approval out."""

    PROVED = "proved"
    """A good signature of the person named."""

    CONSISTENT = "consistent with"
    """The commit says so, and nothing speaks against it; anybody could have written it."""

    UNDECIDED = "cannot be decided"
    """The commit was squashed or rebased, or is not in the history at hand."""

    REFUSED = "refused"
    """It was committed by somebody else, by an author of the content, or its signature is bad."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What git says of one approval."""

    claim: str
    act: Act
    commit: str
    """The commit that brings it, or empty if none in the range does."""

    trust: Trust
    why: str


@dataclass(frozen=True, slots=True)
class CommitFacts:
    """The commit that brings an approval, and what else is known of it."""

    commit: Commit
    authors: tuple[Person, ...]
    """Who recorded the claim and who edited it last, as of this commit; canonical."""

    mixed: bool
    """Whether the same commit changes more of the claim than its review block."""

    approvers: int
    """By how many people approvals are that this commit brings."""


FORGE: Final = "noreply@github.com"
"""The committer of what is committed on the forge's own pages: not a person who could have rebased.
"""


def judge(claim: str, act: Act, who: Person | None, brought: CommitFacts | None) -> Provenance:
    """What git says of an approval; ``who`` is the person that it names, canonical."""
    if brought is None:
        why = (
            "no commit in the range brings it: it came in a squashed commit, "
            "or by a history that is not here"
        )
        return Provenance(claim, act, "", Trust.UNDECIDED, why)
    trust, why = _judged(who, brought)
    return Provenance(claim, act, brought.commit.oid, trust, why)


def _judged(who: Person | None, brought: CommitFacts) -> tuple[Trust, str]:
    """What the commit that brings an approval says: refusals first, then doubts, then proofs."""
    commit = brought.commit
    if who is None:
        return Trust.REFUSED, "whom it names cannot be read"
    if commit.signature is Signature.BAD:
        return Trust.REFUSED, "the signature of its commit is bad, or its key was revoked"
    if squashed := _squashed(who, brought):
        return Trust.UNDECIDED, squashed
    if not who.same_as(commit.author):
        return Trust.REFUSED, f"it names {who}, and {commit.author} committed it"
    if _among(who, brought.authors):
        return Trust.REFUSED, f"{who} recorded the claim, or edited it last"
    if commit.signature is Signature.GOOD:
        return _judged_by_signature(who, commit)
    if not who.same_as(commit.committer):
        return Trust.UNDECIDED, f"rebased, or applied, by {commit.committer}"
    if commit.signature is Signature.UNKNOWN:
        return Trust.CONSISTENT, "signed with a key that cannot be checked here"
    return Trust.CONSISTENT, "not signed"


def _judged_by_signature(who: Person, commit: Commit) -> tuple[Trust, str]:
    """What a good signature says of an approval."""
    if _is_signer(who, commit.signer):
        return Trust.PROVED, f"signed by {commit.signer}"
    if _by_forge(commit) and _is_forge(commit.signer):
        return Trust.CONSISTENT, "signed by the forge, on whose pages it was committed"
    signer = commit.signer or "somebody else"
    return Trust.REFUSED, f"it names {who}, and its commit is signed by {signer}"


def _squashed(who: Person, brought: CommitFacts) -> str:
    """Why several commits seem to have become one, or nothing."""
    commit = brought.commit
    others = [person for person in commit.coauthors if not person.same_as(commit.author)]
    if not brought.mixed or not _among(who, (commit.author, *others)):
        return ""  # nothing but the review block, or nobody who could have been squashed into it
    if others:
        names = ", ".join(map(str, others))
        return f"squashed: one commit of {commit.author} with {names}"
    if brought.approvers > 1:
        return (
            f"squashed: one commit of {commit.author} brings the content "
            "and approvals of several people"
        )
    if not commit.author.same_as(commit.committer):
        return f"squashed or rebased: content and approval in one commit, by {commit.committer}"
    return ""


def _among(who: Person, people: Iterable[Person]) -> bool:
    return any(who.same_as(person) for person in people)


def _by_forge(commit: Commit) -> bool:
    return commit.committer.email.casefold() == FORGE


def _is_forge(signer: str) -> bool:
    """Whether git names the forge itself as the signer."""
    return _is_signer(Person("GitHub", FORGE), signer)


def _is_signer(who: Person, signer: str) -> bool:
    """Whether the signer that git names is a person: ``Name <email>``, or an address alone, as SSH
    keys have it.
    """
    named = Person.parse(signer) or Person("", signer.strip("<>"))
    return who.same_as(named)
