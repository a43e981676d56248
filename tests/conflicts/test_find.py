"""What cannot all be right: planted contradictions, found as brute force and z3 find them; and their resolutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.conflicts import Conflict, Consistency
from checker.rules import Result
from checker.values import Interval

from ..oracles import OPERATORS, Desk, Maker, Oracle, day, figure

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
        """All smallest sets of reports that cannot be right, by brute force over every set."""
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
    """A rule on some counts that is true of a point: a sum, a bound, an order, or one a multiple or part of another."""
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
    """An order of events, a time between them, a day or a weekday, true of a point (noon of each day)."""
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


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_planted_contradictions(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Every smallest set of values that cannot be, and no other; each needs all of its rules."""
    book = data.draw(planted(maker, oracle))
    found = book.examine()
    assert not found.undecided
    every = all_keys(found.conflicts)
    rules = book.always()
    assert len(every) == len(set(every))
    assert set(every) == book.refuted(rules)
    for conflict in found.conflicts:
        assert conflict.own
        assert not conflict.discrepancy
        for one in keys_of(conflict):
            named = numbers_of(conflict)
            assert not book.possible(one, named)
            assert all(
                book.possible(one, [other for other in named if other != number])
                for number in named
            )


@given(st.data())
@settings(deadline=None, max_examples=25)
def test_rival_values_are_tried_in_combination(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Of every claim its own value or what somebody else reports; a conflict is of the claims' own only if all are."""
    book = data.draw(planted(maker, oracle, rivals=True))
    found = book.examine()
    assert not found.undecided
    every = all_keys(found.conflicts)
    assert len(every) == len(set(every))
    assert set(every) == book.refuted(book.always())
    for conflict in found.conflicts:
        combinations_of = keys_of(conflict)
        assert conflict.own is any(all(number == 0 for _, number in one) for one in combinations_of)
        assert conflict.own is all(number == 0 for _, number in combinations_of[0])
        assert {tuple(sorted(name for name, _ in one)) for one in combinations_of} == {
            tuple(sorted(conflict.claims))
        }
        assert bool(conflict.resolutions) is conflict.own


def hitting(sets: Iterable[Keys]) -> set[frozenset[str]]:
    """The smallest sets of claims that have one of each set."""
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


@given(st.data())
@settings(deadline=None, max_examples=30)
def test_resolutions_restore_what_they_can_and_take_no_more(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Without the claims of a resolution the rest can be right; without all but one of them it cannot."""
    book = data.draw(planted(maker, oracle))
    costs = {name: data.draw(st.integers(0, 2)) for name in book.values}
    found = book.examine(costs)
    every = set(all_keys(found.conflicts))
    everything = frozenset(book.keys())
    rules = book.always()
    for conflict in found.conflicts:
        (one,) = keys_of(conflict)
        cluster = cluster_of(one, every)
        others = every - cluster
        apart = {
            min(each) for each in others
        }  # what is given up of disagreements that share no claim with this one
        ways = {frozenset(resolution.claims) for resolution in conflict.resolutions}
        assert ways == hitting(cluster)
        assert len(ways) == len(conflict.resolutions)
        for resolution in conflict.resolutions:
            given_up = frozenset((name, 0) for name in resolution.claims)
            assert book.possible(everything - given_up - apart, rules)
            for kept in given_up:
                assert not book.possible((everything - given_up - apart) | {kept}, rules)
        ranks = [
            sorted((costs[name] for name in resolution.claims), reverse=True)
            for resolution in conflict.resolutions
        ]
        assert ranks == sorted(ranks)
        for resolution, rank in zip(conflict.resolutions, ranks, strict=True):
            assert resolution.cheapest is (rank == min(ranks))
            assert resolution.free is (not any(rank))
        cheapest = {
            name
            for resolution in conflict.resolutions
            if resolution.cheapest
            for name in resolution.claims
        }
        assert set(conflict.cheapest) == cheapest
        assert conflict.settled is ([0] * len(min(ranks)) == min(ranks))


@given(st.data())
@settings(deadline=None, max_examples=30)
def test_discrepancies(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Each rule that normally holds beside those that always do; never what these explain already."""
    book = data.draw(planted(maker, oracle, unless=True))
    found = book.examine()
    assert not found.undecided
    rules = book.always()
    explained = book.refuted(rules)
    assert set(all_keys(item for item in found.conflicts if not item.discrepancy)) == explained
    expected = set()
    for number, item in enumerate(found.rules):
        if number in rules or item.result is Result.HOLDS:
            continue
        expected |= {(number, one) for one in book.refuted([*rules, number], own=True) - explained}
    discrepancies = [item for item in found.conflicts if item.discrepancy]
    told = {
        (number, one)
        for item in discrepancies
        for one in keys_of(item)
        for number in numbers_of(item)
        if number not in rules
    }
    assert told == expected
    for item in discrepancies:
        assert item.own
        assert sum(number not in rules for number in numbers_of(item)) == 1
        assert "unless it rained" in item.message
        for one in keys_of(item):
            assert book.possible(one, rules)
            assert not book.possible(one, numbers_of(item))


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_the_order_of_claims_and_rules_does_not_matter(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """The same combinations and the same resolutions, however the book is written down."""
    book = data.draw(planted(maker, oracle, rivals=True, unless=True))
    costs = {name: data.draw(st.integers(0, 2)) for name in book.values}
    first = book.examine(costs)
    assert first == book.examine(costs)

    def told(found: Consistency) -> Any:
        ways = {
            (conflict.discrepancy, one): frozenset(
                (resolution.claims, resolution.cheapest) for resolution in conflict.resolutions
            )
            for conflict in found.conflicts
            if conflict.own and not conflict.discrepancy
            for one in keys_of(conflict)[:1]
        }
        return sorted(map(sorted, all_keys(found.conflicts))), ways

    shuffled = Planted(
        maker, oracle, book.measures, {}, list(data.draw(st.permutations(book.rules)))
    )
    for name in data.draw(st.permutations(sorted(book.values))):
        shuffled.values[name] = book.values[name]
    assert told(shuffled.examine(costs)) == told(first)
    shuffled.rules = book.rules
    again = shuffled.examine(costs)
    assert again.rules == first.rules
    assert [
        (item.message, item.claims, item.combinations, item.resolutions) for item in again.conflicts
    ] == [
        (item.message, item.claims, item.combinations, item.resolutions) for item in first.conflicts
    ]


@given(st.data())
@settings(deadline=None, max_examples=15)
def test_disagreements_that_share_no_claim_are_found_as_if_alone(
    maker: Maker, oracle: Oracle, data: st.DataObject
) -> None:
    """Two books in one: what is found of each is what is found of it by itself."""
    parts = [data.draw(planted(maker, oracle, rivals=True, unless=True)) for _ in range(2)]
    both = maker.anew()
    alone = []
    rules = []
    for letter, part in zip("xy", parts, strict=True):
        one = maker.anew()
        for name, values in part.values.items():
            said = [day(value) if isinstance(value, date) else value for value in values]
            for target in (one, both):
                target.add(f"{letter}{name}", part.measures[name], *said)
        texts = []
        for text, _ in part.rules:
            texts.append(_renamed(text, part.values, letter))
        alone.append(one.examine(texts))
        rules += texts
    found = both.examine(rules)

    def told(conflicts: Iterable[Conflict]) -> list[Any]:
        return sorted(
            (
                item.discrepancy,
                item.message,
                item.claims,
                [resolution.claims for resolution in item.resolutions],
            )
            for item in conflicts
        )

    # The ids of rules are another in the second half; messages name them only where several rules are needed.
    singles = [item for item in found.conflicts if len(item.rules) == 1]
    assert told(singles) == told(
        item for one in alone for item in one.conflicts if len(item.rules) == 1
    )
    assert sorted(map(sorted, all_keys(found.conflicts))) == sorted(
        map(sorted, all_keys(item for one in alone for item in one.conflicts))
    )


def _renamed(text: str, names: Iterable[str], letter: str) -> str:
    """A rule with a letter before the names of its claims."""
    relation, _, unless = text.partition(" unless ")
    return re.sub(rf"\b({'|'.join(names)})\b", rf"{letter}\1", relation) + (
        f" unless {unless}" if unless else ""
    )


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


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_products_of_claims(maker: Maker, oracle: Oracle, data: st.DataObject) -> None:
    """Whatever is said not to go together does not; and where all values together do not, something is said."""
    book = data.draw(multiplied(maker, oracle))
    found = book.examine()
    rules = book.always()
    every = all_keys(found.conflicts)
    assert all(not book.possible(one, rules) for one in every)
    assert bool(every) is not book.possible(book.keys(), rules)
    assert not found.undecided


def test_a_resolution_is_compared_by_its_dearest_claim_first(desk: Desk) -> None:
    """Two claims that nobody proves are given up before one that is well supported; nothing is added up."""
    for name, value in (("a", 1), ("b", 2), ("c", 2), ("d", 9)):
        desk.claim(name, value)
    rules = ("a + b = d", "a + c = d")
    found = desk.examine(*rules, costs={"a": 3, "b": 1, "c": 1, "d": 4})
    assert {item.claims for item in found.conflicts} == {("a", "b", "d"), ("a", "c", "d")}
    for conflict in found.conflicts:
        assert [resolution.claims for resolution in conflict.resolutions] == [
            ("b", "c"),
            ("a",),
            ("d",),
        ]
        assert [resolution.cheapest for resolution in conflict.resolutions] == [True, False, False]
        assert conflict.cheapest == ("b", "c")
        assert not conflict.settled
    free = desk.examine(*rules, costs={"a": 3, "b": 0, "c": 0, "d": 4})
    assert all(conflict.settled for conflict in free.conflicts)


@pytest.mark.parametrize("kind", ["event", "attribution"])
def test_exclusive_claims(desk: Desk, kind: str) -> None:
    """Of claims that cannot both be right, whatever they are, each pair makes a conflict, and one may stay."""
    for name in "abc":
        (desk.event if kind == "event" else desk.attribution)(name)
    found = desk.examine("[a, b, c]", costs={"a": 2, "b": 1, "c": 1})
    assert {item.claims for item in found.conflicts} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert found.rules[0].result is Result.BROKEN
    for conflict in found.conflicts:
        assert conflict.message.endswith("cannot both be right")
        assert {resolution.claims for resolution in conflict.resolutions} == {
            ("a", "b"),
            ("a", "c"),
            ("b", "c"),
        }
        assert [
            resolution.claims for resolution in conflict.resolutions if resolution.cheapest
        ] == [("b", "c")]


def test_counts_of_claims_that_are_right(desk: Desk) -> None:
    """At least one of two, and no two of three: of a claim that is not believed nothing is known."""
    for name in "abc":
        desk.attribution(name)
    assert desk.examine("count(a, b) >= 1").rules[0].result is Result.HOLDS
    assert not desk.examine("count(a, b) >= 1").conflicts
    (conflict,) = desk.examine("count(a, b) <= 1", "count(c) = 1").conflicts
    assert conflict.claims == ("a", "b")
    assert not desk.examine("count(a, b) <= 1 unless both").conflicts[0].settled
    (conflict,) = desk.examine("count(a, b) = 1", "count(b, c) = 2").conflicts
    assert set(conflict.claims) == {"a"}


def test_a_rival_value_alone_makes_a_conflict_that_is_not_the_claims_own(desk: Desk) -> None:
    """The claims' own values fit; what somebody else reports does not; so nothing of the book need be given up."""
    desk.claim("won", 9)
    desk.claim("lost", 4)
    desk.claim("held", 13)
    desk.evidence("won", "contradicting", ", says: 12")
    (conflict,) = desk.examine("won + lost = held").conflicts
    assert not conflict.own
    assert [[report.key for report in one] for one in conflict.combinations] == [
        [("won", 1), ("lost", 0), ("held", 0)]
    ]
    assert conflict.evidence == ("won/contradicting/1",)
    assert (conflict.resolutions, conflict.cheapest, conflict.settled) == ((), (), False)


def test_a_rival_value_that_would_resolution_is_told(desk: Desk) -> None:
    """Beside the way in which the claim is read otherwise, with who says so."""
    desk.claim("won", 8)
    desk.claim("lost", 4)
    desk.claim("held", 13)
    desk.evidence("won", "contradicting", ", says: 9", ", says: 10")
    found = desk.examine("won + lost = held")
    conflict = found.conflicts[0]
    assert conflict.own
    again = {
        resolution.claims: [
            (item.kind, item.text, item.evidence) for item in resolution.restatements
        ]
        for resolution in conflict.resolutions
    }
    assert again[("won",)] == [("rival", "9", ("won/contradicting/1",))]
    assert again[("lost",)] == []
    assert len(conflict.combinations) == 2
    assert "12" in conflict.message
    assert "; with the other reported values, " in conflict.message


def test_a_conflict_of_several_rules(desk: Desk) -> None:
    """No rule alone is broken, and none of the three can be left out."""
    for name, value in (("a", "{at_most: 5}"), ("d", 9)):
        desk.claim(name, value)
    desk.claim("b", "{between: [0, 50]}")
    desk.claim("c", "{between: [0, 50]}")
    found = desk.examine("a >= b", "b >= c", "c >= d")
    assert [item.result for item in found.rules] == [Result.UNDECIDED] * 3
    (conflict,) = found.conflicts
    assert set(conflict.claims) == {"a", "d"}
    assert [rule.id for rule in conflict.rules] == ["r0", "r1", "r2"]
    assert "cannot all be" in conflict.message


def test_rules_that_cannot_be_whatever_is_right(desk: Desk) -> None:
    """A conflict without claims, which no resolution ends: a rule must be corrected."""
    desk.claim("a", 1)
    desk.claim("b", 2)
    found = desk.examine("a < b", "b < a")
    conflict, alone = found.conflicts
    assert (conflict.claims, conflict.resolutions, conflict.cheapest) == ((), (), ())
    assert len(conflict.rules) == 2
    assert (alone.claims, [rule.id for rule in alone.rules]) == (("b", "a"), ["r1"])
    assert "cannot all hold" in found.undecided[0].message


def test_rules_that_cannot_be_leave_other_rules_alone(desk: Desk) -> None:
    """What a rule that normally holds says of other claims is told all the same."""
    for name, value in (("x", 1), ("y", 9), ("z", 5)):
        desk.claim(name, value)
    found = desk.examine("x - x = 1", "x < y unless u", "y < z unless u")
    assert [(item.claims, item.discrepancy) for item in found.conflicts if item.claims] == [
        (("y", "z"), True)
    ]
    assert [item.claims for item in found.conflicts if not item.discrepancy] == [()]


def test_a_rule_that_holds_and_no_rivals_is_nothing_to_look_into(desk: Desk) -> None:
    """Rules that hold make no conflict; neither do those that cannot be read."""
    desk.claim("a", 1)
    desk.claim("b", 2)
    found = desk.examine("a < b", "a = gone", "a ==", "a = 3 days")
    assert (found.conflicts, found.undecided) == ((), ())


def hard(maker: Maker, size: int) -> tuple[Maker, list[str]]:
    """Products of unknowns round in a circle: nothing that a few halvings would tell."""
    book = maker.anew()
    names = [f"c{number:02}" for number in range(size)]
    for number, name in enumerate(names):
        book.add(name, "balance", Interval(Fraction(-40 - number), Fraction(60 + number)))
    rules = [
        f"number({one}) * number({other}) + number({third}) = number({third}) * number({one}) + {7 * number + 1}"
        for number, (one, other, third) in enumerate(
            zip(names, names[1:] + names[:1], names[2:] + names[:2], strict=True)
        )
    ]
    return book, [*rules, f"{names[0]} < {names[1]}", f"{names[0]} + 5 > {names[1]} * 2 + 200"]


def test_running_out_of_steps(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not decided is said to be so, in the same way twice; disagreements apart from it are found all the same."""
    monkeypatch.setattr("checker.conflicts.search.STEPS_A_SYSTEM", 3_000)
    book, rules = hard(maker, 4)
    book.add("apart", "seats", 4)
    rules.append("apart = 5")
    first, second = (book.examine(rules) for _ in range(2))
    assert first == second
    assert len(first.undecided) == 1
    assert len(first.undecided[0].rules) == len(rules) - 1
    assert ("apart",) in [item.claims for item in first.conflicts]


def test_the_first_lines_of_a_message(desk: Desk) -> None:
    """The arithmetic of one rule; what would excuse a discrepancy."""
    desk.claim("won", 9)
    desk.claim("lost", "{about: 4}")
    desk.claim("cast", 1400)
    (conflict,) = desk.examine("won + lost = cast").conflicts
    assert not conflict.discrepancy
    assert conflict.claims == ("won", "lost", "cast")
    assert (
        conflict.message.startswith("9 + about 4 is between 12 and 14, not 1,400")
        or "9 + about 4" in conflict.message
    )
    (discrepancy,) = desk.examine("won >= 2 * cast - 1 unless it rained").conflicts
    assert discrepancy.discrepancy
    assert discrepancy.message.endswith("unless it rained")


@pytest.mark.parametrize(
    ("expression", "blamed"),
    [
        ("x + y - y = 1", ("x",)),
        ("x + y = y + z", ("x", "z")),
        ("2 * x - x = x + 1", ()),
        ("weekday(e) = Monday", ("e",)),
        ("x - y / 1 + y >= 8", ("x",)),
    ],
)
def test_a_claim_that_cancels_out_is_not_to_blame(
    desk: Desk, expression: str, blamed: tuple[str, ...]
) -> None:
    """Whatever its value, the rule would be broken: nobody need disbelieve it."""
    for name, value in (("x", 7), ("y", 5), ("z", 3)):
        desk.claim(name, value)
    desk.event("e", "2021-10-10")
    (conflict,) = desk.judge(expression)[1]
    assert conflict.claims == blamed


def test_every_combination_of_small_values(maker: Maker) -> None:
    """One sum of three claims with two reports each: as many combinations as do not add up."""
    for values in product([(1, 2), (1, 3)], [(2, 4)], [(3, 5), (3, 7)]):
        book = maker.anew()
        for name, said in zip("abc", values, strict=True):
            book.add(name, "seats", *said)
        found = book.examine(["a + b = c"])
        expected = {
            frozenset(zip("abc", choice, strict=True))
            for choice in product(range(2), repeat=3)
            if values[0][choice[0]] + values[1][choice[1]] != values[2][choice[2]]
        }
        assert set(all_keys(found.conflicts)) == {
            one for one in expected if not _smaller(one, values)
        } | {small for one in expected if (small := _smaller(one, values))}
        assert figure(maker.template, "seats", 1).text == "1"


def _smaller(one: Keys, values: Sequence[tuple[int, int]]) -> Keys | None:
    """Two of three values that cannot be right by themselves: a part that is larger than the whole."""
    said = {name: values["abc".index(name)][number] for name, number in one}
    for part in "ab":
        if said[part] > said["c"]:
            return frozenset(key for key in one if key[0] in (part, "c"))
    return None


def test_time_day_and_weekday_of_one_event_go_together(desk: Desk) -> None:
    """Whatever the time of x is: on y's day, a Tuesday, it is on no Monday; behind y it is not days before."""
    desk.event("x")
    desk.event("y", "2021-10-12")
    for rules in (("date(x) = date(y)", "weekday(x) = Monday"), ("x > y", "date(x) = 2021-10-10")):
        (conflict,) = desk.examine(*rules).conflicts
        assert conflict.claims == ("y",)
        assert [rule.id for rule in conflict.rules] == ["r0", "r1"]


def test_a_claim_that_is_right_has_its_value(desk: Desk) -> None:
    """``count(a) >= 1`` says that a is right: then b alone can be wrong."""
    desk.claim("a", 5)
    desk.claim("b", 3)
    (conflict,) = desk.examine("count(a) >= 1", "a = b + 1").conflicts
    assert conflict.claims == ("b",)
    assert [resolution.claims for resolution in conflict.resolutions] == [("b",)]


def test_a_date_of_the_rule_is_one_that_weekdays_are_looked_up_by(desk: Desk) -> None:
    """11 October 2021 was a Monday, and is no 1 December."""
    desk.event("x", "Sunday")
    desk.event("z", "10 October")
    for expression in ("date(x) = 2021-10-11", "date(z) = 2021-12-01"):
        assert desk.judge(expression)[0].result is Result.BROKEN
    assert desk.judge("date(x) = 2021-10-10")[0].result is Result.UNDECIDED


def test_resolutions_are_enough_where_sets_are_too_many(desk: Desk) -> None:
    """Of twelve exclusive claims one may stay, though not every pair of them is looked for."""
    names = [f"c{number:02}" for number in range(12)]
    for name in names:
        desk.attribution(name)
    found = desk.examine(f"[{', '.join(names)}]")
    assert found.undecided
    resolutions = found.conflicts[0].resolutions
    assert resolutions
    assert {len(resolution.claims) for resolution in resolutions} == {11}


def test_no_broken_rule_is_passed_over(desk: Desk) -> None:
    """A long chain has more smallest sets than are looked for; the rule that is broken is told all the same."""
    names = [f"c{number:03}" for number in range(80)]
    for number, name in enumerate(names):
        desk.claim(name, number)
    chain = [f"{after} = {before} + 1" for before, after in pairwise(names)]
    found = desk.examine(*chain, f"{names[-1]} < {names[0]} + 79")
    (broken,) = (item.rule.id for item in found.rules if item.result is Result.BROKEN)
    assert broken in {rule.id for item in found.conflicts for rule in item.rules}


def test_what_divides_by_zero_makes_no_conflict(desk: Desk) -> None:
    """It says nothing of its claims."""
    desk.claim("x", 0)
    found = desk.examine("8 / number(x) = 2")
    assert (found.rules[0].result, found.conflicts) == (Result.UNDECIDED, ())


def test_a_date_that_is_a_claim_is_refused(desk: Desk) -> None:
    """Nobody could tell which is meant."""
    desk.claim("2021-10-10", 5)
    error = desk.judge("2021-10-10 = 5")[0].error
    assert error is not None
    assert "give the claim another id" in str(error)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("number(part) / number(whole) <= 41%", Result.BROKEN),
        ("number(part) = 90% * number(whole)", Result.HOLDS),
        ("50% = 1/2", Result.HOLDS),
        ("100% - share = 60%", Result.HOLDS),
        ("share >= other - 15%", Result.HOLDS),
        ("other - share > 10%", Result.HOLDS),
        ("other - share = points", Result.HOLDS),
        ("part / 2 = 45", Result.HOLDS),
    ],
)
def test_percentages_as_people_write_them(desk: Desk, expression: str, result: Result) -> None:
    """90 of 100 are 90%, whatever they are counted in; 100% less a share is a share."""
    desk.claim("part", 90)
    desk.claim("whole", 100, "votes")
    desk.claim("share", "40%", "share")
    desk.claim("other", "52%", "share")
    desk.claim("points", 12, "points")
    assert desk.judge(expression)[0].result is result
