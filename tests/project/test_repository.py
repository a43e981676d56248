"""Promises of the repository as a whole."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from checker.checks import CHECKS
from checker.findings import FINDING_KINDS, page
from checker.text import FOLDS

TOP_LEVEL = {
    "README.md",
    "pyproject.toml",
    "claims",
    "schemas",
    "checker",
    "reports",
    "tests",
    "LICENSE",
    "CHANGELOG.md",
}
HIGHEST_COMPLEXITY = 10
COMPLEX_FOR_A_REASON: dict[str, str] = {}
"""Functions that are better left whole, each with the reason."""

LONGEST_SHARED_RUN = 40
"""Words in a row that the repository may have in common with an article, and never reaches."""


def tracked(root: Path) -> list[Path]:
    """Files of the repository as git knows them, new ones too."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [
        root / name for name in done.stdout.decode().split("\0") if name and (root / name).is_file()
    ]


def test_the_top_level_is_as_agreed(root: Path) -> None:
    """Dotfiles aside, nothing else stands there."""
    found = {path.relative_to(root).parts[0] for path in tracked(root)}
    assert {name for name in found if not name.startswith(".")} == TOP_LEVEL


def test_test_folders_mirror_the_packages(root: Path) -> None:
    """Each package of ``checker/`` has its folder of tests, and no folder tests what is gone."""
    packages = {path.parent.name for path in (root / "checker").glob("*/__init__.py")}
    others = {"project", "benchmarks", "specimens"}
    folders = {path.parent.name for path in (root / "tests").glob("*/test_*.py")}
    assert packages <= folders
    assert folders - packages <= others


def test_decisions_are_numbered_and_dated(root: Path) -> None:
    """From 1 on, without a gap, in the order of their dates."""
    text = (root / "checker" / "DECISIONS.md").read_text(encoding="utf-8")
    headings = regex.findall(r"^## (.*)$", text, regex.MULTILINE)
    found = [regex.fullmatch(r"(\d+)\. .+ \((\d{4}-\d\d-\d\d)\)", one) for one in headings]
    assert all(found), headings
    assert [int(one[1]) for one in found if one] == list(range(1, len(found) + 1))
    dates = [one[2] for one in found if one]
    assert dates == sorted(dates)


def test_functions_are_simple(root: Path) -> None:
    """Cyclomatic complexity, as radon counts it, is at most 10 for all but those listed."""
    complexity = pytest.importorskip("radon.complexity", reason="radon is in the extra dev")
    found = {}
    for path in sorted((root / "checker").rglob("*.py")):
        for block in complexity.cc_visit(path.read_text(encoding="utf-8")):
            if not hasattr(block, "methods") and block.complexity > HIGHEST_COMPLEXITY:
                found[f"{path.relative_to(root / 'checker')}:{block.fullname}"] = block.complexity
    assert found.keys() == COMPLEX_FOR_A_REASON.keys(), found


