"""Write the reports of a book, or dossiers of some of its claims; or tell whether those on disk are current."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.assessment import Report
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically

if TYPE_CHECKING:
    from checker.render.edition import Edition

TEXTS: Final[Mapping[str, str]] = {
    "md": "checker.render.markdown",
    "json": "checker.render.json_report",
}
"""Formats that are made of the whole book, for programs and for comparing, and the modules that render them."""

EDITIONS: Final = ("html", "pdf")
"""Formats to be read, made of an edition: the whole book, or a dossier."""

PROCESSES: Final = 2
"""So many volumes are set at a time: each takes some gigabytes."""

FORMATS: Final = ("md", "html", "json", "pdf")

PLACED: Final[Mapping[str, str]] = {
    "sarif": "checker.render.sarif",
    "github": "checker.render.github",
}
"""Formats that name files as the repository does, and the modules that render them."""


@dataclass(frozen=True, slots=True)
class Written:
    """One report file."""

    path: Path
    changed: bool
    """Whether the bytes on disk were, or would be, others."""

    problem: str = ""
    """Why it could not be made; then the file is as it was."""


def render(report: Report, name: str) -> str:
    """A report in a format of ``TEXTS``."""
    make: Callable[[Report], str] = import_module(TEXTS[name]).render
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
        root = next(
            (above for above in (path, *path.parents) if (above / ".git").exists()), Path.cwd()
        )
    except OSError as error:
        raise UsageError(f"{folder} cannot be found: {error.strerror}") from None
    below = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return "" if below == Path() else below.as_posix()


@dataclass(frozen=True, slots=True)
class Layout:
    """What the files to be read show, how they are called, and for which paper."""

    edition: Edition | None = None
    """None for the whole book."""

    stem: str = "report"
    paper: str = "a4"


def write_reports(
    report: Report,
    folder: Path,
    formats: Sequence[str],
    check_only: bool = False,
    layout: Layout | None = None,
) -> list[Written]:
    """The report files, each written whole; with ``check_only`` nothing is written.

    A PDF that cannot be made keeps no other file from being written. A PDF on disk is current if it has the same
    content, whichever version of the engine set it.

    Raises ``UsageError`` if a file cannot be written.
    """
    return list(_written(report, folder, formats, check_only, layout or Layout()))


def _written(
    report: Report, folder: Path, formats: Sequence[str], check_only: bool, layout: Layout
) -> Iterator[Written]:
    edition = cache(lambda: layout.edition or _whole(report))
    for name in sorted(formats, key=FORMATS.index):
        path = folder / f"{layout.stem}.{name}"
        if name == "pdf":
            yield from _pdf(edition(), path, check_only, layout.paper)
            continue
        content = (render(report, name) if name in TEXTS else _page(edition())).encode()
        yield Written(
            path, _bytes(path) != content if check_only else write_atomically(path, content)
        )


def _whole(report: Report) -> Edition:
    from checker.render.edition import edition_of

    return edition_of(report)


def _page(edition: Edition) -> str:
    from checker.render.html import render_edition

    return render_edition(edition)


def _pdf(edition: Edition, path: Path, check_only: bool, paper: str) -> Iterator[Written]:
    from checker.render import pdf
    from checker.render.edition import volumes

    parts = volumes(edition)
    paths = [
        path,
        *(path.with_stem(f"{path.stem}-{number}") for number in range(2, len(parts) + 1)),
    ]
    try:
        if check_only:
            for part, place in zip(parts, paths, strict=True):
                yield Written(place, not pdf.current(_bytes(place) or b"", part, paper))
            return
        for made, place in zip(
            list(_set(parts, paper)), paths, strict=True
        ):  # all of them, or none
            yield Written(place, write_atomically(place, made))
    except (pdf.EngineMissingError, pdf.TypesettingError) as error:
        yield Written(path, False, str(error))


def _set(parts: Sequence[Edition], paper: str) -> Iterator[bytes]:
    """The volumes as PDF, each by a process of its own: the engine keeps what it has laid out."""
    from checker.render import pdf

    if len(parts) == 1:
        yield pdf.render(parts[0], paper)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), max_tasks_per_child=1) as pool:
        awaited = [pool.submit(pdf.render, part, paper) for part in parts]
        try:
            for future in awaited:
                yield future.result()
        except BaseException:  # who interrupts does not want to wait for volumes that nobody gets
            # Nothing is cancelled: the pool fails on a cancelled future when it finds its processes gone.
            for process in active_children():
                process.terminate()
            raise


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
