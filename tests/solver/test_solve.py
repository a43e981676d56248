"""Whether constraints can be kept, beside z3: linear ones are decided, products never wrongly."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.solver import (
    Answer,
    Budget,
    Constraints,
    Domain,
    LinearConstraint,
    LinearExpr,
    OutOfStepsError,
    ProductConstraint,
    Variable,
    hull,
    solve,
)
from checker.values import Interval

from ..oracles import OPERATORS, Oracle

NAMES: list[Variable] = [("value", name) for name in "abcd"]
OWN: list[Variable] = [("own", f"r {number}") for number in range(3)]
A, B, C, D = NAMES
numbers = st.integers(-5, 5).map(Fraction)


ENDS = [None, *map(Fraction, range(-4, 5))]
INTERVALS = [
    Interval(low, high, *opened)
    for low, high, opened in product(ENDS, ENDS, product([False, True], repeat=2))
    if low is None or high is None or low < high
]
single = st.sampled_from(
    INTERVALS + [Interval.point(end) for end in ENDS if end is not None] * 15
).map(lambda interval: (interval,))


@st.composite
def stretches(draw: st.DrawFn) -> Domain:
    """One to three intervals that lie apart, in order."""
    found = [*draw(single)]
    for _ in range(draw(st.integers(0, 2))):
        end = found[-1].high
        if end is None:
            break
        start = end + draw(st.integers(1, 3))
        found.append(
            draw(
                st.sampled_from(
                    [Interval.point(start), Interval(start, None), Interval(start, start + 1)]
                )
            )
        )
    return tuple(found)


def forms(names: list[Variable], most: int = 3) -> st.SearchStrategy[LinearExpr]:
    """Linear forms with small whole factors."""
    return st.builds(
        LinearExpr,
        st.dictionaries(st.sampled_from(names), numbers.filter(bool), max_size=most),
        numbers,
    )


def comparisons(names: list[Variable], signs: list[str]) -> st.SearchStrategy[LinearConstraint]:
    """Forms compared with zero."""
    return st.builds(LinearConstraint, forms(names), st.sampled_from(signs))


def drawn(domain: st.SearchStrategy[Domain]) -> st.SearchStrategy[dict[Variable, Domain]]:
    """A domain for each name."""
    return st.tuples(*[domain for _ in NAMES]).map(
        lambda found: dict(zip(NAMES, found, strict=True))
    )


@given(st.lists(comparisons(NAMES, sorted(OPERATORS)), max_size=6), drawn(stretches()))
@settings(deadline=None, max_examples=150)
def test_linear_constraints_are_decided(
    oracle: Oracle, items: list[LinearConstraint], domains: dict[Variable, Domain]
) -> None:
    """Equal, not equal, less or more, with domains of several stretches: as z3 says, and never
    open.
    """
    constraints = Constraints(tuple(items))
    answer = solve(constraints, domains, Budget(1_000_000))
    asked = {name: domains[name] for name in constraints.variables}
    expected = oracle.possible(oracle.constraints(constraints, asked))
    assert answer is (Answer.POSSIBLE if expected else Answer.REFUTED)


@given(st.lists(comparisons(NAMES, ["=", "!=", "!="]), min_size=2, max_size=6), drawn(single))
@settings(deadline=None, max_examples=100)
def test_what_must_not_be_equal(
    oracle: Oracle, items: list[LinearConstraint], domains: dict[Variable, Domain]
) -> None:
    """Planes that are forbidden fill no room, unless one of them holds all of it."""
    constraints = Constraints(tuple(items))
    asked = {name: domains[name] for name in constraints.variables}
    expected = oracle.possible(oracle.constraints(constraints, asked))
    assert solve(constraints, domains, Budget(1_000_000)) is (
        Answer.POSSIBLE if expected else Answer.REFUTED
    )


@st.composite
def curved(draw: st.DrawFn) -> tuple[Constraints, dict[Variable, Domain]]:
    """Constraints with products, in any order, a product sometimes a factor of the next."""
    products, known = [], list(NAMES)
    for result in OWN[: draw(st.integers(1, 2))]:
        products.append(ProductConstraint(result, draw(forms(known, 2)), draw(forms(known, 1))))
        known.append(result)
    items = draw(st.lists(comparisons(known, sorted(OPERATORS)), min_size=1, max_size=3))
    constraints = Constraints(tuple(items), tuple(draw(st.permutations(products))))
    domains = draw(drawn(single | stretches()))
    return constraints, {**domains, **{name: (Interval(),) for name in OWN}}


@given(curved())
@settings(deadline=None, max_examples=120)
def test_products_are_never_wrongly_decided(
    oracle: Oracle, drawn_system: tuple[Constraints, dict[Variable, Domain]]
) -> None:
    """REFUTED is proven, and POSSIBLE is so; what z3 cannot decide in time is left out."""
    constraints, domains = drawn_system
    try:
        answer = solve(constraints, domains, Budget(5_000))
    except OutOfStepsError:
        return
    asked = {name: domains[name] for name in constraints.variables}
    expected = oracle.possible(oracle.constraints(constraints, asked), limit=50_000)
    assume(expected is not None)
    if answer is Answer.REFUTED:
        assert expected is False
    if answer is Answer.POSSIBLE:
        assert expected is True


@given(curved(), st.lists(numbers, min_size=4, max_size=4))
@settings(deadline=None, max_examples=60)
def test_products_of_known_numbers_are_decided(
    drawn_system: tuple[Constraints, dict[Variable, Domain]], values: list[Fraction]
) -> None:
    """With one value for every claim it is arithmetic."""
    constraints, domains = drawn_system
    point = dict(zip(NAMES, values, strict=True))
    for item in sorted(constraints.products, key=lambda item: item.result):
        point[item.result] = item.left.at(point) * item.right.at(point)
    fits = all(OPERATORS[item.operator](item.expr.at(point), 0) for item in constraints.linear)
    fixed = {**domains, **{name: (Interval.point(point[name]),) for name in NAMES}}
    assert solve(constraints, fixed, Budget(1_000_000)) is (
        Answer.POSSIBLE if fits else Answer.REFUTED
    )


def box(**ends: tuple[int, int]) -> dict[Variable, Domain]:
    """Domains by claim; the products are free."""
    found: dict[Variable, Domain] = {name: (Interval(),) for name in OWN}
    return found | {
        ("value", name): (Interval(Fraction(low), Fraction(high)),)
        for name, (low, high) in ends.items()
    }


@pytest.mark.parametrize(
    ("domains", "operator", "bound", "answer"),
    [
        (box(a=(2, 3), b=(4, 4)), "=", 12, Answer.POSSIBLE),
        (box(a=(2, 3), b=(4, 5)), "=", 16, Answer.REFUTED),
        (box(a=(2, 3), b=(4, 5)), "<", 8, Answer.REFUTED),
        (box(a=(2, 3), b=(4, 5)), "<=", 8, Answer.POSSIBLE),
        (box(a=(2, 3), b=(4, 5)), ">", 15, Answer.REFUTED),
        (box(a=(-2, 3), b=(-5, 4)), "<=", -15, Answer.POSSIBLE),
        (box(a=(-2, 3), b=(-5, 4)), "<", -15, Answer.REFUTED),
        (box(a=(-2, 3), b=(-5, 4)), ">", 12, Answer.REFUTED),
        (box(a=(0, 0), b=(-5, 4)), "!=", 0, Answer.REFUTED),
        (box(a=(0, 1), b=(0, 4)), "!=", 0, Answer.POSSIBLE),
        (box(a=(3, 3), b=(4, 4)), "!=", 12, Answer.REFUTED),
    ],
)
def test_a_product_of_two(
    domains: dict[Variable, Domain], operator: str, bound: int, answer: Answer
) -> None:
    """By its corners."""
    times = ProductConstraint(OWN[0], LinearExpr.of(A), LinearExpr.of(B))
    compared = LinearConstraint(LinearExpr.of(OWN[0]) - LinearExpr({}, Fraction(bound)), operator)
    assert solve(Constraints((compared,), (times,)), domains, Budget(100_000)) is answer


def test_a_square_is_not_negative() -> None:
    """Narrowing alone does not see it: both factors are one unknown, and halving shows it."""
    square = ProductConstraint(OWN[0], LinearExpr.of(A), LinearExpr.of(A))
    negative = LinearConstraint(LinearExpr.of(OWN[0]), "<")
    assert (
        solve(Constraints((negative,), (square,)), box(a=(-4, 5)), Budget(100_000))
        is Answer.REFUTED
    )


def test_products_that_follow_from_each_other_the_wrong_way_round() -> None:
    """a, 2a, 4a, …, each a product with a claim, listed from the last to the first: many rounds of
    narrowing.
    """
    chain: list[Variable] = [("own", f"r {number}") for number in range(12)]
    products = [ProductConstraint(chain[0], LinearExpr.of(A), LinearExpr.of(B))]
    products += [
        ProductConstraint(after, LinearExpr.of(before), LinearExpr.of(B))
        for before, after in pairwise(chain)
    ]
    domains = box(a=(1, 1), b=(2, 2)) | {name: (Interval(),) for name in chain}
    for operator, answer in (("=", Answer.POSSIBLE), ("!=", Answer.REFUTED)):
        last = LinearConstraint(
            LinearExpr.of(chain[-1]) - LinearExpr({}, Fraction(2**12)), operator
        )
        assert (
            solve(Constraints((last,), tuple(reversed(products))), domains, Budget(100_000))
            is answer
        )


def test_a_product_within_a_product_that_is_linear() -> None:
    """What is tried for the inner one changes the outer one, too: with a + b = 0 no 2ab is 5."""
    inner = ProductConstraint(OWN[0], LinearExpr.of(A), LinearExpr.of(B))
    outer = ProductConstraint(OWN[1], LinearExpr.of(C), LinearExpr.of(OWN[0]))
    five = LinearConstraint(LinearExpr.of(OWN[1]) - LinearExpr({}, Fraction(5)), ">=")
    against = LinearConstraint(LinearExpr.of(A) + LinearExpr.of(B), "=")
    domains = box(a=(-3, 3), b=(-3, 3), c=(2, 2))
    for products in ((inner, outer), (outer, inner)):
        assert solve(Constraints((five,), products), domains, Budget(100_000)) is not Answer.REFUTED
        assert (
            solve(Constraints((five, against), products), domains, Budget(100_000))
            is not Answer.POSSIBLE
        )
        two = {**domains, C: (Interval.point(2), Interval.point(3))}
        assert (
            solve(Constraints((five, against), products), two, Budget(100_000))
            is not Answer.POSSIBLE
        )


def test_numbers_do_not_grow_without_end() -> None:
    """x = y · y and y = x · x above 2 would double their digits in each round; squares of
    squares, with each rule.
    """
    products = [
        ProductConstraint(OWN[0], LinearExpr.of(A), LinearExpr.of(A)),
        ProductConstraint(OWN[1], LinearExpr.of(B), LinearExpr.of(B)),
    ]
    items = [
        LinearConstraint(LinearExpr.of(OWN[0]) - LinearExpr.of(B), "="),
        LinearConstraint(LinearExpr.of(OWN[1]) - LinearExpr.of(A), "="),
    ]
    domains = box() | {name: (Interval(Fraction(2), None),) for name in (A, B)}
    assert (
        solve(Constraints(tuple(items), tuple(products)), domains, Budget(1_000_000))
        is not Answer.POSSIBLE
    )
    chain: list[Variable] = [("own", f"r {number:02}") for number in range(60)]
    squares = [
        ProductConstraint(after, LinearExpr.of(before), LinearExpr.of(before))
        for before, after in pairwise(chain)
    ]
    odd = LinearConstraint(LinearExpr.of(chain[-1]) - LinearExpr({}, Fraction(7)), "=")
    first = {name: (Interval(),) for name in chain} | {chain[0]: (Interval.point(10),)}
    with pytest.raises(OutOfStepsError):
        solve(Constraints((odd,), tuple(squares)), first, Budget(1_000_000))


def test_what_is_not_named_does_not_matter() -> None:
    """No constraints, no question; other domains may be there."""
    assert solve(Constraints(), {}, Budget(0)) is Answer.POSSIBLE
    assert (
        solve(
            Constraints((LinearConstraint(LinearExpr({}, Fraction(1)), "="),)),
            box(a=(0, 1)),
            Budget(9),
        )
        is Answer.REFUTED
    )


def test_steps_run_out_the_same_way_every_time() -> None:
    """A search that is too long says so, after as many steps on every run."""
    products = [
        ProductConstraint(OWN[0], LinearExpr.of(A), LinearExpr.of(B)),
        ProductConstraint(OWN[1], LinearExpr.of(B), LinearExpr.of(C)),
        ProductConstraint(OWN[2], LinearExpr.of(A), LinearExpr.of(C)),
    ]
    total = LinearExpr.of(OWN[0]) + LinearExpr.of(OWN[1]) + LinearExpr.of(OWN[2])
    items = [
        LinearConstraint(total - LinearExpr({}, Fraction(50)), "="),
        LinearConstraint(LinearExpr.of(OWN[0]) - LinearExpr.of(OWN[1]), "<"),
    ]
    constraints = Constraints(tuple(items), tuple(products))
    domains = box(a=(-30, 50), b=(-50, 40), c=(-20, 50))
    left = []
    for _ in range(2):
        budget = Budget(5_000)
        try:
            left.append((solve(constraints, domains, budget), budget.left))
        except OutOfStepsError:
            left.append((None, budget.left))
    assert left[0] == left[1]
    with pytest.raises(OutOfStepsError):
        solve(constraints, domains, Budget(10))


@given(st.sampled_from(sorted(OPERATORS)), st.sampled_from(INTERVALS))
@settings(deadline=None)
def test_how_an_interval_compares_with_zero(operator: str, interval: Interval) -> None:
    """All of it does, none, or some; and the opposite sign the opposite way."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    near = {
        end + off
        for end in [*ends, Fraction(0)]
        for off in (Fraction(-1, 9), Fraction(0), Fraction(1, 9))
    }
    inside = [
        number
        for number in [*near, Fraction(-99), Fraction(99)]
        if Interval.point(number).within(interval)
    ]
    fits = {OPERATORS[operator](number, 0) for number in inside}
    expected = None if len(fits) == 2 else fits.pop()
    assert LinearConstraint(LinearExpr.of(A), operator).fits(interval) is expected
    turned = LinearConstraint(LinearExpr.of(A), operator).negated.fits(interval)
    assert turned is (None if expected is None else not expected)


def test_the_hull_of_a_domain() -> None:
    """From its first stretch to its last."""
    first, last = (
        Interval(None, Fraction(0), high_open=True),
        Interval(Fraction(3), Fraction(4), high_open=True),
    )
    assert hull((first,)) == first
    assert hull((first, Interval.point(2), last)) == Interval(None, Fraction(4), high_open=True)
