"""Picks real postings for reading the findings of `prospect lint`, prints them to be read, and counts the verdicts.

    python3 tools/lint_sample.py pick SEED N_THREAD N_SITE THREADS.jsonl.gz SITES.jsonl.gz OUT_DIR
    prospect lint OUT_DIR/threads.jsonl OUT_DIR/sites.jsonl --format json > OUT_DIR/findings.jsonl
    python3 tools/lint_sample.py show OUT_DIR [RULE ...]
    python3 tools/lint_sample.py count docs/lint-sample.csv

A posting is picked by the SHA-256 of the seed and its id, so the same files and seed give the same postings with any
version of Python. `show` prints each finding with the text around its words; a finding of the whole posting with the
whole text. `count` reads columns seed, source, id, rule, level, verdict, n.
"""

import csv
import gzip
import hashlib
import html
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path


def pick(seed, n_threads, n_sites, threads, sites, out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for name, path, key, n in [("threads", threads, "id", n_threads), ("sites", sites, "job_key", n_sites)]:
        with gzip.open(path, "rb") as lines:
            rows = [(hashlib.sha256(f"{seed}:{json.loads(line)[key]}".encode()).hexdigest(), line) for line in lines]
        rows.sort()
        (out / f"{name}.jsonl").write_bytes(b"".join(line for _, line in rows[: int(n)]))


def plain(row):
    text = row.get("html") or row.get("description") or row.get("text") or ""
    text = re.sub(r"<p>|<br[^>]*>|</?(?:div|li|ul|h\d)[^>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def show(folder, *rules):
    folder = Path(folder)
    rows = {}
    for name, key in [("threads", "id"), ("sites", "job_key")]:
        for line in open(folder / f"{name}.jsonl", encoding="utf-8"):
            row = json.loads(line)
            rows[str(row[key])] = row
    for line in open(folder / "findings.jsonl", encoding="utf-8"):
        posting = json.loads(line)
        row = rows[posting["id"]]
        findings = [f for f in posting["findings"] if not rules or f["rule"] in rules]
        if not findings:
            continue
        text = plain(row)
        print("=" * 100)
        print(posting["id"], row.get("month", row.get("published_at", "")), row.get("title", ""), "|", row.get("location", ""))
        is_whole = any("start" not in f["place"] for f in findings)
        for finding in findings:
            words = finding.get("words", "")
            at = text.find(words) if words else -1
            around = "" if at < 0 or is_whole else " ".join(text[max(0, at - 200) : at + len(words) + 200].split())
            print(f"-- {finding['rule']} ({finding['level']}): {finding['what']} [{words}] {around}")
        if is_whole:
            print(text)


def wilson(k, n):
    z = 1.959964
    p, z2 = k / n, z * z
    middle, half = (p + z2 / (2 * n)) / (1 + z2 / n), z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def count(path):
    counts = defaultdict(Counter)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            counts[(row["seed"], row["rule"], row["level"])][row["verdict"]] += int(row["n"])
    print("| seed | rule | level | findings | true | petty | false | true, 95 % (Wilson) |")
    print("|---|---|---|---|---|---|---|---|")
    for (seed, rule, level), verdicts in sorted(counts.items()):
        n = sum(verdicts.values())
        low, high = wilson(verdicts["true"], n)
        print(
            f"| {seed} | {rule} | {level} | {n} | {verdicts['true']} | {verdicts['petty']} | {verdicts['false']} "
            f"| {verdicts['true'] / n:.2f} ({low:.2f} to {high:.2f}) |"
        )


if __name__ == "__main__":
    command = {"pick": pick, "show": show, "count": count}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        sys.exit(__doc__)
    command(*sys.argv[2:])
