"""What a change does, in every format, to the byte. ``pytest --update`` rewrites the files; read
the diff.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.book import Act, ReviewState, build_book
from checker.book.schemas import load_schema
from checker.changes import Comparison
from checker.render import diff_json, diff_markdown, diff_terminal
from checker.review import (
    Provenance,
    Trust,
    digest_of,
    field_digests,
    parts_of,
    texts_of,
)
from checker.usecases.check import report_on
from checker.usecases.diff import BookStates, compare_states

from ..edits import base_files, contents

GOLDEN = Path(__file__).parent / "golden_diff"
EDITOR = "Ed Itor <ed@desk.example>"
AT = "2026-11-25T09:30:00Z"
Files = dict[str, bytes]

RENDERERS: Mapping[str, Callable[[Comparison], str]] = {
    "terminal.txt": lambda found: diff_terminal.render(found, "claims"),
    "terminal-colour-known.txt": lambda found: diff_terminal.render(
        found, "claims", colour=True, width=140, known=True
    ),
    "diff.md": diff_markdown.render,
    "diff-known.md": lambda found: diff_markdown.render(found, known=True),
    "diff.json": diff_json.render,
    "empty.txt": lambda _: diff_terminal.render(nothing(), "claims"),
    "empty.md": lambda _: diff_markdown.render(nothing()),
    "empty.json": lambda _: diff_json.render(nothing()),
}


def put(files: Files, path: str, *swaps: tuple[str, str]) -> None:
    """Texts put in for others in a file; each must be there."""
    for old, new in swaps:
        assert old.encode() in files[path], f"{old!r} is not in {path}"
        files[path] = files[path].replace(old.encode(), new.encode(), 1)


def approve(files: Files, path: str) -> None:
    """A claim's file with a review block that approves it as it is."""
    book = build_book(contents(files))
    name = Path(path).stem
    grade = report_on(book).assessment.grades[name]
    data = book.claims[name].place.document.data
    texts = texts_of(book, data)
    entry = {
        "to": "approved",
        "by": EDITOR,
        "at": AT,
        "attests": "the quotes support the claim as worded",
        "verdict": grade.verdict.value,
        "digest": digest_of(data, texts),
        "fields": field_digests(parts_of(data, texts)),
    }
    if grade.strength:
        entry["strength"] = grade.strength.value
    files[path] += f"review: {json.dumps({'state': 'approved', 'thread': [entry]})}\n".encode()


def before() -> Files:
    """The base book with gates, three bare claims, a conflict, an error, and four approvals."""
    files = base_files()
    put(
        files, "book.yaml", ("title:", "gates: [approved-downgraded, new-claim-one-outlet]\ntitle:")
    )
    put(files, "bridge/beams-cracked.yaml", ("says: 12", "says: 13"))
    for name in ("asked", "old", "walked"):
        files[f"bridge/{name}.yaml"] = (
            f"id: {name}\nkind: event\nstatement: So they {name}.\nwhen: 2024-03-14\n".encode()
        )
    files["rules/more.yaml"] = b"- {id: few, title: Few beams, always: beams-cracked < 10}\n"
    for name in ("votes-for", "votes-against", "surveyor-said-cost", "vote-day"):
        approve(files, f"bridge/{name}.yaml")
    return files


def after() -> Files:
    """The same with one of everything that a change can do."""
    files = before()
    put(files, "bridge/beams-cracked.yaml", ("says: 13", "says: 12"))
    put(files, "bridge/councillors.yaml", ("value: 23", "value: 24"), ("23 members", "24 members"))
    put(files, "bridge/votes-against.yaml", ("statement: Eight", "statement: In all, eight"))
    put(files, "bridge/vote-day.yaml", ('"state": "approved"', '"state": "in-review"'))
    put(
        files, "sources/courier.yaml",
        ("author: null", "author: null\nstatus: {is: retracted, date: 2024-03-20, note: It says so.}"),  # noqa: E501
    )  # fmt: skip
    del files["rules/more.yaml"], files["bridge/surveyor-said-cost.yaml"]
    statement = "'The bridge | <b>الجسر</b> | 🌉 fell, `as` *some* [say](x).'"
    files["bridge/new.yaml"] = (
        f"id: new\nkind: event\nstatement: {statement}\nwhen: 2024-03-13\n".encode()
    )
    files["bridge/renamed.yaml"] = files.pop("bridge/old.yaml").replace(b"id: old", b"id: renamed")
    put(files, "bridge/walked.yaml", ("statement: So they walked", "statement: Then they walked"))
    return files


@cache
def change() -> Comparison:
    """The two states compared, and what git might say of an approval."""
    sides = BookStates("1234567890ab, where main was left", "the working tree", "1234567890ab", contents(before()),  # noqa: E501
                  contents(after()), ("claim",))  # fmt: skip
    found = compare_states(sides, "claims", None)
    act = Act(ReviewState.APPROVED, EDITOR, AT)
    said = Provenance("votes-for", act, "f" * 40, Trust.CONSISTENT, "not signed")
    return replace(found, after=replace(found.after, provenance=(said,)))


@cache
def nothing() -> Comparison:
    """A state against itself."""
    files = contents(base_files())
    return compare_states(
        BookStates("HEAD", "the working tree", "", files, files, ()), "claims", None
    )


@pytest.mark.parametrize("name", RENDERERS)
def test_a_format_is_as_it_was(name: str, update: bool) -> None:
    """The output is the golden file, which somebody has read."""
    text = RENDERERS[name](change())
    path = GOLDEN / name
    if update:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "no golden file: run pytest --update, and read what it wrote"
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over(update: bool) -> None:
    """The update removes files that no test expects."""
    orphans = {path.name for path in GOLDEN.iterdir()} - set(RENDERERS)
    if update:
        for name in orphans:
            (GOLDEN / name).unlink()
        orphans = set()
    assert orphans == set()


def test_the_change_has_one_of_everything() -> None:
    """So that no part of a format goes unseen."""
    data = json.loads(diff_json.render(change()))
    assert not list(Draft202012Validator(load_schema("diff")).iter_errors(data))
    assert {item["effect"] for item in data["claims"]} == {
        "new",
        "removed",
        "renamed",
        "grade",
        "edited",
        "affected",
    }
    assert {item["what"] for item in data["approvals"]} == {
        "grade changed",
        "lapsed",
        "removed",
        "withdrawn",
    }
    assert all(data["conflicts"].values())
    assert all(data["findings"].values())
    assert all(data[key] for key in ("provenance", "files", "schemas"))


def test_every_format_tells_of_every_claim_and_approval() -> None:
    """None is dropped on the way to a reader."""
    found = change()
    for name, render in RENDERERS.items():
        if name.startswith("empty"):
            continue
        text = render(found)
        for item in (*found.changes, *found.approvals):
            assert item.claim in text, (name, item.claim)


def test_nothing_of_a_claim_is_markup() -> None:
    """Neither tags nor cells, links, or colours."""
    text = diff_markdown.render(change())
    assert "<b>" not in text
    assert "[say](x)" not in text
    (row,) = (line for line in text.splitlines() if line.startswith("| `new`"))
    assert row.replace("\\|", "").count("|") == 4
