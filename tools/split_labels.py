#!/usr/bin/env python3
"""Splits labelled postings in two halves by employer, so that errors are looked at on one half only.

    python3 tools/split_labels.py LABELS.jsonl OUT_A.jsonl OUT_B.jsonl

The half is the parity of a SHA-256 over the employer's letters and digits (over the id where no employer
is labelled), so it never changes, and postings of one employer stay together. Prints the sizes of both.
Readers are improved by the errors of half A; half B is only scored. Standard library only.
"""
import hashlib, json, re, sys


def half_of(label):
    employer = re.sub(r"[^a-z0-9]", "", (label.get("employer") or "").casefold())
    key = employer or f"id:{label['id']}"
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    labels, *outs = sys.argv[1:]
    halves = {"A": [], "B": []}
    with open(labels) as lines:
        for line in filter(str.strip, lines):
            halves[half_of(json.loads(line))].append(line)
    for name, path in zip(halves, outs):
        with open(path, "w") as out:
            out.writelines(halves[name])
        print(f"{name}: {len(halves[name])} postings")


if __name__ == "__main__":
    main()
