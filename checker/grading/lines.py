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
    """Houses that relay it: its independent witnesses. Sources without a house are not among them, and of
    houses that have copied from each other only the first."""

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
            houses=_witnesses(book, {item.evidence.source for item in items if item.witness}),
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


def _witnesses(book: Book, sources: set[str]) -> tuple[str, ...]:
    """The houses behind sources, each once, and one for all that share copied text."""
    groups: list[tuple[set[str], set[str]]] = []
    if len(sources) == 1:
        (only,) = sources
        return (house,) if (house := book.house_of(only)) else ()
    for source in sorted(sources):
        house = book.house_of(source)
        if house is None:
            continue
        houses, members = {house}, {source}
        akin = [group for group in groups if house in group[0] or any(book.copied(source, at) for at in group[1])]
        for group in akin:
            groups.remove(group)
            houses, members = houses | group[0], members | group[1]
        groups.append((houses, members))
    return tuple(sorted(min(houses) for houses, _ in groups))
