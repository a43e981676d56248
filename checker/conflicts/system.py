"""Rules and reports as one question: can these reports all be right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from checker.book import Book
from checker.rules.evaluate import Parsed, Result
from checker.rules.expression import days_of
from checker.rules.readings import Readings, ReportedValue
from checker.solver.constraints import DAY_SECONDS, Comparison, Constraints, Domain
from checker.solver.linear import Budget, LinearExpr, Variable
from checker.solver.solve import Answer, solve
from checker.values import Interval

MAXIMUM_TIED: Final = 6
"""Of so many claims that are not believed, and asked both whether they are right and for their value, both is tried."""

Key = tuple[str, int]
"""A report: its claim and its number."""


class System:
    """Rules that share claims, with all reports on those."""

    def __init__(
        self,
        book: Book,
        rules: Sequence[Parsed],
        results: Mapping[str, Result],
        reports: Iterable[ReportedValue],
        budget: Budget,
    ) -> None:
        self.rules = tuple(rules)
        self._names = [frozenset((name, 0) for name in parsed.claims) for parsed in rules]
        self._results = [results[parsed.rule.id] for parsed in rules]
        self.readings = Readings(
            book, reports, [day for parsed in rules for day in days_of(parsed.relation)]
        )
        self.budget = budget
        self._own: dict[Variable, Domain] = {}
        self._of: dict[str, list[Variable]] = {}
        self._free: dict[Variable, Domain] = {}
        for parsed in rules:
            for name, interval in parsed.related.domains.items():
                self._own[name] = (interval,)
        variables = sorted(
            {name for parsed in rules for name in parsed.related.constraints.variables}
        )
        for variable in variables:
            if variable not in self._own:
                self._of.setdefault(variable[1], []).append(variable)
                self._free[variable] = self.readings.free(variable)
        self._said = {
            report.key: {
                name: self.readings.reported(name, report)
                for name in self._of.get(report.claim, ())
            }
            for report in reports
        }

    def refuted(self, kept: frozenset[Key]) -> bool:
        """Whether reports cannot all be right, by all rules; two on one claim never are.

        Raises ``OutOfStepsError``.
        """
        if self.broken(kept) is not None:
            return True
        # A rule that holds for the own values of all its claims has nothing to say of them.
        open_rules = [
            parsed
            for parsed, names, result in zip(self.rules, self._names, self._results, strict=True)
            if result is not Result.HOLDS or not names <= kept
        ]
        return self.refuted_by(open_rules, kept)

    def broken(self, kept: frozenset[Key]) -> frozenset[Key] | None:
        """The own values of the claims of a rule that these alone break, if all of them are kept."""
        for names, result in zip(self._names, self._results, strict=True):
            if result is Result.BROKEN and names <= kept:
                return names
        return None

    def core(self, kept: frozenset[Key]) -> frozenset[Key]:
        """A part of refuted reports that is refuted as well, as far as it can be told at a glance."""
        return self.broken(kept) or kept

    def refuted_by(
        self,
        rules: Sequence[Parsed],
        kept: frozenset[Key],
        instead: Mapping[Variable, Domain] | None = None,
    ) -> bool:
        """The same by some of the rules, and with other domains for some variables."""
        if len({claim for claim, _ in kept}) < len(kept):
            return True
        constraints = _joined(rules)
        asked = constraints.variables
        constraints = constraints + self._links(asked)
        domains = {**self._own, **self._free}
        for key in kept:
            domains.update(self._said[key])
        domains.update(instead or {})
        self.budget.spend(1 + len(kept))
        believed = {claim for claim, _ in kept}
        tied = sorted(
            claim
            for what, claim in asked
            if what == "truth"
            and claim not in believed
            and sum(name in asked for name in self._of[claim]) > 1
        )[:MAXIMUM_TIED]
        # A claim that is right has its value: what is not believed is tried both ways.
        for right in product((False, True), repeat=len(tied)):
            for claim, so in zip(tied, right, strict=True):
                said = (
                    self._said[claim, 0]
                    if so
                    else {name: self._free[name] for name in self._of[claim]}
                )
                domains.update(said | ({} if so else {("truth", claim): (Interval.point(0),)}))
            if solve(constraints, domains, self.budget) is not Answer.REFUTED:
                return False
        return True

    def _links(self, asked: set[Variable]) -> Constraints:
        """The time, the day and the weekday of one event go together."""
        comparisons, weekdays = [], []
        for what, claim in sorted(asked):
            day = ("date", claim)
            if what == "value" and day in asked:
                since = LinearExpr.of(("value", claim)) - LinearExpr.of(day)
                comparisons += [
                    Comparison(since, ">="),
                    Comparison(since - LinearExpr({}, Fraction(2 * DAY_SECONDS)), "<"),
                ]
            if what == "weekday" and day in asked:
                weekdays.append((day, (what, claim)))
        return Constraints(tuple(comparisons), (), tuple(weekdays))

    def variables_of(self, claim: str) -> Sequence[Variable]:
        """What the rules ask of a claim."""
        return self._of.get(claim, ())


def _joined(rules: Sequence[Parsed]) -> Constraints:
    """The constraints of several rules."""
    each = [parsed.related.constraints for parsed in rules]
    return Constraints(
        tuple(item for one in each for item in one.comparisons),
        tuple(item for one in each for item in one.multiplications),
    )
