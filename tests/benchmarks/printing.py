"""What a printed report costs: seconds, memory and pages for this book and for generated ones,
beside a check of each.

    python tests/benchmarks/printing.py [CLAIMS ...]

Whole processes, one run each; memory is the most that any one process held. What counts are the
ratios of one run: seconds a claim as books grow, and printing beside checking. Nothing is asserted,
for a clock makes no test.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from books import generate

SIZES = (1_000, 10_000)


def run(command: list[str]) -> tuple[float, int]:
    """Wall time in seconds, and the peak memory of the largest process in MiB."""
    begun = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)],
    )
    _, _, usage = os.wait4(process, 0)
    return time.perf_counter() - begun, usage.ru_maxrss // 1024


def main() -> None:
    """A row for each book."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    root = Path(__file__).resolve().parents[2]
    with TemporaryDirectory() as folder:
        books = {"this book": root / "claims"}
        for size in sizes:
            place = Path(folder) / str(size)
            generate(place, size)
            run(
                [
                    sys.executable,
                    "-m",
                    "checker",
                    "prove",
                    str(place / "claims"),
                    "--archive",
                    str(place / "texts"),
                ]
            )
            books[f"{size:,} claims"] = place / "claims"
        for name, book in books.items():
            out = Path(folder) / "out" / name
            checker = [sys.executable, "-m", "checker"]
            checked, _ = run([*checker, "check", str(book), "--no-archive"])
            print_it = [
                *checker,
                "report",
                str(book),
                "--no-archive",
                "--quiet",
                "--format",
                "pdf",
                "--out",
                str(out),
            ]
            printed, memory = run(print_it)
            files = sorted(out.glob("*.pdf"))
            pages = 0
            for file in files:
                with pikepdf.open(file) as opened:
                    pages += len(opened.pages)
            weight = sum(file.stat().st_size for file in files) / 1e6
            print(  # noqa: T201
                f"{name:<14} check {checked:6.1f} s, PDF {printed:6.1f} s ({printed / checked:.1f} times), "  # noqa: E501
                f"{memory:,} MiB, {pages:,} pages in {len(files)} file(s), {weight:.1f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
