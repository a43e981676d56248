"""YAML nodes: PyYAML's C parser without its guesses about types, and steps from node to node.

A path is the keys and list indexes from a document's root to a node. Offsets count code points.
"""

from __future__ import annotations

from typing import Any, Final

from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Path = tuple[str | int, ...]
"""Keys and list indexes from the document's root to a node."""

# Nobody can type these names, so a tag that somebody wrote is never mistaken for "no tag".
UNTAGGED: Final = {
    ScalarNode: "\x00scalar",
    SequenceNode: "\x00sequence",
    MappingNode: "\x00mapping",
}


class NodeParser(CParser):
    """The C parser, which here gives a node no tag but the one that the file itself states."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:  # noqa: ARG002
        return UNTAGGED[kind]

    def descend_resolver(self, parent: Node, index: Any) -> None:
        """Do nothing: no type depends on a path."""

    def ascend_resolver(self) -> None:
        """Do nothing: no type depends on a path."""


def compose(text: str) -> Node | None:
    """The root node of a text; None if the text holds no document. Raises ``yaml.YAMLError``."""
    parser = NodeParser(text)
    try:
        root: Node | None = parser.get_single_node()
        return root
    finally:
        parser.dispose()


def node_start(node: Node) -> int:
    """The offset of a node's first character."""
    return int(node.start_mark.index)


def node_end(node: Node) -> int:
    """The offset behind a node's own text.

    The parser lets a block run on over the comments behind it, so the last value in it decides.
    """
    is_block = not getattr(node, "flow_style", False)
    if isinstance(node, MappingNode) and is_block and node.value:
        return node_end(node.value[-1][1])
    if isinstance(node, SequenceNode) and is_block and node.value:
        return node_end(node.value[-1])
    return int(node.end_mark.index)


def child(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    """The key node (None in a list) and the value node one step below; None if there is none."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def child_at(node: Node | None, offset: int) -> tuple[str | int, Node] | None:
    """The step to the entry of a node that holds an offset, and its value node.

    An entry also holds the offset just behind it, because an empty value has no length. Entries are
    tried from the last, so that an empty value wins over the entry before it.
    """
    if isinstance(node, MappingNode):
        for key, value in reversed(node.value):
            entry_end = max(node_end(value), int(key.end_mark.index))
            if node_start(key) <= offset <= entry_end:
                return key.value, value
    if isinstance(node, SequenceNode):
        for number, value in reversed(list(enumerate(node.value))):
            if node_start(value) <= offset <= node_end(value):
                return number, value
    return None
