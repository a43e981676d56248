"""Lines of evidence: whose word it is, and which houses relay it. Repetition is not corroboration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.book import Book, Stance
from checker.book.model import DOCUMENT
from checker.grading.weight import Weighed, Weight


@dataclass(frozen=True, slots=True)
class Line:
    """All evidence of one stance from one origin."""

    stance: Stance
    origin: str
    """The outermost body that the origins belong to, or ``outlet``, ``unnamed``, ``document``."""

    weight: Weight
    """The heaviest of its evidence."""

    evidence: tuple[str, ...]
    """Ids."""

    sources: tuple[str, ...]
    houses: tuple[str, ...]
    """Houses that relay it: its independent witnesses. Sources without a house are not among them."""

    witnessed: bool = True
    """Whether any source of it counts as a witness at all."""

    @property
    def witnesses(self) -> int:
        """Witnesses that can be told apart: houses, or one for all sources without a house."""
        return max(len(self.houses), 1)

    @property
    def is_document(self) -> bool:
        """Whether the line is a document itself."""
        return self.origin == DOCUMENT


def lines_of(book: Book, weighed: Iterable[Weighed]) -> tuple[Line, ...]:
    """The lines that weigh, heaviest first, then by witnesses, stance and origin."""
    groups: dict[tuple[Stance, str], list[Weighed]] = {}
    for item in weighed:
        if item.weight > Weight.NONE:
            key = (item.evidence.stance, book.root_of(item.evidence.origin))
            groups.setdefault(key, []).append(item)
    lines = [
        Line(
            stance=stance,
            origin=origin,
            weight=max(item.weight for item in items),
            evidence=tuple(item.evidence.id for item in items),
            sources=tuple(sorted({item.evidence.source for item in items})),
            houses=tuple(
                sorted({house for item in items if item.witness and (house := book.house_of(item.evidence.source))})
            ),
            witnessed=any(item.witness for item in items),
        )
        for (stance, origin), items in groups.items()
    ]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                -line.weight,
                -line.witnesses,
                line.stance == Stance.CONTRADICTING,
                line.origin,
            ),
        )
    )
