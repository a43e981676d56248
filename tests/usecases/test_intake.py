"""Taking a document in: its record, its drafts, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.book import load_book
from checker.findings import Severity
from checker.intake.extract import Extracted, extract
from checker.usecases import UsageError, check_book, open_archive
from checker.usecases.intake import IntakeResult, take_in
from checker.verification import Archive

FILES = Path(__file__).parents[1] / "intake" / "specimens"
FIELDS = ("budget", "sport", "epidemic", "court", "arabic")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """An archive with nothing in it."""
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


def taken(book: Path, texts: Path, name: str, language: str = "") -> IntakeResult:
    """A specimen, taken into a book."""
    raw = (FILES / f"{name}.txt").read_bytes()
    return take_in(book, Archive(texts), extract(raw), raw, name=name, topic="", language=language)


@pytest.mark.parametrize("name", FIELDS)
def test_drafts_are_as_they_were(name: str, book: Path, texts: Path, update: bool) -> None:
    """Quote, value, measure, subject and origin of every draft, which cause no error."""
    done = taken(book, texts, name, "ar" if name == "arabic" else "")
    drafts = "".join(
        (book / "bridge" / f"{item}.yaml").read_text(encoding="utf-8") + "\n"
        for item in done.drafts
    )
    golden = FILES / f"{name}.drafts.yaml"
    if update:
        golden.write_text(drafts, encoding="utf-8")
    assert drafts == golden.read_text(encoding="utf-8")
    report = check_book(book, open_archive(texts))
    assert [
        item
        for item in report.findings
        if item.severity is Severity.ERROR and item.claim in done.drafts
    ] == []
    claims = [report.assessment.book.claims[item] for item in done.drafts]
    assert claims
    assert all(claim.review.state == "draft" for claim in claims)
    assert all(
        report.assessment.verification.proven(item.id)
        for claim in claims
        for item in claim.evidence
    )


def test_the_same_document_twice(book: Path, texts: Path) -> None:
    """Nothing is written, and nobody's work is touched."""
    first = taken(book, texts, "budget")
    draft = book / "bridge" / f"{first.drafts[0]}.yaml"
    draft.write_text(draft.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    again = taken(book, texts, "budget")
    assert (again.source, again.drafts, again.written) == ("budget", [], [])
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before


def test_a_draft_that_was_deleted_comes_again_and_one_that_was_changed_stays(
    book: Path, texts: Path
) -> None:
    """What no claim covers is drafted; a file that is there is not."""
    taken(book, texts, "budget")
    gone, changed = "budget-01-412000000-crowns", book / "bridge" / "budget-07-7-5-duration.yaml"
    (book / "bridge" / f"{gone}.yaml").unlink()
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("quote:", "background: true\n    quote:"), encoding="utf-8")
    again = taken(book, texts, "budget")
    assert again.drafts == [gone]
    assert again.kept == ["budget-07-7-5-duration"]
    assert "background: true" in changed.read_text(encoding="utf-8")


def test_the_record_states_what_the_document_states(book: Path, texts: Path) -> None:
    """Words of the text are proven; metadata beside it is noted, and not taken as stated."""
    document = Extracted(
        "Mill Bridge closed to lorries\n\nBy Tova Lind\n\nThe council voted.",
        "html",
        title="Mill Bridge closed to lorries",
        author="Tova Lind",
        publisher='Ostwick: "Gazette"',
        language="en",
    )
    take_in(book, Archive(texts), document, b"<html>", name="", topic="", language="")
    source = load_book(book).sources["mill-bridge-closed-to-lorries"]
    assert source.states("title") == "Mill Bridge closed to lorries"
    assert source.states("author") == "Tova Lind"
    assert source.states("publisher") is None
    assert 'publisher: Ostwick: "Gazette"' in source.note
    assert source.outlet is None
    assert source.text is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  seats:", "  # counted\n  seats:"),
        ("\n", "\r\n"),
        ("\n  ", "\n    "),
    ],
)
def test_books_in_other_hands(book: Path, texts: Path, old: str, new: str) -> None:
    """Comments, line ends and indents of ``book.yaml`` are kept."""
    file = book / "book.yaml"
    written = file.read_bytes().decode().replace(old, new)
    file.write_bytes(written.encode())
    assert load_book(book).findings == ()
    taken(book, texts, "court")
    now = file.read_bytes().decode()
    assert "charges" in load_book(book).measures
    assert [
        line for line in now.splitlines() if line in written.splitlines()
    ] == written.splitlines()
    assert ("\r\n" in now) is ("\r\n" in written)


