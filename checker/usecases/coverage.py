"""What of each text is accounted for, and waiving what needs no claim."""

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
    Mark,
    cover_source,
    marks_of,
    outline_of,
)
from checker.coverage.cover import Span
from checker.text import IndexedText, SaltedText
from checker.usecases.errors import UsageError
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
    """Coverage of the named sources of a book, or of all. Writes nothing.

    Raises ``UsageError`` if there is no book, or no source of a name.
    """
    book = _load(folder)
    _known(book, wanted)
    verification = verify_book(book, archive)
    found, unknown = [], []
    for name in wanted or sorted(book.sources):
        item = _covered(book, verification, book.sources[name], archive)
        if item is None:
            unknown.append(name)
        else:
            found.append(item)
    return CoverageReport(book, tuple(found), tuple(unknown))


def _load(folder: Path) -> Book:
    try:
        return load_book(folder)
    except BookError as error:
        raise UsageError(str(error)) from None


def _known(book: Book, wanted: Iterable[str]) -> None:
    for name in wanted:
        if name not in book.sources:
            raise UsageError(
                f"{book.name} has no source “{name}”; it has {', '.join(sorted(book.sources))}"
            )


def _covered(
    book: Book, verification: Verification, source: Source, archive: Archive | None
) -> CoveredSource | None:
    text = _text(verification, source, archive)
    recorded = book.outlines.get(source.id)
    outline = outline_of(text, source.language) if text else recorded
    if outline is None:
        return None
    marks: dict[int, frozenset[Mark]] = {}
    if text:
        marks = {
            number: marks_of(text.tokens.texts[slice(*span)])
            for number, span in enumerate(outline.spans, 1)
        }
    covered = cover_source(book, verification, source.id, outline)
    return CoveredSource(source, covered, text, marks, recorded is not None and recorded != outline)


def _text(
    verification: Verification, source: Source, archive: Archive | None
) -> IndexedText | None:
    """The text of a source, if it is the one on record."""
    if (
        archive is None
        or source.text is None
        or verification.texts[source.id][0] is not TextStatus.VERIFIED
    ):
        return None
    return archive.text(source.id, source.text.sha256)


@dataclass(frozen=True, slots=True)
class Selection:
    """A sentence, or one figure of it, both counted from 1."""

    sentence: int
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """What waiving came to."""

    path: Path
    changed: bool
    passages: tuple[str, ...]
    """The words concerned, one passage each."""

    dropped: tuple[str, ...] = ()
    """Notes of waivers that had lapsed, and are not in the file any more."""


def waive(
    folder: Path,
    archive: Archive,
    name: str,
    selections: Sequence[Selection],
    reason: str,
    note: str,
) -> Waived:
    """Writes waivers of sentences or figures of one source, instead of any that were there for them.

    Raises ``UsageError`` if the text is not at hand, or a selection does not exist.
    """
    desk = _Desk(folder, archive, name)
    spans = list(dict.fromkeys(desk.span(selection) for selection in selections))
    if not note.strip():
        raise UsageError("a waiver needs a note that an editor would accept: --note TEXT")
    if not note.isprintable():
        raise UsageError(
            "the note has characters that cannot be printed; write it in one line of text"
        )
    kept = [item for item in desk.waivers if item.tokens not in spans]
    made = [
        Waiver(desk.digest, span, desk.salted.seal(*span), reason, note.strip(), desk.source.place)
        for span in spans
    ]
    return desk.write([*kept, *made], spans)


def unwaive(folder: Path, archive: Archive, name: str, selections: Sequence[Selection]) -> Waived:
    """Takes back the waivers of sentences or figures of one source.

    Raises ``UsageError`` as ``waive`` does, or if there was none.
    """
    desk = _Desk(folder, archive, name)
    spans = [desk.span(selection) for selection in selections]
    for span, selection in zip(spans, selections, strict=True):
        if span not in [item.tokens for item in desk.waivers]:
            raise UsageError(f"sentence {selection.sentence} of {name} is not waived")
    return desk.write([item for item in desk.waivers if item.tokens not in spans], spans)


class _Desk:
    """One source's waivers, with the text that they speak of."""

    def __init__(self, folder: Path, archive: Archive, name: str) -> None:
        book = _load(folder)
        _known(book, [name])
        self.source = book.sources[name]
        record = self.source.text
        if record is None:
            raise UsageError(
                f"{name} has no fingerprint of its text yet: run “checker prove” first"
            )
        try:
            text = archive.text(name, record.sha256)
        except ArchiveError as error:
            raise UsageError(str(error)) from None
        if text is None:
            raise UsageError(f"the archive has no text of {name} with the recorded digest")
        self.path = folder / WAIVERS / f"{name}.yaml"
        if name in book.broken or (self.path.exists() and name not in book.waivers):
            raise UsageError(f"{self.path} cannot be read: correct it first (checker check)")
        self.text, self.digest, self.salted = text, record.sha256, SaltedText(text, record.sha256)
        self.outline: Outline = outline_of(text, self.source.language)
        # A waiver of another text says nothing of this one; it is told as lapsed until the file is written anew.
        self.waivers = [item for item in book.waivers.get(name, ()) if self._holds(item)]
        self.lapsed = tuple(
            item.note for item in book.waivers.get(name, ()) if not self._holds(item)
        )

    def _holds(self, waiver: Waiver) -> bool:
        return waiver.text == self.digest and self.salted.seal(*waiver.tokens) == waiver.seal

    def span(self, selection: Selection) -> Span:
        """The tokens of a selection."""
        spans = self.outline.spans
        if not 1 <= selection.sentence <= len(spans):
            raise UsageError(
                f"{self.source.id} has the sentences 1 to {len(spans)}, and no {selection.sentence}"
            )
        start, end = spans[selection.sentence - 1]
        if selection.figure is None:
            return start, end
        figures = [figure for figure in self.outline.figures if start <= figure[0] < end]
        if not 1 <= selection.figure <= len(figures):
            raise UsageError(
                f"sentence {selection.sentence} has {len(figures)} figures, and no {selection.figure}"
            )
        return figures[selection.figure - 1]

    def write(self, waivers: Iterable[Waiver], spans: Sequence[Span]) -> Waived:
        """Puts the file in place; without waivers, an empty list."""
        content = _dumps(self.digest, sorted(waivers, key=lambda item: item.tokens))
        passages = tuple(" ".join(self.text.slice(*span).split()) for span in spans)
        return Waived(
            self.path, write_atomically(self.path, content.encode()), passages, self.lapsed
        )


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
    "Selection",
    "Waived",
    "coverage",
    "unwaive",
    "waive",
]
