"""The JSON Schemas of the book: a quick yes or no, then each error at the very key or value.

``jsonschema-rs`` decides. ``jsonschema`` says more about an error but is slow to load, so it is
imported only for files that were refused.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from checker.book.document import Document
from checker.book.reader import MAXIMUM_FINDINGS
from checker.book.yaml_nodes import Path
from checker.findings import Finding, finding

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_LONGEST_VALUE: Final = 60
"""Limit on the characters of a value that a message shows."""

_LONGEST_MESSAGE: Final = 200
"""Limit on the characters of a message that comes from the library."""

_TYPE_NAMES: Final = {
    "string": "a text",
    "integer": "a whole number",
    "object": "a mapping (key: value)",
    "array": "a list (- item)",
    "boolean": "true or false",
    "null": "null",
    "number": "a number",
}


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file (``claim``, ``book``, ``report``, …).

    An installed wheel has the schemas inside the package; a checkout has them at its top level.
    """
    packaged = files("checker").joinpath("schemas", f"{name}.schema.json")
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:
        folder = FilePath(__file__).resolve().parents[2] / "schemas"
        text = (folder / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator(name: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(load_schema(name))


def fits_schema(document: Document, name: str) -> bool:
    """Whether a document is valid against a schema."""
    fits: bool = _validator(name).is_valid(document.data)
    return fits


def schema_findings(document: Document, name: str) -> list[Finding]:
    """The errors of a document against a schema, each at the key or value concerned."""
    if fits_schema(document, name):
        return []
    from jsonschema import Draft202012Validator

    found: list[Finding] = []
    errors = Draft202012Validator(load_schema(name)).iter_errors(document.data)
    for error in islice(errors, MAXIMUM_FINDINGS):
        for leaf in _leaves(error):
            found += _describe(document, leaf)
    if not found:
        # The libraries disagree, as they do on "$" before a final line break; the stricter decides.
        for error in _validator(name).iter_errors(document.data):
            where = document.location(tuple(error.instance_path))
            found.append(finding("schema-value", where, error.message))
    return sorted(set(found), key=lambda item: item.order)[:MAXIMUM_FINDINGS]


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The error itself, or the errors of its branches, which are more precise."""
    # The branches of "oneOf" contradict each other, so their errors would only confuse.
    if error.validator == "oneOf" or not error.context:
        yield error
        return
    for inner in error.context:
        yield from _leaves(inner)


def _describe(document: Document, error: ValidationError) -> list[Finding]:
    describe = _DESCRIPTIONS.get(str(error.validator), _wrong_value)
    return describe(document, error)


def _missing_keys(document: Document, error: ValidationError) -> list[Finding]:
    path = tuple(error.absolute_path)
    properties = _schema_of(error).get("properties", {})
    # A whole mapping is a long stretch; its key is the better place to point at.
    location = document.location(path, key=bool(path))
    wanted: Any = error.validator_value
    instance: Any = error.instance
    found = []
    for key in wanted:
        if key in instance:
            continue
        described = properties.get(key)
        hint = str(described.get("description", "")) if isinstance(described, dict) else ""
        message = f"the key “{key}” is missing{_in(path)}"
        found.append(finding("schema-missing-key", location, message, hint, about=key))
    return found


def _unknown_keys(document: Document, error: ValidationError) -> list[Finding]:
    path = tuple(error.absolute_path)
    known = list(_schema_of(error).get("properties", {}))
    instance: Any = error.instance
    # Nobody means a key that is there already, so only the others are suggested.
    unused = [name for name in known if name not in instance]
    unknown = [key for key in instance if key not in known]
    owner = _dotted(path) or "this file"
    return [
        finding(
            "schema-unknown-key",
            document.location((*path, key), key=True),
            f"“{key}” is not a key of {owner}",
            _suggestion(key, unused),
        )
        for key in unknown[:MAXIMUM_FINDINGS]
    ]


def _refused(document: Document, error: ValidationError) -> list[Finding]:
    """A name that is reserved, or a key that does not go with another."""
    path, instance = tuple(error.absolute_path), error.instance
    if _concerns_key(error):
        wanted: Any = error.validator_value
        where = document.location((*path, str(instance)), key=True)
        message = f"“{instance}” is a reserved name"
        hint = f"choose a name other than {_any_of(wanted['enum'])}"
        return [finding("schema-value", where, message, hint)]
    where = document.location(path, key=True)
    if path[-1] == "unless":
        message = "“unless” does not go with “always”, which allows no exception"
        hint = "write “normally” in place of “always”, or remove “unless”"
        return [finding("schema-unknown-key", where, message, hint)]
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    message = f"“{path[-1]}” does not go with kind: {kind}"
    return [finding("schema-unknown-key", where, message, "remove the key, or change the kind")]


def _one_of(document: Document, error: ValidationError) -> list[Finding]:
    path = tuple(error.absolute_path)
    is_rule = not path[1:]
    if not is_rule:
        return _wrong_value(document, error)
    message = "a rule needs exactly one of the keys “always”, “normally” and “exclusive”"
    hint = "write one of them, and remove the others"
    return [finding("schema-missing-key", document.location(path), message, hint)]


def _dependent_key(document: Document, error: ValidationError) -> list[Finding]:
    """The one pair of keys that belong together."""
    where = document.location(tuple(error.absolute_path))
    message = "“normally” needs “unless”"
    hint = "add “unless”: what would explain that the rule does not hold"
    return [finding("schema-missing-key", where, message, hint)]


def _wrong_value(document: Document, error: ValidationError) -> list[Finding]:
    path = tuple(error.absolute_path)
    in_key = _concerns_key(error)
    where = document.location((*path, str(error.instance)) if in_key else path, key=in_key)
    subject = f"a key of {_dotted(path) or 'the file'}" if in_key else _dotted(path) or "the file"
    return [finding("schema-value", where, _value_message(error, subject), _value_hint(error))]


_DESCRIPTIONS: Final[Mapping[str, Callable[[Document, ValidationError], list[Finding]]]] = {
    "required": _missing_keys,
    "additionalProperties": _unknown_keys,
    "not": _refused,
    "oneOf": _one_of,
    "dependentRequired": _dependent_key,
}
"""How to describe an error of a JSON Schema keyword; other keywords are about a value."""


def _schema_of(error: ValidationError) -> dict[str, Any]:
    """The part of the schema that was broken."""
    return error.schema if isinstance(error.schema, dict) else {}


def _concerns_key(error: ValidationError) -> bool:
    """Whether the name of a key is refused, and not its value."""
    return "propertyNames" in error.absolute_schema_path


def _value_message(error: ValidationError, subject: str) -> str:
    """One sentence on a value that does not fit; the subject says where it is."""
    wanted: Any = error.validator_value
    shown = _shortened(json.dumps(error.instance, ensure_ascii=False), _LONGEST_VALUE)
    is_blank_text = isinstance(error.instance, str) and not error.instance.strip()
    is_empty = is_blank_text or error.instance in ([], {})
    match error.validator:
        case "enum":
            return f"{subject} cannot be {shown}"
        case "type":
            return f"{subject} is {shown}; it must be {_type_names(wanted)}"
        case "pattern" | "minLength" | "minItems" | "minProperties" if is_empty:
            return f"{subject} is empty"
        case "pattern":
            return f"{subject} does not have the right form: {shown}"
        case "minLength" | "minItems" | "minProperties":
            return f"{subject} is too short: {shown}"
        case "maxItems" | "maxProperties":
            return f"{subject} has more than {wanted} entries"
        case _:
            return f"{subject} is not valid: {_shortened(error.message, _LONGEST_MESSAGE)}"


def _type_names(wanted: str | list[str]) -> str:
    names = wanted if isinstance(wanted, list) else [wanted]
    return " or ".join(_TYPE_NAMES[name] for name in names)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _value_hint(error: ValidationError) -> str:
    schema = _schema_of(error)
    if error.validator == "enum":
        wanted: Any = error.validator_value
        return _suggestion(str(error.instance), [str(value) for value in wanted])
    examples = [json.dumps(example, ensure_ascii=False) for example in schema.get("examples", [])]
    if examples:
        return f"for example: {', '.join(examples[:3])}"
    return str(schema.get("description", ""))


def _suggestion(word: str, known: list[str]) -> str:
    """The hint for a word that is not known: the word most like it, or all that are known."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"use one of: {', '.join(known)}" if known else ""


def _any_of(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if names[1:] else names[0]


def _in(path: Path) -> str:
    return f" in {_dotted(path)}" if path else ""


def _dotted(path: Path) -> str:
    """A path as people write it, with lists counted from 1: ``review.thread[1].by``."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).lstrip(".")
