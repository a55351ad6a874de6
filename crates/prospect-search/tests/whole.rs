//! An index is there whole or not at all, and a damaged one is told.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Ad, ad, dataset, ids, index};
use prospect_search::{Query, SearchIndex};
use std::fs;
use std::path::{Path, PathBuf};

fn ads() -> Vec<Ad> {
    vec![Ad { text: "bread", skills: &["rust!"], ..ad("1", "Baker") }, Ad { text: "oven", ..ad("2", "Builder") }]
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_not_there_or_of_another_layout_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    assert!(SearchIndex::open(&path).unwrap().is_none());
    index(&path, &ads());
    assert!(SearchIndex::open(&path).unwrap().is_some());
    let about = fs::read_to_string(path.join("about.json")).unwrap();
    fs::write(path.join("about.json"), about.replace("\"format\":1", "\"format\":999")).unwrap();
    assert!(SearchIndex::open(&path).unwrap().is_none());
    fs::remove_file(path.join("about.json")).unwrap();
    assert!(SearchIndex::open(&path).unwrap().is_none());
}

#[test]
fn texts_that_fail_leave_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let mut failing = |take: &mut dyn FnMut(u32, &str)| {
        take(0, "half");
        Err("the disk is gone".into())
    };
    assert!(SearchIndex::create(&path, &dataset(&ads()), Some(&mut failing), 2).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    index(&path, &ads());
    assert!(SearchIndex::create(&path, &dataset(&ads()), Some(&mut failing), 2).is_err());
    let again = SearchIndex::open(&path).unwrap().unwrap();
    assert_eq!(ids(&again.search(&Query::parse("bread").unwrap(), 1).unwrap()), ["1"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_index_is_replaced_by_a_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    index(&path, &ads());
    let newer = index(&path, &[Ad { text: "cake", ..ad("3", "Cook") }]);
    assert_eq!(ids(&newer.search(&Query::parse("cake").unwrap(), 1).unwrap()), ["3"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Every file cut short or changed: opening or searching may fail, but does not panic, and an answer has no more hits
/// than there are openings.
#[test]
fn damage_is_an_error_or_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    index(&path, &ads());
    let mut n_refused = 0;
    for file in files(&path) {
        let whole = fs::read(&file).unwrap();
        for damaged in [whole[..whole.len() / 2].to_vec(), Vec::new(), vec![0xff; whole.len()]] {
            fs::write(&file, &damaged).unwrap();
            let answered = SearchIndex::open(&path)
                .ok()
                .flatten()
                .and_then(|index| index.search(&Query::parse("bread skill:rust").unwrap(), 2).ok());
            n_refused += usize::from(answered.is_none());
            assert!(answered.is_none_or(|answer| answer.n <= 2), "{}", file.display());
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(n_refused > 20, "damage is seen: {n_refused}");
}

#[test]
fn threads_change_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let many: Vec<Ad> = (0..200).map(|at| ad(["a", "b", "c", "d"][at % 4], ["Baker", "Cook"][at % 2])).collect();
    let one = index(&folder.path().join("one"), &many);
    let mut texts = |take: &mut dyn FnMut(u32, &str)| {
        (0..).zip(&many).for_each(|(at, ad)| take(at, ad.text));
        Ok(())
    };
    let eight = SearchIndex::create(&folder.path().join("eight"), &dataset(&many), Some(&mut texts), 8).unwrap();
    for text in ["baker", "cook OR baker", "", "-cook"] {
        let query = Query { limit: 50, ..Query::parse(text).unwrap() };
        let answers = [one.search(&query, 1), one.search(&query, 8), eight.search(&query, 8)];
        let answers = answers.map(|answer| answer.unwrap());
        assert!(answers[0] == answers[1] && answers[1] == answers[2], "{text}");
    }
}
