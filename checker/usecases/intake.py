"""Take a document in: archive its text, write its source record, and draft claims for what is open in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import regex

from checker.book import Book, BookError, Source, load_book
from checker.book.document import Document
from checker.book.reader import read_document
from checker.coverage import CoverageReport
from checker.intake.drafts import Draft, Drafter
from checker.intake.extract import Extracted, IntakeError, extract
from checker.intake.names import slug
from checker.text import IndexedText, parse_quote
from checker.text.quotes import QuoteError, locate
from checker.usecases.coverage import coverage
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically
from checker.usecases.prove import prove_book
from checker.verification import Archive, ArchiveError
from checker.verification.archive import decode

FACTS: Final = ("title", "publisher", "author", "published", "url")


@dataclass
class IntakeResult:
    """What an intake came to."""

    source: str
    written: list[str] = field(default_factory=list)
    """Files that are new or changed, by path."""

    kept: list[str] = field(default_factory=list)
    """Drafts that were there already, and were left as they are."""

    drafts: list[str] = field(default_factory=list)
    """Ids of the new drafts."""

    report: CoverageReport | None = None
    """What is covered, waived and open now."""


def read(name: str) -> tuple[bytes, Extracted, str]:
    """The bytes of a file or address, the document in them, and the name to call it by.

    Raises ``UsageError`` if it cannot be read, fetched or used.
    """
    try:
        if name.startswith(("http://", "https://")):
            from checker.intake.fetch import fetch

            fetched = fetch(name)
            raw, called = (
                fetched.content,
                Path(fetched.url.rpartition("/")[2] or fetched.url.split("/")[2]).stem,
            )
        else:
            path = Path(name)
            raw, called = path.read_bytes(), path.stem
        return raw, extract(raw), called
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    except IntakeError as error:
        raise UsageError(f"{name}: {error}") from None


def take_in(
    folder: Path,
    archive: Archive,
    document: Extracted,
    raw: bytes,
    *,
    name: str,
    topic: str,
    language: str,
) -> IntakeResult:
    """Takes a document into a book: nothing that is there is overwritten.

    ``name`` is the id that is wished for, ``topic`` the folder of the drafts; either may be empty. Raises
    ``UsageError`` if there is no book, no such topic, or the archive has another text of that name.
    """
    book = _load(folder)
    topic, _ = _topic(book, topic), _language(language, document, book)
    text = document.text if document.kind != "text" else decode(raw, name)
    stored = raw if document.kind == "text" else document.text.encode()
    source = _known(book, sha256(stored).hexdigest()) or _free_id(book, name, document)
    done = IntakeResult(source)
    _archive(archive, source, stored, done)
    if source not in book.sources:
        record = _record(source, document, IndexedText(text), _language(language, document, book))
        _write(folder / "sources" / f"{source}.yaml", record, done)
    _prove(folder, archive, source, done)
    _draft(folder, archive, source, topic, done)
    done.report = coverage(folder, Archive(archive.folder), [source])
    return done


def _load(folder: Path) -> Book:
    try:
        return load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None


def _language(wanted: str, document: Extracted, book: Book) -> str:
    """The language of the text: as asked for, as stated, or the book's."""
    if wanted and not _TAG.fullmatch(wanted):
        raise UsageError(f"“{wanted}” is no language tag; write en, ar or pt-BR")
    stated = document.language or ""
    return wanted or (stated if _TAG.fullmatch(stated) else book.language)


_TAG: Final = regex.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def _topic(book: Book, wanted: str) -> str:
    """The topic of the drafts: the one that is named, or the first of the book."""
    if wanted and wanted not in book.topics:
        raise UsageError(f"{book.name} has no topic “{wanted}”; it has {', '.join(book.topics)}")
    if not book.topics:
        raise UsageError(
            f"book.yaml of {book.name} cannot be used: correct it first (checker check)"
        )
    return wanted or next(iter(book.topics))


def _known(book: Book, digest: str) -> str | None:
    """The source whose text this is already."""
    return next(
        (item.id for item in book.sources.values() if item.text and item.text.sha256 == digest),
        None,
    )


