"""Words that fit where they are put."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from checker.charts.lettering import (
    CUT,
    clean,
    cut,
    isolated,
    width_of,
    wrap,
)

TEXT = st.text(max_size=120)


@given(TEXT, st.floats(40, 300), st.integers(1, 4))
@example("W" * 500, 60.0, 2)
@example("حزب الخضر، والحزب الأزرق in Mehr" * 9, 90.0, 3)
def test_lines_fit_and_are_not_more_than_asked_for(text: str, width: float, most: int) -> None:
    """Each line, by the estimate, whatever the text."""
    for form in (text, isolated(text)):
        lines = wrap(form, width, 12, most)
        assert len(lines) <= most
        assert all(width_of(line, 12) <= width for line in lines)


@given(TEXT)
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    """All but white space and marks of direction, in order."""
    lines = wrap(text, 100, 12, 200)
    shown = "".join(clean(isolated(text)).replace("\u2068", "").replace("\u2069", "").split())
    assert "".join("".join(lines).split()) == shown


@given(TEXT)
def test_what_is_isolated_is_isolated_in_each_line(text: str) -> None:
    """Isolates are opened and closed in the same line: the next label does not join."""
    for line in wrap(isolated(text), 70, 12, 5):
        depth = 0
        for character in line:
            depth += (character == "\u2068") - (character == "\u2069")
            assert depth >= 0
        assert depth == 0


@given(st.text(st.characters(), max_size=60))
@example("\ud800\x00\x1b")
def test_what_is_clean_is_xml(text: str) -> None:
    """It can be written and read again, and nothing changes on the way."""
    node = ET.Element("text")
    node.text = clean(text)
    read = ET.fromstring(ET.tostring(node, encoding="unicode")).text or ""  # noqa: S314 - made here
    assert read == clean(text)


def test_names_among_latin_words_are_kept_apart_each_by_itself() -> None:
    """Otherwise two neighbours would change places, and a number would join the name before it."""
    assert isolated("حزب, آخر: 73 seats") == "\u2068حزب\u2069, \u2068آخر\u2069: 73 seats"
    assert isolated("حزب الخضر، 73") == "\u2068حزب الخضر، 73\u2069"
    assert isolated("\u202egnp.exe\u202c") == "gnp.exe"


def test_what_is_cut_is_seen_to_be() -> None:
    """At a word's end, and never without the dots."""
    assert wrap("one two three four", 60, 12, 1)[0].endswith(CUT)
    assert cut("one two three", 9) == f"one two{CUT}"
    assert cut("one", 9) == "one"


def test_wide_letters_are_taken_for_wide() -> None:
    """What a picture is laid out by: the widest of the fonts that may show it."""
    assert width_of("WWW", 12) > width_of("nnn", 12) > width_of("iii", 12) > 0
    assert width_of("選挙", 12) == 24
    assert width_of("👩‍🚀", 12) < 24, "one picture of several characters"
    assert width_of("nnn", 12, bold=True) > width_of("nnn", 12)
