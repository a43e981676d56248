"""Every picture: well made whatever the book says, the same twice, and as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.assessment import Report
from checker.usecases import check_book

from .faults import faults, words_of
from .made import drawn, reworded, specimen

GOLDEN = Path(__file__).parent / "golden"
KEPT = (
    "values-greens-first",
    "values-vote-was-held",
    "history-greens--seats",
    "timeline-night",
    "conflict-1",
    "seats-council-is-full",
    "sources-shared",
)
"""One of each kind; two of values, since times are drawn otherwise than numbers."""


@pytest.fixture(scope="module")
def report() -> Report:
    """The specimen's report."""
    return specimen()


@pytest.mark.parametrize("name", KEPT)
def test_a_picture_is_as_it_was(name: str, report: Report, update: bool) -> None:
    """A change of a picture is a change that somebody has looked at."""
    picture = next(picture for picture in drawn(report) if picture.id == name)
    text = picture.svg.replace("><", ">\n<") + f"\n<!-- {picture.title}\n{picture.alt} -->\n"
    path = GOLDEN / f"{name}.svg"
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "no golden file: run pytest --update, and look at what it drew"
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_picture_is_left_over(update: bool) -> None:
    """What nothing expects any more is removed by the update."""
    orphans = {path.stem for path in GOLDEN.iterdir()} - set(KEPT)
    if update:
        for name in orphans:
            (GOLDEN / f"{name}.svg").unlink()
        orphans = set()
    assert orphans == set()


def test_pictures_are_well_made(report: Report) -> None:
    """Of the specimen, which has each kind of value and mark."""
    found = list(drawn(report))
    assert len({picture.id for picture in found}) == len(found) == 11
    assert [fault for picture in found for fault in faults(picture)] == []


def test_the_pictures_of_this_repository_are_well_made(root: Path) -> None:
    """All that the committed book yields: some of each kind."""
    found = list(drawn(check_book(root / "claims")))
    kinds = {picture.id.partition("-")[0] for picture in found}
    assert kinds == {"values", "history", "timeline", "conflict", "seats", "sources"}
    assert len({picture.id for picture in found}) == len(found)
    assert [fault for picture in found for fault in faults(picture)] == []


@settings(max_examples=30, deadline=None)
@given(words=st.text(max_size=200))
@example(words="W" * 10_000)
@example(words="Wiggly words " * 1_000)
@example(words="</text><script>alert(1)</script> & ]]> \"' \x00\x1b\ufffe\ud800")
@example(words="\u202egnp.exe حزب ٧٣، حزب \u2066x 選挙管理委員会" * 9)
@example(words="👩‍🚀👍🏽🇮🇶" * 99)
@example(words="Z\u0337\u0322\u034e\u0353\u032f\u0333\u032e" * 50)
@example(words=" ")
def test_no_words_break_a_picture(words: str) -> None:
    """Names, statements, units, topics, rules: all are the same hostile text."""
    found = list(drawn(reworded(specimen(), words)))
    assert [fault for picture in found for fault in faults(picture)] == []
    assert found == list(drawn(reworded(specimen(), words)))


def test_what_xml_forbids_is_seen_to_be_missing(report: Report) -> None:
    """A control character in a name is no name without it."""
    found = list(drawn(reworded(report, "a\x07b")))
    assert "a\ufffdb" in words_of(found[0])
    assert not any("\x07" in picture.svg + picture.alt + picture.title for picture in found)


def test_colours_alone_tell_nothing(report: Report) -> None:
    """Where marks of several shapes are drawn, words say what each means."""
    for picture in drawn(report):
        if picture.id == "values-greens-first":
            for meaning in (
                "for the claim",
                "against it",
                "against it, weak evidence",
                "of another stage",
            ):
                assert meaning in words_of(picture)
