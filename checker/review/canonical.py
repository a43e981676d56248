"""A claim as an approval binds it: canonical JSON (RFC 8785) and digests of it.

What does not change what a claim says does not change its digest: the order of keys, comments,
quotation marks, folded lines, and keys that say what is so without them. All else does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any, Final

from checker.book import Book, Stance
from checker.book.schemas import load_schema

EXCLUDED: Final = frozenset({"review"})
"""Keys of a claim that are not bound; everything else is."""

FORM: Final = "checker-claim/1"
"""Name and version of the canonical form."""

ALGORITHM: Final = "sha256"
TEXTS: Final = "texts"
"""The field that stands for the texts of the quoted sources."""

_DIGEST: Final = re.compile(rf"{FORM} {ALGORITHM} [0-9a-f]{{64}}")
_SHORT: Final = 8
_STANCES: Final = frozenset(stance.value for stance in Stance)


def texts_of(book: Book, data: Mapping[str, Any]) -> dict[str, str | None]:
    """By source that a claim quotes, the SHA-256 of its text; None if that was never proven."""
    return {
        name: source.text.sha256 if (source := book.sources.get(name)) and source.text else None
        for name in quoted_sources(data)
    }


def quoted_sources(data: Mapping[str, Any]) -> list[str]:
    """The sources that a claim's data name, sorted, each once; whatever shape the data have."""
    found = set()
    for stance in _STANCES:
        items = data.get(stance)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(name := item.get("source"), str):
                found.add(name)
    return sorted(found)


def digest_of(data: Mapping[str, Any], texts: Mapping[str, str | None]) -> str:
    """``checker-claim/1 sha256 …`` over a claim's data and the digests of its texts."""
    whole = {"form": FORM, "claim": _canonical(data), TEXTS: dict(texts)}
    return f"{FORM} {ALGORITHM} {sha256(_dumps(whole)).hexdigest()}"


def digest_problem(digest: str) -> str:
    """Why a digest cannot be compared; empty if it can."""
    if _DIGEST.fullmatch(digest):
        return ""
    if re.fullmatch(r"checker-claim/[0-9]+ \S+ [0-9a-f]+", digest) and not digest.startswith(
        f"{FORM} {ALGORITHM} "
    ):
        form = digest.rpartition(" ")[0]
        return f"the digest is of a form that is not known here, {form}; known: {FORM} {ALGORITHM}"
    return (
        f"the digest cannot be read; it is written as {FORM} {ALGORITHM} and 64 hexadecimal digits"
    )


def parts_of(data: Mapping[str, Any], texts: Mapping[str, str | None]) -> dict[str, Any]:
    """What is bound, by field: ``statement``, ``quantity.value``, ``supporting/1``, ``texts`` …"""
    found: dict[str, Any] = {}
    for key, value in _canonical(data).items():
        if key in _STANCES and isinstance(value, list):
            found |= {f"{key}/{number}": item for number, item in enumerate(value, 1)}
        elif key == "quantity" and isinstance(value, dict):
            found |= {f"{key}.{name}": item for name, item in value.items()}
        else:
            found[key] = value
    if texts:
        found[TEXTS] = dict(texts)
    return found


def field_digests(parts: Mapping[str, Any]) -> dict[str, str]:
    """By field, the first hexadecimal digits of its own digest: enough to tell a change, no proof
    of anything.
    """
    return {name: sha256(_dumps(value)).hexdigest()[:_SHORT] for name, value in parts.items()}


def _dumps(value: Any) -> bytes:
    import rfc8785  # only approved claims have need of it

    return rfc8785.dumps(value)


@cache
def _schema() -> dict[str, Any]:
    return load_schema("claim")


def _canonical(data: Mapping[str, Any]) -> dict[str, Any]:
    """A claim's data without what is excluded, and in the one way to say it."""
    plain: dict[str, Any] = _plain(
        {key: value for key, value in data.items() if key not in EXCLUDED}, _schema()
    )
    return plain


def _plain(value: Any, schema: Mapping[str, Any]) -> Any:
    """Data without keys that have their default value, or none; whole numbers as text."""
    schema = _resolved(schema)
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        inner = {key: known.get(key, others if isinstance(others, dict) else {}) for key in value}
        return {
            key: _plain(item, inner[key])
            for key, item in value.items()
            if not _is_default(item, inner[key])
        }
    if isinstance(value, list):
        return [_plain(item, schema.get("items", {})) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _is_default(value: Any, schema: Mapping[str, Any]) -> bool:
    if value is None:
        return True
    default = _resolved(schema).get("default")
    return default is not None and type(value) is type(default) and bool(value == default)


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with what its reference says; what stands beside the reference goes first."""
    if "$ref" not in schema:
        return schema
    target: Mapping[str, Any] = _schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return {**target, **schema}
