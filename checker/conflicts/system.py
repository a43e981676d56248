"""Rules and reported values as one question to the solver: can these values all be right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final

from checker.book import Book
from checker.conflicts.model import Key, Keys
from checker.rules import ReportedValue, Result
from checker.rules.evaluate import Parsed
from checker.rules.expression import days_of
from checker.rules.readings import Readings, readings_of
from checker.solver import (
    DAY_SECONDS,
    Answer,
    Budget,
    Constraints,
    Domain,
    LinearConstraint,
    LinearExpr,
    ProductConstraint,
    Variable,
    solve,
)
from checker.values import Interval

MAXIMUM_TIED: Final = 6
"""Limit on claims that are tried both as right and as wrong in one solver call."""


@dataclass(frozen=True, slots=True)
class System:
    """Rules that share claims, with what every reported value of those allows."""

    rules: tuple[Parsed, ...]
    own_keys: tuple[Keys, ...]
    """Of each rule, the own values of the claims that it names."""

    results: tuple[Result, ...]
    """Of each rule by itself, for the claims' own values."""

    readings: Readings
    variables: Mapping[str, tuple[Variable, ...]]
    """What the rules ask about each claim."""

    rule_domains: Mapping[Variable, Domain]
    """Of variables that belong to no claim."""

    free: Mapping[Variable, Domain]
    """What each variable of a claim can be if no value of the claim is taken to be right."""

    reported: Mapping[Key, Mapping[Variable, Domain]]
    """What it can be if a reported value is right."""

    def refuted(self, kept: Keys, budget: Budget) -> bool:
        """Whether values cannot all be right, by all rules; two of one claim never are.

        Raises ``OutOfStepsError``.
        """
        if self.broken(kept) is not None:
            return True
        # A rule that holds for the own values of all its claims adds nothing if these are kept.
        open_rules = [
            parsed
            for parsed, keys, result in zip(self.rules, self.own_keys, self.results, strict=True)
            if result is not Result.HOLDS or not keys <= kept
        ]
        return self.refuted_by(open_rules, kept, budget)

    def broken(self, kept: Keys) -> Keys | None:
        """The own values that break some rule by themselves, if all of them are kept."""
        for keys, result in zip(self.own_keys, self.results, strict=True):
            if result is Result.BROKEN and keys <= kept:
                return keys
        return None

    def core(self, kept: Keys) -> Keys:
        """A part of refuted values that is refuted as well, as far as no solver call is needed."""
        return self.broken(kept) or kept

    def refuted_by(
        self,
        rules: Sequence[Parsed],
        kept: Keys,
        budget: Budget,
        instead: Mapping[Variable, Domain] | None = None,
    ) -> bool:
        """The same by some of the rules, and with other domains for some variables."""
        claims = {claim for claim, _ in kept}
        if len(claims) < len(kept):
            return True  # two values of one claim
        constraints = _joined(rules)
        asked = constraints.variables
        constraints = constraints + _links(asked)
        domains = {**self.rule_domains, **self.free}
        for key in kept:
            domains.update(self.reported[key])
        domains.update(instead or {})
        budget.spend(1 + len(kept))
        # A claim that is right has its value, so one that is not kept is tried as right and as
        # wrong.
        for choice in self._choices(asked, claims):
            domains.update(choice)
            if solve(constraints, domains, budget) is not Answer.REFUTED:
                return False
        return True

    def _choices(self, asked: set[Variable], kept: set[str]) -> Iterator[dict[Variable, Domain]]:
        """Domains for each way in which the claims that are not kept can be right or wrong."""
        tied = self._tied(asked, kept)
        for choice in product((False, True), repeat=len(tied)):
            domains: dict[Variable, Domain] = {}
            for claim, is_right in zip(tied, choice, strict=True):
                domains.update(self.reported[claim, 0] if is_right else self._wrong(claim))
            yield domains

    def _tied(self, asked: set[Variable], kept: set[str]) -> list[str]:
        """Claims of which the rules ask both whether they are right and what their value is."""
        counted = sorted(claim for what, claim in asked if what == "truth" and claim not in kept)
        tied = [
            claim for claim in counted if sum(name in asked for name in self.variables[claim]) > 1
        ]
        return tied[:MAXIMUM_TIED]

    def _wrong(self, claim: str) -> dict[Variable, Domain]:
        domains = {name: self.free[name] for name in self.variables[claim]}
        domains["truth", claim] = (Interval.point(0),)
        return domains


def system_of(
    book: Book,
    rules: Sequence[Parsed],
    results: Mapping[str, Result],
    reports: Sequence[ReportedValue],
) -> System:
    """The system of some rules, with all reported values of the claims that they name."""
    days = [day for parsed in rules for day in days_of(parsed.relation)]
    readings = readings_of(book, reports, days)
    rule_domains: dict[Variable, Domain] = {}
    for parsed in rules:
        rule_domains |= {name: (each,) for name, each in parsed.related.domains.items()}
    variables = _variables_by_claim(rules)
    free: dict[Variable, Domain] = {}
    for asked in variables.values():
        free |= {name: readings.free(name) for name in asked}
    reported: dict[Key, dict[Variable, Domain]] = {}
    for report in reports:
        asked = variables.get(report.claim, ())
        reported[report.key] = {name: readings.reported(name, report) for name in asked}
    return System(
        rules=tuple(rules),
        own_keys=tuple(map(_own_keys, rules)),
        results=tuple(results[parsed.rule.id] for parsed in rules),
        readings=readings,
        variables=variables,
        rule_domains=rule_domains,
        free=free,
        reported=reported,
    )


def _own_keys(parsed: Parsed) -> Keys:
    return frozenset((name, 0) for name in parsed.claims)


def _variables_by_claim(rules: Sequence[Parsed]) -> dict[str, tuple[Variable, ...]]:
    """What rules ask about each claim, sorted; the variables of a rule itself are left out."""
    asked: set[Variable] = set()
    for parsed in rules:
        asked |= parsed.related.constraints.variables - parsed.related.domains.keys()
    found: dict[str, tuple[Variable, ...]] = {}
    for variable in sorted(asked):
        found[variable[1]] = (*found.get(variable[1], ()), variable)
    return found


def _joined(rules: Iterable[Parsed]) -> Constraints:
    """The constraints of several rules."""
    linear: list[LinearConstraint] = []
    products: list[ProductConstraint] = []
    for parsed in rules:
        # Not by way of ``related.constraints``: this runs for every question of a search.
        linear.append(parsed.related.comparison)
        linear += parsed.related.definitions.linear
        products += parsed.related.definitions.products
    return Constraints(tuple(linear), tuple(products))


def _links(asked: set[Variable]) -> Constraints:
    """The time, the day and the weekday of one event go together."""
    linear: list[LinearConstraint] = []
    weekdays = []
    for what, claim in sorted(asked):
        day = ("date", claim)
        if day not in asked:
            continue
        if what == "value":
            # A part of the day may run into the next day, so a time is within two days of its date.
            since = LinearExpr.of(("value", claim)) - LinearExpr.of(day)
            two_days = LinearExpr({}, Fraction(2 * DAY_SECONDS))
            linear += [LinearConstraint(since, ">="), LinearConstraint(since - two_days, "<")]
        if what == "weekday":
            weekdays.append((day, (what, claim)))
    return Constraints(tuple(linear), (), tuple(weekdays))
