#!/usr/bin/env bash
# Holds every estimator of prospect-stats against SciPy, statsmodels, lifelines and ppi_py, and prints the table
# of docs/statistics.md. Needs the network once, for the packages.
#   tools/check_stats.sh [FOLDER_OF_VENV]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${CARGO_TARGET_DIR:-target}/check-stats
venv=${1:-$out/venv}
mkdir -p "$out"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
fi
"$venv/bin/pip" install --quiet "statsmodels>=0.14" "lifelines>=0.30" "ppi-python>=0.2" "scipy>=1.11"
cargo run --quiet --package prospect-stats --example reference > "$out/found.json"
"$venv/bin/python" tools/check_stats.py "$out/found.json"
