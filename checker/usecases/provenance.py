"""Find the approvals that a range of commits adds, and how far git confirms each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from checker.assessment import Report
from checker.book import Act
from checker.book.loader import RECORDS
from checker.book.reader import read_document
from checker.book.review import build_review
from checker.changes.relocation import former_at, places_of
from checker.findings import Finding, finding
from checker.git import (
    Commit,
    Entry,
    GitError,
    Person,
    Repository,
)
from checker.review import CommitFacts, Provenance, Trust, judge
from checker.usecases.errors import UsageError
from checker.usecases.file_history import BookHistory
from checker.usecases.review_writer import KEY
from checker.usecases.thread_history import lost_entries
from checker.usecases.yaml_edit import without_entry

_PEOPLE: Final = (
    "the same change edits .mailmap, which tells people apart; merge the change of .mailmap first, "
    "by itself"
)

_UNCOMMITTED: Final = "it is in the files, but not in these commits"


def split_range(text: str) -> tuple[str, str]:
    """``BASE..HEAD`` as two revisions; the second may be left out and is HEAD then.

    Raises ``UsageError`` for anything else.
    """
    base, dots, head = text.partition("..")
    if not base or not dots or head.startswith("."):
        raise UsageError(f"“{text}” is not a range; write it like this: --provenance main..HEAD")
    return base, head or "HEAD"


def provenances(
    report: Report, folder: Path, base: str, head: str = "HEAD"
) -> tuple[Provenance, ...]:
    """What git says about the approvals that ``base`` does not have, in the order of the claims.

    This includes approvals that lapsed: a later change could make one valid again without adding
    an approval. Raises ``UsageError`` if a revision is unknown, or the two have no common history.
    """
    files = BookHistory(folder)
    try:
        start, tip = files.repository.merge_base(base, head), files.repository.commit(head)
        approved = {
            name: approval.act
            for name, approval in sorted(report.assessment.approvals.items())
            if approval.act is not None
        }
        if not approved:
            return ()
        return tuple(_CommitRange(files, folder, start, tip, approved).judged())
    except GitError as error:
        raise UsageError(str(error)) from None


class _CommitRange:
    """The commits of a change, and the approvals of claims in each."""

    def __init__(
        self, files: BookHistory, folder: Path, start: str, tip: str, approved: Mapping[str, Act]
    ) -> None:
        self._approved = approved
        self._files = files
        self._repository: Repository = files.repository
        self._folder = self._repository.below(folder)
        self._start, self._tip = start, tip
        self._former = former_at(self._repository, self._folder, start, tip)
        places = places_of(self._folder, self._former)
        commits = self._repository.commits(start, tip, places, signatures=True)
        self._commits: tuple[Commit, ...] = tuple(reversed(commits))
        self._people_changed = bool(self._repository.changed(start, tip, ".mailmap"))
        self._raw: dict[str, bytes] = {}
        self._places = cache(self._read_places)
        self._read = cache(self._read_blob)

    def judged(self) -> Iterator[Provenance]:
        """Each approval that the range adds, judged by the commit that added it."""
        new = {
            name: act
            for name, act in self._approved.items()
            if self._approval(self._start, name) != act
        }
        commits = {name: self._bringing(name, act) for name, act in new.items()}
        # A commit that holds approvals by several people was hardly made by all of them.
        approvers: dict[str, set[str]] = defaultdict(set)
        for name, commit in commits.items():
            if commit is not None:
                approvers[commit.oid].add(new[name].by)
        for name, act in new.items():
            commit = commits[name]
            brought = self._brought(name, commit, len(approvers[commit.oid])) if commit else None
            yield self._judge(name, act, brought)

    def _judge(self, name: str, act: Act, brought: CommitFacts | None) -> Provenance:
        named = Person.parse(act.by)
        person = self._repository.canonical(named) if named else None
        found = judge(name, act, person, brought)
        if brought is None and self._approval(self._tip, name) != act:
            found = replace(found, why=_UNCOMMITTED)
        # Whoever edits .mailmap could make themselves somebody else.
        if self._people_changed and found.trust is not Trust.REFUSED:
            found = replace(found, trust=Trust.REFUSED, why=_PEOPLE)
        return found

    def _bringing(self, name: str, act: Act) -> Commit | None:
        """The oldest commit in which an approval is in force, and in none of its parents.

        Whoever removes the entries after an old approval brings it back, and answers for it.
        """
        for commit in self._commits:
            if self._approval(commit.oid, name) != act:
                continue
            if all(self._approval(parent, name) != act for parent in commit.parents):
                return commit
        return None

    def _brought(self, name: str, commit: Commit, approvers: int) -> CommitFacts:
        path, _ = self._places(commit.oid)[name]
        history = self._files.authorship_at(path, commit.oid)
        _, content = self._claim(commit.oid, name)
        # The commit also changes the claim itself if no parent has the same content.
        mixed = all(self._claim(parent, name)[1] != content for parent in commit.parents)
        return CommitFacts(commit, (*history.recorded, *history.edited), mixed, approvers)

    def _approval(self, commit: str, name: str) -> Act | None:
        return self._claim(commit, name)[0]

    def _claim(self, commit: str, name: str) -> tuple[Act | None, str]:
        """The approval of a claim at a commit, and its file without the review block."""
        _, entry = self._places(commit).get(name, ("", None))
        return self._read(entry.oid) if entry and entry.kind == "file" else (None, "")

    def _read_blob(self, oid: str) -> tuple[Act | None, str]:
        raw = self._raw[oid]
        document, _ = read_document("", raw)
        if document is None or not isinstance(document.data, dict):
            return None, raw.decode("utf-8", "replace")
        return _approval_in(document.data), without_entry(document, KEY)

    def _read_places(self, commit: str) -> Mapping[str, tuple[str, Entry]]:
        """The files of the approved claims at a commit, by id, wherever they are in the book.

        Their contents are fetched together. A process for each claim at each commit would make
        the number of processes grow with the square of a day's approvals.
        """
        folder = self._folder
        tree = self._repository.tree(commit, folder)
        # Before the book was moved, its files were in the former folder.
        if "book.yaml" not in tree and self._former is not None:
            folder = self._former
            tree = self._repository.tree(commit, folder)
        found = {}
        for path, entry in tree.items():
            name = _claim_id(path)
            if name in self._approved:
                found[name] = (f"{folder}/{path}" if folder else path), entry
        oids = {entry.oid for _, entry in found.values() if entry.kind == "file"}
        self._raw |= self._repository.blobs(sorted(oids - self._raw.keys()))
        return found


def _claim_id(path: str) -> str:
    """The id of the claim in a file of the book; empty if the file is not a claim."""
    folder, _, file = path.partition("/")
    is_claim = file.endswith(".yaml") and "/" not in file and folder not in RECORDS
    return file.removesuffix(".yaml") if is_claim else ""


def _approval_in(data: dict[str, Any]) -> Act | None:
    """The approval in a claim's data; None if there is none, or it cannot be read."""
    # An old version need not fit today's schema.
    with suppress(KeyError, ValueError, TypeError, AttributeError):
        return build_review(data.get("review")).approval
    return None


