"""The printed report: what a reader, a screen reader and a printer find in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import regex

pytest.importorskip("typst", reason="the extra “pdf” is not installed")

from checker.assessment import Report
from checker.book import Stance
from checker.render import formatting, pdf
from checker.render.edition import Edition, Selection, edition_of, volumes
from checker.usecases import check_book

from .papers import HEADINGS, ROW, Paper, squeezed
from .test_hostile import HOSTILE

NEAREST = 20
"""Points that anything keeps away from the edge of a page."""


@pytest.fixture(scope="module")
def real(root: Path) -> Report:
    """The project's own book, by its receipts."""
    return check_book(root / "claims")


@pytest.fixture(scope="module")
def printed(real: Report) -> Paper:
    """It, printed."""
    return Paper(pdf.render(edition_of(real)))


def test_says_what_it_is(printed: Paper, real: Report) -> None:
    """Title, language, structure, and that it is PDF/UA-1 (ISO 14289-1, section 5)."""
    root = printed.file.Root
    assert str(root.Lang) == real.assessment.book.language
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with printed.file.open_metadata() as metadata:
        assert metadata["dc:title"] == real.assessment.book.title
        assert metadata["pdfuaid:part"] == "1"
    assert real.assessment.book.digest in str(printed.file.docinfo["/Subject"])


def test_every_statement_and_quote_can_be_copied_out(printed: Paper, real: Report) -> None:
    """Text stays text: what is printed is found again."""
    text = printed.text
    for claim in real.assessment.book.claims.values():
        assert squeezed(claim.statement) in text
        for stance in Stance:
            for row in formatting.evidence_rows(real, claim, stance):
                assert squeezed(formatting.quoted(row.evidence.quote)) in text, row.evidence.id


def test_every_rule_and_finding_is_there(printed: Paper, real: Report) -> None:
    """Nothing of the appendices is lost."""
    text = printed.text
    assert all(squeezed(item.rule.expression) in text for item in real.assessment.rules)
    assert all(squeezed(item.message) in text for item in real.findings)


def test_bookmarks_lead_to_every_claim_and_part(printed: Paper, real: Report) -> None:
    """The outline has each claim under its topic."""
    marks = printed.bookmarks
    assert {claim.statement for claim in real.assessment.book.claims.values()} <= set(marks)
    assert {topic.title for topic, claims in real.claims_by_topic if claims} <= set(marks)
    assert marks[0] == "What an editor must know"


def test_what_an_editor_must_know_is_one_page(printed: Paper) -> None:
    """The page behind the cover, and that alone."""
    assert "What an editor must know" in printed.pages[1]
    assert "Not checked" in printed.pages[1]
    assert printed.pages[2].count("Contents")


def test_no_row_is_cut_in_two(printed: Paper) -> None:
    """Each row of a table stands on one page."""
    rows = [pages for kind, pages, _ in printed.elements() if kind == ROW]
    assert len(rows) > 300
    assert [pages for pages in rows if len(pages) > 1] == []


def test_no_heading_stands_alone(printed: Paper) -> None:
    """What follows a heading begins on its page."""
    found = [(kind, pages) for kind, pages, _ in printed.elements() if pages]
    followed = pairwise(found)
    alone = [
        (min(pages), min(behind))
        for (kind, pages), (_, behind) in followed
        if kind in HEADINGS and min(behind) > max(pages)
    ]
    assert alone == []


def test_headings_go_down_by_one(printed: Paper) -> None:
    """No level is left out (ISO 14289-1, section 7.4.2)."""
    levels = [HEADINGS.index(kind) + 1 for kind, _, _ in printed.elements() if kind in HEADINGS]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_picture_is_told_in_words(printed: Paper) -> None:
    """Figures have the words that the pictures have."""
    told = [str(item.get("/Alt", "")) for kind, _, item in printed.elements() if kind == "/Figure"]
    assert len(told) > 20
    assert all(len(words) > 20 for words in told)


def test_nothing_runs_off_a_page(printed: Paper) -> None:
    """Not one character is beyond the margins."""
    assert printed.outside(NEAREST) == []


def test_links_lead_both_ways(printed: Paper, real: Report) -> None:
    """From claims to sources, rules and disagreements, and back: several for each claim, all within
    the document.
    """
    assert printed.links() > 5 * len(real.assessment.book.claims)


