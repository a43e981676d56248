"""What git knows of a claim's file: who recorded it, who edited it last, and what was approved."""

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
    """What git knows of one claim's file."""

    recorded: tuple[Person, ...] = ()
    """Authors of the commit that added the file."""

    edited: tuple[Person, ...] = ()
    """Authors of the last change besides the review block; of a merge that settles one, those of all its sides."""

    problem: str = ""
    """Why who recorded or edited it cannot be told; then the two above say nothing."""


class BookHistory:
    """The files of a book in the repository that it lies in, as they were."""

    def __init__(self, folder: Path) -> None:
        """Raises ``UsageError`` if the folder lies in no repository."""
        try:
            self.repository = Repository.at(folder)
            self._below = self.repository.below(folder)
        except GitError as error:
            raise UsageError(str(error)) from None
        self._read: dict[tuple[str, str], bytes | None] = {}

    def past(self, claim: Claim) -> Authorship:
        """Who recorded a claim, and who edited it last."""
        path = self.path(claim)
        try:
            found = self.authors(path)
            if found.problem:
                return found
            if _outside(self._blob("HEAD", path)) != without_entry(claim.place.document, KEY):
                return Authorship(
                    problem="its file has changes that are not committed, and nobody knows whose: commit them, "
                    "or take them back"
                )
            return found
        except GitError as error:
            return Authorship(problem=str(error))

    def authors(self, path: str, commit: str = "HEAD") -> Authorship:
        """Who recorded a file of the repository, and who edited it last, as of a commit; raises ``GitError``."""
        versions = self._versions(path, commit)
        if not versions:
            return Authorship(
                problem="its file is not committed yet: commit it, so that git knows who recorded it"
            )
        if self._cut_off(versions[-1][0]):
            return Authorship(
                problem="who recorded it cannot be told from a shallow clone: fetch the history with "
                "“git fetch --unshallow”"
            )
        return Authorship(
            _people([versions[-1][0]]),
            _people(self.repository.last_edits(path, commit, self._said)),
        )

    def approved(self, claim: Claim, act: Act) -> tuple[dict[str, Any] | None, str]:
        """The fields of the newest version that has the approved digest, or None and why there is none."""
        try:
            for commit, path in self._versions(self.path(claim)):
                data = _data(self._blob(commit.oid, path))
                texts = {source: self._text(commit.oid, source) for source in quoted_sources(data)}
                if data and digest_of(data, texts) == act.digest:
                    return parts_of(data, texts), ""
            cut = ", which is cut off (a shallow clone)" if self.repository.shallow else ""
            return None, f"no version in the history{cut} has the digest that was approved"
        except GitError as error:
            return None, str(error)

    def identity(self) -> Person:
        """Who works here; raises ``UsageError`` if git does not know."""
        try:
            return self.repository.identity()
        except GitError as error:
            raise UsageError(str(error)) from None

    def canonical(self, person: Person) -> Person:
        """As ``.mailmap`` has them."""
        try:
            return self.repository.canonical(person)
        except GitError as error:
            raise UsageError(str(error)) from None

    def people_changed(self) -> bool:
        """Whether ``.mailmap``, by which people are told apart, is in the folder otherwise than it is committed."""
        try:
            if self.repository.dirty(".mailmap"):
                return True
            # A sparse checkout leaves it out, which git takes for no change; yet it reads the folder's alone.
            gone = not (self.repository.root / ".mailmap").is_file()
            return gone and self.repository.blob("HEAD", ".mailmap") is not None
        except GitError:
            return False

    def path(self, claim: Claim) -> str:
        """The path of a claim's file in the repository."""
        return self._path(claim.place.document.path)

    def thread(self, commit: str, path: str) -> list[dict[str, Any]]:
        """The entries of the review thread in a file at a commit, whatever they hold; raises ``GitError``."""
        review = _data(self._blob(commit, path)).get(KEY)
        thread = review.get("thread") if isinstance(review, dict) else None
        return (
            [entry for entry in thread if isinstance(entry, dict)]
            if isinstance(thread, list)
            else []
        )

    def _path(self, path: str) -> str:
        return f"{self._below}/{path}" if self._below else path

    def _versions(self, path: str, commit: str = "HEAD") -> tuple[tuple[Commit, str], ...]:
        try:
            self.repository.commit(commit)
        except GitError:
            raise GitError(
                "the repository has no commit yet, so nobody knows who recorded it: commit first"
            ) from None
        return self.repository.history(path, commit)

    def _cut_off(self, oldest: Commit) -> bool:
        """Whether a commit only seems to have added the file, because those before it are not here."""
        if not self.repository.shallow:
            return False
        try:
            return not all(self.repository.commit(parent) for parent in oldest.parents)
        except GitError:
            return True

    def _said(self, commit: str, path: str) -> str | None:
        """What of a file is not its review block, at a commit; None if it is not there."""
        raw = self._blob(commit, path)
        return None if raw is None else _outside(raw)

    def _blob(self, commit: str, path: str) -> bytes | None:
        if (commit, path) not in self._read:
            self._read[commit, path] = self.repository.blob(commit, path)
        return self._read[commit, path]

    def _text(self, commit: str, source: str) -> str | None:
        """The digest that a source's record had at a commit."""
        data = _data(self._blob(commit, self._path(f"sources/{source}.yaml")))
        text = data.get("text")
        return str(text["sha256"]) if isinstance(text, dict) and "sha256" in text else None


def _people(commits: Iterable[Commit]) -> tuple[Person, ...]:
    """Authors and co-authors, each once."""
    return tuple(
        dict.fromkeys(person for one in commits for person in (one.author, *one.coauthors))
    )


def _read(raw: bytes | None) -> Document | None:
    document, _ = read_document("", raw or b"")
    return document if document is not None and isinstance(document.data, dict) else None


def _data(raw: bytes | None) -> dict[str, Any]:
    """What a version says; nothing if it is no record, or is not there."""
    document = _read(raw)
    return document.data if document else {}


def _outside(raw: bytes | None) -> str:
    """What of a version is not its review block; of one that cannot be read, all of it."""
    document = _read(raw)
    return without_entry(document, KEY) if document else sha256(raw or b"").hexdigest()
