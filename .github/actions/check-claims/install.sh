#!/usr/bin/env bash
# Installs the tool into an environment of its own, so that the caller's Python stays unchanged.
#
# In: PYTHON, INSTALL (one requirement), TOOL (the new folder).
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [[ -z $INSTALL || $INSTALL == -* ]]; then
    error "the input 'install' must be one requirement (a wheel, a folder or an address), not an option of pip"
    exit 2
fi
if [[ $INSTALL == *.whl && $INSTALL != *://* && ! -f $INSTALL ]]; then
    error "there is no $INSTALL in the repository. Make it from a checkout of the tool with \
'pip wheel --no-deps --wheel-dir FOLDER CHECKOUT' and commit it, or change the input 'install'"
    exit 2
fi
"$PYTHON" -m venv --without-pip "$TOOL"
"$PYTHON" -m pip --python "$TOOL" install --quiet --no-input --disable-pip-version-check -- "$INSTALL"
