"""Which findings were known: in the baseline of the book, or before a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Final

from checker.book import Book
from checker.findings import Finding, finding
from checker.report.fingerprints import fingerprints
from checker.report.model import Report

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


def against_before(before: Report, after: Report, renamed: Mapping[str, str]) -> list[Finding]:
    """The findings of the state after, those marked that the state before had; ``renamed`` has old ids of claims.

    What a change itself puts into the baseline counts as new, unless it was there before.
    """
    debts = {debt.fingerprint for debt in before.case.book.baseline}
    own = [
        replace(item, known="") if item.known and name not in debts else item
        for item, name in zip(after.findings, after.fingerprints, strict=True)
    ]
    return _marked(own, after.fingerprints_before(renamed), set(before.fingerprints), BEFORE)


def _marked(findings: Iterable[Finding], names: Iterable[str], known: Set[str], mark: str) -> list[Finding]:
    return [
        replace(item, known=item.known or mark) if name in known else item
        for item, name in zip(findings, names, strict=True)
    ]
