"""What a report says of each source: its figures, who says otherwise, what depends on it; and no
score.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import regex

from checker.assessment import Report
from checker.render import (
    explain,
    html,
    json_report,
    markdown,
    sources,
)
from checker.render.sources import SourcePage
from checker.usecases import check_book

Edit = Callable[[str, str, str], Path]
RETRACTED = "status: {is: retracted, date: 2024-03-20, note: The Gazette withdrew it.}\n"


def pages(report: Report) -> dict[str, SourcePage]:
    """By source."""
    return {page.source.id: page for page in sources.source_pages(report)}


def figures(report: Report, name: str) -> dict[tuple[str, str, str], list[str]]:
    """Claim, value and side, and who says otherwise, as they are printed."""
    return {
        (
            item.claim.id,
            sources.figure_text(report, item),
            sources.side_text(item),
        ): sources.otherwise_text(report, item, name)
        for item in pages(report)[name].figures
    }


def test_figures_and_who_says_otherwise(book: Path) -> None:
    """Both ways; what nobody contradicts says so."""
    report = check_book(book)
    nobody = ["none quoted here"]
    assert figures(report, "gazette") == {
        ("beams-cracked", "14 beams", "for"): ["12, Ostwick Courier (courier)"],
        ("councillors", "23 votes", "for"): nobody,
        ("votes-against", "8 votes", "for"): nobody,
        ("votes-for", "15 votes", "for"): nobody,
    }
    assert figures(report, "courier") == {
        ("beams-cracked", "12 beams", "against"): ["14, Ostwick Gazette (gazette)"],
        ("votes-against", "8 votes", "for"): nobody,
        ("votes-for", "15 votes", "for"): nobody,
    }


def test_a_source_that_contradicts_itself_is_shown(book: Path, edit: Edit) -> None:
    """As two figures, each against the other."""
    edit("bridge/beams-cracked.yaml", "  - source: courier", "  - source: gazette")
    edit(
        "bridge/beams-cracked.yaml",
        "Only 12 of the 40 beams are cracked, the mayor's office said",
        "By Tova Lind",
    )
    edit("bridge/beams-cracked.yaml", "says: 12", "says: 12\n    reading: r")
    found = figures(check_book(book), "gazette")
    assert found["beams-cracked", "14 beams", "for"] == ["12, this source itself"]
    assert found["beams-cracked", "12 beams", "against"] == ["14, this source itself"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("says: 12", "says: 13"),  # the quote does not say it
        ("Only 12 of the 40", "Only 12 of 40"),  # the quote is not proven
        ("says: 12", "says: 12\n    background: true"),
    ],
)
def test_what_does_not_stand_in_the_source_is_no_figure_of_it(
    book: Path, edit: Edit, old: str, new: str
) -> None:
    """Nor does it say otherwise."""
    edit("bridge/beams-cracked.yaml", old, new)
    report = check_book(book)
    assert "beams-cracked" not in {claim for claim, _, _ in figures(report, "courier")}
    assert figures(report, "gazette")["beams-cracked", "14 beams", "for"] == ["none quoted here"]


@pytest.mark.parametrize("stage", ["second", "unclear"])
def test_a_figure_of_another_stage_contradicts_nobody(book: Path, edit: Edit, stage: str) -> None:
    """It is shown with its stage."""
    edit("bridge/beams-cracked.yaml", "says: 12", f"says: 12\n    stage: {stage}")
    report = check_book(book)
    assert figures(report, "courier")["beams-cracked", f"12 beams ({stage})", "against"] == [
        "none quoted here"
    ]
    assert figures(report, "gazette")["beams-cracked", "14 beams", "for"] == ["none quoted here"]


def test_quotes_and_what_depends_on_a_source(book: Path, edit: Edit) -> None:
    """Of ten quotes one is not proven."""
    edit("bridge/beams-cracked.yaml", "Only 12 of the 40", "Only 12 of 40")
    found = pages(check_book(book))
    assert sources.counts_text(found["courier"]) == "3 of 4 quotes proven"
    assert [claim.id for claim in found["courier"].carries] == ["vote-day"]
    carried = ["beams-cracked", "councillors", "surveyor-said-cost", "vote-day"]
    assert [claim.id for claim in found["gazette"].carries] == carried


def test_every_format_says_what_became_of_a_source(book: Path) -> None:
    """When, why, and what it does to the quotes; and nothing depends on it."""
    file = book / "sources" / "gazette.yaml"
    file.write_text(file.read_text() + RETRACTED)
    report = check_book(book)
    for render in (markdown.render, html.render):
        text = render(report)
        assert (
            "Retracted on 2024-03-20: The Gazette withdrew it. Its quotes count for nothing."
            in text
        )
        assert "No verdict depends on it" in text
    shown = explain.source(report, report.assessment.book.sources["gazette"])
    assert "Retracted on 2024-03-20: The Gazette withdrew it." in shown
    assert "If it is withdrawn: no verdict changes" in shown
    _, gazette = json.loads(json_report.render(report))["sources"]
    assert gazette["status"] == {
        "is": "retracted",
        "date": "2024-03-20",
        "note": "The Gazette withdrew it.",
    }
    assert gazette["dependent_claims"] == []


def test_json_names_the_evidence_behind_each_figure(book: Path) -> None:
    """And the outlet of a source that gives another value."""
    courier, _ = json.loads(json_report.render(check_book(book)))["sources"]
    assert courier["quotes"] == {"total": 4, "proven": 4}
    figure = courier["figures"][0]
    assert (figure["claim"], figure["evidence"]) == (
        "beams-cracked",
        ["beams-cracked/contradicting/1"],
    )
    (other,) = figure["other_values"]
    assert (other["source"], other["outlet"], other["says"]["text"]) == ("gazette", "gazette", "14")


def test_copied_text_is_shown_where_it_merges_independent_outlets(book: Path) -> None:
    """At the source, and at each line, with the length of the run."""
    file = book / "sources" / "courier.yaml"
    file.write_text(file.read_text().rstrip() + "\n  shared: {gazette: 31}\n")
    report = check_book(book)
    merged = "courier and gazette share 31 words in a row, so they count as one"
    for text in (markdown.render(report), html.render(report)):
        assert merged in text
        assert "Shares 31 words in a row with gazette" in text
    shown = " ".join(explain.claim(report, report.assessment.book.claims["votes-for"]).split())
    assert f"Ostwick Courier, Ostwick Gazette ({merged})" in shown


def test_a_page_of_a_source_has_no_score(book: Path) -> None:
    """Facts are counted; nobody is rated."""
    section = (
        markdown.render(check_book(book)).partition("## Sources")[2].partition("## Coverage")[0]
    )
    assert section
    assert not regex.search(r"%|percent|score|rating|reliab|trust", section)
