"""The archive: a folder of texts outside version control, found by name and by digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from checker.text import IndexedText


class ArchiveError(Exception):
    """The archive, or a text in it, cannot be used. The message says why, and what to do."""


class Archive:
    """Texts by digest.

    A file that is named like its source is tried first, then every file of the folder.
    """

    def __init__(self, folder: Path) -> None:
        """Raises ``ArchiveError`` if there is no such folder."""
        if not folder.is_dir():
            raise ArchiveError(
                f"the archive {folder} is not a folder; name one with --archive or CHECKER_ARCHIVE"
            )
        self.folder = folder
        self._texts: dict[str, IndexedText] = {}

    @cached_property
    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.rglob("*") if path.is_file())
        except OSError as error:
            raise ArchiveError(
                f"the archive {self.folder} cannot be read: {error.strerror}"
            ) from None

    @cached_property
    def _by_name(self) -> Mapping[str, list[Path]]:
        """Files by their name, and by their name without its suffix."""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for path in self._files:
            for name in {path.name, path.stem}:
                found[name].append(path)
        return dict(found)

    @cached_property
    def _by_digest(self) -> dict[str, Path]:
        return {sha256(_bytes(path)).hexdigest(): path for path in self._files}

    def named(self, source: str) -> tuple[str, bytes] | None:
        """The digest and bytes of the file that is named like the source, or None.

        Raises ``ArchiveError`` if several files have that name.
        """
        found = self._by_name.get(source, [])
        if len(found) > 1:
            raise ArchiveError(
                f"{len(found)} files in the archive are named {source}: keep only one of them"
            )
        if not found:
            return None
        raw = _bytes(found[0])
        return sha256(raw).hexdigest(), raw

    def text(self, source: str, digest: str) -> IndexedText | None:
        """The text with a digest, or None if the archive has none.

        Raises ``ArchiveError`` if it is there and is not UTF-8.
        """
        if digest not in self._texts:
            raw = self.raw(source, digest)
            if raw is None:
                return None
            self._texts[digest] = IndexedText(decode(raw, source))
        return self._texts[digest]

    def raw(self, source: str, digest: str) -> bytes | None:
        """The bytes with a digest, or None if the archive has none."""
        # Names first: to find a text by its digest means to read the whole archive.
        for path in self._by_name.get(source, ()):
            raw = _bytes(path)
            if sha256(raw).hexdigest() == digest:
                return raw
        path_of = self._by_digest.get(digest)
        return _bytes(path_of) if path_of else None


def decode(raw: bytes, source: str) -> str:
    """The text of an archived file; raises ``ArchiveError`` if it is not UTF-8."""
    try:
        # A byte order mark is no part of the text, but editors on Windows write it.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArchiveError(
            f"the text of {source} is not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"the text {path} cannot be read: {error.strerror}") from None
