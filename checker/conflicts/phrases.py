"""Parts of a rule in words: values in place of claims, and names for claims that may have any
value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.book import Book
from checker.conflicts.context import BookContext
from checker.rules import ReportedValue
from checker.rules.arithmetic import date_text, is_single, moment_part_text, number_text
from checker.rules.expression import (
    Amount,
    Bare,
    Call,
    ClaimRef,
    Day,
    Node,
    Number,
    PartName,
    Product,
    Sum,
    Weekday,
)
from checker.rules.units import BARE
from checker.values import Dimension, Moment, Value, weekday_name


@dataclass(frozen=True, slots=True)
class Known:
    """A book, and the reported values that are taken to be right in it."""

    context: BookContext
    reports: Mapping[str, ReportedValue]

    def value(self, claim: str) -> Value | None:
        """The value that a claim is taken to have, if any."""
        report = self.reports.get(claim)
        return None if report is None else report.value

    def statement(self, claim: str) -> str:
        """A claim's own words, in quotation marks."""
        return f"“{self.context.book.claims[claim].statement.rstrip('.')}”"


def phrase(node: Node, known: Known) -> str:
    """A part of a rule as a person writes it: ``73 - 3``, ``Tuesday night (12 October 2021)``."""
    match node:
        case Number() | Amount() | Day() | Weekday() | PartName():
            return _literal(node)
        case ClaimRef(claim, _):
            return _claim(claim, known)
        case Call():
            return _call(node, known)
        case Bare(inner, _):
            return phrase(inner, known)
        case Sum():
            return _sum(node, known)
        case Product():
            return _product(node, known)


def _literal(node: Number | Amount | Day | Weekday | PartName) -> str:
    match node:
        case Number(value, _):
            return number_text(value, BARE)
        case Amount(quantity, _):
            return quantity.text
        case Day(day, _):
            return date_text(day)
        case Weekday(number, _):
            return weekday_name(number)
        case PartName(name, _):
            return name


def _claim(claim: str, known: Known) -> str:
    value = known.value(claim)
    return claim_label(claim, known) if value is None else value_text(value)


def value_text(value: Value) -> str:
    """A value inside a sentence."""
    return moment_text(value) if isinstance(value, Moment) else value.text


def claim_label(claim: str, known: Known) -> str:
    """What a claim gives a value of: ``the seats lost by Taqadum``, ``the time of “…”``."""
    book = known.context.book
    quantity = book.claims[claim].quantity
    if quantity is None:
        return f"the time of {known.statement(claim)}"
    measure = book.measures[quantity.measure]
    key = (quantity.subject, quantity.measure, quantity.stage)
    is_one_of_several = len(known.context.quantities[key]) > 1
    is_counted = measure.dimension is Dimension.COUNT and not measure.unit.startswith("of ")
    if is_one_of_several or not is_counted:
        return f"the figure in {known.statement(claim)}"
    # A sum may put the label in parentheses, so the name must not bring its own.
    name, _, _ = book.entity_name(quantity.subject).partition(" (")
    if measure.adds_to:
        return f"the {measure.unit} gained by {name}"
    if measure.takes_from:
        return f"the {measure.unit} lost by {name}"
    stage = f"{quantity.stage} " if quantity.stage else ""
    return f"the {stage}{measure.unit} of {name}"


def moment_text(moment: Moment) -> str:
    """``Tuesday night (12 October 2021)``; a time without a date is written as it is reported."""
    day = moment.calendar_date
    if day is None:
        return moment.text
    if moment.part is None:
        return date_text(day)
    weekday, part = weekday_name(day.weekday()), moment.part.name
    # "Tuesday night", but "the early hours of Tuesday".
    named = f"the {part} of {weekday}" if " " in part else f"{weekday} {part}"
    return f"{named} ({date_text(day)})"


def _call(call: Call, known: Known) -> str:
    if call.function == "count":
        return count_text(call, known)
    claim = call.claims[0].claim
    value = known.value(claim)
    if isinstance(value, Moment):
        return moment_part_text(call.function, value)
    what = {"daypart": "part of the day"}.get(call.function, call.function)
    return f"the {what} of {known.statement(claim)}"


