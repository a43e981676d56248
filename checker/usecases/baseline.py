"""Write the findings of today as the book's baseline, so that only what is new counts from now on."""

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
    """What writing a baseline came to."""

    path: Path
    changed: bool
    known: tuple[Finding, ...]
    added: tuple[Finding, ...]
    """Those of them that were not in it before."""

    left: int
    """Entries that were in it, and are fixed."""

    dropped: int
    """Entries that were in it, are found still, and are below the severity that was asked for."""


def write_baseline(
    folder: Path, archive: Archive | None, at_least: Severity = Severity.WARNING
) -> Baseline:
    """Writes ``baseline.yaml``: every finding of a severity or above; without any, the file goes away.

    Raises ``UsageError`` if there is no book, or the file cannot be written.
    """
    report = check_book(folder, archive)
    known = [
        item
        for item in report.findings
        if item.severity.rank >= at_least.rank
        and item.kind != "baseline-fixed"
        and item.location.path != FILE
    ]
    names = report.fingerprints
    by_finding = dict(zip(report.findings, names, strict=True))
    path = folder / FILE
    if not known:
        changed = _remove(path)
    else:
        changed = write_atomically(
            path, _dumps([(item, by_finding[item]) for item in known]).encode()
        )
    kept = {by_finding[item] for item in known}
    return Baseline(
        path,
        changed,
        tuple(known),
        added=tuple(item for item in known if not item.known),
        left=_left(report, names),
        dropped=sum(
            entry.fingerprint in names and entry.fingerprint not in kept
            for entry in report.assessment.book.baseline
        ),
    )


def _left(report: Report, names: Sequence[str]) -> int:
    return sum(entry.fingerprint not in names for entry in report.assessment.book.baseline)


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UsageError(f"{path} cannot be removed: {error.strerror}") from None
    return True


def _dumps(items: Sequence[tuple[Finding, str]]) -> str:
    lines = ["# yaml-language-server: $schema=../schemas/baseline.schema.json", "known:"]
    for item, fingerprint in items:
        lines += [
            f"  - finding: {item.kind}",
            f"    where: {json.dumps(item.location.path, ensure_ascii=False)}",
            f"    message: {json.dumps(item.message, ensure_ascii=False)}",
            f'    fingerprint: "{fingerprint}"',
        ]
    return "\n".join(lines) + "\n"
