"""Volumes are set by processes of their own, which end with the command that started them."""

from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path
from signal import SIGTERM

import pytest

pytest.importorskip("typst", reason="the extra “pdf” is not installed")

from checker.render.edition import edition_of, volumes
from checker.usecases import check_book
from checker.usecases import report as reports


def test_volumes_are_those_that_one_process_would_set(root: Path) -> None:
    """The same bytes, in order."""
    from checker.render import pdf

    parts = volumes(edition_of(check_book(root / "tests" / "specimens" / "base")), 4)
    assert len(parts) == 3
    assert list(reports._set(parts, "a4")) == [pdf.render(part) for part in parts]


def test_nobody_works_on_once_it_was_stopped(root: Path) -> None:
    """An interrupt does not wait for any volume."""
    parts = volumes(edition_of(check_book(root / "claims")), 60)
    volumes_made = reports._set((parts[1], *parts * 5), "a4")
    next(volumes_made)
    at_work = active_children()
    volumes_made.close()  # type: ignore[attr-defined]
    for process in at_work:
        process.join()
    assert -SIGTERM in [process.exitcode for process in at_work], "it was waited for"
