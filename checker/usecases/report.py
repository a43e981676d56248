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

PLACED: Final[Mapping[str, str]] = {"sarif": "checker.render.sarif", "github": "checker.render.github"}
"""Formats that name files as the repository does, and the modules that render them."""


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


def render_placed(report: Report, name: str, folder: Path) -> str:
    """A report on the book in a folder, in a format of ``PLACED``."""
    make: Callable[[Report, str], str] = import_module(PLACED[name]).render
    return make(report, published_path(folder))


def published_path(folder: Path) -> str:
    """A folder below the root of its repository, with forward slashes; else below the current one, if it lies there.

    Empty if it is the root. No git is needed: where ``.git`` stands, be it a folder or the file of a worktree or
    a submodule, is the root.
    """
    try:
        path = folder.resolve()
        root = next((above for above in (path, *path.parents) if (above / ".git").exists()), Path.cwd())
    except OSError as error:
        raise UsageProblem(f"{folder} cannot be found: {error.strerror}") from None
    below = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return "" if below == Path() else below.as_posix()


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
