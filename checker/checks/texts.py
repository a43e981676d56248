"""Texts of sources: are they the recorded ones, and do they say what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.book import Book, Source, Stated
from checker.checks.registry import Facts, Scope, check
from checker.findings import Finding, Severity, finding
from checker.text import tokenize
from checker.values import InvalidValue, mentions, parse_moment, unsaid
from checker.verification import QuoteStatus, TextStatus

_PROVE: Final = "run “checker prove” with the archive"

_TEXT_KINDS: Final = {
    TextStatus.CHANGED: (
        "text-changed",
        "archive the recorded text, or run “checker prove --accept-changed” and read each quote",
    ),
    TextStatus.WRONG_ROOT: ("text-fingerprint-wrong", _PROVE),
    TextStatus.UNPROVEN: ("text-fingerprint-missing", _PROVE),
    TextStatus.UNREADABLE: (
        "text-unreadable",
        "keep one readable UTF-8 file for each source in the archive",
    ),
}


@check(
    "text-changed",
    Severity.ERROR,
    "The text in the archive is not the recorded one",
    scope=Scope.SOURCE,
)
@check(
    "text-fingerprint-wrong",
    Severity.ERROR,
    "The recorded fingerprint does not match the text",
    scope=Scope.SOURCE,
)
@check(
    "text-fingerprint-missing",
    Severity.WARNING,
    "A source has no fingerprint of its text",
    scope=Scope.SOURCE,
)
@check(
    "text-unreadable", Severity.ERROR, "A text in the archive cannot be used", scope=Scope.SOURCE
)
def texts(facts: Facts, source: Source) -> Iterator[Finding]:
    """Texts that are not the recorded ones, and records without a text."""
    status, reason = facts.verification.texts[source.id]
    if status in _TEXT_KINDS:
        kind, hint = _TEXT_KINDS[status]
        yield finding(kind, source.place.of("text"), reason, hint)


@check(
    "text-shared",
    Severity.ERROR,
    "A record is wrong about text shared with another source",
    scope=Scope.SOURCE,
)
def shared_text(facts: Facts, source: Source) -> Iterator[Finding]:
    """Sources that share text count as one outlet, so the recorded length must be true."""
    compared, shared = facts.verification.compared, facts.verification.shared
    if source.id not in compared:
        return
    for other in sorted(compared - {source.id}):
        words = shared.get((source.id, other), shared.get((other, source.id), 0))
        recorded = source.shared.get(other, 0)
        if words != recorded:
            yield finding(
                "text-shared",
                source.place.of("text"),
                f"the texts of {source.id} and {other} share {_in_a_row(words)}, but the record "
                f"says {recorded}",
                _PROVE,
                about=other,
            )


def _in_a_row(words: int) -> str:
    return f"{words} {'word' if words == 1 else 'words'} in a row"


@check("waiver-lapsed", Severity.WARNING, "A waiver is for an earlier wording", scope=Scope.SOURCE)
def waivers(facts: Facts, source: Source) -> Iterator[Finding]:
    """Waivers for words that the text no longer has at that place."""
    for item in facts.verification.lapsed.get(source.id, ()):
        yield finding(
            "waiver-lapsed",
            item.place.location,
            "the text has changed here since the waiver was given",
            "read the sentence with “checker coverage”, then waive it again with “checker waive” "
            "or record a claim",
        )


@check(
    "stated-value",
    Severity.ERROR,
    "A source's record says something that its text does not",
    scope=Scope.SOURCE,
)
def stated_facts(facts: Facts, source: Source) -> Iterator[Finding]:
    """What a record says about its source must be in the text of the source."""
    for fact in source.stated:
        proof = facts.verification.stated[source.id, fact.name]
        if not proof.status.proven and proof.status is not QuoteStatus.UNCHECKED:
            yield _not_in_text(fact, proof.status, proof.nearest)
        if not _contains_value(facts.book, fact):
            yield finding(
                "stated-value",
                fact.place.of("is"),
                f"the value “{fact.value}” is not in its quote “{fact.quote}”",
                "write the value as the quote has it; only a date may have another form",
            )


def _not_in_text(fact: Stated, status: QuoteStatus, nearest: str) -> Finding:
    hint = "write null if the text does not state it"
    if nearest:
        hint = f"copy the words from the text; the nearest passage is “{nearest}”"
    message = f"the quote for “{fact.name}” {_FAILURES[status]}"
    return finding("stated-value", fact.place.of("quote"), message, hint)


_FAILURES: Final = {
    QuoteStatus.MISSING: "is not in the text of the source",
    QuoteStatus.ALTERED: "differs from the text of the source",
    QuoteStatus.AMBIGUOUS: "is in the text of the source more than once",
}


def _contains_value(book: Book, fact: Stated) -> bool:
    """Whether the quote has the value: word for word, or for a date in any form."""
    quoted = tokenize(fact.quote).texts
    if fact.name == "published":
        try:
            moment = parse_moment(fact.value, book.calendar)
        except InvalidValue:
            return False
        return not unsaid(moment, mentions(quoted, book.calendar))
    words = tokenize(fact.value).texts
    starts = range(len(quoted) - len(words) + 1)
    return any(quoted[start : start + len(words)] == words for start in starts)
