"""Books that must pass and books that must fail, each with the findings that it expects.

A case is a folder in ``specimens/good`` or ``specimens/bad``: files that are laid over the book in
``specimens/base``, and ``expected.txt``, a finding a line. A file ``expected.txt`` is written by
``pytest --update``; read it before you commit it. A case whose name ends in ``-by-receipt`` is
verified without the archive. A case with ``as-of.txt`` is checked as of the day in that file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.findings import FINDING_KINDS, Finding, Severity
from checker.usecases import check_book, open_archive

SPECIMENS = Path(__file__).parent / "specimens"
NOT_OF_THE_BOOK = shutil.ignore_patterns("expected.txt", "as-of.txt")
CASES = sorted(
    path for kind in ("good", "bad") for path in (SPECIMENS / kind).iterdir() if path.is_dir()
)


def lay_out(case: Path, target: Path) -> Path:
    """The base book with a case's files over it."""
    shutil.copytree(SPECIMENS / "base", target)
    shutil.copytree(case, target, dirs_exist_ok=True, ignore=NOT_OF_THE_BOOK)
    return target


def line_of(item: Finding) -> str:
    """A finding as a line of ``expected.txt``."""
    at = item.location
    line = f"{item.severity} {item.kind} {at.path}:{at.line}:{at.column} {item.message}"
    line += f" | {item.hint}" if item.hint else ""
    line += f" | known: {item.known}" if item.known else ""
    return f"{line}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_specimen_gives_the_findings_it_expects(case: Path, tmp_path: Path, update: bool) -> None:
    """Kind, place, severity and words of every finding, and none besides."""
    archive = None if case.name.endswith("-by-receipt") else open_archive(SPECIMENS / "archive")
    day = case / "as-of.txt"
    as_of = day.read_text(encoding="utf-8").strip() if day.is_file() else ""
    report = check_book(lay_out(case, tmp_path / "claims"), archive, as_of)
    found = "".join(map(line_of, report.findings))
    expected = case / "expected.txt"
    if update:
        expected.write_text(found, encoding="utf-8")
    assert expected.is_file(), "no expected.txt: run pytest --update, and read what it wrote"
    assert found == expected.read_text(encoding="utf-8")
    errors = [item for item in report.findings if item.severity is Severity.ERROR]
    assert bool(errors) is (case.parent.name == "bad")


def test_there_are_cases_of_both_sorts() -> None:
    """An empty folder would make the test above say nothing."""
    assert {case.parent.name for case in CASES} == {"good", "bad"}


def test_every_kind_of_finding_has_a_specimen() -> None:
    """A kind that no specimen shows is a check that nobody has seen fail."""
    seen = {
        line.split()[1]
        for case in CASES
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    }
    made_elsewhere = {
        "file-too-large",  # a megabyte does not belong in git: tests/book/test_reader.py
        "file-unreadable",  # permissions do not survive git: tests/book/test_loader.py
        "file-name-case",  # cannot be checked out on every system: tests/book/test_loader.py
        "file-link",  # likewise
        "file-name",  # likewise
        "new-claim-one-outlet",  # of a change: tests/usecases/test_diff.py
        "approval-provenance",  # of a history: tests/usecases/test_provenance.py
        "approval-undecided",  # likewise
        "thread-altered",  # likewise: tests/usecases/test_thread_history.py
    }
    assert seen | made_elsewhere == set(FINDING_KINDS)
