"""The immutable result of a check: a Case, and the Report that renderers print.

Pure. May touch ``grading``, ``consistency``, ``verification``, ``book`` and what is below.
"""

from checker.report.approvals import ApprovalChange
from checker.report.assess import assess, same_grades
from checker.report.compare import ClaimChange, Comparison, Effect, compare
from checker.report.model import Case, Report, Summary, summarize
from checker.report.withdrawal import Change, Withdrawal, withdraw

__all__ = [
    "ApprovalChange",
    "Case",
    "Change",
    "ClaimChange",
    "Comparison",
    "Effect",
    "Report",
    "Summary",
    "Withdrawal",
    "assess",
    "compare",
    "same_grades",
    "summarize",
    "withdraw",
]
