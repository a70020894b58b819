#!/usr/bin/env bash
# Lock the dependencies with hashes, for every Python and system the project supports. Needs uv (pip install uv).
# The files name no index address: each user's own pip configuration says where packages come from.
set -eu
cd "$(dirname "$0")/.."
common=(--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url)
uv pip compile "${common[@]}" --extra setup pyproject.toml -o requirements.lock "$@"
uv pip compile "${common[@]}" --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock "$@"
