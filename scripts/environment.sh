# Sourced by scripts/run and scripts/test: finds the project, and makes or renews its .venv.
# Sets $root and $venv. POSIX sh; needs nothing but Python and git's checkout.

complain() {
    echo "actquiz: $1" >&2
    exit 2
}

# The folder above the script, also when the script is called through symbolic links.
project_root() {
    script=$1
    while [ -L "$script" ]; do
        target=$(readlink "$script")
        case $target in
            /*) script=$target ;;
            *) script=$(dirname "$script")/$target ;;
        esac
    done
    (cd "$(dirname "$script")/.." && pwd -P)
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

# What the installed environment depends on: these files' content, and where the project lies.
fingerprint() {
    echo "$root"
    cksum <"$root/pyproject.toml"
    cksum <"$root/scripts/constraints.txt"
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || complain "Python 3.11 or newer is needed: install it, or set PYTHON to its path"
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        complain "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv)"
    "$python" -m venv "$venv" >"$log" 2>&1 || complain "could not make $venv: $(tail -n 1 "$log")"
}

# What pip's log says when nothing answers: names that do not resolve, hosts that refuse or sleep.
_AWAY='Failed to establish|NewConnectionError|NameResolutionError|Temporary failure in name'
_AWAY="$_AWAY|Name or service not known|getaddrinfo failed|Network is unreachable|ConnectTimeout"

install() {
    wanted=$(echo "$1" | tr ' ' '\n' | sort -u | sed '/^$/d' | paste -sd, -)
    # Build requirements are pinned by the same file, hence the variable.
    PIP_CONSTRAINT="$root/scripts/constraints.txt" "$venv/bin/python" -m pip install \
        --disable-pip-version-check --no-input --retries 1 \
        --editable "$root${wanted:+[$wanted]}" >>"$log" 2>&1 && return
    if grep -qE "$_AWAY" "$log"; then
        complain "the packages could not be fetched: is there a network? (the log is $log)"
    fi
    complain "the packages could not be installed: see $log"
}

# ensure_environment EXTRAS: the venv holds the project with these extras and all asked for before.
ensure_environment() {
    venv=$root/.venv
    log=$root/.venv.log
    stamp=$venv/actquiz-stamp
    extras=$(cat "$venv/actquiz-extras" 2>/dev/null)
    missing=
    for extra in $1; do
        case " $extras " in *" $extra "*) ;; *) missing="$missing $extra" ;; esac
    done
    now=$(fingerprint)
    [ -z "$missing" ] && [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
    echo "actquiz: setting up $venv (once; ${missing:-no extras} …)" >&2
    : >"$log" 2>/dev/null || complain "$root cannot be written to: clone it to a folder of yours"
    "$venv/bin/python" -c '' 2>/dev/null || { rm -rf "$venv"; make_venv; }
    extras=$(echo "$extras$missing" | sed 's/^ *//')
    install "$extras"
    echo "$extras" >"$venv/actquiz-extras"
    echo "$now" >"$stamp"
}
