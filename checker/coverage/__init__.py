"""What of each text is covered by claims, waived with a reason, or still open.

Pure: reads and writes no files. May touch ``verification``, ``book`` and the rooms below them.
The outline of a text (where its sentences and figures are) is recorded when a book is proven, so
coverage can be computed without the text.
"""

from checker.coverage.cover import (
    FigureCoverage,
    SentenceCoverage,
    SentenceState,
    SourceCoverage,
    cover_book,
    cover_source,
)
from checker.coverage.marks import SentenceMark, marks_of
from checker.coverage.outline import outline_of
from checker.coverage.result import CoverageReport, CoveredSource

__all__ = [
    "CoverageReport",
    "CoveredSource",
    "FigureCoverage",
    "SentenceCoverage",
    "SentenceMark",
    "SentenceState",
    "SourceCoverage",
    "cover_book",
    "cover_source",
    "marks_of",
    "outline_of",
]
