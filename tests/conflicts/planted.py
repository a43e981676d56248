"""Books with planted contradictions, and what brute force and z3 say about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from checker.conflicts import Conflict, Consistency
from checker.values import Interval

from ..oracles import OPERATORS, Maker, Oracle, day

Key = tuple[str, int]


Keys = frozenset[Key]


Truth = Callable[[Callable[[str, str], Any]], Any]
"""A rule as a question to numbers or unknowns, which it asks for by what and of which claim."""


DAY = 86400


START = date(2021, 10, 1)


@dataclass
class Planted:
    """Claims with their values, and rules with what they mean."""

    maker: Maker
    oracle: Oracle
    measures: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)
    rules: list[tuple[str, Truth]] = field(default_factory=list)

    def claim(self, name: str, measure: str, *values: Any) -> None:
        """A claim, its own value first, then rivals; a date is an event's."""
        self.measures[name] = measure
        self.values[name] = list(values)

    def examine(
        self, costs: Mapping[str, int] | None = None, rules: Sequence[int] | None = None
    ) -> Consistency:
        """What the book is found to be."""
        maker = self.maker.anew()
        for name, values in self.values.items():
            said = [day(value) if isinstance(value, date) else value for value in values]
            maker.add(name, self.measures[name], *said)
        chosen = range(len(self.rules)) if rules is None else rules
        return maker.examine([self.rules[number][0] for number in chosen], costs)

    def always(self) -> list[int]:
        """The numbers of the rules that always hold."""
        return [number for number, (text, _) in enumerate(self.rules) if " unless " not in text]

    def keys(self, own: bool = False) -> list[Key]:
        """All reports."""
        return [
            (name, number)
            for name, values in self.values.items()
            for number in range(1 if own else len(values))
        ]

    def possible(self, kept: Iterable[Key], rules: Iterable[int]) -> bool:
        """Whether reports can be right by rules, as z3 has it."""
        unknown = self._unknown
        asked = [self.rules[number][1](unknown) for number in rules]
        said = dict(kept)
        for name, measure in self.measures.items():
            value = self.values[name][said[name]] if name in said else None
            asked += list(self._domain(name, measure, value))
        found = self.oracle.possible(asked)
        assume(found is not None)
        return bool(found)

    def _unknown(self, what: str, name: str) -> Any:
        return self.oracle.real((what, name))

    def _domain(self, name: str, measure: str, value: Any) -> Iterable[Any]:
        unknown, z3 = self._unknown("value", name), self.oracle.z3
        if measure:
            free = (
                Interval(Fraction(1), None) if measure == "place" else Interval(Fraction(0), None)
            )
            if measure in ("balance", "points"):
                free = Interval()
            yield self.oracle.within(unknown, free)
            if value is not None:
                yield self.oracle.within(
                    unknown, value if isinstance(value, Interval) else Interval.point(value)
                )
            return
        weekday, first = self._unknown("weekday", name), self._unknown("date", name)
        if value is None:
            yield z3.Or([weekday == number for number in range(7)])
        else:
            start = Fraction(value.toordinal() * DAY)
            yield self.oracle.within(unknown, Interval(start, start + DAY, high_open=True))
            yield weekday == value.weekday()
            yield first == self.oracle.number(start)

    def refuted(self, rules: Sequence[int], own: bool = False) -> set[Keys]:
        """All minimal conflict sets of reported values, by brute force over every set."""
        found: list[Keys] = []
        keys = self.keys(own)
        for size in range(len(self.values) + 1):
            for some in map(frozenset, combinations(keys, size)):
                if len(dict(some)) < size or any(one <= some for one in found):
                    continue
                if not self.possible(some, rules):
                    found.append(some)
        return set(found)


def keys_of(conflict: Conflict) -> list[Keys]:
    """The combinations of a conflict."""
    return [frozenset(report.key for report in one) for one in conflict.combinations]


def all_keys(conflicts: Iterable[Conflict]) -> list[Keys]:
    """Those of several."""
    return [one for conflict in conflicts for one in keys_of(conflict)]


def numbers_of(conflict: Conflict) -> list[int]:
    """The rules of a conflict, by their place in the book."""
    return [int(rule.id[1:]) for rule in conflict.rules]


FIGURES = ["seats", "seats", "balance"]