def test_a_class_has_its_name_alone(root: Path) -> None:
    """One word for one thing: no two public classes of the package share a name."""
    homes: dict[str, list[str]] = {}
    for path in sorted((root / "checker").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(path.relative_to(root).as_posix())
    assert {name: at for name, at in homes.items() if len(at) > 1} == {}


def test_comments_say_why(root: Path) -> None:
    """At least one line in a hundred of the code is a comment, or has one."""
    lines = comments = 0
    for path in (root / "checker").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        lines += len(text.splitlines())
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        comments += sum(token.type == tokenize.COMMENT for token in tokens)
    assert comments * 100 >= lines, f"{comments} comments in {lines} lines"


@pytest.mark.parametrize("folder", ["claims", "schemas", "checker", "reports", "tests"])
def test_every_top_level_folder_explains_itself(root: Path, folder: str) -> None:
    """In a README of its own."""
    assert len((root / folder / "README.md").read_text(encoding="utf-8")) > 500


@pytest.mark.parametrize("slug", sorted(FINDING_KINDS))
def test_every_kind_of_finding_has_its_page(slug: str) -> None:
    """What, why, an example, how to fix."""
    text = page(slug)
    assert text.startswith(f"# {slug}\n")
    for heading in ("## Why", "## Example", "## How to fix"):
        assert f"\n{heading}\n" in text


def test_no_page_is_left_over(root: Path) -> None:
    """Every page belongs to a kind, and lies beside what declares the kind."""
    pages = {path.relative_to(root) for path in (root / "checker").glob("**/pages/*")}
    expected = {
        Path(*kind.package.split("."), "pages", f"{kind.slug}.md")
        for kind in FINDING_KINDS.values()
    }
    assert pages == expected


def test_every_check_is_registered(root: Path) -> None:
    """A public function of a module of checks without its decorator would never run."""
    listed = {(item.function.__module__, item.function.__name__) for item in CHECKS}
    helpers = {"__init__", "registry", "quote_differences"}
    for path in (root / "checker" / "checks").glob("*.py"):
        if path.stem in helpers:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert (f"checker.checks.{path.stem}", node.name) in listed


def test_editor_settings_map_every_file_of_the_book(root: Path) -> None:
    """An editor with a YAML language server completes and checks each of them."""
    text = (root / ".vscode" / "settings.json").read_text(encoding="utf-8")
    mapping = json.loads(text)["yaml.schemas"]
    for schema in mapping:
        assert (root / schema).is_file(), schema
    patterns = {pattern: schema for schema, found in mapping.items() for pattern in found}
    for path in (root / "claims").rglob("*.yaml"):
        relative = path.relative_to(root)
        hits = {schema for pattern, schema in patterns.items() if relative.match(pattern)}
        assert len(hits) == 1, relative
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = (path.parent / first.partition("$schema=")[2]).resolve()
        assert named == (root / next(iter(hits))).resolve(), relative


def test_the_fold_table_is_printed(root: Path) -> None:
    """Every fold that tokens go through stands in the schemas' README."""
    text = (root / "schemas" / "README.md").read_text(encoding="utf-8")
    for character in FOLDS:
        assert f"U+{ord(character):04X}" in text, f"U+{ord(character):04X}"


def test_files_and_functions_stay_small(root: Path) -> None:
    """About 400 lines a file, about 50 a function."""
    for path in (root / "checker").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 420, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno + 1 <= 62, (path, node.name)


def test_every_dependency_has_its_reason_and_a_lower_bound(root: Path) -> None:
    """One line in ``pyproject.toml``: the package, the oldest that will do, and why."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)["project"]
    wanted = [
        *data["dependencies"],
        *(item for extra in data["optional-dependencies"].values() for item in extra),
    ]
    for item in wanted:
        if not item.startswith(data["name"]):
            assert ">=" in item
            assert regex.search(rf'"{regex.escape(item)}",\s+# \S', text), item


def test_the_root_readme_is_a_page(root: Path) -> None:
    """Under 700 words: what it is, the commands, who uses it how, and links."""
    text = (root / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) < 700


def test_the_commands_of_the_readme_are_the_ones_ci_runs(root: Path) -> None:
    """``.ci/run`` reads the test command out of the README, so that it cannot go stale."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    commands = regex.findall(r"^python3 -m venv .*$", readme, regex.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("checker report")
    assert commands[1].endswith("pytest -n auto")
    pattern = regex.search(r"grep -E '(.*)' README.md", script)
    assert pattern
    assert regex.findall(pattern[1], readme, regex.MULTILINE) == [commands[1]]
    tests = (root / "tests" / "README.md").read_text(encoding="utf-8")
    assert f"\n{commands[1]}\n" in tests


def words_of(text: str) -> list[str]:
    """Words as a reader sees them, whatever stands between."""
    return regex.findall(r"[\p{L}\p{N}]+", text.casefold())


def runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of words of a length."""
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


@pytest.mark.archive
def test_no_article_enters_the_repository(root: Path, articles: Path) -> None:
    """No file shares a run of forty words with an article."""
    texts = [words_of(path.read_text(encoding="utf-8")) for path in sorted(articles.glob("*.txt"))]
    assert len(texts) == 5
    known = {run for words in texts for run in runs(words, LONGEST_SHARED_RUN)}
    assert known
    for path in tracked(root):
        words = words_of(path.read_bytes().decode("utf-8", "ignore"))
        assert known.isdisjoint(runs(words, LONGEST_SHARED_RUN)), path


@pytest.mark.archive
def test_the_test_for_shared_runs_can_fail(articles: Path) -> None:
    """Forty words of an article, broken over YAML lines, are found."""
    words = (articles / "003_5d3a3419de98bc77.txt").read_text(encoding="utf-8").split()[50:100]
    hidden = 'quote: "' + "\n    ".join(words) + '"'
    known = set(runs(words_of(" ".join(words)), LONGEST_SHARED_RUN))
    assert not known.isdisjoint(runs(words_of(hidden), LONGEST_SHARED_RUN))
