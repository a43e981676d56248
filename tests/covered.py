"""The coverage of a specimen's sources, as tests write it down."""

from __future__ import annotations

from pathlib import Path

from checker.coverage.cover import SourceCoverage
from checker.usecases import open_archive
from checker.usecases.coverage import coverage


def covered(book: Path, archive: Path | None, source: str = "gazette") -> SourceCoverage:
    """Coverage of one source."""
    (item,) = coverage(book, open_archive(archive), [source]).sources
    return item.coverage


def covered_by(book: Path, source: str) -> SourceCoverage:
    """Coverage of one source, without its text."""
    return covered(book, None, source)


def states(item: SourceCoverage) -> str:
    """A letter a sentence: c, w, o."""
    return "".join(sentence.state[0] for sentence in item.sentences)
