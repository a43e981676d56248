"""Write the reports of a book, or dossiers on some claims, or check that they are up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.assessment import Report
from checker.render.formats import Context, Format, in_order
from checker.usecases.errors import UsageError
from checker.usecases.files import write_atomically

if TYPE_CHECKING:
    from checker.render.edition import Edition

PROCESSES: Final = 2
"""Volumes that are set at a time: each takes some gigabytes."""


@dataclass(frozen=True, slots=True)
class Written:
    """One report file."""

    path: Path
    changed: bool
    """Whether the bytes on disk were, or would be, different."""

    problem: str = ""
    """Why it could not be made; then the file is as it was."""


def published_path(folder: Path) -> str:
    """A folder's path below the root of its repository, with forward slashes; empty for the root.

    Outside a repository, its path below the current folder if it is there. No git is needed: the
    root is where ``.git`` is, as a folder or as the file of a worktree or a submodule.
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
    """What the files for readers show, their name, and the paper they are for."""

    edition: Edition | None = None
    """None for the whole book."""

    stem: str = "report"
    paper: str = "a4"


def write_reports(
    report: Report,
    folder: Path,
    formats: Sequence[Format],
    check_only: bool = False,
    layout: Layout | None = None,
    context: Context | None = None,
) -> list[Written]:
    """The report files, each written whole; with ``check_only`` nothing is written.

    A PDF that cannot be made keeps no other file from being written. A PDF on disk is current if it
    has the same content, whichever version of the engine set it.

    Raises ``UsageError`` if a file cannot be written.
    """
    job = _Job(report, folder, check_only, layout or Layout(), context or Context())
    return list(_written(job, formats))


@dataclass(frozen=True, slots=True)
class _Job:
    """What is written, and where."""

    report: Report
    folder: Path
    check_only: bool
    layout: Layout
    context: Context


def _written(job: _Job, formats: Sequence[Format]) -> Iterator[Written]:
    # One edition serves every format that lays one out.
    edition = cache(lambda: job.layout.edition or _whole(job.report))
    for item in in_order(formats):
        path = job.folder / f"{job.layout.stem}.{item.suffix}"
        if item.binary:
            yield from _pdf(edition(), path, job.check_only, job.layout.paper)
        elif item.edition is not None:
            yield _text(path, item.edition(edition(), job.context), job.check_only)
        elif item.book is not None:
            yield _text(path, item.book(job.report, job.context), job.check_only)


def _text(path: Path, text: str, check_only: bool) -> Written:
    content = text.encode("utf-8", "backslashreplace")
    if check_only:
        return Written(path, _bytes(path) != content)
    return Written(path, write_atomically(path, content))


def _whole(report: Report) -> Edition:
    from checker.render.edition import edition_of

    return edition_of(report)


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
        every_volume = list(_set(parts, paper))  # all of them are written, or none
        for made, place in zip(every_volume, paths, strict=True):
            yield Written(place, write_atomically(place, made))
    except (pdf.EngineMissingError, pdf.TypesettingError) as error:
        yield Written(path, False, str(error))


def _set(parts: Sequence[Edition], paper: str) -> Iterator[bytes]:
    """The volumes as PDF, each made by its own process: the engine keeps what it has laid out."""
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
        except BaseException:
            # Whoever interrupts does not want to wait for the other volumes. The futures are not
            # cancelled: the pool fails on a cancelled future when it finds its processes gone.
            for process in active_children():
                process.terminate()
            raise


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
