"""Measure which sentences have claims, and waive those that need none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.book import (
    Book,
    BookError,
    Outline,
    Source,
    Waiver,
    load_book,
)
from checker.book.loader import WAIVERS
from checker.coverage import (
    CoverageReport,
    CoveredSource,
    SentenceMark,
    cover_source,
    marks_of,
    outline_of,
)
from checker.coverage.cover import TokenSpan
from checker.text import IndexedText, SaltedText
from checker.usecases.errors import UsageError, unknown
from checker.usecases.files import write_atomically
from checker.verification import (
    Archive,
    ArchiveError,
    TextStatus,
    Verification,
    verify_book,
)

REASONS: Final = (
    "opinion",
    "repetition",
    "background",
    "prediction",
    "appeal",
    "furniture",
    "not-checkable",
)


def coverage(folder: Path, archive: Archive | None, wanted: Sequence[str] = ()) -> CoverageReport:
    """The coverage of some sources of a book, or of all. Writes nothing.

    Raises ``UsageError`` if there is no book, or it has no source of a name.
    """
    book = _load(folder)
    _must_exist(book, wanted)
    verification = verify_book(book, archive)
    found, without_outline = [], []
    for name in wanted or sorted(book.sources):
        item = _covered(book, verification, book.sources[name], archive)
        if item is None:
            without_outline.append(name)
        else:
            found.append(item)
    return CoverageReport(book, tuple(found), tuple(without_outline))


def _load(folder: Path) -> Book:
    try:
        return load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None


def _must_exist(book: Book, wanted: Iterable[str]) -> None:
    for name in wanted:
        if name not in book.sources:
            raise unknown("the book has no source", name, book.sources)


def _covered(
    book: Book, verification: Verification, source: Source, archive: Archive | None
) -> CoveredSource | None:
    """One source; None if there is neither its text nor a recorded outline."""
    text = _text(verification, source, archive)
    recorded = book.outlines.get(source.id)
    outline = outline_of(text, source.language) if text else recorded
    if outline is None:
        return None
    marks: dict[int, frozenset[SentenceMark]] = {}
    if text:
        marks = {
            number: marks_of(text.tokens.texts[slice(*span)])
            for number, span in enumerate(outline.spans, 1)
        }
    # Recorded outlines serve people without the texts; a different one is out of date.
    covered = cover_source(book, verification, source.id, outline)
    return CoveredSource(source, covered, text, marks, recorded is not None and recorded != outline)


def _text(
    verification: Verification, source: Source, archive: Archive | None
) -> IndexedText | None:
    """The archived text of a source, if it is the recorded one."""
    if archive is None or source.text is None:
        return None
    status, *_ = verification.texts[source.id]
    if status is not TextStatus.VERIFIED:
        return None
    return archive.text(source.id, source.text.sha256)


@dataclass(frozen=True, slots=True)
class SentenceRef:
    """A sentence, or one of its figures; both are counted from 1."""

    sentence: int
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """The result of writing or removing waivers."""

    path: Path
    changed: bool
    passages: tuple[str, ...]
    """The words of each selection."""

    dropped: tuple[str, ...] = ()
    """Notes of lapsed waivers that were removed from the file."""


def waive(
    folder: Path,
    archive: Archive,
    name: str,
    selections: Sequence[SentenceRef],
    reason: str,
    note: str,
) -> Waived:
    """Writes waivers for sentences or figures of one source, in place of existing ones for them.

    Raises ``UsageError`` if the text is not available, a selection does not exist, or the note is
    missing.
    """
    waiver_file = _WaiverFile(folder, archive, name)
    spans = list(dict.fromkeys(waiver_file.span(selection) for selection in selections))
    if not note.strip():
        raise UsageError("a waiver needs a note that would convince an editor; add --note TEXT")
    if not note.isprintable():
        raise UsageError(
            "the note has a line break or another character that cannot be printed; write it on "
            "one line"
        )
    kept = [item for item in waiver_file.waivers if item.tokens not in spans]
    made = [
        Waiver(
            waiver_file.digest,
            span,
            waiver_file.salted.seal(*span),
            reason,
            note.strip(),
            waiver_file.source.place,
        )
        for span in spans
    ]
    return waiver_file.write([*kept, *made], spans)


def unwaive(folder: Path, archive: Archive, name: str, selections: Sequence[SentenceRef]) -> Waived:
    """Removes the waivers of sentences or figures of one source.

    Raises ``UsageError`` as ``waive`` does, or if there is no such waiver.
    """
    waiver_file = _WaiverFile(folder, archive, name)
    spans = [waiver_file.span(selection) for selection in selections]
    waived = {item.tokens for item in waiver_file.waivers}
    for span, selection in zip(spans, selections, strict=True):
        if span not in waived:
            raise UsageError(
                f"{_named(selection)} of {name} is not waived; there is nothing to undo"
            )
    return waiver_file.write(
        [item for item in waiver_file.waivers if item.tokens not in spans], spans
    )


def _named(selection: SentenceRef) -> str:
    if selection.figure is None:
        return f"sentence {selection.sentence}"
    return f"figure {selection.figure} of sentence {selection.sentence}"


class _WaiverFile:
    """The waivers of one source, with the text that they are about."""

    def __init__(self, folder: Path, archive: Archive, name: str) -> None:
        book = _load(folder)
        _must_exist(book, [name])
        self.source = book.sources[name]
        self.path = folder / WAIVERS / f"{name}.yaml"
        self.text, self.digest = _recorded_text(archive, self.source)
        recorded = book.waivers.get(name)
        if name in book.broken or (self.path.exists() and recorded is None):
            raise UsageError(
                f"{self.path} cannot be read; correct it first (“checker check” helps)"
            )
        self.salted = SaltedText(self.text, self.digest)
        self.outline: Outline = outline_of(self.text, self.source.language)
        # A waiver that is bound to another text does not apply to this one. It stays in the file,
        # reported as lapsed, until the file is written again.
        self.waivers: list[Waiver] = []
        lapsed = []
        for item in recorded or ():
            if self._holds(item):
                self.waivers.append(item)
            else:
                lapsed.append(item.note)
        self.lapsed = tuple(lapsed)

    def _holds(self, waiver: Waiver) -> bool:
        """Whether a waiver is bound to the words of this text."""
        return waiver.text == self.digest and self.salted.seal(*waiver.tokens) == waiver.seal

    def span(self, selection: SentenceRef) -> TokenSpan:
        """The tokens of a selection; raises ``UsageError`` if it does not exist."""
        spans = self.outline.spans
        if not 1 <= selection.sentence <= len(spans):
            raise UsageError(
                f"{self.source.id} has no sentence {selection.sentence}; its sentences are "
                f"numbered 1 to {len(spans)}"
            )
        start, end = spans[selection.sentence - 1]
        if selection.figure is None:
            return start, end
        figures = [figure for figure in self.outline.figures if start <= figure[0] < end]
        if not 1 <= selection.figure <= len(figures):
            from checker.render.formatting import plural

            raise UsageError(
                f"sentence {selection.sentence} has no figure {selection.figure}; it has "
                f"{plural(len(figures), 'figure')}"
            )
        return figures[selection.figure - 1]

    def write(self, waivers: Iterable[Waiver], spans: Sequence[TokenSpan]) -> Waived:
        """Writes the file; without waivers it holds an empty list."""
        content = _dumps(self.digest, sorted(waivers, key=lambda item: item.tokens))
        passages = tuple(" ".join(self.text.slice(*span).split()) for span in spans)
        changed = write_atomically(self.path, content.encode())
        return Waived(self.path, changed, passages, self.lapsed)


def _recorded_text(archive: Archive, source: Source) -> tuple[IndexedText, str]:
    """The text of a source and its digest; raises ``UsageError`` if it is not the recorded one."""
    if source.text is None:
        raise UsageError(f"the text of {source.id} is not recorded yet; run “checker prove” first")
    digest = source.text.sha256
    try:
        text = archive.text(source.id, digest)
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    if text is None:
        raise UsageError(
            f"the archive does not have the recorded text of {source.id}; put it there, or run "
            "“checker prove --accept-changed” if it was replaced on purpose"
        )
    return text, digest


def _dumps(digest: str, waivers: Iterable[Waiver]) -> str:
    lines = ["# yaml-language-server: $schema=../../schemas/waivers.schema.json", f"text: {digest}"]
    items = [
        f"  - tokens: [{item.tokens[0]}, {item.tokens[1]}]\n"
        f'    seal: "{item.seal}"\n'
        f"    reason: {item.reason}\n"
        f"    note: {json.dumps(item.note, ensure_ascii=False)}"
        for item in waivers
    ]
    return "\n".join([*lines, "waived:" if items else "waived: []", *items]) + "\n"


__all__ = [
    "REASONS",
    "SentenceRef",
    "Waived",
    "coverage",
    "unwaive",
    "waive",
]
