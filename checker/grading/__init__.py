"""Verdicts by written rules: what each quote weighs, which lines of evidence there are, what follows.

Pure. May touch ``verification``, ``book`` and what is below. The rubric is in ``checker/README.md``.
"""

from checker.grading.grade import (
    Grade,
    Strength,
    Verdict,
    grade_book,
    grade_claim,
)
from checker.grading.lines import IndependentOutlet, Line, independent_outlet_text, lines_of
from checker.grading.weight import Weighed, Weight, weigh

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
