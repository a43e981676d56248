"""Two states of a book: each way by which a change reaches a claim, and what it does there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.assessment import Report
from checker.book import build_book
from checker.changes import Comparison, Effect, compare
from checker.render import json_report
from checker.render.changes import headline
from checker.usecases import open_archive
from checker.usecases.check import report_on

from ..edits import ARCHIVE, base_files, contents, edited

COST = "bridge/surveyor-said-cost.yaml"
RETRACTED = "author: null\nstatus: {is: retracted, date: 2024-03-20, note: It says so.}"
CORRECTED = RETRACTED.replace("retracted", "corrected")
TEXTS = open_archive(ARCHIVE)


def graded(
    files: dict[str, bytes], reuse_from: Report | None = None, texts: bool = False
) -> Report:
    """The report on the files of a book."""
    book = build_book(contents(files), reuse_from.assessment.book if reuse_from else None)
    return report_on(book, TEXTS if texts else None, reuse_from=reuse_from)


@st.composite
def two_states(draw: st.DrawFn) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A book, and the same edited."""
    before = draw(edited(base_files(), 3))
    return before, draw(edited(before, 3)) if before else before


@given(two_states(), st.booleans())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_graded_like_another_is_graded_afresh(
    states: tuple[dict[str, bytes], dict[str, bytes]], texts: bool
) -> None:
    """What is taken from the other state makes no difference, to the byte of the report."""
    one, other = states
    base = graded(other, texts=texts)
    quick, slow = graded(one, base, texts), graded(one, texts=texts)
    assert quick.findings == slow.findings
    assert quick.assessment.grades == slow.assessment.grades
    assert json_report.render(quick) == json_report.render(slow)


