"""The direction in which a language is read."""

from __future__ import annotations

from typing import Final

_RIGHT_TO_LEFT: Final = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
"""Languages read from right to left (Unicode CLDR), unless the tag names another script."""

_SCRIPTS: Final = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Scripts written from right to left."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr`` for a language tag (BCP 47); a subtag of four letters is its script."""
    first, *more = language.lower().split("-")
    script = next((tag for tag in more if len(tag) == 4 and tag.isalpha()), "")
    return "rtl" if script in _SCRIPTS or (not script and first in _RIGHT_TO_LEFT) else "ltr"