TRUE = {-1: ["<", "<=", "!="], 0: ["=", "=", "=", "<=", ">="], 1: [">", ">=", "!="]}


def linear(draw: st.DrawFn, point: Mapping[str, int]) -> tuple[str, Truth]:
    """A rule on some counts that is true of a point: a sum, a bound, an order, or one a multiple
    or part of another.
    """
    names = draw(st.lists(st.sampled_from(sorted(point)), min_size=1, max_size=3, unique=True))
    factors = {name: Fraction(draw(st.sampled_from([1, 1, 1, -1, -1, 2, -2]))) for name in names}
    divisor = draw(st.sampled_from([1, 1, 1, 2]))
    total = sum((times * point[name] for name, times in factors.items()), Fraction(0)) / divisor
    shift = draw(st.sampled_from([0, 0, 0, -1, 2]))
    operator = draw(st.sampled_from(TRUE[(shift < 0) - (shift > 0)]))
    bound = total + shift
    left = " + ".join(
        f"{times} * {name}" if times > 0 else f"-{-times} * {name}"
        for name, times in factors.items()
    )
    sign = "-" if bound < 0 else ""
    right = (
        f"{sign}{abs(bound.numerator)} / {bound.denominator}"
        if bound.denominator > 1
        else f"{bound}"
    )
    text = (
        f"({left}) / {divisor} {operator} {right}" if divisor > 1 else f"{left} {operator} {right}"
    )

    def truth(value: Callable[[str, str], Any]) -> Any:
        side = sum(value("value", name) * int(times) for name, times in factors.items())
        return OPERATORS[operator](side, int(bound * divisor))

    return text, truth


def shares(draw: st.DrawFn, point: Mapping[str, int]) -> tuple[str, Truth]:
    """A percentage of one count beside another, true of a point."""
    one, other = draw(st.lists(st.sampled_from(sorted(point)), min_size=2, max_size=2, unique=True))
    percent = draw(st.sampled_from([25, 50, 100]))
    part = Fraction(percent, 100) * point[one]
    operator = draw(st.sampled_from(TRUE[(part > point[other]) - (part < point[other])]))

    def truth(value: Callable[[str, str], Any]) -> Any:
        return OPERATORS[operator](value("value", one) * percent, value("value", other) * 100)

    return f"{percent}% * {one} {operator} {other}", truth


def times(draw: st.DrawFn, point: Mapping[str, date]) -> tuple[str, Truth]:
    """An order of events, a time between them, a day or a weekday, true of a point (noon of each
    day).
    """
    one, other = draw(st.lists(st.sampled_from(sorted(point)), min_size=2, max_size=2, unique=True))
    between = (point[one] - point[other]).days
    match draw(st.integers(0, 3)):
        case 0:
            operator = draw(st.sampled_from(TRUE[(between > 0) - (between < 0)]))
            return f"{one} {operator} {other}", lambda value: OPERATORS[operator](
                value("value", one), value("value", other)
            )
        case 1:
            return (
                f"{one} - {other} <= {max(between, 0)} days",
                lambda value: value("value", one) - value("value", other) <= max(between, 0) * DAY,
            )
        case 2:
            limit = point[one] + timedelta(1)
            return f"{one} <= {limit}", lambda value: value("value", one) <= limit.toordinal() * DAY
        case _:
            same = point[one].weekday() == point[other].weekday()
            return (
                f"weekday({one}) {'=' if same else '!='} weekday({other})",
                lambda value: OPERATORS["=" if same else "!="](
                    value("weekday", one), value("weekday", other)
                ),
            )


