"""What accounts for a sentence and for each of its figures; and waiving."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import load_book
from checker.cli.main import main
from checker.coverage import SentenceState, outline_of
from checker.coverage.cover import SourceCoverage
from checker.render import coverage as render
from checker.text import IndexedText
from checker.usecases import UsageError, open_archive
from checker.usecases.coverage import Selection, coverage, unwaive, waive
from checker.usecases.prove import prove_book
from checker.verification import Archive

Captured = pytest.CaptureFixture[str]


def covered(book: Path, archive: Path | None, source: str = "gazette") -> SourceCoverage:
    """Coverage of one source."""
    (item,) = coverage(book, open_archive(archive), [source]).sources
    return item.coverage


def covered_by(book: Path, source: str) -> SourceCoverage:
    """Coverage of one source, without its text."""
    return covered(book, None, source)


def states(item: SourceCoverage) -> str:
    """A letter a sentence: c, w, o."""
    return "".join(sentence.state[0] for sentence in item.sentences)


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


def test_waivers(book: Path, archive: Path) -> None:
    """A sentence whole, or one figure of it; taken back again, and written whole each time."""
    texts = Archive(archive)
    done = waive(book, texts, "gazette", [Selection(8), Selection(6, 2)], "opinion", "His view.")
    assert done.passages == ("The mayor denied that the bridge was ever unsafe.", "40")
    assert states(covered(book, archive)) == "ccccccc" + "w" + "ooo"
    assert states(covered(book, None)) == "ccccccc" + "w" + "ooo"
    assert not waive(book, texts, "gazette", [Selection(8)], "opinion", "His view.").changed
    waive(book, texts, "gazette", [Selection(8)], "background", "Another: view # of “his”.")
    assert [item.note for item in load_book(book).waivers["gazette"]] == [
        "His view.",
        "Another: view # of “his”.",
    ]
    unwaive(book, texts, "gazette", [Selection(8), Selection(6, 2)])
    assert states(covered(book, archive)) == "ccccc" + "o" + "c" + "oooo"
    assert load_book(book).findings == ()


def test_a_waiver_lapses_with_its_words(tmp_path: Path, book: Path, archive: Path) -> None:
    """A changed text reopens every sentence of it, by text and by receipt."""
    waive(book, Archive(archive), "gazette", [Selection(8)], "opinion", "His view.")
    changed = tmp_path / "archive"
    changed.mkdir()
    text = (archive / "gazette.txt").read_text(encoding="utf-8")
    (changed / "gazette.txt").write_text(
        text.replace("ever unsafe", "never safe"), encoding="utf-8"
    )
    prove_book(book, Archive(changed), accept_changed=True)
    for folder in (changed, None):
        item = covered(book, folder)
        assert item.sentences[7].state is SentenceState.OPEN
        assert [waiver.note for waiver in item.lapsed] == ["His view."]


def test_a_waiver_covers_no_figure_beside_it(book: Path, archive: Path) -> None:
    """A sentence with an open figure is open, whatever else is waived."""
    waive(book, Archive(archive), "gazette", [Selection(6, 1)], "background", "x")
    assert covered(book, archive).sentences[5].state is SentenceState.OPEN


@pytest.mark.parametrize(
    ("source", "selection", "note", "message"),
    [
        ("tribune", Selection(1), "n", "has no source “tribune”"),
        ("gazette", Selection(99), "n", "no sentence 99; its sentences are numbered 1 to 11"),
        ("gazette", Selection(0), "n", "no sentence 0"),
        ("gazette", Selection(5, 9), "n", "has no figure 9; it has 3 figures"),
        ("gazette", Selection(8), "  ", "needs a note"),
    ],
)
def test_waivers_that_cannot_be(
    book: Path, archive: Path, source: str, selection: Selection, note: str, message: str
) -> None:
    """Each says what there is instead."""
    with pytest.raises(UsageError, match=message):
        waive(book, Archive(archive), source, [selection], "opinion", note)
    assert not list(book.glob("waivers/*"))


def test_what_was_not_waived_cannot_be_taken_back(book: Path, archive: Path) -> None:
    """Rather than doing nothing in silence."""
    with pytest.raises(UsageError, match="sentence 8 of gazette is not waived"):
        unwaive(book, Archive(archive), "gazette", [Selection(8)])


def test_waivers_that_cannot_be_read_are_not_overwritten(book: Path, archive: Path) -> None:
    """Somebody's work is in them."""
    file = book / "waivers" / "gazette.yaml"
    file.parent.mkdir()
    file.write_text("waived: [\n")
    with pytest.raises(UsageError, match="cannot be read; correct it first"):
        waive(book, Archive(archive), "gazette", [Selection(8)], "opinion", "n")
    assert file.read_text() == "waived: [\n"


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


