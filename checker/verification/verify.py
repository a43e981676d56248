"""Every quote of a book, verified source by source, and put together as one ``Verification``."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from checker.book import Book, Evidence, Source, Waiver
from checker.book.processes import WORTHWHILE, spread
from checker.text import IndexedText, parse_quote
from checker.text.overlap import shared_runs
from checker.text.quotes import QuoteError, locate
from checker.verification.archive import Archive, ArchiveError
from checker.verification.model import (
    Plain,
    QuoteCheck,
    QuoteStatus,
    TextStatus,
    Verification,
    from_plain,
    to_plain,
)
from checker.verification.source_verifier import SourceVerifier
from checker.verification.value_in_quote import missing_values

EvidenceBySource = Mapping[str, list[Evidence]]


@dataclass(frozen=True, slots=True)
class Verified:
    """A book, and its verification with some archive."""

    book: Book
    verification: Verification


def verify_book(
    book: Book, archive: Archive | None, reuse_from: Verified | None = None
) -> Verification:
    """The verification of every quote of a book.

    Work is divided by source: the process that needs a text reads it, once. ``reuse_from`` is a
    book that shares records with this one, verified with the same archive. Results are taken over
    for sources whose records, quotes and receipts are the same there.
    """
    by_source = _evidence_by_source(book)
    results = _Results()
    fresh = list(book.sources)
    if reuse_from is not None:
        same = _same_sources(book, by_source, reuse_from.book)
        fresh = [name for name in book.sources if name not in same]
        for name in filter(same.__contains__, book.sources):
            known = reuse_from.verification
            results.take_over(book, book.sources[name], by_source[name], known)
    for name, result in _verify_sources(book, archive, by_source, fresh):
        results.add(book, book.sources[name], by_source[name], result)
    for name in by_source.keys() - book.sources.keys():
        # Checks report the missing source; here its evidence only needs some result.
        unknown = QuoteCheck(QuoteStatus.UNCHECKED, reason=f"the book has no source “{name}”")
        for item in by_source[name]:
            results.evidence[item.id] = unknown
            results.miss(item, missing_values(book, item))
    texts = _verified_texts(book, results.texts, archive)
    return Verification(
        evidence=_in_book_order(book, results.evidence, archive),
        stated=results.stated,
        texts=results.texts,
        stale_receipts=results.stale,
        missing_values=results.missing_values,
        shared=shared_runs(texts),
        compared=frozenset(texts),
        lapsed=results.lapsed,
    )


def _in_book_order(
    book: Book, checks: Mapping[str, QuoteCheck], archive: Archive | None
) -> dict[str, QuoteCheck]:
    """The result of each piece of evidence, in the order of the book."""
    return {
        item.id: _with_elsewhere(book, item, checks[item.id], archive)
        for claim in book.claims.values()
        for item in claim.evidence
    }


def _verified_texts(
    book: Book, texts: Mapping[str, tuple[TextStatus, str]], archive: Archive | None
) -> dict[str, IndexedText]:
    """The texts that the archive has and that match their records, by source."""
    if archive is None:
        return {}
    verified = [name for name, (status, _) in texts.items() if status is TextStatus.VERIFIED]
    found = {name: _text_of(book.sources[name], archive) for name in verified}
    return {name: text for name, text in found.items() if text is not None}


_SourceResult = tuple[
    str, str, tuple[str, ...], list[tuple[Plain, tuple[str, ...]]], list[Plain], list[int]
]
"""The result for one source, as plain data that one process can hand to another.

