# One-word tasks. Install the runner with "pip install rust-just", then type "just".

python := env("PYTHON", "python3")
venv := ".venv"
bin := if os_family() == "windows" { venv / "Scripts" } else { venv / "bin" }

# List the tasks.
default:
    @just --list --unsorted

# Create the virtual environment with everything a developer needs.
setup:
    {{python}} -m venv {{venv}}
    {{bin}}/pip install --quiet --editable '.[dev]'

# Check the repository's own claim book.
check:
    {{bin}}/checker check

# Write the reports of the repository's own claim book.
report:
    {{bin}}/checker report --no-archive

# Run the tests on all cores.
test *arguments:
    {{bin}}/pytest -n auto {{arguments}}

# Rewrite golden files and expected findings; read the diff before you commit it.
update *arguments:
    {{bin}}/pytest -n auto --update {{arguments}}

# Lint and check the format.
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .

# Fix what the linter can fix, and format.
format:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# Check the types.
types:
    {{bin}}/mypy

# Check that each package imports only from the layers below it.
layers:
    {{bin}}/lint-imports

# Run everything that must pass before a change lands.
ci *parts:
    .ci/run {{parts}}
