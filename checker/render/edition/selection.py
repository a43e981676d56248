"""Which claims an edition is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from checker.assessment import Report


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims of an edition, and what it is called; the whole book has no name."""

    claims: frozenset[str]
    name: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is the report on the book, and no dossier."""
        return not self.name

    def touches(self, claims: Collection[str]) -> bool:
        """Whether anything of what is selected is among these claims."""
        return not self.claims.isdisjoint(claims)


def whole_book(report: Report) -> Selection:
    """Every claim."""
    return Selection(frozenset(report.assessment.book.claims))
