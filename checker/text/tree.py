"""A Merkle tree over leaf hashes, and proofs that a range of leaves belongs to a root.

Leaf and node hashes and the shape of the tree are those of RFC 9162, section 2.1.1. A range proof
is this project's own, in the manner of section 2.1.3: the roots of the largest subtrees outside the
range, from left to right. Both are computed level by level, from the leaves up: pairs become nodes,
and an odd last node moves up as it is, which gives the RFC's shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256


class TreeError(ValueError):
    """A proof whose shape does not fit the tree and the range."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256 over 0x00 and its data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256 over 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


def _above(level: list[bytes]) -> list[bytes]:
    """The level above: a node for each pair, and an odd last node as it is."""
    nodes = [
        sha256(b"\x01" + left + right).digest()
        for left, right in zip(level[::2], level[1::2], strict=False)
    ]
    if len(level) % 2:
        nodes.append(level[-1])
    return nodes


class MerkleTree:
    """A tree over leaf hashes."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """The tree hash; of no leaves, the hash of nothing."""
        (root,) = self._levels[-1] or (sha256(b"").digest(),)
        return root

    def path(self, start: int, end: int) -> list[bytes]:
        """The proof for leaves ``start`` to ``end`` (exclusive): 32 bytes a hash.

        Raises ``TreeError`` if the range is empty or outside the tree.
        """
        size = len(self._levels[0])
        if not 0 <= start < end <= size:
            raise TreeError(f"no range {start} to {end} in a tree of {size} leaves")
        left: list[bytes] = []
        right: list[bytes] = []
        first, last = start, end - 1
        for level in self._levels[:-1]:
            if first % 2:
                left.append(level[first - 1])
            if last % 2 == 0 and last + 1 < len(level):
                right.append(level[last + 1])
            first, last = first // 2, last // 2
        return left[::-1] + right


def root_from_range(size: int, start: int, leaves: Sequence[bytes], path: Sequence[bytes]) -> bytes:
    """The root that a run of leaf hashes and a proof lead to.

    ``size`` is the number of leaves in the tree, ``start`` the index of the first leaf of the run.
    Raises ``TreeError`` if the range does not fit the tree, or the proof has too few or too many
    hashes.
    """
    end = start + len(leaves)
    if not 0 <= start < end <= size < 1 << 64:  # and no higher than 64 levels
        raise TreeError("there is no range at that place")  # whose number may be too long to print
    left, right = _sides(start, path)
    first, last, level = start, end - 1, list(leaves)
    while size > 1:
        if first % 2:
            level.insert(0, left.pop())
        if last % 2 == 0 and last + 1 < size:
            level.append(_next_hash(right))
        level = _above(level)
        first, last, size = first // 2, last // 2, (size + 1) // 2
    if next(right, None) is not None:
        raise TreeError("the proof is too long")
    return level[0]


def _sides(start: int, path: Sequence[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """The hashes of a proof on the left and on the right of its range; ``start`` begins it."""
    # A subtree is to the left wherever the way up comes from the right: a 1 in the binary
    # number ``start``.
    before = start.bit_count()
    left = list(path[:before])
    if len(left) < before or any(len(item) != 32 for item in path):
        raise TreeError("the proof is too short")
    return left, iter(path[before:])


def _next_hash(hashes: Iterator[bytes]) -> bytes:
    found = next(hashes, None)
    if found is None:
        raise TreeError("the proof is too short")
    return found
