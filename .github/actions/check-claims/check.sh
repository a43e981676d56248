#!/usr/bin/env bash
# Runs "checker ci" and keeps its exit status for the gate at the end, so that the reports come out first.
#
# In: BOOK, BASE (may be empty), OUT, TOOL (the environment of install.sh; else the PATH is looked at).
# Out, into GITHUB_OUTPUT: status=its exit status; sarif=true|false, whether there is something to upload.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for folder in bin Scripts; do
    if [[ -n ${TOOL:-} && -d $TOOL/$folder ]]; then PATH=$TOOL/$folder:$PATH; fi
done
export PYTHONUTF8=1

arguments=(ci --out "$OUT")
if [[ -n ${BASE:-} ]]; then arguments+=(--base "$BASE"); fi
status=0
checker "${arguments[@]}" -- "$BOOK" || status=$?

sarif=false
if [[ -s $OUT/findings.sarif ]]; then sarif=true; fi
printf 'status=%s\nsarif=%s\n' "$status" "$sarif" >>"$GITHUB_OUTPUT"

# GitHub takes a summary of 1 MiB a step, and refuses more.
if [[ ! -s $OUT/summary.md ]]; then
    printf '## Claims\n\nThe check of %s could not run (exit status %s); the log says why.\n' \
        "$(inline "$BOOK")" "$status" >>"$GITHUB_STEP_SUMMARY"
elif (($(wc -c <"$OUT/summary.md") > 1000000)); then
    printf '## Claims\n\nThe summary is too long for this page; it is in the report that this run uploads.\n' \
        >>"$GITHUB_STEP_SUMMARY"
else
    cat "$OUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
