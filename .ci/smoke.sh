#!/usr/bin/env bash
# smoke.sh PYTHON FOLDER EXTRA: installs the wheel in FOLDER/wheel with one extra (or "none"), and uses it.
set -euo pipefail
python=$1 folder=$2 extra=$3
wheel=$(echo "$folder"/wheel/*.whl)
place=$(mktemp -d -p "$folder")
"$python" -m venv "$place/venv"
wanted=$wheel
[ "$extra" = none ] || wanted="${wheel}[${extra}]"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check "$wanted"
checker=$place/venv/bin/checker

# fails_with STATUS WORDS COMMAND...: the command ends with this status, and says these words.
fails_with() {
    local expected=$1 words=$2 status=0 said
    shift 2
    said=$("$@" 2>&1) || status=$?
    if [ "$status" != "$expected" ] || ! grep -qF "$words" <<<"$said"; then
        printf 'expected status %s and “%s”, got %s:\n%s\n' "$expected" "$words" "$status" "$said" >&2
        return 1
    fi
}

# The wheel carries schemas, pages of findings, templates and the files of a new book.
(cd "$place" && "$checker" explain quote-altered >/dev/null)
"$checker" init "$place/new" >/dev/null
"$checker" check "$place/new/claims" >/dev/null
"$checker" report claims --no-archive --quiet --format md,html,json --out "$place/reports"
for name in report.md report.html report.json; do
    cmp "$place/reports/$name" "reports/$name"
done

if [ "$extra" = pdf ]; then
    "$checker" report claims --no-archive --quiet --format pdf --out "$place/reports"
    test -s "$place/reports/report.pdf"
else
    fails_with 2 "[pdf]" "$checker" report claims --no-archive --quiet --format pdf --out "$place/reports"
fi
page=$place/page.html
echo '<html><body><article><p>The council met on Monday. It counted 3,177 votes in all.</p></article></body></html>' >"$page"
if [ "$extra" = intake ]; then
    "$checker" intake "$page" --book "$place/new/claims" --archive "$place/new/archive" >/dev/null
else
    fails_with 2 "[intake]" "$checker" intake "$page" --book "$place/new/claims" --archive "$place/new/archive"
fi
