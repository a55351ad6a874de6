#!/usr/bin/env python3
"""Draws a seeded, stratified sample of unlabelled postings to be read beside what is read from them.

Usage: sample_postings.py CORPUS [--seed N] [--ids] [--exclude LABELS.jsonl] > postings.jsonl

CORPUS is the folder of the corpora. Out come postings as `prospect extract` takes them, one JSON object a
line, in a shuffled order, so that every stretch of it holds all strata; `--ids` prints their ids alone.
`--exclude` leaves out postings of a labelled file, by id. The same seed and corpora give the same lines.

Strata: comments of the hiring threads in four eras, half of each era naming Rust as far as there are such;
career sites; job lines of This Week in Rust. The texts of the corpora stay outside the project.
"""

import argparse
import gzip
import json
import random
import re
import sys
from pathlib import Path

ERAS = [(2011, 2014), (2015, 2018), (2019, 2022), (2023, 2026)]
N_PER_ERA = 50
N_CAREER_SITES = 75
N_JOB_LINES = 25
RUST = re.compile(r"\bRust\b")


def threads(path):
    """Comments of the hiring threads by (era, whether Rust is named)."""
    strata = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            comment = json.loads(line)
            year = int(comment["month"][:4])
            era = next((era for era in ERAS if era[0] <= year <= era[1]), None)
            # Answers of a few words are no postings to read.
            if era is None or len(comment["html"]) < 200:
                continue
            stratum = strata.setdefault((era, bool(RUST.search(comment["html"]))), [])
            stratum.append({"id": str(comment["id"]), "html": comment["html"], "posted": comment["month"] + "-01"})
    return strata


def career_sites(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            opening = json.loads(line)
            yield {
                "id": opening["job_key"],
                "text": opening["description"],
                "title": opening["title"],
                "employer": opening["company"],
                "location": opening.get("location") or None,
                "posted": (opening.get("published_at") or "")[:10] or None,
            }


def job_lines(path):
    with open(path, encoding="utf-8") as lines:
        for line_idx, line in enumerate(lines):
            job = json.loads(line)
            yield {"id": f"twir-{job['issue_date']}-{line_idx}", "text": job["raw"], "posted": job["issue_date"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ids", action="store_true", help="print ids alone")
    parser.add_argument("--exclude", type=Path, help="labelled postings to leave out, JSON Lines with `id`")
    arguments = parser.parse_args()
    left_out = set()
    if arguments.exclude:
        with open(arguments.exclude, encoding="utf-8") as lines:
            left_out = {json.loads(line)["id"] for line in lines}
    strata = []
    by_era = threads(arguments.corpus / "hn-who-is-hiring-2011-2026.jsonl.gz")
    for era in ERAS:
        with_rust, without = by_era.get((era, True), []), by_era.get((era, False), [])
        n_with_rust = min(N_PER_ERA // 2, len(with_rust))
        strata += [(with_rust, n_with_rust), (without, N_PER_ERA - n_with_rust)]
    strata.append((list(career_sites(arguments.corpus / "ats-full-text-2026-08.jsonl.gz")), N_CAREER_SITES))
    strata.append((list(job_lines(arguments.corpus / "twir-jobs-2017-2022.jsonl")), N_JOB_LINES))
    chance = random.Random(arguments.seed)
    sample = []
    for postings, n in strata:
        postings = [posting for posting in postings if posting["id"] not in left_out]
        sample.extend(chance.sample(postings, min(n, len(postings))))
    chance.shuffle(sample)
    for posting in sample:
        print(posting["id"] if arguments.ids else json.dumps(posting, ensure_ascii=False))


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(1)
