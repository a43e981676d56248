"""Take in a document: archive its text, write its source record, and draft claims for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
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
from checker.usecases.yaml_edit import newline_of
from checker.verification import Archive, ArchiveError
from checker.verification.archive import decode

FACTS: Final = ("title", "publisher", "author", "published", "url")


@dataclass
class IntakeResult:
    """The result of taking in a document."""

    source: str
    """Id of its source."""

    written: list[str] = field(default_factory=list)
    """Paths of new and changed files."""

    kept: list[str] = field(default_factory=list)
    """Ids of claims that would have been drafted, but already exist."""

    drafts: list[str] = field(default_factory=list)
    """Ids of the new drafts."""

    report: CoverageReport | None = None
    """The coverage of the source afterwards."""


def open_document(name: str) -> tuple[bytes, Extracted, str]:
    """The bytes of a file or address, the document in them, and a name for it.

    Raises ``UsageError`` if it cannot be read, fetched or used.
    """
    try:
        if name.startswith(("http://", "https://")):
            from checker.intake.fetch import fetch

            fetched = fetch(name)
            # An address that ends in a slash is named after its host.
            last_part = fetched.url.rpartition("/")[2] or fetched.url.split("/")[2]
            raw, stem = fetched.content, Path(last_part).stem
        else:
            path = Path(name)
            raw, stem = path.read_bytes(), path.stem
        return raw, extract(raw), stem
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
    """Takes a document into a book; existing files are not overwritten.

    ``name`` is the id wanted for the source, ``topic`` the folder of the drafts; either may be
    empty. Raises ``UsageError`` if there is no book, no such topic, or the archive has another text
    of that name.
    """
    book = _load(folder)
    # Both are checked before anything is written.
    topic, _ = _topic(book, topic), _language(language, document, book)
    text = document.text if document.kind != "text" else decode(raw, name)
    stored = raw if document.kind == "text" else document.text.encode()
    # A document that is already in the book keeps its source, whatever its file is called.
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
    """The language of the text: as asked for, else as the document states, else the book's."""
    if wanted and not _TAG.fullmatch(wanted):
        raise UsageError(f"“{wanted}” is not a language tag; write one such as en, ar or pt-BR")
    stated = document.language or ""
    return wanted or (stated if _TAG.fullmatch(stated) else book.language)


_TAG: Final = regex.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def _topic(book: Book, wanted: str) -> str:
    """The topic of the drafts: the one asked for, else the first of the book."""
    if wanted and wanted not in book.topics:
        known = ", ".join(book.topics)
        raise UsageError(f"book.yaml has no topic “{wanted}”; choose one of {known}")
    if not book.topics:
        raise UsageError(
            "book.yaml cannot be read, or has no topics; correct it first (“checker check” helps)"
        )
    return wanted or next(iter(book.topics))


def _known(book: Book, digest: str) -> str | None:
    """The source that already has this text."""
    return next(
        (item.id for item in book.sources.values() if item.text and item.text.sha256 == digest),
        None,
    )


def _free_id(book: Book, name: str, document: Extracted) -> str:
    """The id for a new source. A record of that name without a text is used for this document."""
    source = slug(name or document.title or "document")
    known: Source | None = book.sources.get(source)
    if known is not None and known.text is not None:
        raise UsageError(
            f"the book already has a source {source} with another text; choose another --id"
        )
    if source in book.broken:
        raise UsageError(
            f"sources/{source}.yaml cannot be read; correct it first (“checker check” helps)"
        )
    return source


def _archive(archive: Archive, source: str, stored: bytes, done: IntakeResult) -> None:
    try:
        if archive.raw(source, sha256(stored).hexdigest()) is not None:
            return
        if archive.named(source) is not None:
            raise UsageError(
                f"the archive already has another text named {source}; choose another --id"
            )
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    _write(archive.folder / f"{source}.txt", stored, done)


def _write(path: Path, content: bytes, done: IntakeResult) -> None:
    if write_atomically(path, content):
        done.written.append(str(path))


def _prove(folder: Path, archive: Archive, source: str, done: IntakeResult) -> None:
    """Writes fingerprint and receipts of the source; other sources may share passages with it."""
    for item in prove_book(folder, Archive(archive.folder)):
        if item.source == source and item.problem:
            raise UsageError(f"{source} cannot be proven: {item.problem}")
        for name in item.written:
            path = str(folder / name)
            if path not in done.written:
                done.written.append(path)


def _draft(folder: Path, archive: Archive, source: str, topic: str, done: IntakeResult) -> None:
    archive = Archive(archive.folder)
    (item,) = coverage(folder, archive, [source]).sources
    book = _load(folder)
    if item.text is None:
        raise UsageError(f"the text of {source} cannot be used; “checker check” says why")
    drafts = Drafter(book, source, item.text, topic).drafts(item.coverage.sentences)
    _propose(folder, drafts, done)
    for draft in drafts:
        path = folder / draft.topic / f"{draft.id}.yaml"
        if path.exists() or draft.id in book.claims or draft.id in book.broken:
            done.kept.append(draft.id)
            continue
        _write(path, _claim(draft).encode(), done)
        done.drafts.append(draft.id)
    # The quotes of the new drafts need receipts, too.
    if done.drafts:
        _prove(folder, archive, source, done)


