"""Rules between claims, and what cannot all be right by them: the smallest sets, and what would repair them.

Pure. May touch ``verification``, ``book`` and what is below. How it works, from the bottom up: ``expression``
reads a rule, ``units`` and ``relate`` make constraints of it, ``linear`` and ``solver`` decide those,
``reports`` says what the book holds to be so, ``smallest`` finds the smallest sets that cannot be,
``conflicts`` and ``repairs`` say so of claims.
"""

from checker.consistency.conflicts import Conflict, Undecided
from checker.consistency.examine import Consistency, examine
from checker.consistency.expression import ExpressionError, Relation, parse_relation
from checker.consistency.history import Change, History, Step
from checker.consistency.repairs import Costs, Repair, Restatement
from checker.consistency.reports import Report
from checker.consistency.rules import Result, RuleResult

__all__ = [
    "Change",
    "Conflict",
    "Consistency",
    "Costs",
    "ExpressionError",
    "History",
    "Relation",
    "Repair",
    "Report",
    "Restatement",
    "Result",
    "RuleResult",
    "Step",
    "Undecided",
    "examine",
    "parse_relation",
]
