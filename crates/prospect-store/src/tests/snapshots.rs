//! A snapshot is whole, says what it is, and stays what it was.

use crate::home::entries;
use crate::schema::{Table, describe};
use crate::tests::round_trip::{parts, write};
use crate::tests::sample::postings;
use crate::{Home, Removed, StoreError, Wait};
use std::fs;

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    (folder, home)
}

#[test]
fn tables_are_as_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/schema.txt");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(path, describe()).unwrap();
    }
    assert_eq!(describe(), fs::read_to_string(path).unwrap(), "a change of the tables needs a new FORMAT");
}

#[test]
fn the_manifest_is_as_documented() {
    let (_folder, home) = home();
    let snapshot = write(&home, "one", &[], 1).unwrap();
    let mut manifest = snapshot.manifest().clone();
    assert_eq!(manifest.tables.keys().count(), Table::ALL.len());
    manifest.tables.retain(|name, _| name == "merges");
    let json = String::from_utf8(manifest.to_bytes(home.path()).unwrap()).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/manifest.json");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(path, &json).unwrap();
    }
    assert_eq!(json, fs::read_to_string(path).unwrap());
}

#[test]
fn files_hold_what_the_schema_says() {
    let (_folder, home) = home();
    let snapshot = write(&home, "one", &postings(3), 3).unwrap();
    for table in Table::ALL {
        let file = fs::File::open(snapshot.folder().join(table.file_name())).unwrap();
        let found = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        assert_eq!(found.schema().fields(), table.write_schema().fields(), "{}", table.name());
        assert!(found.metadata().file_metadata().key_value_metadata().is_none(), "no schema but Parquet's own");
        assert_eq!(found.metadata().file_metadata().created_by(), Some("prospect"));
    }
}

#[test]
fn nothing_is_current_before_the_first_build() {
    let (_folder, home) = home();
    assert!(home.current().unwrap().is_none());
    assert!(home.snapshots().unwrap().is_empty());
    assert!(home.documents().unwrap().is_empty());
    assert!(home.snapshot("one").unwrap().is_none());
}

#[test]
fn an_empty_snapshot_is_one() {
    let (_folder, home) = home();
    let snapshot = write(&home, "empty", &[], 1).unwrap();
    snapshot.verify().unwrap();
    assert!(snapshot.dataset().unwrap().postings.is_empty());
    assert!(snapshot.posting(None, "1").unwrap().is_none());
    assert!(snapshot.openings().unwrap().is_empty());
}

#[test]
fn a_whole_snapshot_of_the_same_id_is_kept_and_becomes_current() {
    let (_folder, home) = home();
    let built = postings(4);
    let first = write(&home, "one", &built, 4).unwrap();
    let made = fs::metadata(first.folder().join("manifest.json")).unwrap().modified().unwrap();
    write(&home, "two", &built, 4).unwrap();
    assert_eq!(home.current().unwrap().unwrap().id(), "two");
    let again = write(&home, "one", &built, 4).unwrap();
    assert_eq!(fs::metadata(again.folder().join("manifest.json")).unwrap().modified().unwrap(), made);
    assert_eq!(home.current().unwrap().unwrap().id(), "one");
    assert_eq!(entries(&home.snapshots_folder()).unwrap(), ["current", "one", "two"]);
}

#[test]
fn a_damaged_snapshot_is_noticed_and_built_anew() {
    let (_folder, home) = home();
    let built = postings(4);
    let snapshot = write(&home, "one", &built, 4).unwrap();
    snapshot.verify().unwrap();
    let path = snapshot.folder().join("facts.parquet");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let error = snapshot.verify().unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { path: found, .. } if *found == path), "{error}");
    bytes.pop();
    fs::write(&path, &bytes).unwrap();
    let anew = write(&home, "one", &built, 4).unwrap();
    anew.verify().unwrap();
    fs::remove_file(anew.folder().join("manifest.json")).unwrap();
    let error = home.current().unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    write(&home, "one", &built, 4).unwrap().verify().unwrap();
}

#[test]
fn damaged_tables_are_an_error_never_a_panic() {
    let (_folder, home) = home();
    let snapshot = write(&home, "one", &postings(6), 6).unwrap();
    let mut n_errors = 0;
    for table in Table::ALL {
        let path = snapshot.folder().join(table.file_name());
        let whole = fs::read(&path).unwrap();
        for step in 0..60 {
            let mut bytes = whole.clone();
            let at = step * whole.len() / 60;
            bytes[at] ^= 0x55;
            fs::write(&path, &bytes).unwrap();
            assert!(matches!(snapshot.verify(), Err(StoreError::Damaged { .. })));
            n_errors += u32::from(snapshot.dataset().is_err());
            n_errors += u32::from(snapshot.posting(None, "3").is_err());
            n_errors += u32::from(snapshot.for_each_posting(|_, _| Ok::<_, StoreError>(())).is_err());
            n_errors += u32::from(snapshot.openings().is_err() || snapshot.versions().is_err());
        }
        fs::write(&path, &whole).unwrap();
    }
    snapshot.verify().unwrap();
    assert!(n_errors > 100, "only {n_errors} reads failed");
}