def _free_id(book: Book, name: str, document: Extracted) -> str:
    """The id for a new source. An unproven record of that name is taken for this document's."""
    source = slug(name or document.title or "document")
    known: Source | None = book.sources.get(source)
    if known is not None and known.text is not None:
        raise UsageError(
            f"the book has a source {source} with another text; name this one with --id"
        )
    if source in book.broken:
        raise UsageError(f"sources/{source}.yaml cannot be read: correct it first (checker check)")
    return source


def _archive(archive: Archive, source: str, stored: bytes, done: IntakeResult) -> None:
    try:
        if archive.raw(source, sha256(stored).hexdigest()) is not None:
            return
        if archive.named(source) is not None:
            raise UsageError(
                f"the archive has another text named {source}; name this one with --id"
            )
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    _write(archive.folder / f"{source}.txt", stored, done)


def _write(path: Path, content: bytes, done: IntakeResult) -> None:
    if write_atomically(path, content):
        done.written.append(str(path))


def _prove(folder: Path, archive: Archive, source: str, done: IntakeResult) -> None:
    """Fingerprint and receipts of the new source; the others' shared runs with it are measured as well."""
    for item in prove_book(folder, Archive(archive.folder)):
        if item.source == source and item.problem:
            raise UsageError(f"{source} cannot be proven: {item.problem}")
        done.written += [
            str(folder / path) for path in item.written if str(folder / path) not in done.written
        ]


def _draft(folder: Path, archive: Archive, source: str, topic: str, done: IntakeResult) -> None:
    archive = Archive(archive.folder)
    (item,) = coverage(folder, archive, [source]).sources
    book = _load(folder)
    if item.text is None:
        raise UsageError(f"the text of {source} cannot be used; see “checker check”")
    drafts = Drafter(book, source, item.text, topic).drafts(item.coverage.sentences)
    _propose(folder, drafts, done)
    for draft in drafts:
        path = folder / draft.topic / f"{draft.id}.yaml"
        if path.exists() or draft.id in book.claims or draft.id in book.broken:
            done.kept.append(draft.id)
            continue
        _write(path, _claim(draft).encode(), done)
        done.drafts.append(draft.id)
    if done.drafts:
        _prove(folder, archive, source, done)


def _propose(folder: Path, drafts: Iterable[Draft], done: IntakeResult) -> None:
    """Adds the entities and measures that drafts propose, behind those that are there."""
    entities = {name: title for draft in drafts for name, title in sorted(draft.entities.items())}
    measures = {draft.measure.id: draft.measure for draft in drafts if draft.measure}
    _append(
        folder / "entities.yaml",
        None,
        {
            name: {"name": title, "note": "Proposed by checker intake."}
            for name, title in entities.items()
        },
        done,
    )
    _append(
        folder / "book.yaml",
        "measures",
        {
            item.id: {"dimension": str(item.dimension), "unit": item.unit, "note": item.note}
            for item in measures.values()
        },
        done,
    )


def _append(
    path: Path, key: str | None, items: Mapping[str, Mapping[str, str]], done: IntakeResult
) -> None:
    """Adds items to a mapping of a YAML file, the file's or that of one of its keys, and touches nothing else of it."""
    raw = path.read_bytes() if path.is_file() else b"{}"
    document, _ = read_document(path.name, raw)
    if document is None or not isinstance(document.data, dict):
        raise UsageError(f"{path} cannot be read: correct it first (checker check)")
    known = document.data if key is None else document.data[key]
    new = {name: item for name, item in items.items() if name not in known}
    if not new:
        return
    newline = "\r\n" if b"\r\n" in raw else "\n"
    indent = _indent(document, key, next(iter(known), "")) if key else ""
    lines = [
        line
        for name, item in new.items()
        for line in (
            f"{indent}{name}:",
            *(f"{indent}  {field_}: {_text(value)}" for field_, value in item.items()),
        )
    ]
    block = newline.join(lines)
    text = document.text
    span = document.span((key,) if key else ())
    assert span is not None, "the schema requires the key"
    stop = span.end if key else len(text.rstrip())
    if key is None and not known:  # an empty mapping, written {}
        edited = text.replace("{}", "").rstrip() + newline + block + newline
    else:
        end = text.find("\n", stop) if key else stop  # behind the comment on the last line
        end = (
            len(text.rstrip())
            if end < 0
            else end - (key is not None and text[end - 1 : end] == "\r")
        )
        edited = text[:end] + newline + block + (text[end:] if key else newline)
    again, _ = read_document(path.name, edited.encode())
    wanted = {**known, **{name: dict(item) for name, item in new.items()}}
    if again is None or (again.data if key is None else again.data[key]) != wanted:
        raise UsageError(
            f"{path}: these lines cannot be put in by machine; add them yourself:\n{block}"
        )
    _write(path, edited.encode(), done)


