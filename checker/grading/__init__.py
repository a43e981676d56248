"""Verdicts by written rules: the weight of each quote, the lines of evidence, and what follows.

Pure. May touch ``verification``, ``book`` and what is below. The rules are tables in ``rubric``;
``facts`` are their conditions, ``scale`` has weights, verdicts and strengths.
"""

from checker.grading.grade import (
    Grade,
    grade_book,
    grade_claim,
)
from checker.grading.lines import IndependentOutlet, Line, independent_outlet_text, lines_of
from checker.grading.scale import Strength, Verdict, Weight
from checker.grading.weight import Weighed, weigh

__all__ = [
    "Grade",
    "IndependentOutlet",
    "Line",
    "Strength",
    "Verdict",
    "Weighed",
    "Weight",
    "grade_book",
    "grade_claim",
    "independent_outlet_text",
    "lines_of",
    "weigh",
]
