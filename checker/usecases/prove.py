"""Prove a book: find every quote in its archived text, and write receipts and fingerprints."""

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
    """The result for one source."""

    source: str
    proven: int
    """Quotes that now have a receipt."""

    unproven: tuple[str, ...]
    """Quotes that are not in the text exactly once."""

    problem: str
    """Why nothing was proven and the source was left unchanged; else empty."""

    written: tuple[str, ...]
    """Paths of the files that changed, below the book."""


def prove_book(folder: Path, archive: Archive, accept_changed: bool = False) -> list[ProvenSource]:
    """Writes receipts for the quotes of every source whose text is in the archive.

    A text that differs from the recorded one is not used unless ``accept_changed``. Raises
    ``UsageError`` if there is no book, or a file cannot be written.
    """
    try:
        book = load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None
    quotes = _quotes_by_source(book)
    sources = book.sources.values()
    texts = {source.id: _read_text(source, archive, accept_changed) for source in sources}
    indexed = {name: text.indexed for name, text in texts.items() if isinstance(text, _Text)}
    shared = _shared(book, indexed)
    return [
        _prove_source(
            folder, source, quotes.get(source.id, []), texts[source.id], shared[source.id]
        )
        for source in sources
    ]


@dataclass(frozen=True, slots=True)
class _Text:
    """An archived text."""

    digest: str
    indexed: IndexedText


def _read_text(source: Source, archive: Archive, accept_changed: bool) -> _Text | str:
    """The text of a source, or why it cannot be used."""
    try:
        found = _archived(source, archive, accept_changed)
        if isinstance(found, str):
            return found
        text = IndexedText(decode(found, source.id))
    except ArchiveError as error:
        return str(error)
    if not len(text.tokens):
        return "the archived text is empty"
    return _Text(sha256(found).hexdigest(), text)


def _shared(book: Book, texts: Mapping[str, IndexedText]) -> dict[str, dict[str, int]]:
    """For each source, the longest run of words that it shares with each other source.

    Where a text is not available, the recorded numbers are kept.
    """
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
    # What a source states about itself is quoted from its text as well.
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
    # A record that is up to date is not opened, so that its file stays untouched.
    known = source.text == salted.fingerprint and source.shared == shared
    if not known and _write_fingerprint(folder / record, record, salted.fingerprint, shared):
        written.append(record)
    path = f"sources/{source.id}{RECEIPTS}"
    file = ReceiptFile(source.id, receipts, outline_of(text.indexed, source.language))
    if write_atomically(folder / path, file.dumps().encode()):
        written.append(path)
    return ProvenSource(source.id, len(receipts), unproven, "", tuple(written))


def _archived(source: Source, archive: Archive, accept_changed: bool) -> bytes | str:
    """The bytes of a source's text, or why they cannot be used."""
    if source.text is not None:
        raw = archive.raw(source.id, source.text.sha256)
        if raw is not None:
            return raw
    named = archive.named(source.id)
    if named is None:
        return f"the archive has no text named {source.id}; add {source.id}.txt"
    if source.text is not None and not accept_changed:
        return (
            "the archived text is not the recorded one; look at what changed, then run again with "
            "--accept-changed"
        )
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
        # Words that occur twice prove no place, and “won 7” must not be found in “won 73”.
        if len(matches) != 1 or cut_number(salted.text, matches[0]):
            unproven.append(raw)
        else:
            receipts.setdefault(quote.key, salted.receipt(raw, matches[0]))
    return tuple(receipts.values()), tuple(unproven)


def _write_fingerprint(
    path: Path, name: str, fingerprint: Fingerprint, shared: Mapping[str, int]
) -> bool:
    """Writes the ``text`` block of a source record, and changes nothing else in the file.

    Raises ``UsageError`` if the file has meanwhile become one where that cannot be done.
    """
    record = open_record(path, name)
    block: dict[str, Any] = {key: getattr(fingerprint, key) for key in ("sha256", "tokens", "root")}
    lines = ["text:", *(f"  {key}: {value}" for key, value in block.items())]
    if shared:
        pairs = ", ".join(f"{other}: {shared[other]}" for other in sorted(shared))
        lines.append(f"  shared: {{{pairs}}}")
        block["shared"] = dict(shared)
    wanted = {**record.document.data, "text": block}
    return record.save(with_entry(record.document, "text", lines), wanted, "text", lines)
