"""Lines of evidence: whose statement it is, and which outlets report it.

Repetition is not corroboration: all evidence of one side from one origin is one line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from checker.book import Book, Stance
from checker.book.model import DOCUMENT
from checker.grading.scale import Weight
from checker.grading.weight import Weighed


@dataclass(frozen=True, slots=True)
class IndependentOutlet:
    """Sources that count once: they belong to one outlet, or have copied from each other."""

    outlets: tuple[str, ...]
    """Sorted; the first is named for all."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All evidence of one stance from one origin."""

    stance: Stance
    origin: str
    """The outermost body that the origins belong to, or ``outlet``, ``unnamed``, ``document``."""

    weight: Weight
    """That of its heaviest evidence."""

    evidence: tuple[str, ...]
    """Ids."""

    sources: tuple[str, ...]
    via: tuple[IndependentOutlet, ...]
    """The independent outlets that report it, sorted; without those that are not known."""

    counts_as_outlet: bool = True
    """Whether any of its sources counts as an independent outlet."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that report it; of outlets that copied from each other only the first."""
        return tuple(outlet.outlets[0] for outlet in self.via)

    @property
    def independent_outlets(self) -> int:
        """The number of outlets that can be told apart; at least one."""
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
    lines = [_line(book, stance, origin, items) for (stance, origin), items in groups.items()]
    return tuple(sorted(lines, key=_order))


def _line(book: Book, stance: Stance, origin: str, items: Sequence[Weighed]) -> Line:
    counting = {item.evidence.source for item in items if item.counts_as_outlet}
    return Line(
        stance=stance,
        origin=origin,
        weight=max(item.weight for item in items),
        evidence=tuple(item.evidence.id for item in items),
        sources=tuple(sorted({item.evidence.source for item in items})),
        via=independent_outlets_of(book, counting),
        counts_as_outlet=bool(counting),
    )


def _order(line: Line) -> tuple[int, int, bool, str]:
    against = line.stance == Stance.CONTRADICTING
    return (-line.weight, -line.independent_outlets, against, line.origin)


def independent_outlets_of(book: Book, sources: Collection[str]) -> tuple[IndependentOutlet, ...]:
    """The outlets of some sources, each once, and one for all that share copied text."""
    if len(sources) == 1:
        (only,) = sources
        outlet = book.outlet_of(only)
        return (IndependentOutlet((outlet,), (only,)),) if outlet else ()
    groups: list[_Group] = []
    for source in sorted(sources):
        outlet = book.outlet_of(source)
        if outlet is None:
            continue
        joined: _Group = ({outlet}, {source})
        apart: list[_Group] = []
        for group in groups:
            if _same_voice(book, source, outlet, group):
                joined = (joined[0] | group[0], joined[1] | group[1])
            else:
                apart.append(group)
        groups = [*apart, joined]
    found = [
        IndependentOutlet(tuple(sorted(outlets)), tuple(sorted(members)))
        for outlets, members in groups
    ]
    return tuple(sorted(found, key=lambda group: group.outlets))


_Group = tuple[set[str], set[str]]
"""Outlets, and their sources, that count once."""


def _same_voice(book: Book, source: str, outlet: str, group: _Group) -> bool:
    """Whether a source is of an outlet of the group, or shares copied text with a member."""
    outlets, members = group
    return outlet in outlets or any(book.copied(source, other) for other in members)


def independent_outlet_text(book: Book, group: IndependentOutlet) -> str:
    """The names of the outlets; for more than one source, which, and why they count once."""
    names = ", ".join(map(book.entity_name, group.outlets))
    if len(group.sources) == 1:
        return names
    reasons: dict[tuple[str, ...], list[str]] = {}
    for outlet in group.outlets:
        members = tuple(source for source in group.sources if book.outlet_of(source) == outlet)
        if len(members) > 1:
            reasons[members] = ["belong to one outlet"]
    for pair in combinations(group.sources, 2):
        if words := book.copied(*pair):
            reasons.setdefault(pair, []).append(f"share {words} words in a row")
    parts = [
        f"{', '.join(who[:-1])} and {who[-1]} {' and '.join(whys)}" for who, whys in reasons.items()
    ]
    return f"{names} ({'; '.join(parts)}, so they count as one)"
