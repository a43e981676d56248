"""The same work on many items, spread over the processors."""

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
"""Where an item is a claim or a quote."""


def spread(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    worthwhile: int = WORTHWHILE,
) -> list[Result]:
    """``work(items)``, whose results are plain data (numbers, texts, None, lists, tuples, mappings).

    Fewer than ``worthwhile`` items are done sooner than another process is begun.

    ``work`` must treat each item by itself. A process that fails is done without: its part is worked
    again here, and whatever is wrong happens where it can be seen.
    """
    parts = min(_processors(), len(items) // worthwhile + 1)
    size = max(1, -(-len(items) // parts))
    helpers = [_begin(work, items[start : start + size]) for start in range(size, len(items), size)]
    results = work(items[:size])
    for number, helper in enumerate(helpers, start=1):
        found: list[Result] | None = _end(helper) if helper else None
        results += work(items[number * size : (number + 1) * size]) if found is None else found
    return results


def _processors() -> int:
    if (
        not hasattr(os, "fork") or sys.platform == "darwin"
    ):  # there, system libraries do not survive a fork
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]
) -> tuple[int, int] | None:
    """A process at work: its number, and the pipe that its results will come through."""
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
    """The results of a process, or None if it did not get to its end."""
    process, reading = helper
    with os.fdopen(reading, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(process, 0)
    found: list[Result] | None = None
    with suppress(EOFError, ValueError, TypeError):  # it was stopped before its end
        found = marshal.loads(raw)  # noqa: S302 - what this program has just written
    return found
