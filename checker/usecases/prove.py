"""Prove a book: read every quote in its archived text, and write the receipts and fingerprints."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from checker.book import Book, BookError, ReceiptFile, Source, load_book
from checker.book.loader import RECEIPTS
from checker.book.reader import read_document
from checker.text import Fingerprint, IndexedText, QuoteError, Receipt, SaltedText, parse_quote
from checker.text.quotes import locate
from checker.usecases.errors import UsageProblem
from checker.usecases.files import write_atomically
from checker.verification import Archive, ArchiveError
from checker.verification.archive import decode
from checker.verification.edges import cut_number


@dataclass(frozen=True, slots=True)
class Proven:
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


def prove_book(folder: Path, archive: Archive, accept_changed: bool = False) -> list[Proven]:
    """Receipts for all quotes of all sources whose text is in the archive.

    A text that is not the recorded one is left alone unless ``accept_changed``. Raises
    ``UsageProblem`` if there is no book or a file cannot be written.
    """
    try:
        book = load_book(folder)
    except BookError as error:
        raise UsageProblem(str(error)) from None
    quotes = _quotes_by_source(book)
    return [
        _prove_source(folder, source, quotes.get(source.id, []), archive, accept_changed)
        for source in book.sources.values()
    ]


def _quotes_by_source(book: Book) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for claim in book.claims.values():
        for item in claim.evidence:
            quotes.setdefault(item.source, []).append(item.quote)
    for source in book.sources.values():
        quotes.setdefault(source.id, []).extend(fact.quote for fact in source.stated)
    return quotes


def _prove_source(folder: Path, source: Source, quotes: list[str], archive: Archive, accept_changed: bool) -> Proven:
    try:
        found = _archived(source, archive, accept_changed)
        text = IndexedText(decode(found, source.id)) if isinstance(found, bytes) else None
    except ArchiveError as error:
        return Proven(source.id, 0, (), str(error), ())
    if text is None:
        return Proven(source.id, 0, (), str(found), ())
    assert isinstance(found, bytes), "a text comes from bytes"
    if not len(text.tokens):
        return Proven(source.id, 0, (), "the archived text is empty", ())
    salted = SaltedText(text, sha256(found).hexdigest())
    receipts, unproven = _receipts(salted, quotes)
    fingerprint = salted.fingerprint
    record = source.place.document.path
    written = []
    if source.text != fingerprint and _write_fingerprint(folder / record, record, fingerprint):
        written.append(record)
    path = f"sources/{source.id}{RECEIPTS}"
    if write_atomically(folder / path, ReceiptFile(source.id, receipts).dumps().encode()):
        written.append(path)
    return Proven(source.id, len(receipts), unproven, "", tuple(written))


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


def _write_fingerprint(path: Path, name: str, fingerprint: Fingerprint) -> bool:
    """Puts the ``text`` block into a source record, and touches nothing else of the file.

    Raises ``UsageProblem`` if the file has changed into something where that cannot be done.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageProblem(f"{path} cannot be read: {error.strerror}") from None
    document, _ = read_document(name, raw)
    if document is None:
        raise UsageProblem(f"{path} changed while it was being proven; run again")
    newline = "\r\n" if b"\r\n" in raw else "\n"
    block = newline.join(
        [
            "text:",
            f"  sha256: {fingerprint.sha256}",
            f"  tokens: {fingerprint.tokens}",
            f"  root: {fingerprint.root}",
        ]
    )
    text = document.text
    span = document.entry_span("text")
    if span is None:
        edited = text.rstrip() + newline + block + newline
    else:
        edited = text[: span[0]] + block + text[span[1] :]
    wanted = {
        **document.data,
        "text": {name: getattr(fingerprint, name) for name in ("sha256", "tokens", "root")},
    }
    again, _ = read_document(name, edited.encode())
    if again is None or _as_text(again.data) != _as_text(wanted):
        raise UsageProblem(f"{path}: the block cannot be put in by machine; add these lines yourself:\n{block}")
    return write_atomically(path, edited.encode())


def _as_text(data: dict[str, object]) -> dict[str, object]:
    """The record with its fingerprint as text: a digest of digits alone reads as a number."""
    block = data["text"]
    assert isinstance(block, dict), "the fingerprint is a mapping"
    return {**data, "text": {key: str(value) for key, value in block.items()}}
