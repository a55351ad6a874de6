//! Real answers of real services, where they lie beside the project: no posting is lost, and how often each field is
//! filled is what `docs/sources.md` says.
//!
//! `shared_fixtures.tsv` has a line for each file: its path, the connector, the number of postings that
//! `tools/count_shared_fixtures.py` counts in it without these parsers. `UPDATE_EXPECTED=1` writes the page's table
//! anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use prospect_sources::{Parsed, SNIFF_BYTES, by_id, sniff};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

/// One file of the table.
struct Answer {
    name: &'static str,
    service: &'static str,
    n_expected: usize,
    bytes: Vec<u8>,
}

/// The table's files; none where the folder is not there.
fn answers() -> Vec<Answer> {
    let folder = PathBuf::from(common::CRATE).join("../../../shared/fixtures");
    if !folder.is_dir() {
        eprintln!("skipped: there is no `shared/fixtures` beside the project");
        return Vec::new();
    }
    let lines = include_str!("shared_fixtures.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let [name, service, n_expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let mut bytes = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            if name.ends_with(".gz") {
                let mut unpacked = Vec::new();
                flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
                bytes = unpacked;
            }
            Answer { name, service, n_expected: n_expected.parse().unwrap(), bytes }
        })
        .collect()
}

fn parse(answer: &Answer) -> Parsed {
    common::parse(by_id(answer.service).unwrap(), &answer.bytes, common::context(None))
}

#[test]
fn no_posting_of_a_real_answer_is_lost() {
    for answer in answers() {
        let parsed = parse(&answer);
        assert_eq!(parsed.postings.len(), answer.n_expected, "{}: {:?}", answer.name, parsed.problems);
        // A comment has no title, and the saved detail of SmartRecruiters is its texts alone.
        let is_untitled = answer.service == "hn" || answer.name.contains("detail");
        for (_, posting) in &parsed.postings {
            assert!(is_untitled || posting.fields.title.is_some(), "{}", answer.name);
        }
        let lost = ["malformed", "cut-off", "unusable", "impossible"];
        let is_lost = |code: &str| lost.iter().any(|start| code.starts_with(start));
        let problems: Vec<_> = parsed.problems.iter().filter(|problem| is_lost(&problem.code)).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", answer.name);
        let sniffed = sniff(answer.bytes.get(..SNIFF_BYTES).unwrap_or(&answer.bytes));
        assert_eq!(sniffed.map(|connector| connector.info.id), Some(answer.service), "{}", answer.name);
    }
}

#[test]
fn the_page_says_how_often_fields_are_filled() {
    let answers = answers();
    if answers.is_empty() {
        return;
    }
    const COLUMNS: [&str; 10] =
        ["title", "employer", "location", "pay", "employment", "work mode", "scope", "posted", "url", "text"];
    let mut filled: BTreeMap<&str, (usize, [usize; 10])> = BTreeMap::new();
    for answer in &answers {
        let (n_postings, counts) = filled.entry(answer.service).or_default();
        for (_, posting) in parse(answer).postings {
            *n_postings += 1;
            let fields = &posting.fields;
            let has_text = match &posting.body {
                prospect_model::Body::Text(text) | prospect_model::Body::Html(text) => !text.is_empty(),
            };
            let found = [
                fields.title.is_some(),
                fields.employer.is_some(),
                fields.location.is_some(),
                fields.pay.is_some(),
                fields.employment.is_some(),
                fields.work_mode.is_some(),
                fields.remote_scope.is_some(),
                posting.posted.is_some(),
                posting.url.is_some(),
                has_text,
            ];
            for (count, is_filled) in counts.iter_mut().zip(found) {
                *count += usize::from(is_filled);
            }
        }
    }
    let mut table = format!("| source | postings | {} |\n|---|---:|{}\n", COLUMNS.join(" | "), "---:|".repeat(10));
    for (service, (n_postings, counts)) in filled {
        let cells: Vec<String> = counts.iter().map(ToString::to_string).collect();
        table.push_str(&format!("| {service} | {n_postings} | {} |\n", cells.join(" | ")));
    }
    common::check_page("filled", &table);
}
