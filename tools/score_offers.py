#!/usr/bin/env python3
"""Scores `offer` against hand-read comments of hiring threads.

    python3 score_offers.py input offers-dev.jsonl > offers.jsonl
    prospect extract offers.jsonl > facts.jsonl
    python3 score_offers.py score offers-dev.jsonl facts.jsonl

Prints how many non-offers were recognised and how many offers were lost, with Wilson intervals. Standard library only.
"""
import json, math, sys


def wilson(k, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    p = k / n
    mid, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (mid - half) / (1 + z * z / n), (mid + half) / (1 + z * z / n)


def main():
    labels = [json.loads(line) for line in open(sys.argv[2]) if line.strip()]
    if sys.argv[1] == "input":
        for d in labels:
            print(json.dumps({"id": d["id"], "text": d["text"], "posted": d["month"] + "-01"}, ensure_ascii=False))
        return
    facts = {d["id"]: d for d in map(json.loads, open(sys.argv[3]))}
    no = [d for d in labels if not d["offer"]]
    yes = [d for d in labels if d["offer"]]
    found = sum(facts[d["id"]].get("offer") is False for d in no)
    lost = sum(facts[d["id"]].get("offer") is False for d in yes)
    for name, k, n in (("non-offers recognised", found, len(no)), ("offers lost", lost, len(yes))):
        lo, hi = wilson(k, n)
        print(f"{name:22} {k / max(n, 1):.3f} ({k} of {n}, {lo:.3f}-{hi:.3f})")


main()
