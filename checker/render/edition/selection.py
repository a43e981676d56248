"""Which claims an edition is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from checker.assessment import Report


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims of an edition, and its name; an edition of the whole book has none."""

    claims: frozenset[str]
    name: str = ""

    @property
    def whole(self) -> bool:
        """Whether it covers the whole book; a dossier does not."""
        return not self.name

    def touches(self, claims: Collection[str]) -> bool:
        """Whether any of these claims is selected."""
        return not self.claims.isdisjoint(claims)


def whole_book(report: Report) -> Selection:
    """A selection of every claim."""
    return Selection(frozenset(report.assessment.book.claims))
