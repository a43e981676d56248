"""What accounts for a sentence and for each of its figures; and waiving."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import load_book
from checker.coverage import SentenceState, outline_of
from checker.text import IndexedText
from checker.usecases.prove import prove_book
from checker.verification import Archive

from ..covered import covered, covered_by, states

Captured = pytest.CaptureFixture[str]


def test_the_specimen(book: Path, archive: Path) -> None:
    """By text and by the recorded outline alike, sentence by sentence."""
    by_text, recorded = covered(book, archive), covered(book, None)
    assert states(by_text) == "ccccc" + "o" + "c" + "oooo"
    assert by_text == recorded
    assert by_text.sentences[4].claims == ("councillors", "votes-for", "votes-against")
    assert (by_text.percent, by_text.count(SentenceState.OPEN), by_text.open_figures) == (54, 5, 4)


def test_each_figure_is_accounted_for_on_its_own(book: Path, archive: Path) -> None:
    """“14 of the bridge's 40 beams”: a quote for 14 does not speak of 40."""
    sentence = covered(book, archive).sentences[5]
    assert [(figure.state, figure.claims) for figure in sentence.figures] == [
        (SentenceState.COVERED, ("beams-cracked",)),
        (SentenceState.OPEN, ()),
    ]
    assert sentence.claims == ("beams-cracked",)


@pytest.mark.parametrize(("measure", "covered"), [("men", 7), ("women", 14), ("beams", 7)])
def test_equal_figures_of_one_quote(measure: str, covered: int, book: Path, tmp_path: Path) -> None:
    """“7 men were killed and 7 women were hurt” holds two figures; one claim is of one of them."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "fire.txt").write_text(
        "In all, 7 men were killed and 7 women were hurt in the fire at the mill."
    )
    settings_file = book / "book.yaml"
    settings_file.write_text(
        settings_file.read_text().replace(
            "  votes:",
            "  men: {dimension: count, unit: men}\n"
            "  women: {dimension: count, unit: women}\n  votes:",
        )
    )
    nothing = "\n".join(
        f"{name}: null" for name in ("title", "publisher", "author", "published", "url", "outlet")
    )
    (book / "sources" / "fire.yaml").write_text(f"id: fire\nlanguage: en\n{nothing}\n")
    (book / "bridge" / "fire.yaml").write_text(
        "id: fire\nkind: figure\nstatement: S.\n"
        f"quantity: {{subject: council, measure: {measure}, value: 7}}\n"
        "supporting:\n  - {source: fire, quote: 7 men were killed and 7 women were hurt}\n"
    )
    prove_book(book, Archive(texts))
    (sentence,) = covered_by(book, "fire").sentences
    open_ones = [
        figure.span[0] for figure in sentence.figures if figure.state is SentenceState.OPEN
    ]
    assert len(sentence.figures) == 2
    assert len(open_ones) == 1
    assert (sentence.figures[1].state is SentenceState.COVERED) is (covered == 14)


def test_what_the_source_states_of_itself_is_covered(book: Path, archive: Path) -> None:
    """Its headline and date need no claim."""
    assert covered(book, archive).sentences[2].claims == ("(published)",)


def test_an_unproven_quote_covers_nothing(
    book: Path, archive: Path, edit: Callable[[str, str, str], Path]
) -> None:
    """Nor does background cover a figure."""
    edit("bridge/beams-cracked.yaml", "14 of the bridge", "13 of the bridge")
    assert covered(book, archive).sentences[5].claims == ()


words = st.sampled_from(
    [
        "the ",
        "bloc ",
        "won ",
        "73 ",
        "seats. ",
        "“Seven” ",
        "fell? ",
        "\n\n",
        "Dr. ",
        "in May ",
        "席",
    ]
)


@given(st.lists(words, max_size=40).map("".join))
@settings(deadline=None)
def test_an_outline_parts_a_text(text: str) -> None:
    """Every token is in one sentence, every figure in one sentence, all in order."""
    indexed = IndexedText(text)
    outline = outline_of(indexed, "en")
    assert [at for span in outline.spans for at in range(*span)] == list(range(len(indexed.tokens)))
    for start, end in outline.figures:
        assert any(first <= start < end <= last for first, last in outline.spans)
    assert list(outline.figures) == sorted(set(outline.figures))


@pytest.mark.parametrize(
    "outline",
    [
        "{}",
        '{"tokens": 136, "sentences": [], "figures": []}',
        '{"tokens": 136, "sentences": [1], "figures": []}',
        '{"tokens": 136, "sentences": [0, 5, 5], "figures": []}',
        '{"tokens": 136, "sentences": [0, 136], "figures": []}',
        '{"tokens": 136, "sentences": [0, true], "figures": []}',
        '{"tokens": 136, "sentences": [0], "figures": [[3, 3]]}',
        '{"tokens": 136, "sentences": [0], "figures": [[3, 5], [4, 6]]}',
        '{"tokens": 136, "sentences": [0], "figures": [[135, 137]]}',
        '{"tokens": 136, "sentences": [0], "figures": [[-1, 2]]}',
        '{"tokens": 136, "sentences": [0], "figures": [3]}',
        '{"tokens": 136, "sentences": [0], "figures": [], "words": ["x"]}',
        "[]",
    ],
)
def test_outlines_that_are_none(book: Path, outline: str) -> None:
    """One finding, and no traceback."""
    file = book / "sources" / "gazette.receipts.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["outline"] = json.loads(outline)
    file.write_text(json.dumps(data), encoding="utf-8")
    (found,) = load_book(book).findings
    assert (found.kind, "the outline is not valid" in found.message) == ("receipt-file", True)


def test_an_outline_holds_no_word(book: Path) -> None:
    """Numbers alone."""
    data = json.loads((book / "sources" / "gazette.receipts.json").read_text(encoding="utf-8"))
    assert set(data["outline"]) == {"tokens", "sentences", "figures"}
    assert set(json.dumps(list(data["outline"].values()))) <= set("0123456789[], ")


# the command and its formats
