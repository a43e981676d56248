"""Checks: each has a scope, and looks at one thing at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from checker.book import load_book
from checker.checks import (
    CHECKS,
    Check,
    Facts,
    Scope,
    check,
    check_book,
    check_claim,
    check_rule,
    check_source,
    registry,
    run_checks,
)
from checker.findings import FINDING_KINDS, Finding, Severity, kinds
from checker.usecases import check_book as report_on_folder
from checker.usecases import open_archive
from tests.test_specimens import CASES, SPECIMENS, lay_out


@pytest.fixture(params=CASES[::3], ids=lambda path: f"{path.parent.name}/{path.name}")
def facts(request: pytest.FixtureRequest, tmp_path: Path) -> Facts:
    """What is known about every third specimen."""
    folder = lay_out(request.param, tmp_path / "claims")
    report = report_on_folder(folder, open_archive(SPECIMENS / "archive"))
    return Facts(report.assessment, date(2024, 6, 1))


def calls(facts: Facts, item: Check) -> Iterator[Finding]:
    """The findings of one check on everything in its scope."""
    if item.scope is Scope.BOOK:
        yield from item.function(facts)
        return
    things = {
        Scope.CLAIM: facts.book.claims.values(),
        Scope.SOURCE: facts.book.sources.values(),
        Scope.RULE: facts.assessment.rules,
    }
    for thing in things[item.scope]:
        yield from item.function(facts, thing)


def test_one_thing_at_a_time_gives_the_same_as_the_whole_book(facts: Facts) -> None:
    """In any order: what a check says about one claim does not depend on the calls before."""
    found: list[Finding] = list(check_book(facts))
    for rule in reversed(facts.assessment.rules):
        found += check_rule(facts, rule)
    for source in reversed(facts.book.sources.values()):
        found += check_source(facts, source)
    for claim in reversed(facts.book.claims.values()):
        # Facts of its own: nothing is left over from another claim.
        found += check_claim(Facts(facts.assessment, facts.as_of), claim)
    assert {*found, *facts.book.findings} == set(run_checks(facts))


def test_findings_of_a_claim_are_about_that_claim(facts: Facts) -> None:
    """So that a recheck of one claim replaces exactly the findings that have its id."""
    for claim in facts.book.claims.values():
        assert {item.claim for item in check_claim(facts, claim)} <= {claim.id}


def test_a_check_raises_the_kinds_that_it_declares(facts: Facts) -> None:
    """A kind that is raised but not declared would have no home."""
    for item in CHECKS:
        assert {found.kind for found in calls(facts, item)} <= set(item.kinds), item.function


def test_every_declared_kind_is_known() -> None:
    """A check without severity and title needs a kind from the catalogue."""
    for item in CHECKS:
        assert item.kinds
        assert set(item.kinds) <= set(FINDING_KINDS), item.function


def test_a_new_check_is_one_function(monkeypatch: pytest.MonkeyPatch, book: Path) -> None:
    """The decorator declares the kind, and the check sees the date of the data."""
    monkeypatch.setattr(kinds, "_kinds", dict(FINDING_KINDS))
    monkeypatch.setattr(registry, "_checks", {})

    @check("dated", Severity.NOTE, "The data have a date", scope=Scope.BOOK)
    def dated(facts: Facts) -> Iterator[Finding]:
        if facts.as_of:
            yield from facts.book.findings

    (registered,) = registry.registered()
    assert registered == Check(dated, Scope.BOOK, ("dated",))
    assert kinds._kinds["dated"].package == __package__
    with pytest.raises(ValueError, match="the kind dated is declared twice"):
        check("dated", Severity.NOTE, "Again", scope=Scope.BOOK)(dated)
    assert load_book(book).findings == ()
