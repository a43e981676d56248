"""Who counts as one independent outlet and who as two, from the texts to the grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.assessment import Report
from checker.grading import Grade, Strength, Verdict
from checker.usecases import check_book
from checker.usecases.prove import prove_book
from checker.verification import Archive

FACT = "The harbour at Skelvik had four cranes in use on Monday"
RUN = (
    "while the dredger lay at the inner quay with its engine taken apart "
    "and nobody in the yard could tell the harbour"
    " master when the new parts would come from the works"
)
"""28 words."""

HEADS = ("Port news", "Monday at the quay", "From the coast", "In short")

BOOK = """\
title: T
language: en
time_zone: UTC
measures: {cranes: {dimension: count, unit: cranes}}
topics: {t: {title: T}}
"""
ENTITIES = """\
harbour: {name: Harbour}
master: {name: Harbour master}
mail: {name: Mail}
post: {name: Post}
evening-post: {name: Evening Post, belongs_to: post}
"""
SOURCE = """\
id: {id}
language: en
title: null
publisher: null
author: null
published: null
url: null
outlet: {{entity: {outlet}, basis: judged, reason: r}}
"""
CLAIM = """\
id: cranes
kind: figure
statement: Four cranes are in use.
quantity: {subject: harbour, measure: cranes, value: 4}
supporting:
"""
SAID = """\
id: cranes
kind: attribution
statement: The harbour master said that four cranes were in use.
speaker: master
supporting:
"""


def checked(
    folder: Path,
    texts: dict[str, tuple[str, str]],
    claim: str = CLAIM,
    origins: tuple[str, ...] = (),
) -> Grade:
    """The grade of a claim that quotes each text: by source, its outlet and how it goes on."""
    book, archive = folder / "claims", folder / "archive"
    for path in (book / "sources", book / "t", archive):
        path.mkdir(parents=True)
    (book / "book.yaml").write_text(BOOK)
    (book / "entities.yaml").write_text(ENTITIES)
    for number, (name, (outlet, rest)) in enumerate(texts.items()):
        (archive / f"{name}.txt").write_text(f"{HEADS[number]}\n\n{FACT}, {rest}.\n")
        (book / "sources" / f"{name}.yaml").write_text(SOURCE.format(id=name, outlet=outlet))
        origin = f", origin: {origins[number]}" if origins else ""
        claim += f"  - {{source: {name}, quote: {FACT}{origin}}}\n"
    (book / "t" / "cranes.yaml").write_text(claim)
    prove_book(book, Archive(archive))
    report: Report = check_book(book)
    assert report.assessment.verification.proven("cranes/supporting/1")
    return report.assessment.grades["cranes"]


def via(grade: Grade) -> str:
    """How the reason of the only line tells of its independent outlets."""
    (reason,) = (reason for reason in grade.reasons if reason.startswith("for, "))
    return reason.partition("via ")[2]


def test_two_outlets_of_which_one_has_copied_are_one_independent_outlet(tmp_path: Path) -> None:
    """25 words in a row or more, told with the sources and the length."""
    grade = checked(tmp_path, {"a": ("mail", RUN), "b": ("post", RUN)})
    assert (grade.verdict, grade.single) == (Verdict.UNPROVEN, True)
    assert grade.lines[0].independent_outlets == 1
    words = len(FACT.split()) + len(RUN.split())
    assert via(grade) == f"Mail, Post (a and b share {words} words in a row, so they count as one)"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # they agree, in other words
        ("and the dredger was out of order", "though nobody knows for how long"),
        # they share a run that is too short: 11 words of the fact, and 13 more
        (" ".join(RUN.split()[:13]) + " said one", " ".join(RUN.split()[:13]) + " wrote another"),
        # they quote the same man at length
        (f"“{RUN}”, the master told us", f"and as he put it, “{RUN}”"),
    ],
)
def test_two_outlets_that_merely_agree_are_two_independent_outlets(
    tmp_path: Path, first: str, second: str
) -> None:
    """Short runs happen by chance, and speech belongs to the speaker."""
    grade = checked(tmp_path, {"a": ("mail", first), "b": ("post", second)})
    assert (grade.verdict, grade.strength) == (Verdict.SUPPORTED, Strength.HIGH)
    assert via(grade) == "Mail, Post"


def test_two_pages_of_one_outlet_are_one_independent_outlet(tmp_path: Path) -> None:
    """Whatever they say; an owner's outlets are one."""
    grade = checked(tmp_path, {"a": ("post", "and so on"), "b": ("evening-post", "which is few")})
    assert grade.single
    assert via(grade) == "Post (a and b belong to one outlet, so they count as one)"


def test_both_reasons_are_told_where_both_hold(tmp_path: Path) -> None:
    """Of three sources, too: copying reaches through an outlet."""
    texts = {"a": ("mail", RUN), "b": ("mail", "and so on"), "c": ("post", RUN), "d": ("mail", RUN)}
    grade = checked(tmp_path, texts)
    assert grade.lines[0].independent_outlets == 1
    words = len(FACT.split()) + len(RUN.split())
    assert via(grade) == (
        f"Mail, Post (a, b and d belong to one outlet; a and c share {words} words in a row; "
        f"a and d share {words} words in a row; c and d share {words} words in a row, "
        "so they count as one)"
    )


def test_the_reasons_for_two_sources_are_one_sentence(tmp_path: Path) -> None:
    """As of two pages of an agency."""
    grade = checked(tmp_path, {"a": ("mail", RUN), "b": ("mail", RUN)})
    words = len(FACT.split()) + len(RUN.split())
    assert (
        via(grade) == f"Mail (a and b belong to one outlet and share {words} words in a row, "
        "so they count as one)"
    )


def test_who_copied_does_not_count_twice_by_naming_another_origin(tmp_path: Path) -> None:
    """Of what somebody said, independent outlets are counted over all lines."""
    texts = {"a": ("mail", RUN), "b": ("post", RUN)}
    grade = checked(tmp_path / "copied", texts, SAID, ("outlet", "master"))
    assert len(grade.lines) == 2
    assert (grade.verdict, grade.strength) == (Verdict.SUPPORTED, Strength.LOW)
    texts = {"a": ("mail", "and so on"), "b": ("post", "which is few")}
    grade = checked(tmp_path / "free", texts, SAID, ("outlet", "master"))
    assert (grade.verdict, grade.strength) == (Verdict.SUPPORTED, Strength.HIGH)
