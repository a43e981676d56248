"""The schemas are valid, documented and shipped, and their errors are at the right position."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.book.reader import read_document
from checker.book.schemas import load_schema, schema_findings

NAMES = ("baseline", "book", "claim", "diff", "entities", "report", "rules", "source", "waivers")
FILES = ("book", "claim", "entities", "rules", "source")


def subschemas(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property's schema, wherever it is declared, with its path."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{path}/{name}", inner
        for key, inner in schema.items():
            if key not in ("allOf", "if", "examples", "default", "const", "enum"):
                yield from subschemas(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, inner in enumerate(schema):
            yield from subschemas(inner, f"{path}/{number}")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_for_both_libraries(name: str) -> None:
    """2020-12, and both compile it."""
    schema = load_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert jsonschema_rs.meta.is_valid(schema)


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described_and_has_an_example(name: str) -> None:
    """Good enough that an editor with a language server needs no manual."""
    schema = load_schema(name)
    found = list(subschemas(schema))
    assert found
    for path, inner in found:
        target = schema["$defs"][inner["$ref"].rpartition("/")[2]] if "$ref" in inner else inner
        assert inner.get("description") or target.get("description"), path
        if name not in ("report", "diff"):
            assert inner.get("examples") or target.get("examples"), path


@pytest.mark.parametrize("name", NAMES)
def test_examples_fit_their_own_schema(name: str) -> None:
    """An example that is refused teaches the wrong thing."""
    schema = load_schema(name)
    for path, inner in subschemas(schema):
        for example in inner.get("examples", []):
            whole = {**inner, "$defs": schema.get("$defs", {})}
            errors = [error.message for error in Draft202012Validator(whole).iter_errors(example)]
            assert not errors, (path, example, errors)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_file_is_named_like_its_id(name: str, root: Path) -> None:
    """``$id`` is the file's name, so that editors find one from the other."""
    raw = json.loads((root / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert raw["$id"] == f"{name}.schema.json"


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 400)
    | st.text(max_size=8)
    | st.sampled_from(["figure", "event", "x-1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "kind",
                    "statement",
                    "quantity",
                    "value",
                    "about",
                    "between",
                    "supporting",
                    "source",
                    "quote",
                    "says",
                ]
            )
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JUNK)
@settings(deadline=None, max_examples=200)
def test_both_libraries_agree_on_generated_claims(data: Any) -> None:
    """jsonschema-rs decides; jsonschema is the oracle."""
    schema = load_schema("claim")
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(data) is Draft202012Validator(
        schema
    ).is_valid(data)


def schema_of(path: Path) -> str:
    """Which schema a file of a book must fit."""
    known = {"book.yaml": "book", "entities.yaml": "entities"}
    return known.get(path.name) or {"sources": "source", "rules": "rules"}.get(
        path.parent.name, "claim"
    )


def documents() -> list[tuple[str, Any]]:
    """Every file of the specimens that can be read, with its schema."""
    found = []
    for path in sorted((Path(__file__).parents[1] / "specimens").rglob("*.yaml")):
        document, _ = read_document(path.name, path.read_bytes())
        if document is not None:
            found.append((schema_of(path), document.data))
    return found


DOCUMENTS = documents()
ORACLES = {name: Draft202012Validator(load_schema(name)) for name in FILES}
JUDGES = {name: jsonschema_rs.Draft202012Validator(load_schema(name)) for name in FILES}


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_both_libraries_agree_on_every_specimen(number: int) -> None:
    """Good ones and bad ones."""
    name, data = DOCUMENTS[number]
    assert JUDGES[name].is_valid(data) is ORACLES[name].is_valid(data)


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


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Any]:
    """A specimen with one to three nodes replaced, left out, copied elsewhere, or renamed."""
    name, original = draw(st.sampled_from(DOCUMENTS))
    data = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        if not (found := places(data)):
            break
        *above, step = draw(st.sampled_from(found))
        parent = data
        for key in above:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "drop", "copy", "rename"])):
            case "drop":
                del parent[step]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.text(max_size=6))] = parent.pop(step)
            case "copy":
                parent[step] = copy.deepcopy(original)
            case _:
                parent[step] = draw(JUNK)
    return name, data


@given(damaged())
@settings(deadline=None, max_examples=400)
def test_both_libraries_agree_on_damaged_specimens(case: tuple[str, Any]) -> None:
    """They agree near the edge of what is valid, and every refusal has a position."""
    name, data = case
    valid = ORACLES[name].is_valid(data)
    assert JUDGES[name].is_valid(data) is valid
    document, _ = read_document("x.yaml", json.dumps(data).encode())
    if document is not None and document.data == data:
        findings = schema_findings(document, name)
        assert bool(findings) is not valid
        assert all(finding.message and finding.location.line >= 1 for finding in findings)


@given(JUNK)
@settings(deadline=None, max_examples=200)
def test_whatever_is_refused_has_a_finding_at_a_place(data: Any) -> None:
    """Never an exception, never silence."""
    document, _ = read_document("x.yaml", json.dumps(data).encode())
    if document is None:
        return
    findings = schema_findings(document, "claim")
    assert bool(findings) is not Draft202012Validator(load_schema("claim")).is_valid(document.data)
    assert all(finding.message and finding.location.line >= 1 for finding in findings)


def test_a_wrong_field_is_pointed_at_itself_and_not_at_its_parent() -> None:
    """``oneOf`` would refuse the whole value; the finding names the key."""
    text = (
        "id: a-b\nkind: figure\nstatement: s\n"
        "quantity:\n  subject: a\n  measure: b\n  value:\n    between: [1, 2, 3]\n"
    )
    document, _ = read_document("x.yaml", text.encode())
    assert document is not None
    (finding,) = schema_findings(document, "claim")
    assert (finding.kind, finding.location.line, finding.location.column) == ("schema-value", 8, 14)


def test_a_line_break_behind_an_id_is_no_id() -> None:
    """``$`` matches before a final line break in one library, and not in the other.

    The stricter one decides.
    """
    document, _ = read_document("x.yaml", b'id: "a\\n"\nkind: event\nstatement: s\n')
    assert document is not None
    assert [finding.location.line for finding in schema_findings(document, "claim")] == [1]
