"""A folder to a Book. Reading never stops at the first error, and one bad file hides no other."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from checker.book.build import (
    ClaimBuilder,
    Settings,
    build_entities,
    build_rules,
    build_settings,
    build_source,
    build_waivers,
)
from checker.book.model import Book, Claim, Entity, Outline, Place, RelationRule, Source, Waiver
from checker.book.processes import spread
from checker.book.reader import Document, read_document
from checker.book.receipts import read_receipts
from checker.book.schemas import fits_schema, schema_findings
from checker.findings import Finding, Location, finding
from checker.text import Receipt

RECEIPTS = ".receipts.json"
WAIVERS = "waivers"
"""The folder of waivers: a file for each source."""

_RECORDS: Final = frozenset({"sources", "rules", WAIVERS})
"""Folders that are no topics."""


class BookError(Exception):
    """The book could not be read at all; the message says why and what to do."""


@dataclass
class _Reading:
    """What has been gathered so far."""

    settings: Settings | None = None
    """None while ``book.yaml`` cannot be used: then no claim can be built."""

    entities: dict[str, Entity] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    rules: list[RelationRule] = field(default_factory=list)
    receipts: dict[str, tuple[Receipt, ...]] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, ...]] = field(default_factory=dict)
    clean: dict[str, Any] = field(default_factory=dict)
    """The data of claim files against which nothing can be said, read ahead; by path."""

    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)


def load_book(folder: Path) -> Book:
    """The book in a folder.

    Raises ``BookError`` if there is no such folder, or no ``book.yaml`` in it.
    """
    try:
        if not folder.is_dir():
            raise BookError(f"{folder} is not a folder; name the folder of a claim book, the one with book.yaml")
        if not (folder / "book.yaml").is_file():
            raise BookError(f"{folder} holds no book.yaml, so it is no claim book")
    except OSError as error:
        raise BookError(f"{folder} cannot be read: {error.strerror}") from None
    reading = _Reading()
    contents: dict[str, bytes] = {}
    for path in _walk(folder, "", reading.findings):
        try:
            contents[path] = _read(f"{folder}/{path}")
        except OSError as error:
            reading.findings.append(finding("file-unreadable", Location(path), f"cannot be read: {error.strerror}"))
            reading.broken.add(_stem(path))
    _case_collisions(contents, reading.findings)
    _read_settings(contents, reading)
    reading.clean = _clean_claims(contents)
    for path, raw in contents.items():
        _read_file(path, raw, reading)
    settings = reading.settings or Settings()
    return Book(
        name=folder.resolve().name,
        title=settings.title,
        language=settings.language,
        time_zone=settings.time_zone,
        calendar=settings.calendar,
        stages=settings.stages,
        measures=settings.measures,
        topics=settings.topics,
        rubric=settings.rubric,
        entities=reading.entities,
        sources=reading.sources,
        claims=reading.claims,
        rules=tuple(reading.rules),
        receipts=reading.receipts,
        outlines=reading.outlines,
        waivers=reading.waivers,
        broken=frozenset(reading.broken),
        findings=tuple(reading.findings),
        lines=reading.lines,
        digest="sha256:" + _digest(contents),
    )


def _walk(root: Path, below: str, findings: list[Finding]) -> Iterator[str]:
    """Paths of the book's own files in a folder ``below`` it (ends with a slash, or is empty), sorted.

    They have forward slashes. Strays become findings.
    """
    try:
        with os.scandir(root / below) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        where = Location(below.rstrip("/") or ".")
        findings.append(finding("file-unreadable", where, f"the folder cannot be read: {error.strerror}"))
        return
    for entry in found:
        path = f"{below}{entry.name}"
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if not entry.name.isprintable():  # bytes that are not UTF-8, control characters
            shown = path.encode("unicode_escape").decode()
            findings.append(finding("file-name", Location(shown), "the name cannot be printed", "rename it"))
        elif entry.is_symlink() and (stray := _stray_link(Path(entry.path), root)):
            findings.append(finding("file-link", Location(path), stray, "copy the file into the book"))
        elif entry.is_dir():
            yield from _walk(root, f"{path}/", findings)
        elif entry.name.endswith((".yaml", RECEIPTS)) and not entry.is_file() and Path(entry.path).exists():
            findings.append(finding("file-unexpected", Location(path), "not a regular file", "remove it"))
        elif entry.name.endswith((".yaml", RECEIPTS)):
            yield path
        elif entry.name != "README.md":
            hint = "rename it to .yaml, or it is never checked" if entry.name.endswith(".yml") else "move it elsewhere"
            findings.append(finding("file-unexpected", Location(path), "not a file of a claim book", hint))


def _stray_link(path: Path, root: Path) -> str:
    """Why a link is refused, or nothing for one to a file of the book."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "a link that leads out of the book"
        return "a folder that is a link" if path.is_dir() else ""
    except (OSError, RuntimeError):
        return "a link that leads nowhere"


