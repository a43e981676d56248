"""Reading one YAML file: plain values, kept positions, clear refusals."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book.document import Document
from checker.book.reader import MAXIMUM_BYTES, read_document
from checker.findings import Location


def data_of(text: str) -> object:
    """The plain data of a text that must be readable."""
    document, findings = read_document("x.yaml", text.encode())
    assert findings == []
    assert document is not None
    return document.data


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        ("1.10", "1.10"),
        (".inf", ".inf"),
        ("2021-10-10", "2021-10-10"),
        ("2024-02-30", "2024-02-30"),
        ("=", "="),
        ("'12'", "12"),
        ('"true"', "true"),
        ("1234567890123456789012", "1234567890123456789012"),
    ],
)
def test_a_plain_scalar_is_what_was_written(written: str, read: object) -> None:
    """A value has the type that it was written with."""
    assert data_of(f"a: {written}\n") == {"a": read}


def test_positions_of_keys_and_values_are_kept() -> None:
    """Lines and columns from 1, in code points, behind wide characters too."""
    document, _ = read_document("x.yaml", "é: 1\nlist:\n  - {q: 'ü', 值: deep}\n".encode())
    assert document is not None
    value = document.location(("list", 0, "值"))
    assert (value.line, value.column, value.end_column) == (3, 17, 21)
    key = document.location(("list", 0, "值"), key=True)
    assert (key.line, key.column) == (3, 14)


def test_a_place_that_is_not_there_is_the_nearest_above() -> None:
    """A finding about a missing node still points somewhere useful."""
    document, _ = read_document("x.yaml", b"a:\n  b: 1\n")
    assert document is not None
    assert document.location(("a", "c", 5)) == document.location(("a",))


def test_crlf_lines_count_once() -> None:
    """A file from another system has the same line numbers."""
    document, _ = read_document("x.yaml", b"a: 1\r\nb: 2\r\n")
    assert document is not None
    assert document.location(("b",)).line == 2


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "file-empty"),
        (b"# only a comment\n", "file-empty"),
        (b"\xff", "file-encoding"),
        (b"a: \x00", "file-encoding"),
        ("\ufeffa: 1".encode(), "file-encoding"),
        ("a: \ufffe".encode(), "file-encoding"),
        (b"a: [", "yaml-syntax"),
        (b"a: b: c", "yaml-syntax"),
        (b"\ta: 1", "yaml-syntax"),
        (b"? [1]\n: 2", "yaml-syntax"),
        (b"a: 1\n---\nb: 2\n", "yaml-documents"),
        (b"a: *b", "yaml-alias"),
        (b"a: &x [*x]", "yaml-alias"),
        (b"a: !!int 5", "yaml-tag"),
        (b"a: !!str 5", "yaml-tag"),
        (b"a: !env X", "yaml-tag"),
        (b"!set {a, b}", "yaml-tag"),
        (b"a: 1\na: 2", "yaml-duplicate-key"),
        (b"a: " + b"[" * 60 + b"]" * 60, "yaml-depth"),
        (b"[" * 300_000, "yaml-depth"),
        (b"{a: " * 100_000, "yaml-depth"),
        (b"- " * 100_000, "yaml-depth"),
        (b"? " * 100_000, "yaml-depth"),
        (b"".join(b" " * depth + b"a:\n" for depth in range(1000)), "yaml-depth"),
        (b"a" * (MAXIMUM_BYTES + 1), "file-too-large"),
        (b"a: " + b"x" * 10_000_000, "file-too-large"),
    ],
    ids=range(26),
)
def test_what_cannot_be_read_is_one_clear_finding_quickly(raw: bytes, rule: str) -> None:
    """Never an exception, an endless run, or a crash of the C parser's stack."""
    begun = time.monotonic()
    document, findings = read_document("x.yaml", raw)
    assert document is None
    assert {finding.kind for finding in findings} == {rule}
    assert all(finding.message for finding in findings)
    assert time.monotonic() - begun < 20  # this is to catch an endless run, not slowness


def test_an_alias_bomb_is_not_unfolded() -> None:
    """The program never builds billions of strings."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    document, findings = read_document("x.yaml", "\n".join(lines).encode())
    assert document is None
    assert {finding.kind for finding in findings} == {"yaml-alias"}


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_give_a_document_or_findings(raw: bytes) -> None:
    """And never an exception."""
    document, findings = read_document("x.yaml", raw)
    assert (document is None) is bool(findings)


@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@ \n\t?,1", max_size=80))
@settings(deadline=None)
def test_any_yaml_like_text_gives_a_document_or_findings(text: str) -> None:
    """The grammar's own characters, in any order."""
    document, findings = read_document("x.yaml", text.encode())
    assert (document is None) is bool(findings)
    for finding in findings:
        assert finding.location.line >= 1
        assert finding.location.column >= 1


def test_a_byte_that_is_no_utf_8_is_found_by_its_column() -> None:
    """Columns count code points, as everywhere, and any kind of line end counts."""
    document, [found] = read_document("x.yaml", "id: a\rtitle: 🗳 بغداد ".encode() + b"\xe4 x\n")
    assert document is None
    at = found.location
    assert (at.line, at.column, at.end_line, at.end_column) == (2, 16, 2, 17)


def test_an_alias_to_what_holds_it_ends() -> None:
    """Such a file makes no record, but positions in it can be asked for."""
    for text in ("a: &a [*a]", "&a {b: *a}", "- &a [[*a], *a]"):
        document = Document("x.yaml", text)
        for column in range(1, len(text) + 1):
            assert len(document.path_at(Location("x.yaml", 1, column, 1, column))) < 8


@pytest.mark.parametrize(
    "text",
    [
        "id: a\nq: {b: 1}\ns:\n- x: 1\n  y:\n- [c, {d: e}]\n",
        "a:\n  b:\n    c: 1\n",
        "- a: {b: [c]}\n-\n- - d\n  - e: f\n",
        "# more\n\n{a: 1, b: [], c: {}}\n",
    ],
)
def test_what_stands_at_the_place_of_a_node_is_that_node(text: str) -> None:
    """For each node and each key.

    A mapping is not mistaken for its first key, nor an empty value for the node that holds it.
    """
    document, _ = read_document("x.yaml", text.encode())
    assert document is not None
    for path in paths(document.data):
        assert document.path_at(document.location(path)) == path
        if path and isinstance(path[-1], str):
            assert document.path_at(document.location(path, key=True)) == path


def paths(data: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of each node that is not a list."""
    if not isinstance(data, list):
        yield above
    entries = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, value in entries:
        yield from paths(value, (*above, step))
