"""Conflicts, discrepancies and resolutions as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.book import RelationRule
from checker.rules import ReportedValue

Key = tuple[str, int]
"""A reported value by its claim and its number; number 0 is the claim's own."""

Keys = frozenset[Key]

Costs = Mapping[str, int]
"""What it costs to give up each claim. Ordinal: costs are compared, and never added up."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """Another way to read a claim, with which everything else can be right."""

    claim: str
    kind: str
    """``rival`` (another value that evidence reports), ``rounded``, ``stage`` or ``group``."""

    text: str
    """The other value or stage; of a group, its subject."""

    evidence: tuple[str, ...] = ()
    """Of a rival value, ids of the evidence that says so."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A minimal correction set (MCS): if all of these claims are wrong, the rest can be right."""

    claims: tuple[str, ...]
    cheapest: bool
    """Whether no other resolution costs less."""

    free: bool
    """Whether it costs nothing: the evidence is against each of the claims anyway."""

    restatements: tuple[Restatement, ...]
    """What may be meant instead by one of them; of the cheapest resolutions only."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right: a minimal conflict set (MUS) and the rules that make it.

    By rules that always hold it is a conflict. By one that normally does, it is a discrepancy.
    """

    rules: tuple[RelationRule, ...]
    claims: tuple[str, ...]
    """Without any one of them, the others can be right."""

    combinations: tuple[tuple[ReportedValue, ...], ...]
    """The values that cannot go together, one of each claim; the claims' own first, equal ones as
    one.
    """

    message: str
    """In words, with the arithmetic, of the first combination."""

    discrepancy: bool
    resolutions: tuple[Resolution, ...]
    """What would settle it, the cheapest first; none if only rival values make the conflict."""

    @property
    def own(self) -> bool:
        """Whether the claims' own values make it.

        If not, it counts against the rival values alone.
        """
        return all(report.own for report in self.combinations[0])

    @property
    def kind(self) -> str:
        """``conflict``, ``settled``, ``reported`` or ``discrepancy``."""
        if self.discrepancy:
            return "discrepancy"
        if not self.own:
            return "reported"
        return "settled" if self.settled else "conflict"

    @property
    def cheapest(self) -> tuple[str, ...]:
        """The claims in some cheapest resolution, each once."""
        found: dict[str, None] = {}
        for resolution in self.resolutions:
            if resolution.cheapest:
                found.update(dict.fromkeys(resolution.claims))
        return tuple(found)

    @property
    def settled(self) -> bool:
        """Whether the evidence has decided it: a cheapest resolution costs nothing."""
        return any(resolution.free for resolution in self.resolutions)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the evidence behind the values, each once."""
        found: dict[str, None] = {}
        for reports in self.combinations:
            for report in reports:
                found.update(dict.fromkeys(report.evidence))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Undecided:
    """Rules that share claims, and were not decided to the end."""

    rules: tuple[RelationRule, ...]
    message: str
