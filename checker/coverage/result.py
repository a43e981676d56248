"""What coverage says of the sources asked for: what its renderers print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.book import Book, Source
from checker.coverage.cover import SentenceCoverage, SentenceState, SourceCoverage
from checker.coverage.marks import Mark
from checker.text import IndexedText


@dataclass(frozen=True, slots=True)
class CoveredSource:
    """Coverage of one source, with its text where that is at hand."""

    source: Source
    coverage: SourceCoverage
    text: IndexedText | None
    marks: Mapping[int, frozenset[Mark]]
    """Why sentences are worth checking, by number; nothing without the text."""

    stale: bool
    """Whether the outline on record is not that of the text."""

    @property
    def open(self) -> tuple[SentenceCoverage, ...]:
        """The sentences that are not accounted for."""
        return tuple(
            sentence for sentence in self.coverage.sentences if sentence.state is SentenceState.OPEN
        )


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Coverage of the sources asked for."""

    book: Book
    sources: tuple[CoveredSource, ...]
    unknown: tuple[str, ...]
    """Sources of which neither text nor outline is at hand."""

    @property
    def percent(self) -> int:
        """Sentences accounted for in all these sources, in whole percent, rounded down."""
        whole = sum(len(item.coverage.sentences) for item in self.sources)
        still = sum(item.coverage.count(SentenceState.OPEN) for item in self.sources)
        return 100 * (whole - still) // whole if whole else 0
