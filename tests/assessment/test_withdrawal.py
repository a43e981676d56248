"""What falls without a source: against the whole book judged anew, and case by case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checker.assessment import Assessment, assess, withdraw
from checker.book import SourceStatus, StatusKind
from checker.grading import Grade, Strength, Verdict
from checker.usecases import check_book

Edit = Callable[[str, str, str], Path]


def judged(grade: Grade) -> tuple[Verdict, Strength | None]:
    """What can change."""
    return grade.verdict, grade.strength


def retracted(assessment: Assessment, name: str) -> Assessment:
    """The whole case anew, with a source marked as retracted."""
    source = replace(
        assessment.book.sources[name], status=SourceStatus(StatusKind.RETRACTED, "2024-03-20", "n")
    )
    return assess(
        replace(assessment.book, sources={**assessment.book.sources, name: source}),
        assessment.verification,
    )


def test_it_is_what_a_retraction_of_each_source_would_do(root: Path) -> None:
    """In the repository's own book, by the slow way: everything graded again."""
    assessment = check_book(root / "claims").assessment
    some = 0
    for name in assessment.book.sources:
        after, found = retracted(assessment, name), withdraw(assessment, name)
        expected = {
            claim: (judged(grade), judged(after.grades[claim]))
            for claim, grade in assessment.grades.items()
            if judged(grade) != judged(after.grades[claim])
        }
        assert {
            item.claim: (judged(item.before), judged(item.after)) for item in found.changes
        } == expected
        bare = {
            claim
            for claim, grade in assessment.base.items()
            if any(item.weight for item in grade.weighed)
            and not any(item.weight for item in after.base[claim].weighed)
        }
        assert set(found.bare) == bare
        some += len(expected)
    assert some


def test_verdicts_strengths_and_the_last_evidence(book: Path) -> None:
    """Strength alone is told, too; what has other evidence is not bare."""
    found = withdraw(check_book(book).assessment, "gazette")
    assert {
        item.claim: str(item.after.strength or item.after.verdict) for item in found.changes
    } == {
        "beams-cracked": "unproven",
        "councillors": "unproven",
        "surveyor-said-cost": "unproven",
        "vote-day": "unproven",
        "votes-against": "moderate",
        "votes-for": "moderate",
    }
    assert all(item.quoted for item in found.changes)
    assert found.bare == ("councillors", "surveyor-said-cost")
    assert found.gone == ()


def test_a_claim_that_never_quoted_it_changes_by_way_of_a_conflict(book: Path, edit: Edit) -> None:
    """Without the Courier one of two equally cheap claims is cheaper, and the other is off the
    hook.
    """
    edit("rules/bridge.yaml", "= councillors", "= councillors + 1")
    file = book / "bridge" / "votes-for.yaml"
    first, _, rest = file.read_text().partition("  - source: gazette\n")
    file.write_text(first + rest[rest.index("  - source: courier") :])
    assessment = check_book(book).assessment
    assert (
        assessment.grades["councillors"].verdict
        is assessment.grades["votes-for"].verdict
        is Verdict.DISPUTED
    )
    changes = {item.claim: item for item in withdraw(assessment, "courier").changes}
    assert judged(changes["councillors"].after) == (Verdict.SUPPORTED, Strength.MODERATE)
    assert not changes["councillors"].quoted
    assert changes["votes-for"].quoted


def test_a_conflict_that_its_value_alone_makes_is_gone(book: Path) -> None:
    """The Courier's 12 beams do not fit the rule; the claim's own 14 do."""
    (book / "rules" / "more.yaml").write_text("- {id: many-cracks, always: beams-cracked > 12}\n")
    assessment = check_book(book).assessment
    assert [rule.id for item in assessment.conflicts for rule in item.rules] == ["many-cracks"]
    assert [rule.id for item in withdraw(assessment, "courier").gone for rule in item.rules] == [
        "many-cracks"
    ]
    assert withdraw(assessment, "gazette").gone == ()


@pytest.mark.parametrize("standing", list(StatusKind))
def test_of_a_source_that_was_taken_back_nothing_more_can_fall(
    book: Path, standing: StatusKind
) -> None:
    """What is corrected still weighs a little, though its word decides nothing."""
    file = book / "sources" / "courier.yaml"
    file.write_text(file.read_text() + f"status: {{is: {standing}, date: 2024-03-20, note: n}}\n")
    found = withdraw(check_book(book).assessment, "courier")
    assert found.changes == ()
    assert found.bare == ()


def test_a_source_that_nobody_quotes_changes_nothing(book: Path) -> None:
    """And the case is not judged again."""
    text = (book / "sources" / "courier.yaml").read_text()
    (book / "sources" / "idle.yaml").write_text(
        text.partition("text:")[0].replace("id: courier", "id: idle")
    )
    found = withdraw(check_book(book).assessment, "idle")
    assert (found.changes, found.bare, found.gone) == ((), (), ())