@st.composite
def planted(
    draw: st.DrawFn, maker: Maker, oracle: Oracle, *, rivals: bool = False, unless: bool = False
) -> Planted:
    """A book that was right, until one to three of its values were changed."""
    found = Planted(maker, oracle)
    point: dict[str, int] = {}
    for name in "abcde"[: draw(st.integers(2, 5))]:
        measure = draw(st.sampled_from(FIGURES))
        point[name] = draw(st.integers(0, 9))
        width = draw(st.sampled_from([0, 0, 0, 2]))
        value = (
            Interval(Fraction(point[name] - width // 2), Fraction(point[name] + width))
            if width
            else point[name]
        )
        found.claim(name, measure, value)
    events = (
        {name: START + timedelta(draw(st.integers(0, 9))) for name in ("e", "f")}
        if draw(st.booleans())
        else {}
    )
    if len(events) and "e" in point:
        events = {}
    for name, when in events.items():
        found.claim(name, "", when)
    for _ in range(draw(st.integers(1, 5))):
        makers = [linear, linear, linear, shares] + ([times] if events else [])
        kind = draw(st.sampled_from(makers))
        text, truth = kind(draw, events if kind is times else point)  # type: ignore[operator]
        found.rules.append(
            (f"{text} unless it rained" if unless and draw(st.booleans()) else text, truth)
        )

    def changed(name: str) -> Any:
        if found.measures[name]:
            return max(0, point[name] + draw(st.sampled_from([-5, -1, 1, 2, 8])))
        return events[name] + timedelta(draw(st.sampled_from([-8, -1, 1, 7, 12])))

    names = sorted(found.values)
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        found.values[name][0] = changed(name)
    if rivals:
        for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)):
            other = changed(name)
            own = found.values[name][0]
            if isinstance(other, date):
                assume(other != own)
            else:
                assume(
                    not Interval.point(other).overlaps(
                        own if isinstance(own, Interval) else Interval.point(own)
                    )
                )
            found.values[name].append(other)
    return found


def hitting(sets: Iterable[Keys]) -> set[frozenset[str]]:
    """The minimal sets of claims that have one of each set."""
    claims = [frozenset(name for name, _ in one) for one in sets]
    names = sorted({name for one in claims for name in one})
    found: list[frozenset[str]] = []
    for size in range(len(names) + 1):
        for some in map(frozenset, combinations(names, size)):
            if all(some & one for one in claims) and not any(one <= some for one in found):
                found.append(some)
    return set(found)


def cluster_of(one: Keys, every: Iterable[Keys]) -> set[Keys]:
    """Sets that share claims with one, directly or by way of others."""
    found, names = {one}, set(one)
    while more := {other for other in every if other & names and other not in found}:
        found |= more
        names = {key for each in found for key in each}
    return found


@st.composite
def multiplied(draw: st.DrawFn, maker: Maker, oracle: Oracle) -> Planted:
    """A book with products and quotients of claims, in which some values were changed."""
    found = Planted(maker, oracle)
    point = {name: draw(st.integers(1, 6)) for name in "abc"}
    point |= {"p": point["a"] * point["b"], "q": point["b"] * point["c"]}
    for name, value in point.items():
        found.claim(name, "seats", value)
    pool: list[tuple[str, Truth]] = [
        (
            "number(a) * b = p",
            lambda value: value("value", "a") * value("value", "b") == value("value", "p"),
        ),
        (
            "number(b) * c <= q",
            lambda value: value("value", "b") * value("value", "c") <= value("value", "q"),
        ),
        (
            f"number(a) * c >= {point['a'] * point['c']}",
            lambda value: value("value", "a") * value("value", "c") >= point["a"] * point["c"],
        ),
        (
            "p / number(b) = a",
            lambda value: value("value", "a") * value("value", "b") == value("value", "p"),
        ),
        (
            f"a + b <= {point['a'] + point['b']}",
            lambda v: v("value", "a") + v("value", "b") <= point["a"] + point["b"],
        ),
        ("p >= a", lambda value: value("value", "p") >= value("value", "a")),
    ]
    found.rules = draw(
        st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique_by=lambda rule: rule[0])
    )
    for name in draw(st.lists(st.sampled_from(sorted(point)), min_size=1, max_size=2, unique=True)):
        found.values[name][0] = point[name] + draw(st.sampled_from([1, 2, 5]))
    return found


def hard(maker: Maker, size: int) -> tuple[Maker, list[str]]:
    """Products of unknowns round in a circle: a few halvings do not decide them."""
    book = maker.anew()
    names = [f"c{number:02}" for number in range(size)]
    for number, name in enumerate(names):
        book.add(name, "balance", Interval(Fraction(-40 - number), Fraction(60 + number)))
    rules = [
        f"number({one}) * number({other}) + number({third})"
        f" = number({third}) * number({one}) + {7 * number + 1}"
        for number, (one, other, third) in enumerate(
            zip(names, names[1:] + names[:1], names[2:] + names[:2], strict=True)
        )
    ]
    return book, [*rules, f"{names[0]} < {names[1]}", f"{names[0]} + 5 > {names[1]} * 2 + 200"]
