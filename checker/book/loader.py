"""The files of a book to a Book. Reading never stops at the first error, and one bad file hides no other."""

from __future__ import annotations

from collections import defaultdict
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
from checker.book.folder import RECEIPTS, Contents, read_folder
from checker.book.model import (
    BaselineEntry,
    Book,
    Claim,
    Entity,
    NodePosition,
    Outline,
    RelationRule,
    Source,
    Waiver,
)
from checker.book.processes import spread
from checker.book.reader import Document, read_document
from checker.book.receipts import read_receipts
from checker.book.schemas import fits_schema, schema_findings
from checker.book.settings import Settings
from checker.findings import Finding, Location, finding
from checker.text import Receipt

WAIVERS = "waivers"
"""The folder of waivers: a file for each source."""

RECORDS: Final = frozenset({"sources", "rules", WAIVERS})
"""Folders that are no topics."""


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
    baseline: tuple[BaselineEntry, ...] = ()
    clean: dict[str, Any] = field(default_factory=dict)
    """The data of claim files against which nothing can be said, read ahead; by path."""

    broken: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)


def load_book(folder: Path) -> Book:
    """The book in a folder.

    Raises ``BookError`` if there is no such folder, or no ``book.yaml`` in it.
    """
    return build_book(read_folder(folder))


def build_book(contents: Contents, reuse_from: Book | None = None) -> Book:
    """The book in files that were read; records of files that ``like`` has just so are taken from there."""
    files = contents.files
    reading = _Reading(
        findings=list(contents.findings), broken={_stem(path) for path in contents.unreadable}
    )
    digests = {path: sha256(raw).hexdigest() for path, raw in files.items()}
    _case_collisions(files, reading.findings)
    _read_settings(files, reading)
    known = _Known(reuse_from, digests)
    reading.clean = _clean_claims([path for path in files if known.claim(path) is None], files)
    for path, raw in files.items():
        if not known.take(path, reading):
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


class _Known:
    """What another book has of the very same files, and had nothing to say against."""

    def __init__(self, reuse_from: Book | None, digests: Mapping[str, str]) -> None:
        self._like = reuse_from
        suspect = {item.location.path for item in reuse_from.findings} if reuse_from else set()
        known = reuse_from.files if reuse_from else {}
        self._same = {
            path
            for path, digest in digests.items()
            if known.get(path) == digest and path not in suspect
        }

    def claim(self, path: str) -> Claim | None:
        """The claim in a file, if it is known; what it says depends on the settings, too."""
        if self._like is None or path not in self._same or "book.yaml" not in self._same:
            return None
        found = self._like.claims.get(_stem(path))
        return found if found is not None and found.place.document.path == path else None

    def take(self, path: str, reading: _Reading) -> bool:
        """Whether what a file holds was known, and is in its place now."""
        if self._like is None or path not in self._same:
            return False
        name = _stem(path)
        if path == f"sources/{name}{RECEIPTS}":
            reading.receipts[name] = self._like.receipts[name]
            if name in self._like.outlines:
                reading.outlines[name] = self._like.outlines[name]
            return True
        record: Claim | Source | None
        if path == f"sources/{name}.yaml" and name not in reading.sources:
            record = self._like.sources[name]
            reading.sources[name] = record
        elif (record := self.claim(path)) is not None and name not in reading.claims:
            reading.claims[name] = record
        else:
            return False
        reading.lines[path] = record.place.document.text
        return True


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


def _digest(digests: Mapping[str, str]) -> str:
    """Over each path and the digest of its bytes, each on a line of its own, sorted by path."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    return sha256("".join(lines).encode()).hexdigest()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(RECEIPTS).removesuffix(".yaml")


def _clean_claims(wanted: Sequence[str], contents: Mapping[str, bytes]) -> dict[str, Any]:
    """The data of the claim files that can be read and fit their schema, read by several processes."""
    paths = [
        path
        for path in wanted
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

    return {
        path: data
        for path, data in zip(paths, spread(work, paths), strict=True)
        if data is not None
    }


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
        case ["baseline.yaml"]:
            document = _document(path, raw, "baseline", reading)
            reading.baseline = build_baseline(document) if document else ()
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
        case [topic, name] if name.endswith(".yaml") and topic not in RECORDS:
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
    seen: defaultdict[str, list[NodePosition]] = defaultdict(list)
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
