"""The scales of the rubric: weights, sides, verdicts, strengths. They are only compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Weight(IntEnum):
    """How much a piece of evidence counts."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3

    def __str__(self) -> str:
        return self.name.lower()


class Verdict(StrEnum):
    """What the evidence of the book makes of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNPROVEN = "unproven"


class Strength(StrEnum):
    """How firm a verdict of supported or contradicted is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Lean(StrEnum):
    """Which side is heavier."""

    FOR = "for"
    AGAINST = "against"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Balance:
    """What the verdict on a figure or event depends on."""

    heaviest: Weight
    """The weight of the best line of evidence on either side."""

    lean: Lean
    same_origin: bool
    """Whether a named origin is on both sides, among the heaviest, and which statement is later is
    not known."""

    enough: bool
    """Whether the heavier side is strong, or comes from enough independent outlets."""


class Level(IntEnum):
    """How well it is known that somebody said something."""

    NOBODY = 0
    SENSE = 1
    WORDS = 2
    CORROBORATED = 3
