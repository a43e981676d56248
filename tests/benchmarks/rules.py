"""What rules cost: many small groups of claims, and one large one; this project's solver beside z3.

    python tests/benchmarks/rules.py [--claims 1000 10000 100000]

Books are made in memory, so that only the rules are timed. In each group of five claims two add up,
one is a share of the sum, one a product, one a bound; in one group of a hundred a value is wrong.
Every figure comes from one run, and what counts are the ratios: seconds a claim as books grow, and
z3 on the same questions. z3-solver must be installed for the second table; nothing is asserted, for
a clock makes no test.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from checker.book import Book, Claim, ClaimKind, load_book
from checker.book.model import ClaimQuantity
from checker.conflicts import Consistency, examine
from checker.values import Interval, Quantity
from checker.verification import verify_book

SPECIMEN = Path(__file__).resolve().parents[1] / "specimens" / "base"
FINDING_KINDS = (
    "always: {0} + {1} = {2}",
    "always: {0} / {2} <= {3}",
    "always: {4} = 2 * number({0}) * number({1})",
    "normally: {0} < {1}",
)


def say(line: str = "") -> None:
    """A line of the result."""
    print(line, flush=True)  # noqa: T201


def seeded(number: int) -> Random:
    """The same book in every run."""
    return Random(number)  # noqa: S311


class Maker:
    """Books of claims and rules over the base specimen."""

    def __init__(self) -> None:
        self.template = load_book(SPECIMEN)
        self.verification = replace(
            verify_book(self.template, None), evidence={}, missing_values=frozenset()
        )
        self._claim = self.template.claims["votes-for"]
        self._rule = self.template.rules[0]

    def claim(self, name: str, value: Interval, measure: str = "votes") -> Claim:
        """A figure without evidence."""
        dimension = self.template.measures[measure].dimension
        quantity = Quantity(dimension, value, str(value.single), ())
        return replace(
            self._claim,
            id=name,
            kind=ClaimKind.FIGURE,
            evidence=(),
            quantity=ClaimQuantity("council", measure, None, quantity),
        )

    def book(self, claims: list[Claim], rules: list[str]) -> Book:
        """A book of claims, and of rules written as in a file."""
        made = []
        for number, text in enumerate(rules):
            key, _, expression = text.partition(": ")
            unless = "something else is so" if key == "normally" else ""
            made.append(
                replace(
                    self._rule, id=f"rule-{number}", key=key, expression=expression, unless=unless
                )
            )
        return replace(
            self.template, claims={claim.id: claim for claim in claims}, rules=tuple(made)
        )

    def small_groups(self, claims: int, random: Random) -> Book:
        """Groups of five claims; in one of a hundred a value is wrong."""
        found, rules = [], []
        for group in range(claims // 5):
            one = random.randint(1, 500)
            other = one + random.randint(1, 500)
            share = Fraction(100 * one, one + other)
            wrong = int(group % 100 == 0)
            names = [f"group-{group}-{letter}" for letter in "abcde"]
            values = (one, other, one + other + wrong, share + 1, 2 * one * other)
            for name, value, measure in zip(
                names, values, ("votes", "votes", "votes", "wish", "beams"), strict=True
            ):
                found.append(self.claim(name, Interval.point(value), measure))
            rules += [
                rule.format(*names).replace(f"{names[4]} =", f"number({names[4]}) =")
                for rule in FINDING_KINDS
            ]
        return self.book(found, rules)

    def large_group(self, claims: int, random: Random, known: float, wrong: int = 1) -> Book:
        """One chain of sums through all claims, of which some have no exact value, and some a wrong
        one.
        """
        values = [random.randint(1, 9)]
        for _ in range(claims - 1):
            values.append(values[-1] + random.randint(1, 9))
        exact = sorted(random.sample(range(1, claims), round(known * (claims - 1))))
        slips = set(random.sample(exact, wrong))
        found = []
        for number, value in enumerate(values):
            wide = Interval(Fraction(0), Fraction(10**6))
            interval = Interval.point(value + (number in slips)) if number in exact else wide
            found.append(self.claim(f"step-{number}", interval))
        rules = [
            f"always: step-{number} - step-{number - 1} = {values[number] - values[number - 1]}"
            for number in range(1, claims)
        ]
        rules += [
            f"always: step-{number} + step-{number + 7} <= {values[number] + values[number + 7]}"
            for number in range(0, claims - 7, 5)
        ]
        return self.book(found, rules)


def timed(work: Callable[[], Consistency]) -> tuple[float, Consistency]:
    """Seconds of processor time, and the result."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def growth(maker: Maker, sizes: list[int]) -> None:
    """Many small groups."""
    say(
        "| claims, in groups of five | rules | seconds | microseconds a claim | conflicts and discrepancies |"  # noqa: E501
    )
    say("|---|---|---|---|---|")
    for size in sizes:
        book = maker.small_groups(size, seeded(7))
        seconds, found = timed(lambda book=book: examine(book, maker.verification, {}))  # type: ignore[misc]
        each = 1e6 * seconds / size
        say(
            f"| {size:,} | {len(book.rules):,} | {seconds:.2f} | {each:.0f} | {len(found.conflicts):,} |"  # noqa: E501
        )
    say()


def one_group(maker: Maker) -> None:
    """One large group."""
    say("| one group of 200 claims | seconds | conflicts | |")
    say("|---|---|---|---|")
    for words, known, wrong in (
        ("all values exact, one wrong", 1.0, 1),
        ("all values exact, eight wrong", 1.0, 8),
        ("half of them exact, one wrong", 0.5, 1),
        ("one in ten exact, three wrong", 0.1, 3),
        ("one in ten exact, none wrong", 0.1, 0),
    ):
        book = maker.large_group(200, seeded(11), known, wrong)
        seconds, found = timed(lambda book=book: examine(book, maker.verification, {}))  # type: ignore[misc]
        left = "; ".join(item.message for item in found.undecided)
        say(f"| {words} | {seconds:.2f} | {len(found.conflicts)} | {left} |")
    say()


def beside_z3(maker: Maker, groups: int = 400) -> None:
    """The same groups, with the conflicts and resolutions here, and one answer each there."""
    try:
        import z3
    except ImportError:
        say("z3-solver is not installed: no comparison")
        return
    say("| groups of five claims, sums, shares and products | groups a second | |")
    say("|---|---|---|")
    book = maker.small_groups(5 * groups, seeded(7))
    seconds, _ = timed(lambda: examine(book, maker.verification, {}))
    say(f"| here: every rule, all smallest sets, resolutions | {groups / seconds:,.0f} | |")
    begun = time.process_time()
    for group in range(groups):
        names = [f"group-{group}-{letter}" for letter in "abcde"]
        a, b, c, d, e = (z3.Real(name) for name in names)
        solver = z3.Solver()
        solver.add(a + b == c, 100 * a <= d * c, e == 2 * a * b)
        for name, variable in zip(names, (a, b, c, d, e), strict=True):
            quantity = book.claims[name].quantity
            assert quantity is not None
            single = quantity.value.interval.single
            assert single is not None
            solver.assert_and_track(
                variable == z3.Q(single.numerator, single.denominator), f"is {name}"
            )
        if solver.check() == z3.unsat:
            solver.unsat_core()
    there = time.process_time() - begun
    say(
        f"| z3: whether all can be right, and one core | {groups / there:,.0f} | {seconds / there:.2f} of its time |"  # noqa: E501
    )


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    maker = Maker()
    growth(maker, options.claims)
    one_group(maker)
    beside_z3(maker)


if __name__ == "__main__":
    main()
