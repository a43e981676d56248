# shellcheck shell=bash
# Shared by the scripts of this action: workflow commands and escaped texts. Sourced, never run.

# The first line of a comment, which identifies it.
# shellcheck disable=SC2034
MARKERS='^<!-- checker: [A-Za-z0-9_./%]+ -->$'

marker() { # FOLDER of the book below the top of its repository: the first line of its comment; "checker ci" writes the same
    local byte path=
    for byte in $(printf '%s' "${1:-.}" | od -An -v -t x1); do
        case $byte in
            2e | 2f | 3[0-9] | 4[1-9a-f] | 5[0-9a] | 5f | 6[1-9a-f] | 7[0-9a]) # shellcheck disable=SC2059
                path+=$(printf "\\x$byte") ;;
            *) path+=%$(printf '%s' "$byte" | tr a-f A-F) ;;
        esac
    done
    printf '<!-- checker: %s -->' "$path"
}

escaped() { # TEXT: as the data of a workflow command
    local text=${1//\%/%25}
    text=${text//$'\r'/%0D}
    printf '%s' "${text//$'\n'/%0A}"
}

notice() { printf '::notice title=check-claims::%s\n' "$(escaped "$1")"; }

error() { printf '::error title=check-claims::%s\n' "$(escaped "$1")"; }

inline() { # TEXT: as code within a line of Markdown, whatever is in it
    local text=${1//[[:cntrl:]]/ } tick="'"
    printf '\140%s\140' "${text//\`/$tick}"
}
