#!/usr/bin/env python3
"""Counts the postings of real answers without Prospect's parsers: the figures of tests/shared_fixtures.tsv.

Usage: tools/count_shared_fixtures.py ../shared/fixtures [crates/prospect-sources/tests/shared_fixtures.tsv]
Prints each file of the table with the count found here, and exits with 1 where the table says something else.
"""

import gzip
import json
import re
import sys
from pathlib import Path

# Key under which a service lists its postings, where its answers are objects.
LISTS = ["jobs", "offers", "content", "items", "data", "children"]


def count(path: Path) -> int:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    text = raw.decode("utf-8")
    if "class='athing comtr" in text:
        # Comments of the first level of a Hacker News thread that show words.
        rows = re.split(r"(?=<tr class='athing comtr)", text)[1:]
        return sum(1 for row in rows if "indent='0'" in row and "commtext" in row)
    if "application/ld+json" in text:
        return len(re.findall(r'"@type"\s*:\s*\[?\s*"JobPosting"', text))
    if text.lstrip().startswith("<"):
        return len(re.findall(r"<(?:position|item|entry)[\s>]", text))
    answer = json.loads(text)
    if isinstance(answer, list):
        # RemoteOK puts its terms before the postings.
        return sum(1 for item in answer if not (isinstance(item, dict) and "legal" in item))
    if isinstance(answer.get("pages"), list):
        # Several recorded answers in one file.
        return sum(len(page[key]) for page in answer["pages"] for key in LISTS if key in page)
    for key in LISTS:
        if isinstance(answer.get(key), list):
            return len(answer[key])
    return 1


def main() -> int:
    folder = Path(sys.argv[1])
    default = "crates/prospect-sources/tests/shared_fixtures.tsv"
    table = Path(sys.argv[2] if len(sys.argv) > 2 else default)
    n_wrong = 0
    for line in table.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, service, expected = line.split("\t")
        found = count(folder / name)
        note = "" if found == int(expected) else f"  the table says {expected}"
        n_wrong += bool(note)
        print(f"{found:4} {service:16} {name}{note}")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
