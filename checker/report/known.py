"""Which findings were known: in the baseline of the book, or before a change."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Final

from checker.book import Book
from checker.findings import Finding, finding
from checker.report.fingerprints import fingerprints

BASELINE: Final = "baseline"
BEFORE: Final = "before"


def against_baseline(book: Book, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, those of the baseline marked; and one more for each that is mended, and asked to leave it."""
    if not book.baseline:
        return findings
    names = fingerprints(book, findings)
    marked = _marked(findings, names, {debt.fingerprint for debt in book.baseline}, BASELINE)
    present = set(names)
    mended = [
        finding(
            "baseline-fixed",
            debt.place.location,
            f"no longer found: {debt.message}",
            "run “checker baseline” to write it anew",
        )
        for debt in book.baseline
        if debt.fingerprint not in present
    ]
    return tuple(sorted([*marked, *mended], key=lambda item: item.order))


def against_before(book: Book, findings: tuple[Finding, ...], before: Set[str]) -> tuple[Finding, ...]:
    """The findings, those marked whose fingerprint was among those of the book before."""
    return tuple(_marked(findings, fingerprints(book, findings), before, BEFORE))


def _marked(findings: Iterable[Finding], names: Iterable[str], known: Set[str], mark: str) -> list[Finding]:
    return [
        replace(item, known=item.known or mark) if name in known else item
        for item, name in zip(findings, names, strict=True)
    ]
