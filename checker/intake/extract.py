"""Stand-in."""

from __future__ import annotations

from dataclasses import dataclass


class IntakeError(Exception):
    """x"""


@dataclass(frozen=True, slots=True)
class Extracted:
    """x"""

    text: str
    kind: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def extract(raw: bytes, name: str) -> Extracted:
    """x"""
    return Extracted(raw.decode("utf-8-sig"), "text")
