"""Relations between claims: parsed, never run as code; each holds, is broken, or cannot be decided.

Pure. May touch ``verification``, ``book`` and what is below.
"""

from checker.consistency.expression import ExpressionError, Relation, parse_relation
from checker.consistency.rules import Conflict, Result, RuleResult, check_rules

__all__ = [
    "Conflict",
    "ExpressionError",
    "Relation",
    "Result",
    "RuleResult",
    "check_rules",
    "parse_relation",
]
