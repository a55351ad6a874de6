//! The records against the documents that they were written from: every organisation that a document names is
//! found by the name that it prints, fast.

use prospect_lexicon::knowledge;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Lines `document <TAB> name as printed`; `#` starts a comment.
const PRINTED: &str = include_str!("organisations.txt");

fn printed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = PRINTED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').expect("document, tab, name"))
}

#[test]
fn every_organisation_that_a_document_names_is_found() {
    let mut missing = Vec::new();
    for (document, name) in printed() {
        assert!(knowledge::document(document).is_some(), "no document `{document}`");
        match knowledge::organisation_named(name) {
            // The record has to rest on a document; which one may be another that says the same.
            Some(record) => assert!(!record.provenance.is_empty(), "{}", record.id),
            None => missing.push(format!("{document} {name}")),
        }
    }
    assert!(printed().count() > 90, "the list is short");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_record_is_named_by_a_document() {
    let named: BTreeSet<&str> =
        printed().filter_map(|(_, name)| knowledge::organisation_named(name)).map(|record| record.id).collect();
    let extra: Vec<&str> =
        knowledge::organisations().iter().map(|record| record.id).filter(|id| !named.contains(id)).collect();
    assert_eq!(extra, Vec::<&str>::new());
}

#[test]
fn every_provenance_leads_to_a_document() {
    for record in knowledge::organisations() {
        let uses = record.uses.iter().flat_map(|it| it.provenance);
        let outcomes = record.outcomes.iter().flat_map(|it| it.provenance);
        let setbacks = record.setbacks.iter().flat_map(|it| it.provenance);
        for source in record.provenance.iter().chain(uses).chain(outcomes).chain(setbacks) {
            assert!(knowledge::document(source.document).is_some(), "{}: {}", record.id, source.document);
        }
    }
}

/// A lookup is a search in a sorted map; the first one builds it. The bound is the issue's, a hundred times what
/// it takes, so that a busy machine does not fail it.
#[test]
fn a_thousand_lookups_take_less_than_50_ms() {
    let names: Vec<&str> = printed().map(|(_, name)| name).collect();
    let start = Instant::now();
    for name in names.iter().cycle().take(1_000) {
        assert!(knowledge::organisation_named(name).is_some(), "{name}");
        std::hint::black_box(knowledge::join(name));
    }
    let took = start.elapsed();
    assert!(took < Duration::from_millis(50), "{took:?}");
}
