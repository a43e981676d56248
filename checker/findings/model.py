"""Findings are data: where, what, how bad, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.findings.catalog import FINDING_KINDS


class Severity(StrEnum):
    """How much a finding matters; only an error makes ``checker check`` exit 1 by default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A stretch of one file of the book."""

    path: str
    """Path below the book's folder, with forward slashes."""

    line: int = 1
    """First line is 1."""

    column: int = 1
    """First column is 1; columns count code points."""

    end_line: int = 1
    end_column: int = 1
    """The column just behind the last character."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say."""

    kind: str
    """The slug of the kind of finding; ``checker explain SLUG`` prints its page."""

    severity: Severity
    location: Location
    message: str
    """One sentence: what is so."""

    hint: str = ""
    """One sentence: what to do; empty where there is nothing to do."""

    claim: str = ""
    """The id of the claim concerned, if it is one."""

    related: tuple[tuple[Location, str], ...] = ()
    """Other places that make it so, each with a word on what stands there."""

    about: str = ""
    """What it is about, where several findings of a kind may stand at one place: a key that is missing, a quote."""

    known: str = ""
    """Where it was known: ``baseline``, or ``before`` a change; empty if it is new, or nothing was compared."""

    @property
    def order(self) -> tuple[Location, str, str, str]:
        """By place, then kind, then words: the order of every report."""
        return (self.location, self.kind, self.message, self.claim)


def finding(
    kind: str,
    location: Location,
    message: str,
    hint: str = "",
    claim: str = "",
    related: tuple[tuple[Location, str], ...] = (),
    *,
    about: str = "",
) -> Finding:
    """A finding of a kind in the catalogue, with the severity that the catalogue gives it.

    Raises ``KeyError`` for a slug that the catalogue does not have.
    """
    return Finding(
        kind, Severity(FINDING_KINDS[kind].severity), location, message, hint, claim, related, about
    )
