"""One YAML file to plain data, with the place of every key and value kept.

PyYAML's C parser composes the nodes; one walk builds the data. Nothing is typed behind a writer's
back: a plain ``true`` or ``false`` is a boolean, ``null``, ``~`` or nothing is null, a plain whole number
without leading zero is an integer, and all else is the text as written, ``no``, ``012``, ``1_000``,
``12:30``, ``2021-10-10`` and ``7.5`` too.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import regex
import yaml
from yaml._yaml import CParser
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from checker.findings import Finding, Location, finding

MAXIMUM_BYTES: Final = 1_000_000
MAXIMUM_DEPTH: Final = 40
MAXIMUM_FINDINGS: Final = 50
"""So many of one file are told; who mends them is told the next."""

SAFE_DEPTH: Final = 500
"""The C composer recurses without a limit of its own; up to here no stack is in danger."""

_LINE_BREAK: Final = regex.compile(r"\r\n|\r|\n")
_INTEGER: Final = regex.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NULLS: Final = frozenset({"", "~", "null"})
# Names that nobody can write, so that a tag which somebody wrote is never taken for none.
_TAGS: Final = {ScalarNode: "\x00scalar", SequenceNode: "\x00sequence", MappingNode: "\x00mapping"}
_ILLEGAL_BEYOND_ASCII: Final = "\u2028\u2029\u202d\u202e\ufffe\uffff"
_ILLEGAL: Final = regex.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_ILLEGAL_BEYOND_ASCII}]")
"""Control characters; line breaks that only the parser takes for one; the overrides of writing direction, too, with
which a line can be made to look like another."""

_HARMLESS_BYTES: Final = bytes({0x09, 0x0A, 0x0D, *range(0x20, 0x7F), *range(0x80, 0x100)})

Path = tuple[str | int, ...]
"""Keys and list indexes from the document's root to a node."""


