"""Every format of one book, to the byte. ``pytest --update`` rewrites them; read the diff."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checker.assessment import Report
from checker.render import (
    explain,
    github,
    html,
    json_report,
    markdown,
    sarif,
    terminal,
)
from checker.usecases import check_book

GOLDEN = Path(__file__).parent / "golden"


def sarif_text(report: Report) -> str:
    """Indented, and without what changes with every kind of finding: of their pages only
    the first.
    """
    log = json.loads(sarif.render(report, "claims"))
    driver = log["runs"][0]["tool"]["driver"]
    driver["rules"] = driver["rules"][:1]
    for result in log["runs"][0]["results"]:
        del result["ruleIndex"]
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


RENDERERS: Mapping[str, Callable[[Report], str]] = {
    "report.md": markdown.render,
    "report.html": html.render,
    "report.json": json_report.render,
    "findings.sarif": sarif_text,
    "github.txt": lambda report: github.render(report, "claims"),
    "terminal.txt": lambda report: terminal.render(report, "claims"),
    "terminal-colour.txt": lambda report: terminal.render(report, "claims", colour=True, width=140),
    "claim.txt": lambda report: explain.claim(
        report, report.assessment.book.claims["beams-cracked"]
    ),
    "source.txt": lambda report: explain.source(report, report.assessment.book.sources["gazette"]),
    "entity.txt": lambda report: explain.entity(report, report.assessment.book.entities["council"]),
    "rule.txt": lambda report: explain.rule(report.assessment.rules[0], report),
}


def example(book: Path) -> Report:
    """The base book with one of each: a warning, a discrepancy, an undecided rule, an unproven
    quote.
    """
    (book / "rules" / "more.yaml").write_text(
        "- {id: few-cracks, normally: beams-cracked < 10, unless: the winter was hard}\n"
        "- {id: late, always: vote-day > 2024-03-12 + 21 hours}\n"
    )
    file = book / "bridge" / "beams-cracked.yaml"
    file.write_text(
        file.read_text().replace("says: 12", "says: 13") + "note: Ask the mayor's office again.\n"
    )
    return check_book(book)


@pytest.mark.parametrize("name", RENDERERS)
def test_a_format_is_as_it_was(name: str, book: Path, update: bool) -> None:
    """A change of a report is a change that somebody has read."""
    text = RENDERERS[name](example(book))
    path = GOLDEN / name
    if update:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "no golden file: run pytest --update, and read what it wrote"
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over(update: bool) -> None:
    """The update removes files that no test expects."""
    orphans = {path.name for path in GOLDEN.iterdir()} - set(RENDERERS)
    if update:
        for name in orphans:
            (GOLDEN / name).unlink()
        orphans = set()
    assert orphans == set()


def test_the_same_book_gives_the_same_bytes(book: Path) -> None:
    """Read twice, rendered twice."""
    first, second = example(book), check_book(book)
    for render in RENDERERS.values():
        assert render(first) == render(second)
