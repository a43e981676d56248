"""What of a text is accounted for: covered by claims, waived with a reason, or open.

Pure. May touch ``verification``, ``book`` and what is below. What the sentences and figures of a text
are is recorded when a book is proven, so that coverage can be told without the text.
"""

from checker.coverage.cover import (
    FigureCoverage,
    SentenceCoverage,
    SentenceState,
    SourceCoverage,
    cover_book,
    cover_source,
)
from checker.coverage.marks import Mark, marks_of
from checker.coverage.outline import outline_of
from checker.coverage.result import CoverageReport, CoveredSource

__all__ = [
    "CoverageReport",
    "CoveredSource",
    "FigureCoverage",
    "Mark",
    "SentenceCoverage",
    "SentenceState",
    "SourceCoverage",
    "cover_book",
    "cover_source",
    "marks_of",
    "outline_of",
]
