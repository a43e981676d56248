"""This project beside its peers, on the same generated books, in one run.

    python tests/benchmarks/peers.py [--runs 5]

Needs npm, and a network for npm and pip, which install the peers into a temporary folder. Prints
the tables of the README. Whole processes are timed in turn, so that a machine that slows down slows
all of them. Nothing is asserted, because times differ between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parents[1] / "schemas" / "claim.schema.json"
sys.path.insert(0, str(HERE))

from books import generate  # noqa: E402


def say(line: str = "") -> None:
    """A line of the result."""
    print(line, flush=True)  # noqa: T201


def run(command: Sequence[str | Path], folder: Path | None = None) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(
            f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return done.stdout


def in_turn(commands: dict[str, Sequence[str | Path]], runs: int) -> dict[str, float]:
    """Median seconds of each command; the first turn only fills the disk's caches."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            run(command)
            if turn:
                times[name].append(time.perf_counter() - begun)
    return {name: median(found) for name, found in times.items()}


def install(folder: Path) -> tuple[Path, Path]:
    """The folder of the Node script, and the Python with linkml-reference-validator."""
    node, venv = folder / "node", folder / "venv"
    node.mkdir()
    (node / "ajv.mjs").write_text(
        (HERE / "peers" / "ajv.mjs").read_text(encoding="utf-8"), encoding="utf-8"
    )
    run(["npm", "init", "-y"], node)
    run(["npm", "install", "--no-audit", "--no-fund", "ajv", "js-yaml"], node)
    run([sys.executable, "-m", "venv", venv])
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    run([python, "-m", "pip", "install", "-q", "linkml-reference-validator"])
    return node, python


def quotes_of(book: Path) -> dict[str, list[str]]:
    """Every quote of a generated book, by source."""
    found: dict[str, list[str]] = {}
    for path in sorted(book.glob("*/claim-*.yaml")):
        source = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if "- source: " in line:
                source = line.partition("- source: ")[2]
            elif line.startswith("    quote: "):
                found.setdefault(source, []).append(line.partition("quote: ")[2])
    return found


def checks(folder: Path, node: Path, runs: int) -> None:
    """The table of whole checks."""
    say("| book | `checker check`: all of it | ajv + js-yaml: the schema alone | ratio |")
    say("|---|---|---|---|")
    for claims in (1_000, 10_000):
        book = folder / str(claims)
        generate(book, claims)
        run(
            [sys.executable, "-m", "checker", "prove", book / "claims", "--archive", book / "texts"]
        )
        found = in_turn(
            {
                "own": [sys.executable, "-m", "checker", "check", book / "claims", "--no-archive"],
                "peer": ["node", node / "ajv.mjs", SCHEMA, book / "claims"],
            },
            runs,
        )
        own, peer = found["own"], found["peer"]
        say(f"| {claims:,} claims | {own:.2f} s | {peer:.2f} s | {own / peer:.1f} |")
    say()


def quotes(folder: Path, python: Path, runs: int) -> None:
    """The table of quotes checked against texts."""
    say("| quotes | checker | linkml-reference-validator | ratio |")
    say("|---|---|---|---|")
    for claims in (1_000, 10_000):
        book = folder / str(claims)
        wanted = quotes_of(book / "claims")
        file = book / "quotes.json"
        file.write_text(json.dumps(wanted), encoding="utf-8")
        arguments = [file, book / "texts"]
        commands = {
            "own": [sys.executable, HERE / "peers" / "own.py", *arguments],
            "peer": [python, HERE / "peers" / "linkml.py", *arguments],
        }
        for name, command in commands.items():
            missed = json.loads(run(command).splitlines()[-1]).count(False)
            if missed:
                say(f"{name} does not find {missed} quotes that are there")
        found = in_turn(commands, runs)
        count = sum(map(len, wanted.values()))
        own, peer = found["own"], found["peer"]
        ratio = f"{peer / own:.1f} times as fast"
        say(f"| {count:,} in {len(wanted)} texts | {own:.2f} s | {peer:.2f} s | {ratio} |")
    say()


def traps(folder: Path, python: Path) -> None:
    """Quotes that are not in the text, and some that are: who answers wrongly."""
    cases = json.loads((HERE / "peers" / "traps.json").read_text(encoding="utf-8"))
    texts = folder / "traps"
    texts.mkdir()
    wanted = {}
    for number, (text, quote, _, _) in enumerate(cases):
        (texts / f"{number:03}.txt").write_text(text, encoding="utf-8")
        wanted[f"{number:03}"] = [quote]
    file = folder / "traps.json"
    file.write_text(json.dumps(wanted), encoding="utf-8")
    answers = {
        "checker": json.loads(
            run([sys.executable, HERE / "peers" / "own.py", file, texts]).splitlines()[-1]
        ),
        "linkml-reference-validator": json.loads(
            run([python, HERE / "peers" / "linkml.py", file, texts]).splitlines()[-1]
        ),
    }
    for name, given in answers.items():
        wrong = [case for case, answer in zip(cases, given, strict=True) if answer is not case[2]]
        say(f"{name}: {len(wrong)} wrong answers of {len(cases)}")
        for text, quote, true, what in wrong:
            say(f"- {what}: “{quote}” {'not found' if true else 'accepted'} in “{text}”")


def main() -> None:
    """Everything, in one temporary folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5, help="timed runs of each (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        node, python = install(folder)
        checks(folder, node, options.runs)
        quotes(folder, python, options.runs)
        traps(folder, python)


if __name__ == "__main__":
    main()
