"""Books written to a folder or made in memory, and z3 as the oracle of what can be so."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from checker.book import (
    Book,
    Claim,
    ClaimKind,
    Evidence,
    RelationRule,
    Review,
    Stance,
    load_book,
)
from checker.book.model import ClaimQuantity
from checker.conflicts import Conflict, Consistency, Costs, examine
from checker.rules import ReportedValue, RuleResult
from checker.rules.evaluate import check_rule
from checker.rules.readings import reports_of
from checker.solver import Constraints, Domain, LinearExpr, Variable
from checker.text.quotes import parse_quote
from checker.values import Interval, Moment, Quantity, decimal_text
from checker.verification import QuoteCheck, QuoteStatus, Verification

BOOK = """\
title: T
language: en
time_zone: UTC
dayparts: {night: ["20:00", "04:00"], morning: ["06:00", "12:00"]}
stages: [first, second]
measures:
  seats: {dimension: count, unit: seats}
  votes: {dimension: count, unit: votes}
  districts: {dimension: count, unit: district}
  density: {dimension: count, unit: seats per district}
  balance: {dimension: count, unit: seats, signed: true}
  share: {dimension: percent, unit: percent}
  points: {dimension: points, unit: points}
  delay: {dimension: duration, unit: hours}
  place: {dimension: rank, unit: place}
topics: {t: {title: T}}
"""
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
QUOTE = "said on Monday that it was so"


class Desk:
    """Writes books of claims and rules, and applies the rules."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "t").mkdir()
        (folder / "rules").mkdir()
        (folder / "sources").mkdir()
        (folder / "book.yaml").write_text(BOOK)
        (folder / "entities.yaml").write_text(
            "body: {name: Body}\ncrowd: {name: The crowd, group: true, note: n}\n"
        )
        nothing = "".join(
            f"{key}: null\n"
            for key in ("title", "publisher", "author", "published", "url", "outlet")
        )
        (folder / "sources" / "paper.yaml").write_text(f"id: paper\nlanguage: en\n{nothing}")

    def claim(
        self,
        name: str,
        value: object,
        measure: str = "seats",
        *,
        more: str = "",
        about: str = "body",
    ) -> None:
        """A figure; ``more`` goes into its quantity."""
        quantity = f"subject: {about}, measure: {measure}, value: {value}{more}"
        self._write(name, f"kind: figure\nquantity: {{{quantity}}}")

    def event(self, name: str, when: str = "") -> None:
        """An event, with its time if there is one."""
        self._write(name, "kind: event" + (f"\nwhen: {when}" if when else ""))

    def attribution(self, name: str) -> None:
        """Something said, which has no value."""
        self._write(name, "kind: attribution\nspeaker: body")

    def _write(self, name: str, lines: str) -> None:
        review = "review: {state: draft}"
        (self.folder / "t" / f"{name}.yaml").write_text(
            f"id: {name}\nstatement: {name} is so.\n{lines}\n{review}\n"
        )

    def evidence(self, name: str, stance: str, *items: str) -> None:
        """Evidence of one stance for a claim that is written already: other keys than source,
        quote and origin.
        """
        lines = "".join(
            f"  - {{source: paper, quote: {QUOTE}, origin: outlet{more}}}\n" for more in items
        )
        with (self.folder / "t" / f"{name}.yaml").open("a") as file:
            file.write(f"{stance}:\n{lines}")

    def rules(self, *rules: str) -> None:
        """Rules, each an expression that always holds, or one that holds ``unless``
        something.
        """
        lines = []
        for number, text in enumerate(rules):
            expression, _, unless = text.partition(" unless ")
            key = "exclusive" if expression.startswith("[") else "normally" if unless else "always"
            lines.append(
                f"- id: r{number}\n  {key}: {expression}"
                + (f"\n  unless: {unless}" if unless else "")
            )
        (self.folder / "rules" / "r.yaml").write_text("\n".join(lines) + "\n")

    def load(self) -> Book:
        """The book as it is written now; it must be in order."""
        book = load_book(self.folder)
        assert not [item for item in book.findings if item.location.path != "t/broken.yaml"], (
            book.findings
        )
        return book

    def examine(self, *rules: str, costs: Costs | None = None) -> Consistency:
        """What these rules say of the claims."""
        self.rules(*rules)
        book = self.load()
        return examine(
            book, proven(book), costs if costs is not None else dict.fromkeys(book.claims, 1)
        )

    def judge(self, expression: str) -> tuple[RuleResult, tuple[Conflict, ...]]:
        """The result of one rule, and what it makes."""
        found = self.examine(expression)
        return found.rules[0], found.conflicts


def proven(book: Book) -> Verification:
    """A verification in which every quote is proven and says its value."""
    evidence = [item for claim in book.claims.values() for item in claim.evidence]
    return Verification({item.id: QuoteCheck(QuoteStatus.TEXT) for item in evidence}, {}, {}, {})


def figure(book: Book, measure: str, value: Interval | int | Fraction) -> Quantity:
    """A value of a measure, in base units."""
    interval = value if isinstance(value, Interval) else Interval.point(value)
    single = interval.single
    text = decimal_text(single) if single is not None else f"from {interval.low} to {interval.high}"
    return Quantity(book.measures[measure].dimension, interval, text, ())


