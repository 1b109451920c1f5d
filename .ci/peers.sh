# Puts the peers in place that tests talk to: emulators of the chat platforms that others have
# written. Sourced by ./test, after setup.sh; says nothing when all is there.
# shellcheck shell=bash

# Which ones; another version here is installed anew.
peers="telegram-test-api@4.2.1 simcord==3.2.1 discord.py==2.7.1 aiohttp==3.13.3"

# Installs them into target/peers.
install_peers() {
    local folder=$root/target/peers
    [ "$(cat "$folder/ready" 2>/dev/null)" = "$peers" ] && return 0
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        packages nodejs npm || return 1
    fi
    python3 -c 'import venv, ensurepip' 2>/dev/null || packages python3 python3-venv || return 1
    rm -rf "$folder" && mkdir -p "$folder" || return 1
    # Nothing that comes along is run.
    (cd "$folder" && npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
        "${peers%% *}") || return 1
    python3 -m venv "$folder/python" || return 1
    # shellcheck disable=SC2086
    "$folder/python/bin/python" -m pip install -q --disable-pip-version-check ${peers#* } || return 1
    printf '%s\n' "$peers" >"$folder/ready"
}

# The same. Without them the tests that need them are skipped, which only a build server minds.
setup_peers() {
    install_peers >&2 && return 0
    [ "${CI:-}" != true ] || return 1
    echo "The peers could not be installed: the tests against them are skipped." >&2
}
