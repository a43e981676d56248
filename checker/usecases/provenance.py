"""Which approvals a range of commits brings, and how far git bears each of them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from checker.assessment import Report
from checker.book import Act
from checker.book.loader import RECORDS
from checker.book.reader import read_document
from checker.book.review import build_review
from checker.findings import Finding, finding
from checker.git import (
    Commit,
    Entry,
    GitError,
    Person,
    Repository,
)
from checker.review import Brought, Provenance, Trust, judge
from checker.usecases.errors import UsageError
from checker.usecases.file_history import BookHistory
from checker.usecases.relocation import former_at, places_of
from checker.usecases.review_writer import KEY
from checker.usecases.thread_history import lost_entries
from checker.usecases.yaml_edit import without_entry

_PEOPLE: Final = "the same change alters .mailmap, by which people are told apart: let that be merged first, by itself"

_UNCOMMITTED: Final = "it is in the files, and not in the commits that were named"


def split_range(text: str) -> tuple[str, str]:
    """``BASE..HEAD`` as two revisions; HEAD is that if it is left out. Raises ``UsageError`` for anything else."""
    base, dots, head = text.partition("..")
    if not base or not dots or head.startswith("."):
        raise UsageError(f"{text} is no range; write --provenance BASE..HEAD, main..HEAD say")
    return base, head or "HEAD"


def provenances(
    report: Report, folder: Path, base: str, head: str = "HEAD"
) -> tuple[Provenance, ...]:
    """What git says of the approvals in a book that ``base`` does not have, by claim.

    Of those that lapsed, too: a later change of the claim could let one stand again, and brings no approval itself.
    Raises ``UsageError`` if a revision is unknown, or the two have no history in common.
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
        return tuple(_Range(files, folder, start, tip, approved).judged())
    except GitError as error:
        raise UsageError(str(error)) from None


class _Range:
    """The commits of a change, and the threads of claims in each."""

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
        """Each approval that the range brings."""
        new = {
            name: act
            for name, act in self._approved.items()
            if self._approval(self._start, name) != act
        }
        brought = {name: self._bringing(name, act) for name, act in new.items()}
        approvers: dict[str, set[str]] = {}
        for name, commit in brought.items():
            if commit is not None:
                approvers.setdefault(commit.oid, set()).add(new[name].by)
        for name, act in new.items():
            named = Person.parse(act.by)
            who = self._repository.canonical(named) if named else None
            commit = brought[name]
            known = self._known(name, commit, len(approvers[commit.oid])) if commit else None
            found = judge(name, act, who, known)
            if commit is None and self._approval(self._tip, name) != act:
                found = replace(found, why=_UNCOMMITTED)
            if self._people_changed and found.trust is not Trust.REFUSED:
                found = replace(found, trust=Trust.REFUSED, why=_PEOPLE)
            yield found

    def _bringing(self, name: str, act: Act) -> Commit | None:
        """The oldest commit by whose version an entry approves, and by no parent's.

        Who takes out what came after an old approval brings it anew, and answers for it.
        """
        for commit in self._commits:
            if self._approval(commit.oid, name) == act and not any(
                self._approval(parent, name) == act for parent in commit.parents
            ):
                return commit
        return None

    def _known(self, name: str, commit: Commit, approvers: int) -> Brought:
        path, _ = self._places(commit.oid)[name]
        past = self._files.authors(path, commit.oid)
        _, mine = self._claim(commit.oid, name)
        mixed = all(self._claim(parent, name)[1] != mine for parent in commit.parents)
        return Brought(commit, (*past.recorded, *past.edited), mixed, approvers)

    def _approval(self, commit: str, name: str) -> Act | None:
        return self._claim(commit, name)[0]

    def _claim(self, commit: str, name: str) -> tuple[Act | None, str]:
        """The approval of a claim at a commit, and the text of its file besides the review block."""
        _, entry = self._places(commit).get(name, ("", None))
        return self._read(entry.oid) if entry and entry.kind == "file" else (None, "")

    def _read_blob(self, oid: str) -> tuple[Act | None, str]:
        raw = self._raw[oid]
        document, _ = read_document("", raw)
        if document is None or not isinstance(document.data, dict):
            return None, raw.decode("utf-8", "replace")
        return _approval_in(document.data), without_entry(document, KEY)

    def _read_places(self, commit: str) -> Mapping[str, tuple[str, Entry]]:
        """The files of the approved claims at a commit, by id, wherever they lie in the book.

        What stands in them is fetched at once: a process for each claim at each commit would be as many as the
        square of a day's approvals.
        """
        folder = self._folder
        tree = self._repository.tree(commit, folder)
        if "book.yaml" not in tree and self._former is not None:
            folder = self._former
            tree = self._repository.tree(commit, folder)
        found = {}
        for path, entry in tree.items():
            if (
                path.endswith(".yaml")
                and path.count("/") == 1
                and path.partition("/")[0] not in RECORDS
            ):
                name = path.rpartition("/")[2].removesuffix(".yaml")
                if name in self._approved:
                    found[name] = (f"{folder}/{path}" if folder else path), entry
        oids = {entry.oid for _, entry in found.values() if entry.kind == "file"}
        self._raw |= self._repository.blobs(sorted(oids - self._raw.keys()))
        return found


def _approval_in(data: dict[str, Any]) -> Act | None:
    """The approval in a claim's data; None if there is none that can be read."""
    try:
        return build_review(data.get("review")).approval
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # a version of long ago need not fit today's schema
        return None


def against_git(report: Report, folder: Path, base: str, head: str = "HEAD") -> Report:
    """A report that tells, too, what git says of the approvals and the threads that a range of commits changes.

    Raises ``UsageError`` as ``provenances`` does.
    """
    report = report.with_findings([*report.findings, *lost_entries(report, folder, base, head)])
    return with_provenance(report, provenances(report, folder, base, head))


def with_provenance(report: Report, found: tuple[Provenance, ...]) -> Report:
    """A report that tells, too, what git says of approvals."""
    return replace(
        report.with_findings([*report.findings, *_findings(report, found)]), provenance=found
    )


def _findings(report: Report, found: tuple[Provenance, ...]) -> Iterator[Finding]:
    """Approvals that git speaks against, and those of which it can say nothing."""
    for item in found:
        if item.trust in _KINDS:
            kind, hint = _KINDS[item.trust]
            claim = report.assessment.book.claims[item.claim]
            where = claim.place.of("review", "thread", len(claim.review.thread) - 1, "by")
            hint = "commit it under the name that it bears" if item.why == _UNCOMMITTED else hint
            message = f"approved by {item.act.by}: {item.trust}; {item.why}"
            yield finding(kind, where, message, hint, item.claim)


_KINDS = {
    Trust.REFUSED: (
        "approval-provenance",
        "let an editor who did not write it approve it, in a commit of their own",
    ),
    Trust.UNDECIDED: (
        "approval-undecided",
        "check before squashing or rebasing: on the pull request, with the commits as they were made",
    ),
}
