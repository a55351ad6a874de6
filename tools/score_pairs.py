#!/usr/bin/env python3
"""Scores openings against hand-read pairs of postings.

    prospect openings --json > openings.jsonl
    python3 tools/score_pairs.py openings.jsonl pairs.jsonl [--errors]

In: openings, one JSON object a line with "id" and "posting_ids"; pairs, one a line with "a", "b" and "label"
(same, overlap, different, other-employer), and optionally "stratum" and "why".
Out: precision and recall of "the two postings share at least one opening" (labels same and overlap), and of the
pairs labelled same how many share most of their openings: more than half of the openings of the posting that has
more, and, more strictly, more than half of the openings of both together. 95 % intervals are Wilson's.
A posting without openings shares none; such postings are counted.
"""

import argparse
import collections
import json
import math

POSITIVE = {"same", "overlap"}


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def share(n, of):
    """n / of with its Wilson interval, as text."""
    if of == 0:
        return "none"
    z, p = 1.96, n / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return f"{p:.3f} ({n}/{of}, {middle - half:.3f}-{middle + half:.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("openings")
    parser.add_argument("pairs")
    parser.add_argument("--errors", action="store_true", help="list the pairs that were decided wrongly")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()

    openings_of = collections.defaultdict(set)
    for opening in read_lines(options.openings):
        for posting in opening["posting_ids"]:
            openings_of[str(posting)].add(opening["id"])

    pairs = read_lines(options.pairs)
    counts = collections.Counter()
    by_stratum = collections.defaultdict(collections.Counter)
    errors = []
    for pair in pairs:
        a, b = openings_of.get(str(pair["a"]), set()), openings_of.get(str(pair["b"]), set())
        n_shared = len(a & b)
        is_positive, is_joined = pair["label"] in POSITIVE, n_shared > 0
        cell = ("tp" if is_joined else "fn") if is_positive else ("fp" if is_joined else "tn")
        counts[cell] += 1
        by_stratum[pair.get("stratum", "")][cell] += 1
        counts["postings without openings"] += (not a) + (not b)
        wrong = cell in ("fn", "fp")
        if pair["label"] == "same":
            counts["same"] += 1
            counts["most"] += n_shared > 0 and n_shared * 2 > max(len(a), len(b))
            counts["most of both"] += n_shared > 0 and n_shared * 2 > len(a | b)
            wrong = wrong or n_shared * 2 <= max(len(a), len(b))
        if wrong:
            errors.append((cell, n_shared, len(a), len(b), pair))

    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    if options.json:
        figures = {
            "n_pairs": len(pairs),
            "precision": tp / (tp + fp) if tp + fp else None,
            "recall": tp / (tp + fn) if tp + fn else None,
            "same_share_most": counts["most"] / counts["same"] if counts["same"] else None,
            "same_share_most_of_both": counts["most of both"] / counts["same"] if counts["same"] else None,
            "postings_without_openings": counts["postings without openings"],
        }
        print(json.dumps(figures))
    else:
        print(f"pairs                          {len(pairs)}")
        print(f"precision                      {share(tp, tp + fp)}")
        print(f"recall                         {share(tp, tp + fn)}")
        print(f"same: most openings shared     {share(counts['most'], counts['same'])}")
        print(f"same: most of both together    {share(counts['most of both'], counts['same'])}")
        print(f"postings without openings      {counts['postings without openings']}")
        print("stratum       tp  fp  fn  tn")
        for stratum, cells in sorted(by_stratum.items()):
            print(f"{stratum:12} " + " ".join(f"{cells[cell]:3}" for cell in ("tp", "fp", "fn", "tn")))
    if options.errors:
        for cell, n_shared, n_a, n_b, pair in errors:
            print(f"{cell} shared {n_shared} of {n_a} and {n_b}: {pair['a']} {pair['b']} {pair['label']}"
                  f" {pair.get('stratum', '')} {pair.get('why', '')}")


if __name__ == "__main__":
    main()
