"""One file of a book: its text, its plain data, and the position of every key and value."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import regex
import yaml
from yaml.nodes import MappingNode, Node

from checker.book.yaml_nodes import Path, child, child_at, compose, node_end, node_start
from checker.findings import Location

_LINE_BREAK: Final = regex.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class NodeSpan:
    """The part of a text that a node takes up, as offsets in code points."""

    key: int
    """Where its key starts, or the node itself if it has no key."""

    key_end: int
    start: int
    end: int
    """Behind its last character; comments that follow are not included."""

    flow: bool
    """Whether it is a mapping in braces or a list in brackets."""


@dataclass(frozen=True, eq=False)
class Document:
    """One file of the book, with its text and plain data.

    Positions are worked out on demand: few documents are ever asked for one, and those that are
    compose their text again.
    """

    path: str
    text: str
    data: Any = None

    @cached_property
    def _root(self) -> Node | None:
        try:
            return compose(self.text)
        except yaml.YAMLError:
            return None

    @cached_property
    def _line_starts(self) -> list[int]:
        # Editors count "\r" alone as a line break, and so does the parser.
        return [0, *(line_break.end() for line_break in _LINE_BREAK.finditer(self.text))]

    def location(self, path: Path = (), *, key: bool = False) -> Location:
        """The location of a node, or of its key; of the nearest node above it if it is missing."""
        node, key_node = self._root, None
        for step in path:
            found = child(node, step)
            if found is None:
                break
            key_node, node = found
        if node is None:
            return Location(self.path)
        chosen = key_node if key and key_node is not None else node
        return self._node_location(chosen)

    def _node_location(self, node: Node) -> Location:
        return self.range_location(node_start(node), node_end(node))

    def path_at(self, location: Location) -> Path:
        """The path of the node at a location, or of the node whose key is there.

        This is the opposite of ``location``. A mapping begins where its first key begins: a
        location that covers all of it means the mapping.
        """
        if location.line > len(self._line_starts):
            return ()
        offset = self._line_starts[location.line - 1] + location.column - 1
        path: list[str | int] = []
        node = self._root
        visited = set()
        while node is not None and id(node) not in visited:
            visited.add(id(node))  # an alias may lead back to a node that holds it
            if isinstance(node, MappingNode) and self._node_location(node) == location:
                break
            found = child_at(node, offset)
            if found is None:
                break
            step, node = found
            path.append(step)
        return tuple(path)

    def line_at(self, location: Location) -> str:
        """The text of a location's first line, without spaces around it."""
        if location.line > len(self._line_starts):
            return ""
        rest = self.text[self._line_starts[location.line - 1] :]
        line = rest.partition("\n")[0].partition("\r")[0]
        return line.strip()

    def span(self, path: Path = ()) -> NodeSpan | None:
        """The part of the text that a node takes up, for edits; None if there is no such node."""
        key, node = None, self._root
        for step in path:
            key, node = child(node, step) or (None, None)
        if node is None:
            return None
        start = node_start(node)
        # The parser lets a block scalar run on over the blank lines behind it.
        end = len(self.text[: node_end(node)].rstrip())
        key_start, key_end = start, start
        if key is not None:
            key_start, key_end = node_start(key), int(key.end_mark.index)
        return NodeSpan(key_start, key_end, start, end, bool(getattr(node, "flow_style", False)))

    def range_location(self, start: int, end: int) -> Location:
        """The location of a range of code points, without the white space at its end."""
        # A finding that ends in the next line would be underlined there, too.
        while end > start and self.text[end - 1 : end].isspace():
            end -= 1
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(end)
        return Location(self.path, line, column, end_line, end_column)

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
