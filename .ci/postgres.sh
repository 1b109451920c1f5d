# Starts a throw-away PostgreSQL for the tests. Sourced by ./test, after setup.sh.
# shellcheck shell=bash

# Installs Debian's package where the server is missing, without a cluster of Debian's own.
setup_postgres() {
    find_postgres && return 0
    as_root mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" |
        as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    packages postgresql
    find_postgres
}

find_postgres() {
    postgres_bin=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    postgres_bin=${postgres_bin%/initdb}
    [ -n "$postgres_bin" ]
}

# PostgreSQL refuses to run as root: then it runs as the user of its package.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
    else
        "$@"
    fi
}

# Starts the server of the cluster on a port. Nothing of it needs to outlive a power cut.
run_postgres() {
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data/db" -w -t 60 -s -l "$postgres_data/log" \
        -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_data \
-c fsync=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB" start
}

# Starts a cluster on a free port of the loopback, and sets GENDAN_TEST_DATABASE to its address.
start_postgres() {
    setup_postgres
    # In memory where there is room: every test has tables of its own.
    local memory=/tmp free
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
    [ -w /dev/shm ] && [ "${free:-0}" -gt 4000000 ] && memory=/dev/shm
    postgres_data=$(as_postgres mktemp -d "$memory/gendan-postgres-XXXXXX")
    trap stop_postgres EXIT
    as_postgres "$postgres_bin/initdb" -D "$postgres_data/db" -U gendan -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >/dev/null
    local port tries
    for tries in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + (RANDOM + tries) % 20000))
        if run_postgres "$port"; then
            postgres_port=$port
            export GENDAN_TEST_DATABASE="postgres://gendan@127.0.0.1:$port/postgres"
            return 0
        fi
    done
    cat "$postgres_data/log" >&2
    return 1
}

stop_postgres() {
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data/db" -m immediate -s stop || true
    as_postgres rm -rf "$postgres_data"
}
