"""Where the lines of a language begin."""

from __future__ import annotations

from typing import Final

_RIGHT_TO_LEFT: Final = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
"""Languages that are read so (Unicode CLDR, the orientation of characters), unless a tag names another script."""

_SCRIPTS: Final = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
"""Scripts that are written so."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``; in a tag (BCP 47), four letters name the script."""
    first, *more = language.lower().split("-")
    script = next((tag for tag in more if len(tag) == 4 and tag.isalpha()), "")
    return "rtl" if script in _SCRIPTS or (not script and first in _RIGHT_TO_LEFT) else "ltr"
