"""The JSON Schemas of the book: a quick yes or no, and the words of an error at the very node."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.book.reader import MAXIMUM_FINDINGS, Document
from checker.findings import Finding, finding

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file (``claim``, ``book``, ``report``, …).

    An installed wheel carries the schemas inside the package; a checkout has them at its top level.
    """
    packaged = files("checker").joinpath("schemas", f"{name}.schema.json")
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:
        folder = Path(__file__).resolve().parents[2] / "schemas"
        text = (folder / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _judge(name: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(load_schema(name))


def fits_schema(document: Document, name: str) -> bool:
    """Whether the schema has nothing against a document."""
    fits: bool = _judge(name).is_valid(document.data)
    return fits


def schema_findings(document: Document, name: str) -> list[Finding]:
    """What the schema has against a document, each finding at the node concerned."""
    if fits_schema(document, name):
        return []
    from jsonschema import Draft202012Validator  # slow to import; only broken files need its words

    found: list[Finding] = []
    errors = Draft202012Validator(load_schema(name)).iter_errors(document.data)
    for error in islice(errors, MAXIMUM_FINDINGS):
        for leaf in _leaves(error):
            found += _describe(document, leaf)
    if (
        not found
    ):  # the two libraries disagree, as on "$" before a final line break; the judge's words then
        for error in _judge(name).iter_errors(document.data):
            found.append(
                finding(
                    "schema-value", document.location(tuple(error.instance_path)), error.message
                )
            )
    return sorted(set(found), key=lambda item: item.order)[:MAXIMUM_FINDINGS]


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """An error, or those of its branches that say more."""
    if error.validator == "oneOf" or not error.context:
        yield error
        return
    for inner in error.context:
        yield from _leaves(inner)


def _describe(document: Document, error: ValidationError) -> list[Finding]:
    path = tuple(error.absolute_path)
    where = _dotted(path)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "required":
        missing = [key for key in wanted if key not in instance]
        hints = [_key_hint(schema, key) for key in missing]
        return [
            finding(
                "schema-missing-key",
                document.location(path, key=bool(path)),
                f"“{key}” is missing{where}",
                hint,
                about=key,
            )
            for key, hint in zip(missing, hints, strict=True)
        ]
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        return [
            finding(
                "schema-unknown-key",
                document.location((*path, key), key=True),
                f"“{key}” is not a key{where}",
                _did_you_mean(key, [name for name in known if name not in instance]),
            )
            for key in islice((key for key in instance if key not in known), MAXIMUM_FINDINGS)
        ]
    if error.validator == "not":
        return [_refused(document, error)]
    if error.validator == "oneOf" and not path[1:]:
        return [finding("schema-missing-key", document.location(path), _ONE_RELATION)]
    if error.validator == "dependentRequired":
        return [
            finding("schema-missing-key", document.location(path), "“normally” goes with “unless”")
        ]
    in_key = "propertyNames" in error.absolute_schema_path
    at = document.location((*path, instance) if in_key else path, key=in_key)
    return [finding("schema-value", at, _value_message(error, where), _value_hint(schema, error))]


_ONE_RELATION = "a rule has one of “always”, “normally” and “exclusive”"


def _refused(document: Document, error: ValidationError) -> Finding:
    """A name that is reserved, or a key that does not go with the kind of claim."""
    path, instance = tuple(error.absolute_path), error.instance
    if "propertyNames" in error.absolute_schema_path:
        wanted: Any = error.validator_value
        return finding(
            "schema-value",
            document.location((*path, str(instance)), key=True),
            f"“{instance}” is a reserved name",
            f"choose another; reserved: {', '.join(wanted['enum'])}",
        )
    if path[-1] == "unless":
        at = document.location(path, key=True)
        message = "“unless” does not go with “always”: nothing excuses what always holds"
        return finding("schema-unknown-key", at, message, "write “normally”, or remove it")
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    return finding(
        "schema-unknown-key",
        document.location(path, key=True),
        f"“{path[-1]}” does not go with kind: {kind}",
        "remove it, or change the kind",
    )


def _value_message(error: ValidationError, where: str) -> str:
    """One sentence on a value that does not fit."""
    shown = json.dumps(error.instance, ensure_ascii=False)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    wanted: Any = error.validator_value
    match error.validator:
        case "enum":
            return f"{shown} is not one of {', '.join(map(str, wanted))}{where}"
        case "type":
            names = wanted if isinstance(wanted, list) else [wanted]
            return f"{shown} is not {' or '.join(_TYPE_NAMES[name] for name in names)}{where}"
        case "pattern":
            if not str(error.instance).strip():
                return f"nothing is here{where}"
            return f"{shown} has not the form it must have{where}"
        case "minLength" | "minItems" | "minProperties":
            return f"{shown} is too short{where}" if error.instance else f"nothing is here{where}"
        case "maxItems" | "maxProperties":
            return f"{shown} has more than {wanted} parts{where}"
        case _:
            return f"{error.message[:200]}{'…' * (len(error.message) > 200)}{where}"


_TYPE_NAMES = {
    "string": "a text",
    "integer": "a whole number",
    "object": "a mapping (key: value)",
    "array": "a list (- item)",
    "boolean": "true or false",
    "null": "null",
    "number": "a number",
}


def _value_hint(schema: dict[str, Any], error: ValidationError) -> str:
    if error.validator == "enum" and isinstance(error.instance, str):
        wanted: Any = error.validator_value
        return _did_you_mean(error.instance, [str(value) for value in wanted])
    examples = [json.dumps(example, ensure_ascii=False) for example in schema.get("examples", [])]
    return (
        f"for example: {', '.join(examples[:3])}"
        if examples
        else str(schema.get("description", ""))
    )


def _key_hint(schema: dict[str, Any], key: str) -> str:
    known = schema.get("properties", {}).get(key)
    return str(known.get("description", "")) if isinstance(known, dict) else ""


def _did_you_mean(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known here: {', '.join(known)}" if known else ""


def _dotted(path: tuple[str | int, ...]) -> str:
    if not path:
        return ""
    steps = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return f" in {steps.lstrip('.')}"
