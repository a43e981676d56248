"""The Merkle tree: RFC 9162's root, and range proofs that hold for one range only.

What a proof binds is the leaves, their places, and the root, *given the true size of the tree*. A
tree head of this kind does not bind the size; whoever keeps the root keeps the size beside it.
"""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text.tree import (
    MerkleTree,
    TreeError,
    leaf_hash,
    node_hash,
    root_from_range,
)

LARGEST = 17

# The test data of Certificate Transparency, and the roots of the first one, two, … eight of them.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def tree_hash(data: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, written down as it is there."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return sha256(b"\x01" + tree_hash(data[:k]) + tree_hash(data[k:])).digest()


def leaves_of(size: int) -> list[bytes]:
    """Leaf hashes, no two alike."""
    return [leaf_hash(str(number).encode()) for number in range(size)]


TREES = {size: MerkleTree(leaves_of(size)) for size in range(1, LARGEST + 1)}


def leads_to(root: bytes, size: int, start: int, leaves: list[bytes], path: list[bytes]) -> bool:
    """Whether a proof is well formed and leads to a root."""
    try:
        return root_from_range(size, start, leaves, path) == root
    except TreeError:
        return False


ranges = st.integers(1, LARGEST).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.tuples(st.integers(0, size), st.integers(0, size))
        .filter(lambda ends: ends[0] != ends[1])
        .map(sorted),
    )
)


def test_no_leaves() -> None:
    """The hash of nothing."""
    assert MerkleTree([]).root == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_published_vectors(size: int) -> None:
    """The roots that Certificate Transparency's own tests have."""
    data = [bytes.fromhex(leaf) for leaf in LEAVES[:size]]
    assert MerkleTree([leaf_hash(leaf) for leaf in data]).root.hex() == ROOTS[size - 1]
    assert tree_hash(data).hex() == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=8), max_size=70))
@settings(deadline=None)
def test_root_is_the_tree_hash_of_the_rfc(data: list[bytes]) -> None:
    """For any leaves, equal ones too."""
    assert MerkleTree([leaf_hash(leaf) for leaf in data]).root == tree_hash(data)


def subtrees_outside(data: list[bytes], at: int, start: int, end: int) -> list[bytes]:
    """The largest subtrees outside a range, by definition: from the root down, left to right."""
    if at + len(data) <= start or at >= end:
        return [tree_hash(data)]
    if start <= at and at + len(data) <= end:
        return []
    k = 1 << ((len(data) - 1).bit_length() - 1)
    return subtrees_outside(data[:k], at, start, end) + subtrees_outside(
        data[k:], at + k, start, end
    )


@given(ranges)
@settings(deadline=None)
def test_paths_are_the_largest_subtrees_outside(drawn: tuple[int, list[int]]) -> None:
    """Computed from the leaves up, and by the definition from the root down."""
    size, (start, end) = drawn
    data = [str(number).encode() for number in range(size)]
    assert TREES[size].path(start, end) == subtrees_outside(data, 0, start, end)


def test_leaves_and_nodes_are_told_apart() -> None:
    """A leaf that holds two hashes is not the node over them."""
    one, other = leaves_of(2)
    assert leaf_hash(one + other) != node_hash(one, other)
    assert node_hash(one, other) != node_hash(other, one)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_range_has_a_proof(size: int) -> None:
    """Each range of each small tree leads to the root, with the shortest possible proof."""
    tree, leaves = TREES[size], leaves_of(size)
    for start in range(size):
        for end in range(start + 1, size + 1):
            path = tree.path(start, end)
            assert root_from_range(size, start, leaves[start:end], path) == tree.root
            assert len(path) <= 2 * size.bit_length()
            assert all(len(part) == 32 for part in path)


def test_the_whole_tree_needs_no_proof() -> None:
    """Nothing is outside."""
    assert TREES[LARGEST].path(0, LARGEST) == []


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (3, 3), (2, 1), (-1, 2), (0, 6), (5, 6), (-2, -1)]
)
def test_no_proof_for_no_range(start: int, end: int) -> None:
    """An empty or outlying range is refused."""
    with pytest.raises(TreeError, match="no range"):
        MerkleTree(leaves_of(5)).path(start, end)


