"""What it costs to start: ``checker --help`` beside a bare interpreter, whole processes, in turn.

    python tests/benchmarks/startup.py [RUNS]

Prints medians and the ratio. Nothing is asserted: a clock makes no test. What is asserted, without
a clock, is which modules ``--help`` imports (tests/cli/test_main.py).
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "checker --help": [sys.executable, "-m", "checker", "--help"],
    "checker check claims": [sys.executable, "-m", "checker", "check", "claims"],
}
RUNS = 25


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Runs the commands in turn, so that a machine that slows down slows them all."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    for turn in range(runs + 2):
        for name, command in COMMANDS.items():
            elapsed = seconds(command)
            if turn >= 2:  # the first two fill the caches
                times[name].append(elapsed)
    bare = median(times["python -c pass"])
    for name, found in times.items():
        print(f"{name:<24} {median(found) * 1000:7.1f} ms   {median(found) / bare:5.2f} x bare")  # noqa: T201


if __name__ == "__main__":
    main()
