"""Exact arithmetic: can these constraints all hold at once?
 Knows no book, claim or rule: whoever asks brings variables with their domains, and constraints
on them. ``solve`` answers; ``narrowed`` says what is left of each domain, for those who show it.
May touch ``values``.
"""

from checker.solver.constraints import (
    DAY_SECONDS,
    Constraints,
    Domain,
    LinearConstraint,
    ProductConstraint,
    hull,
)
from checker.solver.linear import Budget, LinearExpr, OutOfStepsError, Variable
from checker.solver.narrowing import narrowed
from checker.solver.solve import Answer, solve

__all__ = [
    "DAY_SECONDS",
    "Answer",
    "Budget",
    "Constraints",
    "Domain",
    "LinearConstraint",
    "LinearExpr",
    "OutOfStepsError",
    "ProductConstraint",
    "Variable",
    "hull",
    "narrowed",
    "solve",
]
