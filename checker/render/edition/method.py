"""The method page: how a grade comes about. Made from the rubric, so it says what the code does."""

from __future__ import annotations

from collections.abc import Iterable

from checker.assessment import Report
from checker.grading import Verdict, Weight
from checker.grading.method import (
    attribution_rules,
    strength_rules,
    verdict_rules,
    weight_rules,
)
from checker.render.edition.model import Labelled
from checker.render.formatting import grade_text
from checker.render.i18n import N_, _
from checker.render.ui_strings import word

_PROOF = (
    N_("A quote is proven, or it is not evidence"),
    N_(
        "Quote and text are cut into the same tokens (numbers with sign and separators, words, "
        "marks) and compared in order: against the text itself, or by a receipt that leads to the "
        "root recorded for the text. Similar words never count."
    ),
)
_LINES = (
    N_("Repetition is not corroboration"),
    N_(
        "All evidence of one side from one origin is one line of evidence, however often it is "
        "printed. The outlets that report it are counted; outlets that share copied text count "
        "as one."
    ),
)
_RULES = (
    N_("Rules"),
    N_(
        "A broken rule that always holds makes a conflict; one that normally holds makes a "
        "discrepancy, which changes no verdict. A resolution is what would settle a conflict: "
        "which claims would have to be wrong, or read differently, so that the rest can be right."
    ),
)


def method(report: Report) -> tuple[Labelled, ...]:
    """How a grade comes about, with the thresholds that this book sets."""
    outlets = report.assessment.book.rubric.independent_outlets
    weights = [
        Labelled(_title(str(weight)), _sentence(map(_, weight_rules(weight))))
        for weight in sorted(Weight, reverse=True)
    ]
    strengths = [f"{word(strength)}: {_(rule)}" for rule, strength in strength_rules(outlets)]
    said = [
        f"{grade_text((verdict, strength or ''))}: {_(rule)}"
        for rule, verdict, strength in attribution_rules(outlets)
    ]
    return (
        _labelled(*_PROOF),
        *weights,
        _labelled(*_LINES),
        *_verdicts(outlets),
        Labelled(_("Strength of supported and contradicted"), _sentence(strengths)),
        Labelled(
            _("Attributions"),
            _("“X said Y” is graded on whether X said it, not on whether Y is true.")
            + " "
            + _sentence(said),
        ),
        _labelled(*_RULES),
    )


def _labelled(label: str, text: str) -> Labelled:
    return Labelled(_(label), _(text))


def _verdicts(outlets: int) -> Iterable[Labelled]:
    """Each verdict with its rules."""
    rules = verdict_rules(outlets)
    for verdict in Verdict:
        found = [_(rule) for rule, leads_to in rules if leads_to is verdict]
        if verdict is Verdict.DISPUTED:
            found.append(_("it was supported, and a cheapest resolution of a conflict gives it up"))
        yield Labelled(_title(verdict), _sentence(found))


def _title(name: str) -> str:
    return word(name).capitalize()


def _sentence(parts: Iterable[str]) -> str:
    """Rules as one sentence."""
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
