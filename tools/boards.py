#!/usr/bin/env python3
"""Writes data/boards/<service>.toml: careers boards of employers that name Rust, each with its evidence.

    tools/boards.py [--check | --unread | --count] [SHARED]    SHARED: corpora and tables, ../shared by default

Which board is whose is read by a person and stands in tools/boards.toml. This script finds what backs it up:
  item N            comment of a hiring thread that names Rust (by the shipped history) and links to the board, or is
                    of the employer by its whole name
  issue DATE        job line of This Week in Rust for the employer
  posting DATE URL  ad of a careers site that names Rust, seen on the day
  adopter ID        record of data/adopters with a use of Rust, or named as an employer for it
At most three of a kind, the newest. `slug_source` is where the board's address was seen: the newest item, issue or
posting that links to it, else a table of SHARED/reference/tables/boards.

--check writes nothing and fails if a file would differ; --unread lists boards that a posting with Rust links to and
that nobody has read yet; --count prints the tables of docs/sources.md from data/boards. Needs pyarrow, for data/history/hn.parquet. Records that people add by hand go into a file
of their own in data/boards, which this script leaves alone.
"""
import collections, csv, glob, gzip, html, json, os, re, sys, tomllib
from urllib.parse import quote, unquote, urlsplit

import pyarrow.parquet

MOST = 3
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
names = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
shared = names[0] if names else os.path.join(root, "..", "shared")
corpus = os.path.join(shared, "corpus")

