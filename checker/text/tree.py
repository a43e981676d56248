"""A Merkle tree over leaf hashes, and proofs that a range of leaves belongs to a root.

Leaf and node hashes and the shape of the tree are those of RFC 9162, section 2.1.1. A range proof is
this project's own, in the manner of section 2.1.3: the roots of the largest subtrees that lie wholly
outside the range, met from left to right.
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


def split(size: int) -> int:
    """The largest power of two that is smaller than ``size`` (at least 2): leaves of the left child."""
    return 1 << ((size - 1).bit_length() - 1)


class MerkleTree:
    """A tree over leaf hashes, each inner node computed at most once."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self._nodes: dict[tuple[int, int], bytes] = {}

    def _node(self, start: int, size: int) -> bytes:
        if size == 1:
            return self._leaves[start]
        known = self._nodes.get((start, size))
        if known is None:
            left = split(size)
            known = node_hash(self._node(start, left), self._node(start + left, size - left))
            self._nodes[start, size] = known
        return known

    @property
    def root(self) -> bytes:
        """The tree hash; of no leaves, the hash of nothing."""
        return self._node(0, len(self._leaves)) if self._leaves else sha256(b"").digest()

    def path(self, start: int, end: int) -> list[bytes]:
        """The proof for leaves ``start`` to ``end`` (exclusive): 32 bytes a hash.

        Raises ``TreeError`` if the range is empty or outside the tree.
        """
        if not 0 <= start < end <= len(self._leaves):
            raise TreeError(f"no range {start} to {end} in a tree of {len(self._leaves)} leaves")
        return [self._node(*outside) for outside in _outside(0, len(self._leaves), start, end)]


def _outside(at: int, size: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The largest subtrees outside a range, as (first leaf, size), from left to right."""
    if at + size <= start or at >= end:
        yield at, size
    elif not (start <= at and at + size <= end):
        left = split(size)
        yield from _outside(at, left, start, end)
        yield from _outside(at + left, size - left, start, end)


def root_from_range(size: int, start: int, leaves: Sequence[bytes], path: Sequence[bytes]) -> bytes:
    """The root that a run of leaf hashes and a proof lead to.

    Raises ``TreeError`` if the range does not fit the tree or the proof has too few or too many hashes.
    """
    end = start + len(leaves)
    if not 0 <= start < end <= size < 1 << 64:  # and no deeper than 64 levels
        raise TreeError("there is no range at that place")  # whose number may be too long to print
    hashes = iter(path)

    def node(
        at: int, width: int
    ) -> bytes:  # once for every node of every proof: nothing is called that can be written out
        if at + width <= start or at >= end:
            outside = next(hashes, None)
            if outside is None or len(outside) != 32:
                raise TreeError("the proof is too short")
            return outside
        if width == 1:
            return leaves[at - start]
        left = 1 << ((width - 1).bit_length() - 1)
        return sha256(b"\x01" + node(at, left) + node(at + left, width - left)).digest()

    root = node(0, size)
    if next(hashes, None) is not None:
        raise TreeError("the proof is too long")
    return root