def _read(path: str) -> bytes:
    """The bytes of a file, for a fraction of what ``open`` takes; raises ``OSError``."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(file, _STRETCH)]
        while len(parts[-1]) == _STRETCH:  # of a regular file, less comes at its end alone
            parts.append(os.read(file, _STRETCH))
        return b"".join(parts)
    finally:
        os.close(file)


_STRETCH: Final = 1 << 17


def _case_collisions(contents: dict[str, bytes], findings: list[Finding]) -> None:
    folded: dict[str, str] = {}
    for path in contents:
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            findings.append(
                finding(
                    "file-name-case",
                    Location(path),
                    f"differs from {other} by case only",
                    "rename one of them",
                )
            )


def _digest(contents: dict[str, bytes]) -> str:
    """Over each path and the digest of its bytes, each on a line of its own, sorted by path."""
    lines = [f"{sha256(raw).hexdigest()}  {path}\n" for path, raw in sorted(contents.items())]
    return sha256("".join(lines).encode()).hexdigest()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(RECEIPTS).removesuffix(".yaml")


def _clean_claims(contents: Mapping[str, bytes]) -> dict[str, Any]:
    """The data of the claim files that can be read and fit their schema, read by several processes."""
    paths = [
        path
        for path in contents
        if path.count("/") == 1
        and path.endswith(".yaml")
        and not path.startswith(("sources/", "rules/", f"{WAIVERS}/"))
    ]

    def work(part: Sequence[str]) -> list[Any]:
        found = []
        for path in part:
            document, _ = read_document(path, contents[path])
            found.append(document.data if document and fits_schema(document, "claim") else None)
        return found

    return {path: data for path, data in zip(paths, spread(work, paths), strict=True) if data is not None}


def _document(path: str, raw: bytes, schema: str, reading: _Reading) -> Document | None:
    """A document that fits its schema, or None and findings."""
    if path in reading.clean and schema == "claim":
        clean = Document(path, raw.decode(), reading.clean[path])
        reading.lines[path] = clean.text
        return clean
    document, findings = read_document(path, raw)
    if document is not None:
        reading.lines[path] = document.text
        findings = schema_findings(document, schema)
    elif findings:
        reading.lines[path] = raw.decode("utf-8", "replace")
    reading.findings += findings
    if findings:
        reading.broken.add(_stem(path))
        return None
    return document


def _read_settings(contents: dict[str, bytes], reading: _Reading) -> None:
    document = _document("book.yaml", contents.get("book.yaml", b""), "book", reading)
    if document is not None:
        reading.settings = build_settings(document)


def _read_file(path: str, raw: bytes, reading: _Reading) -> None:
    parts = path.split("/")
    match parts:
        case ["book.yaml"]:
            return
        case ["entities.yaml"]:
            document = _document(path, raw, "entities", reading)
            reading.entities = build_entities(document) if document else {}
        case ["sources", name] if name.endswith(RECEIPTS):
            file, findings = read_receipts(path, raw)
            reading.findings += findings
            reading.receipts[file.source] = file.receipts
            if file.outline is not None:
                reading.outlines[file.source] = file.outline
        case [folder, name] if folder == WAIVERS and name.endswith(".yaml"):
            document = _document(path, raw, "waivers", reading)
            if document is not None:
                reading.waivers[_stem(name)] = build_waivers(document)
        case ["sources", name] if name.endswith(".yaml"):
            _record(path, raw, "source", reading, build_source, reading.sources)
        case ["rules", name] if name.endswith(".yaml"):
            document = _document(path, raw, "rules", reading)
            if document is not None:
                _add_rules(build_rules(document, _stem(path)), reading)
        case [topic, name] if name.endswith(".yaml") and topic not in _RECORDS:
            _read_claim(path, raw, topic, reading)
        case _:
            reading.findings.append(
                finding(
                    "file-unexpected",
                    Location(path),
                    "not where the files of a claim book are",
                    "claims are in <topic>/<claim>.yaml, sources in sources/, rules in rules/, waivers in waivers/",
                )
            )


def _read_claim(path: str, raw: bytes, topic: str, reading: _Reading) -> None:
    def build(document: Document) -> Claim | None:
        if reading.settings is None or topic not in reading.settings.topics:
            return None
        builder = ClaimBuilder(document, topic, reading.settings)
        claim = builder.build()
        reading.findings += builder.findings
        return claim

    if reading.settings is not None and topic not in reading.settings.topics:
        reading.findings.append(
            finding(
                "reference-unknown",
                Location(path),
                f"no topic “{topic}” in book.yaml",
                f"add it there, or move the file; known: {', '.join(reading.settings.topics)}",
            )
        )
    _record(path, raw, "claim", reading, build, reading.claims)


def _record(
    path: str,
    raw: bytes,
    schema: str,
    reading: _Reading,
    build: Callable[[Document], Any],
    records: dict[str, Any],
) -> None:
    """Reads one record whose id is its file's name."""
    document = _document(path, raw, schema, reading)
    if document is None:
        return
    name, stem = document.data["id"], _stem(path)
    if name != stem:
        reading.findings.append(
            finding(
                "id-file-name",
                document.location(("id",)),
                f"the id “{name}” is not the file's name",
                f"write id: {stem}, or rename the file to {name}.yaml",
            )
        )
    if name in records:
        other = records[name].place.document.path
        reading.findings.append(
            finding(
                "id-duplicate",
                document.location(("id",)),
                f"the id “{name}” is taken by {other}",
                "rename one",
            )
        )
        return
    record = build(document)
    if record is None:
        reading.broken.add(name)
    else:
        records[name] = record


def _add_rules(rules: list[RelationRule], reading: _Reading) -> None:
    seen: defaultdict[str, list[Place]] = defaultdict(list)
    for rule in reading.rules:
        seen[rule.id].append(rule.place)
    for rule in rules:
        if seen[rule.id]:
            other = seen[rule.id][0].document.path
            reading.findings.append(
                finding(
                    "id-duplicate",
                    rule.place.of("id"),
                    f"the rule “{rule.id}” is also in {other}",
                    "rename one",
                )
            )
        else:
            reading.rules.append(rule)
        seen[rule.id].append(rule.place)
