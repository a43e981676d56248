"""Which findings were known: in the baseline of the book, or before a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Final

from checker.assessment.fingerprints import fingerprints
from checker.assessment.model import Report
from checker.book import Book
from checker.findings import Finding, finding

BASELINE: Final = "baseline"
BEFORE: Final = "before"


def against_baseline(book: Book, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, those of the baseline marked; and one more for each that is fixed, and asked to
    leave it.
    """
    if not book.baseline:
        return findings
    names = fingerprints(book, findings)
    marked = _marked(findings, names, {entry.fingerprint for entry in book.baseline}, BASELINE)
    present = set(names)
    fixed = [
        finding(
            "baseline-fixed",
            entry.place.location,
            f"this finding is fixed: {entry.message}",
            "run “checker baseline” to update the baseline",
        )
        for entry in book.baseline
        if entry.fingerprint not in present
    ]
    return tuple(sorted([*marked, *fixed], key=lambda item: item.order))


def against_before(before: Report, after: Report, renamed: Mapping[str, str]) -> list[Finding]:
    """The findings of the state after, those marked that the state before had; ``renamed`` has old
    ids of claims.

    What a change itself puts into the baseline counts as new, unless it was there before.
    """
    entries = {entry.fingerprint for entry in before.assessment.book.baseline}
    own = [
        replace(item, known="") if item.known and name not in entries else item
        for item, name in zip(after.findings, after.fingerprints, strict=True)
    ]
    return _marked(own, after.fingerprints_before(renamed), set(before.fingerprints), BEFORE)


def _marked(
    findings: Iterable[Finding], names: Iterable[str], known: Set[str], mark: str
) -> list[Finding]:
    return [
        replace(item, known=item.known or mark) if name in known else item
        for item, name in zip(findings, names, strict=True)
    ]