def test_a_book_that_cannot_be_added_to_by_machine(book: Path, texts: Path) -> None:
    """The message has the lines to add, and the file is unchanged."""
    file = book / "book.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("measures:"), text.index("topics:")
    flow = "measures: {beams: {dimension: count, unit: beams}}\n"
    file.write_text(text[:start] + flow + text[end:], encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UsageError, match=r"add these lines yourself:\n  duration:"):
        taken(book, texts, "court")
    assert file.read_bytes() == before


def test_a_book_without_entities(book: Path, texts: Path) -> None:
    """The file is begun."""
    (book / "entities.yaml").write_text("{}\n", encoding="utf-8")
    taken(book, texts, "court")
    assert "ivo-brandt" in load_book(book).entities


def test_what_stands_in_the_way(book: Path, texts: Path) -> None:
    """Each message says what to do, and nothing is lost."""
    raw = (FILES / "budget.txt").read_bytes()
    with pytest.raises(UsageError, match="has no topic “x”; choose one of bridge"):
        take_in(book, Archive(texts), extract(raw), raw, name="budget", topic="x", language="")
    with pytest.raises(UsageError, match="has a source gazette with another text"):
        take_in(book, Archive(texts), extract(raw), raw, name="gazette", topic="", language="")
    (texts / "budget.txt").write_text("another text")
    with pytest.raises(UsageError, match="another text named budget"):
        take_in(book, Archive(texts), extract(raw), raw, name="budget", topic="", language="")
    assert (texts / "budget.txt").read_text() == "another text"


@pytest.mark.parametrize("name", ["123", "null", "true"])
def test_ids_that_look_like_something_else(name: str, book: Path, texts: Path) -> None:
    """They are written as texts."""
    raw = (FILES / "court.txt").read_bytes()
    done = take_in(book, Archive(texts), extract(raw), raw, name=name, topic="", language="")
    assert done.source == name
    assert name in load_book(book).sources


@pytest.mark.parametrize("language", ["en_US", "English", "a: b", "en\nid: x"])
def test_what_is_no_language(language: str, book: Path, texts: Path) -> None:
    """Refused before anything is written; stated by a document, it is left aside."""
    raw = (FILES / "court.txt").read_bytes()
    with pytest.raises(UsageError, match="not a language tag"):
        take_in(book, Archive(texts), extract(raw), raw, name="court", topic="", language=language)
    assert not list(texts.iterdir())
    document = Extracted(raw.decode(), "html", language=language)
    take_in(book, Archive(texts), document, raw, name="court", topic="", language="")
    assert load_book(book).sources["court"].language == "en"


def test_control_characters_get_into_no_file(book: Path, texts: Path) -> None:
    """What cannot be printed is not quoted."""
    raw = (
        "The club\x07 sold 34 tickets\x1b[31m for it, \x85 and won 5 games of the season there."
    ).encode()
    done = take_in(book, Archive(texts), extract(raw), raw, name="ctl", topic="", language="")
    assert load_book(book).findings == ()
    assert done.source == "ctl"


def test_who_denies_a_figure_is_no_independent_outlet_for_it(book: Path, texts: Path) -> None:
    """That it was denied is drafted, and the figure is not."""
    raw = b"The Harbour Board of Halm denied that 7 of the piers there fell in the storm."
    done = take_in(book, Archive(texts), extract(raw), raw, name="denial", topic="", language="")
    assert done.drafts == ["denial-01-said"]


def test_metadata_is_not_proven_by_words_of_a_sentence(book: Path, texts: Path) -> None:
    """A name in the middle of the text is no byline."""
    text = (
        "The Acme council voted, and Mayor Anna Berg said on that evening "
        "that she would not run again."
    )
    document = Extracted(
        text, "html", title="Vote", author="Anna Berg", publisher="Acme", language="en"
    )
    take_in(book, Archive(texts), document, b"", name="vote", topic="", language="")
    source = load_book(book).sources["vote"]
    assert source.stated == ()
    assert "author: Anna Berg" in source.note


@pytest.mark.parametrize("content", ["null\n", "- a\n", "x\n"])
def test_entities_of_another_shape(content: str, book: Path, texts: Path) -> None:
    """Reported, and left unchanged."""
    (book / "entities.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"entities\.yaml cannot be read"):
        taken(book, texts, "court")
    assert (book / "entities.yaml").read_text(encoding="utf-8") == content


def test_a_comment_stays_with_its_measure(book: Path, texts: Path) -> None:
    """New lines go behind the end of the line."""
    file = book / "book.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("unit: weeks}", "unit: weeks}  # of the bridge"), encoding="utf-8")
    taken(book, texts, "court")
    assert "unit: weeks}  # of the bridge\n" in file.read_text(encoding="utf-8")
