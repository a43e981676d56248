"""Two versions of a record, in words."""

from __future__ import annotations

from typing import Any

import pytest

from checker.report.differences import differences

GAZETTE = {"source": "gazette", "quote": "one", "origin": "a"}


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
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE | {"origin": "b"}]}, ("for, gazette: origin: a → b",)),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE | {"quote": "two"}]}, ("for, gazette: another quote",)),
        ({"supporting": [GAZETTE, GAZETTE | {"quote": "two"}]},
         {"supporting": [GAZETTE | {"quote": "two"}, GAZETTE]}, ()),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE, GAZETTE | {"quote": "two"}]}, ("for: gazette added",)),
        ({"supporting": [GAZETTE, GAZETTE]}, {"supporting": [GAZETTE]}, ("for: gazette removed",)),
        ({"supporting": [GAZETTE]}, {"supporting": [GAZETTE, GAZETTE]}, ("for: gazette added",)),
    ],
)  # fmt: skip
def test_what_is_otherwise(before: dict[str, Any], after: dict[str, Any], told: tuple[str, ...]) -> None:
    """Values if they are short, else that they changed; evidence by its side and source."""
    assert differences(before, after, ("review",)) == told
