"""Prove a book: read every quote in its archived text, and write the receipts and fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from checker.book import (
    Book,
    BookError,
    ReceiptFile,
    Source,
    load_book,
)
from checker.book.folder import RECEIPTS
from checker.coverage import outline_of
from checker.text import (
    Fingerprint,
    IndexedText,
    QuoteError,
    Receipt,
    SaltedText,
    parse_quote,
)
from checker.text.overlap import shared_runs
from checker.text.quotes import locate
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically
from checker.usecases.yaml_edit import open_record, with_entry
from checker.verification import Archive, ArchiveError
from checker.verification.archive import decode
from checker.verification.number_boundaries import cut_number


@dataclass(frozen=True, slots=True)
class ProvenSource:
    """What became of one source."""

    source: str
    proven: int
    """Quotes that now have a receipt."""

    unproven: tuple[str, ...]
    """Quotes that do not stand in the text just once."""

    problem: str
    """Why the source was left as it was; empty if it was not."""

    written: tuple[str, ...]
    """Files that changed, by path below the book."""


def prove_book(folder: Path, archive: Archive, accept_changed: bool = False) -> list[ProvenSource]:
    """Receipts for all quotes of all sources whose text is in the archive.

    A text that is not the recorded one is left alone unless ``accept_changed``. Raises
    ``UsageError`` if there is no book or a file cannot be written.
    """
    try:
        book = load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None
    quotes = _quotes_by_source(book)
    texts = {
        source.id: _read_text(source, archive, accept_changed) for source in book.sources.values()
    }
    shared = _shared(
        book, {name: text.indexed for name, text in texts.items() if isinstance(text, _Text)}
    )
    return [
        _prove_source(
            folder, source, quotes.get(source.id, []), texts[source.id], shared[source.id]
        )
        for source in book.sources.values()
    ]


@dataclass(frozen=True, slots=True)
class _Text:
    """An archived text."""

    digest: str
    indexed: IndexedText


def _read_text(source: Source, archive: Archive, accept_changed: bool) -> _Text | str:
    """The text of a source, or why there is none to go by."""
    try:
        found = _archived(source, archive, accept_changed)
        if isinstance(found, str):
            return found
        text = IndexedText(decode(found, source.id))
    except ArchiveError as error:
        return str(error)
    return (
        _Text(sha256(found).hexdigest(), text) if len(text.tokens) else "the archived text is empty"
    )


def _shared(book: Book, texts: Mapping[str, IndexedText]) -> dict[str, dict[str, int]]:
    """For each source, the longest runs that it shares with others; as recorded where a text is not at hand."""
    measured: dict[str, dict[str, int]] = {
        source.id: {
            other: words
            for other, words in source.shared.items()
            if not (source.id in texts and other in texts)
        }
        for source in book.sources.values()
    }
    for (one, other), words in shared_runs(texts).items():
        measured[one][other] = measured[other][one] = words
    return measured


def _quotes_by_source(book: Book) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for claim in book.claims.values():
        for item in claim.evidence:
            quotes.setdefault(item.source, []).append(item.quote)
    for source in book.sources.values():
        quotes.setdefault(source.id, []).extend(fact.quote for fact in source.stated)
    return quotes


def _prove_source(
    folder: Path, source: Source, quotes: list[str], text: _Text | str, shared: Mapping[str, int]
) -> ProvenSource:
    if isinstance(text, str):
        return ProvenSource(source.id, 0, (), text, ())
    salted = SaltedText(text.indexed, text.digest)
    receipts, unproven = _receipts(salted, quotes)
    record = source.place.document.path
    written = []
    known = source.text == salted.fingerprint and source.shared == shared
    if not known and _write_fingerprint(folder / record, record, salted.fingerprint, shared):
        written.append(record)
    path = f"sources/{source.id}{RECEIPTS}"
    file = ReceiptFile(source.id, receipts, outline_of(text.indexed, source.language))
    if write_atomically(folder / path, file.dumps().encode()):
        written.append(path)
    return ProvenSource(source.id, len(receipts), unproven, "", tuple(written))


def _archived(source: Source, archive: Archive, accept_changed: bool) -> bytes | str:
    """The bytes of a source's text, or why there are none to go by."""
    if source.text is not None:
        raw = archive.raw(source.id, source.text.sha256)
        if raw is not None:
            return raw
    named = archive.named(source.id)
    if named is None:
        return f"the archive has no text named {source.id}"
    if source.text is not None and not accept_changed:
        return "the archived text is not the one on record; look at what changed, then run again with --accept-changed"
    return named[1]


def _receipts(salted: SaltedText, quotes: list[str]) -> tuple[tuple[Receipt, ...], tuple[str, ...]]:
    receipts: dict[str, Receipt] = {}
    unproven: list[str] = []
    for raw in sorted(set(quotes)):
        try:
            quote = parse_quote(raw)
        except QuoteError:
            unproven.append(raw)
            continue
        matches = locate(salted.text, quote)
        if len(matches) != 1 or cut_number(salted.text, matches[0]):
            unproven.append(raw)
        else:
            receipts.setdefault(quote.key, salted.receipt(raw, matches[0]))
    return tuple(receipts.values()), tuple(unproven)


def _write_fingerprint(
    path: Path, name: str, fingerprint: Fingerprint, shared: Mapping[str, int]
) -> bool:
    """Puts the ``text`` block into a source record, and touches nothing else of the file.

    Raises ``UsageError`` if the file has changed into something where that cannot be done.
    """
    record = open_record(path, name)
    lines = [
        "text:",
        *(f"  {key}: {getattr(fingerprint, key)}" for key in ("sha256", "tokens", "root")),
    ]
    block: dict[str, Any] = {key: getattr(fingerprint, key) for key in ("sha256", "tokens", "root")}
    if shared:
        lines.append(
            f"  shared: {{{', '.join(f'{other}: {shared[other]}' for other in sorted(shared))}}}"
        )
        block["shared"] = dict(shared)
    wanted = {**record.document.data, "text": block}
    return record.save(with_entry(record.document, "text", lines), wanted, "text", lines)
