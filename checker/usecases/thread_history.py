"""Find entries of review threads that a range of commits removes or alters: a thread only grows."""

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
from checker.changes.relocation import former_at, places_of
from checker.findings import Finding, finding
from checker.git import Commit, GitError, Person, Signature
from checker.usecases.errors import UsageError
from checker.usecases.file_history import BookHistory

_HINT: Final = (
    "restore the entry; to correct or withdraw it, add a new one with “checker review return”"
)
_OWN: Final = (
    "ask the person named to return the claim themselves, with “checker review return”, and to "
    "commit it"
)

_Entry = dict[str, Any]
_Step = tuple[Commit, list[_Entry], dict[str, list[_Entry]]]
"""A commit, the thread in it, and the thread in each of its parents."""


def lost_entries(
    report: Report, folder: Path, base: str, head: str = "HEAD"
) -> tuple[Finding, ...]:
    """Findings for entries that commits of a range remove or alter, and that do not come back.

    An entry that the range itself added counts only if the person named committed it and somebody
    else removed it: an entry in another person's name should be removed. Raises ``UsageError`` if
    a revision is unknown, or the two have no common history.
    """
    files = BookHistory(folder)
    repository = files.repository
    try:
        start, tip = repository.merge_base(base, head), repository.commit(head)
        below = repository.below(folder)
        places = places_of(below, former_at(repository, below, start, tip))
        load = partial(repository.commits, start, tip, places)
        commits = {commit.oid: commit for commit in load()}

        @cache
        def bad() -> set[str]:
            signed = load(signatures=True)
            return {commit.oid for commit in signed if commit.signature is Signature.BAD}

        order, touched = repository.between(start, tip), repository.touched(commits)
        found: list[Finding] = []
        for _, claim in sorted(report.assessment.book.claims.items()):
            path = files.path(claim)
            # Following a file through the history is slow; most files do not change in a range.
            if path in touched:
                found += _Thread(files, commits, order, path, bad).findings(claim)
        return tuple(found)
    except GitError as error:
        raise UsageError(str(error)) from None