def day(when: date) -> Moment:
    """A date as a time that is reported."""
    return Moment(when.year, when.month, when.day, text=when.isoformat())


@dataclass(repr=False)
class Maker:
    """Makes books in memory, as many as a property test wants."""

    template: Book
    claims: dict[str, Claim] = field(default_factory=dict)

    def anew(self) -> Maker:
        """A maker with nothing yet."""
        return Maker(self.template)

    def add(
        self, name: str, measure: str, *values: Interval | int | Fraction | Moment | None
    ) -> None:
        """A claim with its own value, then the values that contradicting evidence reports."""
        said = [
            value
            if isinstance(value, Moment) or value is None
            else figure(self.template, measure, value)
            for value in values
        ]
        place = next(iter(self.template.claims.values())).place
        own = said[0] if said else None
        evidence = tuple(
            Evidence(
                id=f"{name}/{stance}/{number}",
                claim=name,
                stance=stance,
                source="paper",
                quote=QUOTE,
                parsed=parse_quote(QUOTE),
                origin="outlet",
                origin_inferred="",
                says=value,
                reading="",
                stage=None,
                retracts=False,
                background=False,
                note="",
                place=place,
            )
            for number, value in enumerate(said)
            for stance in [Stance.CONTRADICTING if number else Stance.SUPPORTING]
        )
        self.claims[name] = Claim(
            id=name,
            topic="t",
            kind=ClaimKind.FIGURE if measure else ClaimKind.EVENT,
            statement=f"{name} is so.",
            quantity=ClaimQuantity("body", measure, None, own)
            if isinstance(own, Quantity)
            else None,
            when=own if isinstance(own, Moment) else None,
            speaker=None,
            interested={},
            evidence=evidence,
            review=Review(),
            ask="",
            note="",
            place=place,
        )

    def book(self, rules: Sequence[str]) -> Book:
        """The claims with rules, written as ``Desk.rules`` has them."""
        found = []
        for number, text in enumerate(rules):
            expression, _, unless = text.partition(" unless ")
            key = "normally" if unless else "always"
            found.append(
                RelationRule(
                    f"r{number}",
                    "t",
                    key,
                    expression,
                    unless,
                    "",
                    "",
                    "",
                    self.template.rules[0].place,
                )
            )
        return replace(self.template, claims=dict(self.claims), rules=tuple(found))

    def judge(self, expression: str) -> RuleResult:
        """The result of one rule by itself."""
        book = self.book([expression])
        own = {
            name: reports_of(book, claim, proven(book))[0] for name, claim in book.claims.items()
        }
        return check_rule(book, book.rules[0], own)

    def reports(self) -> dict[str, tuple[ReportedValue, ...]]:
        """All reports on each claim."""
        book = self.book([])
        return {name: reports_of(book, claim, proven(book)) for name, claim in book.claims.items()}

    def examine(self, rules: Sequence[str], costs: Costs | None = None) -> Consistency:
        """What rules say of the claims."""
        book = self.book(rules)
        return examine(
            book, proven(book), costs if costs is not None else dict.fromkeys(book.claims, 1)
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A book without claims."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes books; every test takes its own with ``anew``."""
    desk = Desk(tmp_path_factory.mktemp("template"))
    desk.claim("x", 1)
    desk.rules("x = 1")
    return Maker(desk.load())


class Oracle:
    """Questions to z3 about exact numbers."""

    def __init__(self, z3: Any) -> None:
        self.z3 = z3

    def number(self, value: Fraction | int) -> Any:
        """An exact number."""
        return self.z3.RealVal(str(value))

    def real(self, variable: Variable) -> Any:
        """An unknown."""
        return self.z3.Real(" ".join(variable))

    def expr(self, expr: LinearExpr) -> Any:
        """A linear expression."""
        parts = [self.number(times) * self.real(name) for name, times in expr.terms.items()]
        return sum(parts, self.number(expr.constant))

    def within(self, value: Any, *stretches: Interval) -> Any:
        """That a value lies in one of some intervals."""
        return self.z3.Or([self.z3.And(list(self._ends(value, each))) for each in stretches])

    def _ends(self, value: Any, interval: Interval) -> Iterable[Any]:
        if interval.low is not None:
            low = self.number(interval.low)
            yield value > low if interval.low_open else value >= low
        if interval.high is not None:
            high = self.number(interval.high)
            yield value < high if interval.high_open else value <= high

    def constraints(
        self, constraints: Constraints, domains: Mapping[Variable, Domain]
    ) -> list[Any]:
        """All that a solver is asked to keep."""
        kept = [OPERATORS[item.operator](self.expr(item.expr), 0) for item in constraints.linear]
        kept += [
            self.real(item.result) == self.expr(item.left) * self.expr(item.right)
            for item in constraints.products
        ]
        return kept + [self.within(self.real(name), *domain) for name, domain in domains.items()]

    def possible(self, constraints: Sequence[Any], limit: int = 1_000_000) -> bool | None:
        """Whether all can be kept; None if z3 cannot tell within its own count of steps, the same
        on every machine.
        """
        solver = self.z3.Solver()
        solver.set("rlimit", limit)
        solver.add(*constraints)
        answer = solver.check()
        return None if answer == self.z3.unknown else answer == self.z3.sat


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """z3; tests that need it are left out where it is not installed."""
    return Oracle(pytest.importorskip("z3"))
