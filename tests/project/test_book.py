"""The repository's own claim book: it is checked like any other, and it is in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.assessment import Report
from checker.book.schemas import load_schema
from checker.cli.main import main
from checker.coverage import cover_book
from checker.findings import Severity
from checker.grading import Verdict
from checker.usecases import check_book, open_archive
from checker.usecases.prove import prove_book
from checker.verification import Archive, QuoteStatus


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    """The book as somebody sees it who has just cloned the repository."""
    return check_book(root / "claims")


def test_the_book_has_no_error(root: Path, report: Report) -> None:
    """It exits 0; its warnings are about the world, not about the book."""
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert main(["check", str(root / "claims")]) == 0


def test_every_quote_is_proven_without_a_text(report: Report) -> None:
    """By receipt."""
    assert {check.status for check in report.assessment.verification.evidence.values()} == {
        QuoteStatus.RECEIPT
    }
    assert {check.status for check in report.assessment.verification.stated.values()} == {
        QuoteStatus.RECEIPT
    }


def test_it_shows_every_kind_and_verdict(report: Report) -> None:
    """Three claims or more in each of the four topics."""
    claims = report.assessment.book.claims.values()
    assert {claim.kind for claim in claims} == {"figure", "event", "attribution"}
    assert {grade.verdict for grade in report.assessment.grades.values()} == set(Verdict)
    for _, found in report.claims_by_topic:
        assert len(found) >= 3


def test_thirty_seven_against_thirty_four_is_disputed(report: Report) -> None:
    """The commission's figures, by two outlets, and nobody knows which came later."""
    grade = report.assessment.grades["state-of-law-seats-preliminary"]
    assert grade.verdict is Verdict.DISPUTED
    says = {
        item.says.text for item in report.assessment.book.claims[grade.claim].evidence if item.says
    }
    assert says == {"37", "34"}


def test_the_rules_say_what_does_not_fit(report: Report) -> None:
    """The drones add up and the day is a Sunday; the seats of the revision fit in no way."""
    results = {item.rule.id: str(item.result) for item in report.assessment.rules}
    assert results["drones-add-up"] == results["election-day-is-a-sunday"] == "holds"
    assert results["leading-blocs-within-parliament"] == results["places-follow-seats"] == "holds"
    assert (
        results["sadrist-loss"]
        == results["revision-balances"]
        == results["late-by-hours-or-by-a-day"]
        == "broken"
    )
    assert results["rejected-what-was-announced"] == "undecided"


def test_two_conflicts_lead_the_report(report: Report) -> None:
    """Three seats lost or four; the militias or a third party. Neither moves a grade."""
    conflicts = {
        item.rules[0].id: item for item in report.assessment.conflicts if item.kind == "conflict"
    }
    assert set(conflicts) == {"sadrist-loss", "militias-or-third-party"}
    loss = conflicts["sadrist-loss"]
    assert "73 - 3 is 70, not 69" in loss.message
    assert "73 - 4 is 69, not 70" in loss.message
    assert loss.cheapest == ("sadrist-seats-lost", "sadrist-seats-revised")
    instead = {
        (item.claim, item.kind, item.text)
        for resolution in loss.resolutions
        for item in resolution.restatements
    }
    assert {
        ("sadrist-seats-lost", "rival", "4"),
        ("sadrist-seats-revised", "rival", "70"),
    } <= instead
    assert report.assessment.grades == report.assessment.base
    assert report.assessment.undecided == ()


def test_every_broken_rule_says_what_does_not_fit_and_whom_to_ask(report: Report) -> None:
    """As an editor would; and so do claims whose evidence weighs on both sides."""
    for item in report.assessment.rules:
        if item.result == "broken":
            assert item.rule.title, item.rule.id
            assert item.rule.ask, item.rule.id
    for name, grade in report.assessment.grades.items():
        if grade.verdict in ("disputed", "contradicted"):
            assert report.assessment.book.claims[name].ask, name


def test_seats_are_followed_through_their_stages(report: Report) -> None:
    """73; then 69 or 70, beside a loss of three or of four."""
    (sadrists,) = (
        item
        for item in report.assessment.histories
        if (item.subject, item.measure) == ("sadrist-movement", "seats")
    )
    first, then = sadrists.steps
    assert [value.text for value in first.values] == ["73"]
    assert [value.text for value in then.values] == ["69", "70"]
    assert [(change.report.text, change.loss, change.makes) for change in then.changes] == [
        ("3", True, "70"),
        ("4", True, "69"),
    ]


def test_every_sentence_and_figure_is_accounted_for(report: Report) -> None:
    """By a claim, or by a waiver with its reason."""
    covered = cover_book(report.assessment.book, report.assessment.verification)
    assert set(covered) == set(report.assessment.book.sources)
    for item in covered.values():
        assert (item.percent, item.open_figures, item.lapsed) == (100, 0, ())


def test_nobody_has_approved_anything(report: Report) -> None:
    """And the reports say so."""
    assert report.summary.reviews["approved"] == 0


def test_the_committed_reports_are_current(root: Path) -> None:
    """Made with ``checker report --no-archive``; the same bytes on every machine."""
    assert main(["report", str(root / "claims"), "--no-archive", "--check"]) == 0


def test_the_committed_pdf_is_small_enough_for_git(root: Path) -> None:
    """At most a megabyte, since every version stays in the history."""
    assert (root / "reports" / "report.pdf").stat().st_size < 1_000_000


def test_the_committed_report_keeps_its_contract(root: Path) -> None:
    """Conflicts, discrepancies, histories and all: valid against its schema."""
    data = json.loads((root / "reports" / "report.json").read_text(encoding="utf-8"))
    assert [
        error.message for error in Draft202012Validator(load_schema("report")).iter_errors(data)
    ] == []
    assert data["conflicts"]
    assert data["discrepancies"]
    assert data["histories"]


@pytest.mark.archive
def test_every_quote_stands_in_its_article(root: Path, articles: Path) -> None:
    """The texts themselves say the same as the receipts."""
    report = check_book(root / "claims", open_archive(articles))
    assert {check.status for check in report.assessment.verification.evidence.values()} == {
        QuoteStatus.TEXT
    }
    assert {check.status for check in report.assessment.verification.stated.values()} == {
        QuoteStatus.TEXT
    }
    assert {status for status, _ in report.assessment.verification.texts.values()} == {"verified"}


@pytest.mark.archive
def test_the_committed_receipts_are_current(root: Path, articles: Path, tmp_path: Path) -> None:
    """Proving the book again changes nothing."""
    import shutil

    copy = shutil.copytree(root / "claims", tmp_path / "claims")
    results = prove_book(copy, Archive(articles))
    assert all(not item.problem and not item.unproven and not item.written for item in results)


@pytest.mark.archive
def test_without_receipts_and_with_the_texts_the_grades_are_the_same(
    root: Path, articles: Path, report: Report
) -> None:
    """A grade does not depend on how a quote was proven."""
    by_text = check_book(root / "claims", open_archive(articles))
    assert {
        name: (grade.verdict, grade.strength) for name, grade in by_text.assessment.grades.items()
    } == {name: (grade.verdict, grade.strength) for name, grade in report.assessment.grades.items()}
