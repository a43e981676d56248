"""The same work on many items, spread over the processors.

Any room may use it; it knows nothing of books.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTHWHILE = 400
"""How many claims, or quotes, make another process worth its start."""


def spread(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    worthwhile: int = WORTHWHILE,
) -> list[Result]:
    """The results of ``work(items)``, computed in several processes.

    ``work`` must treat each item by itself, and its results must be plain data (numbers, texts,
    None, lists, tuples, mappings). Below ``worthwhile`` items for each process, starting another
    one costs more than it saves. If a process fails, its part is done again in this one, so that
    an exception is raised where it can be seen.
    """
    parts = min(_processors(), len(items) // worthwhile + 1)
    size = max(1, -(-len(items) // parts))
    # Start the others first, and then do a share here, so that all work at the same time.
    shares = [items[start : start + size] for start in range(size, len(items), size)]
    helpers = [_begin(work, share) for share in shares]
    results = work(items[:size])
    for share, helper in zip(shares, helpers, strict=True):
        found: list[Result] | None = _end(helper) if helper else None
        results += work(share) if found is None else found
    return results


def _processors() -> int:
    # On macOS there is a fork, but the system's own libraries do not survive it.
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]
) -> tuple[int, int] | None:
    """Start a process on items; None if none can start.

    Returns the number of the process and the pipe that brings its results.
    """
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no more processes allowed
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            marshal.dump(work(items), pipe)
    finally:
        os._exit(0)  # without the parent's exit handlers and buffers


def _end(helper: tuple[int, int]) -> list[Result] | None:
    """The results of a process, or None if it failed."""
    process, reading = helper
    with os.fdopen(reading, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(process, 0)
    found: list[Result] | None = None
    with suppress(EOFError, ValueError, TypeError):  # it ended early, and wrote only a part
        found = marshal.loads(raw)  # noqa: S302 - what this program has just written
    return found