@given(two_states())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_no_grade_moves_without_a_reason(states: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    """Whatever moves a grade is named as what reached the claim; and nothing is its own change."""
    before, after = map(graded, states)
    found = compare(before, after)
    for item in found.changes:
        if item.moved:
            assert item.because, (item.claim, item.before, item.after)
    assert bool(found.files) is (states[0] != states[1])
    same = compare(after, after)
    assert (same.changes, same.appeared, same.gone, same.fixed, same.files) == ((), (), (), (), ())


def changed(
    path: str, old: str, new: str, files: dict[str, bytes] | None = None
) -> dict[str, bytes]:
    """Files (of the base book) with one text put in for another, which must be there."""
    start = dict(base_files() if files is None else files)
    assert old.encode() in start[path], f"{old!r} is not in {path}"
    start[path] = start[path].replace(old.encode(), new.encode(), 1)
    return start


Files: TypeAlias = dict[str, bytes]


def test_a_source_of_a_taken_id_is_found_beside_a_known_one() -> None:
    """The one that is read first has the id, whichever was known."""
    files = base_files()
    files["sources/a.yaml"] = files["sources/gazette.yaml"]
    assert graded(files, graded(base_files())).findings == graded(files).findings


def test_where_else_a_quote_stands_is_of_the_state_itself() -> None:
    """The other source may not be there yet."""
    both = changed("bridge/votes-for.yaml", "source: courier", "source: gazette")
    alone = {path: raw for path, raw in both.items() if "courier" not in path}
    for one, other in ((both, alone), (alone, both)):
        assert (
            graded(one, graded(other, texts=True), texts=True).findings
            == graded(one, texts=True).findings
        )


def test_a_waiver_that_lapsed_is_found_where_it_stands_now(specimens: Path) -> None:
    """A line is put in before it, and nothing else is otherwise."""
    path = "waivers/gazette.yaml"
    files = base_files() | {path: (specimens / "good" / "waiver-lapsed" / path).read_bytes()}
    moved = files | {path: b"# moved\n" + files[path]}
    found = graded(moved, graded(files, texts=True), texts=True), graded(moved, texts=True)
    assert any(item.location.path == path for item in found[1].findings)
    assert found[0].findings == found[1].findings


WAYS: Mapping[str, tuple[Files, str, tuple[str, ...]]] = {
    "statement": (
        changed("bridge/votes-for.yaml", "Fifteen councillors", "15 councillors"),
        "votes-for",
        ("statement: Fifteen councillors voted for the closure. → 15 councillors voted for the closure.",),  # noqa: E501
    ),
    "value": (
        changed("bridge/councillors.yaml", "value: 23", "value: 24"), "councillors",
        ("value: 23 → 24", "a conflict by votes-add-up appeared"),
    ),
    "evidence-removed": (
        changed(
            "bridge/votes-for.yaml",
            "  - source: courier\n    quote: Fifteen members of the council were for closing the bridge\n"  # noqa: E501
            "    origin: clerk\n",
            "",
        ),
        "votes-for",
        ("for: courier removed",),
    ),
    "requoted": (
        changed("bridge/votes-for.yaml", "quote: Fifteen members of", "quote: members of"),
        "votes-for",
        ("for, courier: another quote",),
    ),
    "origin": (
        changed("bridge/beams-cracked.yaml", "origin: surveyor", "origin: unnamed"),
        "beams-cracked",
        ("for, gazette: origin: surveyor → unnamed",),
    ),
    "retracted": (
        changed("sources/courier.yaml", "author: null", RETRACTED),
        "votes-for",
        ("source courier: status added: retracted",),
    ),
    "corrected": (
        changed("sources/courier.yaml", "author: null", CORRECTED),
        "votes-for",
        ("source courier: status added: corrected",),
    ),
    "unreliable": (
        changed("sources/courier.yaml", "author: null", "author: null\nunreliable: It errs."),
        "votes-for",
        ("source courier: unreliable added",),
    ),
    "outlet": (
        changed("sources/courier.yaml", "entity: courier", "entity: gazette"),
        "votes-for",
        ("source courier: entity: courier → gazette",),
    ),
    "text": (
        changed("sources/courier.yaml", "sha256: 92a", "sha256: 92b"),
        "votes-for",
        ("source courier: sha256 changed", "proof courier: a quote is proven no more"),
    ),
    "receipts": (
        {path: raw for path, raw in base_files().items() if path != "sources/courier.receipts.json"},  # noqa: E501
        "votes-for",
        ("proof courier: a quote is proven no more",),
    ),
    "authority": (
        changed("entities.yaml", "authority: [votes]", "authority: [beams]"),
        "votes-against",
        ("entity council: authority changed",),
    ),
    "interest": (
        changed("entities.yaml", "belongs_to: council", "belongs_to: council, interested: [bridge]"),  # noqa: E501
        "votes-against",
        ("entity clerk: interested added",),
    ),
    "belongs-to": (
        changed("entities.yaml", "belongs_to: council", "belongs_to: mayor"),
        "votes-for",
        ("entity clerk: belongs_to: council → mayor",),
    ),
    "rule-new": (
        base_files() | {"rules/more.yaml": b"- {id: most, always: votes-for > votes-against}\n"},
        "votes-for",
        ("rule most: new",),
    ),
    "rule-changed": (
        changed("rules/bridge.yaml", "= councillors", "<= councillors"),
        "votes-for",
        ("rule votes-add-up: changed",),
    ),
    "rule-removed": (
        {path: raw for path, raw in base_files().items() if path != "rules/bridge.yaml"},
        "vote-day",
        ("rule vote-on-a-tuesday: removed",),
    ),
    "neighbour": (
        changed("bridge/votes-against.yaml", "value: 8", "value: 9"),
        "councillors",
        ("related to votes-against by votes-add-up", "a conflict by votes-add-up appeared"),
    ),
    "rubric": (
        changed("book.yaml", "stages:", "rubric: {independent_outlets: 3}\nstages:"),
        "votes-for",
        ("book rubric: its thresholds changed",),
    ),
    "measure": (
        changed("book.yaml", "votes: {dimension: count, unit: votes}", "votes: {dimension: count, unit: hands}"),  # noqa: E501
        "votes-for",
        ("book measure votes: changed",),
    ),
    "dayparts": (changed("book.yaml", "20:00", "21:00"), "vote-day", ("book dayparts: changed",)),
    "stages": (
        changed("book.yaml", "stages: [first, second]", "stages: [first, third]"),
        "beams-cracked",
        ("book stages: changed",),
    ),
    "topic": (
        changed(
            "book.yaml",
            "topics:\n",
            "topics:\n  rest: {title: The rest}\n",
            {
                path.replace("bridge/vote-day", "rest/vote-day"): raw
                for path, raw in base_files().items()
            },
        ),
        "vote-day",
        ("topic: bridge → rest",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_change_reaches_a_claim(way: str) -> None:
    """By each way there is, told in words, with the claim's grade as it is on both sides."""
    files, claim, because = WAYS[way]
    before, after = graded(base_files()), graded(files)
    found = compare(before, after)
    item = next(item for item in found.changes if item.claim == claim)
    assert tuple(cause.text for cause in item.because) == because
    assert (item.before, item.after) == (
        before.assessment.grades[claim],
        after.assessment.grades[claim],
    )


def effects(comparison: Comparison) -> dict[str, Effect]:
    """What became of each claim that was reached."""
    return {item.claim: item.effect for item in comparison.changes}


def between(files: Files, start: Files | None = None, schemas: tuple[str, ...] = ()) -> Comparison:
    """The files compared with the base book, or with others."""
    return compare(graded(base_files() if start is None else start), graded(files), schemas)


def test_what_a_change_does_not_concern_is_not_reached() -> None:
    """One source's status reaches who quotes it, and whom a grade's move may reach by a rule."""
    found = between(changed("sources/courier.yaml", "url: null", "url: null\nunreliable: It errs."))
    assert "councillors" not in {
        item.claim for item in found.changes if item.effect is Effect.GRADE
    }
    assert "surveyor-said-cost" not in effects(found)


@pytest.mark.parametrize(
    "files",
    [
        changed("bridge/votes-for.yaml", "kind: figure", "# a remark\nkind: figure"),
        changed("entities.yaml", "mill-bridge:", "# a remark\nmill-bridge:"),
        base_files() | {"README.md": b"A readme."},
        base_files(),
    ],
    ids=["comment", "comment-on-entities", "readme", "nothing"],
)
def test_what_says_nothing_changes_nothing(files: Files) -> None:
    """A remark, a blank, another order."""
    found = between(files)
    assert (found.changes, found.grades_move, headline(found)) == ((), False, "No grade changes.")


def test_a_new_claim_a_removed_one_and_a_renamed_one() -> None:
    """Of a renamed one, statement and evidence are the same; rules name it by its id."""
    files = base_files()
    files["bridge/cost.yaml"] = files.pop("bridge/surveyor-said-cost.yaml").replace(
        b"id: surveyor-said-cost", b"id: cost"
    )
    files["bridge/new.yaml"] = (
        b"id: new\nkind: event\nstatement: Something else.\nwhen: 2024-03-13\n"
    )
    del files["bridge/beams-cracked.yaml"]
    found = between(files)
    assert effects(found) == {
        "cost": Effect.RENAMED,
        "new": Effect.NEW,
        "beams-cracked": Effect.REMOVED,
    }
    assert next(item.was for item in found.changes if item.claim == "cost") == "surveyor-said-cost"
    assert found.grades_move
    assert headline(found) == "1 claim is new; 1 claim is removed; 1 claim is renamed."
    assert found.touched == {"cost", "new"}


def test_a_renaming_alone_moves_no_grade() -> None:
    """And the headline says so."""
    files = base_files()
    files["bridge/cost.yaml"] = files.pop("bridge/surveyor-said-cost.yaml").replace(
        b"id: surveyor-said-cost", b"id: cost"
    )
    assert headline(between(files)) == "No grade changes. 1 claim is renamed."


def test_a_renamed_claim_whose_quotes_are_proven_no_more() -> None:
    """Its evidence has other ids, and is known by its words; in another order, too."""
    files = changed("bridge/votes-for.yaml", "id: votes-for", "id: ayes")
    files["bridge/ayes.yaml"] = files.pop("bridge/votes-for.yaml")
    del files["sources/courier.receipts.json"]
    text = files["bridge/ayes.yaml"].decode()
    head, first, second = text.split("  - source: ")
    turned = files | {
        "bridge/ayes.yaml": f"{head}  - source: {second.rstrip()}\n  - source: {first}".encode()
    }
    for some in (files, turned):
        (item,) = (item for item in between(some).changes if item.claim == "ayes")
        assert item.was == "votes-for"
        assert "proof courier: a quote is proven no more" in [cause.text for cause in item.because]


def test_conflicts_come_and_go() -> None:
    """By the same change, taken one way and the other."""
    files = changed("bridge/votes-against.yaml", "value: 8", "value: 9")
    there, back = between(files), between(base_files(), files)
    assert [item.claims for item in there.appeared] == [item.claims for item in back.gone]
    assert (len(there.appeared), there.gone, back.appeared) == (1, (), ())
    assert [
        cause.text for item in back.changes for cause in item.because if cause.kind == "conflict"
    ]


def test_a_schema_that_changed_reaches_every_claim() -> None:
    """Both sides were read with the present one, so whatever it does cannot be told apart."""
    found = between(base_files(), schemas=("claim", "report"))
    assert set(effects(found).values()) == {Effect.AFFECTED}
    assert {cause.text for item in found.changes for cause in item.because} == {
        "schema claim: changed"
    }
    assert between(base_files(), schemas=("report",)).changes == ()


def test_findings_that_are_fixed() -> None:
    """Known by what they are about: those that only moved are not among them."""
    broken = changed("bridge/votes-for.yaml", "value: 15", "value: 16")
    moved = changed("bridge/votes-for.yaml", "kind: figure", "# a remark\nkind: figure", broken)
    assert between(moved, broken).fixed == ()
    assert {item.kind for item in between(base_files(), broken).fixed} == {
        item.kind for item in graded(broken).findings
    } - {item.kind for item in graded(base_files()).findings}


def test_a_rule_of_a_claim_that_is_gone_is_not_called_removed() -> None:
    """It still stands in its file, and cannot be worked out."""
    files = {path: raw for path, raw in base_files().items() if path != "bridge/votes-against.yaml"}
    texts = [cause.text for item in between(files).changes for cause in item.because]
    assert "rule votes-add-up: removed" not in texts
    assert any("votes-add-up" in text for text in texts)


def test_another_resolution_of_the_same_conflict_is_a_reason() -> None:
    """A source falls, one claim weighs less, and another in the conflict, which does not quote it,
    is right again.
    """
    clash = changed("rules/bridge.yaml", "= councillors", "= councillors - 1")
    text = clash["bridge/votes-against.yaml"].decode()
    head, tail = text.split("  - source: gazette")[0], text[text.index("  - source: courier") :]
    clash["bridge/votes-against.yaml"] = (head + tail).encode()
    found = between(changed("sources/courier.yaml", "author: null", RETRACTED, clash), clash)
    item = next(item for item in found.changes if item.claim == "councillors")
    assert (item.moved, found.appeared, found.gone) == (True, (), ())
    assert [cause.text for cause in item.because] == [
        "a conflict by votes-add-up has another cheapest resolution"
    ]
