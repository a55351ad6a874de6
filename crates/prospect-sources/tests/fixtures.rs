//! Replays every document under `fixtures/<connector>/` and compares the whole outcome with what lies beside it.
//!
//! `X` is the document, `X.url` (if there) the address that it came from, `X.expected.jsonl` the outcome: the
//! connector that the document's first bytes are taken for, postings, problems, and what is asked next. Set
//! `UPDATE_EXPECTED=1` to write the outcomes anew, then read the difference.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use prospect_sources::{ALL, Connector, Request, SNIFF_BYTES, by_id, sniff};
use serde_json::json;
use std::path::Path;

fn outcome(connector: &Connector, document: &Path) -> String {
    let bytes = std::fs::read(document).unwrap();
    let url = common::url(document);
    let parsed = common::parse(connector, &bytes, common::context(url.as_deref()));
    let sniffed = sniff(bytes.get(..SNIFF_BYTES).unwrap_or(&bytes)).map(|connector| connector.info.id);
    let mut lines = vec![json!({"taken_for": sniffed})];
    lines.extend(parsed.postings.iter().map(|(locator, posting)| common::posting(locator, posting)));
    lines.extend(parsed.removed.iter().map(|(locator, id)| json!({"at": locator.to_string(), "removed": id})));
    lines.extend(parsed.problems.iter().map(common::problem));
    if let (Some(live), Some(url)) = (connector.live, url) {
        let request = Request { url, accept: "application/json", is_listing: true };
        let next = (live.next)(&request, &bytes);
        lines.extend(next.iter().map(|next| json!({"next": next.url, "is_listing": next.is_listing})));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_fixture_gives_what_lies_beside_it() {
    let is_update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    for folder in common::entries(&Path::new(common::CRATE).join("fixtures")) {
        let id = folder.file_name().unwrap().to_string_lossy().into_owned();
        let connector = by_id(&id).unwrap_or_else(|| panic!("fixtures/{id}: no such connector"));
        for document in common::documents(&folder) {
            let found = outcome(connector, &document);
            let expected_path = common::beside(&document, ".expected.jsonl");
            if is_update {
                std::fs::write(&expected_path, &found).unwrap();
            }
            let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
            if found != expected {
                let differs = |(found, expected): &(&str, &str)| found != expected;
                let line = found.lines().zip(expected.lines().chain(std::iter::repeat(""))).find(differs);
                let (found, expected) = line.unwrap_or(("(fewer lines)", ""));
                wrong.push(format!("{}:\n  found    {found}\n  expected {expected}", document.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECTED=1 writes them anew)", wrong.join("\n"));
}

#[test]
fn every_connector_of_a_service_has_fixtures() {
    for connector in ALL {
        let is_service = connector.live.is_some() || connector.info.terms.url.is_some();
        let folder = Path::new(common::CRATE).join("fixtures").join(connector.info.id);
        assert!(!is_service || folder.is_dir(), "fixtures/{} is missing", connector.info.id);
    }
}
