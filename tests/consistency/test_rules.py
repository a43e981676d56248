"""Rules applied to claims: holds, broken, undecided."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import load_book
from checker.consistency import check_rules
from checker.consistency.rules import Conflict, Result, RuleResult

BOOK = """\
title: T
language: en
time_zone: UTC
dayparts: {night: ["20:00", "04:00"]}
stages: []
measures:
  seats: {dimension: count, unit: seats}
  share: {dimension: percent, unit: percent}
  delay: {dimension: duration, unit: hours}
topics: {t: {title: T}}
"""
OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Desk:
    """Writes books of claims and rules, and applies the rules."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "t").mkdir()
        (folder / "rules").mkdir()
        (folder / "book.yaml").write_text(BOOK)
        (folder / "entities.yaml").write_text("body: {name: Body}\n")

    def claim(self, name: str, value: object, measure: str = "seats") -> None:
        """A figure."""
        self._write(name, f"kind: figure\nquantity: {{subject: body, measure: {measure}, value: {value}}}")

    def event(self, name: str, when: str = "") -> None:
        """An event, with its time if there is one."""
        self._write(name, "kind: event" + (f"\nwhen: {when}" if when else ""))

    def _write(self, name: str, lines: str) -> None:
        review = "review: {state: draft}"
        (self.folder / "t" / f"{name}.yaml").write_text(f"id: {name}\nstatement: S.\n{lines}\n{review}\n")

    def judge(self, expression: str, form: str = "always") -> tuple[RuleResult, tuple[Conflict, ...]]:
        """The result of one rule."""
        unless = "\n  unless: it rained" if form == "normally" else ""
        (self.folder / "rules" / "r.yaml").write_text(f"- id: r\n  {form}: {expression}{unless}\n")
        book = load_book(self.folder)
        assert not [item for item in book.findings if item.location.path != "t/broken.yaml"], book.findings
        results, conflicts = check_rules(book)
        return results[0], conflicts


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A book without claims."""
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("value", "expression", "result"),
    [
        ("73", "x = 73", Result.HOLDS),
        ("73", "x = 74", Result.BROKEN),
        ("73", "x + 1 = 74", Result.HOLDS),
        ("73", "2 * x - 146 = 0", Result.HOLDS),
        ("{about: 70}", "x = 73", Result.UNDECIDED),
        ("{about: 70}", "x = 81", Result.BROKEN),
        ("{about: 70}", "x <= 80", Result.HOLDS),
        ("{about: 70}", "x < 80", Result.UNDECIDED),
        ("{at_least: 70}", "x >= 70", Result.HOLDS),
        ("{at_least: 70}", "x > 70", Result.UNDECIDED),
        ("{at_least: 70}", "x < 70", Result.BROKEN),
        ("{at_least: 70}", "x <= 70", Result.UNDECIDED),
        ("{more_than: 70}", "x > 70", Result.HOLDS),
        ("{more_than: 70}", "x <= 70", Result.BROKEN),
        ("{more_than: 70}", "x != 70", Result.HOLDS),
        ("{less_than: 70}", "x < 70", Result.HOLDS),
        ("{less_than: 70}", "x >= 70", Result.BROKEN),
        ("{less_than: 70}", "70 = x", Result.BROKEN),
        ("{between: [2, 3]}", "x != 2.5", Result.UNDECIDED),
        ("{between: [2, 3]}", "-x >= -3", Result.HOLDS),
        ("{between: [2, 3]}", "x - x = 0", Result.HOLDS),
        ("{between: [2, 3]}", "x = x", Result.HOLDS),
        ("{between: [2, 3]}", "x < x", Result.BROKEN),
        ("{between: [2, 3]}", "2 * x >= x + 2", Result.HOLDS),
        ("{at_least: 2}", "x + 1 > x", Result.HOLDS),
    ],
)
def test_one_claim(desk: Desk, value: str, expression: str, result: Result) -> None:
    """By every reading of its value; a claim on both sides is one number, not two."""
    desk.claim("x", value)
    found, conflicts = desk.judge(expression)
    assert found.result is result
    assert found.claims == ("x",)
    assert bool(conflicts) is (result is Result.BROKEN)
    assert bool(found.missing) is (result is Result.UNDECIDED)


ends = st.integers(-3, 3)
values = st.one_of(
    ends.map(str),
    st.tuples(ends, ends).map(lambda pair: f"{{between: [{min(pair)}, {max(pair)}]}}"),
    st.tuples(st.sampled_from(["at_least", "at_most", "more_than", "less_than"]), ends).map(
        lambda pair: f"{{{pair[0]}: {pair[1]}}}"
    ),
)


NEAR = [Fraction(step, 64) for step in (-1, 0, 1, 16, 32, 48)]


def readings(value: str) -> list[Fraction]:
    """Numbers at, beside and between small integers, and far away: enough to show every case of small numbers."""
    points = [whole + off for whole in range(-10, 11) for off in NEAR] + [Fraction(-1000), Fraction(1000)]
    if not value.startswith("{"):
        return [Fraction(value)]
    word, _, operand = value.strip("{}").partition(": ")
    if word == "between":
        low, high = map(int, operand.strip("[]").split(", "))
        return [point for point in points if low <= point <= high]
    fits = {"at_least": operator.ge, "at_most": operator.le, "more_than": operator.gt, "less_than": operator.lt}[word]
    return [point for point in points if fits(point, int(operand))]


@given(
    values,
    values,
    st.integers(-2, 2),
    st.integers(-2, 2),
    st.sampled_from(sorted(OPERATORS)),
    st.integers(-3, 3),
)
@settings(deadline=None, max_examples=150)
def test_against_every_reading(
    tmp_path_factory: pytest.TempPathFactory, x: str, y: str, m: int, n: int, sign: str, constant: int
) -> None:
    """A rule holds if it does for all readings, is broken if for none; two claims vary by themselves."""
    desk = Desk(tmp_path_factory.mktemp("book"))
    desk.claim("x", x)
    desk.claim("y", y)
    found, _ = desk.judge(f"{m} * x {sign} {n} * y + {constant}".replace("+ -", "- "))
    fits = {OPERATORS[sign](m * one, n * other + constant) for one, other in product(readings(x), readings(y))}
    expected = {frozenset({True}): Result.HOLDS, frozenset({False}): Result.BROKEN}.get(
        frozenset(fits), Result.UNDECIDED
    )
    assert found.result is expected


@pytest.mark.parametrize(
    ("when", "expression", "result"),
    [
        ("2021-10-10", "weekday(x) = Sunday", Result.HOLDS),
        ("2021-10-10", "Sunday = weekday(x)", Result.HOLDS),
        ("2021-10-10", "weekday(x) = Monday", Result.BROKEN),
        ("2021-10-10", "weekday(x) != Monday", Result.HOLDS),
        ("2021-10-10 night", "weekday(x) = Sunday", Result.HOLDS),
        ("Sunday", "weekday(x) = Sunday", Result.HOLDS),
        ("Sunday night", "weekday(x) = Sunday", Result.HOLDS),
        ("10 October", "weekday(x) = Sunday", Result.UNDECIDED),
        ("2021-10-10", "weekday(x) < Monday", Result.UNDECIDED),
        ("2021-10-10", "weekday(x) = 6", Result.UNDECIDED),
        ("2021-10-10", "weekday(x) + 1 = Monday", Result.UNDECIDED),
        ("2021-10-10", "x = Sunday", Result.UNDECIDED),
        ("2021-10-10", "x = 2021", Result.UNDECIDED),
        ("", "weekday(x) = Sunday", Result.UNDECIDED),
        ("", "x = 1", Result.UNDECIDED),
    ],
)
def test_times(desk: Desk, when: str, expression: str, result: Result) -> None:
    """A weekday is told, or follows from the date; it cannot be reckoned with, and neither can a time."""
    desk.event("x", when)
    found, _ = desk.judge(expression)
    assert found.result is result
    assert bool(found.missing) is (result is Result.UNDECIDED)


def test_dimensions_do_not_mix(desk: Desk) -> None:
    """Seats are never compared with percentages or hours."""
    desk.claim("seats", 40)
    desk.claim("share", "40%", "share")
    desk.claim("delay", "40 hours", "delay")
    desk.claim("longer", "3 days", "delay")
    for expression in ("seats = share", "seats + delay = 80", "share = delay", "seats = seats + share - share"):
        found, _ = desk.judge(expression)
        assert found.result is Result.UNDECIDED
        assert "do not mix" in found.missing
    assert desk.judge("longer > delay")[0].result is Result.HOLDS


def test_claims_that_are_not_there(desk: Desk) -> None:
    """An unknown claim leaves a rule undecided, and is named; one that could not be read is not called unknown."""
    desk.claim("x", 1)
    (desk.folder / "t" / "broken.yaml").write_text("id: broken\nkind: nonsense\n")
    found, conflicts = desk.judge("x = missing + broken")
    assert found.result is Result.UNDECIDED
    assert [ref.claim for ref in found.unknown] == ["missing"]
    assert "missing" in found.missing
    assert not conflicts


def test_a_rule_that_cannot_be_read(desk: Desk) -> None:
    """It is undecided, with the error."""
    found, conflicts = desk.judge("x ==")
    assert found.result is Result.UNDECIDED
    assert found.error is not None
    assert not conflicts


def test_what_a_broken_rule_makes(desk: Desk) -> None:
    """A conflict if it always holds, a tension if it normally does; with the arithmetic."""
    desk.claim("won", 9)
    desk.claim("lost", "{about: 4}")
    desk.claim("cast", 1400)
    (_, (conflict,)) = desk.judge("won + lost = cast")
    assert not conflict.tension
    assert conflict.claims == ("won", "lost", "cast")
    assert "9 + about 4 = 1,400" in conflict.message
    (_, (tension,)) = desk.judge("won >= 2 * cast - 1", "normally")
    assert tension.tension
    assert "unless it rained" in tension.message


@pytest.mark.parametrize(
    ("expression", "arithmetic"),
    [
        ("x = 3 - y", "7 = 3 - at least 2"),
        ("-x + 2 * y < 0.5", "-7 + 2 * at least 2 < 0.5"),
        ("x - 2 = (y - 1) * 3", "7 - 2 = 3 * at least 2 - 3"),
    ],
)
def test_arithmetic(desk: Desk, expression: str, arithmetic: str) -> None:
    """The relation with values in place of claims."""
    desk.claim("x", 7)
    desk.claim("y", "{at_least: 2}")
    assert desk.judge(expression)[0].arithmetic == arithmetic
