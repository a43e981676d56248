# shellcheck shell=bash
# What the scripts of this action share: workflow commands and texts, escaped. Sourced, never run.

# The first line of the comment, by which it is found again; "checker ci" writes the same.
# shellcheck disable=SC2034
MARKER='<!-- checker: claims -->'

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
