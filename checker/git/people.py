"""Who: a name and an e-mail address, as git writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from checker.git.run import Git, GitError, raw, text

_CONTACT = re.compile(r"\s*([^<>\n\r\0]+?)\s*<([^<>\s\0]+)>\s*")


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody who commits, or is named in a review."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else f"<{self.email}>"

    @classmethod
    def parse(cls, words: str) -> Person | None:
        """``Name <email>`` read; None if it is anything else, or either half is empty."""
        found = _CONTACT.fullmatch(words)
        return cls(found[1], found[2]) if found else None

    def same_as(self, other: Person) -> bool:
        """Whether the address or the name is the same, whatever the case and the spaces.

        Both are taken as canonical already. What is empty is like nothing.
        """
        address, name = self.email.casefold(), _folded(self.name)
        return (address != "" and address == other.email.casefold()) or (
            name != "" and name == _folded(other.name)
        )


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def plain(name: str, email: str) -> Person:
    """A person out of whatever a commit holds: without what cannot stand in ``Name <email>``."""
    return Person(*(" ".join(re.sub(r"[<>\0]", "", part).split()) for part in (name, email)))


def identity(line: str) -> Person:
    """The person in ``Name <email> seconds zone``."""
    name, _, rest = line.partition("<")
    return plain(name, rest.partition(">")[0])


def canonical(git: Git, people: Iterable[Person]) -> dict[Person, Person]:
    """Each person, all of them ``plain``, as the mailmap of the repository has them."""
    asked = sorted(person for person in people if person.email)
    found = {person: person for person in people}  # a mailmap knows nobody without an address
    if asked:
        out = git.run(
            "check-mailmap", "--stdin", given=b"".join(raw(str(person)) + b"\n" for person in asked)
        )
        answers = text(out).split("\n")[:-1]
        if len(answers) != len(asked):
            raise GitError(
                f"git check-mailmap gave {len(answers)} answers to {len(asked)} names: look at .mailmap"
            )
        found |= {person: identity(answer) for person, answer in zip(asked, answers, strict=True)}
    return found
