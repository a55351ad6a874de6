#!/usr/bin/env bash
# Prints every figure of docs/accuracy.md. Needs the labelled postings and the corpus beside the project.
#   tools/accuracy.sh [EVAL_DIR] [CORPUS]
set -euo pipefail
cd "$(dirname "$0")/.."
eval_dir=${1:-../shared/eval}
corpus=${2:-../shared/corpus/hn-who-is-hiring-2011-2026.jsonl.gz}
out=target/accuracy
mkdir -p "$out"
cargo build --release --quiet --package prospect-cli
prospect=${CARGO_TARGET_DIR:-target}/release/prospect

echo "## Labelled postings"
"$prospect" extract "$eval_dir/postings-dev.jsonl" > "$out/facts.jsonl"
python3 "$eval_dir/score.py" "$eval_dir/labels-dev.jsonl" "$out/facts.jsonl" --by-set
echo; echo "## Cases"
python3 "$eval_dir/cases.py" input > "$out/cases.jsonl"
"$prospect" extract "$out/cases.jsonl" > "$out/case-facts.jsonl"
python3 "$eval_dir/cases.py" score "$out/case-facts.jsonl"
echo; echo "## Offers"
python3 tools/score_offers.py input "$eval_dir/offers-dev.jsonl" > "$out/offers.jsonl"
"$prospect" extract "$out/offers.jsonl" > "$out/offer-facts.jsonl"
python3 tools/score_offers.py score "$eval_dir/offers-dev.jsonl" "$out/offer-facts.jsonl"
echo; echo "## Merging"
rm -rf "$out/home"
"$prospect" import --home "$out/home" "$corpus"
"$prospect" build --home "$out/home"
"$prospect" openings --home "$out/home" --json > "$out/openings.jsonl"
python3 tools/score_pairs.py "$out/openings.jsonl" "$eval_dir/pairs-dev.jsonl"