The status of its text, and why; stale receipts; for each piece of evidence its check and the values
that its quote lacks; the checks of the facts that it states; the numbers of lapsed waivers.
"""


def _verify_sources(
    book: Book, archive: Archive | None, by_source: EvidenceBySource, names: Sequence[str]
) -> list[tuple[str, _SourceResult]]:
    """The results of sources, from several processes."""
    wanted = _quote_keys(book)

    def work(part: Sequence[str]) -> list[_SourceResult]:
        return [
            _verify_source(book, name, by_source[name], wanted.get(name, {}), archive)
            for name in part
        ]

    # To read a text is work enough for a process. To verify receipts is quick, so that only some
    # hundreds of quotes are.
    quotes = sum(len(by_source[name]) for name in names)
    worthwhile = 2
    if archive is None:
        worthwhile = max(2, WORTHWHILE * len(names) // max(quotes, 1))
    return list(zip(names, spread(work, names, worthwhile), strict=True))


def _verify_source(
    book: Book,
    name: str,
    evidence: Sequence[Evidence],
    wanted: Mapping[str, str],
    archive: Archive | None,
) -> _SourceResult:
    """Everything that the book quotes from one source."""
    source = book.sources[name]
    verifier = SourceVerifier(source, book.receipts.get(name, ()), wanted, archive)
    checks = [
        (to_plain(verifier.check(item.quote, item.parsed)), missing_values(book, item))
        for item in evidence
    ]
    stated = []
    for fact in source.stated:
        try:
            check = verifier.check(fact.quote, parse_quote(fact.quote))
        except QuoteError as error:
            check = QuoteCheck(QuoteStatus.MISSING, reason=str(error))
        stated.append(to_plain(check))
    lapsed = verifier.lapsed(book.waivers.get(name, ()))
    return str(verifier.status), verifier.reason, verifier.stale, checks, stated, lapsed


@dataclass
class _Results:
    """The results of all sources, as they come in."""

    evidence: dict[str, QuoteCheck] = field(default_factory=dict)
    stated: dict[tuple[str, str], QuoteCheck] = field(default_factory=dict)
    texts: dict[str, tuple[TextStatus, str]] = field(default_factory=dict)
    stale: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing_values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lapsed: dict[str, tuple[Waiver, ...]] = field(default_factory=dict)

    def add(
        self, book: Book, source: Source, evidence: Sequence[Evidence], result: _SourceResult
    ) -> None:
        """Add the result for one source."""
        status, reason, stale, checks, stated, lapsed = result
        self.texts[source.id] = TextStatus(status), reason
        if stale:
            self.stale[source.id] = stale
        for item, (check, missing) in zip(evidence, checks, strict=True):
            self.evidence[item.id] = from_plain(check)
            self.miss(item, missing)
        for fact, check in zip(source.stated, stated, strict=True):
            self.stated[source.id, fact.name] = from_plain(check)
        if lapsed:
            waivers = book.waivers[source.id]
            self.lapsed[source.id] = tuple(waivers[number] for number in lapsed)

    def take_over(
        self, book: Book, source: Source, evidence: Sequence[Evidence], known: Verification
    ) -> None:
        """Add the result that another verification has for the same source."""
        self.texts[source.id] = known.texts[source.id]
        for item in evidence:
            self.evidence[item.id] = known.evidence[item.id]
            self.miss(item, known.missing_values.get(item.id, ()))
        for fact in source.stated:
            self.stated[source.id, fact.name] = known.stated[source.id, fact.name]
        if source.id in known.stale_receipts:
            self.stale[source.id] = known.stale_receipts[source.id]
        if source.id in known.lapsed:
            # Equal waivers may be on other lines of this book's file, so take this book's own.
            waivers = book.waivers[source.id]
            self.lapsed[source.id] = tuple(
                waiver for waiver in waivers if waiver in known.lapsed[source.id]
            )

    def miss(self, item: Evidence, values: tuple[str, ...]) -> None:
        """Note the values that a quote lacks, if there are any."""
        if values:
            self.missing_values[item.id] = values


def _evidence_by_source(book: Book) -> EvidenceBySource:
    """The evidence from each source, in the order of the book; empty lists for all others."""
    by_source: defaultdict[str, list[Evidence]] = defaultdict(list)
    for claim in book.claims.values():
        for item in claim.evidence:
            by_source[item.source].append(item)
    return by_source


def _same_sources(book: Book, by_source: EvidenceBySource, other: Book) -> frozenset[str]:
    """The sources whose records, receipts, waivers and quotes are the same in two books."""
    # The parts of the day decide whether a quote says a time.
    if book.calendar != other.calendar:
        return frozenset()
    others = _evidence_by_source(other)

    def is_same(name: str, source: Source) -> bool:
        same_record = other.sources.get(name) is source
        if not same_record or book.receipts.get(name) is not other.receipts.get(name):
            return False
        same_waivers = book.waivers.get(name) == other.waivers.get(name)
        same_count = len(by_source[name]) == len(others[name])
        same_evidence = same_count and all(map(operator.is_, by_source[name], others[name]))
        return same_waivers and same_evidence

    return frozenset(name for name, source in book.sources.items() if is_same(name, source))


def _quote_keys(book: Book) -> Mapping[str, Mapping[str, str]]:
    """The keys of all quotes that a book takes from each source, by their words as written."""
    keys: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for claim in book.claims.values():
        for item in claim.evidence:
            keys[item.source][item.quote] = item.parsed.key
    for source in book.sources.values():
        for fact in source.stated:
            with suppress(QuoteError):
                keys[source.id][fact.quote] = parse_quote(fact.quote).key
    return keys


def _with_elsewhere(
    book: Book, item: Evidence, check: QuoteCheck, archive: Archive | None
) -> QuoteCheck:
    """The check; for a quote that failed, with the other source that has it word for word.

    A quote under the wrong source is a mistake of another sort than a quote that nobody wrote.
    """
    if check.elsewhere:  # taken over from another state of the book, where sources may differ
        check = replace(check, elsewhere="")
    if archive is None or check.status not in (QuoteStatus.ALTERED, QuoteStatus.MISSING):
        return check
    for name, source in book.sources.items():
        text = _text_of(source, archive) if name != item.source else None
        if text is not None and locate(text, item.parsed):
            return replace(check, elsewhere=name)
    return check


def _text_of(source: Source, archive: Archive) -> IndexedText | None:
    try:
        return archive.text(source.id, source.text.sha256) if source.text else None
    except ArchiveError:
        return None
