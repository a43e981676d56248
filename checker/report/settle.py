"""Conflicts applied to grades: one pass, and only from supported to disputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checker.consistency import Conflict
from checker.grading import Grade, Strength, Verdict
from checker.report.model import SettledConflict

_STRENGTH_COST = {Strength.LOW: 2, Strength.MODERATE: 3, Strength.HIGH: 4}


def settle(
    grades: Mapping[str, Grade], conflicts: tuple[Conflict, ...]
) -> tuple[dict[str, Grade], tuple[SettledConflict, ...]]:
    """Final grades, and each conflict with its repairs weighed by the base grades.

    A supported claim in some cheapest repair of a conflict becomes disputed; one in none keeps its
    grade. Tensions move nothing.
    """
    settled = tuple(_weigh(grades, conflict) for conflict in sorted(conflicts, key=lambda item: item.tension))
    final = dict(grades)
    for item in settled:
        if item.conflict.tension:
            continue
        for name in item.cheapest:
            if grades[name].verdict is Verdict.SUPPORTED:
                reason = f"in conflict by the rule {item.conflict.rule}, and among the cheapest to disbelieve"
                base = final[name]
                final[name] = replace(base, verdict=Verdict.DISPUTED, strength=None, reasons=(*base.reasons, reason))
    return final, settled


def _weigh(grades: Mapping[str, Grade], conflict: Conflict) -> SettledConflict:
    costs = {name: _cost(grades[name]) for name in conflict.claims if name in grades}
    repairs = tuple(sorted(costs, key=lambda name: (costs[name], name)))
    least = min(costs.values(), default=0)
    return SettledConflict(conflict, repairs, tuple(name for name in repairs if costs[name] == least))


def _cost(grade: Grade) -> int:
    """What it costs to disbelieve a claim: nothing if the evidence is against it already."""
    if grade.verdict is Verdict.SUPPORTED and grade.strength is not None:
        return _STRENGTH_COST[grade.strength]
    return 0 if grade.verdict is Verdict.CONTRADICTED else 1