def test_the_command(book: Path, archive: Path, capsys: Captured) -> None:
    """Open sentences, or all; the exit status by --fail-under."""
    where = ["--book", str(book), "--archive", str(archive)]
    assert main(["coverage", "gazette", *where]) == 0
    out = capsys.readouterr().out
    assert "○   6 open: “40” not accounted for; quoted by beams-cracked" in out
    assert "covered by votes-for" not in out
    assert main(["coverage", "gazette", "--all", *where, "--fail-under", "54"]) == 0
    assert "✓   5 covered by councillors, votes-for, votes-against" in capsys.readouterr().out
    assert main(["coverage", "gazette", *where, "--fail-under", "55"]) == 1


def test_the_command_without_texts(book: Path, capsys: Captured) -> None:
    """Places instead of words."""
    assert main(["coverage", "gazette", "--book", str(book)]) == 0
    out = capsys.readouterr().out
    assert "(tokens 45 to 60; the text is not at hand)" in out
    assert "beams are cracked" not in out


def test_a_source_of_which_nothing_is_known(book: Path, capsys: Captured) -> None:
    """It is named, and it fails a threshold."""
    (book / "sources" / "gazette.receipts.json").unlink()
    assert main(["coverage", "--book", str(book), "--fail-under", "0"]) == 1
    assert "gazette: neither text nor outline" in capsys.readouterr().out


def test_formats(book: Path, archive: Path) -> None:
    """Markdown and JSON hold no word of the text; HTML is the annotated article."""
    waive(book, Archive(archive), "gazette", [Selection(8)], "opinion", "His <view> | of it.")
    report = coverage(book, open_archive(archive), ["gazette"])
    data = json.loads(render.to_json(report))
    assert data["sources"][0]["sentences"][5]["figures"][1] == {
        "tokens": [55, 56],
        "state": "open",
        "claims": [],
    }
    assert "Ostwick" not in render.to_json(report) + render.markdown(report)
    assert "waived, opinion: His &lt;view> \\| of it." in render.markdown(report)
    page = render.html(report)
    assert '<b class="figure open">40</b>' in page or '<b class="figure open quoted">40</b>' in page
    assert "His &lt;view&gt; | of it." in page
    assert "<script" not in page


def test_an_annotated_article_never_goes_into_the_book(
    book: Path, archive: Path, capsys: Captured
) -> None:
    """It is somebody else's text."""
    where = ["--book", str(book), "--archive", str(archive), "--format", "html"]
    assert main(["coverage", *where, "--out", str(book / "coverage.html")]) == 2
    assert "inside the book" in capsys.readouterr().err
    for_texts = book.parent / "texts"
    for_texts.mkdir()
    inside = ["--book", str(book), "--archive", str(for_texts), "--out", str(for_texts / "x.txt")]
    assert main(["coverage", *inside]) == 2
    assert "inside the archive" in capsys.readouterr().err
    out = book.parent / "coverage.html"
    assert main(["coverage", *where, "--out", str(out)]) == 0
    assert "Mill Bridge" in out.read_text(encoding="utf-8")


def test_the_command_waives(book: Path, archive: Path, capsys: Captured) -> None:
    """Numbers, ranges and figures; and says what is missing."""
    where = ["--book", str(book), "--archive", str(archive)]
    assert (
        main(["waive", "gazette", "8-9", "6:2", *where, "--reason", "opinion", "--note", "n"]) == 0
    )
    assert "waived: “A survey found" in capsys.readouterr().out
    assert main(["waive", "gazette", "8-9", "6:2", *where, "--undo"]) == 0
    capsys.readouterr()
    for arguments, message in (
        (["8"], "needs a reason"),
        (["8", "--reason", "opinion"], "needs a note"),
        (["eight", "--reason", "opinion", "--note", "n"], "is not a sentence number"),
        (["9-8", "--reason", "opinion", "--note", "n"], "runs backwards"),
        (["8", "--reason", "opinion", "--note", "a\u0085b"], "cannot be printed"),
    ):
        assert main(["waive", "gazette", *arguments, *where]) == 2
        assert message in capsys.readouterr().err
    assert (
        main(["waive", "gazette", "8", "--book", str(book), "--reason", "opinion", "--note", "n"])
        == 2
    )
    assert "needs the texts" in capsys.readouterr().err
