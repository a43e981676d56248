# What needs Python alone. Sourced by .ci/run.
# shellcheck shell=bash disable=SC2154

# Coverage is measured on the way; the authorities' tests add to it.
run_readme_tests() { PYTEST_ADDOPTS="--dist worksteal --cov --cov-report= --cov-fail-under=0" eval "$test_command"; }
step "tests, by the README's command" run_readme_tests

step "developer tools" .venv/bin/pip install --quiet --disable-pip-version-check -e '.[dev]'
step "lint" .venv/bin/ruff check .
step "format" .venv/bin/ruff format --check .
step "types" .venv/bin/mypy
step "layers" .venv/bin/lint-imports
step "lint of shell scripts" .venv/bin/shellcheck .ci/run .ci/*.sh

build_wheel() {
    .venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$scratch/wheel" .
}
step "wheel" build_wheel

# The core without any extra, each extra alone, and the core on every other Python that is at hand.
step "core without extras" bash .ci/smoke.sh python3 "$scratch" none
step "extra pdf alone" bash .ci/smoke.sh python3 "$scratch" pdf
step "extra intake alone" bash .ci/smoke.sh python3 "$scratch" intake
for other in 3.12 3.13 3.14; do
    interpreter=$(find_python "$other")
    [ -z "$interpreter" ] || step "core on Python $other" bash .ci/smoke.sh "$interpreter" "$scratch" none
done

committed_reports() {
    .venv/bin/checker report claims --no-archive --quiet --check
}
step "committed reports are current" committed_reports
