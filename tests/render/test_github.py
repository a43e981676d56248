"""Workflow commands, read as GitHub's runner reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest
import regex
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st

from checker.assessment import Report
from checker.findings import Finding, Location, Severity, finding
from checker.render import github
from checker.usecases import check_book
from tests.render.test_golden import example
from tests.render.test_hostile import HOSTILE

Make = Callable[..., Report]

REGISTERED: Final = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",  # noqa: E501
    "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip


@dataclass(frozen=True)
class Command:
    """What the runner acts on."""

    name: str
    properties: dict[str, str]
    data: str


def unescape(text: str, escapes: dict[str, str]) -> str:
    """One replacement after the other, the percent sign last."""
    for token, character in escapes.items():
        text = text.replace(token, character)
    return text


DATA: Final = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY: Final = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
OLD: Final = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%"}


def properties(text: str, separator: str, escapes: dict[str, str]) -> dict[str, str]:
    """``key=value`` pairs; one without a value is passed over."""
    pairs = (part.lstrip("=").split("=", 1) for part in text.split(separator) if part)
    return {
        pair[0].lower(): unescape(pair[1].lstrip("="), escapes)
        for pair in pairs
        if len(pair) == 2 and pair[1]
    }


def new_style(line: str) -> Command | None:
    """``::name key=value,key=value::data``, at the beginning of a line behind spaces."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, given = line[2:end].partition(" ")
    if name.lower() not in REGISTERED:
        return None
    return Command(
        name.lower(), properties(given.strip(), ",", PROPERTY), unescape(line[end + 2 :], DATA)
    )


def old_style(line: str) -> Command | None:
    """``##[name key=value;key=value]data``, anywhere in a line."""
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name, _, given = line[start + 3 : end].partition(" ")
    if name.lower() not in REGISTERED:
        return None
    return Command(name.lower(), properties(given, ";", OLD), unescape(line[end + 1 :], OLD))


UNSEEN: Final = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}]")


def run(text: str) -> tuple[list[Command], list[str]]:
    """The commands of an output, and the lines that the runner only prints."""
    commands, printed = [], []
    for line in re.split(r"\r\n|\r|\n", text):
        found = new_style(line) or old_style(line)
        if found:
            commands.append(found)
            continue
        seen = UNSEEN.sub(
            "", line
        )  # comparing by a language's rules passes over what cannot be seen
        assert new_style(seen) is None
        assert old_style(seen) is None
        printed.append(line)
    return commands, printed


TEXTS: Final = st.text(
    st.sampled_from("%:,;=[]#\r\n\t 0DA235C\u00ad\u200b\u0301\u2028\u202e\x85\x1bé😀")
    | st.characters(exclude_categories=()),
    max_size=30,
) | st.sampled_from(
    ["::error::x", " ::set-output name=a::b", "##[error]x", "a ##[stop-commands]b", "\n::debug::"]
)


@given(
    st.sampled_from(["error", "warning", "notice"]),
    TEXTS,
    st.dictionaries(st.sampled_from("abc"), TEXTS),
)
@case("error", "%0A%250A%", {"a": "%3A%2C%25,:\r\n"})
def test_a_command_is_read_as_it_was_written(
    name: str, message: str, given_: dict[str, str]
) -> None:
    """Whatever the texts: one command, with the same words; only an old command in its data gets a
    gap.
    """
    given_ = {
        key: value
        for key, value in given_.items()
        if value == value.strip() and not value.startswith("=")
    }
    [found], printed = run(github.command(name, message, given_))
    assert printed == []
    assert found.name == name
    assert found.properties == {key: value for key, value in given_.items() if value}
    assert found.data.replace("# ", "#") == message.replace("# ", "#")


@given(st.lists(TEXTS).map("".join))
@case("::stop-commands::x")
@case("x\n\u00ad\u200b :\u200b: ::error::x")
@case("\u2003::error::x\n\x0c::error::y\n\x1f::error::z")
@case("#\u00ad#\u200b[group]x")
@case("###[error]x##[error]y")
def test_plain_lines_are_no_commands(text: str) -> None:
    """Nothing that is printed for people is acted on."""
    commands, _ = run(github.plain(text))
    assert commands == []


def test_plain_lines_are_left_as_they_are() -> None:
    """But for what must be."""
    text = "12:30: three of four #1 ## [x]\n  indented :: so"
    assert github.plain(text) == text
    assert github.plain(" ::debug::x") == "|  ::debug::x"
    assert github.plain("a ##[debug]x") == "a # #[debug]x"