SUBDOMAINS = [  # (service, pattern of the host: its first group is the slug)
    ("workable", re.compile(r"(?!(?:www|jobs|apply|help|careers|blog|resources|api|app)\.)([a-z0-9-]+)\.workable\.com")),
    ("recruitee", re.compile(r"(?!(?:www|app|api|support)\.)([a-z0-9-]+)\.recruitee\.com")),
    ("personio", re.compile(r"([a-z0-9-]+)\.jobs\.personio\.(?:de|com)")),
    ("teamtailor", re.compile(r"(?!(?:www|app|api|career|support)\.)([a-z0-9-]+)\.teamtailor\.com")),
]
PATHS = [  # (service, pattern of the host): the slug is the first step of the path
    ("greenhouse", re.compile(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io")),
    ("lever", re.compile(r"jobs(?:\.eu)?\.lever\.co")),
    ("ashby", re.compile(r"jobs\.ashbyhq\.com")),
    ("workable", re.compile(r"apply\.workable\.com")),
    ("smartrecruiters", re.compile(r"(?:jobs|careers|www)\.smartrecruiters\.com")),
]
HOSTS = {"greenhouse": "job-boards.greenhouse.io", "ashby": "jobs.ashbyhq.com", "lever": "jobs.lever.co"}
NO_SLUG = {"j", "jobs", "api", "oneclick-ui"}


def board_of(address):
    """(service, slug, canonical address) of a careers page or an ad; None for anything else."""
    try:
        url = urlsplit(address if "//" in address else "https://" + address)
        host = (url.hostname or "").lower()
    except ValueError:
        return None
    for service, pattern in SUBDOMAINS:
        if match := pattern.fullmatch(host):
            slug = match[1]
            return service, slug, f"https://apply.workable.com/{slug}" if service == "workable" else f"https://{host}"
    first = unquote(next((part for part in url.path.split("/") if part), ""))
    for service, pattern in PATHS:
        if pattern.fullmatch(host):
            if service == "greenhouse" and first == "embed":
                embedded = re.search(r"(?:^|&)for=([\w-]+)", url.query)
                first = embedded[1] if embedded else ""
            slug = re.split(r"[\](),]", first)[0].strip()
            if not slug or slug in NO_SLUG:
                return None
            host = host if service != "smartrecruiters" else "jobs.smartrecruiters.com"
            return service, slug, f"https://{host}/{quote(slug)}"
    return None


def addresses(text):
    """Addresses in a comment's HTML: those of its links, and bare ones between them."""
    yield from (html.unescape(target) for target in re.findall(r'<a\s+href="([^"]*)"', text))
    bare = html.unescape(re.sub(r"<a\s.*?</a>", " ", text, flags=re.S))
    ends = r"greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|smartrecruiters\.com|recruitee\.com|personio\.(?:de|com)|teamtailor\.com"
    for match in re.finditer(rf"(?:https?://)?[a-z0-9.-]+\.(?:{ends})(?:/[^\s<>\")\]]*)?", bare, re.I):
        yield match[0].rstrip(".,;:!")


def normal(name):
    """A whole name without case, spaces, marks and what stands in brackets."""
    return re.sub(r"[^\w]+", "", re.sub(r"\([^)]*\)", " ", (name or "").lower()).replace("&", " and "))


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


class Named:
    """A posting that names Rust, or an address of a board: when, as which reference, for which employer."""

    def __init__(self, month, reference, employer, boards):
        self.month, self.reference, self.employer, self.boards = month, reference, normal(employer), boards


def read_named():
    """Postings that name Rust; and where each board's address was seen, as {(service, slug): [(month, reference, url)]}."""
    named, seen = [], collections.defaultdict(list)

    def note(month, reference, employer, urls, names_rust):
        boards = {board[:2]: board for board in map(board_of, urls) if board}
        for key, board in boards.items():
            seen[key].append((month, reference, board[2]))
        if names_rust:
            # A comment with many boards is a list of other people's; there only the name can join.
            named.append(Named(month, reference, employer, set(boards)))

    history = pyarrow.parquet.read_table(
        os.path.join(root, "data", "history", "hn.parquet"), columns=["id_number", "month", "employer", "skill"]
    ).to_pylist()
    history = {row["id_number"]: row for row in history}
    for comment in lines(os.path.join(corpus, "hn-who-is-hiring-2011-2026.jsonl.gz")):
        if row := history.get(comment["id"]):
            urls = addresses(comment["html"])
            note(str(row["month"])[:7], f"item {comment['id']}", row["employer"], urls, "rust" in row["skill"])
    for job in lines(os.path.join(corpus, "twir-jobs-2017-2022.jsonl")):
        employer = (job["company"] or "").split(",")[0]
        note(job["issue_date"][:7], f"issue {job['issue_date']}", employer, [job["url"] or ""], True)
    for ad in lines(os.path.join(corpus, "ats-full-text-2026-08.jsonl.gz")):
        names_rust = bool(re.search(r"\bRust\b", f"{ad['title']}\n{ad.get('description') or ''}"))
        if names_rust and ad["ats"]:
            note(ad["last_seen"][:7], f"posting {ad['last_seen'][:10]} {ad['url']}", ad["company"], [ad["url"]], True)
    for path in sorted(glob.glob(os.path.join(corpus, "ats-daily-snapshots", "jobs", "dt=*", "part.parquet"))):
        day = path.split("dt=")[1][:10]
        columns = ["source", "company", "title", "apply_url"]
        for job in pyarrow.parquet.read_table(path, columns=columns).to_pylist():
            page = f"https://{HOSTS[job['source']]}/{quote(job['company'])}"  # its `company` is the slug
            names_rust = bool(re.search(r"\bRust\b", job["title"] or ""))
            note(day[:7], f"posting {day} {job['apply_url']}", job["company"], [page], names_rust)
    return named, seen


def read_tables():
    """{(service, slug): (name of the table, address)} of the tables of boards."""
    folder, tables = os.path.join(shared, "reference", "tables", "boards"), {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            stem = os.path.splitext(name)[0]
            if name.endswith(".csv"):
                found = [board_of(row[0]) for row in csv.reader(file) if row]
            else:
                rows = [row for row in json.load(file) if row["status"] == "active"]
                found = [board_of(f"https://{HOSTS[row['ats']]}/{quote(row['slug'])}") for row in rows]
        for board in filter(None, found):
            tables.setdefault(board[:2], (stem, board[2]))
    return tables


def read_adopters():
    """{normal name: (id, month when it was last seen, or None)} of those that use Rust or hire for it."""

    def days(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from [str(inner)] if key == "seen" else days(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from days(inner)

    adopters, folder = {}, os.path.join(root, "data", "adopters")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            record = tomllib.load(file)
        if {"adopter", "employer"} & set(record["roles"]):
            last = max(days(record), default=None)
            for spelling in [record["name"], *record.get("aliases", [])]:
                if spelling not in record.get("ambiguous_names", []):
                    adopters[normal(spelling)] = (record["id"], last and last[:7])
    return adopters


def age(reference):
    """Sorts references of one month by their age: items by number, all else by its day."""
    kind, rest = reference.split(" ", 1)
    return (kind, int(rest), "") if kind == "item" else (kind, 0, rest)


def record_of(service, slug, read, named, seen, tables, adopters):
    read = {"employer": read} if isinstance(read, str) else read
    spellings = {normal(name) for name in [read["employer"], *read.get("names", [])]}
    key, evidence, months = (service, slug), collections.defaultdict(dict), []
    for posting in named:
        if posting.reference in read.get("except", []):
            continue
        is_linked = key in posting.boards and (len(posting.boards) == 1 or posting.employer in spellings)
        if is_linked or (posting.employer in spellings and not read.get("only_linked")):
            evidence[posting.reference.split(" ")[0]][posting.reference] = posting.month
    references = []
    for kind in ["item", "issue", "posting"]:
        newest = sorted(evidence[kind], key=age, reverse=True)[:MOST]
        references += newest
        months += [evidence[kind][reference] for reference in newest]
    for spelling in sorted(spellings):
        if spelling in adopters and not read.get("only_linked"):
            adopter, month = adopters[spelling]
            if f"adopter {adopter}" not in references:
                references.append(f"adopter {adopter}")
                months += [month] if month else []
    if not references:
        sys.exit(f"tools/boards.toml: nothing backs up {service}/{slug}")
    if key in seen:
        _, source, url = max(seen[key], key=lambda found: (found[0], age(found[1])))
    elif key in tables:
        name, url = tables[key]
        source = f"table {name}"
    else:
        sys.exit(f"tools/boards.toml: nobody names the board {service}/{slug}")
    record = {"employer": read["employer"], "slug": slug, "url": url, "evidence": references, "slug_source": source}
    return {**record, **({"last_named": max(months)} if months else {}), "verified_live": False}


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def count():
    """Prints what stands in data/boards, by service, evidence, origin of the slug and year."""
    boards, folder = [], os.path.join(root, "data", "boards")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            records = tomllib.load(file)
        boards += [{"service": records["service"], **board} for board in records["board"]]
    kinds = ["item", "issue", "posting", "adopter"]
    rows = [(service, [board for board in boards if board["service"] == service]) for service in sorted({board["service"] for board in boards})]
    print(f"| service | boards | {' | '.join(kinds)} | slug in a table only | named since 2024 |")
    print("|" + "---|" * (len(kinds) + 4))
    for service, rows in [*rows, ("all", boards)]:
        has = [sum(any(trace.startswith(kind) for trace in board["evidence"]) for board in rows) for kind in kinds]
        in_table = sum(board["slug_source"].startswith("table") for board in rows)
        recent = sum(board.get("last_named", "") >= "2024" for board in rows)
        print(f"| {service} | {len(rows)} | {' | '.join(map(str, has))} | {in_table} | {recent} |")
    with_item = {board["employer"] for board in boards if board["evidence"][0].startswith("item")}
    print(f"{len({board['employer'] for board in boards})} employers, {len(with_item)} of them with an item")


def main():
    if "--count" in sys.argv:
        return count()
    if not os.path.isdir(corpus):
        sys.exit(print(f"no corpora at `{corpus}`: nothing done"))
    with open(os.path.join(root, "tools", "boards.toml"), "rb") as file:
        read = tomllib.load(file)
    left_out = read.pop("left_out")
    named, seen = read_named()
    tables, adopters = read_tables(), read_adopters()
    if "--unread" in sys.argv:
        linked = {key for posting in named for key in posting.boards}
        known = {(service, slug) for service in [*read] for slug in [*read[service], *left_out.get(service, {})]}
        for service, slug in sorted(linked - known):
            print(f"{service}/{slug}: {max(seen[service, slug])[1]}")
        return
    is_stale = False
    for service in sorted(read):
        text = f"# Careers boards at {service} of employers that name Rust. Written by tools/boards.py out of tools/boards.toml.\n"
        text += f'\nservice = "{service}"\n'
        for slug in sorted(read[service], key=lambda slug: (slug.lower(), slug)):
            record = record_of(service, slug, read[service][slug], named, seen, tables, adopters)
            text += "\n[[board]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in record.items())
        path = os.path.join(root, "data", "boards", f"{service}.toml")
        current = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if current != text:
            is_stale = True
            print(f"{'stale' if '--check' in sys.argv else 'wrote'}: data/boards/{service}.toml")
            if "--check" not in sys.argv:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
    sys.exit(is_stale and "--check" in sys.argv)


main()
