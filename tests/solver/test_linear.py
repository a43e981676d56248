"""Linear forms and the simplex method with exact numbers, beside z3."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.solver import Budget, LinearExpr, OutOfStepsError, Variable
from checker.solver.simplex import Simplex
from checker.values import Interval

from ..oracles import Oracle

NAMES: list[Variable] = [("value", name) for name in "abcde"]
numbers = st.sampled_from(
    sorted({Fraction(above, below) for above in range(-6, 7) for below in (1, 1, 2, 3, 7)})
)


ENDS = [None, *map(Fraction, range(-4, 5)), Fraction(1, 2), Fraction(-5, 3)]
INTERVALS = [
    Interval(low, high, *opened)
    for low, high, opened in product(ENDS, ENDS, product([False, True], repeat=2))
    if low is None or high is None or low < high
]
intervals = st.sampled_from(
    INTERVALS + [Interval.point(end) for end in ENDS if end is not None] * 15
)

forms = st.builds(
    LinearExpr,
    st.dictionaries(st.sampled_from(NAMES), numbers.filter(bool), max_size=4),
    numbers,
)
systems = st.tuples(
    st.lists(st.tuples(forms, intervals), max_size=7),
    st.tuples(*[intervals for _ in NAMES]).map(lambda found: dict(zip(NAMES, found, strict=True))),
)


def holds(interval: Interval, number: Fraction) -> bool:
    """Whether a number lies in an interval, by the definition of its four fields."""
    above = (
        interval.low is None
        or interval.low < number
        or (interval.low == number and not interval.low_open)
    )
    below = (
        interval.high is None
        or number < interval.high
        or (interval.high == number and not interval.high_open)
    )
    return above and below


@given(systems)
@settings(deadline=None, max_examples=200)
def test_a_point_is_found_just_where_there_is_one(
    oracle: Oracle, system: tuple[list[tuple[LinearExpr, Interval]], dict[Variable, Interval]]
) -> None:
    """z3 says whether; and the point keeps every bound, those that exclude their end too."""
    rows, domains = system
    point = Simplex(rows, domains, Budget(100_000)).point()
    asked = [oracle.within(oracle.expr(form), interval) for form, interval in rows]
    named = {name for form, _ in rows for name in form.terms}
    asked += [oracle.within(oracle.real(name), domains[name]) for name in named]
    assert (point is not None) is oracle.possible(asked)
    if point is not None:
        assert set(point) == named
        assert all(holds(domains[name], value) for name, value in point.items())
        assert all(holds(interval, form.at(point)) for form, interval in rows)


@given(
    st.lists(numbers, min_size=5, max_size=5), st.lists(forms, min_size=1, max_size=8), st.data()
)
@settings(deadline=None, max_examples=100)
def test_what_a_point_keeps_is_never_refuted(
    values: list[Fraction], rows: list[LinearExpr], data: st.DataObject
) -> None:
    """Bounds are drawn around a point, many of them tight: a corner with more planes through it
    than it needs.
    """
    point = dict(zip(NAMES, values, strict=True))

    def around(number: Fraction) -> Interval:
        below, above = (
            data.draw(st.sampled_from([None, 0, 0, 1])),
            data.draw(st.sampled_from([None, 0, 0, 1])),
        )
        low = None if below is None else number - below
        high = None if above is None else number + above
        return Interval(low, high, below == 1, above == 1)

    domains = {name: around(value) for name, value in point.items()}
    found = Simplex(
        [(form, around(form.at(point))) for form in rows], domains, Budget(100_000)
    ).point()
    assert found is not None


def test_beales_example_does_not_circle() -> None:
    """The classic on which pivoting by the largest gain goes round for ever (Beale 1955)."""
    names: list[Variable] = [("x", str(number)) for number in range(4, 8)]
    table = [("1/4", "-60", "-1/25", "9"), ("1/2", "-90", "-1/50", "3"), ("0", "0", "1", "0")]
    ends = [0, 0, 1]
    rows = [
        (
            LinearExpr(
                {name: Fraction(text) for name, text in zip(names, row, strict=True) if text != "0"}
            ),
            Interval(None, Fraction(end)),
        )
        for row, end in zip(table, ends, strict=True)
    ]
    gain = LinearExpr(dict(zip(names, map(Fraction, ("3/4", "-150", "1/50", "-6")), strict=True)))
    domains = {name: Interval(Fraction(0), None) for name in names}
    best = Interval(Fraction(1, 20), None)
    more = Interval(Fraction(1, 20), None, low_open=True)
    assert Simplex([*rows, (gain, best)], domains, Budget(10_000)).point() is not None
    assert Simplex([*rows, (gain, more)], domains, Budget(10_000)).point() is None


def test_ends_that_are_left_out() -> None:
    """Between two that touch there is nothing; a chain of smaller ones has room however short it
    is.
    """
    a, b = NAMES[:2]
    less = Interval(None, Fraction(0), high_open=True)
    room = {
        a: Interval(Fraction(0), Fraction(1), True, True),
        b: Interval(Fraction(0), Fraction(1), True, True),
    }
    point = Simplex([(LinearExpr.of(a) - LinearExpr.of(b), less)], room, Budget(1000)).point()
    assert point is not None
    assert 0 < point[a] < point[b] < 1
    both = [
        (LinearExpr.of(a) - LinearExpr.of(b), less),
        (LinearExpr.of(b) - LinearExpr.of(a), less),
    ]
    assert Simplex(both, room, Budget(1000)).point() is None
    tight = {**room, b: Interval(None, Fraction(0))}
    assert (
        Simplex([(LinearExpr.of(a) - LinearExpr.of(b), less)], tight, Budget(1000)).point() is None
    )


def test_forms_without_variables() -> None:
    """A number is within its bounds or it is not."""
    assert Simplex([(LinearExpr({}, Fraction(2)), Interval.point(2))], {}, Budget(9)).point() == {}
    assert (
        Simplex([(LinearExpr({}, Fraction(2)), Interval.point(3))], {}, Budget(9)).point() is None
    )
    assert Simplex([], {}, Budget(0)).point() == {}


def test_steps_run_out() -> None:
    """As many as are allowed, never one more; the same number every time."""
    rows = [
        (
            LinearExpr({NAMES[at]: Fraction(1), NAMES[at + 1]: Fraction(-2)}, Fraction(at + 1)),
            Interval.point(0),
        )
        for at in range(4)
    ]
    domains = {name: Interval(Fraction(1), None) for name in NAMES}
    budget = Budget(10_000)
    first = Simplex(rows, domains, budget).point()
    used = 10_000 - budget.left
    assert used > 0
    assert Simplex(rows, domains, Budget(used)).point() == first
    with pytest.raises(OutOfStepsError):
        Simplex(rows, domains, Budget(used - 1)).point()


@given(forms, forms, numbers, st.lists(numbers, min_size=5, max_size=5))
@example(
    LinearExpr({NAMES[0]: Fraction(1)}),
    LinearExpr({NAMES[0]: Fraction(-1)}),
    Fraction(0),
    [Fraction(1)] * 5,
)
@settings(deadline=None)
def test_forms_are_added_and_scaled(
    one: LinearExpr, other: LinearExpr, factor: Fraction, values: list[Fraction]
) -> None:
    """As their values are, at every point; what cancels out is gone."""
    point = dict(zip(NAMES, values, strict=True))
    assert (one + other).at(point) == one.at(point) + other.at(point)
    assert (one - other).at(point) == one.at(point) - other.at(point)
    assert one.scaled(factor).at(point) == one.at(point) * factor
    for form in (one + other, one - other, one.scaled(factor), one - one):
        assert all(form.terms.values())
    assert (one - one) == LinearExpr({})


@given(forms, st.tuples(*[intervals for _ in NAMES]), st.data())
@settings(deadline=None)
def test_the_interval_of_a_form_holds_its_values(
    form: LinearExpr, found: tuple[Interval, ...], data: st.DataObject
) -> None:
    """At any point of the domains."""
    domains = dict(zip(NAMES, found, strict=True))
    point = {}
    for name, domain in domains.items():
        low = domain.low if domain.low is not None else (domain.high or Fraction(0)) - 5
        high = domain.high if domain.high is not None else low + 10
        part = data.draw(st.sampled_from([Fraction(1, 9), Fraction(1, 2), Fraction(8, 9)]))
        point[name] = low + (high - low) * part
    assert holds(form.interval(domains), form.at(point))
