"""Conflicts applied to grades: one pass, and only from supported to disputed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from checker.conflicts import Conflict
from checker.grading import Grade, Strength, Verdict

_STRENGTH_COST = {Strength.LOW: 2, Strength.MODERATE: 3, Strength.HIGH: 4}


def settle(grades: Mapping[str, Grade], conflicts: Iterable[Conflict]) -> dict[str, Grade]:
    """Final grades.

    A supported claim in some cheapest resolution of a conflict becomes disputed; one in none keeps
    its grade. Discrepancies, and conflicts of rival values alone, move nothing.
    """
    final = dict(grades)
    for item in conflicts:
        if item.discrepancy or not item.own:
            continue
        rules = ", ".join(rule.id for rule in item.rules)
        for name in item.cheapest:
            if grades[name].verdict is Verdict.SUPPORTED:
                reason = (
                    f"in conflict by {_plural(item)} {rules}, and a cheapest resolution gives it up"
                )
                base = final[name]
                final[name] = replace(
                    base, verdict=Verdict.DISPUTED, strength=None, reasons=(*base.reasons, reason)
                )
    return final


def _plural(item: Conflict) -> str:
    return "the rule" if len(item.rules) == 1 else "the rules"


def cost(grade: Grade) -> int:
    """The cost of taking a claim to be wrong: nothing if the evidence is against it already."""
    if grade.verdict is Verdict.SUPPORTED and grade.strength is not None:
        return _STRENGTH_COST[grade.strength]
    return 0 if grade.verdict is Verdict.CONTRADICTED else 1
