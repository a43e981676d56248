"""Lines of evidence: whose word it is, and which houses relay it. Repetition is not corroboration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from checker.book import Book, Stance
from checker.book.model import DOCUMENT
from checker.grading.weight import Weighed, Weight


@dataclass(frozen=True, slots=True)
class Witness:
    """Sources that count once: they are of one house, or their houses have copied from each other."""

    houses: tuple[str, ...]
    """Sorted; the first stands for all."""

    sources: tuple[str, ...]


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
    relayed_by: tuple[Witness, ...]
    """Its independent witnesses, sorted; sources without a house are not among them."""

    witnessed: bool = True
    """Whether any source of it counts as a witness at all."""

    @property
    def houses(self) -> tuple[str, ...]:
        """Houses that relay it; of houses that have copied from each other only the first."""
        return tuple(witness.houses[0] for witness in self.relayed_by)

    @property
    def witnesses(self) -> int:
        """Witnesses that can be told apart: houses, or one for all sources without a house."""
        return max(len(self.relayed_by), 1)

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
            relayed_by=witnesses_of(book, {item.evidence.source for item in items if item.witness}),
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


def witnesses_of(book: Book, sources: set[str]) -> tuple[Witness, ...]:
    """The houses behind sources, each once, and one for all that share copied text."""
    groups: list[tuple[set[str], set[str]]] = []
    if len(sources) == 1:
        (only,) = sources
        return (Witness((house,), (only,)),) if (house := book.house_of(only)) else ()
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
    found = [Witness(tuple(sorted(houses)), tuple(sorted(members))) for houses, members in groups]
    return tuple(sorted(found, key=lambda witness: witness.houses))


def witness_text(book: Book, witness: Witness) -> str:
    """The houses of a witness; where it is more than one source, which, and why they count once."""
    names = ", ".join(map(book.entity_name, witness.houses))
    if len(witness.sources) == 1:
        return names
    reasons: dict[tuple[str, ...], list[str]] = {}
    for house in witness.houses:
        members = tuple(source for source in witness.sources if book.house_of(source) == house)
        if len(members) > 1:
            reasons[members] = ["are of one house"]
    for pair in combinations(witness.sources, 2):
        if words := book.copied(*pair):
            reasons.setdefault(pair, []).append(f"share {words} words in a row")
    told = (f"{', '.join(who[:-1])} and {who[-1]} {' and '.join(whys)}" for who, whys in reasons.items())
    return f"{names} ({'; '.join(told)}: one witness)"