def _indent(document: Document, key: str, first: str) -> str:
    """The indent of the entries of a key; two spaces where they stand on its own line."""
    at, entry = document.location((key,), key=True), document.location((key, first), key=True)
    return " " * (entry.column - 1) if entry.line > at.line else "  "


def _record(source: str, document: Extracted, text: IndexedText, language: str) -> bytes:
    """The source record: what the document states of itself, proven by its own words where they stand in it."""
    lines = [
        "# yaml-language-server: $schema=../../schemas/source.schema.json",
        f"id: {_text(source)}",
    ]
    lines.append(f"language: {_text(language)}")
    elsewhere = []
    for fact in FACTS:
        value = getattr(document, fact)
        if value and _stands_once(text, value):
            lines += [f"{fact}:", f"  is: {_text(value)}", f"  quote: {_text(value)}"]
            continue
        lines.append(f"{fact}: null")
        if value:
            elsewhere.append(f"{fact}: {value}")
    lines.append("outlet: null")
    note = "Taken in by checker intake; say who stands behind it (outlet)."
    if elsewhere:
        note += f" Its metadata, and not its text, states {'; '.join(elsewhere)}."
    lines.append(f"note: {_text(note)}")
    return ("\n".join(lines) + "\n").encode()


def _stands_once(text: IndexedText, words: str) -> bool:
    """Whether words stand once, in a line of few words: a headline, a byline, a date; not in some sentence."""
    try:
        matches = locate(text, parse_quote(words))
    except QuoteError:
        return False
    if len(matches) != 1:
        return False
    (start, _), (_, end) = matches[0].spans[0], matches[0].spans[-1]
    first, behind = text.tokens.starts[start], text.tokens.ends[end - 1]
    line = text.text[text.text.rfind("\n", 0, first) + 1 : (text.text + "\n").find("\n", behind)]
    return len(line.split()) <= max(12, len(words.split()) + 4)


def _text(value: str) -> str:
    """A text as a YAML scalar: plain where it can be, else in quotation marks as JSON has them."""
    flat = " ".join(_CONTROL.sub(" ", value).split())
    return (
        flat
        if _PLAIN.fullmatch(flat) and flat not in _WORDS
        else json.dumps(flat, ensure_ascii=False)
    )


_CONTROL: Final = regex.compile(r"[\p{Cc}\p{Cs}\u2028\u2029\u202d\u202e]")
_PLAIN: Final = regex.compile(r"\p{L}[\p{L}\p{M}\p{Nd} .'’“”()-]*(?<![ :])")
_WORDS: Final = frozenset({"true", "false", "null"})


def _claim(draft: Draft) -> str:
    """A draft as a claim file."""
    lines = ["# yaml-language-server: $schema=../../schemas/claim.schema.json"]
    for key, value in draft.data.items():
        if key == "supporting":
            lines.append("supporting:")
            for item in value:
                keys = [f"{name}: {_flow(inner)}" for name, inner in item.items()]
                lines += [f"  - {keys[0]}", *(f"    {rest}" for rest in keys[1:])]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, int):
        return str(value)
    return _text(value)
