"""The immutable result of a check: an Assessment, and the Report that renderers print.

Pure. May touch ``grading``, ``conflicts``, ``review``, ``verification``, ``book`` and what is
below.
"""

from checker.assessment.assess import assess, same_grades
from checker.assessment.model import Assessment, Report, Summary, summarize
from checker.assessment.withdrawal import VerdictChange, Withdrawal, withdraw

__all__ = [
    "Assessment",
    "Report",
    "Summary",
    "VerdictChange",
    "Withdrawal",
    "assess",
    "same_grades",
    "summarize",
    "withdraw",
]
