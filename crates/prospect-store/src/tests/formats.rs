//! Files of every format that was ever written are read for ever: `formats/` keeps a tiny one of each.
//!
//! The four invented postings in them: two of one opening, one with three roles, one that offers nothing.

use crate::{Snapshot, history};
use prospect_model::Dataset;
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/formats");

/// What any build must see in them.
#[track_caller]
fn check(dataset: &Dataset) {
    let skills = |at: usize| -> Vec<&str> {
        dataset.postings[at].skills.iter().map(|row| dataset.skills[row.skill as usize].as_str()).collect()
    };
    let ids: Vec<&str> = dataset.postings.iter().map(|posting| posting.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!(skills(0), ["rust", "cpp"]);
    assert_eq!(skills(2), ["rust", "postgresql", "python", "spark", "kubernetes"]);
    let titles: Vec<&str> = dataset.postings[2].roles.iter().map(|role| role.title.as_str()).collect();
    assert_eq!(titles, ["Head of Engineering", "Backend Engineer", "Data Engineer"]);
    assert_eq!(dataset.openings.len(), 4);
    assert_eq!(dataset.openings.iter().map(|opening| opening.postings.len()).max(), Some(2));
    assert_eq!(dataset.postings[0].pay[0].min, Some(80_000));
    assert_eq!(dataset.postings[0].places[0].city.as_deref(), Some("Berlin"));
    assert!(!dataset.postings[3].is_offer);
}

#[test]
fn the_first_snapshot_is_read() {
    let snapshot = Snapshot::open(&Path::new(FOLDER).join("snapshot-1")).unwrap();
    snapshot.verify().unwrap();
    let dataset = snapshot.dataset().unwrap();
    check(&dataset);
    // The first format told no column what each role has to itself: the roles share all.
    assert!(dataset.postings.iter().flat_map(|posting| &posting.roles).all(|role| role.own.is_none()));
    let built = snapshot.posting(None, "3").unwrap().unwrap();
    assert_eq!(built.facts.roles[1].skills, [0, 1]);
}

#[test]
fn the_first_history_is_read() {
    let bytes = std::fs::read(Path::new(FOLDER).join("history-1.parquet")).unwrap();
    check(&history::read(&bytes).unwrap());
    let (row, extra) = history::posting(&bytes, "1").unwrap().unwrap();
    assert_eq!((row.id.as_str(), extra.skills.len()), ("1", 2));
}

#[test]
fn the_second_snapshot_and_history_tell_roles_apart() {
    let snapshot = Snapshot::open(&Path::new(FOLDER).join("snapshot-2")).unwrap();
    snapshot.verify().unwrap();
    let bytes = std::fs::read(Path::new(FOLDER).join("history-2.parquet")).unwrap();
    for dataset in [snapshot.dataset().unwrap(), history::read(&bytes).unwrap()] {
        check(&dataset);
        let posting = &dataset.postings[2];
        let names = |role: usize| -> Vec<&str> {
            posting.skills_of(role).map(|row| dataset.skills[row.skill as usize].as_str()).collect()
        };
        assert!(!names(0).contains(&"rust") && names(0).contains(&"kubernetes"), "{:?}", names(0));
        assert!(names(1).contains(&"rust"), "{:?}", names(1));
        assert_eq!(posting.pay_of(1).count(), 1);
        assert_eq!(posting.pay_of(0).count(), 0);
    }
}