def test_same_bytes_elsewhere(root: Path, real: Report) -> None:
    """Another process, with another home, language, time zone and clock, makes the same bytes."""
    program = (
        "import sys; from pathlib import Path; from checker.usecases import check_book;"
        "from checker.render import pdf; from checker.render.edition import Selection, edition_of;"
        "report = check_book(Path(sys.argv[1]));"
        "sys.stdout.buffer.write(pdf.render(edition_of(report, Selection(frozenset(sys.argv[2:]), 'Dossier'))))"  # noqa: E501
    )
    claims = ["sadrist-seats-lost", "stations-counted"]
    environment = {
        **os.environ,
        "HOME": "/nonexistent",
        "LANG": "ar_IQ.UTF-8",
        "TZ": "Asia/Baghdad",
        "SOURCE_DATE_EPOCH": "7",
    }
    other = subprocess.run(
        [sys.executable, "-c", program, str(root / "claims"), *claims],
        capture_output=True,
        check=True,
        env=environment,
    )
    mine = pdf.render(edition_of(real, Selection(frozenset(claims), "Dossier")))
    assert other.stdout == mine


def test_paper(real: Report) -> None:
    """A4 unless US Letter is asked for."""
    dossier = edition_of(real, Selection(frozenset({"stations-counted"}), "Dossier"))
    assert [round(side) for side in Paper(pdf.render(dossier)).size] == [595, 842]
    letter = Paper(pdf.render(dossier, "letter"))
    assert [round(side) for side in letter.size] == [612, 792]
    assert letter.outside(NEAREST) == []


def test_a_dossier_has_what_its_claims_rest_on_and_no_other_claim(real: Report) -> None:
    """Sources, rules and disagreements of the claim; sections of no other."""
    paper = Paper(
        pdf.render(
            edition_of(real, Selection(frozenset({"sadrist-seats-lost"}), "Dossier: three seats"))
        )
    )
    text, marks = paper.text, paper.bookmarks
    claim = real.assessment.book.claims["sadrist-seats-lost"]
    assert squeezed("Dossier: three seats") in text
    assert claim.statement in marks
    assert not {
        other.statement for name, other in real.assessment.book.claims.items() if name != claim.id
    } & set(marks)
    assert all(item.source in text for item in claim.evidence)
    assert all(squeezed(rule.expression) in text for rule in real.rules_on(claim.id))


def test_volumes(real: Report) -> None:
    """Every claim's section is in one volume, and the first says in which."""
    whole = edition_of(real)
    parts = volumes(whole, 80)
    held = [[claim.id for topic in part.topics for claim in topic.claims] for part in parts]
    assert [len(names) for names in held] == [0, 80, 80, 38]
    assert sorted(name for names in held for name in names) == sorted(real.assessment.book.claims)
    first = Paper(pdf.render(parts[0]))
    assert "vol.4" in first.text
    assert all(
        squeezed(claim.statement) in first.text for claim in real.assessment.book.claims.values()
    )
    last = Paper(pdf.render(parts[3]))
    assert "volume4of4" in last.text
    assert volumes(whole) == (whole,)


def test_a_pdf_is_known_by_its_content(real: Report) -> None:
    """Current is what shows the same, whoever set it; not another paper, another book, another
    file.
    """
    dossier = edition_of(real, Selection(frozenset({"stations-counted"}), "Dossier"))
    made = pdf.render(dossier)
    assert pdf.current(made, dossier)
    assert not pdf.current(made, dossier, "letter")
    assert not pdf.current(made, replace(dossier, review="Somebody approved it."))
    assert not pdf.current(b"", dossier)
    assert not pdf.current(b"%PDF-1.7 not one", dossier)


LONG = "x" * 10_000
MIXED = (
    HOSTILE
    + ' #panic("no") #strong[x] @label <label> $x$ \\u{41} /* */ // "quoted" \x07\x00\x1b[31m 😀🇮🇶 中文 שלום'  # noqa: E501
    + " مقتدى الصدر, هادي العامري "
)


def _hostile(book: Path, text: str) -> Edition:
    quoted = json.dumps(text, ensure_ascii=False)
    file = book / "bridge" / "beams-cracked.yaml"
    old = file.read_text(encoding="utf-8")
    new = old.replace(
        "statement: Fourteen beams of the bridge are cracked.", f"statement: {quoted}"
    )
    assert new != old
    new += f"    note: {quoted}\n    reading: {quoted}\n    origin_inferred: {quoted}\nnote: {quoted}\nask: {quoted}\n"  # noqa: E501
    new = new.replace(
        "quote: Only 12", f"quote: {json.dumps(text[:1_500] + ' Only 12', ensure_ascii=False)} #"
    )
    file.write_text(new, encoding="utf-8")
    (book / "rules" / "more.yaml").write_text(
        f"- {{id: x, normally: votes-for = votes-against, unless: {quoted}, note: {quoted}}}\n"
        f"- {{id: y, always: votes-for = councillors, title: {quoted}, ask: {quoted}}}\n",
        encoding="utf-8",
    )
    return edition_of(check_book(book))


