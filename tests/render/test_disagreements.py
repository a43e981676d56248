"""What cannot all be right, in words: who says what, what would resolve it, whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.assessment import Report
from checker.render.disagreements import (
    KINDS,
    Disagreement,
    disagreements,
    history_row,
    listed,
)
from checker.usecases import check_book

Edit = Callable[[str, str, str], Path]


def told(report: Report) -> dict[str, list[Disagreement]]:
    """Disagreements by heading."""
    return {heading: list(items) for heading, items in disagreements(report)}


def test_nothing_is_told_where_everything_fits(book: Path) -> None:
    """The base book has one rival value, and it weighs less than what it denies."""
    assert told(check_book(book)) == {}


def test_a_conflict_tells_both_sides_the_arithmetic_the_resolutions_and_whom_to_ask(
    book: Path,
) -> None:
    """With a rival value that would do instead, and one that is round."""
    (book / "rules" / "more.yaml").write_text(
        "- {id: a-dozen, title: A dozen beams?, always: beams-cracked = 12, ask: 'The surveyor: when she counted.'}\n"  # noqa: E501
    )
    ((heading, (item,)),) = disagreements(check_book(book))
    assert heading == KINDS["conflict"]
    assert (item.title, item.ask) == ("A dozen beams?", "The surveyor: when she counted.")
    assert item.why == ("14 is not 12",)
    (side,) = item.sides
    assert (side.value, side.who) == (
        "Mill Bridge: 14 beams, first",
        "Ines Falk, surveyor in Ostwick Gazette",
    )
    assert item.ways == (
        (
            "if “Mill Bridge: 14 beams, first” is wrong; or it is 12 (The mayor's office in Ostwick "  # noqa: E501
            "Courier), or it is of another stage, second"
        ),
    )


def test_a_group_may_be_of_others(book: Path, edit: Edit) -> None:
    """Where no source says who belongs to it."""
    edit(
        "entities.yaml",
        "mill-bridge: {name: Mill Bridge}",
        "mill-bridge: {name: Mill Bridge, group: true}",
    )
    (book / "rules" / "more.yaml").write_text(
        "- {id: fewer, normally: beams-cracked < 3, unless: it rained}\n"
    )
    ((_, (item,)),) = disagreements(check_book(book))
    assert "it is about others than the rule: no source says who “Mill Bridge” are" in item.ways[0]


def test_conflicts_that_one_resolution_ends_are_one_disagreement(book: Path) -> None:
    """The rule by itself, and with the sum that every two of the three claims make."""
    (book / "rules" / "more.yaml").write_text(
        "- {id: thrice, always: votes-for = 3 * votes-against}\n"
    )
    report = check_book(book)
    ((_, (item,)),) = disagreements(report)
    assert len(report.assessment.conflicts) == len(item.why) == 3
    assert item.why[0] == "3 × 8 is 24, not 15"
    assert item.rules == ("thrice", "votes-add-up")
    assert report.summary.conflicts == 1


def test_three_exclusive_claims_are_one_disagreement(book: Path) -> None:
    """Of which one at most can be right; not three pairs."""
    (book / "rules" / "more.yaml").write_text(
        "- {id: one, exclusive: [votes-for, votes-against, councillors]}\n"
    )
    ((_, (item,)),) = disagreements(check_book(book))
    assert item.why == ("of these, one at most can be right",)
    assert {side.claim for side in item.sides} == {"votes-for", "votes-against", "councillors"}


def test_a_claim_that_is_told_differently(book: Path, edit: Edit) -> None:
    """Words that weigh as much on both sides: no rule is needed."""
    edit(
        "entities.yaml",
        "mayor: {name: The mayor's office, interested: [bridge], note: answers for the bridge}",
        "mayor: {name: The mayor's office, authority: [beams]}",
    )
    edit(
        "bridge/beams-cracked.yaml",
        "statement:",
        "ask: 'Both: of which beams they speak.'\nstatement:",
    )
    ((heading, (item,)),) = disagreements(check_book(book))
    assert heading == KINDS["disputed"]
    assert [(side.value, side.who) for side in item.sides] == [
        ("for: 14", "Ines Falk, surveyor in Ostwick Gazette"),
        ("against: 12", "The mayor's office in Ostwick Courier"),
    ]
    assert item.ask == "Both: of which beams they speak."


def test_a_quantity_is_told_through_its_stages(book: Path, edit: Edit) -> None:
    """What it was, what it became, and the change beside it, which makes something else."""
    edit(
        "book.yaml",
        "  votes:",
        "  cracks: {dimension: count, unit: beams, adds_to: beams}\n  votes:",
    )
    for name, measure, value in (("now", "beams", 16), ("since", "cracks", 3)):
        (book / "bridge" / f"{name}.yaml").write_text(
            f"id: {name}\nkind: figure\nstatement: S.\n"
            f"quantity: {{subject: mill-bridge, measure: {measure}, stage: second, value: {value}}}\n"  # noqa: E501
        )
    report = check_book(book)
    (history,) = report.assessment.histories
    assert history_row(report, history) == (
        "Mill Bridge",
        "beams",
        (
            "first 14 (Ines Falk, surveyor in Ostwick Gazette) or 12 (The mayor's office in Ostwick Courier); "  # noqa: E501
            "then, second, 16 (nobody is quoted), beside a gain of 3 (nobody is quoted), which makes 17, or 15 from 12"  # noqa: E501
        ),
    )


def test_lists_in_words() -> None:
    """``a, b and c``; nothing for nothing."""
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"], "or") == "a or b"
    assert listed(["a", "b", "c"]) == "a, b and c"
