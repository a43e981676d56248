"""Verdicts by written rules: what each quote weighs, which lines of evidence there are, what follows.

Pure. May touch ``verification``, ``book`` and what is below. The rubric is in ``checker/README.md``.
"""

from checker.grading.grade import Grade, Strength, Verdict, grade_book, grade_claim
from checker.grading.lines import Line, Witness, lines_of, witness_text
from checker.grading.weight import Weighed, Weight, weigh

__all__ = [
    "Grade",
    "Line",
    "Strength",
    "Verdict",
    "Weighed",
    "Weight",
    "Witness",
    "grade_book",
    "grade_claim",
    "lines_of",
    "weigh",
    "witness_text",
]
