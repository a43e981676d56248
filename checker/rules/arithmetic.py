"""A relation with values in place of claims, and intervals as a person writes them."""

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
    Number,
    Product,
    Relation,
    Sum,
    TextSpan,
)
from checker.rules.units import (
    DURATION,
    PERCENT,
    POINTS,
    RANK,
    TIME,
    ValueKind,
)
from checker.solver import DAY_SECONDS
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
"""The value that each claim is taken to have. A claim that is missing here may have any value."""

_SIZES: Final = (
    ("week", 7 * DAY_SECONDS),
    ("day", DAY_SECONDS),
    ("hour", 3600),
    ("minute", 60),
    ("second", 1),
)
_LAST_SECOND: Final = date.max.toordinal() * DAY_SECONDS


def with_values(expression: str, relation: Relation, values: Values) -> str:
    """The expression with each claim's value in its place, on one line."""
    replaced = [*_replaced(relation.left, values), *_replaced(relation.right, values)]
    parts, at = [], 0
    for span, shown in sorted(replaced, key=lambda item: item[0].start):
        parts += [expression[at : span.start], shown]
        at = span.end
    text = "".join([*parts, expression[at:]])
    return " ".join(text.split())


def _replaced(node: Node, values: Values) -> Iterator[tuple[TextSpan, str]]:
    """What is shown in place of claims and calls, with the parts of the text that it replaces."""
    match node:
        case ClaimRef(claim, _):
            value = values.get(claim)
            yield node.span, claim if value is None else value.text
        case Call():
            yield node.span, _call_text(node, values)
        case Bare(inner, span):
            # The unit is gone once there are values: number(4,324) is shown as 4,324.
            opening, closing = ("", "") if is_single(inner) else ("(", ")")
            yield TextSpan(span.start, inner.span.start), opening
            yield from _replaced(inner, values)
            yield TextSpan(inner.span.end, span.end), closing
        case Sum(parts, _) | Product(parts, _):
            for part, _ in parts:
                yield from _replaced(part, values)


def is_single(side: Sum) -> bool:
    """Whether a sum is only one claim, call or number, so that it needs no parentheses."""
    (first, minus), *others = side.terms
    return not others and not minus and isinstance(first, ClaimRef | Call | Number)


def _call_text(call: Call, values: Values) -> str:
    names = [ref.claim for ref in call.claims]
    if call.function == "count":
        return str(sum(name in values for name in names))
    value = values.get(names[0])
    if not isinstance(value, Moment):
        return f"{call.function} of {names[0]}"
    return moment_part_text(call.function, value)


def moment_part_text(function: str, moment: Moment) -> str:
    """What ``weekday``, ``daypart`` or ``date`` makes of a time: ``Sunday``, ``night``, a date."""
    if function == "weekday":
        known = moment.known_weekday
        return f"weekday of {moment.text}" if known is None else weekday_name(known)
    if function == "daypart":
        return moment.part.name if moment.part else f"part of {moment.text}"
    day = moment.calendar_date
    return moment.text if day is None else date_text(day)


def date_text(day: date) -> str:
    """``10 October 2021``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def interval_text(interval: Interval, kind: ValueKind) -> str:
    """An interval of a kind, as a person writes it: ``at least 12``, ``between 3 and 5 hours``."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return _between(low, high, kind)
    if low is not None:
        return f"{'more than' if interval.low_open else 'at least'} {number_text(low, kind)}"
    if high is not None:
        return f"{'less than' if interval.high_open else 'at most'} {number_text(high, kind)}"
    return ANYTHING


def _between(low: Fraction, high: Fraction, kind: ValueKind) -> str:
    """``between 3 and 5 hours``: a unit that both ends share is written once."""
    if low == high:
        return number_text(low, kind)
    first, last = number_text(low, kind), number_text(high, kind)
    if kind == DURATION and first.rpartition(" ")[2] == last.rpartition(" ")[2]:
        first = first.rpartition(" ")[0]
    return f"between {first} and {last}"


def number_text(number: Fraction, kind: ValueKind) -> str:
    """A number of a kind, given in its base unit, as a person writes it."""
    if kind == TIME:
        return _time_text(number)
    if kind == DURATION:
        return _duration_text(number)
    if kind == RANK and number.denominator == 1 and number > 0:
        return ordinal_text(int(number))
    text = _grouped(decimal_text(number))
    return text + {PERCENT: "%", POINTS: " percentage points"}.get(kind, "")


def _grouped(decimal: str) -> str:
    """A decimal string with commas between thousands; a fraction stays as it is."""
    whole, dot, decimals = decimal.partition(".")
    if "/" in whole or whole == "-0":
        return decimal
    return f"{int(whole):,}{dot}{decimals}"


def _duration_text(seconds: Fraction) -> str:
    """In the largest unit of which it is a whole number: ``90 minutes``."""
    whole = [unit for unit in _SIZES if seconds and seconds % unit[1] == 0]
    name, size = whole[0] if whole else _SIZES[-1]
    ending = "" if abs(seconds) == size else "s"
    return f"{decimal_text(seconds / size)} {name}{ending}"


def _time_text(second: Fraction) -> str:
    """``1:30 a.m. on 12 October 2021``; midnight is written as the day that it begins."""
    number = int(second)
    if not DAY_SECONDS <= number < _LAST_SECOND + DAY_SECONDS:
        return "a day beyond every calendar"
    moment = datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=number - DAY_SECONDS)
    day = date_text(moment.date())
    if number % DAY_SECONDS == 0:
        return day
    return f"{_clock(moment)} on {day}"


def _clock(moment: datetime) -> str:
    """``noon``, ``1:30 a.m.``, ``6 p.m.``"""
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}{minutes} {half}"
