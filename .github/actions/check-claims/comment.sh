#!/usr/bin/env bash
# Writes the comment on the pull request: updates the existing one, or adds one.
#
# In: BODY (a file), PULL (its number), FORK (true|false), CREATE (true|false), GITHUB_REPOSITORY, GH_TOKEN.
# The comment is optional: if anything goes wrong here, that is a notice and does not fail the check.
set -euo pipefail
# shellcheck source=SCRIPTDIR/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

LONGEST=65536 # most characters that GitHub accepts

give_up() {
    notice "no comment was written: $1. Read the summary of this run instead"
    exit 0
}

ask() { # ARGUMENTS of gh api; what it prints is in $reply
    local said
    said=$(mktemp)
    if ! reply=$(gh api "$@" 2>"$said"); then
        problem=$(head -c 300 "$said")
        rm -f "$said"
        return 1
    fi
    rm -f "$said"
}

# There are never fewer bytes than characters, however those are counted.
shorten() { # FILE
    local size
    size=$(wc -c <"$1")
    ((size > LONGEST)) || return 0
    {
        printf '%s\n\n**This comment was too long and is cut. The report of this run has the rest.**\n\n' "$MARKER"
        tail -n +2 "$1" | LC_ALL=C awk -v room=$((LONGEST - 300)) '
            (room -= length($0) + 1) < 0 { full = 1 } !full { print }'
    } >"$1.short"
    mv "$1.short" "$1"
}

[[ -n ${PULL:-} ]] || exit 0
[[ ${FORK:-false} != true ]] || give_up "the pull request comes from a fork, whose token cannot write"
[[ -s ${BODY:-} ]] || give_up "the check wrote none"
MARKER=$(head -n 1 "$BODY" | tr -d '\r')
[[ $MARKER =~ $MARKERS ]] || give_up "its first line does not say which book it is about"
command -v gh >/dev/null || give_up "this machine does not have the command gh"

body=$(mktemp)
trap 'rm -f "$body" "$body.short"' EXIT
cp "$BODY" "$body"
shorten "$body"

# Our comments are those of the token's user. A workflow's token cannot ask who that is: then, of a bot.
export MARKER LOGIN=''
if ask user --jq .login; then LOGIN=$reply; fi
# shellcheck disable=SC2016
mine='.[] | select((.body // "" | split("\n")[0] | rtrimstr("\r")) == env.MARKER)
    | select(if env.LOGIN != "" then .user.login == env.LOGIN else .user.type == "Bot" end) | .id'
comments=repos/$GITHUB_REPOSITORY/issues
ask --paginate "$comments/$PULL/comments?per_page=100" --jq "$mine" || give_up "$problem"
found=${reply%%$'\n'*}

if [[ -n $found ]]; then
    ask --method PATCH "$comments/comments/$found" --field "body=@$body" --silent || give_up "$problem"
elif [[ ${CREATE:-true} == true ]]; then
    ask --method POST "$comments/$PULL/comments" --field "body=@$body" --silent || give_up "$problem"
fi
