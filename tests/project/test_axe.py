"""The page in Chromium: axe-core finds nothing, and the search does what it says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.assessment import Report
from checker.render import html
from checker.render.edition import Selection, edition_of
from checker.usecases import check_book

from ..conftest import ROOT
from ..render.test_hostile import HOSTILE, hostile_report

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def look(task: str, page: Path, **more: Any) -> Any:
    """What axe.mjs has to say; the folder of the npm packages is named by AXE."""
    folder = os.environ.get("AXE", "")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not folder or not chromium or shutil.which("node") is None:
        pytest.skip(
            "axe is not available (AXE, the folder of the npm packages axe-core and "
            "puppeteer-core; Chromium)"
        )
    done = subprocess.run(
        ["node", Path(__file__).with_name("axe.mjs")],
        input=json.dumps({"task": task, "file": str(page), **more}),
        env={**os.environ, "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def real() -> Report:
    """The report on the repository's own book."""
    return check_book(ROOT / "claims")


@pytest.fixture
def page(tmp_path: Path, real: Report) -> Path:
    """That report as a page."""
    return _write(tmp_path, html.render(real))


def _write(folder: Path, text: str) -> Path:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_axe_has_nothing_against_the_report(page: Path) -> None:
    """At a desk, on a phone, in the dark; nothing is wider than the window or refused."""
    assert look("audit", page) == []


@pytest.mark.parametrize(
    "claims", [{"stations-counted"}, {"stations-counted", "sadrist-seats-lost", "turnout-2021"}]
)
def test_axe_has_nothing_against_a_dossier(tmp_path: Path, real: Report, claims: set[str]) -> None:
    """Of one claim, and of some."""
    edition = edition_of(real, Selection(frozenset(claims), "Dossier: some claims"))
    assert look("audit", _write(tmp_path, html.render_edition(edition))) == []


@pytest.mark.parametrize(
    "text", [HOSTILE, "x" * 10_000, f"😀 مقتدى الصدر {'و' * 3_000} שלום 中文 " * 3]
)
def test_axe_has_nothing_against_hostile_words(tmp_path: Path, book: Path, text: str) -> None:
    """However long a word is, whatever its direction."""
    assert look("audit", _write(tmp_path, html.render(hostile_report(book, text)))) == []


def test_axe_can_complain(tmp_path: Path, page: Path) -> None:
    """A page with a fault is reported, and so is one that runs a forbidden script."""
    text = page.read_text(encoding="utf-8").replace('<html lang="en">', "<html>")
    text = text.replace(
        "</body>", "<script>document.title = 'x'</script><p style='width: 200vw'>x</p></body>"
    )
    found = [(view, name) for view, name, *_ in look("audit", _write(tmp_path, text))]
    assert ("desk", "html-has-lang") in found
    assert ("phone", "error") in found


def test_search_narrows_what_is_shown_and_escape_shows_it_again(page: Path, real: Report) -> None:
    """Claims, their rows, conflicts, headings; the address and the count tell it."""
    total = len(real.assessment.book.claims)
    steps = [
        ["reach", "S"],
        ["type", "DRONES  rigged"],
        ["choose", ["verdict", "supported"]],
        ["press", "Escape"],
    ]
    start, narrowed, chosen, cleared = look("use", page, steps=steps)["seen"]
    assert start["focus"] == "search"
    assert (len(start["claims"]), start["rows"], start["hash"]) == (total, total, "")
    words = {claim.id: claim.statement.lower() for claim in real.assessment.book.claims.values()}
    assert 0 < len(narrowed["claims"]) < 10
    assert all("drone" in words[name] for name in narrowed["claims"][:1])
    assert narrowed["rows"] == len(narrowed["claims"])
    assert f"{len(narrowed['claims'])} of {total} claims shown" in narrowed["status"]
    assert narrowed["hash"] == "#?q=DRONES++rigged"
    assert len(narrowed["heads"]) < len(start["heads"])
    assert narrowed["disagreements"] < start["disagreements"]
    assert set(chosen["claims"]) < set(narrowed["claims"])
    assert "verdict=supported" in chosen["hash"]
    assert cleared == start | {"focus": cleared["focus"], "status": cleared["status"]}