@pytest.mark.parametrize(
    ("size", "start", "count"),
    [(5, 0, 0), (5, -1, 1), (5, 5, 1), (5, 4, 2), (0, 0, 1), (-3, 0, 1), (5, 10**30, 1)],
)
def test_a_range_that_does_not_fit_is_refused(size: int, start: int, count: int) -> None:
    """Whatever the proof."""
    with pytest.raises(TreeError, match="no range"):
        root_from_range(size, start, leaves_of(count), [])


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_hash_counts_in_every_proof(size: int) -> None:
    """In each range of each small tree, one leaf or hash changed, lost or added is noticed."""
    tree, leaves = TREES[size], leaves_of(size)
    stray = leaf_hash(b"stray")
    for start in range(size):
        for end in range(start + 1, size + 1):
            inside, path = leaves[start:end], tree.path(start, end)
            for at in range(len(inside)):
                assert not leads_to(
                    tree.root, size, start, [*inside[:at], stray, *inside[at + 1 :]], path
                )
                assert not leads_to(tree.root, size, start, inside[:at] + inside[at + 1 :], path)
            for at in range(len(path)):
                assert not leads_to(
                    tree.root, size, start, inside, [*path[:at], stray, *path[at + 1 :]]
                )
                with pytest.raises(TreeError, match="too short"):
                    root_from_range(size, start, inside, path[:at] + path[at + 1 :])
            for at in range(len(path) + 1):
                with pytest.raises(TreeError, match="too long"):
                    root_from_range(size, start, inside, [*path[:at], stray, *path[at:]])


@given(ranges, st.data())
@settings(deadline=None)
def test_another_leaf_is_noticed(case: tuple[int, list[int]], data: st.DataObject) -> None:
    """One leaf changed."""
    size, (start, end) = case
    leaves = leaves_of(size)[start:end]
    leaves[data.draw(st.integers(0, len(leaves) - 1))] = leaf_hash(b"another")
    tree = TREES[size]
    assert not leads_to(tree.root, size, start, leaves, tree.path(start, end))


@given(ranges, st.data())
@settings(deadline=None)
def test_leaves_in_another_order_are_noticed(
    case: tuple[int, list[int]], data: st.DataObject
) -> None:
    """Two leaves exchanged, one left out, or one too many."""
    size, (start, end) = case
    tree, leaves = TREES[size], leaves_of(size)[start:end]
    at = data.draw(st.integers(0, len(leaves) - 1))
    path = tree.path(start, end)
    others = [
        leaves[:at] + leaves[at + 1 :],
        [*leaves[:at], leaves[at], *leaves[at:]],
        leaves[1:] + leaves[:1],
    ]
    for other in others:
        assert other == leaves or not leads_to(tree.root, size, start, other, path)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_another_place_is_noticed(size: int) -> None:
    """Given the true size, the leaves of a range lead to the root from no other place."""
    tree, leaves = TREES[size], leaves_of(size)
    for start in range(size):
        for end in range(start + 1, size + 1):
            path = tree.path(start, end)
            for elsewhere in range(-1, size + 1):
                leads = leads_to(tree.root, size, elsewhere, leaves[start:end], path)
                assert leads is (elsewhere == start)


@given(ranges, st.data())
@settings(deadline=None)
def test_a_changed_path_is_noticed(case: tuple[int, list[int]], data: st.DataObject) -> None:
    """One bit of one hash, a hash missing, doubled, cut short, too long, or out of order."""
    size, (start, end) = case
    tree, leaves = TREES[size], leaves_of(size)[start:end]
    path = tree.path(start, end)
    others = [[*path, tree.root], [tree.root, *path]]
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = bytes(
            byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(path[at])
        )
        for part in (
            [],
            [flipped],
            [path[at], path[at]],
            [path[at][:-1]],
            [path[at] + b"\x00"],
            [b""],
        ):
            others.append([*path[:at], *part, *path[at + 1 :]])
        others += [path[::-1]] if len(path) > 1 else []
    for other in others:
        assert not leads_to(tree.root, size, start, leaves, other)


@pytest.mark.parametrize("stray", [b"", b"\x00", bytes(31), bytes(33), bytes(64)])
def test_a_hash_has_32_bytes(stray: bytes) -> None:
    """Anything else is no proof, before any root is computed."""
    with pytest.raises(TreeError, match="too short"):
        root_from_range(5, 0, leaves_of(1), [TREES[5].path(0, 1)[0], stray])


@given(ranges, st.integers(-2, LARGEST + 2))
@settings(deadline=None)
def test_a_proof_is_for_one_tree(case: tuple[int, list[int]], number: int) -> None:
    """A tree in which one leaf differs, inside or outside the range, has another root."""
    size, (start, end) = case
    leaves = leaves_of(size)
    other = [leaf_hash(b"another") if at == number else leaf for at, leaf in enumerate(leaves)]
    leads = leads_to(
        MerkleTree(other).root, size, start, leaves[start:end], TREES[size].path(start, end)
    )
    assert leads is (other == leaves)
