"""Sources: their outlets, and what became of them after their publication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.book import Claim, Source, StatusKind
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding
from checker.values import InvalidValue, parse_moment

_STATUSES: Final = {
    StatusKind.RETRACTED: (
        "source-retracted",
        "look for another source; the quote may stay in the claim, but it does not count",
    ),
    StatusKind.CORRECTED: (
        "source-corrected",
        "archive and prove the corrected text, read the quote again, then remove “status”",
    ),
}


@check(
    "source-retracted",
    Severity.WARNING,
    "A claim quotes a source that was retracted",
    scope=Scope.CLAIM,
)
@check(
    "source-corrected",
    Severity.WARNING,
    "A claim quotes a source that was corrected later",
    scope=Scope.CLAIM,
)
def quoted_statuses(facts: Facts, claim: Claim) -> Iterator[Finding]:
    """Evidence from a source that was corrected or retracted."""
    for item in claim.evidence:
        source = facts.book.sources.get(item.source)
        if source is not None and source.status is not None:
            kind, hint = _STATUSES[source.status.kind]
            message = f"{claim.id} quotes {source.id}, which was {source.status}"
            yield finding(kind, item.place.of("source"), message, hint, claim.id)


@check("value-invalid", scope=Scope.SOURCE)
def status_dates(facts: Facts, source: Source) -> Iterator[Finding]:
    """The day of a correction or retraction must exist in the calendar."""
    if source.status is None:
        return
    try:
        parse_moment(source.status.date, facts.book.calendar)
    except InvalidValue as error:
        yield finding("value-invalid", source.place.of("status", "date"), str(error))


@check("outlet-missing", Severity.NOTE, "A source has no known outlet", scope=Scope.SOURCE)
def outlets(_: Facts, source: Source) -> Iterator[Finding]:
    """Sources whose publisher or owner is not recorded."""
    if source.outlet is None:
        yield finding(
            "outlet-missing",
            source.place.key("outlet"),
            "this source has no outlet, so it never counts as independent of another source",
            "name the outlet if the text states it, or if you can give a reason",
        )
