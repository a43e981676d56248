"""Rules and reports as one question: can these reports all be right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.book import Book
from checker.consistency.constraints import Constraints, Domain
from checker.consistency.linear import Budget, Variable
from checker.consistency.reports import Readings, Report
from checker.consistency.rules import Parsed, Result
from checker.consistency.solver import Answer, solve

Key = tuple[str, int]
"""A report: its claim and its number."""


class System:
    """Rules that share claims, with all reports on those."""

    def __init__(
        self,
        book: Book,
        rules: Sequence[Parsed],
        results: Mapping[str, Result],
        reports: Iterable[Report],
        budget: Budget,
    ) -> None:
        self.rules = tuple(rules)
        self._names = [frozenset((ref.claim, 0) for ref in parsed.relation.claims) for parsed in rules]
        self._results = [results[parsed.rule.id] for parsed in rules]
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
        self, rules: Sequence[Parsed], kept: frozenset[Key], instead: Mapping[Variable, Domain] | None = None
    ) -> bool:
        """The same by some of the rules, and with other domains for some variables."""
        if len({claim for claim, _ in kept}) < len(kept):
            return True
        domains = {**self._own, **self._free}
        for key in kept:
            domains.update(self._said[key])
        domains.update(instead or {})
        constraints = _joined(rules)
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
