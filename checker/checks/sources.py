"""Sources that were corrected or retracted after their publication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.assessment import Assessment
from checker.book import StatusKind
from checker.findings import Finding, finding
from checker.values import InvalidValue, parse_moment

_STANDINGS: Final = {
    StatusKind.RETRACTED: (
        "source-retracted",
        "look for another source; the quote may stay, and weighs nothing",
    ),
    StatusKind.CORRECTED: (
        "source-corrected",
        "archive the corrected text, run “checker prove”, read the quote anew; then take “status” out of the record",
    ),
}


def standings(assessment: Assessment) -> Iterator[Finding]:
    """Each piece of evidence from a source that was corrected or retracted."""
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            source = assessment.book.sources.get(item.source)
            if source is not None and source.status is not None:
                kind, hint = _STANDINGS[source.status.kind]
                message = f"{claim.id} quotes {source.id}, which was {source.status}"
                yield finding(kind, item.place.of("source"), message, hint, claim.id)


def dates(assessment: Assessment) -> Iterator[Finding]:
    """The day of a correction or retraction must be one of the calendar."""
    for source in assessment.book.sources.values():
        if source.status is not None:
            try:
                parse_moment(source.status.date, assessment.book.calendar)
            except InvalidValue as error:
                yield finding("value-invalid", source.place.of("status", "date"), str(error))
