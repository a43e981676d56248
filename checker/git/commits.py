"""Commits, read from their objects.

The objects are the same on every machine: no setting of a user can colour, shorten or translate
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.git.people import Person, identity, plain
from checker.git.run import Git, raw, text


class Signature(StrEnum):
    """What this machine can say about the signature of a commit."""

    GOOD = "good"
    """Made by a key that this machine knows and trusts."""

    NONE = "none"
    """The commit is not signed."""

    UNKNOWN = "unknown"
    """There is one, but it was not checked or cannot be checked here.

    The key may be missing, expired or not trusted.
    """

    BAD = "bad"
    """It does not match the commit, or its key was revoked."""


VERDICTS = {"G": Signature.GOOD, "B": Signature.BAD, "R": Signature.BAD}
"""Letters that git prints for ``%G?``; all others mean that the signature is unknown."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. The persons are canonical through ``.mailmap``."""

    oid: str
    """The full object id."""

    parents: tuple[str, ...]
    """The parents that the commit names; a shallow clone may lack them."""

    author: Person
    committer: Person
    coauthors: tuple[Person, ...]
    """The people in ``Co-authored-by:`` lines anywhere in the message.

    Squashing leaves such lines in the middle of a message.
    """

    subject: str
    """The first paragraph of the message, on one line."""

    signature: Signature
    signer: str
    """The signer's name according to git, or empty."""


@dataclass(frozen=True, slots=True)
class RawCommit:
    """A commit object, with people as it names them."""

    oid: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    coauthors: tuple[Person, ...]
    subject: str
    signed: bool

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody that the commit names."""
        return (self.author, self.committer, *self.coauthors)

    def with_people(
        self, people: Mapping[Person, Person], signature: Signature, signer: str
    ) -> Commit:
        """The commit with canonical people, and what is known of its signature."""
        coauthors = tuple(dict.fromkeys(people[person] for person in self.coauthors))
        author, committer = people[self.author], people[self.committer]
        return Commit(
            self.oid, self.parents, author, committer, coauthors, self.subject, signature, signer
        )


_COAUTHOR = re.compile(
    r"^[ \t]*co-authored-by[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE
)


def read_commit(oid: str, data: bytes) -> RawCommit:
    """The commit in an object: header lines, an empty line and the message.

    Source: ``git help cat-file`` and ``git help hash-object``.
    """
    head, _, body = data.partition(b"\n\n")
    fields: dict[bytes, list[bytes]] = {}
    for line in head.split(b"\n"):
        key, _, value = line.partition(b" ")
        # A line that begins with a space continues the one before, in signatures and merged tags.
        if key:
            fields.setdefault(key, []).append(value)
    encoding = fields.get(b"encoding", [b"utf-8"])[0].decode("ascii", "replace")
    message = _decoded(body, encoding).lstrip("\n")
    first = re.split(r"\n[ \t]*\n", message, maxsplit=1)[0]
    found = (Person.parse(" ".join(match[1].split())) for match in _COAUTHOR.finditer(message))
    return RawCommit(
        oid=oid,
        parents=tuple(parent.decode("ascii") for parent in fields.get(b"parent", [])),
        author=identity(_decoded(fields.get(b"author", [b""])[0], encoding)),
        committer=identity(_decoded(fields.get(b"committer", [b""])[0], encoding)),
        coauthors=tuple(plain(person.name, person.email) for person in found if person),
        subject=" ".join(first.split("\n")).strip(),
        signed=b"gpgsig" in fields or b"gpgsig-sha256" in fields,
    )


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return text(data)


def signatures(git: Git, oids: Sequence[str]) -> dict[str, tuple[Signature, str]]:
    """The state and the signer of each commit in ``oids``, all of them signed.

    This is slow: git starts a process for every signature.
    """
    if not oids:
        return {}
    given = raw("".join(f"{oid}\n" for oid in oids))
    # "rev-list" would not do: it does not read the settings that say who may sign.
    form = ("--no-patch", "--no-color", "--encoding=UTF-8", "--format=%H%x00%G?%x00%GS%x00%GG%x00")
    out = git.run("log", "--no-walk=unsorted", *form, "--stdin", given=given)
    parts = text(out).split("\0")[:-1]
    found = {}
    for oid, letter, signer, report in zip(*(parts[start::4] for start in range(4)), strict=True):
        # Without a list of signers git says "not signed", and without the program that checks
        # signatures it says "bad". In both cases its report is empty.
        was_checked = bool(report.strip() or signer)
        state = VERDICTS.get(letter, Signature.UNKNOWN) if was_checked else Signature.UNKNOWN
        found[oid.strip()] = state, signer
    return found


def assemble(
    commits: Iterable[RawCommit],
    people: Mapping[Person, Person],
    checked: Mapping[str, tuple[Signature, str]],
) -> tuple[Commit, ...]:
    """Commits with canonical people, and with the signatures that were checked."""
    unsigned, unchecked = (Signature.NONE, ""), (Signature.UNKNOWN, "")
    found = []
    for commit in commits:
        signature, signer = checked.get(commit.oid, unchecked) if commit.signed else unsigned
        found.append(commit.with_people(people, signature, signer))
    return tuple(found)
