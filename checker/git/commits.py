"""Commits as their objects have them: nothing that a user's settings could colour, shorten or translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.git.people import Person, identity, plain
from checker.git.run import Git, raw, text


class Signature(StrEnum):
    """What a commit's signature is worth, here and now."""

    GOOD = "good"
    """Made by a key that this machine knows and trusts."""

    NONE = "none"
    """The commit is not signed."""

    UNKNOWN = "unknown"
    """There is one that cannot be checked here: no key, a key without trust, an expired key; or nobody asked."""

    BAD = "bad"
    """It does not fit the commit, or its key was revoked."""


VERDICTS = {"G": Signature.GOOD, "B": Signature.BAD, "R": Signature.BAD}
"""Git's ``%G?``; all other letters leave it unknown."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. The persons are canonical through ``.mailmap``."""

    oid: str
    """The full object id."""

    parents: tuple[str, ...]
    """As the commit names them; in a shallow clone they need not be there."""

    author: Person
    committer: Person
    coauthors: tuple[Person, ...]
    """Of ``Co-authored-by:`` lines, wherever in the message: squashing leaves them in its middle."""

    subject: str
    """The first paragraph of the message, on one line."""

    signature: Signature
    signer: str
    """Whom git names as the signer; empty if it names nobody."""


@dataclass(frozen=True, slots=True)
class RawCommit:
    """A commit object, read; persons as they stand in it."""

    oid: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    coauthors: tuple[Person, ...]
    subject: str
    signed: bool

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody it names."""
        return (self.author, self.committer, *self.coauthors)

    def settled(self, people: Mapping[Person, Person], signature: Signature, signer: str) -> Commit:
        """The commit, with persons made canonical."""
        coauthors = tuple(dict.fromkeys(people[person] for person in self.coauthors))
        author, committer = people[self.author], people[self.committer]
        return Commit(
            self.oid, self.parents, author, committer, coauthors, self.subject, signature, signer
        )


_COAUTHOR = re.compile(
    r"^[ \t]*co-authored-by[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE
)


def read_commit(oid: str, data: bytes) -> RawCommit:
    """A commit object: header lines, an empty line, the message (``git help cat-file``, ``hash-object``)."""
    head, _, body = data.partition(b"\n\n")
    fields: dict[bytes, list[bytes]] = {}
    for line in head.split(b"\n"):
        key, _, value = line.partition(b" ")
        if (
            key
        ):  # a line that begins with a space goes on with the one before: signatures, merged tags
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
    """What git says of the signatures of signed commits, and whom it names; a process for each, so it is slow."""
    if not oids:
        return {}
    given = raw("".join(f"{oid}\n" for oid in oids))
    # The plumbing, rev-list, does not read the settings that say who may sign.
    form = ("--no-patch", "--no-color", "--encoding=UTF-8", "--format=%H%x00%G?%x00%GS%x00%GG%x00")
    parts = text(git.run("log", "--no-walk=unsorted", *form, "--stdin", given=given)).split("\0")[
        :-1
    ]
    found = {}
    for oid, letter, signer, report in zip(*(parts[start::4] for start in range(4)), strict=True):
        # Git says "not signed" where it was given no list of signers, and "bad" where the program did not run.
        checked = report.strip() or signer
        found[oid.strip()] = (
            VERDICTS.get(letter, Signature.UNKNOWN) if checked else Signature.UNKNOWN,
            signer,
        )
    return found


def assemble(
    commits: Iterable[RawCommit],
    people: Mapping[Person, Person],
    checked: Mapping[str, tuple[Signature, str]],
) -> tuple[Commit, ...]:
    """Commits with what is known of their persons and signatures."""
    unchecked = (Signature.UNKNOWN, "")
    return tuple(
        one.settled(
            people, *(checked.get(one.oid, unchecked) if one.signed else (Signature.NONE, ""))
        )
        for one in commits
    )
