//! Same input, same bytes: at 1 and 8 threads, and on a second run.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, postings};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file of the current snapshot.
fn snapshot_files(home: &Path) -> BTreeMap<String, Vec<u8>> {
    let id = fs::read_to_string(home.join("snapshots/current")).unwrap();
    let folder = home.join("snapshots").join(id.trim());
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

#[test]
fn facts_snapshot_and_report_are_the_same_bytes_at_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("postings.jsonl");
    fs::write(&file, postings(3_000)).unwrap();
    let file = file.to_str().unwrap();
    let mut seen = Vec::new();
    for (run, threads) in ["1", "8", "8"].into_iter().enumerate() {
        let home = folder.path().join(format!("home-{run}"));
        let facts = expect(&home, 0, &["extract", file, "--threads", threads]);
        expect(&home, 0, &["import", file, "--threads", threads]);
        expect(&home, 0, &["build", "--threads", threads]);
        let files = snapshot_files(&home);
        assert_eq!(files.len(), 11, "ten tables and a manifest: {:?}", files.keys());
        let reports = ["html", "md", "csv", "json"].map(|format| {
            expect(&home, 0, &["report", "--format", format, "--threads", threads, "--replicates", "200"])
        });
        seen.push((facts, files, reports));
    }
    assert!(seen[0] == seen[1], "1 and 8 threads differ");
    assert!(seen[1] == seen[2], "two runs differ");
}