def test_each_filter_keeps_what_it_says(page: Path, real: Report) -> None:
    """A verdict, a topic, what does not fit, where the review stands."""
    grades, claims = real.assessment.grades, real.assessment.book.claims
    disputed = {name for name, grade in grades.items() if grade.verdict == "disputed"}
    steps = [
        ["choose", ["verdict", "disputed"]], ["press", "Escape"],
        ["choose", ["topic", "topic-turnout"]], ["press", "Escape"],
        ["choose", ["fits", "disagreements-conflict"]], ["press", "Escape"],
        ["choose", ["review", "in-review"]],
    ]  # fmt: skip
    seen = [set(step["claims"]) for step in look("use", page, steps=steps)["seen"]]
    assert seen[0] == disputed
    assert seen[2] == {claim.id for claim in claims.values() if claim.topic == "turnout"}
    assert seen[4] == {
        name
        for group in real.assessment.disagreements
        if group[0].kind == "conflict"
        for conflict in group
        for name in conflict.claims
    }
    assert seen[6] == {claim.id for claim in claims.values() if claim.review.state == "in-review"}


def test_a_view_can_be_handed_on(page: Path) -> None:
    """The choices are kept when the page is opened again; a link shows a hidden claim."""
    steps = [
        ["type", "drones rigged"],
        ["reload", None],
        ["click", '.sources a[href="#claim-stations-counted"], a[href="#claim-stations-counted"]'],
        ["back", None],
    ]
    typed, again, followed, back = look("use", page, steps=steps)["seen"]
    assert again["claims"] == typed["claims"] == back["claims"]
    assert again["hash"] == back["hash"] == "#?q=drones+rigged"
    assert len(followed["claims"]) > len(typed["claims"])
    assert followed["hash"] == "#claim-stations-counted"
    assert 0 <= followed["top"] < 300


def test_arabic_is_found_however_it_is_written(tmp_path: Path, book: Path) -> None:
    """Without its vowels, with another alef; digits of either kind; accents are no difference."""
    page = _write(tmp_path, html.render(hostile_report(book, "Áçcent قَالَ أحمد ٣١٧٧")))
    for words in ("قال", "احمد", "3177", "accent", "ÁÇCENT"):
        (seen,) = look("use", page, steps=[["type", words]])["seen"]
        assert "beams-cracked" in seen["claims"], words
        assert len(seen["claims"]) < 4, words


def test_print_says_what_was_chosen(page: Path) -> None:
    """Controls are gone; the note stays if there is anything to note."""
    steps = [["type", "drones rigged"], ["print", None], ["press", "Escape"]]
    screen, printed, everything = look("use", page, steps=steps)["seen"]
    assert screen["controls"] > 1
    assert printed["controls"] == 0
    assert "“drones rigged”" in printed["status"]
    assert everything["status"] == ""


def test_the_page_breaks_none_of_its_rules_while_it_is_used(page: Path) -> None:
    """No error, nothing refused."""
    steps = [["type", "x"], ["choose", ["verdict", "supported"]], ["press", "Escape"]]
    assert look("use", page, steps=steps)["errors"] == []


def test_the_way_back_to_no_choice_shows_everything(page: Path) -> None:
    """An address without a choice is a view without one."""
    start, chosen, back = look(
        "use", page, steps=[["print", None], ["go", "#?q=drone"], ["back", None]]
    )["seen"]
    assert len(chosen["claims"]) < len(start["claims"])
    assert (back["hash"], back["claims"]) == ("", start["claims"])


def test_a_link_that_opens_elsewhere_leaves_what_is_chosen(page: Path) -> None:
    """With Control, the page in which it is clicked stays as it is."""
    click = "new MouseEvent('click', {bubbles: true, cancelable: true, ctrlKey: true})"
    open_ = (
        f"void document.querySelector('a[href=\"#claim-stations-counted\"]').dispatchEvent({click})"
    )
    typed, _, after = look(
        "use", page, steps=[["type", "drones rigged"], ["tell", open_], ["press", "Shift"]]
    )["seen"]
    assert after["claims"] == typed["claims"]


