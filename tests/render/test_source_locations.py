"""Columns in UTF-16 code units, and the names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.findings import Location
from checker.render.source_locations import Utf16, file_path, words


@pytest.mark.parametrize(
    ("before", "units"),
    [
        ("plain ", 6),
        ("انتخابات ", 9),  # Arabic: one unit a letter
        ("بَغْدَاد ", 9),  # with vowel marks, each a code point and a unit of its own
        ("e\u0301 ", 3),  # an accent that combines
        ("🗳️ ", 4),  # a pair, a selector, a space
        ("👩‍🔬 ", 6),  # two pairs and a joiner
        ("𝟟 ", 3),
    ],
)
def test_columns_behind_a_text(before: str, units: int) -> None:
    """Text before a range moves it by its code units, not by its code points."""
    at = Location("a.yaml", 1, len(before) + 1, 1, len(before) + 4)
    assert Utf16({"a.yaml": f"{before}abc"})(at) == Location("a.yaml", 1, units + 1, 1, units + 4)


def test_lines_end_as_the_reader_ends_them() -> None:
    """With CR LF, LF or CR alone; and at nothing else that Python calls the end of a line."""
    place = Utf16({"a.yaml": "🗳: 1\r\n🗳🗳: 2\r🗳\x85🗳\u2028🗳: 3\n"})
    assert place(Location("a.yaml", 1, 4, 1, 5)) == Location("a.yaml", 1, 5, 1, 6)
    assert place(Location("a.yaml", 2, 5, 2, 6)) == Location("a.yaml", 2, 7, 2, 8)
    assert place(Location("a.yaml", 3, 8, 3, 9)) == Location("a.yaml", 3, 11, 3, 12)


def test_a_stretch_over_lines_counts_each_end_on_its_line() -> None:
    """The first column on the first line, the last on the last."""
    place = Utf16({"a.yaml": "🗳🗳: |\n  🗳 x\n"})
    assert place(Location("a.yaml", 1, 3, 2, 5)) == Location("a.yaml", 1, 5, 2, 6)


@pytest.mark.parametrize(
    "at",
    [
        Location("a.yaml"),
        Location("a.yaml", 1, 9, 1, 12),
        Location("a.yaml", 7, 3, 7, 3),
        Location("none.yaml", 2, 3, 2, 5),
    ],
)
def test_what_is_not_there_counts_as_plain(at: Location) -> None:
    """Behind the end of a line, of a file, or of a file that could not be read."""
    assert Utf16({"a.yaml": "abc\n"})(at) == at


def test_a_stretch_never_ends_before_it_begins() -> None:
    """A location that only says where it begins is empty, at its beginning."""
    assert Utf16({"a.yaml": "🗳\n🗳bc\n"})(Location("a.yaml", 2, 3)) == Location("a.yaml", 2, 4, 2, 4)


TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_columns_cut_the_same_stretch_out_of_utf_16(before: str, marked: str, after: str) -> None:
    """Cut from the encoded line by the converted columns, the stretch is what it was."""
    line = "".join(char for char in before + "|" + marked + "|" + after if char not in "\r\n")
    start = len([char for char in before if char not in "\r\n"]) + 1
    end = start + len([char for char in marked if char not in "\r\n"]) + 2
    at = Utf16({"a.yaml": f"first\r\n{line}\r\nlast"})(Location("a.yaml", 2, start, 2, end))
    raw = line.encode("utf-16-le", "surrogatepass")
    cut = raw[2 * (at.column - 1) : 2 * (at.end_column - 1)].decode("utf-16-le", "surrogatepass")
    expected = (
        line[start - 1 : end - 1]
        .encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "surrogatepass")
    )
    assert cut == expected


def test_files_are_named_from_the_root() -> None:
    """Of a book that is the root, and of the book's own folder, too."""
    assert file_path("desk/claims", "a/b.yaml") == "desk/claims/a/b.yaml"
    assert file_path("", "b.yaml") == "b.yaml"
    assert file_path("claims", ".") == "claims"
    assert file_path("", ".") == "."


def test_words_are_one_line_and_not_too_long() -> None:
    """What would steer a screen is shown; what is cut says so."""
    assert words(" a\r\n\tb\x1b[2J\u202ec\ud800 ", 99) == "a b\\u001b[2J\\u202ec\\ud800"
    assert words("12345", 5) == "12345"
    assert words("123456", 5) == "1234…"
