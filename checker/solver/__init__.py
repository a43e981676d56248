"""Exact arithmetic: can these comparisons of linear and product expressions all hold?

Knows no book, claim or rule. May touch ``values``.
"""

from checker.solver.constraints import Comparison, Constraints, Domain, Multiplication
from checker.solver.linear import Budget, LinearExpr, OutOfStepsError, Variable
from checker.solver.solve import Answer, narrowed, solve

__all__ = [
    "Answer",
    "Budget",
    "Comparison",
    "Constraints",
    "Domain",
    "LinearExpr",
    "Multiplication",
    "OutOfStepsError",
    "Variable",
    "narrowed",
    "solve",
]
