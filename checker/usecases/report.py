"""Write the reports of a book, or tell whether those on disk are current."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from checker.report import Report
from checker.usecases.errors import UsageProblem
from checker.usecases.files import write_atomically

FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "md": ("checker.render.markdown", "report.md"),
    "html": ("checker.render.html", "report.html"),
    "json": ("checker.render.json_report", "report.json"),
}
"""Module that renders a format, and the name of its file."""


@dataclass(frozen=True, slots=True)
class Written:
    """One report file."""

    path: Path
    changed: bool
    """Whether the bytes on disk were, or would be, others."""


def render(report: Report, name: str) -> str:
    """A report in a format of ``FORMATS``."""
    make: Callable[[Report], str] = import_module(FORMATS[name][0]).render
    return make(report)


def write_reports(report: Report, folder: Path, formats: tuple[str, ...], check_only: bool = False) -> list[Written]:
    """The report files, each written whole; with ``check_only`` nothing is written.

    Raises ``UsageProblem`` if a file cannot be written.
    """
    written = []
    for name in formats:
        path = folder / FORMATS[name][1]
        content = render(report, name).encode()
        if check_only:
            written.append(Written(path, _bytes(path) != content))
        else:
            written.append(Written(path, write_atomically(path, content)))
    return written


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise UsageProblem(f"{path} cannot be read: {error.strerror}") from None
