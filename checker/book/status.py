"""Corrections and retractions of a source after its publication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StatusKind(StrEnum):
    """What an outlet can do with a source after its publication."""

    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """That a source was corrected or retracted, when, and why."""

    kind: StatusKind
    """The key ``is`` of the record."""

    date: str
    """The date as written; a check verifies that it exists."""

    note: str

    def __str__(self) -> str:
        return f"{self.kind} on {self.date}: {self.note}"
