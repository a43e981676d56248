"""What cannot all be right by the rules of a book: minimal conflict sets, resolutions, histories.

Pure. May touch ``rules``, ``solver``, ``verification``, ``book`` and what is below.
"""

from checker.conflicts.examine import Consistency, examine
from checker.conflicts.history import History, StageChange, Step
from checker.conflicts.model import Conflict, Costs, Resolution, Restatement, Undecided

__all__ = [
    "Conflict",
    "Consistency",
    "Costs",
    "History",
    "Resolution",
    "Restatement",
    "StageChange",
    "Step",
    "Undecided",
    "examine",
]
