# Steps, and the table at the end. Sourced by .ci/run.
# shellcheck shell=bash disable=SC2154

rows=()
left_out=()

# step NAME COMMAND...: runs a command, and notes how it ended and how long it took.
step() {
    local name=$1 start=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    running=$name
    "$@"
    rows+=("$(printf '%-44s ran %10s s' "$name" $((SECONDS - start)))")
    running=
}

# leave_out NAME REASON: notes what cannot run on this machine.
leave_out() {
    printf '\n== %s: left out, because %s\n' "$1" "$2"
    rows+=("$(printf '%-44s left out: %s' "$1" "$2")")
    left_out+=("$1")
}

# finish STATUS: prints the table, and fails in CI if something was left out that is not allowed to be.
finish() {
    local status=$1 name
    printf '\n== what ran, and what was left out\n'
    printf '%s\n' "${rows[@]}"
    [ -z "${running:-}" ] || printf '%-44s FAILED\n' "$running"
    rm -rf "$scratch"
    if [ "$status" = 0 ] && [ "${CI:-}" = true ]; then
        for name in "${left_out[@]}"; do
            case " ${ALLOW_SKIP:-} " in
                *" $name "*) ;;
                *)
                    printf 'CI leaves nothing out: install what “%s” needs, or name it in ALLOW_SKIP\n' "$name"
                    status=1
                    ;;
            esac
        done
    fi
    exit "$status"
}

# install_debian COMMAND PACKAGE: installs a Debian package for a command that is missing, where that is possible.
install_debian() {
    command -v "$1" >/dev/null && return
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2"; } >/dev/null 2>&1 || true
}

# npm_packages FOLDER PACKAGE...: installs npm packages; fails where npm is missing or cannot reach its registry.
npm_packages() {
    local folder=$1
    shift
    command -v npm >/dev/null &&
        npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" "$@"
}

# find_python VERSION: prints the interpreter of a version, if there is one.
find_python() {
    local candidate
    for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
        if "$candidate" -c pass 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}
