#!/usr/bin/env python3
"""Writes docs/findings.md out of a report as JSON.

    prospect report --json | python3 tools/findings.py > docs/findings.md

Every sentence is the report's own; this only puts them in order, each with the command that prints it.
"""
import json
import sys

QUESTIONS = {
    "growth": "How large is the share of openings that name Rust, how does it change, and how does it stand beside other languages?",
    "domains": "In which domains are the openings that name Rust, who offers them, under which titles?",
    "pay": "How many openings state pay, how did that move, and how much is it?",
    "premium": "Do openings in Rust state more pay than comparable openings in C++, Go, Java or Python?",
    "careers": "How open is Rust to people who are new?",
    "employers": "Who hires for Rust, and how concentrated is it?",
    "places": "Where are the openings that name Rust?",
    "anatomy": "Which skills, education and soft skills do they ask for, and how does a written role profile fare?",
    "adjacent-skills": "Which skills stand beside Rust more often than chance would have it, and which rise?",
    "lifecycle": "How long do openings stay open, and which have stood long?",
}


def thousands(n):
    return f"{n:,}"


def main():
    report = json.load(sys.stdin)
    about = report["about"]
    print("# What is found\n")
    print(
        "Written by `tools/findings.py` out of a report: every sentence is the report's own. They describe the postings of"
        " the sources named, not the labour market; the report says how each is counted, and `prospect report --verify`"
        " makes it again.\n"
    )
    print("```sh\nprospect import ../shared/corpus/hn-who-is-hiring-2011-2026.jsonl.gz ../shared/corpus/ats-daily-snapshots\nprospect build\nprospect report --json | python3 tools/findings.py > docs/findings.md\n```\n")
    print(
        f"Snapshot `{about['snapshot_id']}`, readers {about['reader_version']}, questions {about['report_version']},"
        f" B = {thousands(about['n_replicates'])}, seed {about['seed']}; {thousands(about['n_postings'])} postings,"
        f" {thousands(about['n_openings'])} openings, {thousands(about['n_employers'])} employers.\n"
    )
    for question, asks in QUESTIONS.items():
        figures = [(panel, figure) for panel in report["panels"] for figure in panel["figures"] if figure["question"] == question]
        if not figures:
            continue
        print(f"## {question}\n\n{asks} `prospect ask {question}`\n")
        for panel, figure in figures:
            print(f"- **{figure['title']}.** {figure['finding']}", end="")
            need = figure.get("need")
            if need:
                enough = "" if need["n_there"] >= need["n_needed"] else ", too few"
                print(
                    f" *({need['what']} takes about {thousands(need['n_needed'])} {need['of']};"
                    f" there are {thousands(need['n_there'])}{enough})*",
                    end="",
                )
            print()
        print()
    claims(report)


def text(cell):
    return cell.get("text", "") if isinstance(cell, dict) else ""


def claims(report):
    """How the claims fare: those that a figure stands beside, without what is said of the work itself."""
    section = next((it for it in report.get("sections", []) if it["id"] == "claims"), None)
    if not section:
        return
    print(f"## Claims\n\n{section['finding']}\n")
    n_work = 0
    for table in section["tables"]:
        if table["id"].endswith("-untestable"):
            continue
        for row in table["rows"]:
            claim, claimed, measured, verdict, reason = (text(cell) for cell in row["cells"][:5])
            if reason.startswith("claimed of the work"):
                n_work += 1
                continue
            print(f"- {claim} Claimed: {claimed}. Measured: {measured}. **{verdict[:1].upper()}{verdict[1:]}**: {reason}.")
    print(f"\n{n_work} further claims say what the work is like; the report tells how often openings name it.")


main()
