"""The coverage of the chosen sources, as its renderers print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.book import Book, Source
from checker.coverage.cover import SentenceCoverage, SentenceState, SourceCoverage
from checker.coverage.marks import SentenceMark
from checker.text import IndexedText


@dataclass(frozen=True, slots=True)
class CoveredSource:
    """Coverage of one source, with its text if that is available."""

    source: Source
    coverage: SourceCoverage
    text: IndexedText | None
    marks: Mapping[int, frozenset[SentenceMark]]
    """Why sentences are worth checking, by their number; empty without the text."""

    stale: bool
    """Whether the recorded outline belongs to another version of the text."""

    @property
    def open(self) -> tuple[SentenceCoverage, ...]:
        """The sentences that are not accounted for."""
        return tuple(
            sentence for sentence in self.coverage.sentences if sentence.state is SentenceState.OPEN
        )


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Coverage of the chosen sources."""

    book: Book
    sources: tuple[CoveredSource, ...]
    unknown: tuple[str, ...]
    """Sources with neither a text nor an outline."""

    @property
    def percent(self) -> int:
        """Sentences accounted for in all these sources, in whole percent, rounded down."""
        whole = sum(len(item.coverage.sentences) for item in self.sources)
        still_open = sum(item.coverage.count(SentenceState.OPEN) for item in self.sources)
        return 100 * (whole - still_open) // whole if whole else 0
