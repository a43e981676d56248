"""What a conflict does to grades: one pass, from supported to disputed, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.grading import Verdict
from checker.report import Report
from checker.usecases import check_book

Edit = Callable[[str, str, str], Path]


def verdicts(report: Report) -> dict[str, Verdict]:
    """Verdicts by claim."""
    return {name: grade.verdict for name, grade in report.case.grades.items()}


def test_the_cheapest_claim_to_disbelieve_becomes_disputed(book: Path, edit: Edit) -> None:
    """Votes are supported by two houses each, the number of members by one."""
    before = verdicts(check_book(book))
    assert set(before.values()) == {Verdict.SUPPORTED}
    edit("rules/bridge.yaml", "= councillors", "= councillors + 1")
    report = check_book(book)
    assert verdicts(report) == {**before, "councillors": Verdict.DISPUTED}
    assert report.case.conflicts[0].repairs == ("councillors", "votes-against", "votes-for")
    assert report.case.conflicts[0].cheapest == ("councillors",)
    grade = report.case.grades["councillors"]
    assert grade.strength is None
    assert "votes-add-up" in grade.reasons[-1]


def test_claims_that_cost_the_same_all_become_disputed(book: Path, edit: Edit) -> None:
    """Nobody can tell which."""
    edit("rules/bridge.yaml", "votes-for + votes-against = councillors", "votes-for = votes-against")
    found = verdicts(check_book(book))
    assert found["votes-for"] is found["votes-against"] is Verdict.DISPUTED


def test_a_tension_moves_nothing(book: Path) -> None:
    """What normally holds may fail for a reason."""
    before = verdicts(check_book(book))
    (book / "rules" / "more.yaml").write_text("- {id: x, normally: votes-for = votes-against, unless: u}\n")
    report = check_book(book)
    assert verdicts(report) == before
    assert report.summary.tensions == 1
    assert report.summary.conflicts == 0


def test_there_is_no_second_round(book: Path, edit: Edit) -> None:
    """Two conflicts are both weighed by the base grades."""
    edit("rules/bridge.yaml", "= councillors", "= councillors + 1")
    (book / "rules" / "more.yaml").write_text("- {id: x, always: votes-for = councillors}\n")
    found = verdicts(check_book(book))
    assert found["councillors"] is Verdict.DISPUTED
    assert found["votes-for"] is Verdict.SUPPORTED
