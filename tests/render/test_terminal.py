"""Findings on a terminal: their texts stay within their margins and cannot control it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.assessment import Report
from checker.findings import Finding, Location, finding
from checker.render import terminal

Make = Callable[..., Report]
PAINT = terminal.Paint(colour=False)


def shown(report: Report, item: Finding) -> list[str]:
    """Its lines."""
    return terminal.finding_text(report, item, "claims", PAINT).split("\n")


def test_a_message_of_several_lines_stays_within_its_margin(made: Make) -> None:
    """So do hints, and words on other places."""
    item = replace(
        finding("outlet-missing", Location("c.yaml"), "one\r\ntwo\rthree\n", "do this\nthen that"),
        related=((Location("d.yaml", 3), "first\nsecond"),),
    )
    assert shown(made([item]), item) == [
        "note[outlet-missing] claims/c.yaml:1:1",
        "  one",
        "  two",
        "  three",
        "  at claims/d.yaml:3 first",
        "     second",
        "  hint: do this",
        "        then that",
    ]


def test_a_column_is_a_line(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its head, width and text; the table stays as wide as the terminal, and narrow ones do
    without.
    """
    added = terminal.Column("kind", 11, lambda _report, claim, _paint: str(claim.kind))
    monkeypatch.setattr(terminal, "_COLUMNS", (*terminal._COLUMNS, added))
    lines = terminal.render(made([]), "claims").split("\n")
    (head,) = {line for line in lines if line.startswith("│ claim")}
    assert [cell.strip() for cell in head.split("│")[1:-1]] == [
        "claim",
        "verdict",
        "for",
        "against",
        "kind",
    ]
    assert {len(line) for line in lines if line.startswith(("│", "├"))} == {100}
    assert any(line.endswith("│ attribution │") for line in lines)
    assert "kind" not in terminal.render(made([]), "claims", width=60).split("\n")[4]


def test_a_line_is_that_of_the_file_whatever_else_breaks_lines(made: Make) -> None:
    """A form feed and the like end no line of a record."""
    item = finding("outlet-missing", Location("c.yaml", 2), "so")
    lines = shown(made([item], {"c.yaml": "a: \x0c\x85\u2028b\nsecond: line\n"}), item)
    assert lines[2] == "    2 | second: line"


ODD = st.text(st.sampled_from("ab \n\r\t\x00\x07\x1b\x85\u2028\u202e\u2066\ud800é"), min_size=1)


@given(ODD, ODD, ODD, ODD)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_is_sent_that_steers(
    made: Make, path: str, message: str, hint: str, line: str
) -> None:
    """Control characters are shown; every line but the first is indented."""
    item = replace(
        finding("outlet-missing", Location(path, 1), message, hint),
        related=((Location(path, 2), message),),
    )
    first, *rest = shown(made([item], {path: line}), item)
    text = "\n".join([first, *rest])
    assert not regex.search(
        r"[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029--[\n]]", text, regex.VERSION1
    )
    assert all(line.startswith("  ") for line in rest)
    report = made([item])
    report = replace(
        report,
        assessment=replace(report.assessment, book=replace(report.assessment.book, title=message)),
    )
    assert terminal.render(report, path).split("\n")[0] == terminal.one_line(message)