def test_escape_on_the_button_that_goes_leads_to_the_search(page: Path) -> None:
    """The focus is never lost."""
    steps = [
        ["type", "drones"],
        ["tell", "document.querySelector('#filter button').focus()"],
        ["press", "Escape"],
    ]
    assert look("use", page, steps=steps)["seen"][-1]["focus"] == "search"


@pytest.mark.parametrize("words", ["ab " * 100_000, "\u0301" * 1_000_000 + "a"])
def test_however_much_is_searched_for_the_page_answers(page: Path, words: str) -> None:
    """What an address asks for is cut where typing would end."""
    steps = [["go", f"#?q={words}"], ["tell", "document.getElementById('search').value.length"]]
    assert look("use", page, steps=steps)["seen"][-1] <= 1_000


def test_letters_that_are_no_marks_are_found_by_their_plain_ones(
    tmp_path: Path, book: Path
) -> None:
    """Turkish i of both kinds, Nordic and Polish letters, apostrophes, letter-like signs."""
    page = _write(
        tmp_path,
        html.render(hostile_report(book, "KIRIKKALE kırıkkale İzmir Łódź Øre don´t ™ „low“ .*+")),
    )
    for words in (
        "kirikkale",
        "izmir",
        "İZMİR",
        "lodz",
        "ore",
        "don't",
        "don’t",
        "tm",
        '"low"',
        ".*+",
    ):
        (seen,) = look("use", page, steps=[["type", words]])["seen"]
        assert "beams-cracked" in seen["claims"], words


@pytest.mark.parametrize("width", [780, 1280])
def test_the_bar_hides_nothing_that_has_the_focus(page: Path, width: int) -> None:
    """However many rows it has: going backwards, each link is below it."""
    room = """(() => {
      const bar = document.getElementById("filter");
      const style = getComputedStyle(document.documentElement);
      return parseFloat(style.scrollPaddingTop) - bar.offsetHeight;
    })()"""
    view = {"width": width, "height": 700}
    assert look("use", page, steps=[["tell", room]], view=view)["seen"][0] >= 0


def test_axe_has_nothing_against_pages_from_right_to_left(tmp_path: Path, real: Report) -> None:
    """Nor is anything out of the window; pictures are drawn as they were."""
    edition = replace(edition_of(real), language="ar")
    page = _write(tmp_path, html.render_edition(edition))
    # axe takes the ground of claims that are not laid out yet for that of a picture beside them.
    assert [found for found in look("audit", page) if found[1] != "color-contrast"] == []
    way = """['html', '.picture text', 'code'].map(
      (one) => getComputedStyle(document.querySelector(one)).direction)"""
    assert look("use", page, steps=[["tell", way]])["seen"] == [["rtl", "ltr", "ltr"]]


def test_pictures_keep_their_paper_where_colours_are_forced(page: Path) -> None:
    """Dark ink on a dark ground cannot be seen."""
    ground = "getComputedStyle(document.querySelector('.picture .scroll')).backgroundColor"
    view = {"width": 1280, "height": 900, "forced": True}
    assert look("use", page, steps=[["tell", ground]], view=view)["seen"] == ["rgb(255, 255, 255)"]


@pytest.mark.parametrize(("width", "size"), [(256, 16), (320, 32), (640, 32)])
def test_large_letters_make_no_page_wider_than_its_window(
    page: Path, width: int, size: int
) -> None:
    """Text of twice its size, on a phone as well."""
    grown = f"""(() => {{
      document.documentElement.style.fontSize = "{size}px";
      return document.documentElement.scrollWidth - innerWidth;
    }})()"""
    assert (
        look("use", page, steps=[["tell", grown]], view={"width": width, "height": 800})["seen"][0]
        <= 0
    )


def test_rows_on_a_phone_say_what_is_in_them(page: Path) -> None:
    """Where cells are below each other, each has its heading before it."""
    label = (
        "getComputedStyle(document.querySelector('.figures td:nth-child(2)'), '::before').content"
    )
    phone, desk = (
        look("use", page, steps=[["tell", label]], view={"width": width, "height": 800})["seen"][0]
        for width in (390, 1280)
    )
    assert "It says" in phone
    assert desk == "none"
