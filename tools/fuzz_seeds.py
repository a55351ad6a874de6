#!/usr/bin/env python3
"""Writes every case of the readers as a seed for the fuzz target `read_text`: tools/fuzz_seeds.py FOLDER

One file a case: its body, then, each behind a NUL, the source's title, employer, location and pay.
"""
import glob, hashlib, os, sys, tomllib

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crates", "prospect-extract", "cases")
os.makedirs(sys.argv[1], exist_ok=True)
seeds = set()
for path in glob.glob(os.path.join(here, "**", "*.toml"), recursive=True):
    table = tomllib.load(open(path, "rb"))
    for case in table.get("case", []):
        fields = [case.get(name, "") for name in ("title", "employer", "location", "pay")]
        seeds.add("\0".join([case.get("text") or case.get("html", ""), *fields]).rstrip("\0"))
    if os.path.basename(path) == "ambiguous.toml":
        for cases in table.values():
            seeds.update(cases["yes"] + cases["no"])
for seed in sorted(seeds):
    name = hashlib.sha1(seed.encode()).hexdigest()
    with open(os.path.join(sys.argv[1], name), "wb") as file:
        file.write(seed.encode())
print(f"{len(seeds)} seeds in {sys.argv[1]}")
