"""Findings are data: where, what, how severe, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from checker.findings.kinds import FINDING_KINDS, Severity


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
    """One problem, or one thing worth knowing, at one place of the book."""

    kind: str
    """The slug of the kind of finding; ``checker explain SLUG`` prints its page."""

    severity: Severity
    location: Location
    message: str
    """One sentence: what is wrong."""

    hint: str = ""
    """One sentence: what to do; empty if there is nothing to do."""

    claim: str = ""
    """The id of the claim that the finding is about; empty if it is not about a claim."""

    related: tuple[tuple[Location, str], ...] = ()
    """Other places that are part of the problem, each with a few words on what is there."""

    about: str = ""
    """Tells findings of one kind at one place apart: the missing key, the quote."""

    known: str = ""
    """``baseline`` or ``before`` (the change) for a known finding; empty for any other."""

    @property
    def order(self) -> tuple[Location, str, str, str]:
        """The order in every report: by place, then by kind, then by message."""
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
    """A finding of a declared kind, with the severity of that kind.

    Raises ``KeyError`` for an unknown kind.
    """
    severity = FINDING_KINDS[kind].severity
    return Finding(kind, severity, location, message, hint, claim, related, about)
