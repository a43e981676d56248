"""Reports made by hand: any findings, on any texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from checker.assessment import Report, summarize
from checker.findings import Finding
from checker.usecases import check_book

Make: TypeAlias = Callable[..., Report]


@pytest.fixture
def made(book: Path) -> Make:
    """Makes a report of the base book with other findings, and the texts of other files."""
    report = check_book(book)

    def make(findings: Iterable[Finding], texts: Mapping[str, str] | None = None) -> Report:
        found = tuple(findings)
        lines = {**report.assessment.book.lines, **(texts or {})}
        assessment = replace(report.assessment, book=replace(report.assessment.book, lines=lines))
        return replace(
            report, assessment=assessment, findings=found, summary=summarize(assessment, found)
        )

    return make