def _propose(folder: Path, drafts: Iterable[Draft], done: IntakeResult) -> None:
    """Adds the entities and measures that drafts propose, after the existing ones."""
    entities: dict[str, dict[str, str]] = {}
    measures: dict[str, dict[str, str]] = {}
    for draft in drafts:
        for name, title in sorted(draft.entities.items()):
            entities[name] = {"name": title, "note": "Proposed by checker intake."}
        if draft.measure:
            measure = draft.measure
            measures[measure.id] = {
                "dimension": str(measure.dimension),
                "unit": measure.unit,
                "note": measure.note,
            }
    _append(folder / "entities.yaml", None, entities, done)
    _append(folder / "book.yaml", "measures", measures, done)


def _append(
    path: Path, key: str | None, items: Mapping[str, Mapping[str, str]], done: IntakeResult
) -> None:
    """Adds items to a mapping in a YAML file, and changes nothing else in it.

    The mapping is the whole file, or the value of a key. Raises ``UsageError`` if the items cannot
    be added.
    """
    document = _open(path)
    known = document.data if key is None else document.data[key]
    new = {name: dict(item) for name, item in items.items() if name not in known}
    if not new:
        return
    newline = newline_of(document.text)
    indent = _indent(document, key, next(iter(known), "")) if key else ""
    block = newline.join(_item_lines(new, indent))
    if key is None:
        edited = _with_block_at_end(document.text, block, newline, is_empty=not known)
    else:
        edited = _with_block_in(document, key, block, newline)

    # What was written has to read as the old items and the new ones; else a person must add them.
    if _mapping(path.name, edited, key) != {**known, **new}:
        raise UsageError(
            f"{path} was not changed, because its layout is unusual; add these lines yourself:\n"
            f"{block}"
        )
    _write(path, edited.encode(), done)


def _open(path: Path) -> Document:
    """A YAML file that holds a mapping; a file that does not exist holds an empty one.

    Raises ``UsageError`` if it cannot be read.
    """
    raw = path.read_bytes() if path.is_file() else b"{}"
    document, _ = read_document(path.name, raw)
    if document is None or not isinstance(document.data, dict):
        raise UsageError(f"{path} cannot be read; correct it first (“checker check” helps)")
    return document


def _mapping(name: str, text: str, key: str | None) -> Any:
    """The mapping that a file holds as a whole or under a key; None if it cannot be read."""
    document, _ = read_document(name, text.encode())
    if document is None or key is None:
        return document and document.data
    return document.data[key]


def _item_lines(items: Mapping[str, Mapping[str, str]], indent: str) -> Iterator[str]:
    for name, item in items.items():
        yield f"{indent}{name}:"
        for key, value in item.items():
            yield f"{indent}  {key}: {_text(value)}"


def _with_block_at_end(text: str, block: str, newline: str, is_empty: bool) -> str:
    """A file with lines added to its mapping; an empty mapping is written ``{}``."""
    before = text.replace("{}", "") if is_empty else text
    return before.rstrip() + newline + block + newline


def _with_block_in(document: Document, key: str, block: str, newline: str) -> str:
    """A file with lines added to the mapping of a key, after a comment on its last line."""
    text, span = document.text, document.span((key,))
    assert span is not None, "the schema requires the key"
    end = text.find("\n", span.end)
    if end < 0:
        end = len(text.rstrip())
    elif text[end - 1 : end] == "\r":
        end -= 1
    return text[:end] + newline + block + text[end:]


def _indent(document: Document, key: str, first: str) -> str:
    """The indent of the entries of a key; two spaces if they are on the line of the key."""
    at = document.location((key,), key=True)
    entry = document.location((key, first), key=True)
    return " " * (entry.column - 1) if entry.line > at.line else "  "


def _record(source: str, document: Extracted, text: IndexedText, language: str) -> bytes:
    """The source record: what the document states about itself, quoted where its text says it."""
    lines = [
        "# yaml-language-server: $schema=../../schemas/source.schema.json",
        f"id: {_text(source)}",
        f"language: {_text(language)}",
    ]
    elsewhere = []
    for fact in FACTS:
        value = getattr(document, fact)
        if value and _is_quotable(text, value):
            lines += [f"{fact}:", f"  is: {_text(value)}", f"  quote: {_text(value)}"]
            continue
        lines.append(f"{fact}: null")
        if value:
            elsewhere.append(f"{fact}: {value}")
    lines.append("outlet: null")
    note = "Taken in by checker intake. Add the outlet that is responsible for it."
    if elsewhere:
        note += f" Only its metadata states {'; '.join(elsewhere)}."
    lines.append(f"note: {_text(note)}")
    return ("\n".join(lines) + "\n").encode()


def _is_quotable(text: IndexedText, words: str) -> bool:
    """Whether words are in the text once, on a short line: a headline, a byline or a date."""
    try:
        matches = locate(text, parse_quote(words))
    except QuoteError:
        return False
    if len(matches) != 1:
        return False
    (start, _), (_, end) = matches[0].spans[0], matches[0].spans[-1]
    first, behind = text.tokens.starts[start], text.tokens.ends[end - 1]
    line = text.text[text.text.rfind("\n", 0, first) + 1 : (text.text + "\n").find("\n", behind)]
    # A headline, byline or date fills its line. Words within a sentence may be there by chance.
    return len(line.split()) <= max(12, len(words.split()) + 4)


def _text(value: str) -> str:
    """A text as a YAML scalar: plain if possible, else in quotation marks as in JSON."""
    flat = " ".join(_CONTROL.sub(" ", value).split())
    if _PLAIN.fullmatch(flat) and flat not in _WORDS:
        return flat
    return json.dumps(flat, ensure_ascii=False)


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
