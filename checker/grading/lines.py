"""Lines of evidence: whose word it is, and which outlets relay it. Repetition is not corroboration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from checker.book import Book, Stance
from checker.book.model import DOCUMENT
from checker.grading.weight import Weighed, Weight


@dataclass(frozen=True, slots=True)
class IndependentOutlet:
    """Sources that count once: they are of one outlet, or their outlets have copied from each other."""

    outlets: tuple[str, ...]
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
    via: tuple[IndependentOutlet, ...]
    """Its independent independent outlets, sorted; sources without an outlet are not among them."""

    counts_as_outlet: bool = True
    """Whether any source of it counts as an independent outlet at all."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that relay it; of outlets that have copied from each other only the first."""
        return tuple(independent_outlet.outlets[0] for independent_outlet in self.via)

    @property
    def independent_outlets(self) -> int:
        """Independent outlets that can be told apart: outlets, or one for all sources without an outlet."""
        return max(len(self.via), 1)

    @property
    def is_document(self) -> bool:
        """Whether the line is a document itself."""
        return self.origin == DOCUMENT


def lines_of(book: Book, weighed: Iterable[Weighed]) -> tuple[Line, ...]:
    """The lines that weigh, heaviest first, then by independent outlets, stance and origin."""
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
            via=independent_outlets_of(
                book, {item.evidence.source for item in items if item.independent_outlet}
            ),
            counts_as_outlet=any(item.independent_outlet for item in items),
        )
        for (stance, origin), items in groups.items()
    ]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                -line.weight,
                -line.independent_outlets,
                line.stance == Stance.CONTRADICTING,
                line.origin,
            ),
        )
    )


def independent_outlets_of(book: Book, sources: set[str]) -> tuple[IndependentOutlet, ...]:
    """The outlets behind sources, each once, and one for all that share copied text."""
    groups: list[tuple[set[str], set[str]]] = []
    if len(sources) == 1:
        (only,) = sources
        return (IndependentOutlet((outlet,), (only,)),) if (outlet := book.outlet_of(only)) else ()
    for source in sorted(sources):
        outlet = book.outlet_of(source)
        if outlet is None:
            continue
        outlets, members = {outlet}, {source}
        akin = [
            group
            for group in groups
            if outlet in group[0] or any(book.copied(source, at) for at in group[1])
        ]
        for group in akin:
            groups.remove(group)
            outlets, members = outlets | group[0], members | group[1]
        groups.append((outlets, members))
    found = [
        IndependentOutlet(tuple(sorted(outlets)), tuple(sorted(members)))
        for outlets, members in groups
    ]
    return tuple(sorted(found, key=lambda independent_outlet: independent_outlet.outlets))


def independent_outlet_text(book: Book, independent_outlet: IndependentOutlet) -> str:
    """The outlets of an independent outlet; where it is more than one source, which, and why they count once."""
    names = ", ".join(map(book.entity_name, independent_outlet.outlets))
    if len(independent_outlet.sources) == 1:
        return names
    reasons: dict[tuple[str, ...], list[str]] = {}
    for outlet in independent_outlet.outlets:
        members = tuple(
            source for source in independent_outlet.sources if book.outlet_of(source) == outlet
        )
        if len(members) > 1:
            reasons[members] = ["are of one outlet"]
    for pair in combinations(independent_outlet.sources, 2):
        if words := book.copied(*pair):
            reasons.setdefault(pair, []).append(f"share {words} words in a row")
    told = (
        f"{', '.join(who[:-1])} and {who[-1]} {' and '.join(whys)}" for who, whys in reasons.items()
    )
    return f"{names} ({'; '.join(told)}: one independent outlet)"
