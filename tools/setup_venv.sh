#!/bin/sh
# Makes .venv (or the folder that is named) ready: the packages of one lock file, by their hashes, and Tepat itself in place.
# Uses uv when it is on the PATH, else Python's own venv and pip.
# Usage, at the root of the repository: sh tools/setup_venv.sh requirements/dev.lock [FOLDER]
set -eu
lock=$1
venv=${2:-.venv}
supported='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf '%s\n' "$*" >&2; }

# The first Python on the PATH that is new enough; with PYTHON=/path/to/python that one or none.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11 python
    fi
    for name in "$@"; do
        if "$name" -c "$supported" >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
    done
    say "Tepat needs Python 3.11 or newer; $1 here is: $("$1" --version 2>&1 || true)."
    say "Remedy: install a newer Python (Debian, Ubuntu: apt install python3 python3-venv; macOS: python.org) or uv,"
    say "or name one that is installed: make setup PYTHON=/path/to/python3.12"
    return 1
}

make_venv() {
    python=$(find_python)
    "$python" -m venv --clear "$venv" && return
    say "Remedy: this Python lacks its venv module (Debian, Ubuntu: apt install python3-venv)."
    return 1
}

if command -v uv >/dev/null 2>&1; then
    "$venv/bin/python" -c "$supported" 2>/dev/null || uv venv --clear --python "${PYTHON:->=3.11}" "$venv"
    uv pip install --python "$venv/bin/python" --require-hashes -r "$lock"
    uv pip install --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
else
    "$venv/bin/python" -c "$supported" 2>/dev/null || make_venv
    # A .venv that uv made has no pip.
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip
    pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
    pip install --require-hashes -r "$lock"
    pip install --no-deps --no-build-isolation --editable .
fi

# Compiled once here: where Python may not write bytecode by itself, every command would compile 1.5 s worth of sources.
"$venv/bin/python" -m compileall -q -j 0 "$venv/lib" src || say "Some files were not compiled; commands start more slowly."
