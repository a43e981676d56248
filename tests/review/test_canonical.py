"""What an approval binds: everything that a claim says, and nothing of how it is written."""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.book import load_book
from checker.book.reader import read_document
from checker.book.schemas import load_schema
from checker.review import digest_of, field_digests, parts_of, texts_of
from checker.review.canonical import EXCLUDED, digest_problem

CLAIM: dict[str, Any] = {
    "id": "beams-cracked",
    "kind": "figure",
    "statement": "Fourteen beams are cracked.",
    "quantity": {"subject": "mill-bridge", "measure": "beams", "stage": "first", "value": 14},
    "interested": {"mayor": "his own conduct"},
    "supporting": [
        {"source": "gazette", "quote": "14 of the 40 beams", "origin": "surveyor", "note": "73"},
        {"source": "herald", "quote": "fourteen of its beams are", "retracts": True},
    ],
    "contradicting": [
        {"source": "courier", "quote": "Only 12 of the 40", "says": {"between": [7, 12]}}
    ],
    "note": "Ask again.",
}
TEXTS = {"courier": "c" * 64, "gazette": "a" * 64, "herald": None}


def written(data: Any, order: Any) -> str:
    """Data as YAML in some order of keys, with comments and more than one way to quote; ``order``
    decides.
    """
    return "\n".join(lines(data, 0, order)) + "\n"


def scalar(value: Any, order: Any) -> str:
    """A value plain, in double or in single quotes, as may be."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    text = str(value)
    styles = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"]
    return order.choice([*styles, text] if isinstance(value, int) else styles)


def lines(data: Any, depth: int, order: Any) -> list[str]:
    """The lines of a mapping or list."""
    pad = " " * depth
    found = [f"{pad}# {order.random()}"] if order.random() < 0.3 else []
    entries = list(data.items()) if isinstance(data, dict) else [(None, item) for item in data]
    if isinstance(data, dict):
        order.shuffle(entries)
    for key, value in entries:
        head = (
            f"{pad}{scalar(key, order) if order.random() < 0.3 else key}:"
            if key is not None
            else f"{pad}-"
        )
        if isinstance(value, (dict, list)) and value:
            found += [head, *lines(value, depth + 2, order)]
        else:
            shown = json.dumps(value) if isinstance(value, (dict, list)) else scalar(value, order)
            found.append(f"{head} {shown}" + ("  # why" if order.random() < 0.3 else ""))
    return found


def read(text: str) -> Any:
    """The data of a text that must be readable."""
    document, findings = read_document("x.yaml", text.encode())
    assert document is not None, (findings, text)
    return document.data


@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_how_it_is_written_changes_nothing(order: Any) -> None:
    """Keys in any order, comments, quotation marks."""
    assert digest_of(read(written(CLAIM, order)), TEXTS) == digest_of(CLAIM, TEXTS)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("supporting", 1), "origin", "outlet"),
        (("supporting", 0), "retracts", False),
        (("contradicting", 0), "background", False),
        ((), "review", {"state": "in-review"}),
        ((), "review", {"state": "draft", "assigned": "A <a@b>"}),
    ],
)
def test_a_key_that_says_what_is_so_without_it_changes_nothing(
    path: tuple[Any, ...], key: str, value: Any
) -> None:
    """Defaults of the schema, and the review block alone of all keys."""
    data = copy.deepcopy(CLAIM)
    node = data
    for step in path:
        node = node[step]
    node[key] = value
    assert digest_of(data, TEXTS) == digest_of(CLAIM, TEXTS)


def test_an_empty_list_of_evidence_is_none() -> None:
    """And so is a mapping of nobody."""
    bare = {key: CLAIM[key] for key in ("id", "kind", "statement")}
    assert digest_of(
        {**bare, "supporting": [], "contradicting": [], "interested": {}}, {}
    ) == digest_of(bare, {})


def test_a_number_is_the_number_that_it_is_written_as() -> None:
    """73 and "73" are one value; 73.0 is another text."""
    assert (
        digest_of({"value": 73}, {})
        == digest_of({"value": "73"}, {})
        != digest_of({"value": "73.0"}, {})
    )
    assert digest_of({"value": 2**60}, {}) != digest_of({"value": 2**60 + 1}, {})
    assert (
        digest_of({"value": True}, {})
        != digest_of({"value": "true"}, {})
        != digest_of({"value": 1}, {})
    )


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all nodes below the root."""
    steps = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [
        place for step, inner in steps for place in ((*path, step), *places(inner, (*path, step)))
    ]


