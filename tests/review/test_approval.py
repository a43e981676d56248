"""Whether an approval stands, and what is wrong with a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checker.book import (
    Act,
    Book,
    Review,
    ReviewState,
    load_book,
)
from checker.review import (
    Approval,
    ApprovalStatus,
    approval_of,
    changes,
    digest_of,
    field_digests,
    parts_of,
    problems,
    texts_of,
)

Edit = Callable[[str, str, str], Path]
ED = "Ed Itor <ed@desk.example>"


def act_on(book: Book, name: str = "beams-cracked") -> Act:
    """An approval of a claim as it is."""
    data = book.claims[name].place.document.data
    texts = texts_of(book, data)
    return Act(
        ReviewState.APPROVED,
        ED,
        "2026-11-25T09:30:00Z",
        attests="the quotes support the claim as worded",
        verdict="supported",
        strength="moderate",
        digest=digest_of(data, texts),
        fields=field_digests(parts_of(data, texts)),
    )


def found(
    folder: Path, act: Act, verdict: str = "supported", strength: str = "moderate"
) -> Approval:
    """What became of an approval, in the book as it is now."""
    book = load_book(folder)
    claim = replace(book.claims["beams-cracked"], review=Review(ReviewState.APPROVED, "", (act,)))
    approval = approval_of(book, claim, verdict, strength)
    assert approval is not None
    return approval


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("bridge/beams-cracked.yaml", "Fourteen", "14", ["statement"]),
        ("bridge/beams-cracked.yaml", "value: 14", "value: 15", ["quantity.value"]),
        ("bridge/beams-cracked.yaml", "stage: first, ", "", ["quantity.stage (gone)"]),
        ("bridge/beams-cracked.yaml", "origin: surveyor", "origin: mayor", ["supporting/1"]),
        ("bridge/beams-cracked.yaml", "says: 12", "says: 13", ["contradicting/1"]),
        ("bridge/beams-cracked.yaml", "contradicting:", "note: x\ncontradicting:", ["note (new)"]),
        ("sources/gazette.yaml", "523b981a", "623b981a", ["texts"]),
        ("bridge/beams-cracked.yaml", "says: 12", 'says: "12"  # a dozen', []),
        ("bridge/beams-cracked.yaml", "origin: mayor", "origin: mayor\n    retracts: false", []),
        ("sources/gazette.yaml", "language: en", "language: en\nnote: x", []),
        ("entities.yaml", "Ines Falk", "Ines Falck", []),
    ],
)
def test_it_lapses_with_what_it_binds(
    book: Path, edit: Edit, file: str, old: str, new: str, changed: list[str]
) -> None:
    """And with nothing else; the fields are named."""
    act = act_on(load_book(book))
    assert found(book, act).mark is ApprovalStatus.VALID
    edit(file, old, new)
    approval = found(book, act)
    assert approval.mark is (ApprovalStatus.LAPSED if changed else ApprovalStatus.VALID)
    assert list(map(str, approval.changes)) == changed


def test_lapsed_goes_before_a_grade_that_moved(book: Path, edit: Edit) -> None:
    """Who reads it again sees the grade, too."""
    act = act_on(load_book(book))
    moved = found(book, act, "disputed", "")
    assert (moved.mark, moved.before, moved.after) == (
        ApprovalStatus.GRADE_CHANGED,
        ("supported", "moderate"),
        ("disputed", ""),
    )
    assert found(book, act, "supported", "high").mark is ApprovalStatus.GRADE_CHANGED
    edit("bridge/beams-cracked.yaml", "Fourteen", "14")
    assert found(book, act, "disputed", "").mark is ApprovalStatus.LAPSED


def test_without_fields_it_lapses_all_the_same(book: Path, edit: Edit) -> None:
    """What changed can then not be told; and fields alone hold nothing up."""
    act = act_on(load_book(book))
    edit("bridge/beams-cracked.yaml", "Fourteen", "14")
    assert found(book, replace(act, fields={})).changes == ()
    assert found(book, act_on(load_book(book))).mark is ApprovalStatus.VALID
    assert (
        found(book, replace(act_on(load_book(book)), fields={"statement": "00000000"})).mark
        is ApprovalStatus.VALID
    )
    assert (
        found(book, replace(act_on(load_book(book)), digest=act.digest)).mark
        is ApprovalStatus.LAPSED
    )


def test_what_nobody_signed_or_can_compare_does_not_stand(book: Path) -> None:
    """A state without an entry; a digest of another version."""
    loaded = load_book(book)
    claim = loaded.claims["beams-cracked"]
    approval = approval_of(
        loaded, replace(claim, review=Review(ReviewState.APPROVED)), "supported", "moderate"
    )
    assert approval is not None
    assert (approval.mark, approval.act) == (ApprovalStatus.LAPSED, None)
    other = replace(act_on(loaded), digest=act_on(loaded).digest.replace("/1", "/2"))
    assert found(book, other).mark is ApprovalStatus.LAPSED
    assert "checker-claim/2" in found(book, other).problem
    for state in (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETURNED):
        assert (
            approval_of(loaded, replace(claim, review=Review(state)), "supported", "moderate")
            is None
        )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b c", "a b c", ""),
        ("a b c", "x a b c", "s/1 (new)"),
        ("a b c", "a c", "s/2 (gone)"),
        ("a b c", "a x c", "s/2"),
        ("a b c", "c b a", "s (moved)"),
        ("a a", "a", "s/2 (gone)"),
        ("a", "a a", "s/2 (new)"),
        ("a b", "x a y", "s/1 (new), s/3 (new), s/2 (gone)"),
    ],
)
def test_evidence_is_known_by_what_it_is(before: str, after: str, told: str) -> None:
    """Not by its number: one that is put in first changes no other."""
    fields = [
        {f"s/{number}": item for number, item in enumerate(items.split(), 1)}
        for items in (before, after)
    ]
    assert ", ".join(map(str, changes(*fields))) in (told, told.replace("s/2 (gone)", "s/1 (gone)"))


def thread(*acts: Act, state: ReviewState = ReviewState.APPROVED) -> list[str]:
    """What is wrong with a block."""
    return [problem.message for problem in problems(Review(state, "", acts))]


def test_a_thread_that_fits_has_no_problem(book: Path) -> None:
    """In any state; who works on after a return, or answers in the thread, is in order."""
    approved = act_on(load_book(book))
    returned = Act(ReviewState.RETURNED, ED, "2026-11-24T10:00:00Z", note="Who counted?")
    answered = Act(
        ReviewState.IN_REVIEW,
        "Re Searcher <re@desk.example>",
        "2026-11-24T11:00:00Z",
        note="The surveyor.",
    )
    assert thread(returned, answered, approved) == []
    assert thread(returned, state=ReviewState.RETURNED) == []
    assert (
        thread(returned, state=ReviewState.IN_REVIEW)
        == thread(approved, state=ReviewState.DRAFT)
        == []
    )
    assert thread(state=ReviewState.DRAFT) == thread(state=ReviewState.IN_REVIEW) == []


def test_each_thing_that_is_wrong_is_told(book: Path) -> None:
    """ReviewState, order, calendar, strength, digest."""
    approved = act_on(load_book(book))
    returned = Act(ReviewState.RETURNED, ED, "2026-11-24T10:00:00Z", note="Who counted?")
    assert thread(returned) == [
        "the state is approved, and the last entry of the thread says returned"
    ]
    assert thread() == ["the state is approved, and there is no thread"]
    assert thread(approved, returned, state=ReviewState.RETURNED) == [
        "2026-11-24T10:00:00Z is before the entry above it, 2026-11-25T09:30:00Z"
    ]
    for at in ("2026-02-29T10:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T10:00:61Z"):
        assert thread(replace(approved, at=at)) == [f"{at} is no time of the calendar"]
    assert thread(replace(approved, strength="")) == ["approved as supported, without a strength"]
    assert thread(replace(approved, verdict="unproven")) == ["unproven has no strength"]
    assert "cannot be read" in thread(replace(approved, digest="x"))[0]