def count_text(call: Call, known: Known) -> str:
    """How many claims are right: a number if that is known."""
    reports = [known.reports.get(ref.claim) for ref in call.claims]
    right = [report.own for report in reports if report is not None]
    if len(right) == len(reports):
        return str(sum(right))
    statements = listed(known.statement(ref.claim) for ref in call.claims)
    return f"the number of right claims among {statements}"


def _sum(node: Sum, known: Known) -> str:
    first, *others = node.terms
    if is_time_between(node, known.context.book):
        return f"the time from {phrase(others[0][0], known)} to {phrase(first[0], known)}"
    times = is_time(node, known.context.book)
    text = phrase(first[0], known)
    if others or first[1]:
        text = text if times else _operand(first[0], text)
    text = f"-{text}" if first[1] else text
    for part, minus in others:
        more = phrase(part, known)
        if times:
            text += f" {'minus' if minus else 'plus'} {more}"
        else:
            text += f" {'-' if minus else '+'} {_operand(part, more)}"
    return text


def _product(node: Product, known: Known) -> str:
    text = ""
    for part, over in node.factors:
        more = phrase(part, known)
        more = f"({more})" if _adds_up(part) else _operand(part, more)
        sign = "/" if over else "×"
        text = f"{text} {sign} {more}" if text else more
    return text


def _adds_up(node: Node) -> bool:
    """Whether a factor is a sum of several parts."""
    inner = node.inner if isinstance(node, Bare) else node
    return isinstance(inner, Sum) and not is_single(inner)


def _operand(node: Node, text: str) -> str:
    """A part of a sum, in parentheses unless it is clear where it begins and ends."""
    if isinstance(node, Bare | Sum):
        inner = node.inner if isinstance(node, Bare) else node
        if is_single(inner):
            return _operand(inner.terms[0][0], text)
        return f"({text})"
    is_plain = " " not in text or text.startswith("about ")
    return text if is_plain or isinstance(node, Product | Amount) else f"({text})"


def is_time_between(node: Node, book: Book) -> bool:
    """Whether a sum is one time less another."""
    if not isinstance(node, Sum) or len(node.terms) != 2:
        return False
    (first, first_minus), (second, second_minus) = node.terms
    return second_minus and not first_minus and is_time(first, book) and is_time(second, book)


def is_time(node: Node, book: Book) -> bool:
    """Whether a part of a rule is a time, and not the length of one."""
    match node:
        case Day():
            return True
        case ClaimRef(claim, _):
            return book.claims[claim].quantity is None
        case Call(function, _, _):
            return function == "date"
        case Sum(terms, _):
            times = [minus for part, minus in terms if is_time(part, book)]
            return times.count(False) > times.count(True)
        case _:
            return False


def names_whole_days(node: Node, book: Book) -> bool:
    """Whether all times in a part of a rule are days, so that it is a day itself."""
    match node:
        case Sum(terms, _):
            return all(names_whole_days(part, book) for part, _ in terms)
        case ClaimRef(claim, _):
            return book.claims[claim].quantity is not None
        case Call(function, _, _):
            return function == "date"
        case _:
            return True


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """``a, b and c``."""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


_COUNTED: Final = {
    "=": "exactly",
    "<=": "at most",
    ">=": "at least",
    "<": "fewer than",
    ">": "more than",
}


def counted_text(call: Call, operator: str, number: Number, known: Known) -> str | None:
    """``at most 2 of “a”, “b” and “c” are right``; of one claim, that it is right or wrong."""
    if operator not in _COUNTED:
        return None
    statements = [known.statement(ref.claim) for ref in call.claims]
    amount = number_text(number.value, BARE)
    if len(statements) == 1:
        return {
            ("=", "1"): f"{statements[0]} is right",
            (">=", "1"): f"{statements[0]} is right",
            ("=", "0"): f"{statements[0]} is wrong",
            ("<=", "0"): f"{statements[0]} is wrong",
        }.get((operator, amount))
    verb = "is" if amount == "1" else "are"
    return f"{_COUNTED[operator]} {amount} of {listed(statements)} {verb} right"
