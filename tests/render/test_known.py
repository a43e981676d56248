"""Known findings: listed after the new ones, marked, and counted separately, in every
format.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import regex

from checker.assessment import Report
from checker.findings import Finding, Location, finding
from checker.render import (
    explain,
    html,
    json_report,
    markdown,
    terminal,
)

Make = Callable[..., Report]

KNOWN = replace(
    finding("file-empty", Location("a.yaml"), "an old baseline entry", claim="beams-cracked"),
    known="baseline",
)
BEFORE = replace(finding("outlet-missing", Location("b.yaml"), "it was so"), known="before")
NEW = finding("outlet-missing", Location("c.yaml"), "a new one", claim="beams-cracked")
FOUND = (KNOWN, BEFORE, NEW)


@pytest.mark.parametrize(
    "render",
    [
        lambda report: terminal.render(report, "claims"),
        markdown.render,
        lambda report: html.render(report).partition('id="findings"')[2],
    ],
    ids=["terminal", "markdown", "html"],
)
def test_known_findings_stand_behind_the_new_ones(
    made: Make, render: Callable[[Report], str]
) -> None:
    """An old error, too; and the marks say where it was known."""
    text = render(made(FOUND))
    places = [text.index(item.message) for item in (NEW, KNOWN, BEFORE)]
    assert places == sorted(places)
    assert text.count("known (baseline)") == 1
    assert text.count("known (before the change)") == 1


def test_the_story_of_a_claim_marks_them(made: Make) -> None:
    """In one line each."""
    report = made(FOUND)
    text = explain.claim(report, report.assessment.book.claims["beams-cracked"])
    assert regex.search(
        r"note\[outlet-missing\] a new one\n.*error\[file-empty\] known \(baseline\) an old baseline entry",  # noqa: E501
        text,
    )


def test_json_says_where_it_was_known(made: Make) -> None:
    """In the order of places, with fingerprints that differ, and counted apart."""
    data = json.loads(json_report.render(made(FOUND)))
    assert [item["known"] for item in data["findings"]] == ["baseline", "before", None]
    assert len({item["fingerprint"] for item in data["findings"]}) == 3
    assert data["summary"]["findings"] == {"error": 0, "warning": 0, "note": 1, "known": 2}


def test_the_page_counts_them_apart_and_tells_them_at_the_claim(made: Make) -> None:
    """As the lists of all findings do."""
    head, _, rest = html.render(made(FOUND)).partition('<article class="claim')
    assert "1 note; 2 known" in head
    listed = [
        rest.index(words)
        for words in ("note, outlet-missing: a new one", "error (known (baseline)), file-empty:")
    ]
    assert listed == sorted(listed)


@pytest.mark.parametrize(
    "render", [lambda report: terminal.render(report, "claims"), markdown.render]
)
def test_the_other_formats_count_them_apart(made: Make, render: Callable[[Report], str]) -> None:
    """In their summaries."""
    assert "1 note; 2 known" in render(made(FOUND))


@pytest.mark.parametrize(
    ("found", "words"),
    [((), "none"), ((KNOWN,), "no new ones; 1 known"), ((NEW, NEW), "2 notes")],
)
def test_the_summary_in_words(made: Make, found: tuple[Finding, ...], words: str) -> None:
    """Known ones are mentioned only if there are any."""
    assert regex.search(rf"findings +{words}\n", terminal.render(made(found), "claims"))
