"""One YAML file to plain data, with the position of every key and value kept.

PyYAML's C parser composes the nodes, and one walk builds the data. A value keeps the type that it
was written with: a plain ``true`` or ``false`` is a boolean; ``null``, ``~`` or an empty value is
null; a plain whole number without a leading zero is an integer. Everything else is text as written,
including ``no``, ``012``, ``1_000``, ``12:30``, ``2021-10-10`` and ``7.5``.
"""

from __future__ import annotations

from typing import Any, Final

import regex
import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from checker.book.decoding import decode
from checker.book.document import Document
from checker.book.yaml_nodes import UNTAGGED, NodeParser, compose, node_end, node_start
from checker.findings import Finding, Location, finding

MAXIMUM_BYTES: Final = 1_000_000
MAXIMUM_DEPTH: Final = 40
MAXIMUM_FINDINGS: Final = 50
"""Limit on the findings of one file; fixing these shows the next."""

SAFE_DEPTH: Final = 500
"""The C composer recurses without a limit of its own; up to this depth no stack overflows."""

_INTEGER: Final = regex.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NULLS: Final = frozenset({"", "~", "null"})
_TOO_DEEP: Final = (
    f"this value is nested more than {MAXIMUM_DEPTH} levels deep",
    "use fewer levels of lists and mappings",
)
_REPEATED: Final = (
    "this anchor (&) is repeated by an alias (*), which is not allowed",
    "write the value out each time",
)
_LONE_ALIAS: Final = (
    "an alias (*) has no anchor (&)",
    "put the text in quotation marks if the star is part of it",
)
_TAG_HINT: Final = "remove the tag: the schema determines the type of the value"


def read_document(path: str, raw: bytes) -> tuple[Document | None, list[Finding]]:
    """A document and what is wrong with it as YAML; None if it cannot be used."""
    start = Location(path)
    # Before decoding: a huge file must cost nothing.
    if len(raw) > MAXIMUM_BYTES:
        message = f"the file has {len(raw):,} bytes; the limit is {MAXIMUM_BYTES:,}"
        hint = "split it into one file per record, or move it out of the book"
        return None, [finding("file-too-large", start, message, hint)]
    decoded = decode(path, raw)
    if isinstance(decoded, Finding):
        return None, [decoded]
    # The exact depth needs a slow pass over events; a cheap bound rules it out for most files.
    deep = _first_too_deep(decoded) if _depth_bound(decoded) > SAFE_DEPTH else None
    if deep is not None:
        where = Document(path, decoded).range_location(deep, deep)
        return None, [finding("yaml-depth", where, *_TOO_DEEP)]
    try:
        root = compose(decoded)
    except yaml.YAMLError as error:
        return None, [_syntax_finding(path, decoded, error)]
    if root is None:
        hint = "write the record, or delete the file"
        return None, [finding("file-empty", start, "the file is empty", hint)]
    walk = _Walk(Document(path, decoded))
    data = walk.plain(root, 0)
    if walk.findings:
        return None, walk.findings
    return Document(path, decoded, data), []


def _depth_bound(text: str) -> int:
    """An upper bound for the depth of a text: each level takes a bracket, a dash, or an indent."""
    indent = SAFE_DEPTH + 1 if " " * (SAFE_DEPTH // 2) in text else SAFE_DEPTH // 2
    return indent + sum(map(text.count, ("[", "{", "- ", "? ", "-\t", "?\t", "-\n", "?\n")))


def _first_too_deep(text: str) -> int | None:
    """The offset at which a text gets deeper than allowed, or None.

    It is worked out from events, which need no stack.
    """
    parser = NodeParser(text)
    depth = 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if event is not None and depth > MAXIMUM_DEPTH:
                mark = event.start_mark
                return int(mark.index) if mark else 0
    except yaml.YAMLError as error:
        gave_up_at = _scanner_depth_limit(text, error)
        # Any other error is left to the parser proper, which reports it with its position.
        return _first_too_deep(text[:gave_up_at]) if gave_up_at is not None else None
    finally:
        parser.dispose()
    return None


def _scanner_depth_limit(text: str, error: yaml.YAMLError) -> int | None:
    """The offset where the scanner gave up because of depth; None for any other error.

    Newer scanners have a limit of their own and give up before the first event.
    """
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or ""
    if mark is None or "nesting depth" not in problem or mark.index >= len(text):
        return None
    return int(mark.index)


def _syntax_finding(path: str, text: str, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None)
    where = Location(path)
    if mark is not None:
        offset = min(mark.index, len(text))
        where = Document(path, text).range_location(offset, offset)
    if "expected a single document" in str(context):
        hint = "one file holds one record: remove the line “---”, or split the file"
        return finding("yaml-documents", where, "a second YAML document begins here", hint)
    if "undefined alias" in problem:
        return finding("yaml-alias", where, *_LONE_ALIAS)
    # The parser only says that a token cannot start here, which does not help with a tab.
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        return finding("yaml-syntax", where, "a tab is used as indentation", "indent with spaces")
    reason = f"{problem} ({context})" if context else problem
    hint = "put texts that contain : # [ ] { } or quotation marks in quotation marks"
    return finding("yaml-syntax", where, f"the file is not valid YAML: {reason}", hint)


class _Walk:
    """Builds plain data from nodes, and collects a finding for each that is refused."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: set[int] = set()
        self.findings: list[Finding] = []

    def _refuse(self, kind: str, node: Node, message: str, hint: str = "") -> None:
        # A file with a wrong character early on may be wrong in every line after it.
        if len(self.findings) < MAXIMUM_FINDINGS:
            where = self._document.range_location(node_start(node), node_end(node))
            self.findings.append(finding(kind, where, message, hint))

    def plain(self, node: Node, depth: int) -> Any:
        """The node as text, number, boolean, null, list or mapping; null if it is refused."""
        # An aliased node is met again as the same object; unfolding it could grow without limit.
        if id(node) in self._seen:
            self._refuse("yaml-alias", node, *_REPEATED)
            return None
        self._seen.add(id(node))
        if depth > MAXIMUM_DEPTH:
            self._refuse("yaml-depth", node, *_TOO_DEEP)
            return None
        if node.tag != UNTAGGED[type(node)]:
            self._refuse_tag(node)
            return None
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, SequenceNode):
            return [self.plain(item, depth + 1) for item in node.value]
        assert isinstance(node, MappingNode), "a node is a scalar, a sequence or a mapping"
        return self._mapping(node, depth)

    def _mapping(self, node: MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                hint = "write a plain text as the key"
                self._refuse("yaml-syntax", key, "this key is a list or a mapping", hint)
                continue
            if id(key) in self._seen:
                hint = "write the key out"
                self._refuse("yaml-alias", key, "an alias (*) is used as a key", hint)
                continue
            self._seen.add(id(key))
            if key.tag != UNTAGGED[ScalarNode]:
                self._refuse_tag(key)
            # YAML libraries disagree on which of the two counts.
            if key.value in data:
                message = f"the key “{key.value}” appears twice"
                self._refuse("yaml-duplicate-key", key, message, "keep one of the two")
            data[key.value] = self.plain(value, depth + 1)
        return data

    def _refuse_tag(self, node: Node) -> None:
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        self._refuse("yaml-tag", node, f"the YAML tag {tag} is not allowed", _TAG_HINT)


def _scalar(node: ScalarNode) -> Any:
    value = node.value
    is_quoted_or_block = bool(node.style)
    if is_quoted_or_block:
        return value
    if value in _NULLS:
        return None
    if value in ("true", "false"):
        return value == "true"
    return int(value) if _INTEGER.fullmatch(value) else value
