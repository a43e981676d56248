"""The immutable result of a check: a Case, and the Report that renderers print.

Pure. May touch ``grading``, ``consistency``, ``verification``, ``book`` and what is below.
"""

from checker.report.model import Case, Report, SettledConflict, Summary, summarize
from checker.report.settle import settle

__all__ = ["Case", "Report", "SettledConflict", "Summary", "settle", "summarize"]
