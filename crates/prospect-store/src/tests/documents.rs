//! Documents are kept as they came, once, with each time they were seen.

use crate::disk::Disk;
use crate::{Added, DocumentMeta, Home, Seen, StoreError, Wait, WriterLock};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{self, Read, Write as _};
use std::time::Duration;

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("some").join("home"));
    (folder, home)
}

pub(crate) fn meta(source: &str, seen_unix: i64) -> DocumentMeta {
    DocumentMeta {
        source: source.to_owned(),
        media_type: "application/json".to_owned(),
        url: Some("https://acme.example/jobs".to_owned()),
        name: None,
        seen_unix,
        look: None,
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn add(home: &Home, lock: &WriterLock, source: &str, seen_unix: i64, bytes: &[u8]) -> Added {
    home.add_document(lock, meta(source, seen_unix), bytes).unwrap()
}

fn content(home: &Home, added: &Added) -> Vec<u8> {
    let mut bytes = Vec::new();
    home.open_document(&added.entry).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// 2024-02-29 and 2024-03-01, at noon.
const FEBRUARY: i64 = 1_709_208_000;
const MARCH: i64 = 1_709_294_400;

#[test]
fn bytes_come_back_as_they_came_whatever_they_are() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    let long: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    let compressed = [gzip(b"{}"), zstd::encode_all(&b"{}"[..], 1).unwrap()];
    for bytes in [&b""[..], b"{}", b"\x1f", &long, &compressed[0], &compressed[1]] {
        let added = add(&home, &lock, "acme", FEBRUARY, bytes);
        assert!(added.is_new);
        assert_eq!(added.n_bytes, bytes.len() as u64);
        assert!(content(&home, &added) == bytes);
    }
    let paths: Vec<_> = home.documents().unwrap().into_iter().map(|it| it.path).collect();
    assert!(paths.iter().all(|path| path.starts_with("acme/2024-02/")));
    let ends = |end: &str| paths.iter().filter(|path| path.ends_with(end)).count();
    assert_eq!((ends(".json.zst"), ends(".gz"), ends(".zst")), (4, 1, 5));
    for (path, bytes) in paths.iter().filter(|path| !path.ends_with(".json.zst")).zip([&compressed[0], &compressed[1]])
    {
        let stored = fs::read(home.raw().join(path)).unwrap();
        assert!(stored == *bytes || compressed.contains(&stored), "kept byte for byte");
    }
}

#[test]
fn the_same_bytes_are_stored_once_with_each_time_they_were_seen() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    let first = add(&home, &lock, "acme", MARCH, b"same");
    let again = add(&home, &lock, "acme", FEBRUARY, b"same");
    let elsewhere = add(&home, &lock, "beta", MARCH, b"same");
    assert_eq!((first.is_new, again.is_new, elsewhere.is_new), (true, false, true));
    assert_eq!(first.entry.path, again.entry.path);
    let seen = |unix| Seen { unix, url: Some("https://acme.example/jobs".to_owned()), name: None, look: None };
    assert_eq!(again.entry.seen, [seen(MARCH), seen(FEBRUARY)]);
    drop(lock);
    let lock = home.lock(Wait::No).unwrap();
    assert!(!add(&home, &lock, "acme", MARCH, b"same").is_new, "also after opening it anew");
    let documents = home.documents().unwrap();
    assert_eq!(
        documents.iter().map(|it| (it.source.as_str(), it.seen.len())).collect::<Vec<_>>(),
        [("acme", 3), ("beta", 1)]
    );
    assert!(crate::home::entries(&home.raw_tmp()).unwrap().is_empty());
}

#[test]
fn documents_are_listed_by_source_then_first_time_then_digest() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    for (source, unix, bytes) in
        [("b", MARCH, "1"), ("a", MARCH, "2"), ("a", MARCH, "3"), ("a", MARCH, "4"), ("b", 5, "5")]
    {
        add(&home, &lock, source, unix, bytes.as_bytes());
    }
    add(&home, &lock, "a", FEBRUARY, b"4");
    let documents = home.documents().unwrap();
    let mut expected = documents.clone();
    expected.sort_by_key(|it| (it.source.clone(), it.first_seen_unix(), it.sha256));
    assert_eq!(documents, expected);
    let order: Vec<_> = documents.iter().map(|it| (it.source.as_str(), it.first_seen_unix())).collect();
    assert_eq!(order, [("a", FEBRUARY), ("a", MARCH), ("a", MARCH), ("b", 5), ("b", MARCH)]);
}

