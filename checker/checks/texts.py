"""Sources: their texts, what they state about themselves, their receipts, their outlets."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import Assessment
from checker.book import Book, NodePosition, Stated
from checker.findings import Finding, Location, Severity, finding
from checker.text import tokenize
from checker.values import InvalidValue, mentions, parse_moment, unsaid
from checker.verification import QuoteStatus, TextStatus
from checker.verification.model import NO_RECEIPT

_TEXT_RULES = {
    TextStatus.CHANGED: (
        "text-changed",
        "archive the recorded text, or run “checker prove” and read each quote anew",
    ),
    TextStatus.WRONG_ROOT: ("text-root", "run “checker prove” where the archive is"),
    TextStatus.UNPROVEN: ("text-unproven", "run “checker prove” where the archive is"),
    TextStatus.UNREADABLE: ("text-unreadable", "fix the archive"),
}


def texts(assessment: Assessment) -> Iterator[Finding]:
    """Texts that are not the recorded ones, and records that have none."""
    for name, (status, reason) in assessment.verification.texts.items():
        if status in _TEXT_RULES:
            rule, hint = _TEXT_RULES[status]
            yield finding(rule, assessment.book.sources[name].place.of("text"), reason, hint)


def shared_text(assessment: Assessment) -> Iterator[Finding]:
    """Copied text makes two outlets one independent outlet, so what a record says of it must be what the texts say."""
    verification, sources = assessment.verification, assessment.book.sources
    for one in sorted(verification.compared):
        for other in sorted(verification.compared - {one}):
            words = verification.shared.get((one, other), verification.shared.get((other, one), 0))
            recorded = sources[one].shared.get(other, 0)
            if words != recorded:
                yield finding(
                    "text-shared",
                    sources[one].place.of("text"),
                    f"its text shares {words} words in a row with {other}; the record says {recorded}",
                    "run “checker prove”",
                    about=other,
                )


def waivers(assessment: Assessment) -> Iterator[Finding]:
    """Waivers of words that are not those of the text any more, and waivers of no source."""
    for lapsed in assessment.verification.lapsed.values():
        for item in lapsed:
            yield finding(
                "waiver-lapsed",
                item.place.location,
                "the text has other words there than those that were waived",
                "look at the sentence again: checker coverage, then checker waive",
            )
    for name in (
        assessment.book.waivers.keys() - assessment.book.sources.keys() - assessment.book.broken
    ):
        where = Location(f"waivers/{name}.yaml")
        yield finding(
            "reference-unknown",
            where,
            f"there is no source {name}",
            "rename the file, or delete it",
        )


def stated_facts(assessment: Assessment) -> Iterator[Finding]:
    """What a record says of its source must stand in the source's text."""
    for source in assessment.book.sources.values():
        for fact in source.stated:
            check = assessment.verification.stated[source.id, fact.name]
            where = fact.place.of("quote")
            if not check.status.proven and check.status != "unchecked":
                hint = (
                    f"nearest: “{check.nearest}”"
                    if check.nearest
                    else "write null if the text does not state it"
                )
                yield finding(
                    "stated-value",
                    where,
                    f"the words that state “{fact.name}” are {check.status.value}",
                    hint,
                )
            if not _says(assessment.book, fact):
                yield finding(
                    "stated-value",
                    fact.place.of("is"),
                    f"“{fact.value}” does not stand in the words “{fact.quote}”",
                    "copy it as the text has it; a date may be in another form",
                )


def _says(book: Book, fact: Stated) -> bool:
    """Whether the quoted words hold the fact: word for word, or for a date in any form."""
    quoted = tokenize(fact.quote).texts
    if fact.name == "published":
        try:
            return not unsaid(
                parse_moment(fact.value, book.calendar), mentions(quoted, book.calendar)
            )
        except InvalidValue:
            return False
    words = tokenize(fact.value).texts
    return any(quoted[at : at + len(words)] == words for at in range(len(quoted) - len(words) + 1))


def missing_receipts(assessment: Assessment) -> Iterator[Finding]:
    """Quotes proven in the text which others, who do not have it, cannot prove."""
    unusable = {
        item.location.path for item in assessment.book.findings if item.kind == "receipt-file"
    }  # said there
    for claim in assessment.book.claims.values():
        for item in claim.evidence:
            problem = assessment.verification.evidence[item.id].receipt
            if problem and f"sources/{item.source}.receipts.json" not in unusable:
                yield _receipt(problem, item.place, claim.id)
    for source in assessment.book.sources.values():
        for fact in source.stated:
            problem = assessment.verification.stated[source.id, fact.name].receipt
            if problem and f"sources/{source.id}.receipts.json" not in unusable:
                yield _receipt(problem, fact.place)


def _receipt(problem: str, place: NodePosition, claim: str = "") -> Finding:
    kind = "receipt-missing" if problem == NO_RECEIPT else "receipt-wrong"
    return finding(kind, place.of("quote"), problem, "run “checker prove”", claim)


def stale_receipts(assessment: Assessment) -> Iterator[Finding]:
    """Receipts of quotes that are in no record any more; not told while some record could not be read."""
    if any(found.severity is Severity.ERROR for found in assessment.book.findings):
        return
    failed = {
        item.source
        for claim in assessment.book.claims.values()
        for item in claim.evidence
        if assessment.verification.evidence[item.id].status
        in (QuoteStatus.ALTERED, QuoteStatus.MISSING)
    }
    for name, quotes in assessment.verification.stale_receipts.items():
        if name in failed:
            continue  # most likely the receipt of the very quote that failed, which has its finding
        where = Location(f"sources/{name}.receipts.json")
        for quote in quotes:
            hint = "run “checker prove” to drop it"
            yield finding("receipt-stale", where, f"no record quotes “{quote}”", hint, about=quote)


def outlets(assessment: Assessment) -> Iterator[Finding]:
    """Sources behind which nobody is known to stand."""
    for source in assessment.book.sources.values():
        if source.outlet is None:
            yield finding(
                "outlet-missing",
                source.place.key("outlet"),
                "no outlet is recorded, so this source is never shown independent of another",
                "name one if the text states it, or if you can give a reason",
            )
