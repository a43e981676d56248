"""All rules of a book, each by itself and all together."""

from __future__ import annotations

from dataclasses import dataclass

from checker.book import Book
from checker.conflicts.find import find_conflicts
from checker.conflicts.history import History, histories
from checker.conflicts.model import Conflict, Costs, Undecided
from checker.rules import RuleResult
from checker.rules.evaluate import check_rule
from checker.rules.readings import reports_of
from checker.verification import Verification


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the rules of a book say about its claims."""

    rules: tuple[RuleResult, ...]
    """In the order of the book."""

    conflicts: tuple[Conflict, ...]
    undecided: tuple[Undecided, ...]
    histories: tuple[History, ...]


def examine(book: Book, verification: Verification, costs: Costs) -> Consistency:
    """The result of every rule; every conflict and discrepancy with its resolutions; histories.

    ``costs`` says what it costs to give up each claim.
    """
    reports = {claim.id: reports_of(book, claim, verification) for claim in book.claims.values()}
    own = {name: found[0] for name, found in reports.items()}
    results = tuple(check_rule(book, rule, own) for rule in book.rules)
    found = find_conflicts(book, results, reports, costs)
    return Consistency(results, found.conflicts, found.undecided, histories(book, reports))
