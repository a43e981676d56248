"""The kinds of findings: each has a slug, a severity, a title and a page of prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Final


class Severity(StrEnum):
    """How much a finding matters. By default, only errors make ``checker check`` exit with 1."""

    ERROR = "error"
    """The data are broken."""

    WARNING = "warning"
    """An editor must know."""

    NOTE = "note"
    """An editor may want to know."""

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding."""

    slug: str
    severity: Severity
    title: str
    package: str
    """The package whose folder ``pages`` has the page of this kind."""


_kinds: dict[str, FindingKind] = {}

FINDING_KINDS: Final[Mapping[str, FindingKind]] = MappingProxyType(_kinds)
"""All kinds of findings, by slug: those of the catalogue, then those that checks declare.

It is a view, because packages above this one declare their kinds when they are imported.
"""


def declare(kind: FindingKind) -> None:
    """Adds a kind to ``FINDING_KINDS``. Raises ``ValueError`` if its slug is taken."""
    if kind.slug in _kinds:
        raise ValueError(f"the kind {kind.slug} is declared twice")
    _kinds[kind.slug] = kind


def page(slug: str) -> str:
    """The page of prose on a kind of finding, in Markdown.

    Raises ``KeyError`` for an unknown slug.
    """
    kind = FINDING_KINDS[slug]
    return files(kind.package).joinpath("pages", f"{slug}.md").read_text(encoding="utf-8")
