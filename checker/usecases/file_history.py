"""What git knows about a claim's file: who recorded it, who last edited it, what was approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from checker.book import Act, Claim
from checker.book.document import Document
from checker.book.reader import read_document
from checker.git import Commit, GitError, Person, Repository
from checker.review import digest_of, parts_of
from checker.review.canonical import quoted_sources
from checker.usecases.errors import UsageError
from checker.usecases.review_writer import KEY
from checker.usecases.yaml_edit import without_entry


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote one claim's file."""

    recorded: tuple[Person, ...] = ()
    """Authors of the commit that added the file."""

    edited: tuple[Person, ...] = ()
    """Authors of the last change outside the review block.

    If that is a merge that resolves a conflict, the authors on all its sides.
    """

    problem: str = ""
    """Why the authors are unknown; then both fields above are empty."""


class BookHistory:
    """The files of a book as they were in the commits of its repository."""

    def __init__(self, folder: Path) -> None:
        """Raises ``UsageError`` if the folder is not in a repository."""
        try:
            self.repository = Repository.at(folder)
            self._below = self.repository.below(folder)
        except GitError as error:
            raise UsageError(str(error)) from None
        self._read: dict[tuple[str, str], bytes | None] = {}

    def authorship(self, claim: Claim) -> Authorship:
        """Who recorded a claim and who last edited it, as of the last commit."""
        path = self.path(claim)
        try:
            found = self.authorship_at(path)
            if found.problem:
                return found
            committed = _outside_review(self._blob("HEAD", path))
        except GitError as error:
            return Authorship(problem=str(error))
        if committed != without_entry(claim.place.document, KEY):
            return Authorship(
                problem="its file has changes that are not committed, so nobody knows whose they "
                "are; commit them or undo them"
            )
        return found

    def authorship_at(self, path: str, commit: str = "HEAD") -> Authorship:
        """Who recorded a file of the repository and who last edited it, as of a commit.

        Raises ``GitError``.
        """
        versions = self._versions(path, commit)
        if not versions:
            return Authorship(
                problem="its file is not committed; commit it, so that git knows who recorded it"
            )
        oldest, _ = versions[-1]
        if self._cut_off(oldest):
            return Authorship(
                problem="this is a shallow clone, which does not show who recorded it; fetch the "
                "history with “git fetch --unshallow”"
            )
        edits = self.repository.last_edits(path, commit, self._content)
        return Authorship(_people([oldest]), _people(edits))

    def approved_version(self, claim: Claim, act: Act) -> tuple[dict[str, Any] | None, str]:
        """The fields of the newest version with the digest that was approved.

        None, and why, if there is no such version.
        """
        try:
            for commit, path in self._versions(self.path(claim)):
                data = _data(self._blob(commit.oid, path))
                # An approval also binds the texts that the claim quoted at the time.
                texts = {source: self._text(commit.oid, source) for source in quoted_sources(data)}
                if data and digest_of(data, texts) == act.digest:
                    return parts_of(data, texts), ""
        except GitError as error:
            return None, str(error)
        cut = (
            ", which is cut off because this is a shallow clone" if self.repository.shallow else ""
        )
        return None, f"the approved version is not in the history{cut}"

    def identity(self) -> Person:
        """The current user; raises ``UsageError`` if git does not know their name."""
        try:
            return self.repository.identity()
        except GitError as error:
            raise UsageError(str(error)) from None

    def canonical(self, person: Person) -> Person:
        """A person under the name that ``.mailmap`` gives them; raises ``UsageError``."""
        try:
            return self.repository.canonical(person)
        except GitError as error:
            raise UsageError(str(error)) from None

    def people_changed(self) -> bool:
        """Whether ``.mailmap``, which tells people apart, differs from its committed version."""
        try:
            if self.repository.dirty(".mailmap"):
                return True
            # A sparse checkout may leave the file out. Git sees no change then, but reads people
            # only from the file in the folder.
            gone = not (self.repository.root / ".mailmap").is_file()
            return gone and self.repository.blob("HEAD", ".mailmap") is not None
        except GitError:
            return False

    def path(self, claim: Claim) -> str:
        """The path of a claim's file in the repository."""
        return self._path(claim.place.document.path)

    def thread(self, commit: str, path: str) -> list[dict[str, Any]]:
        """The entries of the review thread in a file at a commit, valid or not.

        Raises ``GitError``.
        """
        review = _data(self._blob(commit, path)).get(KEY)
        thread = review.get("thread") if isinstance(review, dict) else None
        if not isinstance(thread, list):
            return []
        return [entry for entry in thread if isinstance(entry, dict)]

    def _path(self, path: str) -> str:
        return f"{self._below}/{path}" if self._below else path

    def _versions(self, path: str, commit: str = "HEAD") -> tuple[tuple[Commit, str], ...]:
        try:
            self.repository.commit(commit)
        except GitError:
            raise GitError(
                "the repository has no commit yet, so git does not know who recorded it; "
                "commit first"
            ) from None
        return self.repository.history(path, commit)

    def _cut_off(self, oldest: Commit) -> bool:
        """Whether a commit may only seem to add the file, because its parents were not fetched."""
        if not self.repository.shallow:
            return False
        try:
            # In a shallow clone the oldest commits name parents that were not fetched.
            return not all(self.repository.commit(parent) for parent in oldest.parents)
        except GitError:
            return True

    def _content(self, commit: str, path: str) -> str | None:
        """A file at a commit without its review block; None if it does not exist there."""
        raw = self._blob(commit, path)
        return None if raw is None else _outside_review(raw)

    def _blob(self, commit: str, path: str) -> bytes | None:
        if (commit, path) not in self._read:
            self._read[commit, path] = self.repository.blob(commit, path)
        return self._read[commit, path]

    def _text(self, commit: str, source: str) -> str | None:
        """The digest of a source's text that its record had at a commit."""
        data = _data(self._blob(commit, self._path(f"sources/{source}.yaml")))
        text = data.get("text")
        return str(text["sha256"]) if isinstance(text, dict) and "sha256" in text else None


def _people(commits: Iterable[Commit]) -> tuple[Person, ...]:
    """Authors and co-authors, each once."""
    people = [person for commit in commits for person in (commit.author, *commit.coauthors)]
    return tuple(dict.fromkeys(people))


def _read(raw: bytes | None) -> Document | None:
    document, _ = read_document("", raw or b"")
    return document if document is not None and isinstance(document.data, dict) else None


def _data(raw: bytes | None) -> dict[str, Any]:
    """The data of a version; empty if it cannot be read or does not exist."""
    document = _read(raw)
    return document.data if document else {}


def _outside_review(raw: bytes | None) -> str:
    """A version without its review block; a digest of the whole if it cannot be read."""
    document = _read(raw)
    return without_entry(document, KEY) if document else sha256(raw or b"").hexdigest()
