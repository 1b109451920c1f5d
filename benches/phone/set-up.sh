#!/usr/bin/env bash
# Puts the bots in place with which `cargo bench --bench phone` compares: into target/peers. One by
# its name alone: python, teloxide.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
peers=$root/target/peers
wanted=${1:-python teloxide}

if [[ $wanted == *python* ]]; then
    python3 -m venv "$peers/phone-python"
    "$peers/phone-python/bin/python" -m pip install -q --disable-pip-version-check \
        python-telegram-bot==22.5 SQLAlchemy==2.0.44
    "$peers/phone-python/bin/python" -c 'import telegram, sqlalchemy'
fi
if [[ $wanted == *teloxide* ]]; then
    cargo build --release --locked --manifest-path "$root/benches/phone/teloxide/Cargo.toml" \
        --target-dir "$peers/phone-teloxide"
fi
