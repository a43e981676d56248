"""What a conflict does to grades: one pass, from supported to disputed, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.assessment import Report
from checker.assessment.apply_conflicts import cost, settle
from checker.conflicts import Conflict, Resolution
from checker.grading import Grade, Strength, Verdict
from checker.rules import ReportedValue
from checker.usecases import check_book

Edit = Callable[[str, str, str], Path]


def verdicts(report: Report) -> dict[str, Verdict]:
    """Verdicts by claim."""
    return {name: grade.verdict for name, grade in report.assessment.grades.items()}


def test_the_cheapest_claim_to_if_wrong_becomes_disputed(book: Path, edit: Edit) -> None:
    """Votes are supported by two outlets each, the number of members by one."""
    before = verdicts(check_book(book))
    assert set(before.values()) == {Verdict.SUPPORTED}
    edit("rules/bridge.yaml", "= councillors", "= councillors + 1")
    report = check_book(book)
    assert verdicts(report) == {**before, "councillors": Verdict.DISPUTED}
    (conflict,) = report.assessment.conflicts
    assert {resolution.claims for resolution in conflict.resolutions} == {
        ("councillors",),
        ("votes-against",),
        ("votes-for",),
    }
    assert [resolution.claims for resolution in conflict.resolutions if resolution.cheapest] == [
        ("councillors",)
    ]
    assert conflict.cheapest == ("councillors",)
    assert (conflict.own, conflict.discrepancy, conflict.settled) == (True, False, False)
    grade = report.assessment.grades["councillors"]
    assert grade.strength is None
    assert "votes-add-up" in grade.reasons[-1]


def test_claims_that_cost_the_same_all_become_disputed(book: Path, edit: Edit) -> None:
    """Nobody can tell which."""
    edit(
        "rules/bridge.yaml", "votes-for + votes-against = councillors", "votes-for = votes-against"
    )
    report = check_book(book)
    found = verdicts(report)
    assert found["votes-for"] is found["votes-against"] is Verdict.DISPUTED
    assert set(report.assessment.conflicts[0].cheapest) == {"votes-for", "votes-against"}


def test_a_discrepancy_moves_nothing(book: Path) -> None:
    """What normally holds may fail for a reason."""
    before = verdicts(check_book(book))
    (book / "rules" / "more.yaml").write_text(
        "- {id: x, normally: votes-for = votes-against, unless: u}\n"
    )
    report = check_book(book)
    assert verdicts(report) == before
    assert report.summary.discrepancies == 1
    assert report.summary.conflicts == 0


def test_there_is_no_second_round(book: Path, edit: Edit) -> None:
    """Two conflicts are both weighed by the base grades."""
    edit("rules/bridge.yaml", "= councillors", "= councillors + 1")
    (book / "rules" / "more.yaml").write_text("- {id: x, always: votes-for = councillors}\n")
    found = verdicts(check_book(book))
    assert found["councillors"] is Verdict.DISPUTED
    assert found["votes-for"] is Verdict.SUPPORTED


def test_a_conflict_of_rival_values_moves_nothing(book: Path) -> None:
    """The Courier's 12 beams do not fit the rule; the claim's own 14 do, and nobody need disbelieve
    those.
    """
    before = verdicts(check_book(book))
    (book / "rules" / "more.yaml").write_text("- {id: many, always: beams-cracked > 12}\n")
    report = check_book(book)
    assert verdicts(report) == before
    (conflict,) = report.assessment.conflicts
    assert (conflict.own, conflict.cheapest, conflict.resolutions) == (False, (), ())


def conflict(
    *resolutions: tuple[tuple[str, ...], bool, bool], own: bool = True, discrepancy: bool = False
) -> Conflict:
    """A conflict with resolutions, each as its claims, whether it is cheapest, and whether it is
    free.
    """
    claims = tuple(dict.fromkeys(name for names, _, _ in resolutions for name in names))
    reports = tuple(ReportedValue(name, 0 if own else 1, None, ()) for name in claims)
    ways = tuple(Resolution(names, cheapest, free, ()) for names, cheapest, free in resolutions)
    return Conflict((), claims, (reports,), "m", discrepancy, ways)


GRADES = {
    name: Grade(name, verdict, strength, ("r",), (), single=False, lines=(), weighed=())
    for name, verdict, strength in (
        ("high", Verdict.SUPPORTED, Strength.HIGH),
        ("low", Verdict.SUPPORTED, Strength.LOW),
        ("disputed", Verdict.DISPUTED, None),
        ("against", Verdict.CONTRADICTED, Strength.HIGH),
        ("unproven", Verdict.UNPROVEN, None),
    )
}


@pytest.mark.parametrize(
    ("item", "moved"),
    [
        (conflict((("low",), True, False), (("high",), False, False)), {"low"}),
        (conflict((("low", "high"), True, False)), {"low", "high"}),
        (conflict((("low",), True, False), (("high",), True, False)), {"low", "high"}),
        (conflict((("against",), True, True), (("high",), False, False)), set()),
        (conflict((("unproven", "low"), True, False)), {"low"}),
        (conflict((("disputed",), True, False)), set()),
        (conflict((("low",), True, False), discrepancy=True), set()),
        (conflict((("low",), True, False), own=False), set()),
        (conflict(), set()),
    ],
)
def test_what_a_conflict_moves(item: Conflict, moved: set[str]) -> None:
    """Supported claims in some cheapest resolution, to disputed; all the rest keeps its grade."""
    found = settle(GRADES, [item])
    assert {name for name in GRADES if found[name] != GRADES[name]} == moved
    for name in moved:
        assert (found[name].verdict, found[name].strength) == (Verdict.DISPUTED, None)
        assert found[name].reasons[:-1] == GRADES[name].reasons
    assert item.settled is any(resolution.free for resolution in item.resolutions)


def test_two_conflicts_of_one_claim_are_two_reasons() -> None:
    """It is disputed once, and both are told."""
    item = conflict((("low",), True, False))
    assert len(settle(GRADES, [item, item])["low"].reasons) == 3


def test_what_it_costs_to_if_wrong() -> None:
    """Nothing, if the evidence is against it; the more the better it is supported."""
    assert cost(GRADES["against"]) == 0
    assert (
        0
        < cost(GRADES["unproven"])
        == cost(GRADES["disputed"])
        < cost(GRADES["low"])
        < cost(GRADES["high"])
    )
