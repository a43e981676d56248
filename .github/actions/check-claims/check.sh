#!/usr/bin/env bash
# Runs "checker ci". Its exit status goes to the gate at the end, so that the reports are published first.
#
# In: BOOK, BASE (may be empty), OUT, TOOL (the environment of install.sh; else the PATH is used).
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

# GitHub refuses summaries of more than 1 MiB a step.
if [[ ! -s $OUT/summary.md ]]; then
    printf '## Claims\n\nThe check of %s could not run (exit status %s). The log says why.\n' \
        "$(inline "$BOOK")" "$status" >>"$GITHUB_STEP_SUMMARY"
elif (($(wc -c <"$OUT/summary.md") > 1000000)); then
    printf '## Claims\n\nThe summary is too long for this page. Download the report of this run to read it.\n' \
        >>"$GITHUB_STEP_SUMMARY"
else
    cat "$OUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
