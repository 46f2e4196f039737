#!/bin/sh
# Writes locks/: every package pinned with its hashes, for all platforms and Pythons.
set -eu
cd "$(dirname "$0")/.."
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --upgrade "$@" >/dev/null
}
compile pyproject.toml --extra charts --group setup --output-file locks/octavo.txt
compile pyproject.toml --extra charts --group setup --group dev --output-file locks/test.txt
compile --group bench --output-file locks/bench.txt
