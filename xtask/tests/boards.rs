//! Holds the evidence of `data/boards/` against the shipped history: each item is in it, names Rust, and is not newer
//! than the record says; and each address leads to the connector and the board that the record names.

use prospect_lexicon::boards::{Trace, boards};
use prospect_sources::recognise;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn items_are_in_the_history_and_name_rust() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/history/hn.parquet");
    let history = prospect_store::history::read(&fs::read(path).unwrap()).unwrap();
    let rust = u32::try_from(history.skills.iter().position(|skill| skill == "rust").unwrap()).unwrap();
    let postings: BTreeMap<&str, _> = history.postings.iter().map(|posting| (posting.id.as_str(), posting)).collect();
    let mut n_items = 0;
    let mut wrong = Vec::new();
    for board in boards() {
        let mut newest = None;
        for trace in board.evidence {
            let (month, what) = match trace {
                Trace::Item(id) => {
                    n_items += 1;
                    let Some(posting) = postings.get(id.to_string().as_str()) else {
                        wrong.push(format!("{}/{}: item {id} is not in the history", board.service, board.slug));
                        continue;
                    };
                    if !posting.skills.iter().any(|skill| skill.skill == rust) {
                        wrong.push(format!("{}/{}: item {id} does not name Rust", board.service, board.slug));
                    }
                    (posting.month, "item")
                }
                Trace::Issue(date) | Trace::Posting { seen: date, .. } => (Some(date.to_month()), "issue or posting"),
                Trace::Adopter(_) | Trace::Table(_) => continue,
            };
            assert!(month.is_some(), "{}: an {what} without a month", board.slug);
            newest = newest.max(month);
        }
        if board.last_named < newest {
            wrong.push(format!(
                "{}/{}: last named {:?}, after {:?}",
                board.service, board.slug, newest, board.last_named
            ));
        }
        if let Trace::Item(id) = board.slug_source {
            n_items += 1;
            if !postings.contains_key(id.to_string().as_str()) {
                wrong.push(format!("{}/{}: item {id} is not in the history", board.service, board.slug));
            }
        }
    }
    assert!(n_items >= 150, "{n_items} items");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_address_leads_to_its_board() {
    let wrong: Vec<_> = boards()
        .iter()
        .filter_map(|board| {
            let found = recognise(board.url).map(|(connector, slug)| (connector.info.id, slug));
            // A board on a host of its region has the region before its slug.
            let is_it = |slug: &str| slug.rsplit(':').next() == Some(board.slug);
            let is_right = found.as_ref().is_some_and(|(id, slug)| *id == board.service && is_it(slug));
            (!is_right).then(|| format!("{}: {found:?}", board.url))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