@dataclass(slots=True)
class _Thread:
    """The review thread of one claim, at the commits of a range and at their parents."""

    files: BookHistory
    changing: Mapping[str, Commit]
    """The commits of the range that change the book."""

    order: Sequence[str]
    """All commits of the range, the last first; a parent comes after its children."""

    path: str
    bad: Callable[[], set[str]]
    """The commits whose signatures are bad. Slow, and rarely needed."""

    brought: dict[str, list[Commit]] = field(default_factory=dict)
    """For each entry that the range adds, the commits that have it and whose parents do not."""

    def findings(self, claim: Claim) -> Iterator[Finding]:
        """A finding for each lost entry, naming the oldest commit that removed it."""
        steps = list(self._steps())
        self._learn(steps)
        yield from self._in_anothers_name(claim)
        end = self.files.thread(self.order[0], self.path)
        reported: set[str] = set()
        # The oldest commit comes first, since it is the one that answers for a lost entry.
        for commit, thread, parents in reversed(steps):
            added = {
                number: entry
                for number, entry in enumerate(end)
                if not any(entry in before for before in parents.values())
            }
            for before in parents.values():
                for number, entry in self._removed(before, thread, end, commit):
                    if _text(entry) in reported:
                        continue
                    reported.add(_text(entry))
                    how = _how(entry, number, added)
                    message = f"{_named(entry)} {how}, by {commit.author} in {commit.oid[:12]}"
                    where = claim.place.of("review", "thread")
                    yield finding("thread-altered", where, message, _HINT, claim.id)

    def _removed(
        self, before: list[_Entry], after: list[_Entry], end: list[_Entry], commit: Commit
    ) -> Iterator[tuple[int, _Entry]]:
        """The entries, with their numbers, that a commit must not remove, and that did not return.

        An entry may be there several times, so that occurrences are counted.
        """
        were, are, stay = (Counter(map(_text, thread)) for thread in (before, after, end))
        for number, entry in enumerate(before):
            text = _text(entry)
            gone = max(stay[text], are[text]) < were[text]
            if gone and self._counts(entry, commit):
                yield number, entry

    def _in_anothers_name(self, claim: Claim) -> Iterator[Finding]:
        """A finding if the last entry returns the claim in the name of somebody else.

        Approvals are judged elsewhere. Commits that may have been squashed or rebased do not count.
        """
        act = claim.review.decision
        if act is None or act.to is not ReviewState.RETURNED:
            return
        named = Person.parse(act.by)
        end = self.files.thread(self.order[0], self.path)
        if named is None or not end:
            return
        last = end[-1]
        commits = self.brought.get(_text(last), [])
        is_committed = (last.get("by"), last.get("at")) == (act.by, act.at)
        if not commits or not is_committed:
            return
        who = self.files.canonical(named)
        if all(_is_of_somebody_else(commit, who) for commit in commits):
            where = claim.place.of("review", "thread", len(claim.review.thread) - 1, "by")
            message = f"returned by {act.by}: it names {who}, and {commits[0].author} committed it"
            yield finding("approval-provenance", where, message, _OWN, claim.id)

    def _learn(self, steps: Sequence[_Step]) -> None:
        """Fills ``brought``: the entries that the range adds."""
        old: set[str] = set()
        inside = frozenset(self.order)
        for commit, thread, parents in steps:
            before: set[str] = set()
            for oid, parent in parents.items():
                texts = set(map(_text, parent))
                before |= texts
                if oid not in inside:
                    old |= texts
            for text in set(map(_text, thread)) - before:
                self.brought.setdefault(text, []).append(commit)
        for text in old:
            self.brought.pop(text, None)

    def _counts(self, entry: _Entry, commit: Commit) -> bool:
        """Whether a commit must not remove an entry.

        That is so if the range did not add it, or if the person named committed it and the commit
        is by somebody else.
        """
        brought = self.brought.get(_text(entry), [])
        named = Person.parse(str(entry.get("by", "")))
        who = self.files.canonical(named) if named else None
        if not brought or who is None:
            return not brought
        if who.same_as(commit.author):
            return False
        return any(who.same_as(one.author) and one.oid not in self.bad() for one in brought)

    def _steps(self) -> Iterator[_Step]:
        """The commits of the range that may change the file; children come before their parents."""
        repository, tip = self.files.repository, self.order[0]
        # Renames and merges can give the file several paths at one commit.
        places: dict[str, set[str]] = {tip: {self.path}}
        for oid in self.order:
            for path in sorted(places.pop(oid, ())):
                before = repository.before(tip, oid, path)
                for parent, name in before:
                    places.setdefault(parent, set()).add(name)
                if oid in self.changing:
                    parents = {parent: self.files.thread(parent, name) for parent, name in before}
                    yield self.changing[oid], self.files.thread(oid, path), parents


def _is_of_somebody_else(commit: Commit, person: Person) -> bool:
    """Whether a commit is as it was made, and nobody who made it is this person."""
    as_made = commit.author.same_as(commit.committer) and not commit.coauthors
    return as_made and not person.same_as(commit.author)


def _text(entry: _Entry) -> str:
    """An entry as text that does not depend on the order of its keys or on its style in YAML."""
    return json.dumps(entry, sort_keys=True)


def _named(entry: _Entry) -> str:
    """“the entry “returned” by Ed Itor <ed@desk.example> of 2026-11-24T10:00:00Z”."""
    return f"the entry “{entry.get('to')}” by {entry.get('by')} of {entry.get('at')}"


def _how(entry: _Entry, number: int, new: Mapping[int, _Entry]) -> str:
    """Whether an entry was removed or altered; ``new`` holds the added entries by their number."""
    same = ("to", "by", "at")
    for place, other in new.items():
        alike = all(other.get(key) == entry.get(key) for key in same)
        if alike or (place == number and other.get("to") == entry.get("to")):
            keys = sorted(key for key in {*entry, *other} if entry.get(key) != other.get(key))
            return f"was altered ({', '.join(keys)})"
    return "was removed"
