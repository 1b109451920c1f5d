# Puts in place what building Gendan needs. Sourced by ./run and ./test; says nothing when all is there.
# shellcheck shell=bash

# Runs a command as root.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "Root is needed for: $*" >&2
        echo "Install sudo, or run that as root, and start again." >&2
        return 1
    fi
}

# Installs Debian packages; does nothing for those that are there.
packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# What builds the allocator, and links a Rust program against the system's OpenSSL.
setup_tools() {
    if command -v cc >/dev/null && command -v make >/dev/null && command -v pkg-config >/dev/null &&
        pkg-config --exists openssl; then
        return 0
    fi
    if ! command -v apt-get >/dev/null; then
        echo "A C compiler, make, pkg-config and the OpenSSL headers are needed; please install them." >&2
        return 1
    fi
    packages gcc libc6-dev make pkg-config libssl-dev
}

# The oldest Rust that builds this, as Cargo.toml says.
wanted_rust() {
    sed -n 's/^rust-version *= *"\(.*\)".*/\1/p' "$root/Cargo.toml" | head -n 1
}

# Whether there is a cargo that is new enough.
has_rust() {
    local found
    # The version is all that counts: a cargo that cannot even say it is none.
    found=$(cd "$root" && cargo --version 2>/dev/null | awk '{print $2}') || return 1
    [ -n "$found" ] &&
        [ "$(printf '%s\n' "$(wanted_rust)" "${found%%-*}" | sort -V | head -n 1)" = "$(wanted_rust)" ]
}

# A Rust that is new enough: what is there, else through rustup.
setup_rust() {
    has_rust && return 0
    export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    has_rust && return 0
    if ! command -v rustup >/dev/null && command -v apt-cache >/dev/null; then
        as_root apt-get update -q || true
        if apt-cache show rustup >/dev/null 2>&1; then
            packages rustup || true
        fi
    fi
    if ! command -v rustup >/dev/null; then
        command -v curl >/dev/null || packages curl ca-certificates
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
            sh -s -- -y --profile minimal --no-modify-path
    fi
    export RUSTUP_TOOLCHAIN=stable
    rustup toolchain install stable --profile minimal --no-self-update
    has_rust || {
        echo "Rust $(wanted_rust) or newer is needed; this is $(cargo --version 2>&1)." >&2
        return 1
    }
}

# All that building needs.
setup_build() {
    setup_tools
    setup_rust
}