#[test]
fn a_torn_last_line_is_passed_over_and_cut_off_by_the_next_writer() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    add(&home, &lock, "acme", FEBRUARY, b"one");
    let whole = fs::read(home.log()).unwrap();
    add(&home, &lock, "acme", FEBRUARY, b"two");
    drop(lock);
    let both = fs::read(home.log()).unwrap();
    for n in whole.len()..both.len() {
        fs::write(home.log(), &both[..n]).unwrap();
        assert_eq!(home.documents().unwrap().len(), 1, "cut at {n}");
        let lock = home.lock(Wait::No).unwrap();
        // The file is there without its line: it is stored again over itself.
        assert!(add(&home, &lock, "acme", FEBRUARY, b"two").is_new);
        assert_eq!(fs::read(home.log()).unwrap(), both, "cut at {n}");
    }
    // A crash may also leave a tail of zeros.
    fs::write(home.log(), [whole.as_slice(), &[0; 100]].concat()).unwrap();
    assert_eq!(home.documents().unwrap().len(), 1);
}

#[test]
fn a_whole_line_that_is_not_ours_is_an_error_that_names_it() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    add(&home, &lock, "acme", FEBRUARY, b"one");
    let whole = fs::read_to_string(home.log()).unwrap();
    for bad in [
        "{}",
        "not json",
        &whole.trim().replace("acme/2024", "../2024"),
        &whole.trim().replace("sha256\":\"", "sha256\":\"x"),
    ] {
        fs::write(home.log(), format!("{whole}{bad}\n")).unwrap();
        let error = home.documents().unwrap_err();
        assert!(matches!(error, StoreError::Log { line: 2, .. }), "{bad}: {error}");
    }
}

#[test]
fn a_lost_file_is_stored_again_when_its_document_comes_again() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    let first = add(&home, &lock, "acme", FEBRUARY, b"one");
    fs::remove_file(home.raw().join(&first.entry.path)).unwrap();
    assert!(matches!(home.open_document(&first.entry), Err(StoreError::Io { .. })));
    let again = add(&home, &lock, "acme", MARCH, b"one");
    assert_eq!((again.is_new, content(&home, &again).as_slice()), (false, &b"one"[..]));
}

#[test]
fn a_name_that_would_leave_its_folder_is_refused() {
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    for name in ["", "..", ".a", "a/b", "a\\b", "tmp", "log.jsonl", "ä", &"a".repeat(200)] {
        let result = home.add_document(&lock, meta(name, 0), &b"x"[..]);
        assert!(matches!(result, Err(StoreError::BadName { .. })), "{name}");
        assert!(matches!(home.snapshot_writer(&lock, name), Err(StoreError::BadName { .. })), "{name}");
        assert!(matches!(home.snapshot(name), Err(StoreError::BadName { .. })), "{name}");
    }
}

#[test]
fn input_that_breaks_off_stores_nothing() {
    struct Breaks(usize);
    impl Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = out.len().min(self.0);
            self.0 -= n;
            if n == 0 { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(n) }
        }
    }
    let (_folder, home) = home();
    let lock = home.lock(Wait::No).unwrap();
    for n in [0, 10, 1 << 20] {
        assert!(matches!(home.add_document(&lock, meta("acme", 0), Breaks(n)), Err(StoreError::Input { .. })));
    }
    assert!(home.documents().unwrap().is_empty());
    assert!(crate::home::entries(&home.raw_tmp()).unwrap().is_empty());
}

#[test]
fn a_second_writer_is_told_who_writes_and_gets_its_turn() {
    let (_folder, home) = home();
    let first = home.lock(Wait::No).unwrap();
    for wait in [Wait::No, Wait::Until(Duration::from_millis(1))] {
        let error = home.lock(wait).unwrap_err();
        let is_us = matches!(error, StoreError::Locked { pid: Some(pid), .. } if pid == std::process::id());
        assert!(is_us, "{error}");
        assert!(error.to_string().contains("being written by process"), "{error}");
    }
    let writer = home.snapshot_writer(&first, "one").unwrap();
    drop(first);
    assert!(matches!(home.lock(Wait::No), Err(StoreError::Locked { .. })), "a writer keeps the lock");
    drop(writer);
    home.lock(Wait::No).unwrap();
    let waiting = home.clone();
    let first = home.lock(Wait::No).unwrap();
    let second = std::thread::spawn(move || waiting.lock(Wait::Until(Duration::from_secs(60))).map(drop));
    drop(first);
    second.join().unwrap().unwrap();
}

#[test]
fn the_lock_of_another_home_is_refused() {
    let (_one, home_a) = home();
    let (_other, home_b) = home();
    let lock = home_a.lock(Wait::No).unwrap();
    assert!(matches!(home_b.add_document(&lock, meta("acme", 0), &b""[..]), Err(StoreError::WrongLock { .. })));
    assert!(matches!(home_b.snapshot_writer(&lock, "a"), Err(StoreError::WrongLock { .. })));
    assert!(matches!(home_b.gc(&lock, 1), Err(StoreError::WrongLock { .. })));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_one() {
    let path = std::path::Path::new("/dev/full");
    let mut file = Disk::default().append(path).unwrap();
    let error = StoreError::io("write to", path, file.write_all(b"x").unwrap_err());
    assert!(matches!(&error, StoreError::DiskFull { .. }), "{error}");
    assert_eq!(error.to_string(), "no space left on the disk for `/dev/full`");
}
