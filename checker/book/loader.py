"""The files of a book to a Book.

Reading never stops at the first error, and one bad file hides no other: each file is read by
itself, and what is wrong with it becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from checker.book.build import (
    ClaimBuilder,
    build_baseline,
    build_entities,
    build_rules,
    build_settings,
    build_source,
    build_waivers,
)
from checker.book.document import Document
from checker.book.folder import RECEIPTS, Contents, read_folder
from checker.book.model import (
    BaselineEntry,
    Book,
    Claim,
    Entity,
    Outline,
    RelationRule,
    Source,
    Waiver,
)
from checker.book.processes import spread
from checker.book.reader import read_document
from checker.book.receipts import read_receipts
from checker.book.schemas import fits_schema, schema_findings
from checker.book.settings import Settings
from checker.findings import Finding, Location, finding
from checker.text import Receipt

WAIVERS = "waivers"
"""The folder of waivers, with a file for each source."""

RECORDS: Final = frozenset({"sources", "rules", WAIVERS})
"""Folders that are not topics."""

_UNEXPECTED: Final = (
    "a claim book has no file of this kind in this place",
    (
        "claims belong in <topic>/<claim>.yaml, sources in sources/, rules in rules/, "
        "and waivers in waivers/"
    ),
)


@dataclass
class _Reading:
    """What has been gathered so far."""

    settings: Settings | None = None
    """None if ``book.yaml`` cannot be used; then no claim can be built."""

    entities: dict[str, Entity] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    rules: list[RelationRule] = field(default_factory=list)
    receipts: dict[str, tuple[Receipt, ...]] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, ...]] = field(default_factory=dict)
    baseline: tuple[BaselineEntry, ...] = ()
    valid_claims: dict[str, Any] = field(default_factory=dict)
    """The data of claim files that fit their schema, read ahead; by path."""

    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)

    def refuse(self, kind: str, where: Location, message: str, hint: str) -> None:
        """Add a finding."""
        self.findings.append(finding(kind, where, message, hint))


def load_book(folder: Path) -> Book:
    """The book in a folder.

    Raises ``BookError`` if there is no such folder, or no ``book.yaml`` in it.
    """
    return build_book(read_folder(folder))


def build_book(contents: Contents, reuse_from: Book | None = None) -> Book:
    """The book in files that were read.

    Records of files that are the same in ``reuse_from`` are taken from there.
    """
    files = contents.files
    reading = _Reading(
        findings=list(contents.findings), broken={_stem(path) for path in contents.unreadable}
    )
    digests = {path: sha256(raw).hexdigest() for path, raw in files.items()}
    _check_case(files, reading)
    # Settings come first: what a claim says depends on measures, dayparts and topics.
    _read_settings(files, reading)
    reusable = _ReusableRecords(reuse_from, digests)
    fresh = [path for path in files if reusable.claim(path) is None]
    reading.valid_claims = _valid_claims(fresh, files)
    for path, raw in files.items():
        if not reusable.take(path, reading):
            _read_file(path, raw, reading)
    settings = reading.settings or Settings()
    return Book(
        name=contents.name,
        title=settings.title,
        language=settings.language,
        time_zone=settings.time_zone,
        calendar=settings.calendar,
        stages=settings.stages,
        measures=settings.measures,
        topics=settings.topics,
        rubric=settings.rubric,
        gates=settings.gates,
        baseline=reading.baseline,
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
        files=digests,
        digest="sha256:" + _digest(digests),
    )


class _ReusableRecords:
    """The records of another book whose files are the same here and had no findings there."""

    def __init__(self, book: Book | None, digests: Mapping[str, str]) -> None:
        self._book = book
        self._same: frozenset[str] = frozenset()
        if book is not None:
            with_findings = {item.location.path for item in book.findings}
            unchanged = {path for path, digest in digests.items() if book.files.get(path) == digest}
            self._same = frozenset(unchanged - with_findings)

    def claim(self, path: str) -> Claim | None:
        """The claim in a file, or None if it must be built again.

        What a claim says depends on the settings, so it is reused only while they are the same.
        """
        if self._book is None or not {path, "book.yaml"} <= self._same:
            return None
        # The id of a claim may be that of another file, which is a finding; so compare the path.
        found = self._book.claims.get(_stem(path))
        return found if found is not None and found.place.document.path == path else None

    def take(self, path: str, reading: _Reading) -> bool:
        """Add the record of a file to the reading; False if the file must be read."""
        if self._book is None or path not in self._same:
            return False
        name = _stem(path)
        # Only claims, sources and receipts: the other files are few, and quick to read.
        if path == f"sources/{name}{RECEIPTS}":
            reading.receipts[name] = self._book.receipts[name]
            if name in self._book.outlines:
                reading.outlines[name] = self._book.outlines[name]
            return True
        record: Claim | Source | None
        if path == f"sources/{name}.yaml" and name not in reading.sources:
            record = self._book.sources[name]
            reading.sources[name] = record
        elif (record := self.claim(path)) is not None and name not in reading.claims:
            reading.claims[name] = record
        else:
            return False
        reading.lines[path] = record.place.document.text
        return True


def _check_case(files: Mapping[str, bytes], reading: _Reading) -> None:
    """Refuse paths that are one file on a system that ignores case."""
    folded: dict[str, str] = {}
    for path in files:
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            message = f"the path differs from {other} only in upper and lower case"
            reading.refuse("file-name-case", Location(path), message, "rename one of the two")


def _digest(digests: Mapping[str, str]) -> str:
    """The SHA-256 over lines of each path and the digest of its bytes, sorted by path."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    return sha256("".join(lines).encode()).hexdigest()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(RECEIPTS).removesuffix(".yaml")


