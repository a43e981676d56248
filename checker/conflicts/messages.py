"""A conflict in one sentence: which values cannot go together, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from checker.conflicts.context import BookContext
from checker.conflicts.phrases import (
    Known,
    claim_label,
    counted_text,
    listed,
    names_whole_days,
    phrase,
    value_text,
)
from checker.rules import Relation, ReportedValue
from checker.rules.arithmetic import ANYTHING, interval_text, number_text
from checker.rules.evaluate import STEPS_A_RULE, Parsed
from checker.rules.expression import Bare, Call, ClaimRef, Number, Product, Sum
from checker.rules.readings import Readings, domains_of
from checker.rules.relate import Term
from checker.rules.units import TIME, ValueKind, scales
from checker.solver import (
    DAY_SECONDS,
    Budget,
    LinearConstraint,
    LinearExpr,
    OutOfStepsError,
    Variable,
    hull,
    narrowed,
)
from checker.values import Interval, Quantity

_Hulls = Mapping[Variable, Interval]

_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

_DENIED: Final = {"<": "not less than", "<=": "more than", ">": "not more than", ">=": "less than"}
"""What the left side is if the relation fails."""

_DENIED_TIMES: Final = {
    "<": "not before",
    "<=": "later than",
    ">": "not after",
    ">=": "earlier than",
}
_ALLOWED_TIMES: Final = {
    "<": "the latest {unit} that is too late",
    "<=": "the latest {unit} allowed",
    ">": "the earliest {unit} that is too early",
    ">=": "the earliest {unit} allowed",
}

_BARE_VERBS: Final = {
    "=": "be",
    "!=": "differ from",
    "<": "be less than",
    "<=": "be at most",
    ">": "be more than",
    ">=": "be at least",
}
_SAID: Final = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
_SAID_TIMES: Final = {
    "=": "is",
    "!=": "is not",
    "<": "is before",
    "<=": "is not later than",
    ">": "is after",
    ">=": "is not earlier than",
}


def message_of(
    context: BookContext,
    rules: Sequence[Parsed],
    combinations: Sequence[tuple[ReportedValue, ...]],
    readings: Readings,
) -> str:
    """One sentence: the first combination, the other combinations, and what would excuse them."""
    known = [
        Known(context, {report.claim: report for report in reports}) for reports in combinations
    ]
    if len(rules) == 1:
        parts = _by_one_rule_in_turn(rules[0], known, readings)
    else:
        parts = _by_several_rules(rules, known)
    excuses = [f", unless {parsed.rule.unless}" for parsed in rules if parsed.rule.unless]
    return "; ".join(parts) + "".join(excuses)


def _by_one_rule_in_turn(rule: Parsed, known: Sequence[Known], readings: Readings) -> list[str]:
    """How each combination breaks a rule."""
    first, *others = (_by_one_rule(rule, each, readings) for each in known)
    if others:
        others[0] = f"with the other reported values, {others[0]}"
    return [first, *others]


def _by_several_rules(rules: Sequence[Parsed], known: Sequence[Known]) -> list[str]:
    first, *others = known
    relations = [f"that {_relation_text(parsed, first)}" for parsed in rules]
    parts = [f"it cannot {_both(len(rules))} be true {listed(relations)}"]
    if others:
        values = ", or ".join(_differing_values(first, other) for other in others)
        parts.append(f"the same goes for other reported values: {values}")
    return parts


def _differing_values(first: Known, other: Known) -> str:
    """The values of a combination that the first one does not have."""
    return listed(
        f"{value_text(report.value)} for {claim_label(claim, other)}"
        for claim, report in other.reports.items()
        if report.value is not None and first.reports.get(claim) != report
    )


def _both(number: int) -> str:
    return "both" if number == 2 else "all"


def _relation_text(parsed: Parsed, known: Known) -> str:
    """A relation as a clause: ``73 - (seats lost by Taqadum) is 69``."""
    relation = parsed.relation
    counted = _counted(relation)
    if counted is not None:
        text = counted_text(*counted, known)
        if text is not None:
            return text
    verbs = _SAID_TIMES if parsed.related.left[0] == TIME else _SAID
    left, right = phrase(relation.left, known), phrase(relation.right, known)
    return f"{left} {verbs[relation.operator]} {right}"


def _counted(relation: Relation) -> tuple[Call, str, Number] | None:
    """A count that is compared with a number of the rule, the count on the left."""
    sides = (
        (relation.left, relation.operator, relation.right),
        (relation.right, _MIRRORED[relation.operator], relation.left),
    )
    for one, operator, other in sides:
        (call, minus), (number, other_minus) = one.terms[0], other.terms[0]
        alone = len(one.terms) == len(other.terms) == 1 and not minus and not other_minus
        if alone and isinstance(call, Call) and isinstance(number, Number):
            return call, operator, number
    return None


def _by_one_rule(parsed: Parsed, known: Known, readings: Readings) -> str:
    """How the values break one rule: ``73 - 3 is 70, not 69``."""
    too_many = _too_many_right(parsed.relation, known)
    if too_many is not None:
        return too_many
    hulls = _hulls(parsed, known, readings)
    relation, related = parsed.relation, parsed.related
    left = _side(relation.left, related.left, known, hulls)
    right = _side(relation.right, related.right, known, hulls)
    if not _seen_from_the_ends(left, right, relation.operator):
        return f"{left.text} cannot {_BARE_VERBS[relation.operator]} {right.text}"
    if relation.operator == "=":
        return _unequal(left, right)
    if relation.operator == "!=":
        return _equal(left, right)
    if related.left[0] == TIME:
        return _at_wrong_time(left, right, relation.operator)
    return _out_of_bounds(left, right, relation.operator)


def _too_many_right(relation: Relation, known: Known) -> str | None:
    """Where one claim more is right than a count allows: ``“a” and “b” cannot both be right``."""
    counted = _counted(relation)
    if counted is None:
        return None
    call, operator, number = counted
    most = {"=": number.value, "<=": number.value, "<": number.value - 1}.get(operator)
    right = _right_ones(call, known)
    if not right or most is None or len(right) != most + 1:
        return None
    statements = listed(known.statement(claim) for claim in right)
    return f"{statements} cannot {'' if len(right) == 1 else _both(len(right)) + ' '}be right"


def _right_ones(call: Call, known: Known) -> list[str]:
    """The counted claims that are taken to be right, in the order of the values."""
    named = {ref.claim for ref in call.claims}
    return [claim for claim, report in known.reports.items() if report.own and claim in named]


def _hulls(parsed: Parsed, known: Known, readings: Readings) -> _Hulls:
    """What each variable can be, products and quotients as far as they can be worked out."""
    domains = domains_of(parsed.related, readings, known.reports)
    try:
        return narrowed(parsed.related.spelled, domains, Budget(STEPS_A_RULE))
    except OutOfStepsError:
        return {name: hull(domain) for name, domain in domains.items()}


@dataclass(frozen=True, slots=True)
class _SideText:
    """One side of a relation in words."""

    text: str
    """As it is written, with values in place of claims."""

    interval: Interval
    kind: ValueKind
    computed: bool
    """Whether it has to be worked out, and can be."""

    whole_days: bool
    exact: bool
    """Whether it is a number or time, or a word for one such as “about 70”; not “at most 70”."""

    @property
    def worth(self) -> str:
        """What it is when it is worked out."""
        return interval_text(self.interval, self.kind)


def _side(side: Sum, term: Term, known: Known, hulls: _Hulls) -> _SideText:
    kind, expr = term
    interval = expr.interval(hulls)
    text = phrase(side, known)
    worth = interval_text(interval, kind)
    return _SideText(
        text=text,
        interval=interval,
        kind=kind,
        computed=_has_to_be_computed(side, text) and not _says_it_all(text, worth),
        whole_days=names_whole_days(side, known.context.book),
        exact=_is_exact(side, known),
    )


def _seen_from_the_ends(left: _SideText, right: _SideText, operator: str) -> bool:
    """Whether what the sides are worth shows that the relation fails.

    If not, something on both sides cannot be cancelled by a reader: ``x + 8 = x``.
    """
    mine, theirs, _ = scales(left.kind, right.kind) or (1, 1, left.kind)
    difference = left.interval.scaled(Fraction(mine)) - right.interval.scaled(Fraction(theirs))
    return LinearConstraint(LinearExpr({}), operator).fits(difference) is False


def _says_it_all(text: str, worth: str) -> bool:
    """Whether working it out adds nothing: ``2 / 3`` is 2/3."""
    return worth == ANYTHING or worth == text.replace(" ", "")


def _has_to_be_computed(side: Sum, text: str) -> bool:
    (first, minus), *others = side.terms
    while isinstance(first, Bare | Sum) and not others and not minus:
        inner = first.inner if isinstance(first, Bare) else first
        (first, minus), *others = inner.terms
    # A count shows its number already, unless that is not known.
    counts = isinstance(first, Call) and first.function == "count" and not text.isdecimal()
    return bool(others) or minus or isinstance(first, Product) or counts


def _is_exact(side: Sum, known: Known) -> bool:
    first = side.terms[0][0]
    if isinstance(first, Bare):
        return _is_exact(first.inner, known)
    value = known.value(first.claim) if isinstance(first, ClaimRef) else None
    if not isinstance(value, Quantity):
        return True
    return value.interval.single is not None or value.qualifier == "about"


def _unequal(left: _SideText, right: _SideText) -> str:
    if left.computed and right.computed:
        return f"{left.text} is {left.worth}, but {right.text} is {right.worth}"
    if right.computed:
        left, right = right, left
    if left.computed:
        return f"{left.text} is {left.worth}, not {right.text}"
    return f"{left.text} is not {right.text}"


def _equal(left: _SideText, right: _SideText) -> str:
    if left.text == right.text:
        return f"both are {left.text}"
    if left.computed and right.computed:
        return f"{left.text} and {right.text} are both {left.worth}"
    if right.computed:
        left, right = right, left
    return f"{left.text} is the same as {right.text}"


def _out_of_bounds(left: _SideText, right: _SideText, operator: str) -> str:
    denied = _DENIED[operator]
    lead = f"{left.text} is {left.worth}," if left.computed else f"{left.text} is"
    end = _limit(right.interval, operator)
    if right.computed:
        return f"{lead} {denied} {right.text}, which is {_worth_at_end(right, operator)}"
    if right.exact or end is None:
        return f"{lead} {denied} {right.text}"
    # "40 is more than at most 38" is no English: only the end that is passed counts.
    if _only_touches(left.interval, end, operator):
        denied = _DENIED["<" if operator == "<=" else ">"]
    return f"{lead} {denied} {number_text(end, right.kind)}"


def _worth_at_end(side: _SideText, operator: str) -> str:
    """What a side is worth, without the end that does not matter."""
    interval = side.interval
    if interval.single is not None:
        return side.worth
    if operator.startswith("<"):
        return interval_text(Interval(None, interval.high, high_open=interval.high_open), side.kind)
    return interval_text(Interval(interval.low, None, interval.low_open), side.kind)


def _limit(interval: Interval, operator: str) -> Fraction | None:
    """The end of the right side that the left one passes."""
    return interval.high if operator.startswith("<") else interval.low


def _only_touches(interval: Interval, end: Fraction, operator: str) -> bool:
    """Whether ``<=`` or ``>=`` fails at the very end, which the right side does not reach."""
    nearest = interval.low if operator == "<=" else interval.high
    return operator in ("<=", ">=") and nearest == end


def _at_wrong_time(left: _SideText, right: _SideText, operator: str) -> str:
    denied = _DENIED_TIMES[operator]
    nearest = left.interval.low if operator.startswith("<") else left.interval.high
    lead = f"{left.text} is"
    if left.computed and nearest is not None:
        at = "" if left.interval.single is not None else _at_the_end(operator)
        lead = f"{left.text} is {_time_text(nearest, left.whole_days)}{at},"
    end = _limit(right.interval, operator)
    if not right.computed or end is None:
        return f"{lead} {denied} {right.text}"
    whole_days = left.whole_days and right.whole_days
    allowed = _ALLOWED_TIMES[operator].format(unit="day" if whole_days else "time")
    return f"{lead} {denied} {allowed}, {_time_text(end, whole_days)}, which is {right.text}"


def _at_the_end(operator: str) -> str:
    return " at the earliest" if operator.startswith("<") else " at the latest"


def _time_text(second: Fraction, whole_days: bool) -> str:
    """A time; midnight is the day that it begins only where all times are days."""
    text = number_text(second, TIME)
    starts_a_day = second % DAY_SECONDS == 0 and text[0].isdecimal()
    return f"the start of {text}" if starts_a_day and not whole_days else text