def against_git(report: Report, folder: Path, base: str, head: str = "HEAD") -> Report:
    """A report with what git says about the approvals and threads that a range of commits changes.

    Raises ``UsageError`` as ``provenances`` does.
    """
    report = report.with_findings([*report.findings, *lost_entries(report, folder, base, head)])
    return with_provenance(report, provenances(report, folder, base, head))


def with_provenance(report: Report, found: tuple[Provenance, ...]) -> Report:
    """A report with what git says about approvals."""
    findings = [*report.findings, *_findings(report, found)]
    return replace(report.with_findings(findings), provenance=found)


def _findings(report: Report, found: tuple[Provenance, ...]) -> Iterator[Finding]:
    """Findings for approvals that git contradicts, and for those that it cannot confirm."""
    for item in found:
        if item.trust in _KINDS:
            kind, hint = _KINDS[item.trust]
            claim = report.assessment.book.claims[item.claim]
            where = claim.place.of("review", "thread", len(claim.review.thread) - 1, "by")
            if item.why == _UNCOMMITTED:
                hint = "commit it under the name of the editor in it"
            message = f"approved by {item.act.by}: {item.trust}; {item.why}"
            yield finding(kind, where, message, hint, item.claim)


_KINDS: Final = {
    Trust.REFUSED: (
        "approval-provenance",
        "ask an editor who did not write the claim to approve it, in a commit of their own",
    ),
    Trust.UNDECIDED: (
        "approval-undecided",
        "check on the pull request, before its commits are squashed or rebased",
    ),
}
