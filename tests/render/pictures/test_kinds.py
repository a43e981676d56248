"""What each kind of picture shows, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.assessment import Report
from checker.render import pictures
from checker.render.pictures import Picture
from checker.values import Dimension, parse_quantity

from .faults import texts, words_of
from .made import drawn, report_of, specimen


@pytest.fixture(scope="module")
def report() -> Report:
    """The specimen's report."""
    return specimen()


@pytest.fixture(scope="module")
def by_id(report: Report) -> dict[str, Picture]:
    """Its pictures."""
    return {picture.id: picture for picture in drawn(report)}


def test_only_contested_values_have_a_picture(report: Report) -> None:
    """A value that all tell alike is told in a line of text."""
    shown = {
        name
        for name, claim in report.assessment.book.claims.items()
        if pictures.values_picture(report, claim)
    }
    assert shown == {"greens-first", "greens-loss", "turnout", "wait-at-the-door", "vote-was-held"}


def test_values_stand_in_the_picture_and_in_its_words(by_id: dict[str, Picture]) -> None:
    """As the claims write them, with who says so."""
    shown = " ".join(words_of(by_id["values-greens-first"]).split())
    for value in (
        "17",
        "at least 19",
        "between 11 and 13",
        "12 (second)",
        "The clerk",
        "The mayor's office",
        "leaflet",
    ):
        assert value in shown
    alt = by_id["values-greens-first"].alt
    for value in ("17", "at least 19", "between 11 and 13", "The clerk in Ostwick Gazette"):
        assert value in alt


def test_sides_differ_by_shape_and_weight_by_filling(by_id: dict[str, Picture]) -> None:
    """Circles for, diamonds against, squares of another stage; hollow marks weigh little."""
    svg = by_id["values-greens-first"].svg
    assert svg.count("<circle") == 2 + 1, "two sources, and the legend"
    assert 'fill="#ffffff" stroke="#9b1c1c"' in svg, "the mayor's word is hollow"
    assert 'fill="#9b1c1c" stroke="#9b1c1c"' in svg
    assert 'fill="#5a5a66" stroke="#5a5a66"' in svg, "the square"


def test_rows_that_do_not_fit_are_counted(report: Report) -> None:
    """A picture ends with the page; the text has them all."""
    book = report.assessment.book
    claim = book.claims["greens-first"]
    rival = claim.evidence[2]
    more = tuple(
        replace(
            rival,
            id=f"greens-first/contradicting/{number}",
            says=parse_quantity(str(number), Dimension.COUNT),
        )
        for number in range(20, 60)
    )
    longer = replace(claim, evidence=(*claim.evidence[:2], *more))
    other = report_of(replace(book, claims={**book.claims, claim.id: longer}))
    picture = pictures.values_picture(other, longer)
    assert picture is not None
    rows = sum(text.words == "in leaflet; no known outlet" for text in texts(picture))
    assert 10 < rows < 40
    assert f"and {40 - rows} more, in the text" in words_of(picture)


def test_a_history_says_what_changes_make(by_id: dict[str, Picture]) -> None:
    """Of the claim's value and of rival ones; what makes anything at all is left out."""
    shown = words_of(by_id["history-greens--seats"])
    for part in (
        "first",
        "second",
        "− 4",
        "from 17, makes 13",
        "from at least 19, makes at least 15",
        "− more than 5",
    ):
        assert part in shown
    assert "anything" not in shown


def test_a_timeline_is_in_the_order_of_time(by_id: dict[str, Picture]) -> None:
    """What has a date by its date, the rest behind; rivals are told and marked."""
    shown = words_of(by_id["timeline"])
    order = [
        "voted on the night",
        "told of the results",
        "new council met",
        "put off to a Thursday",
    ]
    assert sorted(order, key=shown.index) == order
    assert "elsewhere 2024-03-13 morning" in shown
    assert "(49 days)" in shown
    assert "timeline-council" not in by_id, "a single claim is no timeline"
    assert "2024-03-12 night" in by_id["timeline"].alt


def test_a_conflict_has_its_claims_rules_and_arithmetic(
    report: Report, by_id: dict[str, Picture]
) -> None:
    """And who says what instead."""
    shown = words_of(by_id["conflict-1"])
    for part in (
        "17 seats, first",
        "at least 19 seats, first",
        "4 seats fewer",
        "17 - 4 = 12",
        "17 - 4 is 13, not 12",
    ):
        assert part in shown
    assert "always, broken: greens-lost" in shown
    pairs = [
        group
        for group in report.assessment.disagreements
        if {rule.key for rule in group[0].rules} == {"exclusive"}
    ]
    assert (
        [pictures.conflict_picture(report, group) for group in pairs] == [None] * len(pairs) != []
    )
    assert "17 - 4 is 13, not 12" in by_id["conflict-1"].alt
    assert by_id["conflict-1"].svg.count('stroke-width="1.2"') == 3, (
        "a line from each claim to the rule"
    )
    single = [group for group in report.assessment.disagreements if len(group[0].claims) == 1]
    assert single
    assert [pictures.conflict_picture(report, group) for group in single] == [None] * len(single)


def test_parts_come_from_rules_alone(report: Report, by_id: dict[str, Picture]) -> None:
    """With what they add up to, as exactly as reported, and other reported values."""
    shown = words_of(by_id["seats-council-is-full"])
    for part in (
        "3 parts add up to between 36 and 56; between 4 and 24 not reported here",
        "about 20",
        "elsewhere at least",
    ):
        assert part in shown
    without = replace(
        report.assessment.book,
        rules=tuple(rule for rule in report.assessment.book.rules if rule.id != "council-is-full"),
    )
    assert pictures.seats_pictures(report_of(without)) == ()


def test_more_parts_than_the_whole_are_told(report: Report) -> None:
    """The bar runs on behind the end of the whole."""
    book = report.assessment.book
    claim = book.claims["council-seats"]
    assert claim.quantity is not None
    small = replace(
        claim, quantity=replace(claim.quantity, value=parse_quantity("30", Dimension.COUNT))
    )
    (picture,) = pictures.seats_pictures(
        report_of(replace(book, claims={**book.claims, claim.id: small}))
    )
    assert "between 6 and 26 more than the whole" in words_of(picture)
    assert "the end of the whole" in words_of(picture)


def test_sources_that_share_text_or_outlet_are_shown(
    report: Report, by_id: dict[str, Picture]
) -> None:
    """The longest run in words; without either there is nothing to be seen."""
    picture = by_id["sources-shared"]
    assert "41" in [text.words for text in texts(picture)]
    assert "gazette and leaflet share 41 words in a row" in picture.alt
    book = report.assessment.book
    alone = {
        name: source for name, source in book.sources.items() if name in ("gazette", "courier")
    }
    other = replace(
        report, assessment=replace(report.assessment, book=replace(book, sources=alone))
    )
    assert pictures.overlap_picture(other) is None


def test_many_sources_are_cut_to_those_that_share(report: Report) -> None:
    """A table of hundreds is none."""
    book = report.assessment.book
    many = {
        f"s{number:03}": replace(book.sources["courier"], id=f"s{number:03}")
        for number in range(300)
    }
    other = replace(
        report,
        assessment=replace(report.assessment, book=replace(book, sources={**book.sources, **many})),
    )
    picture = pictures.overlap_picture(other)
    assert picture is not None
    assert picture.height < 820
    assert {"gazette", "leaflet"} <= set(words_of(picture).split())
    assert "and 284 more, in the text" in words_of(picture)
