"""The settings in ``book.yaml``: measures, topics, thresholds and gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.values import Calendar, Dimension


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure claim measures."""

    id: str
    dimension: Dimension
    unit: str
    note: str = ""
    signed: bool = False
    """Whether the record allows negative values."""

    adds_to: str | None = None
    """The measure to which this one is added from one stage to the next."""

    takes_from: str | None = None
    """The measure from which this one is subtracted from one stage to the next."""

    @property
    def allows_negative(self) -> bool:
        """Whether a value may be below zero; a difference in percentage points always may."""
        return self.signed or self.dimension is Dimension.POINTS


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of claims."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """Thresholds of the grading."""

    independent_outlets: int = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """``book.yaml`` as records. The defaults are for a file that cannot be used."""

    title: str = "(book.yaml cannot be used)"
    language: str = "en"
    time_zone: str = "UTC"
    calendar: Calendar = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    rubric: Rubric = field(default_factory=Rubric)
    gates: tuple[str, ...] = ()
