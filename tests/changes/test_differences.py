"""Two versions of a record, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.changes.differences import differences

GAZETTE = {"source": "gazette", "quote": "one", "origin": "a"}
MAYOR = GAZETTE | {"origin": "b"}
"""The same words of the same source, taken for somebody else's."""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": 1}, {"a": 1}, ()),
        ({"a": 1}, {"a": 2}, ("a: 1 → 2",)),
        ({"a": "x" * 61}, {"a": "y"}, ("a changed",)),
        ({}, {"a": 1}, ("a added",)),
        ({}, {"status": {"is": "retracted"}}, ("status added: retracted",)),
        ({"a": 1}, {}, ("a removed",)),
        ({"a": [1]}, {"a": [2]}, ("a changed",)),
        ({"q": {"a": 1, "b": 2}}, {"q": {"a": 2, "b": 2}}, ("a: 1 → 2",)),
        ({"review": 1}, {"review": 2}, ()),
        ({"supporting": [GAZETTE]}, {}, ("for: gazette removed",)),
        ({}, {"contradicting": [GAZETTE]}, ("against: gazette added",)),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE | {"origin": "b"}]}, ("for, gazette: origin: a → b",)),  # noqa: E501
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE | {"quote": "two"}]}, ("for, gazette: another quote",)),  # noqa: E501
        ({"supporting": [GAZETTE, GAZETTE | {"quote": "two"}]},
         {"supporting": [GAZETTE | {"quote": "two"}, GAZETTE]}, ()),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE, GAZETTE | {"quote": "two"}]}, ("for: gazette added",)),  # noqa: E501
        ({"supporting": [GAZETTE, GAZETTE]}, {"supporting": [GAZETTE]}, ("for: gazette removed",)),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE, GAZETTE]}, ("for: gazette added",)),
        ({"supporting": [GAZETTE] * 3}, {"supporting": [GAZETTE]}, ("for: gazette removed",) * 2),
        ({"supporting": [GAZETTE, MAYOR]}, {"supporting": [MAYOR]}, ("for: gazette removed",)),
        ({"supporting": [GAZETTE, MAYOR]}, {"supporting": [GAZETTE]}, ("for: gazette removed",)),
        ({"supporting": [GAZETTE, MAYOR]}, {"supporting": [MAYOR, GAZETTE]}, ()),
        ({"supporting": [GAZETTE, GAZETTE]}, {"supporting": [GAZETTE, MAYOR]}, ("for, gazette: origin: a → b",)),  # noqa: E501
        ({"supporting": [GAZETTE, GAZETTE]}, {"supporting": [GAZETTE | {"quote": "two"}, GAZETTE]},
         ("for, gazette: another quote",)),
        ({"supporting": [GAZETTE, GAZETTE]}, {"supporting": [GAZETTE], "contradicting": [GAZETTE]},
         ("for: gazette removed", "against: gazette added")),
    ],
)  # fmt: skip
def test_what_is_otherwise(
    before: dict[str, Any], after: dict[str, Any], told: tuple[str, ...]
) -> None:
    """Values if they are short, else that they changed; evidence by its side and source."""
    assert differences(before, after, ("review",)) == told


EVIDENCE = st.lists(
    st.fixed_dictionaries(
        {"source": st.sampled_from("ab"), "quote": st.sampled_from("cd")},
        optional={"origin": st.sampled_from("ef")},
    ),
    max_size=6,
)


@given(EVIDENCE, EVIDENCE)
def test_evidence_is_counted(before: list[dict[str, str]], after: list[dict[str, str]]) -> None:
    """As much is told to be gone or new as there is less or more of each source; silence is another
    order alone.
    """
    told = differences({"supporting": before}, {"supporting": after})
    for source in "ab":
        counts = [sum(item["source"] == source for item in items) for items in (before, after)]
        assert told.count(f"for: {source} removed") == max(0, counts[0] - counts[1])
        assert told.count(f"for: {source} added") == max(0, counts[1] - counts[0])
    assert (told == ()) is (sorted(before, key=sorted_items) == sorted(after, key=sorted_items))


def sorted_items(item: dict[str, str]) -> list[tuple[str, str]]:
    """By which evidence is put in an order of its own."""
    return sorted(item.items())
