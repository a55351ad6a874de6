//! Search from the command line: on the shipped history, and on a home.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, postings, prospect, run};
use std::fs;
use std::path::Path;

fn json(home: &Path, args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&expect(home, 0, &[&["search", "--json"], args].concat())).unwrap()
}

/// What the command says on standard error when it ends with 2.
#[track_caller]
fn refused(home: &Path, args: &[&str]) -> String {
    let output = run(home, &[&["search"], args].concat());
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_shipped_history_is_searched_by_facts_and_words_of_facts() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("never-made");
    let args = ["engineer", "--skill", "rust", "--country", "Germany", "--facet", "city,year", "--limit", "5"];
    let answer = json(&home, &args);
    assert!(answer["n"].as_u64().unwrap() > 5);
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 5);
    for hit in hits {
        assert!(hit["skills"].as_array().unwrap().iter().any(|skill| skill["id"] == "rust"), "{hit}");
        assert!(hit["places"].as_array().unwrap().iter().any(|place| place["country"] == "DE"), "{hit}");
        assert!(hit["url"].as_str().unwrap().starts_with("https://"));
        assert!(hit["score"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(answer["facets"][0]["facet"], "city");
    assert!(answer["unknown"].as_array().unwrap().iter().any(|it| it["filter"] == "country" && it["is_kept"] == false));
    assert_eq!(answer["query"]["country"][0], "Germany");
    assert!(!home.exists(), "searching the history makes no home");
    // The second time the index is there; threads change nothing.
    for threads in ["1", "4"] {
        assert_eq!(json(&home, &[&args[..], &["--threads", threads]].concat()), answer);
    }
    // Where nothing can be kept, the answer is the same.
    let output = prospect(&home).args(["search", "--json"]).args(args).env("XDG_CACHE_HOME", "/dev/null").output();
    let in_memory: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    assert_eq!(in_memory, answer);
}

#[test]
fn a_home_is_searched_by_its_texts_and_gc_takes_the_index_along() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let file = folder.path().join("postings.jsonl");
    fs::write(&file, postings(300)).unwrap();
    expect(&home, 0, &["import", file.to_str().unwrap()]);
    expect(&home, 0, &["build"]);
    let indexes = || {
        let entries = fs::read_dir(home.join("index")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let first = fs::read_to_string(home.join("snapshots/current")).unwrap().trim().to_owned();
    assert_eq!(indexes(), std::slice::from_ref(&first));
    let found = json(&home, &["\"people who need it\" -kubernetes", "--limit", "3"]);
    assert!(found["n"].as_u64().unwrap() > 0);
    // A missing index is made again, by `search` and by `build`.
    for again in [&["search", "tool"][..], &["build"]] {
        fs::remove_dir_all(home.join("index")).unwrap();
        expect(&home, 0, again);
        assert_eq!(indexes(), std::slice::from_ref(&first), "{again:?}");
        assert_eq!(json(&home, &["\"people who need it\" -kubernetes", "--limit", "3"]), found);
    }
    fs::write(home.join("index").join(&first).join("facts.bin"), "not that").unwrap();
    assert_eq!(json(&home, &["\"people who need it\" -kubernetes", "--limit", "3"]), found);
    fs::write(&file, postings(310)).unwrap();
    expect(&home, 0, &["import", file.to_str().unwrap()]);
    expect(&home, 0, &["build"]);
    assert_eq!(indexes().len(), 2);
    expect(&home, 0, &["gc", "--keep", "1"]);
    assert_ne!(indexes(), [first]);
    assert_eq!(indexes().len(), 1);
}

#[test]
fn what_nobody_knows_is_refused_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    for (args, hint) in [
        (&["--skill", "Rsut"][..], "did you mean `Rust`?"),
        (&["--country", "Germny"], "did you mean `Germany`?"),
        (&["--takes", "Portgual"], "did you mean `Portugal`?"),
        (&["--employer", "Cloudfare"], "did you mean `Cloudflare` or"),
        (&["--source", "monster"], "did you mean `hn`?"),
        (&["--sort", "luck"], "did you mean"),
        (&["--facet", "moon"], "did you mean"),
        (&["--keep-unknown", "skill"], "every opening says something to `skill`"),
        (&["--keep-unknown", "pay"], "no filter `pay`"),
        (&["--pay-min", "a lot"], "for example `90k EUR`"),
        (&["--currency", "shells"], "an ISO 4217 code"),
        (&["--required"], "give --skill"),
        (&["--since", "2024", "--until", "2023"], "`since` is after `until`"),
        (&["planet:earth"], "no filter `planet`"),
        (&["\"open"], "a quote is not closed"),
        (&["--open", "1", "nosuchwordanywhere"], "no hit 1: 0 found"),
        (&["--no-such-filter", "x"], "--no-such-filter"),
    ] {
        let told = refused(&home, args);
        assert!(told.contains(hint), "{args:?}: {told}");
    }
}

#[test]
fn the_page_is_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let args = ["search", "rust", "--pay-min", "100k USD", "--limit", "4", "--facet", "seniority"];
    for columns in ["80", "140"] {
        let output = prospect(&home).args(args).env("COLUMNS", columns).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let width: usize = columns.parse().unwrap();
        assert!(page.lines().take(5).all(|line| line.chars().count() <= width), "{page}");
        assert!(page.contains("left out: ") && page.contains("(--keep-unknown pay-min)"), "{page}");
        assert!(page.contains("\nseniority: senior "), "{page}");
        assert!(!page.contains('\u{1b}'), "no colour in a pipe");
    }
    let kept = expect(&home, 0, &[&args[..], &["--keep-unknown", "pay-min"]].concat());
    assert!(kept.contains("kept: "), "{kept}");
    let nothing = expect(&home, 0, &["search", "nosuchwordanywhere"]);
    assert!(nothing.starts_with("0 openings of "), "{nothing}");
}

#[cfg(unix)]
#[test]
fn a_link_is_opened_in_the_browser() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let (browser, seen) = (folder.path().join("browser"), folder.path().join("seen"));
    fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", seen.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let answer = json(&home, &["rust", "--limit", "3"]);
    let output = prospect(&home).args(["search", "rust", "--open", "3"]).env("BROWSER", &browser).output().unwrap();
    assert!(output.status.success());
    let url = answer["hits"][2]["url"].as_str().unwrap();
    assert_eq!(fs::read_to_string(&seen).unwrap(), url);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("opened {url}\n"));
    let output = prospect(&home).args(["search", "rust", "--open", "1"]).env("BROWSER", "/nonexistent").output();
    assert_eq!(output.unwrap().status.code(), Some(2));
}
