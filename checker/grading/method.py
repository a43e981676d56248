"""The rubric as readers see it, on the method page and in the tables of the READMEs."""

from __future__ import annotations

from checker.grading.rubric import (
    ATTRIBUTIONS,
    STRENGTHS,
    TAKEN_BACK,
    TAKES_BACK,
    VERDICTS,
    WEIGHTS,
)
from checker.grading.scale import Strength, Verdict, Weight


def weight_rules(weight: Weight) -> tuple[str, ...]:
    """When a piece of evidence has this weight, in the order of the table."""
    found = [row.rule for row in WEIGHTS if row.weight is weight]
    if weight is Weight.STRONG:
        found.append(TAKES_BACK)
    if weight is Weight.NONE:
        found.append(TAKEN_BACK)
    return tuple(found)


def verdict_rules(outlets: int) -> tuple[tuple[str, Verdict], ...]:
    """When a figure or an event has which verdict."""
    return tuple((row.rule.format(outlets=outlets), row.verdict) for row in VERDICTS)


def strength_rules(outlets: int) -> tuple[tuple[str, Strength], ...]:
    """When a verdict of supported or contradicted has which strength."""
    return tuple((row.rule.format(outlets=outlets), row.strength) for row in STRENGTHS)


def attribution_rules(outlets: int) -> tuple[tuple[str, Verdict, Strength | None], ...]:
    """When an attribution has which verdict and strength."""
    return tuple(
        (row.rule.format(outlets=outlets), row.verdict, row.strength) for row in ATTRIBUTIONS
    )


def tables(outlets: int) -> dict[str, list[tuple[str, ...]]]:
    """Every rule of the rubric as rows of tables, by name; the first row has the headings."""
    weights = [
        (str(weight), "; ".join(weight_rules(weight))) for weight in sorted(Weight, reverse=True)
    ]
    verdicts = [(rule, str(verdict)) for rule, verdict in verdict_rules(outlets)]
    strengths = [(str(strength), rule) for rule, strength in strength_rules(outlets)]
    attributions = [
        (rule, ", ".join(filter(None, (verdict, strength))))
        for rule, verdict, strength in attribution_rules(outlets)
    ]
    return {
        "weights": [("weight", "when"), *weights],
        "verdicts": [("when", "verdict"), *verdicts],
        "strengths": [("strength", "when"), *strengths],
        "attributions": [("when", "verdict"), *attributions],
    }