def text(value: Any) -> Any:
    """Data with whole numbers as text, as an oracle of what is equal."""
    if isinstance(value, dict):
        return {key: text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [text(item) for item in value]
    return str(value) if type(value) is int else value


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_any_other_change_of_a_value_changes_the_digest(draw: st.DataObject) -> None:
    """Whatever node is replaced, taken out, or put under another name; in data of no defaults."""
    data = copy.deepcopy(CLAIM)
    *above, step = draw.draw(st.sampled_from(places(data)))
    node: Any = data
    for key in above:
        node = node[key]
    old = node[step]
    match draw.draw(st.sampled_from(["replace", "drop", "rename", "double"])):
        case "drop":
            del node[step]
        case "rename" if isinstance(node, dict):
            node[str(step) + draw.draw(st.text("ab:,/\"'", min_size=1, max_size=3))] = node.pop(
                step
            )
        case "double" if isinstance(node, list):
            node.insert(0, copy.deepcopy(old))
        case _:
            new = draw.draw(
                st.integers()
                | st.text(max_size=4)
                | st.sampled_from([True, ["7", "3"], ["73", ""]])
            )
            node[step] = new
    same = text(data) == text(CLAIM)
    assert (digest_of(data, TEXTS) == digest_of(CLAIM, TEXTS)) is same
    changed = field_digests(parts_of(data, TEXTS)) != field_digests(parts_of(CLAIM, TEXTS))
    assert changed is not same


def test_no_separator_can_be_slipped_in() -> None:
    """Two texts are never one, nor a field the name of another."""
    assert digest_of({"between": ["73", ""]}, {}) != digest_of({"between": ["7", "3"]}, {})
    assert digest_of({"note": 'a","ask":"b'}, {}) != digest_of({"note": "a", "ask": "b"}, {})
    assert digest_of({}, {"a": "b"}) != digest_of({"texts": {"a": "b"}}, {})


def test_the_digest_is_that_of_canonical_json() -> None:
    """As schemas/README.md has it, worked out by hand."""
    canonical = '{"claim":{"id":"x","quantity":{"value":"73"}},"form":"checker-claim/1","texts":{"gazette":"ab"}}'  # noqa: E501
    wanted = f"checker-claim/1 sha256 {hashlib.sha256(canonical.encode()).hexdigest()}"
    assert digest_of({"quantity": {"value": 73}, "id": "x"}, {"gazette": "ab"}) == wanted
    assert rfc8785.dumps(json.loads(canonical)) == canonical.encode()


def test_nothing_but_the_review_is_left_out() -> None:
    """Every key that the schema knows is bound, unless it is named."""
    assert {"review"} == EXCLUDED
    bare = digest_of({"id": "x"}, {})
    for key in load_schema("claim")["properties"]:
        assert (digest_of({"id": "x", key: "some value"}, {}) == bare) is (key in EXCLUDED)


def test_fields_are_named_as_an_editor_names_them() -> None:
    """Top-level keys, the parts of the quantity, each piece of evidence, the texts."""
    assert list(field_digests(parts_of(CLAIM, TEXTS))) == [
        "id",
        "kind",
        "statement",
        "quantity.subject",
        "quantity.measure",
        "quantity.stage",
        "quantity.value",
        "interested",
        "supporting/1",
        "supporting/2",
        "contradicting/1",
        "note",
        "texts",
    ]
    assert all(len(digest) == 8 for digest in field_digests(parts_of(CLAIM, TEXTS)).values())


def test_texts_are_those_of_the_records(book: Any, edit: Any) -> None:
    """None where a source was never proven, or is not there."""
    data = load_book(book).claims["beams-cracked"].place.document.data
    found = texts_of(load_book(book), data)
    assert sorted(found) == ["courier", "gazette"]
    assert found["gazette"] == "523b981a870b961ac680c47cf2512878158746b15d47db7a0f21c6ea327cc7ea"
    edit("sources/gazette.yaml", "523b981a", "623b981a")
    assert texts_of(load_book(book), data)["gazette"] != found["gazette"]
    (book / "sources" / "gazette.yaml").unlink()
    assert texts_of(load_book(book), data)["gazette"] is None


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        (f"checker-claim/1 sha256 {'0f' * 32}", ""),
        (f"checker-claim/2 sha256 {'0f' * 32}", "checker-claim/2 sha256"),
        (f"checker-claim/1 blake3 {'0f' * 32}", "checker-claim/1 blake3"),
        (f"checker-claim/1 sha256 {'0f' * 31}", "cannot be read"),
        (f"checker-claim/1 sha256 {'0F' * 32}", "cannot be read"),
        (f"checker-claim/1 sha256 {'0f' * 32}\n", "cannot be read"),
        ("abc", "cannot be read"),
    ],
)
def test_a_digest_that_cannot_be_compared_says_why(digest: str, words: str) -> None:
    """Another version is not the same as nonsense."""
    assert words in digest_problem(digest)
    assert bool(digest_problem(digest)) is bool(words)