def test_findings_become_annotations(book: Path) -> None:
    """An error, two notes, and the line that counts them."""
    commands, printed = run(github.render(example(book), "desk/claims"))
    assert [found.name for found in commands] == ["error", "notice", "notice"]
    assert commands[0].properties == {
        "file": "desk/claims/bridge/beams-cracked.yaml",
        "line": "12",
        "endline": "12",
        "col": "11",
        "endcolumn": "13",
        "title": "The quote does not contain the value (value-not-in-quote)",
    }
    message, hint = commands[0].data.split("\n")
    assert message == "the value is 13, but the quote does not contain 13"
    assert hint.startswith("hint: quote the words")
    assert printed == ["Findings: 1 error, 2 notes", ""]


def test_a_book_in_order_says_so(book: Path) -> None:
    """A log without a word leaves people wondering."""
    assert github.render(check_book(book), "claims") == "Findings: none\n"


def test_columns_are_utf_16_and_of_one_line_only(made: Make) -> None:
    """The runner throws columns away that belong to two lines."""
    texts = {"a.yaml": "note: بَغْدَاد 🗳️ x\r\nmore: y\r\n"}
    one = finding("conflict", Location("a.yaml", 1, 18, 1, 19), "one")
    two = finding("conflict", Location("a.yaml", 1, 18, 2, 3), "two")
    (first, second), _ = run(github.render(made([one, two], texts), ""))
    assert (first.properties["col"], first.properties["endcolumn"]) == ("19", "20")
    assert (second.properties["line"], second.properties["endline"]) == ("1", "2")
    assert not {"col", "endcolumn"} & set(second.properties)


def test_ten_of_a_kind_by_place_and_the_rest_counted(made: Make) -> None:
    """30,000 findings: thirty annotations, and where to read the others."""
    kinds = ("file-empty", "conflict", "discrepancy")
    found = [
        finding(kinds[n % 3], Location(f"{30_000 - n:05}.yaml"), f"number {n}")
        for n in range(30_000)
    ]
    commands, printed = run(github.render(made(found), "claims"))
    assert Counter(item.name for item in commands) == {"error": 10, "warning": 10, "notice": 10}
    assert [item.name for item in commands] == sorted(
        (item.name for item in commands), key=["error", "warning", "notice"].index
    )
    files = [item.properties["file"] for item in commands[:10]]
    assert files == sorted(files)
    assert files[0] == "claims/00003.yaml"
    assert (
        "10,000 errors, 10,000 warnings, 10,000 notes; 29,970 of them are not shown here"
        in printed[0]
    )
    assert "checker check" in printed[0]


def test_what_was_known_is_counted_and_not_told_again(made: Make) -> None:
    """In the baseline, or there before the change."""
    found = [finding("file-empty", Location(f"{n}.yaml"), "x") for n in range(3)]
    report = made(
        [replace(found[0], known="baseline"), replace(found[1], known="before"), found[2]]
    )
    commands, printed = run(github.render(report, "claims"))
    assert [item.properties["file"] for item in commands] == ["claims/2.yaml"]
    assert printed[0] == "Findings: 1 error; 2 known"


@pytest.mark.parametrize(
    "hostile",
    [
        HOSTILE,
        "::error::x",
        "x\n::set-output name=a::b\r\n##[stop-commands]c",
        "##[set-env name=A]b",
        "\u0301::debug::##[error]y",
        "50%0A::error::, a=b: c",
        " \r\n ",
        "\ud800",
    ],
)
def test_words_of_a_book_issue_no_commands(made: Make, hostile: str) -> None:
    """In a message, hint, path or claim: one annotation each, and nothing else is acted on."""
    found = [
        Finding(
            "conflict",
            Severity.WARNING,
            Location(hostile),
            hostile,
            hostile,
            hostile,
            ((Location(hostile), "x"),),
        ),
        Finding("conflict", Severity.ERROR, Location("a.yaml"), hostile),
    ]
    text = github.render(made(found, {hostile: hostile}), hostile.strip())
    commands, printed = run(text)
    assert [item.name for item in commands] == ["error", "warning"]
    assert printed == ["Findings: 1 error, 1 warning", ""]
    assert not regex.search(
        r"[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029--[\n]]", text, regex.VERSION1
    )
    for item in commands:
        assert set(item.properties) == {"file", "line", "endline", "col", "endcolumn", "title"}
        assert item.data.strip()
        for line in item.data.split("\n"):
            assert old_style(line) is None


def test_a_whole_hostile_book_issues_no_commands(book: Path) -> None:
    """Read from disk, every finding of it."""
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(
        file.read_text() + '"::error::x ##[error]y %0A::set-output name=a::b": 1\n',
        encoding="utf-8",
    )
    commands, _ = run(github.render(check_book(book), "claims"))
    assert {item.name for item in commands} <= {"error", "warning", "notice"}
    assert any("::set-output" in item.data for item in commands)
