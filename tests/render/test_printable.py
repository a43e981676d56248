"""Text for a page: a glyph for each character, names in their direction, nothing left out
silently.
"""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from checker.render.printable import SYMBOLS, Printable

LETTERS = frozenset(map(chr, [*range(0x20, 0x250), 0x301, 0x200B, 0x200C, 0x200D])) | frozenset(
    "مقتدىالصدرهاديعمخوی،"
)
PRINTABLE = Printable(LETTERS | SYMBOLS)
SADR, AMIRI = "مقتدى الصدر", "هادي العامري"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("73 seats", "73 seats"),
        ("two\n lines\tand  gaps ", "two lines and gaps "),
        ("a\x07b", "a[U+0007]b"),
        ("\u202egnp.exe\u202c", "[U+202E]gnp.exe[U+202C]"),
        ("😀", "[U+1F600]"),
        ("✓\ufe0f", "✓"),
        ("中文", "[U+4E2D][U+6587]"),
        (SADR, f"\u2068{SADR}\u2069"),
        (f"{SADR}، {AMIRI}", f"\u2068{SADR}، {AMIRI}\u2069"),
        (f"said {SADR}, {AMIRI} did", f"said \u2068{SADR}\u2069, \u2068{AMIRI}\u2069 did"),
        ("x" * 40, f"{'x' * 16}\u200b{'x' * 16}\u200b{'x' * 8}"),
        ("a-" * 40, "a-" * 40),
        ("\u200d\u2060x\u200c y", "x y"),
        ("می\u200cخواهم", "\u2068می\u200cخواهم\u2069"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4 + "[+5]"),
    ],
)
def test_shown(text: str, shown: str) -> None:
    """By example."""
    assert PRINTABLE(text) == shown


def test_on_a_page_from_right_to_left() -> None:
    """Words from left to right keep their full stop behind them."""
    page = Printable(LETTERS, right_to_left=True)
    assert page("Not checked.") == "\u2068Not checked.\u2069"
    assert page("73") == "73"
    assert page(SADR) == f"\u2068{SADR}\u2069"
    assert page(f"by {SADR}.") == f"\u2068by \u2068{SADR}\u2069.\u2069"


@given(st.text())
def test_every_character_can_be_drawn(text: str) -> None:
    """Whatever is given, what comes out is drawn or has no form; and what was there can be told
    from it.
    """
    shown = PRINTABLE(text)
    bare = regex.sub(r"[\u2068\u2069\u200b]", "", shown)
    assert set(bare) <= PRINTABLE.characters
    assert shown.count("\u2068") == shown.count("\u2069")
    for character in text:
        if character.isalnum():
            assert character in bare or f"[U+{ord(character):04X}]" in bare


@given(st.text(alphabet=st.sampled_from(f'{SADR}ab ,;<>/"')))
def test_what_is_drawn_is_left_alone(text: str) -> None:
    """In a picture, every character keeps its place."""
    assert PRINTABLE.drawn(text) == text


def test_what_has_no_glyph_is_a_box_in_a_picture() -> None:
    """As wide as it was measured: a code point would run into what stands beside it."""
    assert PRINTABLE.drawn("<text>中 😀 x</text>") == "<text>□ □ x</text>"


def test_several_glyphs_of_one_character_are_drawn_as_outlines() -> None:
    """The line itself is kept, as what the ink is seen through."""
    line = '<text x="1" y="2" fill="#123456">xe\u0301\u0302</text>'
    shown = Printable(LETTERS | {"\u0302"}).drawn(f"<svg>{line}<text>z</text></svg>")
    assert shown.startswith('<svg><clipPath id="line-0"><text x="1" y="2" fill="#123456">x')
    assert 'fill="#123456" clip-path="url(#line-0)"' in shown
    assert shown.endswith("<text>z</text></svg>")
