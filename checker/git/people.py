"""People: a name and an e-mail address, as git writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from checker.git.run import Git, GitError, raw, text

_CONTACT = re.compile(r"\s*([^<>\n\r\0]+?)\s*<([^<>\s\0]+)>\s*")


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody who commits, or whom a review names."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else f"<{self.email}>"

    @classmethod
    def parse(cls, words: str) -> Person | None:
        """The person in ``Name <email>``; None for anything else, or if a half is empty."""
        found = _CONTACT.fullmatch(words)
        return cls(found[1], found[2]) if found else None

    def same_as(self, other: Person) -> bool:
        """Whether the address or the name is the same, ignoring case and repeated spaces.

        Both people must be canonical. An empty name or address is the same as no other.
        """
        address, name = self.email.casefold(), _folded(self.name)
        same_address = address != "" and address == other.email.casefold()
        same_name = name != "" and name == _folded(other.name)
        return same_address or same_name


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def plain(name: str, email: str) -> Person:
    """A person from any text in a commit, without characters that ``Name <email>`` forbids."""
    return Person(*(" ".join(re.sub(r"[<>\0]", "", part).split()) for part in (name, email)))


def identity(line: str) -> Person:
    """The person in ``Name <email> seconds zone``."""
    name, _, rest = line.partition("<")
    return plain(name, rest.partition(">")[0])


def canonical(git: Git, people: Iterable[Person]) -> dict[Person, Person]:
    """The canonical form of each person, according to the repository's mailmap.

    The people must come from ``plain``.
    """
    found = {person: person for person in people}
    # A mailmap has entries only for people with an address.
    asked = sorted(person for person in found if person.email)
    if not asked:
        return found
    given = b"".join(raw(str(person)) + b"\n" for person in asked)
    answers = text(git.run("check-mailmap", "--stdin", given=given)).split("\n")[:-1]
    if len(answers) != len(asked):
        raise GitError(
            f"git check-mailmap gave {len(answers)} answers for {len(asked)} names: check .mailmap"
        )
    found |= {person: identity(answer) for person, answer in zip(asked, answers, strict=True)}
    return found