@pytest.mark.parametrize(
    "text",
    [MIXED.replace("\x00", "").replace("\x07", "").replace("\x1b", ""), LONG, f"{LONG} y " * 2],
)
def test_hostile_text_is_shown_and_does_nothing(book: Path, text: str) -> None:
    """Neither markup nor length breaks out; what has no glyph is named."""
    edition = _hostile(book, text)
    assert any(
        claim.statement == text.strip() or text in claim.statement
        for topic in edition.topics
        for claim in topic.claims
    )
    paper = Paper(pdf.render(edition))
    assert paper.outside(NEAREST) == []
    if text is not LONG and "panic" in text:
        assert squeezed('#panic("no") #strong[x] @label <label>') in paper.text
        assert "[U+1F600]" in paper.text
        assert "[U+4E2D]" in paper.text
    else:
        assert paper.text.count("x") > 60_000


@pytest.mark.parametrize(
    "text",
    [
        "निर्वाचन आयोग ने कहा",
        "مُقْتَدَى الصَّدر",
        "cafe\u0301 e\u0301\u0302\u0303 Z" + "\u0301\u0327\u0336" * 300,
        "Ọmọ ẹgbẹ́ Ṣọlá ≠ ệ",
        "\u200d\u2060\u200cx\u034fy",
        "👨\u200d👩\u200d👧 中文字符 שלום " * 30,
        "word " * 400,
    ],
    ids=["devanagari", "harakat", "piled", "yoruba", "invisible", "no-glyphs", "long"],
)
def test_every_script_is_set_in_words_and_pictures(book: Path, text: str) -> None:
    """Names and titles too, which stand in pictures and above every page."""
    for name, plain in (
        ("book.yaml", "The closing of Mill Bridge"),
        ("entities.yaml", "Ines Falk, surveyor"),
    ):
        file = book / name
        old = file.read_text(encoding="utf-8")
        assert plain in old
        new = old.replace(f'"{plain}"', plain).replace(
            plain, json.dumps(text, ensure_ascii=False), 1
        )
        file.write_text(new, encoding="utf-8")
    edition = edition_of(check_book(book))
    assert any(claim.picture for topic in edition.topics for claim in topic.claims)
    assert Paper(pdf.render(edition)).outside(NEAREST) == []


def test_a_row_that_fits_a_page_is_not_cut(book: Path) -> None:
    """However much it says."""
    rules = [
        {
            "id": f"r-{number}",
            "normally": f"votes-for = {number}",
            "unless": "a word " * 150,
            "ask": "who " * 100,
        }
        for number in range(100, 112)
    ]
    (book / "rules" / "more.yaml").write_text(json.dumps(rules), encoding="utf-8")
    paper = Paper(pdf.render(edition_of(check_book(book))))
    assert [pages for kind, pages, _ in paper.elements() if kind == ROW and len(pages) > 1] == []


def test_what_is_disputed_is_read_once(printed: Paper) -> None:
    """Its mark is one glyph."""
    assert "≠disputed" in printed.text
    assert "≠≠" not in printed.text


def test_claims_keep_their_distance(printed: Paper) -> None:
    """Room is above each section, measured or not: from the line to sign on to the next
    statement.
    """
    gaps = set()
    for page in printed._seen:
        text = page.get_textpage()
        whole = text.get_text_range()
        for found in regex.finditer(r"Name[^\n]*Date\s+(?=\S)", whole):
            signed, stated = text.get_charbox(found.start())[1], text.get_charbox(found.end())[3]
            if 0 < signed - stated < 60:
                gaps.add(round(signed - stated))
        text.close()
        page.close()
    assert min(gaps) >= 24, gaps


def test_every_control_character_is_named() -> None:
    """Whatever gets through to an edition, a page can show it."""
    shown = pdf._engine().printable("a\x07b\u202ec\x00")
    assert shown == "a[U+0007]b[U+202E]c[U+0000]"


def test_own_symbols_have_glyphs(real: Report) -> None:
    """PDF/UA refuses a character without one: all that ``Printable`` lets through of its own is
    drawn.
    """
    from checker.render.printable import SYMBOLS

    dossier = edition_of(real, Selection(frozenset({"stations-counted"}), "Dossier"))
    pdf.render(replace(dossier, review="".join(sorted(SYMBOLS))))


def test_without_the_engine(monkeypatch: pytest.MonkeyPatch, real: Report) -> None:
    """One clear message, that says what to install."""
    pdf._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(pdf.EngineMissingError, match=r"typst.*pip install"):
        pdf.render(edition_of(real, Selection(frozenset({"stations-counted"}), "Dossier")))
    monkeypatch.undo()
    pdf._engine.cache_clear()
