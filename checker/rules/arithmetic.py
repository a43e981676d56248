"""A relation in words: values in place of claims, and why they do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Final

from checker.rules.expression import (
    Bare,
    Call,
    ClaimRef,
    Node,
    Product,
    Relation,
    Span,
    Sum,
)
from checker.rules.relate import Related
from checker.rules.units import (
    DURATION,
    PERCENT,
    POINTS,
    RANK,
    TIME,
    ValueKind,
)
from checker.solver.constraints import DAY_SECONDS
from checker.values import (
    Interval,
    Moment,
    Value,
    decimal_text,
    ordinal_text,
    weekday_name,
)
from checker.values.calendar import MONTHS

ANYTHING: Final = "anything"

Values = Mapping[str, Value | None]
"""The value that each claim is taken to have; one that is missing here is not believed on its value."""

_SIZES: Final = (
    ("week", 7 * DAY_SECONDS),
    ("day", DAY_SECONDS),
    ("hour", 3600),
    ("minute", 60),
    ("second", 1),
)
_DENIED: Final = {
    "=": "not",
    "!=": "the same as",
    "<": "not less than",
    "<=": "more than",
    ">": "not more than",
    ">=": "less than",
}
_DENIED_TIMES: Final = {
    **_DENIED,
    "<": "not before",
    "<=": "after",
    ">": "not after",
    ">=": "before",
}


def with_values(expression: str, relation: Relation, values: Values) -> str:
    """The expression with each claim's value in its place, on one line."""
    return " ".join(
        _replaced(expression, 0, len(expression), (relation.left, relation.right), values).split()
    )


def why_broken(
    expression: str,
    relation: Relation,
    related: Related,
    values: Values,
    hulls: Mapping[tuple[str, str], Interval],
) -> str:
    """``73 - 3 is 70, not 69``: both sides with what they come to, and how they fail to compare."""
    sides = []
    for side, (kind, form) in ((relation.left, related.left), (relation.right, related.right)):
        written = " ".join(
            _replaced(expression, side.span.start, side.span.end, (side,), values).split()
        )
        worth = interval_text(form.interval(hulls), kind) if _reckoned(side) else ""
        worth = "" if worth == ANYTHING else worth
        sides.append((written, worth))
    (left, left_worth), (right, right_worth) = sides
    words = _DENIED_TIMES if related.left[0] == TIME else _DENIED
    lead = f"{left} is {left_worth}," if left_worth else f"{left} is"
    tail = f"{right_worth} ({right})" if right_worth else right
    return f"{lead} {words[relation.operator]} {tail}"


def _reckoned(side: Sum) -> bool:
    """Whether there is something to add up or multiply."""
    return (
        len(side.terms) > 1
        or isinstance(side.terms[0][0], Product | Sum | Bare)
        or side.terms[0][1]
    )


def _replaced(text: str, start: int, end: int, sides: tuple[Node, ...], values: Values) -> str:
    parts, at = [], start
    for span, shown in sorted(
        (found for side in sides for found in _shown(side, values)), key=lambda item: item[0].start
    ):
        parts += [text[at : span.start], shown]
        at = span.end
    return "".join([*parts, text[at:end]])


def _shown(node: Node, values: Values) -> Iterator[tuple[Span, str]]:
    """What stands for claims and calls, with the stretches that it replaces."""
    match node:
        case ClaimRef(claim, _):
            value = values.get(claim)
            yield node.span, value.text if value is not None else claim
        case Call():
            yield node.span, _call_text(node, values)
        case Bare(inner, _):
            yield from _shown(inner, values)
        case Sum(parts, _) | Product(parts, _):
            for part, _ in parts:
                yield from _shown(part, values)


def _call_text(call: Call, values: Values) -> str:
    if call.function == "count":
        names = [ref.claim for ref in call.claims]
        right = [name for name in names if name in values]
        return (
            f"{len(right)} of {len(names)} ({', '.join(right)})"
            if right
            else f"count({', '.join(names)})"
        )
    value = values.get(call.claims[0].claim)
    if not isinstance(value, Moment):
        return f"{call.function} of {call.claims[0].claim}"
    if call.function == "weekday":
        return (
            weekday_name(value.known_weekday)
            if value.known_weekday is not None
            else f"weekday of {value.text}"
        )
    if call.function == "daypart":
        return value.part.name if value.part else f"part of {value.text}"
    day = value.calendar_date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else value.text


def interval_text(interval: Interval, kind: ValueKind) -> str:
    """An interval of a kind, as a person writes it."""
    low, high = (
        None if end is None else _number(end, kind) for end in (interval.low, interval.high)
    )
    if interval.single is not None:
        return low or ""
    if low is None or high is None:
        words = "more than" if interval.low_open else "at least"
        if low is None:
            words = "less than" if interval.high_open else "at most"
        return f"{words} {low or high}" if low or high else ANYTHING
    return f"between {low} and {high}"


def _number(number: Fraction, kind: ValueKind) -> str:
    if kind == TIME:
        second = int(number) - DAY_SECONDS
        if not 0 <= second < date.max.toordinal() * DAY_SECONDS:
            return "a day beyond every calendar"
        moment = datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
        clock = f" {moment:%H:%M}" if second % DAY_SECONDS else ""
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}{clock}"
    if kind == DURATION:
        name, size = next((each for each in _SIZES if number and number % each[1] == 0), _SIZES[-1])
        return f"{decimal_text(number / size)} {name}{'' if abs(number) == size else 's'}"
    if kind == RANK and number.denominator == 1 and number > 0:
        return ordinal_text(int(number))
    whole, dot, decimals = decimal_text(number).partition(".")
    text = (
        f"{int(whole):,}{dot}{decimals}"
        if "/" not in whole and whole != "-0"
        else f"{whole}{dot}{decimals}"
    )
    return text + {PERCENT: "%", POINTS: " percentage points"}.get(kind, "")
