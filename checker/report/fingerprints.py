"""What a finding is about, as a name that stays the same when lines move.

Made of the kind of finding, the claim or file, and the evidence or entry that it points at: never of
lines, numbers of list items, or the words of the message.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from checker.book import Book, Stance
from checker.book.loader import RECORDS
from checker.book.reader import Document, Path
from checker.findings import Finding

_STANCES = frozenset(stance.value for stance in Stance)


def fingerprints(book: Book, findings: Iterable[Finding]) -> tuple[str, ...]:
    """32 hexadecimal digits for each finding, in their order; of findings that are alike, all different."""
    documents: dict[str, Document] = {record.place.document.path: record.place.document for record in _records(book)}
    seen: Counter[str] = Counter()
    found = []
    for item in findings:
        name = json.dumps(_about(book, item, documents), ensure_ascii=False)
        seen[name] += 1
        found.append(sha256(f"{name} {seen[name]}".encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return tuple(found)


def _records(book: Book) -> Iterable[Any]:
    yield from book.claims.values()
    yield from book.sources.values()
    yield from book.entities.values()
    yield from book.rules


def _about(book: Book, item: Finding, documents: dict[str, Document]) -> list[Any]:
    """What identifies a finding, as plain data."""
    path = item.location.path
    document = documents.get(path) or _read_again(book, path, documents)
    where = document.path_at(item.location)
    anchor = _anchor(document.data, where) if document.data is not None else list(where)
    if not where:
        anchor = [_line(book, item)]
    folder, _, file = path.rpartition("/")
    # A claim that moves to another folder is the same claim; so is a rule in another file.
    name = item.claim or (path if folder in RECORDS or not folder else file.removesuffix(".yaml"))
    if folder == "rules" and anchor[:1] and isinstance(anchor[0], str):
        name = folder
    others = sorted({words.partition(":")[0] for _, words in item.related})
    return [item.rule, name, anchor, others]


def _read_again(book: Book, path: str, documents: dict[str, Document]) -> Document:
    """A file that made no record; its nodes are still known, if it is YAML at all."""
    documents[path] = Document(path, book.lines.get(path, ""))
    return documents[path]


def _anchor(data: Any, where: Path) -> list[Any]:
    """A path in which items of a list are told by what they are, and not by their number."""
    steps: list[Any] = []
    for number, step in enumerate(where):
        data = data[step] if isinstance(data, (dict, list)) else None  # type: ignore[index]
        steps.append(_name(data, step) if isinstance(step, int) else step)
        if number == 1 and where[0] in _STANCES and len(where) > 2:
            return [*steps, *where[2:]]
    return steps


def _name(item: Any, step: int) -> Any:
    """An item of a list: evidence by source and words, a rule by its id, a value by itself."""
    match item:
        case {"source": source, "quote": quote}:
            return [source, quote]
        case {"id": name}:
            return name
        case dict() | list() | None:
            return step
    return item


def _line(book: Book, item: Finding) -> str:
    """Of a file that cannot be read as YAML, the words at the place."""
    lines = book.lines.get(item.location.path, "").splitlines()
    return lines[item.location.line - 1].strip() if item.location.line <= len(lines) else ""
