//! Files of every format that was ever written are read for ever: `formats/` keeps a tiny one of each.
//!
//! The four invented postings in them: two of one opening, one with three roles, one that offers nothing.

use crate::{Home, ManifestParts, Snapshot, StoreError, VersionRecord, Wait, WatchedRecord, history};
use prospect_model::{Dataset, Date, Locator, Sha256, SourceRow};
use std::fs;
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

#[test]
fn the_third_snapshot_tells_spells_and_versions() {
    let folder = Path::new(FOLDER).join("snapshot-3");
    if std::env::var_os("UPDATE_FIXTURES").is_some() && !folder.exists() {
        write_third(&folder);
    }
    let snapshot = Snapshot::open(&folder).unwrap();
    snapshot.verify().unwrap();
    let dataset = snapshot.dataset().unwrap();
    check(&dataset);
    let watched = dataset.watched.unwrap();
    let day = |text| Date::parse(text);
    assert_eq!((watched.rows[0].id.as_str(), watched.rows[0].closed), ("2", day("2026-05-06")));
    assert_eq!(dataset.postings[1].last_seen, day("2026-05-04"));
    assert_eq!(dataset.openings.iter().filter_map(|opening| opening.closed).collect::<Vec<_>>().len(), 1);
    assert_eq!(snapshot.versions().unwrap()[0].changed, ["pay"]);
    // The formats before had none of it, and are read all the same.
    let second = Snapshot::open(&Path::new(FOLDER).join("snapshot-2")).unwrap();
    assert!(second.watched().unwrap().is_empty());
    assert!(second.dataset().unwrap().watched.is_none());
}

/// The postings of the second snapshot, in the third format, with a spell and a version.
fn write_third(folder: &Path) {
    let second = Snapshot::open(&Path::new(FOLDER).join("snapshot-2")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let home = Home::at(scratch.path());
    let lock = home.lock(Wait::No).unwrap();
    let mut writer = home.snapshot_writer(&lock, "snapshot-3").unwrap();
    let (mut postings, mut facts, mut skills) =
        (writer.postings().unwrap(), writer.facts().unwrap(), writer.skills().unwrap());
    let copy = |_, built| {
        let built = [built];
        postings.append(&built)?;
        facts.append(&built)?;
        skills.append(&built)
    };
    second.for_each_posting::<StoreError>(copy).unwrap();
    postings.finish().unwrap();
    facts.finish().unwrap();
    skills.finish().unwrap();
    let mut openings = second.openings().unwrap();
    openings[0].closed = Date::parse("2026-05-06");
    writer.write_openings(&openings).unwrap();
    writer.write_observations(&second.observations().unwrap()).unwrap();
    writer.write_merges(&second.merges().unwrap()).unwrap();
    writer.write_employers(&second.employers().unwrap()).unwrap();
    let source = second.manifest().sources[0].id.clone();
    let spell = WatchedRecord {
        source: source.clone(),
        board: Some("acme".to_owned()),
        posting_id: "2".to_owned(),
        spell: 0,
        employer: Some("Acme".to_owned()),
        title: None,
        published: None,
        first_seen: Date::parse("2026-05-01").unwrap(),
        last_seen: Date::parse("2026-05-04").unwrap(),
        n_looks: 3,
        n_missed: 0,
        is_start_seen: true,
        closed: Date::parse("2026-05-06"),
    };
    writer.write_watched(&[spell]).unwrap();
    let version = VersionRecord {
        source,
        posting_id: "2".to_owned(),
        document_sha256: Sha256([1; 32]),
        locator: Locator::Line(2),
        text_sha256: Sha256([2; 32]),
        seen: Date::parse("2026-05-03"),
        version: 1,
        changed: vec!["pay".to_owned()],
        title: None,
        pay: Some("80k".to_owned()),
    };
    writer.write_versions(&[version]).unwrap();
    let parts = ManifestParts {
        reader_version: second.manifest().reader_version.clone(),
        data_version: second.manifest().data_version.clone(),
        sources: second.manifest().sources.iter().map(SourceRow::from).collect(),
        documents: vec![Sha256([1; 32])],
    };
    let written = writer.finish(parts).unwrap();
    fs::create_dir_all(folder).unwrap();
    for name in crate::home::entries(written.folder()).unwrap() {
        fs::copy(written.folder().join(&name), folder.join(&name)).unwrap();
    }
}
