#!/usr/bin/env bash
# Finds out from the event and from git whether anything changed that the claims depend on, and since when.
#
# In, all from the environment: BOOK, INSTALL, EVENT, PULL_BASE, PULL_HEAD, PUSH_BEFORE, GROUP_BASE.
# Out, into GITHUB_OUTPUT: changed=true|false; base=the commit to compare with, empty for a whole check;
# out=a new folder for the reports. If git cannot tell, the whole book is checked.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=SCRIPTDIR/lib.sh
source "$here/lib.sh"

book=${BOOK:?the folder of the claim book}
while [[ $book == ?*/ ]]; do book=${book%/}; done
out=$(mktemp -d "${RUNNER_TEMP:-/tmp}/check-claims.XXXXXX")
base=
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0

answer() { # CHANGED BASE WHY
    printf 'changed=%s\nbase=%s\nout=%s\n' "$1" "$2" "$out" >>"$GITHUB_OUTPUT"
    printf 'check-claims: %s\n' "$(escaped "$3")"
    exit 0
}

whole() { # WHY: check the whole book, and compare it with nothing
    answer true '' "$1; the whole book is checked"
}

fall_back() { # WHY: the same, where a comparison was wanted and is not possible
    notice "$1; the whole book is checked, without a comparison"
    whole "$1"
}

unchanged() { # SINCE
    local text
    text="Nothing to check: nothing that the claims in $(inline "$book") depend on has changed since ${1:0:12}."
    printf '## Claims\n\n%s\n' "$text" >>"$GITHUB_STEP_SUMMARY"
    printf '%s\n## Claims\n\n%s\n' "$(marker "$prefix")" "$text" >"$out/comment.md"
    answer false "$1" "nothing that the claims depend on has changed since $1"
}

is_commit_id() { [[ $1 =~ ^[0-9a-f]{40,64}$ && ! $1 =~ ^0+$ ]]; }

is_present() { git cat-file -e "$1^{commit}" 2>/dev/null; }

fetch() {
    git -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=30 \
        fetch --quiet --no-tags --no-recurse-submodules origin "$@" 2>/dev/null
}

# The commit to compare with, as far as the fetched history shows it.
starting_point() { # COMMIT
    local second
    if [[ $EVENT == pull_request ]] && second=$(git rev-parse --quiet --verify 'HEAD^2') &&
        [[ $second == "${PULL_HEAD:-}" ]]; then
        git rev-parse 'HEAD^1' # the merge is checked out: compare with what it is merged into
    elif ! is_present "$1"; then
        return 1
    elif [[ $EVENT == push ]]; then
        git merge-base --is-ancestor "$1" HEAD && printf '%s\n' "$1"
    else
        git merge-base "$1" HEAD
    fi
}

# The same, but fetches what a shallow checkout left out: first a little, then everything.
find_starting_point() { # COMMIT
    local head
    starting_point "$1" && return 0
    head=$(git rev-parse HEAD)
    is_present "$1" || fetch "$1" || true
    if [[ $(git rev-parse --is-shallow-repository) == true ]]; then
        fetch --deepen=100 "$head" || return 1
        starting_point "$1" && return 0
        [[ $(git rev-parse --is-shallow-repository) == false ]] || fetch --unshallow "$head" || return 1
    fi
    starting_point "$1"
}

differs() { # PATH... below the top of the repository; without any, the whole repository
    local status=0
    git diff-tree --quiet -r --ignore-submodules=none "$base" HEAD -- "$@" || status=$?
    ((status <= 1)) || fall_back "git cannot compare ${base:0:12} with what is checked out"
    ((status == 1))
}

below_top() { # FOLDER: its path from the top of this repository, if it is inside
    local top
    top=$(git -C "$1" rev-parse --show-toplevel 2>/dev/null) && [[ $top == "$top_level" ]] || return 1
    git -C "$1" rev-parse --show-prefix
}

case $EVENT in
    pull_request_target)
        error "pull_request_target checks out the base, not the proposed change; use pull_request"
        exit 2
        ;;
    pull_request) since=${PULL_BASE:-} ;;
    push) since=${PUSH_BEFORE:-} ;;
    merge_group) since=${GROUP_BASE:-} ;;
    *) since= ;;
esac

if [[ ! -f $book/book.yaml ]]; then
    why="there is no book.yaml in $book: the claim book was deleted, it was moved (then change the input 'book'), \
or it is in a submodule that is not checked out"
    error "$why"
    printf '## Claims\n\nThere is no book.yaml in %s.\n' "$(inline "$book")" >>"$GITHUB_STEP_SUMMARY"
    exit 2
fi

[[ $EVENT =~ ^(pull_request|push|merge_group)$ ]] || whole "the event is $EVENT"
if ! top_level=$(git -C "$book" rev-parse --show-toplevel 2>&1); then
    fall_back "git does not work here (${top_level##*$'\n'})"
fi
if [[ -n $(git -C "$book" rev-parse --show-superproject-working-tree) ]]; then
    fall_back "$book is in a submodule, which has a history of its own"
fi
is_commit_id "$since" || whole "there is no earlier state"

prefix=$(git -C "$book" rev-parse --show-prefix)
prefix=${prefix%/}
texts=()
if [[ -n $prefix ]]; then
    beside=
    [[ $prefix != */* ]] || beside=${prefix%/*}/
    texts=("$prefix" "${beside}schemas")
fi
tools=(.mailmap)
if folder=$(below_top "$here"); then tools+=("${folder%/}"); fi
if [[ -d ${INSTALL%%\[*} ]] && folder=$(below_top "${INSTALL%%\[*}"); then
    tools+=("${folder}pyproject.toml" "${folder}checker")
elif [[ -f $INSTALL && $INSTALL == */* ]] && folder=$(below_top "${INSTALL%/*}"); then
    tools+=("$folder${INSTALL##*/}")
fi
if [[ ${GITHUB_WORKFLOW_REF:-} == */*/*@* ]]; then
    workflow=${GITHUB_WORKFLOW_REF%%@*}
    tools+=("${workflow#*/*/}")
fi

cd "$top_level"
git rev-parse --quiet --verify HEAD >/dev/null || whole "nothing is committed"
if ! base=$(find_starting_point "$since"); then
    if [[ $EVENT == push ]] && is_present "$since"; then
        fall_back "the branch was force-pushed, without ${since:0:12}"
    fi
    fall_back "the earlier commit ${since:0:12} cannot be fetched (was the branch force-pushed? does the checkout have fetch-depth: 0?)"
fi

if differs ${texts[@]+"${texts[@]}"}; then
    answer true "$base" "claims changed since $base"
elif differs "${tools[@]}"; then
    whole "the tool, its workflow or .mailmap changed since $base"
fi
unchanged "$base"
