"""What claims, verdicts and measures are to the charts, which know none of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from checker.charts.scales import Axis
from checker.grading import Verdict
from checker.render.i18n import ngettext
from checker.rules.arithmetic import interval_text
from checker.rules.units import DURATION, ValueKind
from checker.values import Interval

VERDICT_SIGNS: Final = {
    Verdict.SUPPORTED: "tick",
    Verdict.CONTRADICTED: "cross",
    Verdict.DISPUTED: "unequal",
    Verdict.UNPROVEN: "question",
}


def axis_of(kind: ValueKind) -> Axis:
    """The axis of values of a kind."""

    def label(number: Fraction) -> str:
        return interval_text(Interval.point(number), kind)

    return Axis(label, whole=kind.name in ("number", "rank"), clock=kind == DURATION)


def left_out_text(count: int) -> str:
    """How many rows there was no room for; empty for none."""
    return (
        ngettext("and {count} more, in the text", "and {count} more, in the text", count)
        if count
        else ""
    )
