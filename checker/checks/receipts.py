"""Receipts: they prove quotes to readers who do not have the texts."""

from __future__ import annotations

from collections.abc import Iterator

from checker.book import Claim, NodePosition, Source
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Location, Severity, finding
from checker.verification import QuoteStatus
from checker.verification.model import NO_RECEIPT

_FAILED = (QuoteStatus.ALTERED, QuoteStatus.MISSING)


@check("receipt-missing", Severity.WARNING, "A proven quote has no receipt yet", scope=Scope.CLAIM)
@check(
    "receipt-wrong",
    Severity.ERROR,
    "The receipt of a proven quote is not valid",
    scope=Scope.CLAIM,
)
def receipts_of_evidence(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Quotes that the text proves and their receipts do not."""
    for item in claim.evidence:
        problem = facts.verification.evidence[item.id].receipt
        if problem and _path(item.source) not in facts.unusable_receipts:
            yield _receipt(problem, item.place, claim.id)


@check("receipt-missing", scope=Scope.SOURCE)
@check("receipt-wrong", scope=Scope.SOURCE)
def receipts_of_stated_facts(facts: Facts, source: Source) -> Iterator[Finding]:
    """The same for quotes in the record of a source."""
    for fact in source.stated:
        problem = facts.verification.stated[source.id, fact.name].receipt
        if problem and _path(source.id) not in facts.unusable_receipts:
            yield _receipt(problem, fact.place)


def _path(source: str) -> str:
    return f"sources/{source}.receipts.json"


def _receipt(problem: str, place: NodePosition, claim: str = "") -> Finding:
    kind = "receipt-missing" if problem == NO_RECEIPT else "receipt-wrong"
    hint = "run “checker prove” with the archive"
    return finding(kind, place.of("quote"), problem, hint, claim)


@check(
    "receipt-stale", Severity.NOTE, "A receipt proves a quote that is not used", scope=Scope.BOOK
)
def stale_receipts(facts: Facts) -> Iterator[Finding]:
    """Receipts of quotes that no record has any more."""
    if facts.book_has_errors:
        return  # a record that could not be read may have the quote
    sources_with_failures = {
        item.source
        for claim in facts.book.claims.values()
        for item in claim.evidence
        if facts.verification.evidence[item.id].status in _FAILED
    }
    for source, quotes in facts.verification.stale_receipts.items():
        if source in sources_with_failures:
            continue  # probably the receipt of the quote that failed, which has its own finding
        for quote in quotes:
            yield finding(
                "receipt-stale",
                Location(_path(source)),
                f"there is a receipt for “{quote}”, but no record has this quote",
                "run “checker prove” with the archive to remove the receipt",
                about=quote,
            )
