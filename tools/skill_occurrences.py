#!/usr/bin/env python3
"""Counts in how many postings of the corpora each skill is read, and fails when fewer than nine in ten of the
records under data/skills occur or carry a reason.

    tools/skill_occurrences.py [--list] [CORPUS]    --list prints the count of each skill

The corpora stand beside the project (`../shared/corpus`); without them it says so and fails nothing. Reads with
`cargo run --release -p prospect-extract --example facts`; set FACTS to the path of a build of it to skip that.
"""
import collections, glob, gzip, json, os, subprocess, sys, tempfile, tomllib

LEAST = 0.9
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
names = [argument for argument in sys.argv[1:] if argument != "--list"]
corpus = names[0] if names else os.path.join(root, "..", "shared", "corpus")


def postings():
    """Each posting of each corpus in the extract contract."""
    with gzip.open(os.path.join(corpus, "hn-who-is-hiring-2011-2026.jsonl.gz"), "rt") as lines:
        for line in lines:
            yield {"html": json.loads(line)["html"]}
    with gzip.open(os.path.join(corpus, "ats-full-text-2026-08.jsonl.gz"), "rt") as lines:
        for line in lines:
            record = json.loads(line)
            text = record.get("text") or record.get("description_text") or record.get("description") or ""
            yield {"title": record.get("title"), "text": text}
    with open(os.path.join(corpus, "twir-jobs-2017-2022.jsonl")) as lines:
        for line in lines:
            title = json.loads(line)["title"]
            yield {"title": title, "text": title}


if not os.path.isdir(corpus):
    sys.exit(print(f"no corpora at `{corpus}`: nothing checked"))
records = {}
for path in sorted(glob.glob(os.path.join(root, "data", "skills", "*.toml"))):
    with open(path, "rb") as file:
        records.update({record["id"]: record for record in tomllib.load(file)["skill"]})
with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
    n_postings = 0
    for n_postings, posting in enumerate(postings(), 1):
        file.write(json.dumps({"id": str(n_postings), **posting}) + "\n")
    file.flush()
    build = ["cargo", "run", "--release", "--quiet", "-p", "prospect-extract", "--example", "facts", "--"]
    command = [os.environ["FACTS"]] if "FACTS" in os.environ else build
    reader = subprocess.Popen([*command, file.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root)
    counts = collections.Counter(skill["id"] for line in reader.stdout for skill in json.loads(line)["skills"])
    if reader.wait() != 0:
        sys.exit("the reader failed")
occurring = [id for id in records if counts[id]]
reasoned = [id for id in records if not counts[id] and records[id].get("reason")]
neither = [id for id in records if not counts[id] and not records[id].get("reason")]
if "--list" in sys.argv:
    for id in sorted(records, key=lambda id: (-counts[id], id)):
        print(f"{counts[id]:>7} {id}")
print(f"{len(records)} skills, {n_postings} postings")
print(f"{len(occurring)} occur ({len(occurring) / len(records):.1%}), {len(reasoned)} carry a reason instead, {len(neither)} neither")
if neither:
    print("neither:", ", ".join(neither))
idle = [id for id in records if counts[id] and records[id].get("reason")]
if idle:
    print("occur in spite of a reason:", ", ".join(idle))
if (len(occurring) + len(reasoned)) / len(records) < LEAST:
    sys.exit(1)
