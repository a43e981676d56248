"""The rule language: from the text of a rule to constraints, and the values that claims give to it.

Pure. May touch ``solver``, ``verification``, ``book`` and what is below.
"""

from checker.rules.evaluate import Result, RuleResult
from checker.rules.expression import ExpressionError, Relation, parse_relation
from checker.rules.readings import ReportedValue

__all__ = [
    "ExpressionError",
    "Relation",
    "ReportedValue",
    "Result",
    "RuleResult",
    "parse_relation",
]
