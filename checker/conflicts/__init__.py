"""What cannot all be right by the rules of a book: minimal conflict sets, resolutions, histories.

Pure. May touch ``rules``, ``solver``, ``verification``, ``book`` and what is below.
"""

from checker.conflicts.examine import Consistency, examine
from checker.conflicts.find import Conflict, Undecided
from checker.conflicts.history import Change, History, Step
from checker.conflicts.resolutions import Costs, Resolution, Restatement

__all__ = [
    "Change",
    "Conflict",
    "Consistency",
    "Costs",
    "History",
    "Resolution",
    "Restatement",
    "Step",
    "Undecided",
    "examine",
]
