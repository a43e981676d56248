"""The bytes of a file to text: UTF-8 without a byte order mark or control characters."""

from __future__ import annotations

from typing import Final

import regex

from checker.book.document import Document
from checker.findings import Finding, Location, finding

# Beyond ASCII: line breaks that only the YAML parser counts, overrides of the writing direction,
# which can make one line look like another, and two code points that are no characters.
_ILLEGAL_BEYOND_ASCII: Final = "\u2028\u2029\u202d\u202e\ufffe\uffff"
_ILLEGAL: Final = regex.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_ILLEGAL_BEYOND_ASCII}]")
_HARMLESS_BYTES: Final = bytes({0x09, 0x0A, 0x0D, *range(0x20, 0x7F), *range(0x80, 0x100)})
_C1_LEAD_BYTE: Final = b"\xc2"
"""The first byte, in UTF-8, of the control characters from U+0080 on."""

_UTF_8_HINT: Final = "save the file as UTF-8"


def decode(path: str, raw: bytes) -> str | Finding:
    """The text of a file, or the finding that refuses it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        # A replacement character for the byte, so that line and column can be counted.
        stand_in = Document(path, f"{before}\ufffd")
        where = stand_in.range_location(len(before), len(before) + 1)
        message = f"the file is not UTF-8: byte 0x{raw[error.start]:02x} cannot be read"
        return finding("file-encoding", where, message, _UTF_8_HINT)
    if text.startswith("\ufeff"):
        message = "the file begins with a byte order mark"
        return finding("file-encoding", Location(path), message, f"{_UTF_8_HINT} without BOM")
    illegal = _ILLEGAL.search(text) if _may_hold_illegal(raw, text) else None
    if illegal is None:
        return text
    where = Document(path, text).range_location(illegal.start(), illegal.end())
    message = f"the file contains the control character U+{ord(illegal.group()):04X}"
    return finding("file-encoding", where, message, "delete this character")


def _may_hold_illegal(raw: bytes, text: str) -> bool:
    """A quick test that never misses; the pattern, which is slow, then finds the character."""
    has_control_byte = bool(raw.translate(None, _HARMLESS_BYTES))
    has_illegal_beyond_ascii = any(map(text.__contains__, _ILLEGAL_BEYOND_ASCII))
    return has_control_byte or has_illegal_beyond_ascii or _C1_LEAD_BYTE in raw
