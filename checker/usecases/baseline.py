"""Write today's findings as the book's baseline, so that only new ones count from now on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.assessment import Report
from checker.findings import Finding, Severity
from checker.usecases.check import check_book
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically
from checker.verification import Archive

FILE = "baseline.yaml"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The result of writing a baseline."""

    path: Path
    changed: bool
    known: tuple[Finding, ...]
    """Every finding that the baseline now holds."""

    added: tuple[Finding, ...]
    """The known findings that were not in the baseline before."""

    left: int
    """Number of entries removed because their finding is fixed."""

    dropped: int
    """Number of entries removed because their finding is below the severity asked for."""


def write_baseline(
    folder: Path, archive: Archive | None, at_least: Severity = Severity.WARNING
) -> Baseline:
    """Writes ``baseline.yaml`` with every finding of a severity or above.

    Without any such finding the file is removed. Raises ``UsageError`` if there is no book, or
    the file cannot be written.
    """
    report = check_book(folder, archive)
    known = _to_record(report, at_least)
    name_of = dict(zip(report.findings, report.fingerprints, strict=True))
    entries = [(item, name_of[item]) for item in known]
    path = folder / FILE
    changed = write_atomically(path, _dumps(entries).encode()) if entries else _remove(path)

    found = set(report.fingerprints)
    kept = {fingerprint for _, fingerprint in entries}
    old = [entry.fingerprint for entry in report.assessment.book.baseline]
    return Baseline(
        path,
        changed,
        known=tuple(known),
        added=tuple(item for item in known if not item.known),
        left=sum(fingerprint not in found for fingerprint in old),
        dropped=sum(fingerprint in found - kept for fingerprint in old),
    )


def _to_record(report: Report, at_least: Severity) -> list[Finding]:
    """The findings that go into the baseline."""

    def belongs(item: Finding) -> bool:
        # Findings about the baseline itself end when it is written again.
        about_the_baseline = item.kind == "baseline-fixed" or item.location.path == FILE
        return item.severity.rank >= at_least.rank and not about_the_baseline

    return [item for item in report.findings if belongs(item)]


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UsageError(f"{path} cannot be removed: {error.strerror}") from None
    return True


def _dumps(entries: Sequence[tuple[Finding, str]]) -> str:
    lines = ["# yaml-language-server: $schema=../schemas/baseline.schema.json", "known:"]
    for item, fingerprint in entries:
        lines += [
            f"  - finding: {item.kind}",
            f"    where: {json.dumps(item.location.path, ensure_ascii=False)}",
            f"    message: {json.dumps(item.message, ensure_ascii=False)}",
            f'    fingerprint: "{fingerprint}"',
        ]
    return "\n".join(lines) + "\n"
