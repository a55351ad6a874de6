//! Breaks each change on disk in turn, of an import, a build and a clean-up: nothing stored is lost, no half
//! snapshot is ever current, and the next run carries on.

use crate::tests::documents::{gzip, meta};
use crate::tests::faults::{Fault, Faults};
use crate::tests::round_trip::write;
use crate::tests::sample::postings;
use crate::{DocumentEntry, Home, StoreError, Wait};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

const FAULTS: &[Fault] = &[Fault::Crash, Fault::Fails(ErrorKind::StorageFull)];

/// Runs with each change broken in turn until none is left to break; returns the number of changes.
fn break_each(
    prepare: impl Fn(&Path),
    run: impl Fn(&Home) -> Result<(), StoreError>,
    check: impl Fn(&Home, &str),
) -> usize {
    let mut n_changes = 0;
    for fault in FAULTS {
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            prepare(folder.path());
            let faults = Faults::new(*fault, at);
            let result = run(&Home::with_faults(folder.path(), faults.clone()));
            let what = format!("{fault:?} at change {at}");
            if !faults.was_reached() {
                result.expect("nothing was broken");
                n_changes = at;
                break;
            }
            match (fault, &result) {
                // What cleans up may fail and be left to `gc`.
                (_, Ok(())) => {}
                (Fault::Fails(ErrorKind::StorageFull), Err(error)) => {
                    assert!(matches!(error, StoreError::DiskFull { .. }), "{what}: {error}");
                }
                (_, Err(error)) => assert!(!matches!(error, StoreError::DiskFull { .. }), "{what}: {error}"),
            }
            check(&Home::at(folder.path()), &what);
        }
    }
    n_changes
}

fn documents() -> Vec<Vec<u8>> {
    vec![b"first".to_vec(), gzip(b"second"), b"first".to_vec(), b"third".repeat(100_000)]
}

fn import(home: &Home, source: &str) -> Result<(), StoreError> {
    let lock = home.lock(Wait::No)?;
    for bytes in documents() {
        home.add_document(&lock, meta(source, 0), bytes.as_slice())?;
    }
    Ok(())
}

#[track_caller]
fn check_documents(home: &Home, source: &str, n_least: usize, what: &str) {
    let found = home.documents().unwrap_or_else(|error| panic!("{what}: {error}"));
    let of_source: Vec<&DocumentEntry> = found.iter().filter(|it| it.source == source).collect();
    assert!(of_source.len() >= n_least, "{what}: {} documents", of_source.len());
    for entry in of_source {
        let mut bytes = Vec::new();
        home.open_document(entry).unwrap().read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(documents().contains(&bytes), "{what}: `{}` holds other bytes", entry.path);
    }
}

#[test]
fn an_import_that_breaks_anywhere_loses_nothing_and_the_next_one_carries_on() {
    let prepare = |path: &Path| import(&Home::at(path), "before").unwrap();
    let check = |home: &Home, what: &str| {
        check_documents(home, "before", 3, what);
        check_documents(home, "acme", 0, what);
        import(home, "acme").unwrap_or_else(|error| panic!("{what}: {error}"));
        check_documents(home, "acme", 3, what);
        let lock = home.lock(Wait::No).unwrap();
        home.gc(&lock, 3).unwrap();
        assert!(crate::home::entries(&home.raw_tmp()).unwrap().is_empty(), "{what}");
    };
    let n_changes = break_each(prepare, |home| import(home, "acme"), check);
    assert!(n_changes > 20, "only {n_changes} changes were tried");
    // The very first import also makes the folders.
    let check = |home: &Home, what: &str| {
        check_documents(home, "acme", 0, what);
        import(home, "acme").unwrap_or_else(|error| panic!("{what}: {error}"));
        check_documents(home, "acme", 3, what);
    };
    let n_changes_first = break_each(|_| {}, |home| import(home, "acme"), check);
    assert!(n_changes_first > n_changes, "{n_changes_first} changes were tried");
}

#[test]
fn a_build_that_breaks_anywhere_leaves_the_old_or_the_new_one_whole() {
    let built = postings(40);
    let prepare = |path: &Path| drop(write(&Home::at(path), "old", &built[..20], 7).unwrap());
    let check = |home: &Home, what: &str| {
        let current = home.current().unwrap_or_else(|error| panic!("{what}: {error}")).expect(what);
        current.verify().unwrap_or_else(|error| panic!("{what}: {error}"));
        let n_expected = if current.id() == "old" { 20 } else { 40 };
        assert_eq!(current.dataset().unwrap().postings.len(), n_expected, "{what}");
        for id in home.snapshots().unwrap() {
            home.snapshot(&id).unwrap().expect(what).verify().unwrap_or_else(|error| panic!("{what}: {id}: {error}"));
        }
        let snapshot = write(home, "new", &built, 7).unwrap_or_else(|error| panic!("{what}: {error}"));
        snapshot.verify().unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(home.current().unwrap().expect(what).id(), "new", "{what}");
        let lock = home.lock(Wait::No).unwrap();
        home.gc(&lock, 3).unwrap();
        assert_eq!(crate::home::entries(&home.snapshots_folder()).unwrap(), ["current", "new", "old"], "{what}");
    };
    let n_changes = break_each(prepare, |home| write(home, "new", &built, 7).map(drop), check);
    assert!(n_changes > 40, "only {n_changes} changes were tried");
}

#[test]
fn a_clean_up_that_breaks_anywhere_leaves_whole_snapshots() {
    let built = postings(2);
    let prepare = |path: &Path| {
        for id in ["a", "b", "c"] {
            write(&Home::at(path), id, &built, 2).unwrap();
        }
        std::fs::create_dir(path.join("snapshots/.tmp-a-1")).unwrap();
    };
    let run = |home: &Home| home.lock(Wait::No).and_then(|lock| home.gc(&lock, 1)).map(drop);
    let check = |home: &Home, what: &str| {
        for id in home.snapshots().unwrap() {
            home.snapshot(&id).unwrap().expect(what).verify().unwrap_or_else(|error| panic!("{what}: {id}: {error}"));
        }
        assert_eq!(home.current().unwrap().expect(what).id(), "c", "{what}");
        run(home).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(crate::home::entries(&home.snapshots_folder()).unwrap(), ["c", "current"], "{what}");
    };
    let n_changes = break_each(prepare, run, check);
    assert!(n_changes >= 7, "only {n_changes} changes were tried");
}
