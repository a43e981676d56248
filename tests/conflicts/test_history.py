"""Quantities through their stages: which claims make a history, and what each step holds."""

from __future__ import annotations

from ..oracles import Desk

CHANGES = """\
  seats: {dimension: count, unit: seats}
  seats-lost: {dimension: count, unit: seats, takes_from: seats}
"""


def test_values_and_changes_by_stage(desk: Desk) -> None:
    """A loss beside the value that it should make; each rival value before makes another."""
    book = (desk.folder / "book.yaml").read_text()
    seats = "  seats: {dimension: count, unit: seats}\n"
    (desk.folder / "book.yaml").write_text(book.replace(seats, CHANGES))
    desk.claim("before", 73, more=", stage: first")
    desk.evidence("before", "contradicting", ", says: 75")
    desk.claim("after", 69, more=", stage: second")
    desk.claim("lost", 3, "seats-lost", more=", stage: second")
    (history,) = desk.examine("before > 0").histories
    assert (history.subject, history.measure) == ("body", "seats")
    assert history.claims == ("before", "after", "lost")
    first, second = history.steps
    assert [report.text for report in first.values] == ["73", "75"]
    assert [report.text for report in second.values] == ["69"]
    (change,) = second.changes
    assert (change.loss, change.makes) == (True, "70, or 72 from 75")


def test_no_history(desk: Desk) -> None:
    """One claim alone has none; two quantities of one name have none together."""
    desk.claim("one", 5, more=", stage: first")
    desk.claim("votes", 6, "votes", more=", stage: first")
    desk.claim("other-votes", 7, "votes", more=", stage: first")
    desk.claim("later-votes", 8, "votes", more=", stage: second")
    desk.claim("without", 9)
    assert desk.examine("one > 0").histories == ()
