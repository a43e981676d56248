"""Entries that a range of commits takes out of the threads of claims, or writes anew: a thread only ever grows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from checker.assessment import Report
from checker.book import Claim, ReviewState
from checker.findings import Finding, finding
from checker.git import Commit, GitError, Person, Signature
from checker.usecases.errors import UsageError
from checker.usecases.file_history import BookHistory
from checker.usecases.relocation import former_at, places_of

_HINT: Final = "put it back as it was; what is to be said anew, or taken back, is a new entry (checker review return)"
_OWN: Final = "let whoever returns it do so in a commit of their own (checker review return)"

_Entry = dict[str, Any]
_Step = tuple[Commit, list[_Entry], dict[str, list[_Entry]]]
"""A commit, the thread there, and by parent the thread that it was made from."""


def lost_entries(
    report: Report, folder: Path, base: str, head: str = "HEAD"
) -> tuple[Finding, ...]:
    """Entries that the commits of a range take out, or alter, and that are not there at its end.

    Of entries that the range itself brings, those count that the person named has committed, and somebody
    else takes out: one in another's name is to be taken out. Raises ``UsageError`` if a revision is unknown,
    or the two have no history in common.
    """
    files = BookHistory(folder)
    repository = files.repository
    try:
        start, tip = repository.merge_base(base, head), repository.commit(head)
        below = repository.below(folder)
        places = places_of(below, former_at(repository, below, start, tip))
        load = partial(repository.commits, start, tip, places)
        commits = {one.oid: one for one in load()}
        bad = cache(
            lambda: {one.oid for one in load(signatures=True) if one.signature is Signature.BAD}
        )
        order, touched = repository.between(start, tip), repository.touched(commits)
        found: list[Finding] = []
        for _, claim in sorted(report.assessment.book.claims.items()):
            path = files.path(claim)
            if path in touched:
                found += _Thread(files, commits, order, path, bad).findings(claim)
        return tuple(found)
    except GitError as error:
        raise UsageError(str(error)) from None


@dataclass(slots=True)
class _Thread:
    """The thread of one claim, at the commits of a range and at those that they were made from."""

    files: BookHistory
    changing: Mapping[str, Commit]
    """The commits of the range that change the book."""

    order: Sequence[str]
    """All of the range, its end first, and no parent before its child."""

    path: str
    bad: Callable[[], set[str]]
    """Names the commits whose signatures are bad: slow, and hardly ever asked for."""

    brought: dict[str, list[Commit]] = field(default_factory=dict)
    """By entry that the range brings, the commits that have it and whose parents do not."""

    def findings(self, claim: Claim) -> Iterator[Finding]:
        """An entry is told once, by the oldest commit that took it out."""
        steps = list(self._steps())
        self._learn(steps)
        yield from self._in_anothers_name(claim)
        end = self.files.thread(self.order[0], self.path)
        left, told = Counter(map(_text, end)), set()
        for commit, mine, parents in reversed(steps):
            here = Counter(map(_text, mine))
            new = {
                number: entry
                for number, entry in enumerate(end)
                if not any(entry in one for one in parents.values())
            }
            for thread in parents.values():
                there = Counter(map(_text, thread))
                for number, entry in enumerate(thread):
                    text = _text(entry)
                    gone = max(left[text], here[text]) < there[text]
                    if gone and text not in told and self._counts(entry, commit):
                        told.add(text)
                        message = f"{_named(entry)} {_how(entry, number, new)}, by {commit.author} in {commit.oid[:12]}"
                        yield finding(
                            "thread-altered",
                            claim.place.of("review", "thread"),
                            message,
                            _HINT,
                            claim.id,
                        )

    def _in_anothers_name(self, claim: Claim) -> Iterator[Finding]:
        """The last entry, if it returns the claim and nobody that it names has committed it.

        Approvals are judged elsewhere. Commits that may have been squashed or rebased are not judged at all.
        """
        act = claim.review.decision
        named = Person.parse(act.by) if act and act.to is ReviewState.RETURNED else None
        end = self.files.thread(self.order[0], self.path)
        commits = self.brought.get(_text(end[-1]), []) if named and end else []
        if (
            act is None
            or named is None
            or not commits
            or (end[-1].get("by"), end[-1].get("at")) != (act.by, act.at)
        ):
            return
        who = self.files.canonical(named)
        if all(
            not who.same_as(one.author) and one.author.same_as(one.committer) and not one.coauthors
            for one in commits
        ):
            where = claim.place.of("review", "thread", len(claim.review.thread) - 1, "by")
            message = f"returned by {act.by}: it names {who}, and {commits[0].author} committed it"
            yield finding("approval-provenance", where, message, _OWN, claim.id)

    def _learn(self, steps: Sequence[_Step]) -> None:
        """Which entries the range brings, that were not there before it."""
        old, inside = set(), frozenset(self.order)
        for commit, mine, parents in steps:
            there = {_text(entry) for thread in parents.values() for entry in thread}
            old |= {
                _text(entry)
                for oid, thread in parents.items()
                if oid not in inside
                for entry in thread
            }
            for text in {_text(entry) for entry in mine} - there:
                self.brought.setdefault(text, []).append(commit)
        for text in old:
            self.brought.pop(text, None)

    def _counts(self, entry: _Entry, commit: Commit) -> bool:
        """Whether a commit may not take an entry out: it was there before, or is that of another person."""
        brought = self.brought.get(_text(entry), [])
        named = Person.parse(str(entry.get("by", "")))
        who = self.files.canonical(named) if named else None
        if not brought or who is None:
            return not brought
        if who.same_as(commit.author):
            return False
        return any(who.same_as(one.author) and one.oid not in self.bad() for one in brought)

    def _steps(self) -> Iterator[_Step]:
        """Each commit of the range that may change the file; children come before their parents."""
        repository, tip = self.files.repository, self.order[0]
        places: dict[str, set[str]] = {tip: {self.path}}
        for oid in self.order:
            for path in sorted(places.pop(oid, ())):
                before = repository.before(tip, oid, path)
                for parent, name in before:
                    places.setdefault(parent, set()).add(name)
                if oid in self.changing:
                    parents = {parent: self.files.thread(parent, name) for parent, name in before}
                    yield self.changing[oid], self.files.thread(oid, path), parents


def _text(entry: _Entry) -> str:
    """An entry, whatever the order of its keys, its quotation marks and folds."""
    return json.dumps(entry, sort_keys=True)


def _named(entry: _Entry) -> str:
    """“the entry “returned” by Ed Itor <ed@desk.example> of 2026-11-24T10:00:00Z”."""
    return f"the entry “{entry.get('to')}” by {entry.get('by')} of {entry.get('at')}"


def _how(entry: _Entry, number: int, new: Mapping[int, _Entry]) -> str:
    """What became of an entry: it is not there any more, or says something else; ``new`` is what came, by number."""
    same = ("to", "by", "at")
    for place, other in new.items():
        alike = all(other.get(key) == entry.get(key) for key in same)
        if alike or (place == number and other.get("to") == entry.get("to")):
            keys = sorted(key for key in {*entry, *other} if entry.get(key) != other.get(key))
            return f"was altered ({', '.join(keys)})"
    return "was removed"