class _Parser(CParser):
    """The C parser with resolving switched off but for what an explicit tag says."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:  # noqa: ARG002
        return _TAGS[kind]

    def descend_resolver(self, parent: Node, index: Any) -> None:
        """Nothing: there are no paths to resolve by."""

    def ascend_resolver(self) -> None:
        """Nothing, likewise."""


@dataclass(frozen=True, slots=True)
class NodeSpan:
    """A node in a text, in code points."""

    key: int
    """Where its key starts; the node itself, if it has none."""

    key_end: int
    start: int
    end: int
    """Behind its last character; comments behind it are none of it."""

    flow: bool
    """Whether it is a mapping or a list in brackets."""


@dataclass(frozen=True, eq=False)
class Document:
    """One file of the book: its text, its plain data, and where each node stands.

    Few documents are ever asked where something stands. Those that are compose their text again.
    """

    path: str
    text: str
    data: Any = None

    @cached_property
    def _root(self) -> Node | None:
        parser = _Parser(self.text)
        try:
            root: Node | None = parser.get_single_node()
        except yaml.YAMLError:
            return None
        finally:
            parser.dispose()
        return root

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(at.end() for at in _LINE_BREAK.finditer(self.text))]

    def location(self, path: Path = (), *, key: bool = False) -> Location:
        """Where a node stands, or its key; where there is none, the nearest node above it."""
        node, found_key = self._root, None
        for step in path:
            below = _step(node, step)
            if below is None:
                break
            found_key, node = below
        if node is None:
            return Location(self.path)
        chosen = found_key if key and found_key is not None else node
        return self.stretch(chosen.start_mark.index, _end(chosen))

    def path_at(self, location: Location) -> Path:
        """The path of the node that stands at a location, or of that whose key does: the opposite of ``location``.

        A mapping begins where its first key does; it is meant where the location reaches over all of it.
        """
        if location.line > len(self._line_starts):
            return ()
        index = self._line_starts[location.line - 1] + location.column - 1
        path: list[str | int] = []
        node = self._root
        passed = set()
        while node is not None and id(node) not in passed:
            passed.add(id(node))  # an alias may lead back to where it stands
            whole = (
                isinstance(node, MappingNode)
                and self.stretch(node.start_mark.index, _end(node)) == location
            )
            below = None if whole else _holding(node, index)
            if below is None:
                break
            step, node = below
            path.append(step)
        return tuple(path)

    def line_at(self, location: Location) -> str:
        """The words of a location's first line."""
        if location.line > len(self._line_starts):
            return ""
        return (
            self.text[self._line_starts[location.line - 1] :]
            .partition("\n")[0]
            .partition("\r")[0]
            .strip()
        )

    def span(self, path: Path = ()) -> NodeSpan | None:
        """Where a node stands in the text, for who edits it; None if there is no such node."""
        key, node = None, self._root
        for step in path:
            key, node = _step(node, step) or (None, None)
        if node is None:
            return None
        start, end = int(node.start_mark.index), len(self.text[: _end(node)].rstrip())
        names = (int(key.start_mark.index), int(key.end_mark.index)) if key else (start, start)
        return NodeSpan(*names, start, end, bool(getattr(node, "flow_style", False)))

    def stretch(self, start: int, end: int) -> Location:
        """A stretch of the text, from one code point to behind another, as a location."""
        while end > start and self.text[end - 1 : end].isspace():
            end -= 1
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(end)
        return Location(self.path, line, column, end_line, end_column)

    def _line_and_column(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1


def _end(node: Node) -> int:
    """Where a node's own text ends: the parser lets a block run on over the comments behind it."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _step(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _holding(node: Node | None, index: int) -> tuple[str | int, Node] | None:
    """The entry of a node that a place in the text is in, or just behind: an empty value has no length."""
    if isinstance(node, MappingNode):
        for key, value in reversed(node.value):
            if key.start_mark.index <= index <= max(_end(value), key.end_mark.index):
                return key.value, value
    if isinstance(node, SequenceNode):
        for number, value in reversed(list(enumerate(node.value))):
            if value.start_mark.index <= index <= _end(value):
                return number, value
    return None


def read_document(path: str, raw: bytes) -> tuple[Document | None, list[Finding]]:
    """A document and what is wrong with it as YAML; None if nothing can be made of it."""
    start = Location(path)
    if len(raw) > MAXIMUM_BYTES:
        return None, [
            finding(
                "file-too-large",
                start,
                f"the file has {len(raw):,} bytes; one claim, one file, {MAXIMUM_BYTES:,} bytes at most",
                "split it, or move it out of the book",
            )
        ]
    decoded = _decode(path, raw)
    if isinstance(decoded, Finding):
        return None, [decoded]
    if _depth_bound(decoded) > SAFE_DEPTH and (deep := _too_deep(decoded)) is not None:
        where = Document(path, decoded).stretch(deep, deep)
        return None, [
            finding("yaml-depth", where, f"nested more than {MAXIMUM_DEPTH} deep", "flatten it")
        ]
    parser = _Parser(decoded)
    try:
        root = parser.get_single_node()
    except yaml.YAMLError as error:
        return None, [_syntax_finding(path, decoded, error)]
    finally:
        parser.dispose()
    if root is None:
        return None, [
            finding(
                "file-empty",
                start,
                "the file holds nothing",
                "write the record, or delete the file",
            )
        ]
    walk = _Walk(Document(path, decoded))
    data = walk.plain(root, 0)
    if walk.findings:
        return None, walk.findings
    return Document(path, decoded, data), []


def _depth_bound(text: str) -> int:
    """No document of this text is nested deeper: each level takes a bracket, a dash, or an indent."""
    indent = SAFE_DEPTH + 1 if " " * (SAFE_DEPTH // 2) in text else SAFE_DEPTH // 2
    return indent + sum(map(text.count, ("[", "{", "- ", "? ", "-\t", "?\t", "-\n", "?\n")))


def _too_deep(text: str) -> int | None:
    """Where a text is nested deeper than allowed, told from events, which need no stack; None if it is not."""
    parser = _Parser(text)
    depth = 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, CollectionStartEvent):
                depth += 1
                if depth > MAXIMUM_DEPTH:
                    return int(event.start_mark.index) if event.start_mark else 0
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if (
            mark is not None
            and "nesting depth" in (getattr(error, "problem", None) or "")
            and mark.index < len(text)
        ):
            return _too_deep(
                text[: mark.index]
            )  # newer scanners give up themselves, before the first event
        return None  # the parser proper reports it, with its place
    finally:
        parser.dispose()
    return None


def _decode(path: str, raw: bytes) -> str | Finding:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        return finding(
            "file-encoding",
            Document(path, f"{before}\ufffd").stretch(len(before), len(before) + 1),
            f"the file is not UTF-8: byte 0x{raw[error.start]:02x}",
            "save it as UTF-8",
        )
    if text.startswith("\ufeff"):
        return finding(
            "file-encoding",
            Location(path),
            "the file begins with a byte order mark",
            "save it as UTF-8 without BOM",
        )
    # The pattern is slow, and tells only where: that there is one is seen sooner.
    suspect = raw.translate(None, _HARMLESS_BYTES) or any(
        map(text.__contains__, _ILLEGAL_BEYOND_ASCII)
    )
    suspect = suspect or b"\xc2" in raw  # the first byte of the control characters from U+0080 on
    illegal = _ILLEGAL.search(text) if suspect else None
    if illegal:
        where = Document(path, text).stretch(illegal.start(), illegal.end())
        code = ord(illegal.group())
        return finding(
            "file-encoding",
            where,
            f"the file has a control character, U+{code:04X}",
            "delete the character",
        )
    return text


def _syntax_finding(path: str, text: str, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None)
    where = Location(path)
    if mark is not None:
        index = min(mark.index, len(text))
        where = Document(path, text).stretch(index, index)
    if "expected a single document" in str(context):
        return finding(
            "yaml-documents",
            where,
            "a second document begins here",
            "one file holds one record: remove the line “---”",
        )
    if "undefined alias" in problem:
        return finding(
            "yaml-alias",
            where,
            "an alias (*) without anchor",
            "quote the text if the star is part of it",
        )
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        return finding("yaml-syntax", where, "a tab where YAML wants spaces", "indent with spaces")
    words = problem if not context else f"{problem} ({context})"
    return finding(
        "yaml-syntax", where, f"not YAML: {words}", "quote texts that hold : # [ ] { } or quotes"
    )


class _Walk:
    """Builds plain data from nodes, and collects what is refused."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: set[int] = set()
        self.findings: list[Finding] = []

    def _refuse(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        if len(self.findings) < MAXIMUM_FINDINGS:
            where = self._document.stretch(node.start_mark.index, _end(node))
            self.findings.append(finding(rule, where, message, hint))

    def plain(self, node: Node, depth: int) -> Any:
        """The node as text, number, boolean, null, list or mapping."""
        if id(node) in self._seen:
            self._refuse(
                "yaml-alias",
                node,
                "an anchor (&) that an alias (*) repeats",
                "write the value out each time",
            )
            return None
        self._seen.add(id(node))
        if depth > MAXIMUM_DEPTH:
            self._refuse("yaml-depth", node, f"nested more than {MAXIMUM_DEPTH} deep", "flatten it")
            return None
        if node.tag != _TAGS[type(node)]:
            self._refuse(
                "yaml-tag",
                node,
                f"a YAML tag, {_tag(node.tag)}",
                "remove it: the schema says what type a value has",
            )
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
                self._refuse("yaml-syntax", key, "a key that is not a text")
                continue
            if id(key) in self._seen:
                self._refuse("yaml-alias", key, "an alias (*) as a key", "write the key out")
                continue
            self._seen.add(id(key))
            if key.tag != _TAGS[ScalarNode]:
                self._refuse("yaml-tag", key, f"a YAML tag, {_tag(key.tag)}", "remove it")
            if key.value in data:
                self._refuse(
                    "yaml-duplicate-key",
                    key,
                    f"the key “{key.value}” is here twice",
                    "keep one; YAML would take the last",
                )
            data[key.value] = self.plain(value, depth + 1)
        return data


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _scalar(node: ScalarNode) -> Any:
    value = node.value
    if node.style:  # quoted, or a block: a text whatever it looks like
        return value
    if value in _NULLS:
        return None
    if value in ("true", "false"):
        return value == "true"
    return int(value) if _INTEGER.fullmatch(value) else value
