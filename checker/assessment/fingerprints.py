"""What a finding is about, as a name that stays the same when lines move.

Made of the kind of finding, the claim or file, and the evidence or entry that it points at: never
of lines, numbers of list items, or the words of the message.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from checker.book import Book, Stance
from checker.book.document import Document
from checker.book.loader import RECORDS
from checker.book.reader import read_document
from checker.book.yaml_nodes import Path
from checker.findings import Finding, Location

_STANCES = frozenset(stance.value for stance in Stance)


def fingerprints(
    book: Book, findings: Iterable[Finding], renamed: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """32 hexadecimal digits for each finding, in their order; of findings that are alike, all
    different.

    ``renamed``: by claim, the id that stands for it instead.
    """
    documents: dict[str, Document] = {
        record.place.document.path: record.place.document for record in _records(book)
    }
    seen: Counter[str] = Counter()
    found = []
    for item in findings:
        name = json.dumps(_about(book, item, documents, renamed), ensure_ascii=False)
        seen[name] += 1
        found.append(
            sha256(f"{name} {seen[name]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
        )
    return tuple(found)


def _records(book: Book) -> Iterable[Any]:
    yield from book.claims.values()
    yield from book.sources.values()
    yield from book.entities.values()
    yield from book.rules


def _about(
    book: Book, item: Finding, documents: dict[str, Document], renamed: Mapping[str, str]
) -> list[Any]:
    """What identifies a finding, as plain data."""
    path = item.location.path
    document = documents.get(path) or _read_again(book, path, documents)
    anchor = _place(document, item.location)
    name = item.claim or _name_of_file(path)
    if name == path and _is_at_a_rule(path, document, anchor):
        name = "rules"  # a rule in another file is the same rule
    others = sorted({_known_as(words.partition(":")[0], renamed) for _, words in item.related})
    about = []
    if item.about:
        names = (_known_as(one, renamed) for one in item.about.split(", "))
        about = [", ".join(names)]
    return [item.kind, _known_as(name, renamed), anchor, others, *about]


def _is_at_a_rule(path: str, document: Document, anchor: Sequence[Any]) -> bool:
    """Whether a place is in a rule that has an id, and not in the file as a whole."""
    has_id = bool(anchor) and isinstance(anchor[0], str)
    return path.startswith("rules/") and has_id and bool(document.data)


def _known_as(name: str, renamed: Mapping[str, str]) -> str:
    return renamed.get(name, name)


def _name_of_file(path: str) -> str:
    """A claim that moves to another folder is the same claim; of any other file the whole path."""
    folder, _, file = path.rpartition("/")
    claim = folder and "/" not in folder and folder not in RECORDS and file.endswith(".yaml")
    return file.removesuffix(".yaml") if claim else path


def _read_again(book: Book, path: str, documents: dict[str, Document]) -> Document:
    """A file that made no record; its nodes are still known, if it is YAML at all."""
    text = book.lines.get(path, "")
    document, _ = read_document(path, text.encode("utf-8", "backslashreplace"))
    documents[path] = document or Document(path, text)
    return documents[path]


def _place(document: Document, location: Location) -> list[Any]:
    """Where in its file a finding stands, without a line: nowhere in particular, at a node, or at
    some words.
    """
    if location == Location(location.path):
        return [""]
    where = document.path_at(location)
    if where:
        return _anchor(document.data, where) if document.data is not None else list(where)
    return [] if location == document.location() else [document.line_at(location)]


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
    """An item of a list: evidence by source and words, a rule by its id, a waiver by its seal, a
    value by itself.
    """
    match item:
        case {"source": source, "quote": quote}:
            return [source, quote]
        case {"id": name} | {"seal": name} | {"fingerprint": name}:
            return name
        case dict() | list() | None:
            return step
    return item