def _valid_claims(wanted: Sequence[str], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The data of claim files that are readable and fit their schema, read by several processes.

    Documents cannot be handed from one process to another, so plain data comes back.
    """
    paths = [path for path in wanted if _is_claim_path(path)]

    def work(part: Sequence[str]) -> list[Any]:
        found = []
        for path in part:
            document, _ = read_document(path, files[path])
            found.append(document.data if document and fits_schema(document, "claim") else None)
        return found

    results = zip(paths, spread(work, paths), strict=True)
    return {path: data for path, data in results if data is not None}


def _is_claim_path(path: str) -> bool:
    folder, _, name = path.partition("/")
    return name.endswith(".yaml") and "/" not in name and folder not in RECORDS


def _document(path: str, raw: bytes, schema: str, reading: _Reading) -> Document | None:
    """A document that fits its schema; None if it does not, with findings that say why."""
    if path in reading.valid_claims and schema == "claim":
        # This file has been parsed and checked already, but without keeping its text.
        valid = Document(path, raw.decode(), reading.valid_claims[path])
        reading.lines[path] = valid.text
        return valid
    document, findings = read_document(path, raw)
    if document is not None:
        reading.lines[path] = document.text
        findings = schema_findings(document, schema)
    elif findings:
        # Findings print the line that they are about, even of a file that is not UTF-8.
        reading.lines[path] = raw.decode("utf-8", "replace")
    reading.findings += findings
    if findings:
        reading.broken.add(_stem(path))
        return None
    return document


def _read_settings(files: Mapping[str, bytes], reading: _Reading) -> None:
    document = _document("book.yaml", files.get("book.yaml", b""), "book", reading)
    if document is not None:
        reading.settings = build_settings(document)


def _read_file(path: str, raw: bytes, reading: _Reading) -> None:
    """Read one file of the book by the function for its kind; its path decides the kind."""
    folder, _, name = path.rpartition("/")
    if path == "book.yaml":
        return  # read before all others
    if path in _TOP_FILES:
        _TOP_FILES[path](path, raw, reading)
    elif folder == "sources" and name.endswith(RECEIPTS):
        _read_receipts(path, raw, reading)
    elif folder in _FOLDERS and name.endswith(".yaml"):
        _FOLDERS[folder](path, raw, reading)
    elif _is_claim_path(path):
        _read_claim(path, raw, reading)
    else:
        reading.refuse("file-unexpected", Location(path), *_UNEXPECTED)


def _read_entities(path: str, raw: bytes, reading: _Reading) -> None:
    document = _document(path, raw, "entities", reading)
    if document is not None:
        reading.entities = build_entities(document)


def _read_baseline(path: str, raw: bytes, reading: _Reading) -> None:
    document = _document(path, raw, "baseline", reading)
    if document is not None:
        reading.baseline = build_baseline(document)


def _read_receipts(path: str, raw: bytes, reading: _Reading) -> None:
    file, findings = read_receipts(path, raw)
    reading.findings += findings
    reading.receipts[file.source] = file.receipts
    if file.outline is not None:
        reading.outlines[file.source] = file.outline


def _read_waivers(path: str, raw: bytes, reading: _Reading) -> None:
    document = _document(path, raw, "waivers", reading)
    if document is not None:
        reading.waivers[_stem(path)] = build_waivers(document)


def _read_source(path: str, raw: bytes, reading: _Reading) -> None:
    _read_record(path, raw, "source", reading, build_source, reading.sources)


def _read_rules(path: str, raw: bytes, reading: _Reading) -> None:
    document = _document(path, raw, "rules", reading)
    if document is None:
        return
    # The first of two rules with one id is kept, so that references to it still work.
    first = {rule.id: rule for rule in reading.rules}
    for rule in build_rules(document, _stem(path)):
        if rule.id not in first:
            first[rule.id] = rule
            reading.rules.append(rule)
            continue
        other = first[rule.id].place.document.path
        message = f"the rule id “{rule.id}” is already used in {other}"
        hint = "give one of the two rules another id"
        reading.refuse("id-duplicate", rule.place.of("id"), message, hint)


def _read_claim(path: str, raw: bytes, reading: _Reading) -> None:
    topic = path.partition("/")[0]
    settings = reading.settings

    def build(document: Document) -> Claim | None:
        # The reason is reported already, once; its claims then count as broken, not as missing.
        if settings is None or topic not in settings.topics:
            return None
        builder = ClaimBuilder(document, topic, settings)
        claim = builder.build()
        reading.findings += builder.findings
        return claim

    if settings is not None and topic not in settings.topics:
        message = f"book.yaml has no topic “{topic}”"
        hint = f"add the topic there, or move the file to one of: {', '.join(settings.topics)}"
        reading.refuse("reference-unknown", Location(path), message, hint)
    _read_record(path, raw, "claim", reading, build, reading.claims)


def _read_record(
    path: str,
    raw: bytes,
    schema: str,
    reading: _Reading,
    build: Callable[[Document], Any],
    records: dict[str, Any],
) -> None:
    """Read one record whose id must be the name of its file."""
    document = _document(path, raw, schema, reading)
    if document is None:
        return
    name, stem = document.data["id"], _stem(path)
    if name != stem:
        message = f"the id “{name}” is not the name of the file"
        hint = f"write id: {stem}, or rename the file to {name}.yaml"
        reading.refuse("id-file-name", document.location(("id",)), message, hint)
    if name in records:
        other = records[name].place.document.path
        message = f"the id “{name}” is already used in {other}"
        hint = "give one of the two records another id"
        reading.refuse("id-duplicate", document.location(("id",)), message, hint)
        return
    record = build(document)
    if record is None:
        reading.broken.add(name)
    else:
        records[name] = record


_FileReader = Callable[[str, bytes, _Reading], None]
_TOP_FILES: Final[Mapping[str, _FileReader]] = {
    "entities.yaml": _read_entities,
    "baseline.yaml": _read_baseline,
}
_FOLDERS: Final[Mapping[str, _FileReader]] = {
    "sources": _read_source,
    "rules": _read_rules,
    WAIVERS: _read_waivers,
}
"""By folder, how to read its YAML files; all other folders are topics."""
