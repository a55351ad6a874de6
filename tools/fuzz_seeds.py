#!/usr/bin/env python3
"""Inputs of the fuzz target `read_text`: tools/fuzz_seeds.py FOLDER | tools/fuzz_seeds.py --postings FOLDER

Writes every case of the readers as a seed, one file a case: its body, then, each behind a NUL, the source's title,
employer, location and pay. With --postings prints what the folder holds as postings, one JSON object a line.
"""
import glob, hashlib, json, os, sys, tomllib

FIELDS = ("title", "employer", "location", "pay")
if sys.argv[1] == "--postings":
    for name in sorted(os.listdir(sys.argv[2])):
        with open(os.path.join(sys.argv[2], name), "rb") as file:
            body, *fields = file.read().decode("utf-8", "replace").split("\0")
        posting = {"id": name, "html" if body.startswith("<") else "text": body}
        print(json.dumps(posting | {key: value for key, value in zip(FIELDS, fields) if value}))
    sys.exit()

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crates", "prospect-extract", "cases")
os.makedirs(sys.argv[1], exist_ok=True)
seeds = set()
for path in glob.glob(os.path.join(here, "**", "*.toml"), recursive=True):
    table = tomllib.load(open(path, "rb"))
    for case in table.get("case", []):
        fields = [case.get(name, "") for name in FIELDS]
        seeds.add("\0".join([case.get("text") or case.get("html", ""), *fields]).rstrip("\0"))
    if os.path.basename(path) == "ambiguous.toml":
        for cases in table.values():
            seeds.update(cases["yes"] + cases["no"])
for seed in sorted(seeds):
    name = hashlib.sha1(seed.encode()).hexdigest()
    with open(os.path.join(sys.argv[1], name), "wb") as file:
        file.write(seed.encode())
print(f"{len(seeds)} seeds in {sys.argv[1]}")
