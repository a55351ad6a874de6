#!/usr/bin/env python3
r"""Scores what a user would write instead, the regular expression `\brust\b` in any case, beside the readers:

    tools/score_rust.py [EVAL_DIR] [FACTS]

Rust cases of EVAL_DIR/ambiguous_cases.tsv and labelled postings of EVAL_DIR/labels-dev.jsonl that offer a job and are
labelled in skills. FACTS is a build of `cargo build --release -p prospect-extract --example facts`.
"""
import csv, json, os, re, subprocess, sys, tempfile

eval_dir = sys.argv[1] if len(sys.argv) > 1 else "../shared/eval"
facts = sys.argv[2] if len(sys.argv) > 2 else "target/release/examples/facts"
BARE = re.compile(r"\brust\b", re.IGNORECASE)


def read(texts):
    """Whether the readers find Rust in each text."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for idx, text in enumerate(texts):
            file.write(json.dumps({"id": str(idx), "text": text}) + "\n")
        file.flush()
        lines = subprocess.run([facts, file.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return [any(skill["id"] == "rust" for skill in json.loads(line)["skills"]) for line in lines.splitlines()]


def show(what, wanted, texts):
    for name, got in (("bare expression", [bool(BARE.search(text)) for text in texts]), ("readers", read(texts))):
        invented = sum(g and not w for g, w in zip(got, wanted))
        missed = sum(w and not g for g, w in zip(got, wanted))
        print(f"{what:<20} {name:<16} {len(wanted) - invented - missed:>4} of {len(wanted)} right, {invented} invented, {missed} missed")


cases = csv.DictReader(open(os.path.join(eval_dir, "ambiguous_cases.tsv")), delimiter="\t", quoting=csv.QUOTE_NONE)
cases = [case for case in cases if case["skill"] == "Rust"]
show("cases", [case["present"] == "yes" for case in cases], [case["text"] for case in cases])
labels = [json.loads(line) for line in open(os.path.join(eval_dir, "labels-dev.jsonl"))]
labels = [label for label in labels if label.get("offer") and "skills" in label and "skills" in label.get("fields", ["skills"])]
wanted = [any(skill["name"] == "Rust" for skill in label["skills"]) for label in labels]
show("labelled postings", wanted, [label["posting_text"] for label in labels])
