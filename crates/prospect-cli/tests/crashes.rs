//! A crash at any moment loses nothing that was stored, and never leaves half a snapshot current.
//!
//! Default: a few random kills. `PROSPECT_KILLS=50 cargo test -p prospect-cli --test crashes` does fifty of each.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, postings, prospect};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

fn n_kills() -> u64 {
    std::env::var("PROSPECT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

/// How long the command takes when nobody disturbs it.
fn undisturbed(home: &Path, args: &[&str]) -> Duration {
    let started = Instant::now();
    expect(home, 0, args);
    started.elapsed()
}

/// Starts the command and kills it after a part of its usual time.
fn kill_after(home: &Path, args: &[&str], delay: Duration) {
    let mut child = prospect(home).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    // It may have ended already: that is one of the moments to test.
    let _ = child.kill();
    let _ = child.wait();
}

/// Delays spread over a little more than the whole run, in an order that looks random and is not.
fn delays(whole: Duration) -> impl Iterator<Item = Duration> {
    let n = n_kills();
    (0..n).map(move |kill| whole.mul_f64(1.1 * ((kill * 37 + 11) % n.max(1)) as f64 / n.max(1) as f64))
}

#[test]
fn killed_imports_lose_nothing_and_the_next_one_carries_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("postings.jsonl");
    fs::write(&file, postings(20_000)).unwrap();
    let small = folder.path().join("small.jsonl");
    fs::write(&small, postings(10)).unwrap();
    let args = ["import", file.to_str().unwrap()];
    let whole = undisturbed(&folder.path().join("trial"), &args);
    let home = folder.path().join("home");
    expect(&home, 0, &["import", small.to_str().unwrap()]);
    for delay in delays(whole) {
        kill_after(&home, &args, delay);
        // What was stored before is there, whole, and the home can be written.
        let doctor: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["doctor", "--json"])).unwrap();
        assert_eq!(doctor["wrong"], serde_json::json!([]));
    }
    expect(&home, 0, &args);
    let built: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["build", "--json"])).unwrap();
    assert_eq!(built["postings"], 20_000);
}

#[test]
fn killed_builds_leave_the_snapshot_before_and_the_next_one_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let (first, second) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
    fs::write(&first, postings(100)).unwrap();
    fs::write(&second, postings(12_000)).unwrap();
    expect(&home, 0, &["import", first.to_str().unwrap()]);
    expect(&home, 0, &["build"]);
    let before = fs::read_to_string(home.join("snapshots/current")).unwrap();
    expect(&home, 0, &["import", second.to_str().unwrap()]);
    let trial = folder.path().join("trial");
    expect(&trial, 0, &["import", first.to_str().unwrap(), second.to_str().unwrap()]);
    let whole = undisturbed(&trial, &["build"]);
    for delay in delays(whole) {
        kill_after(&home, &["build"], delay);
        let current = fs::read_to_string(home.join("snapshots/current")).unwrap();
        // `doctor` recomputes the digest of every file of the current snapshot.
        let doctor: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["doctor", "--json"])).unwrap();
        assert_eq!(doctor["wrong"], serde_json::json!([]));
        // Search takes a whole index, or makes the one that the kill hindered.
        let found: serde_json::Value =
            serde_json::from_str(&expect(&home, 0, &["search", "acme0", "--json", "--limit", "0"])).unwrap();
        assert_eq!(found["snapshot"], current.trim());
        assert!(found["n"].as_u64().is_some_and(|n| n > 0));
        let told = doctor["facts"]["current"].as_str().unwrap();
        if current == before {
            assert!(told.contains("(100 postings)"), "{told}");
        } else {
            // The build was faster than the kill: take it back, so that the next kill has something to hit.
            assert!(told.contains("(12,000 postings)"), "{told}");
            fs::write(home.join("snapshots/current"), &before).unwrap();
            fs::remove_dir_all(home.join("snapshots").join(current.trim())).unwrap();
        }
    }
    expect(&home, 0, &["build"]);
    let doctor: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["doctor", "--json"])).unwrap();
    assert!(doctor["facts"]["current"].as_str().unwrap().contains("(12,000 postings)"));
}

#[test]
fn a_second_writer_waits_or_says_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let file = folder.path().join("postings.jsonl");
    fs::write(&file, postings(60_000)).unwrap();
    let small = folder.path().join("small.jsonl");
    fs::write(&small, postings(10)).unwrap();
    expect(&home, 0, &["import", file.to_str().unwrap()]);
    let mut first = prospect(&home).arg("build").stdout(Stdio::null()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while !home.join("snapshots").exists() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
    let output = common::run(&home, &["import", small.to_str().unwrap(), "--wait", "0"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(&format!("is being written by process {}", first.id())), "{told}");
    expect(&home, 0, &["import", small.to_str().unwrap(), "--wait", "60"]);
    assert!(first.wait().unwrap().success());
}