#[test]
fn a_snapshot_of_a_newer_build_is_a_clear_error() {
    let (_folder, home) = home();
    let snapshot = write(&home, "one", &[], 1).unwrap();
    let path = snapshot.folder().join("manifest.json");
    fs::write(&path, r#"{"format": 99, "what": "nobody knows"}"#).unwrap();
    let error = home.current().unwrap_err();
    assert!(matches!(error, StoreError::TooNew { found: 99, newest: crate::FORMAT, .. }), "{error}");
    let expected = format!("`{}` has format 99; this build reads up to 3", snapshot.folder().display());
    assert_eq!(error.to_string(), expected);
    fs::write(&path, "{").unwrap();
    assert!(matches!(home.current(), Err(StoreError::Manifest { .. })));
}

#[test]
fn tables_that_do_not_belong_together_are_no_snapshot() {
    let (_folder, home) = home();
    let built = postings(2);
    let lock = home.lock(Wait::No).unwrap();
    let writer = home.snapshot_writer(&lock, "one").unwrap();
    assert!(matches!(home.snapshot_writer(&lock, "one"), Err(StoreError::Inconsistent { .. })), "twice at once");
    let mut first = writer.postings().unwrap();
    assert!(matches!(writer.postings(), Err(StoreError::Inconsistent { .. })), "twice");
    first.append(&built).unwrap();
    first.finish().unwrap();
    writer.facts().unwrap().finish().unwrap();
    writer.skills().unwrap().finish().unwrap();
    let error = writer.finish(parts(&["acme"])).unwrap_err();
    assert!(matches!(error, StoreError::Inconsistent { .. }), "other numbers of postings: {error}");
    let writer = home.snapshot_writer(&lock, "one").unwrap();
    let error = writer.finish(parts(&["acme"])).unwrap_err();
    assert!(matches!(error, StoreError::Inconsistent { .. }), "tables missing: {error}");
    assert!(home.current().unwrap().is_none());
    assert!(entries(&home.snapshots_folder()).unwrap().is_empty(), "nothing is left");
}

#[test]
fn a_posting_that_could_not_be_read_back_is_refused() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    let built = postings(1);
    let writer = home.snapshot_writer(&lock, "one").unwrap();
    let mut table = writer.postings().unwrap();
    let mut other = built.clone();
    other[0].facts.id = "another".to_owned();
    assert!(matches!(table.append(&other), Err(StoreError::Inconsistent { .. })));
    let mut other = built.clone();
    other[0].facts.text = Some("another".to_owned());
    assert!(matches!(table.append(&other), Err(StoreError::Inconsistent { .. })));
    let mut other = built;
    other[0].posting.body = prospect_model::Body::Text("another".to_owned());
    assert!(matches!(table.append(&other), Err(StoreError::Inconsistent { .. })));
}

#[test]
fn writers_may_move_to_other_threads() {
    fn is_send<T: Send>() {}
    is_send::<crate::PostingsWriter>();
    is_send::<crate::FactsWriter>();
    is_send::<crate::SkillsWriter>();
    is_send::<crate::SnapshotWriter>();
    is_send::<crate::WriterLock>();
    is_send::<Home>();
}

#[test]
fn gc_keeps_the_newest_and_the_current_one_and_removes_what_crashes_left() {
    let (_folder, home) = home();
    for id in ["a", "b", "c", "d"] {
        let snapshot = write(&home, id, &[], 1).unwrap();
        let manifest = fs::File::options().append(true).open(snapshot.folder().join("manifest.json")).unwrap();
        let order = 1000 + u64::from(id.as_bytes()[0]);
        manifest.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(order)).unwrap();
    }
    let lock = home.lock(Wait::No).unwrap();
    home.set_current(&lock, &home.snapshot("a").unwrap().unwrap()).unwrap();
    assert_eq!(home.snapshots().unwrap(), ["d", "c", "b", "a"]);
    fs::create_dir_all(home.snapshots_folder().join(".tmp-e-99")).unwrap();
    fs::create_dir_all(home.raw_tmp()).unwrap();
    fs::write(home.raw_tmp().join("99-1.part"), "half").unwrap();
    for index in ["a", "b", "gone", ".tmp-c-99"] {
        let folder = home.path().join("index").join(index);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("about.json"), "{}").unwrap();
    }
    let in_progress = home.snapshot_writer(&lock, "f").unwrap();
    let removed = home.gc(&lock, 2).unwrap();
    let left_overs = ["snapshots/.tmp-e-99", "raw/tmp/99-1.part", "index/.tmp-c-99"].map(str::to_owned).to_vec();
    assert_eq!(crate::home::entries(&home.path().join("index")).unwrap(), ["a"], "an index goes with its snapshot");
    assert_eq!(removed, Removed { snapshots: vec!["b".to_owned()], left_overs });
    assert_eq!(home.snapshots().unwrap(), ["d", "c", "a"]);
    assert_eq!(home.current().unwrap().unwrap().id(), "a");
    let writers = [in_progress.postings().unwrap().finish(), in_progress.facts().unwrap().finish()];
    writers.into_iter().for_each(Result::unwrap);
    in_progress.skills().unwrap().finish().unwrap();
    in_progress.finish(parts(&["acme"])).unwrap();
    assert_eq!(home.gc(&lock, 0).unwrap().snapshots, ["d", "c", "a"].map(|id| id.to_owned()).to_vec());
    assert_eq!(home.current().unwrap().unwrap().id(), "f");
}
