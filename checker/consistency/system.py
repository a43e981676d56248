"""Rules and reports as one question: can these reports all be right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.book import Book
from checker.consistency.linear import Budget, Variable
from checker.consistency.reports import Readings, Report
from checker.consistency.rules import Parsed
from checker.consistency.solver import Answer, Constraints, Domain, solve

Key = tuple[str, int]
"""A report: its claim and its number."""


class System:
    """Rules that share claims, with all reports on those."""

    def __init__(self, book: Book, rules: Sequence[Parsed], reports: Iterable[Report], budget: Budget) -> None:
        self.rules = tuple(rules)
        self._constraints = _joined(rules)
        self.readings = Readings(book, reports)
        self.budget = budget
        self._own: dict[Variable, Domain] = {}
        self._of: dict[str, list[Variable]] = {}
        self._free: dict[Variable, Domain] = {}
        for parsed in rules:
            for name, interval in parsed.related.domains.items():
                self._own[name] = (interval,)
        variables = sorted({name for parsed in rules for name in parsed.related.constraints.variables})
        for variable in variables:
            if variable not in self._own:
                self._of.setdefault(variable[1], []).append(variable)
                self._free[variable] = self.readings.free(variable)
        self._said = {
            report.key: {name: self.readings.reported(name, report) for name in self._of.get(report.claim, ())}
            for report in reports
        }

    def refuted(self, kept: frozenset[Key]) -> bool:
        """Whether reports cannot all be right, by all rules; two on one claim never are.

        Raises ``OutOfStepsError``.
        """
        return self.refuted_by(self.rules, kept)

    def refuted_by(
        self, rules: Sequence[Parsed], kept: frozenset[Key], instead: Mapping[Variable, Domain] | None = None
    ) -> bool:
        """The same by some of the rules, and with other domains for some variables."""
        if len({claim for claim, _ in kept}) < len(kept):
            return True
        domains = {**self._own, **self._free}
        for key in kept:
            domains.update(self._said[key])
        domains.update(instead or {})
        constraints = self._constraints if rules is self.rules else _joined(rules)
        self.budget.spend(1 + len(kept))
        return solve(constraints, domains, self.budget) is Answer.REFUTED

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
